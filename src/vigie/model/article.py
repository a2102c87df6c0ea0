"""What is read: feeds, entries, pages, articles. An article never changes once it is stored."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from vigie.model.span import Part, Span

FeedKind = Literal["auto", "rss", "atom", "json", "sitemap", "page", "mail"]
PublisherKind = Literal[
    "", "agency", "newspaper", "trade", "laboratory", "company", "regulator", "court", "research", "blog", "forum"
]
# "none": not an article at all (a list, a gallery, an error page), kept where a feed announced it.
ArticleKind = Literal["article", "live", "roundup", "opinion", "press_release", "evergreen", "teaser", "none"]


@dataclass(frozen=True, slots=True)
class Feed:
    """An address that announces items. `outlet` is an id of outlets.toml, or empty; `language` a prior, or empty.

    `kind` is how it is read, `publisher` what sort of house stands behind it, `owner` its family, `country` where it
    is at home (ISO 3166-1 alpha-2). `links`, for a page: a regular expression that the addresses of its articles match.
    """

    url: str
    name: str = ""
    outlet: str = ""
    language: str = ""
    kind: FeedKind = "auto"
    country: str = ""
    publisher: PublisherKind = ""
    owner: str = ""
    links: str = ""

    @property
    def source(self) -> str:
        """Who publishes: the outlet's id, the feed's name, or its host."""
        return self.outlet or self.name or _host_of(self.url).removeprefix("www.") or "unknown"


@dataclass(frozen=True, slots=True)
class FeedState:
    """What the last readings of a feed left behind, so that the next one can be polite.

    `usual_minutes`: the usual time between two of its items, 0 when it is not known. `next_at`: not to be asked before.
    `failures`: how many readings failed in a row. `moved_to`: where the server said that it now is, for good. `gone`: the
    server said that it is no more, so that it is not asked again.
    """

    url: str
    etag: str = ""
    last_modified: str = ""
    read_at: datetime | None = None
    newest_at: datetime | None = None
    usual_minutes: float = 0.0
    next_at: datetime | None = None
    failures: int = 0
    moved_to: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class PageState:
    """What earlier requests for a page left behind, so that it can be asked for again politely.

    `first_at` and `fetched_at` are when it was read first and last; `asked_at` when it was last asked for, whatever came of
    that, and `asked` how often after the first time. `failure` is why it has no body: an error's key, empty when it has.
    """

    url: str
    first_at: datetime
    fetched_at: datetime
    asked_at: datetime
    asked: int = 0
    etag: str = ""
    last_modified: str = ""
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as its feed announces it; times are aware, in UTC.

    `text` is the whole text where the feed carries it. `whole`: the entry's own words are all there is to read, so that
    no page is asked for (a paper's abstract, a newsletter). `publisher` is who publishes it, where that is not who
    publishes the feed (a search, a forum that links elsewhere): a name or a host.
    """

    feed: str
    url: str
    title: str
    summary: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    updated_at: datetime | None = None
    text: str = ""
    publisher: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of a web server, kept as it came, with the entry that led to it. `body` is undecoded bytes.

    `robots_tag` and `tdm_reservation` are what the headers X-Robots-Tag and tdm-reservation said, or what the site's
    tdmrep.json says of this address; `etag` and `last_modified` let it be asked for again only if it changed. `failure` is
    why there is no body: an error's key; empty when there is one, and when none was asked for.
    """

    url: str
    final_url: str
    fetched_at: datetime
    body: bytes
    media_type: str
    charset: str
    source: str
    entry: Entry
    robots_tag: str = ""
    tdm_reservation: str = ""
    etag: str = ""
    last_modified: str = ""
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One text, never changed. Offsets of spans count code points of `text` (or of `title`).

    `text` is what the page or the imported record held, only brought to Unicode NFC. When a record has no title of
    its own, the title is the first line of the text and `title_in_text` is true: it is then not annotated twice.
    `language` is what the source declares (may be wrong or empty); the language found is in the Understanding.
    `kind` is what sort of text it is; `paywalled`: the rest is behind a wall. `supersedes` is the id of the article that
    this one replaces: the same page as it stood before it was edited; `first_published_at` is when the first of all was
    published, `published_at` then when the edit was seen, unless it is no news.
    """

    id: str
    url: str
    source: str
    title: str
    text: str
    published_at: datetime
    seen_at: datetime
    dated: bool = True
    language: str = ""
    authors: tuple[str, ...] = ()
    canonical_url: str = ""
    section: str = ""
    licence: str = ""
    opted_out: bool = False
    title_in_text: bool = False
    kind: ArticleKind = "article"
    paywalled: bool = False
    supersedes: str = ""
    first_published_at: datetime | None = None

    @property
    def written_at(self) -> datetime:
        """When its words were first published: what « yesterday » is told from, and who repeats them came after."""
        return self.first_published_at or self.published_at

    def words(self, span: Span) -> str:
        """The characters that `span` points at. Raises ValueError for a span of another article."""
        if span.article != self.id:
            raise ValueError(f"span of {span.article}, not of {self.id}")
        return self.part(span.part)[span.start : span.end]

    def part(self, part: Part) -> str:
        return self.title if part == "title" else self.text


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def article_id(source: str, url: str, title: str, text: str) -> str:
    """16 hexadecimal digits that depend on the content alone, so that two archives give one text one name."""
    seed = f"{source}\x1f{url}\x1f{title}\x1f{text}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(seed).hexdigest()[:16]

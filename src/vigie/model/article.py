"""What is read: feeds, entries, pages, articles. An article never changes once it is stored."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from vigie.model.span import Part, Span

FeedKind = Literal["auto", "rss", "atom", "json", "sitemap", "page"]


@dataclass(frozen=True, slots=True)
class Feed:
    """An address that announces items. `outlet` is an id of outlets.toml, or empty; `language` a prior, or empty."""

    url: str
    name: str = ""
    outlet: str = ""
    language: str = ""
    kind: FeedKind = "auto"


@dataclass(frozen=True, slots=True)
class FeedState:
    """What the last reading of a feed left behind, so that the next one can be polite."""

    url: str
    etag: str = ""
    last_modified: str = ""
    read_at: datetime | None = None
    newest_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as its feed announces it; times are aware, in UTC."""

    feed: str
    url: str
    title: str
    summary: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of a web server, kept as it came, with the entry that led to it. `body` is undecoded bytes."""

    url: str
    final_url: str
    fetched_at: datetime
    body: bytes
    media_type: str
    charset: str
    source: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Article:
    """One text, never changed. Offsets of spans count code points of `text` (or of `title`).

    `text` is what the page or the imported record held, only brought to Unicode NFC. When a record has no title of
    its own, the title is the first line of the text and `title_in_text` is true: it is then not annotated twice.
    `language` is what the source declares (may be wrong or empty); the language found is in the Understanding.
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

    def words(self, span: Span) -> str:
        """The characters that `span` points at. Raises ValueError for a span of another article."""
        if span.article != self.id:
            raise ValueError(f"span of {span.article}, not of {self.id}")
        return self.part(span.part)[span.start : span.end]

    def part(self, part: Part) -> str:
        return self.title if part == "title" else self.text


def article_id(source: str, url: str, title: str, text: str) -> str:
    """16 hexadecimal digits that depend on the content alone, so that two archives give one text one name."""
    seed = f"{source}\x1f{url}\x1f{title}\x1f{text}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(seed).hexdigest()[:16]

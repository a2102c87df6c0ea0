"""Read the newsroom's files into frozen values.

Takes `sites.toml` and `articles/<date>-<slug>.<lang>.md` (TOML front matter between `+++` lines, then plain
paragraphs); gives one `Newsroom`, articles in order of publication. Unknown keys and unknown words are errors,
because a misspelt tag would silently show nothing.
May fail with NewsroomError: one line that names the file and what to put right. Read next: pages.py.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

SHOWS = frozenset(
    {
        "wire",
        "wire-rewrite",
        "translation-chain",
        "source-line",
        "one-owner",
        "anonymous-source",
        "caption-contradicts-body",
        "figure-disagreement",
        "denial",
        "rumour",
        "becomes-official",
        "role-reversal",
        "correction",
        "round-up",
        "press-release",
        "promo-boxes",
        "comment-counter",
        "own-reporting",
        "live-blog",
        "opinion",
        "photo-credit",
        "no-french-source",
        "near-duplicate",
        "refused-by-robots",
        "quiet-singleton",
        "off-subject",
    }
)
ORIGIN_KINDS = frozenset(
    {
        "news_outlet",
        "agency",
        "company",
        "government",
        "court",
        "organisation",
        "research",
        "person",
        "social_post",
        "unnamed",
        "own",
    }
)
SITE_KINDS = frozenset(
    {
        "newspaper",
        "agency",
        "trade",
        "blog",
        "broadcaster",
        "company",
        "regulator",
        "aggregator",
    }
)
FEEDS = frozenset({"rss", "atom", "json", "sitemap"})
BEHAVIOURS = frozenset({"normal", "refused", "failing", "silent"})
# What a site's page template does: where the text sits, and which marks of time and authorship it carries.
LAYOUTS = frozenset({"json-ld", "opengraph", "time", "div"})
# The keys of an article's front matter; day and paragraphs come from the file's name and body.
ARTICLE_KEYS = (
    "id",
    "site",
    "path",
    "language",
    "published",
    "updated",
    "title",
    "authors",
    "summary",
    "purpose",
    "shows",
    "event",
    "saga",
    "origins",
    "furniture",
    "canonical",
    "links",
    "source_line",
)

_FILE_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})-[a-z0-9-]+\.([a-z]{2})\.md")


class NewsroomError(Exception):
    """A newsroom file that cannot be read; the message is one line: which file, what, what to do."""


@dataclass(frozen=True, slots=True)
class Site:
    """One invented outlet, firm or authority and the way its site is built."""

    id: str
    host: str
    name: str
    language: str
    country: str
    kind: str
    owner: str
    feed: str
    feed_path: str
    behaviour: str
    robots: tuple[str, ...] = ()
    layout: tuple[str, ...] = ()

    @property
    def home_url(self) -> str:
        return f"http://{self.host}/"

    @property
    def feed_url(self) -> str:
        return f"http://{self.host}{self.feed_path}"


@dataclass(frozen=True, slots=True)
class NewsroomOrigin:
    """What a careful reader must conclude: who said it first, and through whom it came."""

    name: str
    kind: str
    via: tuple[str, ...] = ()
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An anchor in the body: `text` occurs there word for word."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands around an article and is not its text; `bare` pages print it as paragraphs of the body."""

    caption: str = ""
    credit: str = ""
    promo: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    comments: str = ""
    newsletter: str = ""
    share: str = ""
    bare: bool = False

    def lines(self) -> tuple[str, ...]:
        """Every text of the furniture, in the order of the fields, without the empty ones."""
        texts = (
            self.caption,
            self.credit,
            *self.promo,
            *self.related,
            self.comments,
            self.newsletter,
            self.share,
        )
        return tuple(text for text in texts if text)


@dataclass(frozen=True, slots=True)
class NewsroomArticle:
    """One article file; `day` is the publishing day in its file name, `published` the moment with its zone."""

    id: str
    site: Site
    path: str
    language: str
    day: date
    published: datetime
    title: str
    authors: tuple[str, ...]
    summary: str
    purpose: str
    shows: tuple[str, ...]
    event: str
    saga: str
    origins: tuple[NewsroomOrigin, ...]
    paragraphs: tuple[str, ...]
    updated: datetime | None = None
    furniture: Furniture = Furniture()
    canonical: str = ""
    links: tuple[Link, ...] = ()
    source_line: str = ""

    @property
    def url(self) -> str:
        return f"http://{self.site.host}{self.path}"

    @property
    def text(self) -> str:
        """The article's own words: its paragraphs, a blank line between two."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Newsroom:
    """All sites in the order of `sites.toml`, all articles from the oldest to the newest."""

    sites: tuple[Site, ...]
    articles: tuple[NewsroomArticle, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """The publishing days, oldest first."""
        return tuple(sorted({article.day for article in self.articles}))

    def articles_of(self, site: Site) -> tuple[NewsroomArticle, ...]:
        """The site's articles, newest first, as its feed lists them."""
        return tuple(article for article in reversed(self.articles) if article.site.id == site.id)

    def as_of(self, day: date) -> Newsroom:
        """The same newsroom on the evening of `day`: later articles are not published yet."""
        return replace(self, articles=tuple(article for article in self.articles if article.day <= day))


def load_newsroom(folder: Traversable | None = None) -> Newsroom:
    """Read the newsroom in `folder` (a `Path` will do), or the one that ships with Vigie.

    Raises NewsroomError for a missing file, a broken front matter, an unknown key or word, or a repeated id.
    """
    folder = folder if folder is not None else files(__package__)
    sites = tuple(_site(table) for table in _sites_table(folder))
    _refuse_repeats("sites.toml", "id", [site.id for site in sites])
    _refuse_repeats("sites.toml", "host", [site.host for site in sites])
    by_id = {site.id: site for site in sites}
    names = sorted((file for file in _articles_folder(folder).iterdir()), key=lambda file: file.name)
    articles = [_article(file, by_id) for file in names if file.name.endswith(".md")]
    _refuse_repeats("articles", "id", [article.id for article in articles])
    _refuse_repeats("articles", "address", [article.url for article in articles])
    return Newsroom(sites, tuple(sorted(articles, key=lambda article: (article.published, article.id))))


def knowledge_file() -> Traversable:
    """Where the invented entities and outlets are described, for Vigie's knowledge loader."""
    return files(__package__) / "knowledge.toml"


def _sites_table(folder: Traversable) -> list[Mapping[str, Any]]:
    try:
        content = (folder / "sites.toml").read_text(encoding="utf-8")
    except OSError as error:
        raise NewsroomError(f"sites.toml not found in {folder}; give a folder that holds a newsroom") from error
    try:
        tables = tomllib.loads(content).get("site", [])
    except tomllib.TOMLDecodeError as error:
        raise NewsroomError(f"sites.toml is not valid TOML: {error}") from error
    if not isinstance(tables, list) or not tables:
        raise NewsroomError("sites.toml has no [[site]] table; describe at least one site")
    return tables


def _articles_folder(folder: Traversable) -> Traversable:
    articles = folder / "articles"
    if not articles.is_dir():
        raise NewsroomError(f"no folder articles in {folder}; give a folder that holds a newsroom")
    return articles


def _site(table: Mapping[str, Any]) -> Site:
    where = f"sites.toml, site {table.get('id', '?')!r}"
    texts = ("id", "host", "name", "language", "country", "kind", "owner", "feed", "feed_path", "behaviour")
    _refuse_unknown(where, table, (*texts, "robots", "layout"))
    site = Site(
        **{key: _text(where, table, key) for key in texts},
        robots=_texts(where, table, "robots"),
        layout=_texts(where, table, "layout"),
    )
    _refuse_other_words(where, "kind", (site.kind,), SITE_KINDS)
    _refuse_other_words(where, "feed", (site.feed,), FEEDS)
    _refuse_other_words(where, "behaviour", (site.behaviour,), BEHAVIOURS)
    _refuse_other_words(where, "layout", site.layout, LAYOUTS)
    if not site.host.endswith(".example"):
        raise NewsroomError(f"{where}: host {site.host!r} must end in .example, so that it can never be real")
    if not site.feed_path.startswith("/"):
        raise NewsroomError(f"{where}: feed_path {site.feed_path!r} must start with /")
    return site


def _article(file: Traversable, sites: Mapping[str, Site]) -> NewsroomArticle:
    where = file.name
    named = _FILE_NAME.fullmatch(where)
    if named is None:
        raise NewsroomError(f"{where}: name the file <date>-<slug>.<lang>.md, as 2026-03-18-panne.fr.md")
    table, body = _front_matter(where, file.read_text(encoding="utf-8"))
    _refuse_unknown(where, table, ARTICLE_KEYS)
    site = sites.get(_text(where, table, "site"))
    if site is None:
        raise NewsroomError(f"{where}: site {table['site']!r} is not in sites.toml")
    article = NewsroomArticle(
        id=_text(where, table, "id"),
        site=site,
        path=_text(where, table, "path"),
        language=_text(where, table, "language"),
        day=date.fromisoformat(named[1]),
        published=_moment(where, table, "published"),
        updated=_moment(where, table, "updated") if "updated" in table else None,
        title=_text(where, table, "title"),
        authors=_texts(where, table, "authors"),
        summary=_text(where, table, "summary", empty_allowed=True),
        purpose=_text(where, table, "purpose"),
        shows=_texts(where, table, "shows"),
        event=_text(where, table, "event"),
        saga=_text(where, table, "saga"),
        origins=tuple(_origin(where, origin) for origin in _tables(where, table, "origins")),
        furniture=_furniture(where, table.get("furniture", {})),
        canonical=_text(where, table, "canonical") if "canonical" in table else "",
        links=tuple(_link(where, link) for link in _tables(where, table, "links")),
        source_line=_text(where, table, "source_line") if "source_line" in table else "",
        paragraphs=tuple(" ".join(part.split("\n")) for part in re.split(r"\n\s*\n", body.strip()) if part),
    )
    _refuse_other_words(where, "shows", article.shows, SHOWS)
    _check_article(where, article, named[2])
    return article


def _check_article(where: str, article: NewsroomArticle, language_in_name: str) -> None:
    if article.language != language_in_name:
        raise NewsroomError(f"{where}: language {article.language!r} differs from the file's name")
    if not article.path.startswith("/"):
        raise NewsroomError(f"{where}: path {article.path!r} must start with /")
    if not article.paragraphs:
        raise NewsroomError(f"{where}: no text after the front matter")
    for link in article.links:
        if link.text not in article.text:
            raise NewsroomError(f"{where}: the link text {link.text!r} does not occur in the body")
    for origin in article.origins:
        if origin.kind == "own" and origin.name != article.site.name:
            raise NewsroomError(f"{where}: an origin of kind 'own' must be named {article.site.name!r}")


def _front_matter(where: str, content: str) -> tuple[Mapping[str, Any], str]:
    parts = re.split(r"^\+\+\+\n", content, maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0]:
        raise NewsroomError(f"{where}: start with TOML front matter between two +++ lines")
    try:
        return tomllib.loads(parts[1]), parts[2]
    except tomllib.TOMLDecodeError as error:
        raise NewsroomError(f"{where}: the front matter is not valid TOML: {error}") from error


def _origin(where: str, table: Mapping[str, Any]) -> NewsroomOrigin:
    _refuse_unknown(f"{where}, origins", table, ("name", "kind", "via", "anonymous"))
    origin = NewsroomOrigin(
        name=_text(where, table, "name"),
        kind=_text(where, table, "kind"),
        via=_texts(where, table, "via"),
        anonymous=_flag(where, table, "anonymous"),
    )
    _refuse_other_words(where, "origins.kind", (origin.kind,), ORIGIN_KINDS)
    return origin


def _link(where: str, table: Mapping[str, Any]) -> Link:
    _refuse_unknown(f"{where}, links", table, ("text", "url"))
    return Link(text=_text(where, table, "text"), url=_text(where, table, "url"))


def _furniture(where: str, table: Mapping[str, Any]) -> Furniture:
    where = f"{where}, furniture"
    texts = ("caption", "credit", "comments", "newsletter", "share")
    _refuse_unknown(where, table, (*texts, "promo", "related", "bare"))
    return Furniture(
        **{key: _text(where, table, key) for key in texts if key in table},
        promo=_texts(where, table, "promo"),
        related=_texts(where, table, "related"),
        bare=_flag(where, table, "bare"),
    )


def _text(where: str, table: Mapping[str, Any], key: str, *, empty_allowed: bool = False) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not (value.strip() or empty_allowed):
        raise NewsroomError(f"{where}: {key} must be a text in quotes{'' if empty_allowed else ', not empty'}")
    return value


def _texts(where: str, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise NewsroomError(f"{where}: {key} must be a list of texts")
    return tuple(value)


def _tables(where: str, table: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise NewsroomError(f"{where}: {key} must be a list of tables")
    return value


def _flag(where: str, table: Mapping[str, Any], key: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise NewsroomError(f"{where}: {key} must be true or false")
    return value


def _moment(where: str, table: Mapping[str, Any], key: str) -> datetime:
    try:
        moment = datetime.fromisoformat(_text(where, table, key))
    except ValueError as error:
        raise NewsroomError(f"{where}: {key} must be like 2026-03-18T06:12+01:00") from error
    if moment.utcoffset() is None:
        raise NewsroomError(f"{where}: {key} has no zone; write it like 2026-03-18T06:12+01:00")
    return moment


def _refuse_unknown(where: str, table: Mapping[str, Any], known: tuple[str, ...]) -> None:
    if unknown := sorted(set(table) - set(known)):
        raise NewsroomError(f"{where}: unknown key {unknown[0]!r}; the keys are {', '.join(known)}")


def _refuse_other_words(where: str, key: str, words: tuple[str, ...], allowed: frozenset[str]) -> None:
    if unknown := sorted(set(words) - allowed):
        raise NewsroomError(f"{where}: {key} has {unknown[0]!r}; the words are {', '.join(sorted(allowed))}")


def _refuse_repeats(where: str, what: str, values: list[str]) -> None:
    if repeated := sorted({value for value in values if values.count(value) > 1}):
        raise NewsroomError(f"{where}: the {what} {repeated[0]!r} occurs twice; each must be unique")

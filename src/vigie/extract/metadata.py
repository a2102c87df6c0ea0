"""What a page says of itself: title, authors, time, canonical address, section, licence, opt-out, language.

Takes a parsed page, gives a PageMetadata; a field that no mark-up gives is empty. JSON-LD is asked first, then
OpenGraph and other <meta>, then the visible mark-up. Own code, because it reads the time right to the minute on 94 %
of pages against 72 % for the best library (see DESIGN.md). Nothing fails. Read next: page.py, which decides
between these fields and those of the feed.
"""

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from lxml.html import HtmlElement

from vigie.extract.characters import one_line, storable, unescaped
from vigie.extract.moments import Moment, moment_of

Node = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PageMetadata:
    title: str = ""
    authors: tuple[str, ...] = ()
    published: Moment | None = None
    canonical_url: str = ""
    section: str = ""
    licence: str = ""
    opted_out: bool = False
    language: str = ""
    site_name: str = ""
    body: str = ""
    """The text as JSON-LD holds it (`articleBody`); few pages have it."""


def metadata_of(tree: HtmlElement, url: str) -> PageMetadata:
    """Reads the page's own marks. `url` is where the page was found: relative addresses start from it."""
    nodes = tuple(_nodes(tree))
    article = _article(nodes, url)
    meta = _meta(tree)
    site_name = _clean(meta.get("og:site_name") or _name(article.get("publisher")) or meta.get("application-name", ""))
    return PageMetadata(
        title=_title(tree, article, meta, site_name, url),
        authors=_authors(tree, article, meta, nodes, site_name),
        published=_published(tree, article, meta, nodes),
        canonical_url=_canonical(tree, meta, url),
        section=_clean(_first_string(article.get("articleSection")) or meta.get("article:section", "")),
        licence=_licence(tree, article, meta),
        opted_out=_opted_out(meta),
        language=_language(tree, article, meta),
        site_name=site_name,
        body=unescaped(_first_string(article.get("articleBody"))),
    )


# ── JSON-LD ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|SocialMediaPosting|LiveBlogPosting)$")
_WRAPPED = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")


def _nodes(tree: HtmlElement) -> Iterator[Node]:
    """Every object in the page's JSON-LD blocks, outer before inner. A block that is not JSON gives nothing."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                block = json.loads(_WRAPPED.sub("", script.text or ""), strict=False)
            except (ValueError, RecursionError):
                continue
            yield from _objects(block)


def _objects(value: object) -> Iterator[Node]:
    waiting = deque([value])
    while waiting:
        value = waiting.popleft()
        if isinstance(value, dict):
            yield value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _article(nodes: Iterable[Node], url: str) -> Node:
    """The node on this page's article. A page may also describe those it links to: prefer its own address."""
    articles = [node for node in nodes if any(_ARTICLE.search(kind) for kind in _strings(node.get("@type")))]
    named = [node for node in articles if _first_string(node.get("headline")) or _first_string(node.get("name"))]
    path = _parts(url).path.rstrip("/")
    own = [node for node in named if path and any(_parts(a).path.rstrip("/") == path for a in _addresses(node))]
    return next(iter(own or named or articles), {})


def _addresses(node: Node) -> Iterator[str]:
    for key in ("url", "@id", "mainEntityOfPage"):
        value = node.get(key)
        value = value.get("@id") if isinstance(value, dict) else value
        if isinstance(value, str):
            yield value


def _parts(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:  # "http://["
        return SplitResult("", "", "", "", "")


def _strings(value: object) -> tuple[str, ...]:
    """The strings of a JSON-LD value, which may be one, a list, or an object with a name, @value or @id."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list):
        return tuple(text for inner in value if not isinstance(inner, list) for text in _strings(inner))
    if isinstance(value, dict):
        inner = value.get("name") or value.get("@value") or value.get("url") or value.get("@id")
        return (inner,) if isinstance(inner, str) else ()
    return ()


def _first_string(value: object) -> str:
    return next((text for text in _strings(value) if text.strip()), "")


def _name(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    name = value.get("name") if isinstance(value, dict) else value
    return name if isinstance(name, str) else ""


# ── <meta> and visible mark-up ──────────────────────────────────────────────────────────────────────────────────────


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The first content of each <meta>, by property, name or itemprop, in small letters."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            key = (element.get(attribute) or "").strip().lower()
            if key and content:
                found.setdefault(key, content)
    return found


def _clean(text: str) -> str:
    return storable(one_line(unescaped(text)))


def _text(element: HtmlElement) -> str:
    return "".join(str(piece) for piece in element.itertext())


_CUT_SHORT = re.compile(r"\s*(?:…|\.\.\.)$")
_SEPARATOR = re.compile(r"\s+(?:[-–—|•·»:]|::)\s+|\s*[|｜]\s*")


def _title(tree: HtmlElement, article: Node, meta: Mapping[str, str], site_name: str, url: str) -> str:
    headline = _clean(_first_string(article.get("headline")) or _first_string(article.get("name")))
    shared = _clean(meta.get("og:title") or meta.get("twitter:title", ""))
    heading = next((text for h1 in tree.iter("h1") if (text := _clean(_text(h1)))), "")
    window = next((text for title in tree.iter("title") if (text := _clean(_text(title)))), "")
    if not headline or same_words(headline, site_name):
        best = next((text for text in (shared, heading, window) if text and not same_words(text, site_name)), "")
        return without_site_name(best, site_name, url, (heading,))
    # JSON-LD headlines are often cut at 110 characters: take the whole one where another place has it.
    start = _CUT_SHORT.sub("", headline)
    for whole in (heading, shared):
        if len(whole) > len(headline) and whole.startswith(start) and (start != headline or len(headline) >= 100):
            headline = without_site_name(whole, site_name, url, (heading,))
            break
    return headline if headline in (shared, heading) else without_site_name(headline, site_name, url, (shared, heading))


def without_site_name(title: str, site_name: str, url: str, others: Iterable[str] = ()) -> str:
    """« Title - Site name » without its last part, when that part names the site or another place lacks it."""
    cuts = list(_SEPARATOR.finditer(title))
    if not cuts:
        return title
    front, back = title[: cuts[-1].start()], title[cuts[-1].end() :]
    names = [site_name, *_host_names(url)]
    if front and (any(same_words(back, name) for name in names) or front in others):
        return front
    return title


def _host_names(url: str) -> tuple[str, ...]:
    host = (_parts(url).hostname or "").removeprefix("www.")
    return (host, host.partition(".")[0]) if host else ()


def same_words(one: str, other: str) -> bool:
    """True when two lines have the same letters and digits in the same order."""
    letters = ["".join(c for c in text.casefold() if c.isalnum()) for text in (one, other)]
    return bool(letters[0]) and letters[0] == letters[1]


_BY = re.compile(r"^(?:by|par|von|por|di|door|af|av)\s+(?=\S)", re.IGNORECASE)
_NOT_A_NAME = re.compile(r"https?://|www\.|^@|\S@\S|[{}<>]|^[\W\d]*$")
_AUTHOR_META = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl")


def _authors(
    tree: HtmlElement, article: Node, meta: Mapping[str, str], nodes: Iterable[Node], site_name: str
) -> tuple[str, ...]:
    """The names of the first place that has any; the site's own name only where no place has another."""
    links = tree.xpath("//a[@rel='author'] | //*[@itemprop='author']//*[@itemprop='name']")
    places: tuple[Iterable[str], ...] = (
        _author_names(article.get("author") or article.get("creator"), nodes),
        *([meta[key]] for key in _AUTHOR_META if key in meta),
        [_text(link) for link in links[:5]],
    )
    own: tuple[str, ...] = ()
    for place in places:
        cleaned = (_BY.sub("", _clean(name)) for name in place)
        names = tuple(dict.fromkeys(n for n in cleaned if 1 < len(n) <= 120 and not _NOT_A_NAME.search(n)))
        if people := tuple(name for name in names if not same_words(name, site_name)):
            return people
        own = own or names
    return own


def _author_names(value: object, nodes: Iterable[Node]) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            name = one.get("name")
            if not name and "@id" in one:  # Yoast and others give a reference into the graph
                name = next((node["name"] for node in nodes if node.get("@id") == one["@id"] and "name" in node), "")
            yield from _strings(name)
        elif isinstance(one, str):
            yield one


_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "cxenseparse:recs:publishtime", "sailthru.date", "article.published", "published_time", "publish-date", "pubdate",
    "publishdate", "publication_date", "citation_publication_date", "dc.date.issued", "dcterms.created", "dc.date",
    "dcterms.date", "date",
)  # fmt: skip
_TIMES = (
    "//time[@pubdate or contains(@class, 'publi') or @itemprop='datePublished']/@datetime",
    "//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content",
    "//article//time[not(ancestor::aside or ancestor::nav or ancestor::footer)]/@datetime",
    "//time[not(ancestor::aside or ancestor::nav or ancestor::footer)]/@datetime",
)


def _published(tree: HtmlElement, article: Node, meta: Mapping[str, str], nodes: Iterable[Node]) -> Moment | None:
    """The first time to the minute among the places that may have one; failing that, the first day."""
    days = []
    for written in _times(tree, article, meta, nodes):
        moment = moment_of(written)
        if moment and moment.at.year >= 1990:  # 0001-01-01 and 1970-01-01 are what empty fields print
            if moment.to_the_minute:
                return moment
            days.append(moment)
    return next(iter(days), None)


def _times(tree: HtmlElement, article: Node, meta: Mapping[str, str], nodes: Iterable[Node]) -> Iterator[str]:
    yield from _strings(article.get("datePublished"))
    yield from (meta[key] for key in _PUBLISHED_META if key in meta)
    yield from (text for node in nodes for text in _strings(node.get("datePublished")))
    yield from _strings(article.get("dateCreated"))
    for path in _TIMES:
        yield from (str(text) for text in tree.xpath(path)[:1])


def _canonical(tree: HtmlElement, meta: Mapping[str, str], url: str) -> str:
    links = [link.get("href") or "" for link in tree.xpath("//link[@rel='canonical' and @href]")]
    for address in (*links, meta.get("og:url", "")):
        try:
            whole = urljoin(url, address.strip()) if address.strip() else ""
        except ValueError:
            continue
        parts = _parts(whole)
        # A canonical address that is the front page is a mistake of the site's template.
        front_page = parts.path in ("", "/") and not parts.query and _parts(url).path not in ("", "/")
        if parts.scheme in ("http", "https") and parts.netloc and not front_page:
            return storable(whole)
    return ""


def _licence(tree: HtmlElement, article: Node, meta: Mapping[str, str]) -> str:
    links = [str(link) for link in tree.xpath("//link[@rel='license']/@href | //a[contains(@rel, 'license')]/@href")]
    given = (_first_string(article.get("license")), *links, meta.get("dcterms.license", ""), meta.get("license", ""))
    return next((_clean(text) for text in given if text.strip()), "")


def _opted_out(meta: Mapping[str, str]) -> bool:
    """True where the page asks not to be used by machines that learn: robots noai / noimageai, or TDM reservation."""
    tokens = {token.strip().lower() for name in ("robots", "vigie") for token in meta.get(name, "").split(",")}
    return bool(tokens & {"noai", "noimageai"}) or meta.get("tdm-reservation", "").strip() == "1"


def _language(tree: HtmlElement, article: Node, meta: Mapping[str, str]) -> str:
    root = tree if tree.tag == "html" else next(tree.iter("html"), tree)
    given = (
        _first_string(article.get("inLanguage")),
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or "",
        meta.get("content-language", ""),
        meta.get("og:locale", ""),
    )
    return next((text for one in given if (text := one.partition(",")[0].strip().replace("_", "-"))), "")[:35]

"""RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, CDF: the items of a tree of XML, in one pass.

What cannot be read as XML after a few mends is for lenient.py. Nothing here fails. Read next: mending.py, items.py.
"""

import base64
import binascii
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from urllib.parse import urljoin

from lxml import etree

from vigie.fetch.items import Item, Reading, persons
from vigie.fetch.mending import up_to_the_cut
from vigie.fetch.trees import State, mended_tree, strict_tree

# What a namespace is called here, by its address without what is often got wrong around it. All that the formats share
# has no prefix.
_PREFIXES = {
    "backend.userland.com/rss": "",
    "backend.userland.com/rss2": "",
    "blogs.law.harvard.edu/tech/rss": "",
    "cyber.law.harvard.edu/rss/rss.html": "",
    "purl.org/rss/1.0": "",
    "channel.netscape.com/rdf/simple/0.9": "",
    "my.netscape.com/rdf/simple/0.9": "",
    "my.netscape.com/publish/formats/rss-0.91.dtd": "",
    "purl.org/net/rss1.1": "",
    "purl.org/rss/1.0/modules/rss091": "",
    "purl.org/echo": "",
    "purl.org/pie": "",
    "purl.org/atom/ns": "",
    "w3.org/2005/atom": "",
    "purl.org/dc/elements/1.0": "dc",
    "purl.org/dc/elements/1.1": "dc",
    "purl.org/dc/terms": "dcterms",
    "purl.org/rss/1.0/modules/content": "content",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "search.yahoo.com/mrss": "media",
    "w3.org/1999/02/22-rdf-syntax-ns": "rdf",
    "w3.org/1999/xhtml": "xhtml",
    "prismstandard.org/namespaces/1.2/basic": "prism",
    "prismstandard.org/namespaces/basic/2.0": "prism",
}
_ROOTS = frozenset({"rss", "rdf:rdf", "feed", "channel", "rdf"})
_ITEMS = frozenset({"item", "entry"})
_ITEM_START = re.compile(rb"<(?:[A-Za-z0-9_.\-]{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_XML = "{http://www.w3.org/XML/1998/namespace}"
_HTML_TYPES = frozenset({"", "text/html", "application/xhtml+xml", "html", "xhtml", "text/plain", "text"})
# The first named that has words is taken.
_TITLES = ("title", "dc:title", "media:title", "itunes:title")
_SUMMARIES = ("description", "summary", "dc:description", "abstract", "media:description", "itunes:summary")
_CONTENTS = ("content:encoded", "content", "xhtml:body", "body", "fullitem", "xhtml:div")
_PUBLISHED = ("pubdate", "published", "issued", "dcterms:issued", "dc:date", "prism:publicationdate", "created",
              "dcterms:created", "dc:created", "date", "pubtime")  # fmt: skip
_UPDATED = ("updated", "modified", "dcterms:modified", "dc:modified", "lastbuilddate", "atom:updated")
_PEOPLE = ("author", "dc:creator", "dc:author", "itunes:author", "creator", "media:credit")
_MOST_ITEMS = 20_000
_DEEPEST = 200


@dataclass
class _Found:
    """The words of one item under their names, the first of each name that has any; links, people, files apart."""

    words: dict[str, str] = field(default_factory=dict)
    times: dict[str, str] = field(default_factory=dict)
    people: dict[str, list[str]] = field(default_factory=dict)
    links: list[tuple[int, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


def reading_of(body: bytes, base: str) -> tuple[Reading | None, State]:
    """The items of a feed in UTF-8 without prologue, and whether the XML was sound; None for what is no such feed."""
    root, state = strict_tree(body)
    if root is None or not _is_feed(root):  # broken, or a page that a feed stands in
        root, state = mended_tree(up_to_the_cut(body), deep=state == "deep")
    if root is None or not _is_feed(root):
        return None, state
    return _reading(root, base, b"xml:base" in body), state


def _is_feed(root: etree._Element | None) -> bool:
    return root is not None and (_key(root.tag) in _ROOTS or next(_items(root), None) is not None)


def announced(body: bytes) -> int:
    """How many items begin in the bytes, whatever the tree came to."""
    return sum(1 for _ in islice(_ITEM_START.finditer(body), _MOST_ITEMS))


@lru_cache(maxsize=4_096)
def _named(tag: str) -> str:
    space, _, name = tag.rpartition("}")
    if space:
        address = space[1:].strip().lower().partition("://")[2].removeprefix("www.").rstrip("/#")
        prefix = _PREFIXES.get(address, "?" if address else "")
        return f"{prefix}:{name.lower()}" if prefix else name.lower()
    prefix, colon, name = tag.rpartition(":")  # a prefix that nobody declared
    prefix = "" if prefix.lower() in ("atom", "rss", "a10") else prefix
    return f"{prefix}{colon if prefix else ''}{name}".lower()


def _key(tag: object) -> str:
    return _named(tag) if isinstance(tag, str) else ""


def _items(root: etree._Element) -> Iterator[etree._Element]:
    for element in root.iter(etree.Element):
        if _key(element.tag) in _ITEMS:
            yield element


def _reading(root: etree._Element, base: str, with_bases: bool) -> Reading:
    items: list[Item] = []
    for element in _items(root):
        if len(items) == _MOST_ITEMS:
            break
        item = _item(element, base if with_bases else "")
        language = item.language or _nearest(element, _XML + "lang")
        items.append(replace(item, language=language) if language != item.language else item)
    home, language = _of_feed(root, base if with_bases else "")
    return Reading(tuple(items), home, language)


def _of_feed(root: etree._Element, base: str) -> tuple[str, str]:
    """The home and the language of the feed: of its channel, or of itself."""
    channel = next((child for child in root if _key(child.tag) == "channel"), root)
    found = _Found()
    language = ""
    for child in channel:
        name = _key(child.tag)
        if name == "link":
            _link(child, found, base)
        elif name in ("language", "dc:language") and not language:
            language = (child.text or "").strip()
    home = next((link for _, link in sorted(found.links, key=_rank)), "") or channel.get("href", "")
    return home, language or channel.get(_XML + "lang") or root.get(_XML + "lang") or ""


def _rank(link: tuple[int, str]) -> int:
    return link[0]


def _nearest(element: etree._Element, attribute: str) -> str:
    at: etree._Element | None = element
    for _ in range(_DEEPEST):
        if at is None:
            break
        if value := at.get(attribute):
            return value
        at = at.getparent()
    return ""


# ── One item ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _item(element: etree._Element, base: str) -> Item:
    found = _Found()
    if href := _attribute(element, "href"):  # CDF
        found.links.append((1, href))
    if lastmod := _attribute(element, "lastmod"):
        found.times.setdefault("modified", lastmod)
    about = element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about") or ""
    for child in element:
        _take(child, _key(child.tag), found, base)
    name = found.words.get("guid") or found.words.get("id") or about
    if about.startswith(("http://", "https://")):
        found.links.append((4, about))
    words = found.words
    return Item(
        links=tuple(dict.fromkeys(link for _, link in sorted(found.links, key=_rank))),
        files=tuple(dict.fromkeys(found.files)),
        name=name,
        title=next((words[key] for key in _TITLES if words.get(key)), ""),
        summary=next((words[key] for key in _SUMMARIES if words.get(key)), ""),
        content=next((words[key] for key in _CONTENTS if words.get(key)), ""),
        language=words.get("dc:language") or words.get("language") or "",
        authors=next((named for key in _PEOPLE if (named := persons(found.people.get(key, ())))), ()),
        published=tuple(found.times[key] for key in _PUBLISHED if key in found.times),
        updated=tuple(found.times[key] for key in _UPDATED if key in found.times),
        publisher=words.get("source", ""),
    )


def _take(child: etree._Element, name: str, found: _Found, base: str) -> None:
    if name in _TIME_NAMES:
        if text := (child.text or "").strip():
            found.times[name] = text
    elif name == "link":
        _link(child, found, base)
    elif name in _WORD_NAMES:
        if name not in found.words and (text := _words(child)):
            found.words[name] = text
    elif name in _PEOPLE:
        if text := _person(child):
            found.people.setdefault(name, []).append(text)
    else:
        _take_rarer(child, name, found, base)


def _take_rarer(child: etree._Element, name: str, found: _Found, base: str) -> None:
    if name in ("guid", "id"):
        text = (child.text or "").strip()
        found.words.setdefault(name, text)
        permanent = _attribute(child, "ispermalink").lower()
        if text.startswith(("http://", "https://")) and permanent != "false":
            found.links.append((3, text))
        elif name == "guid" and permanent == "true" and text:
            found.links.append((5, _based(child, text, base)))
        elif text.startswith(("http://", "https://")):
            found.links.append((6, text))
    elif name == "feedburner:origlink":
        found.links.append((0, (child.text or "").strip()))
    elif name == "enclosure":
        found.files.append(_based(child, _attribute(child, "url") or _attribute(child, "href"), base))
    elif name == "source":
        title = next((inner for inner in child if _key(inner.tag) == "title"), None)
        found.words.setdefault(name, _words(title) if title is not None else (child.text or "").strip())
    elif name in ("media:group", "media:content"):
        for inner in child:
            key = _key(inner.tag)
            if key in ("media:title", "media:description") and key not in found.words:
                found.words[key] = _words(inner)
        if name == "media:content" and (url := _attribute(child, "url")):
            found.files.append(url)


_TIME_NAMES = frozenset((*_PUBLISHED, *_UPDATED))
_WORD_NAMES = frozenset((*_TITLES, *_SUMMARIES, *_CONTENTS, "dc:language", "language"))


def _link(child: etree._Element, found: _Found, base: str) -> None:
    """By what is to be believed most: the page itself, then a permanent guid, an id, then any other relation."""
    relation = _attribute(child, "rel").strip().lower() or "alternate"
    kind = _attribute(child, "type").strip().lower().partition(";")[0]
    text = (child.text or "").strip()
    if href := _attribute(child, "href").strip():
        # A page is what is wanted; the same in another dress (a feed, JSON) stands behind.
        found_at = {"alternate": 1 if kind in _HTML_TYPES else 5, "related": 8, "via": 8, "shortlink": 8, "self": 9}
        if relation in found_at:
            found.links.append((found_at[relation], _based(child, href, base)))
        elif relation == "enclosure":
            found.files.append(_based(child, href, base))
    elif text:
        found.links.append((2 if relation == "alternate" else 7, _based(child, text, base)))
    elif href := (_attribute(child, "url") or _attribute(child, "uri")).strip():
        found.links.append((7, _based(child, href, base)))


def _attribute(element: etree._Element, name: str) -> str:
    """An attribute whatever its case: isPermaLink, ISPERMALINK, HREF."""
    if value := element.get(name):
        return value
    written = next((key for key in element.keys() if key.lower() == name), "")  # noqa: SIM118 (not a dict)
    return element.get(written) or "" if written else ""


def _based(element: etree._Element, address: str, base: str) -> str:
    """The address against the xml:base around it; as it is where no feed speaks of one."""
    if not base or not address:
        return address
    bases: list[str] = []
    at: etree._Element | None = element
    while at is not None and len(bases) < _DEEPEST:
        if written := at.get(_XML + "base"):
            bases.append(written)
        at = at.getparent()
    try:
        for one in reversed(bases):
            base = urljoin(base, one.strip())
        return urljoin(base, address.strip()) if bases else address
    except ValueError:
        return address


def _person(element: etree._Element) -> str:
    for child in element:
        if _key(child.tag) == "name":
            return (child.text or "").strip()
    return (element.text or "").strip() if not len(element) else "".join(element.itertext()).strip()


def _words(element: etree._Element) -> str:
    """The words as HTML or plain text. Markup that stands in the tree itself is written out; base64 is read."""
    if len(element):
        return _markup(element)
    text = element.text or ""
    mode, kind = _attribute(element, "mode").lower(), _attribute(element, "type").lower()
    if mode == "base64" or (kind and "/" in kind and not kind.startswith(("text/", "application/x", "html"))):
        try:
            return base64.b64decode("".join(text.split()), validate=True).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            return text
    return text


def _markup(element: etree._Element) -> str:
    """The inside of an element as HTML, without attributes: only words will be kept of it."""
    pieces = [html.escape(element.text or "", quote=False)]
    for event, inner in etree.iterwalk(element, events=("start", "end", "comment")):
        if inner is element:
            continue
        if event == "comment":
            pieces.append(html.escape(inner.tail or "", quote=False))
            continue
        name = _key(inner.tag).rpartition(":")[2]
        if event == "start":
            pieces += (f"<{name}>", html.escape(inner.text or "", quote=False))
        else:
            pieces += (f"</{name}>", html.escape(inner.tail or "", quote=False))
    return "".join(pieces)

"""<meta> elements and the words of elements, and lines as we keep them. Nothing fails."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement

from vigie.extract.characters import one_line, storable, unescaped

LONGEST_LINE = 2_000
_NO_LETTER = re.compile(r"[\W_]+")
_KEYS = ("property", "name", "itemprop", "http-equiv")
_BLOCKS = {"br", "div", "p", "li", "h1", "h2", "h3", "h4", "small", "header", "section", "ul", "td", "tr"}
# What stands in these is not on the article itself.
_APART = {"aside", "nav", "footer", "template", "noscript"}


@dataclass(frozen=True, slots=True)
class Scanned:
    """The elements of a page that tell of it, each kind in the order of the page: found in one walk, which costs as much as
    the search for one kind."""

    metas: tuple[HtmlElement, ...]
    links: tuple[HtmlElement, ...]
    scripts: tuple[HtmlElement, ...]
    titles: tuple[HtmlElement, ...]
    headings: tuple[HtmlElement, ...]
    marked: tuple[HtmlElement, ...]
    """Links in the text that say what they lead to (rel)."""


def scanned(tree: HtmlElement) -> Scanned:
    found: dict[str, list[HtmlElement]] = {tag: [] for tag in ("meta", "link", "script", "title", "h1", "a")}
    for element in tree.iter(*found):
        if element.tag != "a" or element.get("rel"):
            found[str(element.tag)].append(element)
    return Scanned(*map(tuple, found.values()))


def meta_of(metas: Iterable[HtmlElement]) -> dict[str, str]:
    """The first content of each <meta>, by property, name or itemprop, in small letters. Several authors, each in a
    <meta> of its own, are joined by semicolons."""
    found: dict[str, str] = {}
    for element in metas:
        given = dict(element.items())
        content = given.get("content", "").strip()
        if not content:
            continue
        for attribute in _KEYS:
            key = given.get(attribute, "").strip().lower()
            if not key:
                continue
            if key in found and key.endswith(("author", "creator")) and content not in found[key]:
                found[key] = f"{found[key]}; {content}"[:LONGEST_LINE]
            else:
                found.setdefault(key, content)
    return found


def clean(text: str) -> str:
    """One line, as long as any title or name may be."""
    return storable(one_line(unescaped(text[:LONGEST_LINE])))


def words_of(element: HtmlElement) -> str:
    """The words of an element on one line, those of blocks in it set apart; scripts are no words."""
    return clean("".join(_pieces(element)))


def _pieces(element: HtmlElement) -> Iterator[str]:
    last = ""
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        block = event in ("start", "end") and node.tag in _BLOCKS
        if block:
            yield " "
        if event == "start":
            piece = "" if node.tag in ("script", "style") else node.text or ""
        else:
            piece = "" if node is element else node.tail or ""
        if piece:
            # « World newsDam closed »: two spans that the style sheet sets apart.
            if piece[:1].isupper() and last.islower():
                yield " "
            yield piece
            last = piece[-1:]


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold())


def same_words(one: str, other: str) -> bool:
    """True when two lines have the same letters and digits in the same order."""
    first = letters(one)
    return bool(first) and first == letters(other)


def apart(element: HtmlElement) -> bool:
    """True for what stands beside the article: in an aside, the navigation, the foot of the page."""
    return any(above.tag in _APART for above in element.iterancestors())


def tokens(element: HtmlElement, attributes: Iterable[str] = ("class", "id", "itemprop", "rel")) -> str:
    return " ".join(value for name in attributes if (value := element.get(name)))

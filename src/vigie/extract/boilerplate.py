"""What stands on a page around an article: blocks taken out of the tree before it is read, lines left out of the text.

A rule takes a whole block or a whole line, never a part of one: a sentence that speaks of a newsletter stays, a line that
is nothing but « Inscrivez-vous à notre newsletter » goes. Blocks are known by their place and by the names that content
systems give them, lines by the patterns that each language's cue file holds. Nothing fails. Read next: text.py.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement

from vigie.knowledge.asides import kind_of
from vigie.model import AsideKind

# `source_line` is not among them: « Source : … » and « (dpa) » tell `trace` where a text comes from.
LEFT_OUT: frozenset[AsideKind] = frozenset(
    {"comments", "credit", "caption", "share", "cookies", "newsletter", "related", "promo"}
)
LONGEST_LINE = 400

# Words that content systems put into class and id. A block is taken for furniture only while it is small beside the
# page: themes also name the frame around everything « has-sidebar share-enabled ».
_NAMES = frozenset({
    "addtoany", "addthis", "advert", "advertisement", "bio", "breadcrumb", "breadcrumbs", "caption", "comment", "comments",
    "consent", "cookie", "cookies", "copyright", "disqus", "gdpr", "newsletter", "newsletters", "optin", "outbrain",
    "paywall", "promo", "promos", "recirc", "recirculation", "recommended", "recommendations", "related", "share",
    "sharebar", "sharedaddy", "sharing", "signup", "social", "sponsored", "subscribe", "subscription", "taboola", "teaser",
    "trending",
})  # fmt: skip
_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*")
_NAMED = etree.XPath(
    "descendant::*[@class or @id][self::div or self::section or self::p or self::ul or self::ol or self::li or self::span"
    " or self::header or self::details or self::dl]"
)
LARGEST_FURNITURE = 500

_UNSEEN = (
    "script", "style", "svg", "iframe", "link", "noscript", "select", "picture", "video", "audio", "object",
    "canvas",
)  # fmt: skip
# Some themes put everything into one of these.
_AROUND = ("nav", "footer", "aside")

# A paragraph that is one link leads elsewhere (« Lire aussi »); shorter ones are a name or a word in bold.
_LENGTH = etree.XPath("string-length(normalize-space())")
SHORTEST_WAY_OUT = 15
ALL_LINKED = 0.9
MOST_WAYS_OUT = 0.5


def pruned(tree: HtmlElement) -> HtmlElement:
    """The tree without the furniture that its mark-up tells. The tree given is changed."""
    body = tree.find("body")
    if body is None:
        return tree
    # Most of a page's weight; what reads the tree next copies it several times before it takes them out itself.
    etree.strip_elements(tree, *_UNSEEN, *(() if _holds_text(body) else _AROUND), with_tail=False)
    for element in [*body.iter("figcaption"), *_furniture(body), *_ways_out(body)]:
        _drop(element)
    for element in [*body.iter("time")]:
        # What reads the tree next drops <time> and its words, also in the middle of a sentence.
        if (parent := element.getparent()) is not None and parent.tag == "p":
            element.drop_tag()
    return tree


def _holds_text(body: HtmlElement) -> bool:
    """True where most of the page's paragraphs stand in what should only stand around the text."""
    around = sum(_letters(paragraph) for element in body.iter(*_AROUND) for paragraph in element.iter("p"))
    return around > MOST_WAYS_OUT * sum(map(_letters, body.iter("p")))


def own_lines(text: str, language: str) -> str:
    """The text without the lines that are nothing but furniture."""
    return "\n".join(line for line in text.split("\n") if not _is_furniture(line, language))


def _is_furniture(line: str, language: str) -> bool:
    return len(line) <= LONGEST_LINE and kind_of(line, language) in LEFT_OUT


def _furniture(body: HtmlElement) -> Iterator[HtmlElement]:
    for element in _NAMED(body):
        names = (element.get("class"), element.get("id"))
        if _names_furniture(names) and _letters(element) <= LARGEST_FURNITURE and element.find(".//h1") is None:
            yield element


@lru_cache(maxsize=4096)
def _names_furniture(names: tuple[str | None, str | None]) -> bool:
    """A page says the same few hundred classes thousands of times."""
    return not _NAMES.isdisjoint(word.lower() for name in names if name for word in _WORD.findall(name))


def _ways_out(body: HtmlElement) -> Iterator[HtmlElement]:
    """Paragraphs and lists of which every word is a link. Where most of the text would go, links are the text."""
    linked: dict[HtmlElement, int] = {}
    for link in body.iter("a"):
        holder = next(link.iterancestors("p", "ul", "ol"), None)
        if holder is not None and link.get("href"):
            linked[holder] = linked.get(holder, 0) + _letters(link)
    found = [element for element, inside in linked.items() if _leads_away(element, inside)]
    paragraphs = [element for element in found if element.tag == "p"]
    if sum(map(_letters, paragraphs)) > MOST_WAYS_OUT * sum(map(_letters, body.iter("p"))):
        found = [element for element in found if element.tag != "p"]
    yield from found


def _leads_away(element: HtmlElement, linked: int) -> bool:
    if linked < SHORTEST_WAY_OUT or (element.tag != "p" and len(element) < 2):
        return False
    return linked > ALL_LINKED * _letters(element)


def _letters(element: HtmlElement) -> int:
    return int(_LENGTH(element))


def _drop(element: HtmlElement) -> None:
    parent = element.getparent()
    if parent is not None:  # with its parent it is gone already
        element.drop_tree()

"""The standfirst: the sentence or two between headline and text, which a reader of the tree leaves behind with the headline.

It is known by two witnesses: it stands on the page between the headline and the first line of the text, and the page's
description, made for search engines, says the same. A description that nobody sees on the page is no part of the article.
Nothing fails. Read next: text.py.
"""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from vigie.extract.metadata import same_words

_DESCRIPTIONS = frozenset({"description", "og:description", "twitter:description"})
_PLACES = ("h1", "h2", "h3", "h4", "p", "div", "section", "header", "span", "strong", "b", "em", "i")
_AROUND = ("figure", "nav", "footer", "aside")
_WORDS = etree.XPath("normalize-space()")
_LENGTH = etree.XPath("string-length(normalize-space())")
_SIGNS = re.compile(r"\W+")
_CUT = re.compile(r"\s*(?:…|\.\.\.|\[…\])\s*$")

SHORTEST, LONGEST = 30, 800
# A description is cut short by some, and some put the whole lead into it.
LEAST_OF_BLOCK, LEAST_OF_DESCRIPTION = 0.5, 0.7
RECOGNISED_BY = 40


def standfirst(tree: HtmlElement, text: str, title: str) -> str:
    """The standfirst, or nothing where the page has none or the text begins with it."""
    body = tree.find("body")
    told = list(dict.fromkeys(_descriptions(tree)))
    opening = _key(text.partition("\n")[0])[:RECOGNISED_BY]
    if body is None or not told or not opening:
        return ""
    below = False
    for element in body.iter(*_PLACES):
        if not below:
            # The headline is the first <h1>, or a smaller heading that says the title.
            below = element.tag == "h1" or (element.tag in ("h2", "h3") and same_words(str(_WORDS(element)), title))
            continue
        if float(_LENGTH(element)) > LONGEST:
            continue
        words = str(_WORDS(element))
        key = _key(words)
        if key.startswith(opening):
            return ""
        if len(words) >= SHORTEST and any(_says(key, description) for description in told):
            aside = next(element.iterancestors(*_AROUND), None) is not None
            if not aside:
                return "" if key in _key(text) else words
    return ""


def _says(block: str, description: str) -> bool:
    if block.startswith(description):
        return len(description) >= LEAST_OF_BLOCK * len(block)
    return description.startswith(block) and len(block) >= LEAST_OF_DESCRIPTION * len(description)


def _descriptions(tree: HtmlElement) -> Iterator[str]:
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        if name in _DESCRIPTIONS and len(key := _key(_CUT.sub("", meta.get("content") or ""))) >= SHORTEST:
            yield key


def _key(words: str) -> str:
    return _SIGNS.sub("", words.lower())

"""The article's own words, one paragraph a line.

`trafilatura` reads the text from a tree that boilerplate.py has pruned; gaps.py brings back what it left out in the midst;
then go the lines that are furniture, and the headline where it stands again above the text; the standfirst comes back where it
was left behind with the headline. Raises ExtractError when the library breaks on a page. Read next: boilerplate.py, gaps.py,
standfirst.py.
"""

import re

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from vigie.extract.boilerplate import own_lines, pruned
from vigie.extract.gaps import filled
from vigie.extract.metadata import same_words
from vigie.extract.standfirst import standfirst
from vigie.model import ExtractError

# A headline that is said again stands above the text, at most behind a kicker and a date.
HEADING_WITHIN = 3
# A page that gives so little of what is known from elsewhere is a teaser.
TOO_SHORT, SHORTEST_OTHER = 2, 200
# Libraries make plain spaces of all. Those of French before « : » and in « 10 000 » are writing, and go through as signs
# that no page uses (Greek for years and talents; private ones would be taken out).
_WRITTEN = re.compile("(?<=[«\\d\u201c])[\u00a0\u202f]|[\u00a0\u202f](?=[?!:;»%€$\u201d])")
_SIGN_OF = {"\u00a0": "\U00010179", "\u202f": "\U0001017a"}
_LENGTH = etree.XPath("string-length(normalize-space())")
LONG_ENOUGH, MOST = 800, 0.85
_SPACED = etree.XPath("descendant::text()[contains(., '\u00a0') or contains(., '\u202f')]")
_SPACE_OF = str.maketrans({sign: space for space, sign in _SIGN_OF.items()})


def main_text(tree: HtmlElement, url: str, title: str, language: str) -> str:
    """The text of a parsed page. The tree is used up."""
    tree = _with_spaces_kept(pruned(tree))
    text = _read(tree, url)
    if not text:
        return ""
    text = without_heading(own_lines(_spaced(filled(text, tree)), language), title)
    opening = _spaced(standfirst(tree, text, title))
    return f"{opening}\n{text}" if opening else text


def fullest(text: str, *others: str) -> str:
    """The text, or another telling of it (the page's own for machines, the feed's) where that has more than twice as much."""
    for other in others:
        if len(other) > SHORTEST_OTHER and len(text) * TOO_SHORT < len(other):
            text = other
    return text


def without_heading(text: str, title: str) -> str:
    """The text without the line that is the title again: said twice, it would be counted twice."""
    lines = text.split("\n")
    for number, line in enumerate(lines[:HEADING_WITHIN]):
        if same_words(line, title):
            rest = [*lines[:number], *lines[number + 1 :]]
            return "\n".join(rest) if any(rest) else text
    return text


def _read(tree: HtmlElement, url: str) -> str:
    """The library's text. Its second opinion, a quarter of its price, is asked only where the first reader did not take most of
    the paragraphs that the page has."""
    letters = sum(float(_LENGTH(paragraph)) for paragraph in tree.iter("p"))
    try:
        text = trafilatura.extract(tree, include_comments=False, fast=True) or "" if letters >= LONG_ENOUGH else ""
        if len(text) < max(MOST * letters, 1):
            text = trafilatura.extract(tree, include_comments=False) or ""
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, etree.LxmlError) as error:
        # One page that breaks the library must not stop the thousand behind it.
        raise ExtractError("extract.failed", f"{url} cannot be taken apart: {error!r}") from error
    return text


def _with_spaces_kept(tree: HtmlElement) -> HtmlElement:
    for words in _SPACED(tree):
        holder, kept = words.getparent(), _WRITTEN.sub(lambda found: _SIGN_OF[found[0]], words)
        if words.is_tail:
            holder.tail = kept
        else:
            holder.text = kept
    return tree


def _spaced(text: str) -> str:
    return text.translate(_SPACE_OF) if not text.isascii() else text

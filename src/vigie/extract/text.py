"""The article's own words, one paragraph a line.

`trafilatura` reads the text from a tree that boilerplate.py has pruned; gaps.py brings back what it left out in the midst;
then go the lines that are furniture, and the headline where it stands again above the text; the standfirst comes back where it
was left behind with the headline. Raises ExtractError when the library breaks on a page. Read next: boilerplate.py, gaps.py,
standfirst.py.
"""

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


def main_text(tree: HtmlElement, url: str, title: str, language: str) -> str:
    """The text of a parsed page. The tree is used up."""
    tree = pruned(tree)
    try:
        text = trafilatura.extract(tree, include_comments=False) or ""
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, etree.LxmlError) as error:
        # One page that breaks the library must not stop the thousand behind it.
        raise ExtractError("extract.failed", f"{url} cannot be taken apart: {error!r}") from error
    if not text:
        return ""
    text = without_heading(own_lines(filled(text, tree), language), title)
    opening = standfirst(tree, text, title)
    return f"{opening}\n{text}" if opening else text


def without_heading(text: str, title: str) -> str:
    """The text without the line that is the title again: said twice, it would be counted twice."""
    lines = text.split("\n")
    for number, line in enumerate(lines[:HEADING_WITHIN]):
        if same_words(line, title):
            rest = [*lines[:number], *lines[number + 1 :]]
            return "\n".join(rest) if any(rest) else text
    return text

"""Asides: the words on a page that are not the article's own.

Captions, photo credits, « Comment (0) », share bars, promo and newsletter lines, `Source :` lines. What each looks like is
told by vigie.knowledge.asides; `extract` has left out most of them where the text came from a page.
"""

from collections.abc import Iterator

from vigie.knowledge.asides import kind_of
from vigie.model import Article, Aside, Span

LONGEST_ASIDE = 400


def asides_of(article: Article, language: str, sentences: list[tuple[int, int]]) -> tuple[Aside, ...]:
    """The asides of an article's text: whole lines first, then whole sentences of the other lines."""
    text = article.text
    found: list[Aside] = []
    own_lines: set[tuple[int, int]] = set()
    for start, end in _lines(text):
        if end - start > LONGEST_ASIDE:
            continue
        if kind := kind_of(text[start:end], language):
            found.append(Aside(Span(article.id, start, end), kind))
        else:
            own_lines.add((start, end))
    for start, end in sentences:
        if (start, end) in own_lines or end - start > LONGEST_ASIDE:  # a line of one sentence has been looked at
            continue
        span = Span(article.id, start, end)
        if any(aside.span.overlaps(span) for aside in found):
            continue
        if kind := kind_of(text[start:end], language):
            found.append(Aside(span, kind))
    return tuple(sorted(found, key=lambda aside: aside.span.start))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            lead = len(line) - len(line.lstrip())
            yield start + lead, start + lead + len(stripped)
        start += len(line)

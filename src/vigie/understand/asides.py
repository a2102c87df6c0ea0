"""Asides: the words on a page that are not the article's own.

Captions, photo credits, « Comment (0) », share bars, promo and newsletter lines, `Source :` lines. What each looks like is
written in the language's cue file; a page often carries the furniture of another language (« Comment (0) » under a
French translation), so short lines are held against all of them.
"""

import re
from collections.abc import Iterator
from functools import cache

from vigie.knowledge.cues import Cues, cues, languages
from vigie.knowledge.needles import Needles
from vigie.model import Article, Aside, AsideKind, PageClass, Span

KINDS: tuple[AsideKind, ...] = (
    "comments", "credit", "caption", "share", "cookies", "newsletter", "related", "promo", "source_line",
)  # fmt: skip
BORROWED: tuple[AsideKind, ...] = ("comments", "share", "cookies", "credit", "source_line")
LONGEST_ASIDE = 400
LONGEST_CAPTION = 320


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


def kind_of(line: str, language: str) -> AsideKind | None:
    """What sort of aside a whole line or sentence is, or None when it is the article's own words."""
    bare_line = line.strip(" \t\u00a0\u202f|•·*-–—▶►")
    if not any(c.isalnum() for c in bare_line):
        return None
    kinds, needles = _patterns(language)
    number = needles.first_full(bare_line)
    if number is not None:
        return kinds[number]
    # A line that ends in a photo credit is the caption that the credit signs, however it is worded.
    signed = ":" in bare_line or "/" in bare_line or "：" in bare_line
    if signed and len(bare_line) <= LONGEST_CAPTION and _closing_credit().search(bare_line):
        return "caption"
    return None


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            lead = len(line) - len(line.lstrip())
            yield start + lead, start + lead + len(stripped)
        start += len(line)


@cache
def _patterns(language: str) -> tuple[tuple[AsideKind, ...], Needles]:
    """The patterns of a language in the order in which they are tried, and the kind that each is of."""
    own = cues(language)
    tried: list[tuple[AsideKind, str]] = []
    for kind in KINDS:
        tried += [(kind, pattern) for pattern in (getattr(own.asides, kind) if own else ())]
        if kind in BORROWED:
            tried += [(kind, pattern) for pattern in _borrowed(kind)]
    unique = tuple(dict.fromkeys(tried))
    return tuple(kind for kind, _ in unique), Needles([pattern for _, pattern in unique])


@cache
def _borrowed(kind: AsideKind) -> tuple[str, ...]:
    """What every language says of a kind."""
    return tuple(pattern for name in languages() if (one := cues(name)) for pattern in getattr(one.asides, kind))


@cache
def _closing_credit() -> re.Pattern[str]:
    """« … cotée en bourse. Photo : Financial Times . »: a sentence, then the word for photo, a colon, a short name."""
    words = r"photos?|photo credit|crédits? photo|foto|bild|ảnh|图|图源|图片|圖|写真|사진|фото|الصورة|image|imagen|kuva|zdjęcie"
    name = r"(?:[^.。\n]|(?<=\b[A-Z])\.){2,60}"  # « J. Doe »
    return re.compile(rf"[.!?。…»”\")]\s*\(?(?:{words})\s?[:：/]\s?{name}[\s.。)|]*$", re.IGNORECASE)


def page_class_patterns(found: Cues) -> tuple[tuple[PageClass, tuple[str, ...]], ...]:
    """(class, patterns) of a language, in the order in which they are tried."""
    table = found.classes
    return (
        ("live", table.live),
        ("roundup", table.roundup),
        ("opinion", table.opinion),
        ("press_release", table.press_release),
    )

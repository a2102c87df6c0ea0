"""What a whole line is, when it is not the article's own words: a credit, a share bar, « Comment (0) », a promo line.

What each looks like is written in the language's cue file. A page often carries the furniture of another language
(« Comment (0) » under a French translation), so some kinds are held against all of them. Two stages ask: `extract`
leaves such lines out, `understand` marks those that came in by another way. Read next: needles.py.
"""

import re
from functools import cache

from vigie.knowledge.cues import cues, languages
from vigie.knowledge.needles import Needles
from vigie.model import AsideKind

KINDS: tuple[AsideKind, ...] = (
    "comments", "credit", "caption", "share", "cookies", "newsletter", "related", "promo", "source_line",
)  # fmt: skip
BORROWED: tuple[AsideKind, ...] = ("comments", "share", "cookies", "credit", "source_line")
LONGEST_CAPTION = 320


def kind_of(line: str, language: str) -> AsideKind | None:
    """What sort of aside a whole line or sentence is, or None when it is the article's own words."""
    bare_line = line.strip(" \t\u00a0\u202f|•·*-–—▶►")
    if not any(c.isalnum() for c in bare_line):
        return None
    if bare_line.startswith(("https://", "http://")) and not re.search(r"\s", bare_line):
        return "related"  # an address alone, as newsletters and release notes have them: evidence, not words
    kinds, needles = _patterns(language if language in languages() else "")
    number = needles.first_full(bare_line)
    if number is not None:
        return kinds[number]
    # A line that ends in a photo credit is the caption that the credit signs, however it is worded.
    signed = ":" in bare_line or "/" in bare_line or "：" in bare_line
    if signed and len(bare_line) <= LONGEST_CAPTION and _closing_credit().search(bare_line):
        return "caption"
    return None


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

"""What was told is not told again: by words, by meaning, by names and figures, in one language or across two."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from vigie.knowledge.cues import cues, fold
from vigie.knowledge.matching import overlap, tokens_of
from vigie.ports import Embedder

# Two sentences that share this part of the shorter one's words tell the same thing.
REPEATS_FROM = 0.6
ADDS_FROM = 4
# Cosines of the bundled embedder, measured on recorded days: two sentences of one text lie under .74 in 99 of 100 cases,
# first sentences on one event reach .78 in a quarter; across languages neither goes beyond .74. An unrelated title and
# sentence stay under .28 in 95 of 100 cases.
SAME_MEANING = 0.74
SAME_MEANING_ACROSS = 0.68
NEAR_MEANING = 0.66
LIKE_MEANING = 0.56
LIKE_WORDS = 0.4
ABOUT = 0.28


@dataclass(frozen=True, slots=True)
class Heard:
    """A text with all that tells whether another one repeats it. `vector` is empty where nobody makes vectors."""

    text: str
    language: str
    tokens: frozenset[str] = field(repr=False)
    vector: NDArray[np.float32] | None = field(default=None, repr=False)
    figures: frozenset[str] = frozenset()


def heard(texts: Sequence[tuple[str, str]], embedder: Embedder | None) -> tuple[Heard, ...]:
    """Texts with their languages, made ready for comparison, in one call of the embedder."""
    spoken = [language for _, language in texts]
    vectors = embedder.embed([text for text, _ in texts], spoken) if embedder and texts else None
    return tuple(
        Heard(text, language, tokens_of(text), None if vectors is None else vectors[at], figures_in(text, language))
        for at, (text, language) in enumerate(texts)
    )


def figures_in(text: str, language: str) -> frozenset[str]:
    """The numbers of a text, without those of its dates: « mardi 10 février » adds nothing to « mardi »."""
    undated = _dates(language).sub(" ", fold(text))
    return frozenset(token for token in tokens_of(undated) if token[0].isdigit())


@cache
def _dates(language: str) -> re.Pattern[str]:
    found = cues(language)
    months = "|".join(re.escape(form) for forms in (found.dates.months if found else ()) for form in forms) or r"(?!)"
    return re.compile(
        rf"\b\d{{1,2}}(?:er|st|nd|rd|th|\.)?\s(?:de\s)?(?:{months})|(?:{months})\s\d{{1,2}}\b|\b20\d\d\b|\d{{1,2}}\s?[月日]"
    )


def nearness(one: Heard, other: Heard) -> float:
    """The cosine of two texts, 0 where nobody made their vectors."""
    return float(one.vector @ other.vector) if one.vector is not None and other.vector is not None else 0.0


def repeats(one: Heard, other: Heard) -> bool:
    """True when `one` tells nothing that `other` has not told. A new figure adds, unless the rest is word for word."""
    words = overlap(one.tokens, other.tokens)
    meaning = nearness(one, other)
    figure = bool(one.figures - other.figures)
    much = figure and len(one.tokens - other.tokens) >= 2 * ADDS_FROM
    if words >= REPEATS_FROM or meaning >= (SAME_MEANING if one.language == other.language else SAME_MEANING_ACROSS):
        return not much
    near = meaning >= NEAR_MEANING or (meaning >= LIKE_MEANING and words >= LIKE_WORDS)
    return near and not figure


def adds_to_title(one: Heard, title: Heard) -> bool:
    """A lead may tell its title again with the how and the who; it must add something."""
    return len(one.tokens - title.tokens) >= ADDS_FROM or overlap(one.tokens, title.tokens) < REPEATS_FROM

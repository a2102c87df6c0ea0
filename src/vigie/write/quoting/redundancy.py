"""What was told is not told again: by words, by meaning, by names and figures, in one language or across two."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

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
LIKE_MEANING = 0.58
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
    names: frozenset[str] = frozenset()


def heard(texts: Sequence[tuple[str, str]], embedder: Embedder | None) -> tuple[Heard, ...]:
    """Texts with their languages, made ready for comparison, in one call of the embedder."""
    vectors = (
        embedder.embed([text for text, _ in texts], [language for _, language in texts]) if embedder and texts else None
    )
    return tuple(
        Heard(text, language, tokens_of(text), None if vectors is None else vectors[number], figures_in(text))
        for number, (text, language) in enumerate(texts)
    )


def figures_in(text: str) -> frozenset[str]:
    """The numbers of a text without their grouping: what two tellings of one figure share."""
    return frozenset(token for token in tokens_of(text) if any(map(str.isdigit, token)))


def nearness(one: Heard, other: Heard) -> float:
    """The cosine of two texts, 0 where nobody made their vectors."""
    return float(one.vector @ other.vector) if one.vector is not None and other.vector is not None else 0.0


def repeats(one: Heard, other: Heard) -> bool:
    """True when `one` tells nothing that `other` has not told. A new figure adds, unless the rest is word for word."""
    words = overlap(one.tokens, other.tokens)
    meaning = nearness(one, other)
    adds = bool(one.figures - other.figures) or bool(one.names - other.names)
    if words >= REPEATS_FROM:
        return not (adds and len(one.tokens - other.tokens) >= 2 * ADDS_FROM)
    if meaning >= (SAME_MEANING if one.language == other.language else SAME_MEANING_ACROSS):
        return not (bool(one.figures - other.figures) and len(one.tokens - other.tokens) >= 2 * ADDS_FROM)
    return not adds and meaning >= LIKE_MEANING and words >= LIKE_WORDS


def adds_to_title(one: Heard, title: Heard) -> bool:
    """A lead may tell its title again with the how and the who; it must add something."""
    return len(one.tokens - title.tokens) >= ADDS_FROM or overlap(one.tokens, title.tokens) < REPEATS_FROM

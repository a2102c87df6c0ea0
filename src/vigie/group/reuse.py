"""Text reuse: which articles repeat another's words. Exact shingles, Jaccard and containment (Broder 1997)."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from vigie.knowledge.cues import fold
from vigie.knowledge.matching import unspaced

WORDS = 5
CHARACTERS = 10
# A copy holds more than half of the shorter text's shingles. Agencies' own rewrites stay under .3 on our samples.
CONTAINED_FROM = 0.5
# Under this many shingles, a chance formula (« a annoncé mardi que ») is too large a part of the text.
ENOUGH = 12


@dataclass(frozen=True, slots=True)
class Wording:
    """An article's text as a set of hashed shingles."""

    article: str
    language: str
    published_at: datetime
    shingles: frozenset[int]


def shingles_of(text: str) -> frozenset[int]:
    """Hashes of 5 consecutive words, or of 10 characters in scripts without spaces between words."""
    low = fold(text)
    letters = [c for c in low if c.isalnum()]
    if sum(map(unspaced, letters)) * 3 > len(letters):
        joined = "".join(letters)
        return frozenset(zlib.crc32(joined[i : i + CHARACTERS].encode()) for i in range(len(joined) - CHARACTERS + 1))
    words = "".join(c if c.isalnum() else " " for c in low).split()
    return frozenset(zlib.crc32(" ".join(words[i : i + WORDS]).encode()) for i in range(len(words) - WORDS + 1))


def originals(wordings: Sequence[Wording]) -> dict[str, str]:
    """By article, the earliest article of the same language whose text it repeats; articles that repeat none are missing."""
    ordered = sorted(wordings, key=lambda wording: (wording.published_at, wording.article))
    found: dict[str, str] = {}
    for place, later in enumerate(ordered):
        for earlier in ordered[:place]:
            if earlier.language == later.language and containment(earlier.shingles, later.shingles) >= CONTAINED_FROM:
                found[later.article] = found.get(earlier.article, earlier.article)
                break
    return found


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the smaller set that the two have in common; 0 when it is too small to tell."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller >= ENOUGH else 0.0

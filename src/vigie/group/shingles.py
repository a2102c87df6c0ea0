"""A text as a set of hashed shingles (Broder 1997): runs of words, or of characters in scripts without spaces.

Hashes are computed with CRC-32 and unsigned 64-bit arithmetic, so that they are the same on every machine and in every
process. Read next: sketches.py.
"""

import re
import unicodedata
import zlib
from functools import cache

import numpy as np
from numpy.typing import NDArray

from vigie.knowledge.matching import unspaced

Shingles = NDArray[np.uint32]

WORDS = 5
CHARACTERS = 10
# A headline is short: smaller runs, so that one changed word does not change them all.
WORDS_OF_TITLE = 2
CHARACTERS_OF_TITLE = 3
# Letters from whose scripts that of the whole text is told.
TELLS_SCRIPT = 1000
# Under six words, or fourteen characters without spaces, two events of one kind get one headline (« Séisme au Japon »).
WORDS_OF_HEADLINE = 6
CHARACTERS_OF_HEADLINE = 14
NONE: Shingles = np.empty(0, dtype=np.uint32)

# What is said may be repeated by anybody who heard it: two reporters at one press conference write the same quotation.
# Of straight quotes nobody knows which opens; those of one line are taken two by two.
_QUOTED = re.compile(
    "«[^«»]{20,1500}»|“[^“”]{20,1500}”|„[^„“”]{20,1500}[“”]|»[^«»]{20,1500}«|「[^「」]{10,800}」|『[^『』]{10,800}』"
    '|"[^"\n]{20,800}"'
)
_WORD = re.compile(r"\w+")
# Few at a time: Python refuses to read a number of five thousand digits.
_DIGITS = re.compile(r"\d{1,18}")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def shingles_of(text: str) -> Shingles:
    """The shingles of a text, each once, in order of their hashes."""
    return _rolled(*_units(text, WORDS, CHARACTERS))


def own_shingles(text: str) -> Shingles:
    """The shingles of a text that are not wholly within a quotation."""
    made = shingles_of(text)
    quoted = [shingles_of(quotation) for quotation in _QUOTED.findall(text)]
    return np.setdiff1d(made, np.concatenate(quoted)) if quoted else made


def title_shingles(title: str) -> Shingles:
    """The shingles of a headline; none of one that is too short to be known again."""
    units, size = _units(title, WORDS_OF_TITLE, CHARACTERS_OF_TITLE)
    least = WORDS_OF_HEADLINE if size == WORDS_OF_TITLE else CHARACTERS_OF_HEADLINE
    return _rolled(units, size) if len(units) >= least else NONE


def figures_of(title: str) -> frozenset[str]:
    """The numbers in a headline, written in digits of any script."""
    return frozenset(str(int(digits)) for digits in _DIGITS.findall(title))


def shared(one: Shingles, other: Shingles) -> int:
    """How many shingles two sets have in common."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    if not len(small):
        return 0
    places = np.searchsorted(large, small)
    places[places == len(large)] = 0
    return int(np.count_nonzero(large[places] == small))


def scrambled(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Each value mixed until no bit shows where it came from (the finaliser of SplitMix64, Steele et al. 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _rolled(units: NDArray[np.uint64], size: int) -> Shingles:
    """The hashes of all runs of so many units, each once, in order."""
    count = len(units) - size + 1
    if count < 1:
        return NONE
    rolled = np.zeros(count, dtype=np.uint64)
    for place in range(size):
        rolled = rolled * _MULTIPLIER + units[place : place + count]
    return np.unique((scrambled(rolled) >> np.uint64(32)).astype(np.uint32))


def _units(text: str, words: int, characters: int) -> tuple[NDArray[np.uint64], int]:
    """What a text is made of, as numbers, and how many of them make a shingle. Case, punctuation, width, accents written
    as marks of their own and the Arabic tatweel make no difference."""
    low = unicodedata.normalize("NFKC", text).casefold()
    if low.isascii():
        runs = _WORD.findall(low)
    else:
        marks, dense = _patterns()
        low = marks.sub("", low)
        runs = _WORD.findall(low)
        opening = "".join(runs[:TELLS_SCRIPT])[:TELLS_SCRIPT]
        if sum(map(len, dense.findall(opening))) * 3 > len(opening):
            joined = "".join(runs).encode("utf-32-le", "surrogatepass")
            return np.frombuffer(joined, dtype="<u4").astype(np.uint64) + np.uint64(1), characters
    # Joined, encoded and cut again: one call each, where encoding word by word takes a third of the whole time.
    cut = " ".join(runs).encode("utf-8", "surrogatepass").split(b" ") if runs else []
    return np.fromiter(map(zlib.crc32, cut), dtype=np.uint64, count=len(cut)) + np.uint64(1), words


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Marks that stand on a letter, and runs of scripts without spaces; of the basic plane, where a class of many ranges
    is one look into a table."""
    everything = [chr(point) for point in range(0x300, 0x10000)]
    marks = "".join(c for c in everything if c == "ـ" or unicodedata.category(c) in {"Mn", "Mc"})
    dense = "".join(c for c in everything if unspaced(c))
    return re.compile(f"[{_ranges(marks)}]+"), re.compile(f"[{_ranges(dense)}]+")


def _ranges(characters: str) -> str:
    """Characters in order, as ranges of a character class."""
    found: list[list[int]] = []
    for point in map(ord, characters):
        if found and found[-1][1] == point - 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in found)

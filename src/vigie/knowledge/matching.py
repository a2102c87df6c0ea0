"""Many phrases found in one pass over a text, in any script, at the edges of words where the script has words."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick

from vigie.knowledge.cues import fold, phrase

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """Where a phrase stands, and what it stands for."""

    start: int
    end: int
    meaning: T


class PhraseBook(Generic[T]):
    """Phrases and their meanings. Build once, use for every text.

    `accept(text, start, end, meaning)` has the last word on each hit, for conditions that folding hides (letter case).
    With `spaced` false a phrase may begin and end inside a run of letters, as Chinese needs.
    """

    def __init__(
        self,
        phrases: Iterable[tuple[str, T]],
        *,
        spaced: bool = True,
        accept: Callable[[str, int, int, T], bool] | None = None,
    ) -> None:
        self._spaced = spaced
        self._accept = accept
        self._meanings: dict[str, list[tuple[bool, T]]] = {}
        for written, meaning in phrases:
            made = phrase(written)
            self._meanings.setdefault(made.text, []).append((made.open_ended, meaning))
        self._keys = list(self._meanings)
        self._automaton = AhoCorasick(self._keys) if self._keys else None

    @property
    def phrases(self) -> tuple[str, ...]:
        """The phrases as they are matched: folded, without their star."""
        return tuple(self._keys)

    def find(self, text: str, folded: str | None = None) -> list[Found[T]]:
        """Hits that do not overlap: the leftmost, then the longest. `folded` spares folding the same text twice."""
        return leftmost_longest(self.find_all(text, folded))

    def find_all(self, text: str, folded: str | None = None) -> list[Found[T]]:
        """Every hit, overlapping ones too, by start."""
        if self._automaton is None:
            return []
        low = fold(text) if folded is None else folded
        hits: list[Found[T]] = []
        for index, start, end in self._automaton.find_matches_as_indexes(low, overlapping=True):
            for open_ended, meaning in self._meanings[self._keys[index]]:
                if self._stands_alone(low, start, end, open_ended=open_ended) and (
                    self._accept is None or self._accept(text, start, end, meaning)
                ):
                    hits.append(Found(start, end, meaning))
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        return hits

    def _stands_alone(self, text: str, start: int, end: int, *, open_ended: bool) -> bool:
        if not self._spaced:
            return True
        if start > 0 and one_word(text[start - 1], text[start]) and not _after_proclitic(text, start):
            return False
        return open_ended or end >= len(text) or not one_word(text[end - 1], text[end])


def leftmost_longest(hits: Sequence[Found[T]]) -> list[Found[T]]:
    """Of hits sorted by start then longest first, those that do not overlap one before."""
    kept: list[Found[T]] = []
    reached = 0
    for hit in hits:
        if hit.start >= reached:
            kept.append(hit)
            reached = hit.end
    return kept


def one_word(left: str, right: str) -> bool:
    """True when two characters belong to one word: letters or digits of scripts that put spaces between words, or katakana,
    whose runs are words (インド is no part of マインド)."""
    if left < "\u0e00" and right < "\u0e00":  # before the first unspaced script: nearly every question
        return left.isalnum() and right.isalnum()
    if _katakana(left) and _katakana(right):
        return True
    return left.isalnum() and right.isalnum() and not (unspaced(left) or unspaced(right))


def _katakana(character: str) -> bool:
    return "\u30a1" <= character <= "\u30fa" or character == "ー"


def _after_proclitic(text: str, start: int) -> bool:
    """Arabic writes « and », « to », « by » onto the next word: وإنفيديا, لرويترز."""
    before = text[start - 1]
    return before in "ولبفك" and "\u0600" <= text[start] <= "\u06ff" and not text[start - 2 : start - 1].isalpha()


def unspaced(character: str) -> bool:
    """True for scripts written without spaces between words: Han, kana, Thai, Lao, Khmer, Burmese."""
    point = ord(character)
    return (
        0x3040 <= point <= 0x30FF
        or 0x3400 <= point <= 0x9FFF
        or 0xF900 <= point <= 0xFAFF
        or 0x20000 <= point <= 0x3FFFF
        or 0x0E00 <= point <= 0x0EFF
        or 0x1000 <= point <= 0x109F
        or 0x1780 <= point <= 0x17FF
        or 0xFF66 <= point <= 0xFF9F
    )


def is_hangul(character: str) -> bool:
    return 0xAC00 <= ord(character) <= 0xD7A3


def bare(text: str) -> str:
    """Folded, without accents or punctuation, single spaces: for comparing names, never for offsets."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join(kept.split())


# A version or a model: GPT-5.5, V4, 2.0, F-35B. It is written alike in every script.
_MARK = re.compile(r"[a-z]+-?\d+(?:\.\d+)*[a-z]?|\d+(?:[.,]\d+)+")
_DENSE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff"
_RUNS = re.compile(rf"[{_DENSE}]+|[^\W_{_DENSE}]+")


def tokens_of(text: str) -> frozenset[str]:
    """The telling words of a text: of four letters and more, numbers, versions and models; pairs of characters in scripts
    without spaces. A Latin name inside Chinese is a word of its own, so it meets itself in other languages."""
    low = fold(text)
    found = set(_MARK.findall(low))
    for run in _RUNS.findall(low):
        if unspaced(run[0]):
            found.update(run[i : i + 2] for i in range(len(run) - 1))
        elif len(run) >= 4 or run.isdigit():
            found.add(run)
    return frozenset(found)


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the smaller set that the two have in common."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0

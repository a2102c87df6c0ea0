"""What is right of a text, a title, a time and names, as the public tables count it.

Two ways of comparing texts. `shingled` is that of Zyte's article-extraction-benchmark: bags of runs of four words, so that
order counts. `worded` is that of WCXB and of our table on fundus: bags of words, letters small; texts in Chinese, Japanese or
Korean are taken character by character, because their words are not set apart.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import mean
from typing import TypeVar
from zoneinfo import ZoneInfo

Unit = TypeVar("Unit")

SHINGLE = 4
SAME_MINUTE = timedelta(minutes=2)
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_UNSPACED_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Shared:
    """What two bags have in common, what only ours has, what only the expected one has."""

    both: int
    extra: int
    missed: int

    @property
    def precision(self) -> float:
        return self.both / (self.both + self.extra) if self.both + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.both / (self.both + self.missed) if self.both + self.missed else 1.0

    @property
    def f1(self) -> float:
        everything = 2 * self.both + self.extra + self.missed
        return 2 * self.both / everything if everything else 1.0


def shingled(expected: str, found: str) -> Shared:
    """Bags of runs of four words; a shorter text is one run."""
    return _shared(_runs(_WORD.findall(expected)), _runs(_WORD.findall(found)))


def worded(expected: str, found: str) -> Shared:
    """Bags of words, or of characters where the expected text is written without spaces."""
    whole = unspaced(expected)
    return _shared(Counter(_units(expected, whole)), Counter(_units(found, whole)))


def unspaced(text: str) -> bool:
    """True for a text in Chinese, Japanese or Korean letters for a good part."""
    return len(_UNSPACED.findall(text)) > _UNSPACED_SHARE * len(text)


def f1_of_means(pages: Iterable[Shared]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a set as the benchmark has them: a page from which nothing was read has no precision, one
    that expects nothing no recall; the means over the others; F1 of the two means."""
    every = list(pages)
    precision = _mean([page.precision for page in every if page.both + page.extra])
    recall = _mean([page.recall for page in every if page.both + page.missed])
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def same_title(expected: str, found: str) -> bool:
    """Letter by letter; only runs of white space and the form of composed letters may differ."""
    return _line(expected) == _line(found)


def same_day(expected: datetime, found: datetime | None, zones: Sequence[str] = ()) -> bool:
    """The same day in the zone of the expected time; where it has none, see `readings`."""
    return found is not None and any(
        found.astimezone(one.tzinfo).date() == one.date() for one in readings(expected, zones)
    )


def same_minute(expected: datetime, found: datetime | None, zones: Sequence[str] = ()) -> bool:
    """The same instant within two minutes."""
    return found is not None and any(abs(found - one) <= SAME_MINUTE for one in readings(expected, zones))


def readings(expected: datetime, zones: Sequence[str]) -> tuple[datetime, ...]:
    """The instants that an expected time may name: itself, or, written without a zone, that wall clock in UTC and in each
    zone of the publisher's country."""
    if expected.tzinfo:
        return (expected,)
    return tuple(expected.replace(tzinfo=zone) for zone in (UTC, *map(ZoneInfo, zones)))


def names_in_common(expected: Sequence[str], found: Sequence[str]) -> bool:
    """At least one name is the same, capitals aside; nobody found where nobody is expected."""
    wanted, had = _names(expected), _names(found)
    return bool(wanted & had) if wanted else not had


def same_names(expected: Sequence[str], found: Sequence[str]) -> bool:
    return _names(expected) == _names(found)


def share_told(snippets: Iterable[str], text: str) -> tuple[int, int]:
    """How many of the snippets stand in the text, words compared, and how many there are."""
    words = " ".join(_units(text, False))
    pieces = [piece for snippet in snippets if (piece := " ".join(_units(snippet, False)))]
    return sum(f" {piece} " in f" {words} " for piece in pieces), len(pieces)


def _units(text: str, whole: bool) -> list[str]:
    lowered = text.lower()
    return [character for character in lowered if character.isalnum()] if whole else _WORD.findall(lowered)


def _runs(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    if not words:
        return Counter()
    return Counter(tuple(words[start : start + SHINGLE]) for start in range(max(1, len(words) - SHINGLE + 1)))


def _shared(expected: Counter[Unit], found: Counter[Unit]) -> Shared:
    both = (expected & found).total()
    return Shared(both, found.total() - both, expected.total() - both)


def _line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name for one in names if (name := _line(one).casefold()))


def _mean(numbers: Sequence[float]) -> float:
    return mean(numbers) if numbers else 0.0

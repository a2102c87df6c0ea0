"""What a source gives, against what it used to give: text, dates, language. Pure.

A site changes its template, and its pages are read as two lines of a menu; or puts a wall before them; or its feed drops the
dates. Its last articles are compared with its own past, enough of both, and by medians and shares: a few briefs are no
template, and a house that always wrote short is as it was.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Literal

from vigie.ports import Sample

Judge = Callable[[Sample], bool]
ChangeKind = Literal["short", "no_text", "no_dates", "language"]

# So many of the last articles, against so many before them at least.
LAST, PAST = 10, 20
# Suspicious: the half of them shorter than so much of the usual length, where that is worth speaking of.
SHORTER, WORTH = 0.4, 300
# Nearly all were so, nearly none is so now.
MOST, FEW = 0.8, 0.2
# Less than a fifth of a usual text is a title and a remark.
_NO_TEXT = 0.2


@dataclass(frozen=True, slots=True)
class Change:
    """What changed, from what to what, since when."""

    kind: ChangeKind
    before: str
    now: str
    since: datetime


def changes_of(samples: Sequence[Sample]) -> tuple[Change, ...]:
    """What a source gives otherwise than it used to; nothing where too little is known. `samples` in the order of coming."""
    if len(samples) < LAST + PAST:
        return ()
    past, last = samples[:-LAST], samples[-LAST:]
    usual = median(one.length for one in past)
    text = _without_text(past, last, usual) or _shorter(past, last, usual)
    return tuple(found for found in (text, _undated(past, last), _other_language(past, last)) if found)


def _shorter(past: Sequence[Sample], last: Sequence[Sample], usual: float) -> Change | None:
    now = median(one.length for one in last)
    if usual < WORTH or now >= SHORTER * usual:
        return None
    # A house of long pieces and briefs has days of briefs: all that is as short as one in ten ever was is no news.
    tenth = sorted(one.length for one in past)[len(past) // 10]
    if now >= tenth:
        return None
    return Change("short", f"{usual:.0f}", f"{now:.0f}", _first(last, lambda one: one.length < SHORTER * usual))


def _without_text(past: Sequence[Sample], last: Sequence[Sample], usual: float) -> Change | None:
    def whole(one: Sample) -> bool:
        return not one.opening and one.length >= max(1, _NO_TEXT * usual)

    return _fell("no_text", past, last, whole) if usual else None


def _undated(past: Sequence[Sample], last: Sequence[Sample]) -> Change | None:
    return _fell("no_dates", past, last, lambda one: one.dated)


def _fell(kind: ChangeKind, past: Sequence[Sample], last: Sequence[Sample], good: Judge) -> Change | None:
    before, now = _share(past, good), _share(last, good)
    if before < MOST or now > FEW:
        return None
    return Change(kind, f"{before:.0%}", f"{now:.0%}", _first(last, lambda one: not good(one)))


def _other_language(past: Sequence[Sample], last: Sequence[Sample]) -> Change | None:
    told = [[one.language.partition("-")[0].lower() for one in part if one.language] for part in (past, last)]
    if len(told[0]) < PAST or len(told[1]) < LAST // 2:
        return None
    (before, often), (now, of_late) = (Counter(part).most_common(1)[0] for part in told)
    if before == now or often < MOST * len(told[0]) or of_late < MOST * len(told[1]):
        return None
    return Change("language", before, now, _first(last, lambda one: one.language.partition("-")[0].lower() == now))


def _share(samples: Sequence[Sample], good: Judge) -> float:
    return sum(map(good, samples)) / len(samples)


def _first(last: Sequence[Sample], such: Judge) -> datetime:
    return next((one.seen_at for one in last if such(one)), last[0].seen_at)

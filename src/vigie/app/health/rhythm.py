"""The rhythm of a source, and whether it has fallen silent. Pure.

Time is measured on the source's own clock: by how many items it would usually have published meanwhile. A night, a Sunday
or a weekly day off hardly moves that clock, so a newspaper that rests on Sundays is not silent on a Sunday, and one that
publishes each hour is missed before noon. The clock is learned from the hours and weekdays of what it published.

A source is silent when its clock has gone on for two of its usual intervals, or for longer than it ever rests: a source of
uneven rhythm has long gaps, and they are usual for it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import median

# Two intervals, less what the clock loses to hours in which the source hardly ever publishes.
TWO_INTERVALS = 1.8
# Beyond its longest usual gap by so much, in items of its own clock; of a source without rhythm the next may be longer still.
MARGIN, UNEVEN_MARGIN = 1.25, 1.5
# Whoever publishes each minute may still have a coffee.
AT_LEAST = timedelta(hours=2)
FEWEST = 5
# Weekdays are known from the third week on; before, a weekend and a holiday are waited for.
KNOWN_AFTER, UNKNOWN_WAITS = timedelta(days=15), timedelta(days=4)
# What is older than this says little of how a source that publishes daily works now.
MEMORY, ENOUGH = timedelta(weeks=8), 40
_HOUR, _WEEK = 3600.0, 168
# An hour or a weekday starts with two items, as if it had been seen: that nothing came then yet is no law.
_GIVEN = 2.0
# The week hour by hour is believed over « day times hour » as if the latter had been seen for so many weeks.
_PRIOR_WEEKS, _HOURLY_FROM = 4.0, 100


@dataclass(frozen=True, slots=True)
class Silence:
    """A source is silent: since its last item, when it was last looked at, and how often it used to publish."""

    since: datetime
    looked_at: datetime
    usual: timedelta


def silence_of(moments: Sequence[datetime], looked_at: datetime) -> Silence | None:
    """Whether a source that published at `moments` was silent when it was last read; None when not, or not to be known."""
    times = sorted({at.timestamp() for at in moments if at <= looked_at})
    if len(times) < FEWEST or looked_at.timestamp() - times[-1] < AT_LEAST.total_seconds():
        return None
    recent = times[bisect_left(times, times[-1] - MEMORY.total_seconds()) :]
    times = recent if len(recent) >= ENOUGH else times
    clock = Clock.of(times)
    gone = clock.between(times[-1], looked_at.timestamp())
    waits = AT_LEAST if times[-1] - times[0] >= KNOWN_AFTER.total_seconds() else UNKNOWN_WAITS
    if gone < limit(times, clock) or looked_at.timestamp() - times[-1] < waits.total_seconds():
        return None
    return Silence(datetime.fromtimestamp(times[-1], UTC), looked_at, usual_gap(times))


def limit(times: Sequence[float], clock: "Clock") -> float:
    """How far the clock goes on before a source is called silent."""
    gaps = sorted(clock.between(one, other) for one, other in pairwise(times))
    # Of many gaps the longest one in a hundred may have been a holiday.
    longest = gaps[int(len(gaps) * 0.99)]
    return max(TWO_INTERVALS, (MARGIN if longest < TWO_INTERVALS else UNEVEN_MARGIN) * longest)


def usual_gap(times: Sequence[float]) -> timedelta:
    """The usual time between two items; items that came together count as one."""
    gaps = [other - one for one, other in pairwise(times) if other - one >= 60]
    return timedelta(seconds=median(gaps) if gaps else 0.0)


@dataclass(frozen=True, slots=True)
class Clock:
    """How many items a source usually publishes from the beginning of its week to each hour of it. Its week begins at an hour
    at which it sleeps, so that its days are days where it lives."""

    zero: float
    upto: tuple[float, ...]

    @classmethod
    def of(cls, times: Sequence[float]) -> "Clock":
        span = max(times[-1] - times[0], _HOUR)
        rate = (len(times) - 1) / (span / _HOUR)
        if span < KNOWN_AFTER.total_seconds():
            return cls(0.0, _summed([rate] * _WEEK))
        # Monday 5 January 1970 is day 4: weeks that begin on Mondays, moved to the quietest hour.
        zero = 4 * 24 * _HOUR + _quietest(times) * _HOUR
        hours = [int((at - zero) // _HOUR) % _WEEK for at in times]
        density = _by_day_and_hour(hours)
        if len(times) >= _HOURLY_FROM:
            density = _by_hour_of_week(hours, density, span / _HOUR / _WEEK)
        mean = sum(density) / _WEEK
        return cls(zero, _summed([rate * one / mean for one in density]))

    def between(self, start: float, end: float) -> float:
        """How many items would usually have come between two moments."""
        return self._at(end) - self._at(start)

    def _at(self, moment: float) -> float:
        weeks, hours = divmod((moment - self.zero) / _HOUR, _WEEK)
        whole = min(int(hours), _WEEK - 1)
        part = (hours - whole) * (self.upto[whole + 1] - self.upto[whole])
        return weeks * self.upto[-1] + self.upto[whole] + part


def _quietest(times: Sequence[float]) -> int:
    """The hour of the day, in UTC, in the middle of the five in which least is published."""
    by_hour = [0] * 24
    for at in times:
        by_hour[int(at // _HOUR) % 24] += 1
    around = [sum(by_hour[(hour + off) % 24] for off in range(-2, 3)) for hour in range(24)]
    return around.index(min(around))


def _by_day_and_hour(hours: Sequence[int]) -> list[float]:
    days, clock = [_GIVEN] * 7, [0.0] * 24
    for hour in hours:
        days[hour // 24] += 1
        clock[hour % 24] += 1
    clock = [one + _GIVEN for one in _smoothed(clock)]
    return [days[hour // 24] * clock[hour % 24] for hour in range(_WEEK)]


def _by_hour_of_week(hours: Sequence[int], prior: Sequence[float], weeks: float) -> list[float]:
    counts = [0.0] * _WEEK
    for hour in hours:
        counts[hour] += 1
    scale = len(hours) / weeks / sum(prior)
    pairs = zip(_smoothed(counts), prior, strict=True)
    return [(seen + _PRIOR_WEEKS * one * scale) / (weeks + _PRIOR_WEEKS) for seen, one in pairs]


def _smoothed(counts: Sequence[float]) -> list[float]:
    """Each hour with those beside it: the morning's first piece is not always at seven."""
    weights = ((-2, 1), (-1, 2), (0, 3), (1, 2), (2, 1))
    n = len(counts)
    return [sum(counts[(hour + off) % n] * weight for off, weight in weights) / 9 for hour in range(n)]


def _summed(density: Sequence[float]) -> tuple[float, ...]:
    total, upto = 0.0, [0.0]
    for one in density:
        total += one
        upto.append(total)
    return tuple(upto)

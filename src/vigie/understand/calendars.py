"""Days, weeks, months, quarters and years told from another day: the arithmetic behind `dates`, without words."""

import calendar
from collections.abc import Iterable
from datetime import date, timedelta

from vigie.knowledge.cues import Beside

Interval = tuple[date, date]
_WEEKS: dict[str, int] = {"last week": -7, "this week": 0, "next week": 7}


def on(day: date) -> Interval:
    """The day alone."""
    return day, day


def exact(year: int, month: int, day: int | None) -> Interval:
    """One day, or the whole month. Raises ValueError for a day that the calendar has not."""
    if day is not None:
        return on(date(year, month, day))
    first = date(year, month, 1)
    return first, first.replace(day=calendar.monthrange(year, month)[1])


def year_of(year: int) -> Interval:
    """A whole year."""
    return date(year, 1, 1), date(year, 12, 31)


def part_of(year: int, number: int, parts: int) -> Interval:
    """The quarter (of 4 parts) or half (of 2) of a year; `number` begins at 0."""
    months = 12 // parts
    return exact(year, number * months + 1, None)[0], exact(year, (number + 1) * months, None)[1]


def month_from(published: date, shift: int) -> Interval:
    """The month so many months after that of publication."""
    index = published.year * 12 + published.month - 1 + shift
    return exact(index // 12, index % 12 + 1, None)


def week_from(published: date, shift: int) -> Interval:
    """The week, Monday to Sunday, so many days after that of publication."""
    monday = published - timedelta(days=published.weekday()) + timedelta(days=shift)
    return monday, monday + timedelta(days=6)


def near(candidates: Iterable[Interval], published: date, beside: Beside | None = None) -> Interval | None:
    """The nearest interval; with « dernier » the last that is over, with « prochain » the next that is to come."""
    kept = [
        one
        for one in candidates
        if (beside != "last" or one[0] < published) and (beside != "next" or one[1] > published)
    ]
    return min(kept, key=lambda one: min(abs((one[0] - published).days), abs((one[1] - published).days)), default=None)


def about(year: int) -> tuple[int, ...]:
    """The year and its neighbours, where the calendar has them."""
    return tuple(one for one in (year - 1, year, year + 1) if date.min.year <= one <= date.max.year)


def named_day(published: date, month: int, day: int | None, beside: Beside | None = None) -> Interval | None:
    """The nearest such day or month; 29 February is looked for in the years that have it."""
    found = []
    for year in about(published.year):
        try:
            found.append(exact(year, month, day))
        except ValueError:
            continue
    if day is None and beside is None:
        return min(found, key=lambda one: _distance(one, published), default=None)
    return near(found, published, beside)


def bare_day(published: date, day: int) -> Interval | None:
    """The nearest day of this number: 12日 on the 13th is yesterday."""
    found = []
    for shift in (-1, 0, 1):
        try:
            first, last = month_from(published, shift)
            if day <= last.day:
                found.append(on(first.replace(day=day)))
        except ValueError:
            continue
    return near(found, published)


def weekday(published: date, number: int, beside: Beside | None) -> Interval:
    """The last such day, today included, as news tells it; « dernier » is before today, « prochain » after."""
    if beside in _WEEKS:
        return on(week_from(published, _WEEKS[beside])[0] + timedelta(days=number))
    back = (published.weekday() - number) % 7
    if beside == "next":
        return on(published + timedelta(days=7 - back))
    return on(published - timedelta(days=back or 7 if beside == "last" else back))


def numbered(published: date, number: int, day: int) -> Interval | None:
    """The nearest day of the week that has this number: « lundi 16 »."""
    found = bare_day(published, day)
    candidates = [found] if found else []
    candidates += [on(published + timedelta(days=shift)) for shift in range(-35, 36)]
    return near([one for one in candidates if one[0].weekday() == number and one[0].day == day], published)


def _distance(one: Interval, published: date) -> int:
    return 0 if one[0] <= published <= one[1] else min(abs((end - published).days) for end in one)

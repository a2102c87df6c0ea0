"""Days, months and years named in a text, resolved against the day of publication."""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from vigie.knowledge.cues import Cues, cues, fold
from vigie.model import DateMention, Part, Span

Resolve = Callable[[re.Match[str], date], tuple[date, date] | None]

_ISO = re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)")
_HAN = re.compile(r"(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号號]")
_KOREAN = re.compile(r"(?:(?P<y>\d{4})년 ?)?(?P<m>\d{1,2})월 ?(?P<d>\d{1,2})일")


def dates_of(article: str, part: Part, text: str, language: str, published: date) -> tuple[DateMention, ...]:
    """The dates of one part of an article, by start. A day without a year is the nearest one to `published`; a week
    day is the last one before it."""
    low = fold(text)
    found: list[DateMention] = []
    read: list[Span] = []  # what one rule has read is read by no later one: « 30 février 2026 » is no month either
    for pattern, resolve in _rules(language):
        for match in pattern.finditer(low):
            span = Span(article, match.start(), match.end(), part)
            if any(other.overlaps(span) for other in read):
                continue
            read.append(span)
            if interval := _resolved(resolve, match, published):
                found.append(DateMention(span, *interval))
    return tuple(sorted(found, key=lambda mention: mention.span.start))


def _resolved(resolve: Resolve, match: re.Match[str], published: date) -> tuple[date, date] | None:
    try:
        return resolve(match, published)
    except (ValueError, OverflowError):  # no such day; or the day before 1 January of year 1, which undated pages give
        return None


@cache
def _rules(language: str) -> tuple[tuple[re.Pattern[str], Resolve], ...]:
    rules: list[tuple[re.Pattern[str], Resolve]] = [(p, _numeric) for p in (_ISO, _HAN, _KOREAN)]
    found = cues(language)
    if found is None:
        return tuple(rules)
    if found.dates.months:
        rules += _month_rules(found)
    rules += [(_words(tuple(found.dates.relative), found.spaced), lambda m, p: _relative(m, p, found))]
    periods: tuple[tuple[tuple[str, ...], Resolve], ...] = (
        (found.dates.last_month, lambda _, p: _month(p, -1)),
        (found.dates.next_month, lambda _, p: _month(p, 1)),
        (found.dates.last_year, lambda _, p: (date(p.year - 1, 1, 1), date(p.year - 1, 12, 31))),
        (found.dates.next_year, lambda _, p: (date(p.year + 1, 1, 1), date(p.year + 1, 12, 31))),
    )
    rules += [(_words(words, found.spaced), resolve) for words, resolve in periods if words]
    if found.dates.weekdays:
        forms = {fold(form): day for day, names in enumerate(found.dates.weekdays) for form in names}
        rules.append((_words(tuple(forms), found.spaced), lambda m, p: _last_weekday(forms[m[0]], p)))
    return tuple(rules)


def _month_rules(found: Cues) -> list[tuple[re.Pattern[str], Resolve]]:
    forms = {fold(form): number for number, names in enumerate(found.dates.months, 1) for form in names}
    month = "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
    day = r"(?P<d>\d{1,2})(?:er|st|nd|rd|th|º|\.)?"
    year = r"(?:,? (?:de |năm )?(?P<y>\d{4}))"

    def named(match: re.Match[str], published: date) -> tuple[date, date] | None:
        groups = match.groupdict()
        return _interval(groups.get("y"), forms[match["month"]], groups.get("d"), published)

    return [
        (re.compile(rf"(?<!\w){day}(?: de)? (?P<month>{month}){year}?(?!\w)"), named),
        (re.compile(rf"(?<!\w)(?P<month>{month}) {day}{year}?(?!\w)"), named),
        (re.compile(rf"(?<!\w)(?P<month>{month}) (?:de )?(?P<y>\d{{4}})(?!\w)"), named),
    ]


def _words(words: tuple[str, ...], spaced: bool = True) -> re.Pattern[str]:
    if not words:
        return re.compile(r"(?!)")
    joined = "|".join(re.escape(fold(word)) for word in sorted(words, key=lambda word: (-len(word), word)))
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)" if spaced else joined)


def _numeric(match: re.Match[str], published: date) -> tuple[date, date] | None:
    return _interval(match["y"], int(match["m"]), match["d"], published)


def _interval(year: str | None, month: int, day: str | None, published: date) -> tuple[date, date] | None:
    if day is None:
        first = date(int(year or published.year), month, 1)
        return first, first.replace(day=calendar.monthrange(first.year, month)[1])
    if year:
        exact = date(int(year), month, int(day))
        return exact, exact
    near = [found for shift in (-1, 0, 1) if (found := _day(published.year + shift, month, int(day)))]
    if not near:
        return None
    exact = min(near, key=lambda found: abs((found - published).days))
    return exact, exact


def _day(year: int, month: int, day: int) -> date | None:
    """The day, or None when that year has none such: 29 February is looked for in the years that have it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _relative(match: re.Match[str], published: date, found: Cues) -> tuple[date, date]:
    shift = {fold(word): days for word, days in found.dates.relative.items()}[match[0]]
    day = published + timedelta(days=shift)
    return day, day


def _month(published: date, shift: int) -> tuple[date, date]:
    index = published.year * 12 + published.month - 1 + shift
    first = date(index // 12, index % 12 + 1, 1)
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _last_weekday(weekday: int, published: date) -> tuple[date, date]:
    day = published - timedelta(days=(published.weekday() - weekday) % 7)
    return day, day

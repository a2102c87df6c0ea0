"""Days, months and years named in a text, resolved against the day of publication."""

import calendar
import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache

from vigie.knowledge.cues import Cues, cues, fold
from vigie.knowledge.matching import PhraseBook
from vigie.model import DateMention, Part, Span

Resolve = Callable[[re.Match[str], date], tuple[date, date] | None]
Rule = tuple[re.Pattern[str], Resolve]

_ISO = re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)")
_HAN = re.compile(r"(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号號]")
_KOREAN = re.compile(r"(?:(?P<y>\d{4})년 ?)?(?P<m>\d{1,2})월 ?(?P<d>\d{1,2})일")
# With what their text holds at least.
_FIGURES = tuple(
    (rule, re.compile(part)) for rule, part in ((_ISO, r"\d-\d\d-\d"), (_HAN, r"\d月\d"), (_KOREAN, r"\d월"))
)


def dates_of(article: str, part: Part, text: str, language: str, published: date) -> tuple[DateMention, ...]:
    """The dates of one part of an article, by start. A day without a year is the nearest one to `published`; a week
    day is the last one before it."""
    low = fold(text)
    found: list[DateMention] = []
    read: list[Span] = []  # what one rule has read is read by no later one: « 30 février 2026 » is no month either
    rules, words = _rules(language)
    named = {hit.meaning for hit in words.find_all(low, low)}
    for number, (pattern, resolve) in enumerate(rules):
        # Each rule looks at every letter: most are spared it, since no word of theirs stands in the text.
        for match in pattern.finditer(low) if number in named or _in_figures(number, low) else ():
            span = Span(article, match.start(), match.end(), part)
            if any(other.overlaps(span) for other in read):
                continue
            read.append(span)
            if interval := _resolved(resolve, match, published):
                found.append(DateMention(span, *interval))
    return tuple(sorted(found, key=lambda mention: mention.span.start))


def _in_figures(number: int, low: str) -> bool:
    """True when the rule of this number is one of those in figures and may have something to read."""
    return number < len(_FIGURES) and _FIGURES[number][1].search(low) is not None


def _resolved(resolve: Resolve, match: re.Match[str], published: date) -> tuple[date, date] | None:
    try:
        return resolve(match, published)
    except (ValueError, OverflowError):  # no such day; or the day before 1 January of year 1, which undated pages give
        return None


@cache
def _rules(language: str) -> tuple[tuple[Rule, ...], PhraseBook[int]]:
    """The rules in the order in which they read, those in figures first; and the words that the others need."""
    rules: list[tuple[re.Pattern[str], Resolve]] = [(pattern, _numeric) for pattern, _ in _FIGURES]
    found = cues(language)
    if found is None:
        return tuple(rules), PhraseBook([])
    words: list[tuple[str, int]] = []

    def add(forms: Iterable[str], *made: Rule) -> None:
        words.extend((form, len(rules) + n) for n in range(len(made)) for form in forms)
        rules.extend(made)

    told = found.dates
    if told.months:
        add([form for names in told.months for form in names], *_month_rules(found))
    add(told.relative, (_words(tuple(told.relative), found.spaced), lambda m, p: _relative(m, p, found)))
    periods: tuple[tuple[tuple[str, ...], Resolve], ...] = (
        (told.last_month, lambda _, p: _month(p, -1)),
        (told.next_month, lambda _, p: _month(p, 1)),
        (told.last_year, lambda _, p: (date(p.year - 1, 1, 1), date(p.year - 1, 12, 31))),
        (told.next_year, lambda _, p: (date(p.year + 1, 1, 1), date(p.year + 1, 12, 31))),
    )
    for period, resolve in periods:
        if period:
            add(period, (_words(period, found.spaced), resolve))
    if told.weekdays:
        forms = {fold(form): day for day, names in enumerate(told.weekdays) for form in names}
        add(forms, (_words(tuple(forms), found.spaced), lambda m, p: _last_weekday(forms[m[0]], p)))
    return tuple(rules), PhraseBook(words, spaced=found.spaced)


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

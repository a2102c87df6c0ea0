"""Days, weeks, months, quarters and years named in a text, resolved against the day of publication."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from vigie.knowledge.cues import Beside, Cues, cues, fold
from vigie.knowledge.figures import any_of, plain
from vigie.knowledge.matching import PhraseBook
from vigie.model import DateMention, Part, Span
from vigie.understand import calendars as days
from vigie.understand.calendars import Interval

Resolve = Callable[[re.Match[str], date, str], Interval | None]  # the match, the publication, the word before it


@dataclass(frozen=True, slots=True)
class _Rule:
    """What is looked for, and what day it is. `needs` is what a text holds at least where there is one, or None for a rule
    that is called by its words. `lead` is what may stand before and belongs to it: 去年 of 去年12月."""

    pattern: re.Pattern[str]
    resolve: Resolve
    needs: re.Pattern[str] | None = None
    lead: re.Pattern[str] | None = None
    cased: bool = False


_ISO = re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)")
_HAN = r"(?:(?P<y>\d{4}) ?年 ?)?(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?[日号號]"
_KOREAN = r"(?:(?P<y>\d{4})년 ?)?(?P<m>\d{1,2})월 ?(?P<d>\d{1,2})일"
_NEXT_TO = re.compile(r",?[ ]?(?:[^\W\d]{1,3}[ ])?")
_ROOM = 20  # characters before a day in which what belongs to it begins
_AROUND = 48  # and characters on each side of its word that a day may take
_YEAR = r"(?<![\d.,])(?P<y>(?:19|20)\d\d)(?![\d%]|[.,/-]\d)"


def dates_of(article: str, part: Part, text: str, language: str, published: date) -> tuple[DateMention, ...]:
    """The dates of one part of an article, by start. A day without a year is the nearest one to `published`; a week
    day is the last one before it, unless the words beside it say otherwise."""
    low = plain(text)
    found: list[DateMention] = []
    read: list[Span] = []  # what one rule has read is read by no later one: « 30 février 2026 » is no month either
    rules, words = _rules(language)
    called: dict[int, list[int]] = {}
    for hit in words.find_all(low, low):
        called.setdefault(hit.meaning, []).append(hit.start)
    for number, rule in enumerate(rules):
        for match in _matches(rule, called.get(number, ()), low):
            before = rule.lead.search(low, max(0, match.start() - _ROOM), match.start()) if rule.lead else None
            span = Span(article, before.start() if before else match.start(), match.end(), part)
            if any(other.overlaps(span) for other in read):
                continue
            if rule.cased and not text[match.start("month")].isupper():
                continue  # "they may march"
            read.append(span)
            if interval := _resolved(rule.resolve, match, published, before["before"] if before else ""):
                found.append(DateMention(span, *interval))
    found.sort(key=lambda mention: mention.span.start)
    return tuple(_with_its_date(found, low))


def _matches(rule: _Rule, places: Sequence[int], low: str) -> Iterator[re.Match[str]]:
    """Where the rule's pattern is found. A pattern looks at every letter, so that one called by its words is tried around
    them alone, and one in figures where there are any."""
    if rule.needs is not None:
        if rule.needs.search(low):
            yield from rule.pattern.finditer(low)
        return
    reached = 0
    for place in places:
        first = max(reached, place - _AROUND)
        last = place + _AROUND
        if reached > place:
            continue
        while last < len(low) and low[last].isalnum():
            last += 1
        for match in rule.pattern.finditer(low, first, last):
            yield match
            reached = match.end()


def _with_its_date(found: Sequence[DateMention], low: str) -> Iterator[DateMention]:
    """The mentions; a day of the week before its own date is that day: « vendredi 5 juin »."""
    for place, one in enumerate(found):
        after = found[place + 1] if place + 1 < len(found) else None
        if (
            after is not None
            and one.start == one.end
            and after.start == after.end
            and after.start.weekday() == one.start.weekday()
            and _NEXT_TO.fullmatch(low, one.span.end, after.span.start)
        ):
            yield DateMention(one.span, after.start, after.end)
        else:
            yield one


def _resolved(resolve: Resolve, match: re.Match[str], published: date, before: str) -> Interval | None:
    try:
        return resolve(match, published, before)
    except (ValueError, OverflowError):  # no such day; or the day before 1 January of year 1, which undated pages give
        return None


@cache
def _rules(language: str) -> tuple[tuple[_Rule, ...], PhraseBook[int]]:
    """The rules in the order in which they read, those in figures first; and the words that the others need."""
    found = cues(language)
    if found is None:
        return tuple(_figures(None)), PhraseBook([])
    rules = _figures(found)
    words: list[tuple[str, int]] = []

    def add(forms: Iterable[str], *made: _Rule) -> None:
        words.extend((form, len(rules) + n) for n in range(len(made)) for form in forms)
        rules.extend(made)

    told = found.dates
    if told.months:
        add([form for names in told.months for form in names] if found.spaced else [], *_month_rules(found))
    add(told.relative, _Rule(_words(tuple(told.relative), found.spaced), _relative(found)))
    for parts, names in ((4, told.quarters), (2, told.halves)):
        if names:
            # A form with {} asks for its year, so it is called by what stands before.
            forms = [form.partition("{}")[0].strip() for form in (f for several in names for f in several)]
            add(forms, _part_rule(names, parts, found))
    if told.weekdays:
        forms = [form for names in told.weekdays for form in names]
        add(forms, _weekday_rule(found))
    for template, length in told.ago.items():
        if rule := _ago_rule(template, length, found):
            # By its last word: what stands before the number may be short and common.
            add(template.replace("{}", " ").split()[-1:] if found.spaced else (), rule)
    for period, resolve in _periods(found):
        if period:
            add(period, _Rule(_words(period, found.spaced), resolve))
    rules.extend(_year_rules(found))
    return tuple(rules), PhraseBook([(form, rule) for form, rule in words if form], spaced=found.spaced)


def _periods(found: Cues) -> tuple[tuple[tuple[str, ...], Resolve], ...]:
    told = found.dates
    return (
        (told.last_month, lambda _, p, __: days.month_from(p, -1)),
        (told.this_month, lambda _, p, __: days.month_from(p, 0)),
        (told.next_month, lambda _, p, __: days.month_from(p, 1)),
        (told.last_week, lambda _, p, __: days.week_from(p, -7)),
        (told.this_week, lambda _, p, __: days.week_from(p, 0)),
        (told.next_week, lambda _, p, __: days.week_from(p, 7)),
        (told.last_year, lambda _, p, __: days.year_of(p.year - 1)),
        (told.this_year, lambda _, p, __: days.year_of(p.year)),
        (told.next_year, lambda _, p, __: days.year_of(p.year + 1)),
    )


# ── In figures ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _figures(found: Cues | None) -> list[_Rule]:
    around = _around(found)

    def numeric(match: re.Match[str], published: date, before: str) -> Interval | None:
        return _day(match, int(match["m"]), published, around, before)

    rules = [
        _Rule(_ISO, numeric, re.compile(r"\d-\d\d-\d")),
        _Rule(re.compile(_HAN), numeric, re.compile(r"\d ?月 ?\d"), around.lead),
        _Rule(re.compile(_KOREAN), numeric, re.compile(r"\d월"), around.lead),
        _Rule(
            re.compile(r"(?<!\d)(?P<y>\d{4}) ?[年년] ?(?P<m>\d{1,2}) ?[月월](?! ?\d)"),
            numeric,
            re.compile(r"\d ?[月월]"),
        ),
    ]
    if found is None:
        return rules
    for template in found.dates.figures:
        pattern = re.escape(fold(template))
        for name, digits in (("d", r"\d{1,2}"), ("m", r"\d{1,2}"), ("y", r"\d{4}")):
            pattern = pattern.replace(rf"\{{{name}\}}", f"(?P<{name}>{digits})")
        edges = re.compile(rf"(?<![\w./-]){pattern}(?![\w/-]|[.,]\d)")
        rules.append(_Rule(edges, numeric, re.compile(_shape(template))))
    if found.dates.bare_day:
        rules.append(
            _Rule(
                re.compile(found.dates.bare_day), lambda m, p, _: days.bare_day(p, int(m["d"])), re.compile(r"\d[日일]")
            )
        )
    return rules


def _shape(template: str) -> str:
    """What a text holds at least where a day is written so, quick to look for: the marks between its figures."""
    marks = re.split(r"\{[dmy]\}", fold(template))
    first = r"\d{4}" if template.startswith("{y}") else r"\d"
    return first + re.escape(marks[1]) + r"\d"


def _day(match: re.Match[str], month: int, published: date, around: "_Around", before: str) -> Interval | None:
    """The day or month of a match: its year is named, or told by the words beside it, or the nearest."""
    groups = match.groupdict()
    day = int(groups["d"]) if groups.get("d") else None
    if not 1 <= month <= 12:
        return None
    if year := groups.get("y") or groups.get("y2"):
        return days.exact(int(year), month, day)
    beside, shift = around.told(before, match)
    if shift is not None:
        return days.exact(published.year + shift, month, day)
    return days.named_day(published, month, day, beside)


# ── What stands beside ──────────────────────────────────────────────────────────────────────────────────────────────


class _Around:
    """« dernier », « l'an dernier », 去年 before or after a day or month, read as part of it."""

    def __init__(self, found: Cues | None) -> None:
        told = found.dates if found else None
        spaced = found.spaced if found else True
        self.beside = {fold(word): meaning for word, meaning in told.beside.items()} if told else {}
        years = ((told.last_year, -1), (told.this_year, 0), (told.next_year, 1)) if told else ()
        self.years = {fold(word): shift for words, shift in years for word in words}
        near = [word for word, meaning in self.beside.items() if meaning in {"last", "next"}]
        self.known = bool(self.years or near)
        known = any_of([*self.years, *near])
        # « le 3 mars de l'an dernier », "March of last year", 昨年の3月
        gap = r"[ ,]{1,2}(?:[^\W\d]{1,4}[ '])?" if spaced else r"[のに的]?[ ]?"
        edge = r"(?<!\w)" if spaced else ""
        self.lead = re.compile(rf"{edge}(?P<before>{known}){gap}\Z") if self.known else None
        self.after = rf"(?:{gap}(?P<after>{known})" + (r"(?!\w)" if spaced else "") + ")?"

    def told(self, before: str, match: re.Match[str]) -> tuple[Beside | None, int | None]:
        """(« dernier » or « prochain », the years to count from that of publication)."""
        for word in (before, match.groupdict().get("after")):
            if word in self.years:
                return None, self.years[word]
            if word:
                return self.beside[word], None
        return None, None


@cache
def _of_language(language: str) -> _Around:
    return _Around(cues(language))


def _around(found: Cues | None) -> _Around:
    return _of_language(found.language if found else "")


# ── In words ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _month_rules(found: Cues) -> list[_Rule]:
    told, around = found.dates, _around(found)
    forms = {fold(form): number for number, names in enumerate(told.months, 1) for form in names}
    closed = not found.spaced
    month = re.sub(r"(\d)(?=月|월)", r"\1 ?", any_of(forms)) if closed else any_of(forms)
    day = r"(?P<d>\d{1,2})(?:er|st|nd|rd|th|º|\.)?"
    year = r"(?:,? (?:de |del |năm |عام |سنة )?(?P<y>\d{4}))"

    def named(match: re.Match[str], published: date, before: str) -> Interval | None:
        return _day(
            match, forms[match["month"].replace(" ", "") if closed else match["month"]], published, around, before
        )

    def named_after(match: re.Match[str], published: date, _: str) -> Interval | None:
        return named(match, published, match["before"])

    if closed and "*" in told.in_month:  # with a day or a year they are read in figures
        alone = rf"(?<!\d)(?P<month>{month})(?! ?\d){around.after}"
        return [_Rule(re.compile(alone), named, re.compile("月|월"), around.lead)]
    rules = [
        _Rule(re.compile(rf"(?<!\w){day}(?: de| of)? (?P<month>{month}){year}?{around.after}(?!\w)"), named),
        _Rule(re.compile(rf"(?<!\w)(?P<month>{month}) (?:the )?{day}{year}?{around.after}(?!\w)"), named),
        _Rule(re.compile(rf"(?<!\w)(?P<month>{month}),? (?:de |del |of |năm |عام |سنة )?(?P<y>\d{{4}})(?!\w)"), named),
    ]
    if "*" in told.in_month:
        alone = rf"(?<!\w)(?P<month>{month})(?! ?\d)(?!\w)"
        rules.append(_Rule(re.compile(alone + around.after), named, lead=around.lead))
    elif told.in_month:
        leads = any_of(told.in_month)
        alone = rf"(?<!\w)(?:(?:{leads})[ -]?|(?<=-))(?P<month>{month}){around.after}(?!\w|[ ]\d)"
        rules.append(_Rule(re.compile(alone), named, cased=told.capitals))
        if around.known:
            rules.append(
                _Rule(
                    re.compile(rf"(?<!\w)(?P<month>{month}){around.after[:-1]}(?!\w|[ ]\d)"), named, cased=told.capitals
                )
            )
            lead = around.lead.pattern.removesuffix(r"\Z") if around.lead else ""
            rules.append(_Rule(re.compile(rf"{lead}(?P<month>{month})(?!\w|[ ]\d)"), named_after, cased=told.capitals))
    return rules


def _weekday_rule(found: Cues) -> _Rule:
    told = found.dates
    forms = {fold(form): day for day, names in enumerate(told.weekdays) for form in names}
    beside = {fold(word): meaning for word, meaning in told.beside.items()}
    known, day = any_of(beside), any_of(forms)
    if found.spaced:
        lead = re.compile(rf"(?<!\w)(?P<before>{known})[ ]\Z") if beside else None
        pattern = rf"(?<!\w)(?P<day>{day})(?!\w)(?:,?[ ](?P<after>{known})(?!\w))?"
        pattern += r"(?:(?=,?[ ]\(?(?P<n>\d{1,2})\)?(?![\w:.,])))?"  # « lundi 16 », "segunda-feira (9)"
    else:
        lead = re.compile(rf"(?P<before>{known})[ ]?\Z") if beside else None
        pattern = rf"(?P<day>{day})"

    def resolve(match: re.Match[str], published: date, before: str) -> Interval | None:
        groups = match.groupdict()
        number = forms[match["day"]]
        if groups.get("n") and (numbered := days.numbered(published, number, int(match["n"]))):
            return numbered
        return days.weekday(published, number, beside.get(groups.get("after") or before))

    return _Rule(re.compile(pattern), resolve, lead=lead)


def _relative(found: Cues) -> Resolve:
    shifts = {fold(word): shift for word, shift in found.dates.relative.items()}
    return lambda match, published, _: days.on(published + timedelta(days=shifts[match[0]]))


def _ago_rule(template: str, length: int, found: Cues) -> _Rule | None:
    """« il y a trois jours », "3 days ago": a number in figures or in words, below a hundred."""
    before, mark, after = fold(template).partition("{}")
    if not mark:
        return None
    words = {
        fold(word): int(value)
        for word, value in found.numbers.words.items()
        if 1 <= value < 100 and value == value.to_integral_value()
    }
    number = rf"(?P<n>\d{{1,2}}|{any_of(words)})"
    edges = (r"(?<!\w)", r"(?!\w)") if found.spaced else (r"(?<!\d)", "")
    pattern = re.compile(f"{edges[0]}{re.escape(before)}{number}{re.escape(after)}{edges[1]}")

    def resolve(match: re.Match[str], published: date, _: str) -> Interval | None:
        count = words.get(match["n"]) or int(match["n"])
        return days.on(published + timedelta(days=count * length))

    return _Rule(pattern, resolve, None if found.spaced else re.compile(re.escape(after)))


def _part_rule(names: Sequence[Sequence[str]], parts: int, found: Cues) -> _Rule:
    """A quarter or half of a year. Its year is named, or told beside it, or the nearest; a form with {} needs it named."""
    around = _around(found)
    forms = {fold(form).replace("{}", "").strip(): n for n, several in enumerate(names) for form in several}
    needy = {fold(form).replace("{}", "").strip() for several in names for form in several if "{}" in form}
    edges = (r"(?<!\w)", r"(?!\w)") if found.spaced else ("", "")
    pattern = (
        rf"(?:(?<!\d)(?P<y>(?:19|20)\d\d)[年년]?[ ]?的?)?{edges[0]}(?P<part>{any_of(forms)}){edges[1]}"
        r"(?:(?:[ /-]|[ ][^\W\d]{1,4}[ ](?:[^\W\d]{1,6}[ ])?)?(?P<y2>(?:19|20)\d\d)(?!\d))?"
    )

    def resolve(match: re.Match[str], published: date, before: str) -> Interval | None:
        number = forms[match["part"]]
        if year := match["y"] or match["y2"]:
            return days.part_of(int(year), number, parts)
        beside, shift = around.told(before, match)
        if shift is not None:
            return days.part_of(published.year + shift, number, parts)
        if match["part"] in needy:
            return None
        return days.near([days.part_of(y, number, parts) for y in days.about(published.year)], published, beside)

    return _Rule(re.compile(pattern), resolve, lead=around.lead)


def _year_rules(found: Cues) -> list[_Rule]:
    told = found.dates
    needs = re.compile(r"(?:19|20)\d\d")
    made = []
    if told.year_marks:
        made.append(
            rf"(?<![\d.,])(?P<y>(?:19|20)\d\d)(?:{any_of(told.year_marks)})" + (r"(?!\w)" if found.spaced else "")
        )
    if told.in_year and "*" not in told.in_year:
        made.append(rf"(?<!\w)(?:{any_of(told.in_year)})[ ](?:(?:l'|the )?){_YEAR}(?!\w)")

    def resolve(match: re.Match[str], *_: object) -> Interval | None:
        return days.year_of(int(match["y"]))

    return [_Rule(re.compile(pattern), resolve, needs) for pattern in made]


def _words(words: tuple[str, ...], spaced: bool = True) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(words)})(?!\w)" if spaced else any_of(words))

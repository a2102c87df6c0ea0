"""Days of a sentence that its cited words do not give, in whatever words they give them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from vigie.knowledge.cues import cues, fold
from vigie.knowledge.figures import any_of
from vigie.model import DateMention
from vigie.write.checking.fault import Fault
from vigie.write.checking.passages import Passage, Word

_FIGURES = re.compile(r"(?<![\d./])(\d{1,2})[./](\d{1,2})(?![\d/]|[.,]\d)")


def day_faults(said: Passage, cited: Sequence[Passage], ours: frozenset[int], *, published: bool) -> Iterator[Fault]:
    """Days of the sentence that no cited day lies in. `published`: the day of publication of a cited article is known too."""
    theirs = [word for one in cited for word in one.words if word.days is not None]
    printed = {one.published() for one in cited} if published else set()
    months = frozenset(month for one in cited for month in months_in(one))
    figures = {word.text for one in cited for word in one.words if word.figure is not None}
    for word in said.words:
        if word.days is None or word.start in ours or word.text in figures:
            continue
        shown = any(word.days.start <= day <= word.days.end for day in printed)
        if not shown and not supported_day(word, theirs) and not _by_parts(word.days, months, figures):
            yield Fault("date", word.text)
    yield from _unread_months(said, months, ours)


def days_in_figures(said: Passage, cited: Sequence[Passage]) -> frozenset[int]:
    """Starts of the words of « 15/4 » or « 15.4. » that the reader took for no date, where the cited words have that day."""
    there = {(day.start.day, day.start.month) for one in cited for day in one.days if day.start == day.end}
    spans = [match.span() for match in _FIGURES.finditer(said.text) if (int(match[1]), int(match[2])) in there]
    return frozenset(word.start for word in said.words if any(a <= word.start < b for a, b in spans))


def supported_day(word: Word, theirs: Iterable[Word]) -> bool:
    """Whether one of the cited days lies in that of the sentence: a coarser date is supported, a finer one is not. The day of
    the week must be that of the cited words, or of the calendar where they name none."""
    day = word.days
    if day is None:
        return True
    inside = [o for o in theirs if o.days is not None and day.start <= o.days.start and o.days.end <= day.end]
    if word.weekday is None or not inside:
        return bool(inside)
    there = {other.weekday for other in inside} - {None}
    return word.weekday in there if there else word.weekday == day.start.weekday()


def _by_parts(day: DateMention, months: frozenset[int], figures: set[str]) -> bool:
    """The cited words name the month, the day or the year in a place where the reader takes it for no date."""
    if (day.start.month, day.start.day, day.end.month) == (1, 1, 12):
        return str(day.start.year) in figures
    if day.start.month not in months:
        return False
    whole = day.start.day == 1 and day.end.day >= 28
    return whole or (day.start == day.end and str(day.start.day) in figures)


def _unread_months(said: Passage, months: frozenset[int], ours: frozenset[int]) -> Iterator[Fault]:
    """Names of months in the sentence that the reader took for no date: « vor September »."""
    dated = [(word.start, word.end) for word in said.words if word.days is not None]
    for start, end, month in _months(said.text, said.language):
        if not any(a <= start < b for a, b in dated) and start not in ours and month not in months:
            yield Fault("date", said.text[start:end])


def months_in(passage: Passage) -> Iterator[int]:
    """The months that a passage names or dates."""
    yield from (month for _, _, month in _months(passage.text, passage.language))
    for day in passage.days:
        yield day.start.month
        yield day.end.month


def _months(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    pattern, forms = _month_names(language)
    for match in pattern.finditer(fold(text)):
        if text[match.start()].isupper() or not _capitals(language):
            yield match.start(), match.end(), forms[match[0]]


@cache
def _month_names(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    found = cues(language)
    several = found.dates.months if found is not None else ()
    # « mar », "set": short forms are words of their own.
    forms = {
        fold(form): n for n, names in enumerate(several, 1) for form in names if len(form) > 3 or form[0].isdigit()
    }
    spaced = found is None or found.spaced
    edges = (r"(?<!\w)", r"(?!\w)") if spaced else (r"(?<!\d)", "")
    return re.compile(f"{edges[0]}(?:{any_of(forms)}){edges[1]}"), forms


def _capitals(language: str) -> bool:
    found = cues(language)
    return found is not None and found.dates.capitals

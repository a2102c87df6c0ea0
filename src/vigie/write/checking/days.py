"""Days of a sentence that its cited words do not give, in whatever words they give them."""

from collections.abc import Iterable, Iterator, Sequence

from vigie.write.checking.fault import Fault
from vigie.write.checking.passages import Passage, Word


def day_faults(said: Passage, cited: Sequence[Passage], ours: frozenset[int], *, published: bool) -> Iterator[Fault]:
    """Days of the sentence that no cited day lies in. `published`: the day of publication of a cited article is known too."""
    theirs = [word for one in cited for word in one.words if word.days is not None]
    printed = {one.published() for one in cited} if published else set()
    digits = {word.text for one in cited for word in one.words if word.figure is not None}
    for word in said.words:
        if word.days is None or word.start in ours or word.text in digits:
            continue
        shown = any(word.days.start <= day <= word.days.end for day in printed)
        if not shown and not supported_day(word, theirs):
            yield Fault("date", word.text)


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

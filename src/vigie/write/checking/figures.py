"""Figures of a sentence that its cited words do not give, in whatever format they give them."""

from collections.abc import Iterator, Sequence

from vigie.model import Amount
from vigie.write.checking.fault import Fault
from vigie.write.checking.passages import MEASURED, Passage, Word


def figure_faults(said: Passage, cited: Sequence[Passage], ours: frozenset[int]) -> Iterator[Fault]:
    """Figures without the same value, currency and unit in the cited words. `ours` are starts of figures that are Vigie's own
    counts (« 3 origines distinctes »)."""
    theirs = [word.figure for one in cited for word in one.words if word.figure is not None]
    theirs += [amount for one in cited for amount in one.amounts]
    digits = {word.norm for one in cited for word in one.words if word.figure is None}
    for word in said.words:
        if word.figure is None or word.start in ours or word.text in digits:
            continue
        if not any(c.isdigit() for c in word.text) and not word.figure.currency and not word.figure.unit:
            continue  # « deux », "dozen", and « Năm » in a name: words that count, or only seem to
        same = [one for one in theirs if one.value == word.figure.value]
        if not same:
            if not _year_of_a_day(word, cited):
                yield Fault("number", word.text)
        elif all(one.currency != word.figure.currency for one in same):
            yield Fault("currency", word.text)
        elif all(not _one_unit(one, word.figure) for one in same):
            yield Fault("unit", word.text)


def _one_unit(one: Amount, other: Amount) -> bool:
    return one.currency == other.currency and (one.unit == MEASURED) == (other.unit == MEASURED)


def _year_of_a_day(word: Word, cited: Sequence[Passage]) -> bool:
    return any(word.text == str(day.start.year) for one in cited for day in one.days)

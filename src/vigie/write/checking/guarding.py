"""The guard: no sentence is shown that its words do not support; the next best stands in for it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vigie.model import Checks, Sentence
from vigie.ports import Reader
from vigie.write.checking.checks import Cited, faults
from vigie.write.checking.fault import Fault

UNCHECKED = frozenset({"quoted", "title"})


@dataclass(frozen=True, slots=True)
class Guarded:
    """What to show: the sentence, one of its fallbacks, or nothing; how many were checked, and what failed."""

    sentence: Sentence | None
    checked: int
    failed: tuple[Fault, ...]


def guard(
    sentence: Sentence,
    cited: Sequence[Cited],
    reader: Reader,
    fallbacks: Sequence[tuple[Sentence, Sequence[Cited]]] = (),
) -> Guarded:
    """The first of the sentence and its fallbacks that has no fault. Verbatim ones need no check; a failed sentence counts
    once, under its first fault."""
    checked, failed = 0, list[Fault]()
    for one, words in ((sentence, cited), *fallbacks):
        if one.kind in UNCHECKED:
            return Guarded(one, checked, tuple(failed))
        checked += 1
        found = faults(one, words, reader)
        if not found:
            return Guarded(one, checked, tuple(failed))
        failed.append(found[0])
    return Guarded(None, checked, tuple(failed))


def counted(results: Iterable[Guarded]) -> Checks:
    """The counts of many guarded sentences, as a brief shows them."""
    several = list(results)
    kinds = Counter(fault.kind for one in several for fault in one.failed)
    return Checks(sum(one.checked for one in several), tuple(sorted(kinds.items())))

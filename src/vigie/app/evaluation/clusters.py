"""How well a grouping agrees with labels: B-cubed (Bagga and Baldwin 1998, as in Amigó et al. 2009) and pairwise.

Both take item → group by labels and by the system, and look at the labelled items only. An item that the system did not
place counts as a group of its own.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

Grouping = Mapping[str, Hashable]


@dataclass(frozen=True, slots=True)
class Agreement:
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def bcubed(gold: Grouping, found: Grouping) -> Agreement:
    """For each item: of those put with it, itself included, the share that belongs (precision); of those that belong,
    the share put with it (recall); the mean over the items."""
    rows = _rows(gold, found)
    labelled = Counter(label for label, _ in rows)
    grouped = Counter(group for _, group in rows)
    right = Counter(rows)
    precise = sum(right[row] / grouped[row[1]] for row in rows)
    recalled = sum(right[row] / labelled[row[0]] for row in rows)
    return Agreement(precise / len(rows), recalled / len(rows)) if rows else Agreement(0.0, 0.0)


def pairwise(gold: Grouping, found: Grouping, across: Mapping[str, Hashable] | None = None) -> Agreement:
    """Over pairs of items: put together, and belonging together. With `across`, only pairs that differ in it, for instance
    in language."""
    rows = _rows(gold, found)
    kinds = [across[item] for item in gold] if across is not None else []
    belonging = _pairs((label for label, _ in rows), kinds)
    together = _pairs((group for _, group in rows), kinds)
    right = _pairs(rows, kinds)
    return Agreement(right / together if together else 0.0, right / belonging if belonging else 0.0)


def _rows(gold: Grouping, found: Grouping) -> list[tuple[Hashable, Hashable]]:
    """(label, group) of each labelled item; one the system did not place is in a group that nothing else has."""
    return [(label, found.get(item, ("alone", item))) for item, label in gold.items()]


def _pairs(groups: Iterable[Hashable], kinds: Iterable[Hashable]) -> int:
    """Pairs within a group; where kinds are given, less those of one kind."""
    listed, kinds = list(groups), list(kinds)
    alike = Counter(zip(listed, kinds, strict=True)) if kinds else Counter[tuple[Hashable, Hashable]]()
    return _within(Counter(listed).values()) - _within(alike.values())


def _within(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)

"""Sets of terms of many articles, compared pair by pair: cosines, and how much of a lead the other article holds."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from vigie.knowledge.backdrop import Terms

Floats = NDArray[np.float64]
Pairs = NDArray[np.int64]


class _Rows:
    """The sets of one part of all articles, one after the other: `places` in the vocabulary, from `starts[row]` on."""

    def __init__(self, places: NDArray[np.int64], sizes: Sequence[int]) -> None:
        self.places = places
        self.starts = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])

    def sums(self, weight: Floats, rows: NDArray[np.int64]) -> Floats:
        """For each of `rows`, the sum of the weights of its terms."""
        sizes = self.starts[rows + 1] - self.starts[rows]
        ends = np.cumsum(sizes)
        taken = np.arange(ends[-1] if len(ends) else 0) + np.repeat(self.starts[rows] - (ends - sizes), sizes)
        owner = np.repeat(np.arange(len(rows)), sizes)
        found = np.bincount(owner, weights=weight[self.places[taken]], minlength=len(rows))
        return np.asarray(found, dtype=np.float64)

    def of(self, row: int) -> NDArray[np.int64]:
        return self.places[self.starts[row] : self.starts[row + 1]]


class Kind:
    """The terms of one kind, words or names or amounts: those of each article's lead, and of its whole text."""

    def __init__(
        self,
        leads: Sequence[Terms],
        bodies: Sequence[Terms] | None = None,
        weight: Callable[[Terms], Floats] = lambda terms: np.ones(len(terms)),
    ) -> None:
        """`weight`: of each term; 1 for all when not given."""
        sets = [*leads, *(bodies or ())]
        vocabulary, places = np.unique(np.concatenate(sets or [np.empty(0, np.uint32)]), return_inverse=True)
        self._weight = weight(vocabulary.astype(np.uint32))
        sizes = [len(one) for one in sets]
        held = sum(sizes[: len(leads)])
        self._leads = _Rows(places[:held], sizes[: len(leads)])
        self._bodies = _Rows(places[held:], sizes[len(leads) :]) if bodies is not None else self._leads
        every = np.arange(len(leads))
        self._lead_total = self._leads.sums(self._weight, every)
        self._body_total = self._bodies.sums(self._weight, every)
        self.empty = self._lead_total == 0

    def shared(self, pairs: Pairs) -> Floats:
        """The weight of the terms that the two leads share."""
        return self._meeting(pairs, self._leads, self._leads)

    def cosine(self, pairs: Pairs, *, body: bool = False) -> Floats:
        """Of two leads or of two whole texts; `weight` is then the square of a term's own."""
        rows, total = (self._bodies, self._body_total) if body else (self._leads, self._lead_total)
        lengths = np.sqrt(total[pairs[:, 0]] * total[pairs[:, 1]])
        return self._meeting(pairs, rows, rows) / np.where(lengths == 0, 1.0, lengths)

    def told(self, pairs: Pairs) -> tuple[Floats, Floats]:
        """How much of the first article's lead the second one's text holds, and the other way round; -1 of an empty lead."""
        one, other = self._lead_total[pairs[:, 0]], self._lead_total[pairs[:, 1]]
        forth = self._meeting(pairs, self._leads, self._bodies) / np.where(one == 0, 1.0, one)
        back = self._meeting(pairs, self._bodies, self._leads) / np.where(other == 0, 1.0, other)
        return np.where(one == 0, -1.0, forth), np.where(other == 0, -1.0, back)

    def _meeting(self, pairs: Pairs, ones: _Rows, others: _Rows) -> Floats:
        found = np.zeros(len(pairs))
        # Pairs are sorted by their first row: its terms are laid out once for all its pairs.
        starts = np.flatnonzero(np.diff(pairs[:, 0], prepend=-1))
        laid = np.zeros(len(self._weight))
        for start, end in zip(starts, np.append(starts, len(pairs))[1:], strict=True):
            held = ones.of(int(pairs[start, 0]))
            if len(held):
                laid[held] = self._weight[held]
                found[start:end] = others.sums(laid, pairs[start:end, 1])
                laid[held] = 0.0
        return found


def covers(kind: Kind, pairs: Pairs) -> tuple[Floats, Floats]:
    """Of the shares of the two leads that the other article holds, the lesser and the greater; of one lead alone when the
    other is empty, 0 when both are."""
    forth, back = kind.told(pairs)
    most = np.maximum(forth, back)
    least = np.where(np.minimum(forth, back) < 0, most, np.minimum(forth, back))
    return np.maximum(least, 0.0), np.maximum(most, 0.0)


def sharing(
    sets: Sequence[Terms], fresh: int, weight: Callable[[Terms], Floats], most: int, common_from: float
) -> Pairs:
    """For each of the first `fresh` sets, the `most` others that share the greatest weight of terms with it, as pairs, the
    lower row first; found by the lists of the sets that hold a term. Terms that more than `common_from` of the sets hold
    (at least 20) are passed over."""
    size = len(sets)
    vocabulary, places = np.unique(np.concatenate(sets or [np.empty(0, np.uint32)]), return_inverse=True)
    owner = np.repeat(np.arange(size), [len(one) for one in sets])
    held = np.bincount(places, minlength=len(vocabulary))
    telling = np.flatnonzero((held > 1) & (held <= max(20, common_from * size)))
    weights = np.zeros(len(vocabulary))
    weights[telling] = weight(vocabulary[telling].astype(np.uint32))
    by_term = np.argsort(places, kind="stable")
    holders = _Rows(owner[by_term], held.tolist())
    own = _Rows(places, [len(one) for one in sets])
    found: list[NDArray[np.int64]] = []
    for row in range(fresh):
        terms = own.of(row)
        terms = terms[weights[terms] > 0]
        if not len(terms):
            continue
        lists = [holders.of(int(term)) for term in terms]
        score = np.bincount(
            np.concatenate(lists), np.repeat(weights[terms], [len(one) for one in lists]), minlength=size
        )
        score[row] = 0.0
        best = np.argpartition(-score, min(most, size - 1))[:most]
        best = best[score[best] > 0]
        found.append(np.stack([np.minimum(row, best), np.maximum(row, best)], axis=1))
    return np.concatenate(found) if found else np.empty((0, 2), dtype=np.int64)

"""How likely two articles tell of one event: several views of the pair, weighed by a logistic model.

The weights are fitted by evals/fit_grouping.py on labelled pairs of two windows, one window checked with the weights of the
other. One set of weights serves every language and every day.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vigie.group.views import View

# Nearest articles looked at for each new one, and the cosine under which two texts are about different things.
CANDIDATES = 60
NEAR_FROM = 0.25
# How many neighbours tell how crowded an article's surroundings are.
CROWD = 15


@dataclass(frozen=True, slots=True)
class Weights:
    """What each view of a pair adds to the log-odds that it is one event."""

    bias: float = -3.79
    cosine: float = 9.47
    above_crowd: float = 6.79
    words: float = 4.8
    words_across: float = 2.34
    names: float = 2.09
    names_differ: float = 0.1
    number_shared: float = 1.64
    days_apart: float = -1.38
    same_language: float = -3.1


# For vectors of hashed n-grams, which see words and not meaning.
NGRAM_WEIGHTS = Weights(
    bias=0.32, cosine=-2.34, above_crowd=10.7, words=7.39, words_across=6.5, names=1.67, names_differ=-0.85,
    number_shared=2.64, days_apart=-1.6, same_language=-1.87,
)  # fmt: skip


def weights_for(embedder: str) -> Weights:
    """The weights fitted for the vectors of an embedder, by its name."""
    return NGRAM_WEIGHTS if embedder.startswith("ngrams") else Weights()


@dataclass(frozen=True, slots=True)
class Features:
    """The views of one pair. `cosine`: of meaning. `above_crowd`: the same, less the mean cosine of the two texts with their
    nearest neighbours, since everything in a busy field is near everything else (after CSLS, Conneau et al. 2018).
    `words`, `names`: cosines weighted by rarity."""

    cosine: float
    above_crowd: float
    words: float
    names: float
    names_differ: bool
    number_shared: bool
    days_apart: float
    same_language: bool

    def log_odds(self, weights: Weights) -> float:
        return (
            weights.bias
            + weights.cosine * self.cosine
            + weights.above_crowd * self.above_crowd
            + (weights.words if self.same_language else weights.words_across) * self.words
            + weights.names * self.names
            + weights.names_differ * self.names_differ
            + weights.number_shared * self.number_shared
            + weights.days_apart * self.days_apart
            + weights.same_language * self.same_language
        )


class Window:
    """Articles of a few days, and what is common among them."""

    def __init__(self, views: Sequence[View], vectors: NDArray[np.float32]) -> None:
        """`vectors`: shape (len(views), d), unit rows or zeros."""
        self.views = views
        self._vectors = vectors
        self._crowd = _crowd(vectors)
        self._token_weight = _rarity([view.tokens for view in views])
        self._name_weight = _rarity([view.names for view in views])
        self._token_norm = [_norm(view.tokens, self._token_weight) for view in views]
        self._name_norm = [_norm(view.names, self._name_weight) for view in views]

    def near(self, rows: Sequence[int]) -> list[tuple[int, int, float]]:
        """(row, other, cosine) of the pairs worth weighing for each of `rows`, without repeats."""
        found: dict[tuple[int, int], float] = {}
        for start in range(0, len(rows), 512):
            block = list(rows[start : start + 512])
            cosines = self._vectors[block] @ self._vectors.T
            for place, row in enumerate(block):
                line = cosines[place]
                line[row] = -1.0
                best = np.argsort(-line, kind="stable")[:CANDIDATES]
                for other in best[line[best] >= NEAR_FROM]:
                    pair = (row, int(other)) if row < other else (int(other), row)
                    found[pair] = float(line[other])
        return [(row, other, cosine) for (row, other), cosine in sorted(found.items())]

    def features(self, row: int, other: int, cosine: float) -> Features:
        one, two = self.views[row], self.views[other]
        names = _shared(one.names, two.names, self._name_weight) / (self._name_norm[row] * self._name_norm[other])
        return Features(
            cosine=cosine,
            above_crowd=cosine - float(self._crowd[row] + self._crowd[other]) / 2,
            words=_shared(one.tokens, two.tokens, self._token_weight)
            / (self._token_norm[row] * self._token_norm[other]),
            names=names,
            names_differ=bool(one.names) and bool(two.names) and names == 0,
            number_shared=not one.numbers.isdisjoint(two.numbers),
            days_apart=abs((one.published_at - two.published_at).total_seconds()) / 86_400,
            same_language=one.language == two.language,
        )


def _crowd(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each row, the mean cosine with its nearest neighbours."""
    size = len(vectors)
    found = np.zeros(size, dtype=np.float32)
    nearest = min(CROWD, size - 1)
    if nearest < 1:
        return found
    for start in range(0, size, 512):
        cosines = vectors[start : start + 512] @ vectors.T
        for place in range(len(cosines)):
            cosines[place, start + place] = -1.0
        best = np.partition(cosines, -nearest, axis=1)[:, -nearest:]
        found[start : start + 512] = np.sort(best, axis=1).mean(axis=1)
    return found


def _rarity(sets: Sequence[frozenset[str]]) -> dict[str, float]:
    counts = Counter(item for one in sets for item in one)
    return {item: math.log(1 + len(sets) / count) for item, count in counts.items()}


def _norm(items: frozenset[str], weight: Mapping[str, float]) -> float:
    return math.sqrt(math.fsum(weight[item] ** 2 for item in items)) or 1.0


def _shared(one: frozenset[str], two: frozenset[str], weight: Mapping[str, float]) -> float:
    # fsum: the sum must not depend on the order in which a set is walked, which changes from process to process.
    return math.fsum(weight[item] ** 2 for item in one & two)

"""The views of a pair: what two articles have in common and where they contradict each other, as numbers.

A window's nearest pairs are measured by meaning (vectors), words, names, places, amounts, acts and time. How rare a word is
comes from the backdrop, not from the window, so two articles look alike or unlike whatever else arrived that day.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from vigie.group.terms import Kind, covers, sharing
from vigie.group.views import View
from vigie.knowledge.backdrop import Terms, backdrop

Floats = NDArray[np.float64]
Vectors = NDArray[np.float32]
# Pairs of rows of a window, shape (n, 2), the lower row first.
Pairs = NDArray[np.int64]

# Nearest articles looked at for each new one, and the cosine under which two texts are about different things.
CANDIDATES = 40
NEAR_FROM = 0.2
# Articles that share the rarest words and names with a new one are looked at too: the student's vectors alone miss one in
# six of the pairs across languages. A term that so large a part of a window holds brings nobody nearer.
SHARING = 20
COMMON_FROM = 0.03
# How many neighbours tell how crowded an article's surroundings are.
CROWD = 15
# Rows whose cosines are held at once: 512 of 100,000 are 200 MB.
BLOCK = 512

# What is told of a pair, in the order of the columns of Window.features. Cosines and shares lie between 0 and 1.
FEATURES = (
    "near",  # cosine of the leads
    "near_above",  # the same, less the mean cosine of the two with their nearest neighbours
    "body_above",  # of the whole texts, likewise
    "words",  # cosine of the leads' words, weighted by rarity; languages alike
    "words_across",  # the same between two languages, where only names and numbers can meet
    "body_words",
    "body_words_across",
    "told_by_least",  # of the two leads, how much of its words the other article holds: the lesser share
    "told_by_least_across",
    "told_by_most",  # and the greater
    "told_by_most_across",
    "names",  # cosine of the leads' names, weighted by rarity
    "names_told",  # the greater share of a lead's names that the other article holds
    "nameless",  # one lead names nobody
    "places_told",
    "amount_shared",
    "amounts_told",  # the lesser share
    "amounts_differ",  # both leads count the same thing, and neither figure is in the other article
    "digits_differ",  # both leads hold numbers, versions or dates in digits, and none is in the other article
    "act_shared",
    "days_apart",
    "same_language",
)
# Told by the teacher's vectors, of the pairs it was asked about.
DEEP_FEATURES = ("meaning", "meaning_above")


class Window:
    """Articles of a few days, and how near they lie."""

    def __init__(self, views: Sequence[View], leads: Vectors, bodies: Vectors, embedder: str) -> None:
        """`leads`, `bodies`: shape (len(views), d), unit rows or zeros, by the embedder of this name."""
        self.views = views
        self._leads = leads
        self._bodies = bodies
        around = backdrop().vectors(embedder)
        self._crowd = crowd(leads, around)
        self._body_crowd = crowd(bodies, around)

    def candidates(self, fresh: int, also: Iterable[tuple[int, int]] = ()) -> Pairs:
        """The pairs worth measuring for each of the first `fresh` rows, sorted, without repeats; `also`: pairs of rows that
        something else speaks for."""
        size = len(self.views)
        found = [np.array([(min(pair), max(pair)) for pair in also], dtype=np.int64).reshape(-1, 2)]
        for start in range(0, fresh, BLOCK):
            rows = np.arange(start, min(start + BLOCK, fresh))
            cosines = self._leads[rows] @ self._leads.T
            cosines[np.arange(len(rows)), rows] = -1.0
            best = np.argpartition(-cosines, min(CANDIDATES, size - 1), axis=1)[:, :CANDIDATES]
            close = np.take_along_axis(cosines, best, axis=1) >= NEAR_FROM
            one, other = np.broadcast_to(rows[:, None], best.shape)[close], best[close]
            found.append(np.stack([np.minimum(one, other), np.maximum(one, other)], axis=1))
        found += [
            sharing([v.body_words for v in self.views], fresh, self._word_weight, SHARING, COMMON_FROM),
            sharing([v.body_names for v in self.views], fresh, self._name_weight, SHARING, COMMON_FROM),
        ]
        every = np.concatenate(found)
        keys = np.unique(every[:, 0] * size + every[:, 1])
        return np.stack([keys // size, keys % size], axis=1)

    def features(self, pairs: Pairs) -> Floats:
        """Shape (len(pairs), len(FEATURES)). Pairs are sorted by their first row."""
        ordinary = backdrop()
        views = self.views
        words = Kind(
            [v.words for v in views], [v.body_words for v in views], lambda t: ordinary.rarity("words", t) ** 2
        )
        names = Kind(
            [v.names for v in views], [v.body_names for v in views], lambda t: ordinary.rarity("names", t) ** 2
        )
        places = Kind([v.places for v in views], [v.body_places for v in views])
        amounts = Kind([v.amounts for v in views], [v.body_amounts for v in views])
        units = Kind([v.units for v in views])
        digits = Kind([v.digits for v in views], [v.body_digits for v in views])
        acts = Kind([v.acts for v in views])
        one, other = pairs[:, 0], pairs[:, 1]
        same = self._same_language(one, other)
        across = 1.0 - same
        near, body = dots(self._leads, one, other), dots(self._bodies, one, other)
        lead_words, all_words = words.cosine(pairs), words.cosine(pairs, body=True)
        least, most = covers(words, pairs)
        _, names_told = covers(names, pairs)
        _, places_told = covers(places, pairs)
        amounts_told, amounts_most = covers(amounts, pairs)
        _, digits_most = covers(digits, pairs)
        return np.stack(
            [
                near,
                near - (self._crowd[one] + self._crowd[other]) / 2,
                body - (self._body_crowd[one] + self._body_crowd[other]) / 2,
                lead_words * same,
                lead_words * across,
                all_words * same,
                all_words * across,
                least * same,
                least * across,
                most * same,
                most * across,
                names.cosine(pairs),
                names_told,
                (names.empty[one] | names.empty[other]).astype(float),
                places_told,
                (amounts.shared(pairs) > 0).astype(float),
                amounts_told,
                ((units.shared(pairs) > 0) & (amounts_most == 0)).astype(float),
                (~digits.empty[one] & ~digits.empty[other] & (digits_most == 0)).astype(float),
                (acts.shared(pairs) > 0).astype(float),
                self._days_apart(one, other),
                same,
            ],
            axis=1,
        )

    @staticmethod
    def _word_weight(terms: Terms) -> Floats:
        return backdrop().rarity("words", terms) ** 2

    @staticmethod
    def _name_weight(terms: Terms) -> Floats:
        return backdrop().rarity("names", terms) ** 2

    def _same_language(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> Floats:
        codes = {language: code for code, language in enumerate(sorted({view.language for view in self.views}))}
        spoken = np.array([codes[view.language] for view in self.views])
        return np.asarray(spoken[one] == spoken[other], dtype=np.float64)

    def _days_apart(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> Floats:
        at = np.array([view.published_at.timestamp() / 86_400 for view in self.views])
        return np.asarray(np.abs(at[one] - at[other]), dtype=np.float64)


def deep_features(pairs: Pairs, vectors: Vectors, embedder: str, told: NDArray[np.bool_]) -> Floats:
    """Shape (len(pairs), len(DEEP_FEATURES)). `vectors`: one row an article of the window; `told`: whether it has one."""
    around = np.zeros(len(vectors), dtype=np.float64)
    around[told] = crowd(vectors[told], backdrop().vectors(embedder))
    cosine = dots(vectors, pairs[:, 0], pairs[:, 1])
    return np.stack([cosine, cosine - (around[pairs[:, 0]] + around[pairs[:, 1]]) / 2], axis=1)


def crowd(vectors: Vectors, around: Vectors | None) -> Floats:
    """For each row, the mean cosine with its nearest neighbours in the window and the backdrop: everything in a busy field
    is near everything else (after CSLS, Conneau et al. 2018)."""
    size = len(vectors)
    found = np.zeros(size, dtype=np.float64)
    others = size - 1 + (0 if around is None else len(around))
    nearest = min(CROWD, others)
    if nearest < 1:
        return found
    for start in range(0, size, BLOCK):
        block = vectors[start : start + BLOCK]
        cosines = block @ vectors.T
        cosines[np.arange(len(block)), np.arange(start, start + len(block))] = -1.0
        if around is not None:
            cosines = np.hstack([cosines, block @ around.T])
        best = np.partition(cosines, -nearest, axis=1)[:, -nearest:]
        found[start : start + len(block)] = np.sort(best, axis=1).mean(axis=1)
    return found


def dots(vectors: Vectors, one: NDArray[np.int64], other: NDArray[np.int64]) -> Floats:
    """The cosines of pairs of unit rows, without holding all rows of all pairs at once."""
    found = np.empty(len(one), dtype=np.float64)
    for start in range(0, len(one), 65_536):
        part = slice(start, start + 65_536)
        found[part] = np.einsum("ij,ij->i", vectors[one[part]], vectors[other[part]])
    return found

"""Which pairs are worth the teacher's time.

The student's table of word vectors reads thousands of texts a second and the teacher's network a few dozen. Most pairs are
plain to the student: it is sure of one event, or sure of two. The teacher is asked about the rest. Where time is short, as
when months are replayed, only about those that touch the reader's subject: a doubtful pair of football reports is then
settled by the student alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vigie.group.pairs import Pairs

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair is doubtful within `margin` log-odds of even odds; asked are the `surest` pairs of each article that are. A
    third opinion on the same article changes little: what decides is whether its nearest neighbour is its story."""

    margin: float = 1.25
    surest: int = 2


def doubtful(pairs: Pairs, log_odds: Floats, of_interest: Sequence[bool], settings: Doubt) -> list[int]:
    """The rows of the articles that the teacher is to read, in order: both of each doubtful pair that touches the subject."""
    touching = np.asarray(of_interest, dtype=bool)
    near = np.flatnonzero(log_odds > -settings.margin)
    by_sureness = near[np.lexsort((near, -log_odds[near]))]
    looked_at: dict[int, int] = {}
    found: set[int] = set()
    for pair in by_sureness.tolist():
        one, other = pairs[pair].tolist()
        asked = min(looked_at.get(one, 0), looked_at.get(other, 0)) < settings.surest
        for row in (one, other):
            looked_at[row] = looked_at.get(row, 0) + 1
        if asked and log_odds[pair] < settings.margin and (touching[one] or touching[other]):
            found |= {one, other}
    return sorted(found)

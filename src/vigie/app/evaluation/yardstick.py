"""The scorer of the attribution labels. It lies beside the labels, outside the repository, and is loaded from there by
path: what is measured here is measured as the one who keeps the labels measures it."""

import importlib.util
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, cast

SCORER = "gold/attribution/score.py"

Label = Mapping[str, Any]


class Ruler(Protocol):
    """Cuts a text into tokens: `starts` holds the first and last character of each."""

    starts: Sequence[tuple[int, int]]


class Yardstick(Protocol):
    """What is used of the scorer."""

    def Ruler(self, text: str) -> Ruler: ...  # noqa: N802 (its name there)

    def pair_up(self, scores: Mapping[tuple[int, int], float]) -> Sequence[tuple[int, int]]:
        """One-to-one pairs of (gold, predicted), best first."""
        ...

    def score(self, golds: Sequence[Label], guesses: Mapping[str, Label], texts: Mapping[str, str]) -> Label:
        """All scores of some articles, by block: origin, attribution, claim."""
        ...


def loaded(scorer: Path) -> Yardstick:
    """The module at this path. Raises ImportError when it is none."""
    spec = importlib.util.spec_from_file_location("vigie_attribution_scorer", scorer)
    if spec is None or spec.loader is None:
        raise ImportError(f"{scorer} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Yardstick", module)

"""How well a number ranks what it should find above the rest: average precision."""

from collections.abc import Sequence
from itertools import groupby


def average_precision(scored: Sequence[tuple[float, bool]]) -> float:
    """The mean of the precision at each wanted item, the highest score first; `scored` holds (score, wanted). Items of
    equal score come in at once, so that their order makes no difference. Nothing wanted gives 0."""
    ordered = sorted(scored, key=lambda one: -one[0])
    wanted = sum(right for _, right in ordered)
    seen = hits = 0
    total = 0.0
    for _, tied in groupby(ordered, key=lambda one: one[0]):
        found = [right for _, right in tied]
        seen += len(found)
        hits += sum(found)
        total += sum(found) * hits / seen
    return total / wanted if wanted else 0.0

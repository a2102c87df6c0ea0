"""Covering: what of the sources was read on a day, and what was not. Pure. Read next: stage.py.

Each source is in one class, and the classes add up to the sources. A source whose articles of the day are mostly openings
before a wall is paywalled, whatever its feed says. A source of several feeds is read when one of them was. Articles speak
for a source whose last reading failed (it was read in the morning) or that nobody asked (an import); not for one that asks
robots to keep out, of which we know what its feed says and no more.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from vigie.model import Coverage, OutcomeKind, SourceClass, Standing, Unread

# What tells most of a source's trouble comes first.
_CLOSED: tuple[SourceClass, ...] = ("refused", "paywalled")
_MISSED: tuple[SourceClass, ...] = ("failed", "silent")
# Nothing is known of who asked for time whenever it was asked.
_MEANS: dict[OutcomeKind, SourceClass] = {"later": "failed"}


def class_of(one: Standing) -> SourceClass:
    """What became of a source on a day."""
    if one.walled * 2 > one.articles:
        return "paywalled"
    if "new" in one.kinds or "unchanged" in one.kinds:
        return "read"
    told = {_MEANS.get(kind, kind) for kind in one.kinds}
    closed = next((kind for kind in _CLOSED if kind in told), None)
    if closed or one.articles:
        return closed or "read"
    return next((kind for kind in _MISSED if kind in told), "read")


def covered(
    standings: Iterable[Standing], articles: int, stories: int, rejected: int, shown: Callable[[str], str]
) -> Coverage:
    """The counts, and the sources that were not read by the names that `shown` gives them, by class and name."""
    classes = [(class_of(one), one.source) for one in standings]
    counted = Counter(kind for kind, _ in classes)
    missed = [Unread(shown(source), kind) for kind, source in classes if kind != "read"]
    return Coverage(
        sources=len(classes),
        read=counted["read"],
        silent=counted["silent"],
        failed=counted["failed"],
        refused=counted["refused"],
        articles=articles,
        stories=stories,
        rejected=rejected,
        paywalled=counted["paywalled"],
        unread=tuple(sorted(missed, key=lambda one: (one.kind, one.source.casefold(), one.source))),
    )

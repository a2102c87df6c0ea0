"""What is known of each source on one day: how the last readings of its feeds ended, and what it gave. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from vigie.model.article import Feed
from vigie.model.run import Outcome, OutcomeKind

# A feed that publishes twice a week is not asked each day: its last outcome stands until it is asked again, so long at most.
STANDS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Standing:
    """One source on a day. `kinds`: how the last reading of each of its feeds ended, each kind once, in order; `articles`
    of the day, and those of them that are `walled`: behind a paywall, or an opening of a text."""

    source: str
    kinds: tuple[OutcomeKind, ...] = ()
    articles: int = 0
    walled: int = 0


def standings_of(
    feeds: Iterable[Feed],
    outcomes: Iterable[Outcome],
    gave: Mapping[str, tuple[int, int]],
    day: date,
    gone: Collection[str] = (),
) -> tuple[Standing, ...]:
    """The sources that were asked or gave articles, in order, each once. `outcomes` are those of each feed in the order of
    time, the last at least; `gave` the (articles, walled) of each source that day.

    That nothing is new since does not open a source whose pages were closed: it stays so until one of them can be read. That
    a server asked for time says nothing: what was told before holds. Feeds that are `gone` are not asked again, and stand as
    they were for as long as they are followed.

    On a day when no feed was asked (a recorded day told again) nothing stands: what gave articles is all that is known.
    """
    sources = {feed.url: feed.source for feed in feeds}
    kinds: dict[str, OutcomeKind] = {}
    asked = False
    for one in outcomes:
        if one.feed not in sources or one.day > day or not (one.feed in gone or day - STANDS < one.day):
            continue
        asked = asked or one.day == day
        before = kinds.get(one.feed, one.kind)
        holds = one.kind == "later" or (one.kind == "unchanged" and before in ("refused", "paywalled"))
        kinds[one.feed] = before if holds else one.kind
    ended: dict[str, set[OutcomeKind]] = {}
    for feed, kind in kinds.items() if asked else ():
        ended.setdefault(sources[feed], set()).add(kind)
    return tuple(
        Standing(source, tuple(sorted(ended.get(source, ()))), *gave.get(source, (0, 0)))
        for source in sorted(ended.keys() | gave.keys())
    )

"""Examining every source of a folder on what its archive holds. Read next: rhythm.py, changes.py."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from vigie.app.health.changes import ChangeKind, changes_of
from vigie.app.health.rhythm import FEWEST, Silence, silence_of
from vigie.model import Feed, FeedState, Outcome
from vigie.ports import HealthLog, Sample, Streak

AilmentKind = Literal["gone", "failed", "refused", "paywalled", "silent"] | ChangeKind

# The rhythm of most sources is known from three months; of those that publish seldom, from two years.
RECENT, LONG_AGO = timedelta(days=90), timedelta(days=730)
SELDOM = 20
SAMPLED = 60
# Where the archive knows no rhythm, the feed's own is waited for twice, weekends and all.
_WEEKEND = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Ailment:
    """What is wrong with a source: since when, and either how often it failed and why, what was usual, or what changed."""

    source: str
    feed: str
    kind: AilmentKind
    since: datetime | None
    times: int = 0
    detail: str = ""
    usual: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Patient:
    """All that is known of one source. `moments` are the dates of what it published, `looked_at` when it was last read with
    success; `last` are the last outcomes of its feeds."""

    source: str
    feeds: tuple[Feed, ...]
    states: tuple[FeedState, ...]
    streaks: tuple[Streak, ...]
    moments: tuple[datetime, ...] = ()
    samples: tuple[Sample, ...] = ()
    looked_at: datetime | None = None
    last: tuple[Outcome, ...] = ()


def examine(
    store: HealthLog, feeds: Sequence[Feed], states: Mapping[str, FeedState], last: Iterable[Outcome], silent_days: int
) -> tuple[Ailment, ...]:
    """What is wrong with the sources of `feeds`, by kind and source. `last` are outcomes of the last day read."""
    patients = _patients(store, feeds, states, {one.feed: one for one in last})
    found = [ailment for one in patients for ailment in ailments_of(one, timedelta(days=silent_days))]
    order = {kind: n for n, kind in enumerate(_ORDER)}
    return tuple(sorted(found, key=lambda one: (order[one.kind], one.source.casefold(), one.feed)))


_ORDER: tuple[AilmentKind, ...] = (
    "gone", "failed", "refused", "paywalled", "silent", "no_text", "short", "no_dates", "language",
)  # fmt: skip


def ailments_of(one: Patient, silent_after: timedelta) -> Iterator[Ailment]:
    """What is wrong with a source. Pure. One that cannot be read is not called silent."""
    for streak in one.streaks:
        gone = "fetch.gone" in streak.detail
        kind: AilmentKind = "gone" if gone else streak.kind if streak.kind in _CLOSED else "failed"  # type: ignore[assignment]
        yield Ailment(one.source, streak.feed, kind, streak.since, streak.times, streak.detail)
    if len(one.streaks) < len(one.feeds):
        yield from _silent(one, silent_after)
        for change in changes_of(one.samples):
            told = f"{change.before}→{change.now}"
            yield Ailment(one.source, one.feeds[0].url, change.kind, change.since, detail=told)


_CLOSED = ("refused", "paywalled")


def _silent(one: Patient, silent_after: timedelta) -> Iterator[Ailment]:
    silence = silence_of(one.moments, one.looked_at) if one.looked_at else None
    if silence is None and len(one.moments) < FEWEST:
        silence = _by_the_feeds(one, silent_after)
    if silence is not None:
        yield Ailment(one.source, one.feeds[0].url, "silent", silence.since, usual=silence.usual or None)
    elif not one.moments and one.last and all(outcome.kind == "silent" for outcome in one.last):
        yield Ailment(one.source, one.feeds[0].url, "silent", None)


def _by_the_feeds(one: Patient, silent_after: timedelta) -> Silence | None:
    """What the feeds alone tell: nothing of theirs for twice their usual time, or for days when that is not known."""
    newest = max((state.newest_at for state in one.states if state.newest_at), default=None)
    if newest is None or one.looked_at is None:
        return None
    known = [timedelta(minutes=state.usual_minutes) for state in one.states if state.usual_minutes]
    waits = max(2 * min(known), _WEEKEND) if known else silent_after
    return Silence(newest, one.looked_at, min(known, default=timedelta())) if one.looked_at - newest > waits else None


def _patients(
    store: HealthLog, feeds: Sequence[Feed], states: Mapping[str, FeedState], last: Mapping[str, Outcome]
) -> Iterator[Patient]:
    by_source: dict[str, list[Feed]] = {}
    for feed in feeds:
        by_source.setdefault(feed.source, []).append(feed)
    streaks = {streak.feed: streak for streak in store.streaks()}
    read = [at for state in states.values() if (at := state.read_at)]
    if not read:
        return
    now = max(read)
    moments = store.appearances(now - RECENT)
    seldom = [source for source in by_source if len(moments.get(source, ())) < SELDOM]
    moments |= store.appearances(now - LONG_AGO, seldom)
    samples = store.samples(now - RECENT, SAMPLED)
    for source, own in by_source.items():
        failing = tuple(streaks[feed.url] for feed in own if feed.url in streaks)
        looked = [
            at
            for feed in own
            if (at := streaks[feed.url].worked_at if feed.url in streaks else _read_at(states.get(feed.url)))
        ]
        yield Patient(
            source,
            tuple(own),
            tuple(states[feed.url] for feed in own if feed.url in states),
            failing,
            moments.get(source, ()),
            samples.get(source, ()),
            max(looked, default=None),
            tuple(last[feed.url] for feed in own if feed.url in last),
        )


def _read_at(state: FeedState | None) -> datetime | None:
    return state.read_at if state else None

"""Polling: when a feed is asked, and what a reading teaches for the next time. Pure. Read next: choosing.py.

A feed is asked a few times between two of its items, never more often than it or the person wants, and at least once a day.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from vigie.fetch.settings import Settings
from vigie.model import Entry, Feed, FeedState, FetchError, LaterError
from vigie.ports import Answer

# Items that come closer together came at once: a daily page of ten items is one event, not ten.
TOGETHER = timedelta(minutes=30)
LATEST_EVENTS = 20
# So often is a feed asked between two of its events: what it brings is then late by a third of that at most.
TIMES_BETWEEN = 3
# A feed that says "ask me once a week" and publishes by the hour is wrong: it is believed up to here.
LONGEST_BELIEVED = timedelta(hours=4)
# The share of an interval by which feeds are asked earlier, each by another one, so that not all are asked at once.
JITTER = 0.15
FIRST_BYTES = 4096

_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_PERIOD = re.compile(rb"<(?:\w+:)?updatePeriod>\s*(\w+)\s*</", re.IGNORECASE)
_FREQUENCY = re.compile(rb"<(?:\w+:)?updateFrequency>\s*(\d{1,4})\s*</", re.IGNORECASE)
_MINUTES = {b"hourly": 60, b"daily": 1440, b"weekly": 10080, b"monthly": 43200, b"yearly": 525600}
_SKIPPED_HOURS = re.compile(rb"<skipHours>(.{0,2000}?)</skipHours>", re.IGNORECASE | re.DOTALL)
_SKIPPED_DAYS = re.compile(rb"<skipDays>(.{0,1000}?)</skipDays>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAY = re.compile(rb"<day>\s*([a-z]+)\s*</day>", re.IGNORECASE)
_DAYS = (b"monday", b"tuesday", b"wednesday", b"thursday", b"friday", b"saturday", b"sunday")


def due(feeds: Iterable[Feed], states: Mapping[str, FeedState], now: datetime, settings: Settings) -> tuple[Feed, ...]:
    """The feeds never read, and those whose time has come; those read longest ago first, so that none waits for ever."""
    asked = [
        (state.read_at or _LONG_AGO, feed) for feed, state in _stated(feeds, states) if _is_due(state, now, settings)
    ]
    return tuple(feed for _, feed in sorted(asked, key=lambda one: (one[0], one[1].url)))


def next_due(
    feeds: Iterable[Feed], states: Mapping[str, FeedState], now: datetime, settings: Settings
) -> datetime | None:
    """When the first of the feeds that are not due now will be; None where all are, or are gone."""
    waiting = [state for _, state in _stated(feeds, states) if not state.gone and not _is_due(state, now, settings)]
    return min((at for state in waiting if (at := _next_at(state, settings))), default=None)


def after_reading(
    state: FeedState, answer: Answer, entries: Iterable[Entry] | None, now: datetime, settings: Settings
) -> FeedState:
    """The state with what a reading that worked says of the feed's rhythm. `entries` is None for an unchanged answer."""
    usual = usual_minutes(entries, state, now) if entries else state.usual_minutes
    wished = max(wished_interval(answer.body), timedelta(seconds=answer.fresh_seconds))
    interval = _interval(timedelta(minutes=usual / TIMES_BETWEEN), min(wished, LONGEST_BELIEVED), settings)
    soonest = now + timedelta(minutes=settings.min_minutes_between_readings)
    next_at = max(soonest, now + interval * (1 - JITTER * share_of(state.url, now)))
    next_at = after_pause(answer.body, next_at)
    return replace(state, read_at=now, usual_minutes=usual, failures=0, next_at=next_at, gone=False)


def after_failure(state: FeedState, error: FetchError, now: datetime, settings: Settings) -> FeedState:
    """The state after a reading that failed: each further failure doubles the pause. A feed that is gone stays gone."""
    if isinstance(error, LaterError):
        # The server answered, or was spared: not this feed's failure, and not a reading of it.
        return replace(state, next_at=error.until)
    failures = state.failures + 1
    pause = timedelta(minutes=max(settings.min_minutes_between_readings, 1)) * 2 ** min(failures - 1, 12)
    pause = min(pause, timedelta(minutes=settings.max_minutes_between_readings))
    next_at = now + pause * (1 - JITTER * share_of(state.url, now))
    return replace(state, read_at=now, failures=failures, next_at=next_at, gone=error.key == "fetch.gone")


def usual_minutes(entries: Iterable[Entry], state: FeedState, now: datetime) -> float:
    """The usual time between two of the feed's events, of those that it shows and the last one that was known before."""
    dates = {at for entry in entries if (at := entry.published_at or entry.updated_at) and at <= now}
    if state.newest_at and state.newest_at <= now:
        dates.add(state.newest_at)
    events: list[datetime] = []
    for at in sorted(dates, reverse=True):
        if not events or events[-1] - at >= TOGETHER:
            events.append(at)
    gaps = [(later - earlier).total_seconds() / 60 for later, earlier in pairwise(events[:LATEST_EVENTS])]
    if not gaps:
        return state.usual_minutes
    if len(gaps) == 1 and state.usual_minutes:
        # A feed that shows its last items only teaches one gap a time.
        return (3 * state.usual_minutes + gaps[0]) / 4
    return sum(gaps) / len(gaps)


def wished_interval(body: bytes) -> timedelta:
    """How long a feed says that asking again brings nothing: RSS <ttl>, or the syndication module's period."""
    if not body:
        return timedelta()
    start = body[:FIRST_BYTES]
    minutes = int(found[1]) if (found := _TTL.search(start)) else 0
    if period := _PERIOD.search(start):
        times = int(found[1]) if (found := _FREQUENCY.search(start)) else 1
        minutes = max(minutes, _MINUTES.get(period[1].lower(), 0) // max(times, 1))
    return timedelta(minutes=minutes)


def after_pause(body: bytes, at: datetime) -> datetime:
    """The first moment from `at` on that is in none of the hours and days (of Greenwich) that the feed says to skip."""
    if not body:
        return at
    start = body[:FIRST_BYTES]
    hours = {int(hour) % 24 for part in _SKIPPED_HOURS.findall(start) for hour in _HOUR.findall(part)}
    days = {
        _DAYS.index(day.lower())
        for part in _SKIPPED_DAYS.findall(start)
        for day in _DAY.findall(part)
        if day.lower() in _DAYS
    }
    if not (hours or days) or len(hours) > 23 or len(days) > 6:
        return at
    moment = at.astimezone(UTC)
    for _ in range(8 * 24):
        if moment.hour not in hours and moment.weekday() not in days:
            return moment
        moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return at


def share_of(url: str, now: datetime) -> float:
    """A number from 0 to 1 that depends on the address and the day alone, so that a day can be played again."""
    seed = f"{url}\x1f{now.astimezone(UTC).date().isoformat()}".encode()
    return int.from_bytes(hashlib.blake2b(seed, digest_size=4).digest(), "big") / 2**32


_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def _stated(feeds: Iterable[Feed], states: Mapping[str, FeedState]) -> Iterable[tuple[Feed, FeedState]]:
    return ((feed, states.get(feed.url) or FeedState(feed.url)) for feed in feeds)


def _is_due(state: FeedState, now: datetime, settings: Settings) -> bool:
    if state.gone:
        return False
    # A reading dated in the future (a clock put right since) must not silence its feed.
    if state.read_at is not None and state.read_at > now:
        return True
    at = _next_at(state, settings)
    return at is None or at <= now


def _next_at(state: FeedState, settings: Settings) -> datetime | None:
    """When the feed may be asked; a person who sets no pause at all only waits where a server asks for it."""
    if settings.min_minutes_between_readings == 0:
        return None
    if state.read_at is None:
        return state.next_at
    soonest = state.read_at + timedelta(minutes=settings.min_minutes_between_readings)
    return max(soonest, state.next_at) if state.next_at else soonest


def _interval(usual: timedelta, wished: timedelta, settings: Settings) -> timedelta:
    least = timedelta(minutes=settings.min_minutes_between_readings)
    most = timedelta(minutes=max(settings.max_minutes_between_readings, settings.min_minutes_between_readings))
    return min(max(least, usual, wished), max(most, least))

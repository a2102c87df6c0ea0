"""Silence on simulated rhythms: found within two usual intervals, hardly ever cried for nothing. All time is given."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie.app.health.rhythm import silence_of

START = datetime(2026, 1, 5, tzinfo=UTC)  # a Monday
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)


def chance(seed: int) -> random.Random:
    """The same each time."""
    return random.Random(seed)  # noqa: S311


Rhythm = Callable[[random.Random, timedelta], list[datetime]]


def every(gap: timedelta, jitter: float = 0.15) -> Rhythm:
    """One item a gap, each a little early or late."""

    def made(rng: random.Random, length: timedelta) -> list[datetime]:
        return [START + gap * (n + rng.uniform(-jitter, jitter)) for n in range(1, int(length / gap))]

    return made


def newspaper(a_day: int, first: int, last: int, rests: tuple[int, ...] = (), zone: int = 0) -> Rhythm:
    """So many items a day between two hours of its own clock, none on the weekdays on which it rests."""

    def made(rng: random.Random, length: timedelta) -> list[datetime]:
        found: list[datetime] = []
        for day in range(length.days):
            midnight = START + DAY * day - HOUR * zone
            if day % 7 not in rests:
                step = (last - first) / a_day
                found += [midnight + HOUR * (first + step * (n + rng.uniform(0.2, 0.8))) for n in range(a_day)]
        return sorted(found)

    return made


def by_chance(gap: timedelta) -> Rhythm:
    """No rhythm at all: the next item is as likely now as at any other time."""

    def made(rng: random.Random, length: timedelta) -> list[datetime]:
        found, at = [], START
        while at < START + length:
            at += gap * rng.expovariate(1)
            found.append(at)
        return found

    return made


RHYTHMS: dict[str, tuple[Rhythm, timedelta, timedelta]] = {
    # (rhythm, usual interval where it is awake, the longest it rests)
    "each hour": (every(HOUR), HOUR, HOUR),
    "each four hours": (every(4 * HOUR), 4 * HOUR, 4 * HOUR),
    "each day": (every(DAY), DAY, DAY),
    "twice a week": (every(3.5 * DAY), 3.5 * DAY, 3.5 * DAY),
    "each week": (every(WEEK, 0.05), WEEK, WEEK),
    "a newspaper of thirty a day that sleeps": (newspaper(30, 6, 23), HOUR, 8 * HOUR),
    "a newspaper of thirty a day that rests on Sundays": (newspaper(30, 6, 22, rests=(6,)), HOUR, 32 * HOUR),
    "a trade paper of ten a day on weekdays": (newspaper(10, 8, 18, rests=(5, 6)), HOUR, 62 * HOUR),
    "a blog of one a day on weekdays": (newspaper(1, 9, 12, rests=(5, 6)), DAY, 3 * DAY),
    "a newspaper in Tokyo that rests on Sundays": (newspaper(20, 6, 20, rests=(6,), zone=9), HOUR, 34 * HOUR),
    "a newspaper in Los Angeles that rests on weekends": (newspaper(20, 7, 19, rests=(5, 6), zone=-8), HOUR, 60 * HOUR),
    "a wire of two hundred a day": (newspaper(200, 0, 24), timedelta(minutes=8), timedelta(minutes=8)),
    "a weekly letter": (newspaper(1, 7, 8, rests=(0, 1, 2, 4, 5, 6)), WEEK, WEEK),
}
ANY_TIME = st.datetimes(timezones=st.just(UTC))
HISTORY, WATCHED = 10 * WEEK, 3 * WEEK


def silent_at(items: list[datetime], now: datetime) -> bool:
    return silence_of([one for one in items if one <= now], now) is not None


@pytest.mark.parametrize("name", RHYTHMS)
def test_a_source_that_goes_on_is_hardly_ever_called_silent(name: str) -> None:
    rhythm, _, _ = RHYTHMS[name]
    cried = looked = 0
    for seed in range(2):
        items = rhythm(chance(seed), HISTORY + WATCHED)
        for hours in range(0, int(WATCHED / HOUR), 5):
            looked += 1
            cried += silent_at(items, START + HISTORY + hours * HOUR)

    assert cried / looked < 0.02


@given(st.sampled_from(sorted(RHYTHMS)), st.integers(0, 10**6), st.integers(0, 7 * 24))
@settings(max_examples=40, deadline=None)
def test_a_source_that_stops_is_found_within_two_of_its_usual_intervals(name: str, seed: int, hours: int) -> None:
    rhythm, usual, rest = RHYTHMS[name]
    stop = START + HISTORY + hours * HOUR
    items = [one for one in rhythm(chance(seed), HISTORY + 2 * WEEK) if one <= stop]

    # The rest, if it was just beginning, and then two intervals; nobody is missed in less than some hours.
    assert silent_at(
        items, max(items[-1] + (rest if rest > usual else timedelta()) + 2 * usual, items[-1] + 3 * HOUR) + HOUR
    )


@pytest.mark.parametrize(("gap", "days"), [(DAY / 3, 20), (DAY, 40), (3 * DAY, 60)])
def test_a_source_without_rhythm_is_hardly_ever_called_silent_and_still_found(gap: timedelta, days: int) -> None:
    cried = looked = 0
    for seed in range(12):
        items = by_chance(gap)(chance(seed), HISTORY + WATCHED)
        for hours in range(0, int(WATCHED / HOUR), 12):
            looked += 1
            cried += silent_at(items, START + HISTORY + hours * HOUR)
        stopped = [one for one in items if one <= START + HISTORY]
        assert silent_at(stopped, stopped[-1] + days * DAY)

    assert cried / looked < 0.03


def test_a_weekly_source_is_not_silent_after_three_days() -> None:
    items = every(WEEK, 0.02)(chance(1), HISTORY)

    assert not silent_at(items, items[-1] + 3 * DAY)
    assert not silent_at(items, items[-1] + 10 * DAY)
    assert silent_at(items, items[-1] + 14 * DAY)


def test_a_source_known_for_a_week_is_given_its_first_weekend() -> None:
    friday = START + 4 * DAY + 18 * HOUR
    items = [one for one in newspaper(10, 8, 18, rests=(5, 6))(chance(1), WEEK) if one <= friday]

    assert not silent_at(items, START + WEEK + 8 * HOUR)
    assert silent_at(items, START + WEEK + 3 * DAY)


def test_what_is_hardly_known_or_was_read_just_now_is_not_judged() -> None:
    items = [START + DAY * n for n in range(4)]

    assert silence_of(items, START + 90 * DAY) is None
    assert silence_of([], START) is None
    assert silence_of([START + HOUR * n for n in range(100)], START + 99 * HOUR) is None


def test_a_silence_says_since_when_and_what_was_usual() -> None:
    items = [START + 2 * DAY * n for n in range(30)]
    found = silence_of(items, items[-1] + 30 * DAY)

    assert found is not None
    assert (found.since, found.usual) == (items[-1], 2 * DAY)


@given(st.lists(ANY_TIME, max_size=40), ANY_TIME)
def test_any_dates_are_judged_without_a_fall(moments: list[datetime], now: datetime) -> None:
    silence_of(moments, now)

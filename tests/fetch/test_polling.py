"""When a feed is asked, and what a reading teaches for the next time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vigie.fetch.polling import after_failure, after_pause, after_reading, due, next_due, usual_minutes, wished_interval
from vigie.fetch.settings import Settings
from vigie.model import Entry, Feed, FeedState, FetchError, LaterError
from vigie.ports import Answer

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
FEED = "https://daily.example/rss"
UNCHANGED = Answer(FEED, FEED, 304)
HOUR = timedelta(hours=1)


def entries(*hours_ago: float) -> list[Entry]:
    return [Entry(FEED, f"u{n}", "", published_at=NOW - hours * HOUR) for n, hours in enumerate(hours_ago)]


def pause(*hours_ago: float, answer: Answer = UNCHANGED, settings: Settings | None = None) -> timedelta:
    learned = after_reading(FeedState(FEED), answer, entries(*hours_ago), NOW, settings or Settings())
    assert learned.next_at is not None
    return learned.next_at - NOW


def test_a_feed_that_publishes_twice_a_week_is_asked_once_a_day_and_one_of_every_hour_each_half_hour() -> None:
    assert 16 * HOUR < pause(10, 94, 178, 262) <= 20 * HOUR
    assert pause(0.2, 1.2, 2.3, 3.1) == HOUR / 2


def test_every_feed_is_due_for_a_run_each_morning() -> None:
    for gap in (1, 10, 100, 1000):
        assert pause(*(gap * n for n in range(9))) <= 20 * HOUR


def test_items_that_come_at_once_are_one_event() -> None:
    weekly = [
        Entry(FEED, f"{n}", "", published_at=NOW - timedelta(days=7 * (n // 10), minutes=n % 10)) for n in range(30)
    ]

    assert abs(usual_minutes(weekly, FeedState(FEED), NOW) - 7 * 24 * 60) < 30


def test_the_last_item_known_before_teaches_the_gap_to_a_feed_that_shows_one() -> None:
    state = FeedState(FEED, newest_at=NOW - 3 * HOUR)

    assert usual_minutes(entries(1), state, NOW) == 120
    assert usual_minutes((), replace(state, usual_minutes=50), NOW) == 50
    assert usual_minutes(entries(-5), FeedState(FEED), NOW) == 0


def test_what_a_feed_says_of_itself_counts_within_reason() -> None:
    often = (0.2, 1.2, 2.3)
    ttl = Answer(FEED, FEED, 200, b"<rss><channel><ttl>120</ttl>")

    assert HOUR < pause(*often, answer=ttl) <= 2 * HOUR
    assert HOUR < pause(*often, answer=replace(UNCHANGED, fresh_seconds=7200)) <= 2 * HOUR
    assert pause(*often, answer=replace(ttl, body=b"<rss><channel><ttl>99999</ttl>")) <= 4 * HOUR
    period = b"<sy:updatePeriod> daily </sy:updatePeriod><sy:updateFrequency>8</sy:updateFrequency>"
    assert wished_interval(period) == 3 * HOUR
    assert wished_interval(b"<sy:updatePeriod>fortnightly</sy:updatePeriod>") == timedelta()


def test_hours_and_days_that_a_feed_skips_are_skipped() -> None:
    hours = b"<skipHours><hour>9</hour><hour>10</hour></skipHours>"
    days = b"<skipDays><day>Thursday</day><day>Friday</day></skipDays>"

    assert after_pause(hours, NOW) == NOW + 2 * HOUR
    assert after_pause(days, NOW) == datetime(2026, 3, 14, tzinfo=UTC)
    every = b"<skipHours>" + b"".join(b"<hour>%d</hour>" % n for n in range(24)) + b"</skipHours>"
    assert after_pause(every, NOW) == NOW


def test_each_further_failure_doubles_the_pause_and_a_success_ends_it() -> None:
    state, pauses = FeedState(FEED), []
    for _ in range(9):
        state = after_failure(state, FetchError("fetch.timeout", "slow"), NOW, Settings())
        assert state.next_at is not None
        pauses.append(state.next_at - NOW)

    assert (state.failures, pauses == sorted(pauses)) == (9, True)
    assert pauses[0] <= HOUR / 2 < pauses[1]
    assert pauses[-1] <= 20 * HOUR
    assert after_reading(state, UNCHANGED, None, NOW, Settings()).failures == 0


def test_a_host_that_asks_for_time_gets_it_and_that_is_no_failure() -> None:
    until = NOW + 5 * HOUR
    state = after_failure(FeedState(FEED), LaterError("fetch.later", "busy", until=until), NOW, Settings())

    assert (state.failures, state.next_at, state.read_at) == (0, until, None)
    assert due([Feed(FEED)], {FEED: state}, NOW, Settings()) == ()
    assert due([Feed(FEED)], {FEED: state}, until, Settings()) == (Feed(FEED),)


def test_a_feed_that_is_gone_is_not_asked_again() -> None:
    state = after_failure(FeedState(FEED), FetchError("fetch.gone", "HTTP 410"), NOW, Settings())

    assert state.gone
    assert due([Feed(FEED)], {FEED: state}, NOW + 1000 * HOUR, Settings()) == ()
    assert next_due([Feed(FEED)], {FEED: state}, NOW, Settings()) is None


def test_a_person_who_sets_no_pause_has_every_feed_asked_each_time() -> None:
    settings = Settings(min_minutes_between_readings=0)
    state = after_reading(FeedState(FEED), UNCHANGED, None, NOW, settings)

    assert due([Feed(FEED)], {FEED: state}, NOW, settings) == (Feed(FEED),)


def test_those_read_longest_ago_come_first_and_it_is_known_when_the_next_one_is_due() -> None:
    feeds = [Feed(f"https://{name}.example/") for name in "abc"]
    states = {
        feeds[0].url: FeedState(feeds[0].url, read_at=NOW - 2 * HOUR),
        feeds[1].url: FeedState(feeds[1].url, read_at=NOW - 3 * HOUR),
        feeds[2].url: FeedState(feeds[2].url, read_at=NOW, next_at=NOW + 2 * HOUR),
    }

    assert due(feeds, states, NOW, Settings()) == (feeds[1], feeds[0])
    assert next_due(feeds, states, NOW, Settings()) == NOW + 2 * HOUR


@given(st.binary(max_size=300), st.lists(st.floats(-1e4, 1e6), max_size=5), st.integers(0, 10**9))
def test_nothing_a_server_says_silences_a_feed_or_breaks_the_clock(body: bytes, hours: list[float], fresh: int) -> None:
    answer = Answer(FEED, FEED, 200, body, fresh_seconds=fresh)
    learned = after_reading(FeedState(FEED), answer, entries(*hours), NOW, Settings())

    assert learned.next_at is not None
    assert HOUR / 2 <= learned.next_at - NOW <= timedelta(days=8)
    assert learned.next_at == after_reading(FeedState(FEED), answer, entries(*hours), NOW, Settings()).next_at

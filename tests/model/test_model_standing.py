from datetime import date, timedelta

from vigie.model import Feed, Outcome, OutcomeKind, Standing, standings_of
from vigie.ports.testing import at

DAY = date(2026, 3, 12)
FEEDS = [Feed(f"https://{name}.example/rss", outlet=name) for name in ("a", "b", "c")]


def ended(name: str, kind: OutcomeKind, days_ago: int = 0) -> Outcome:
    return Outcome(DAY - timedelta(days=days_ago), f"https://{name}.example/rss", kind, at())


def test_a_source_is_named_by_its_outlet_or_its_name_or_its_host() -> None:
    assert Feed("https://www.x.example/rss", name="X", outlet="x-daily").source == "x-daily"
    assert Feed("https://www.x.example/rss", name="X").source == "X"
    assert Feed("https://www.x.example/rss").source == "x.example"
    assert Feed("http://[").source == "unknown"


def test_a_feed_that_was_not_due_stands_as_its_last_reading_left_it() -> None:
    outcomes = [ended("a", "new"), ended("b", "failed", days_ago=3)]

    assert standings_of(FEEDS, outcomes, {}, DAY) == (Standing("a", ("new",)), Standing("b", ("failed",)))


def test_that_nothing_is_new_does_not_open_a_source_whose_pages_were_closed() -> None:
    outcomes = [
        ended("a", "refused", days_ago=2),
        ended("a", "unchanged"),
        ended("b", "failed", 1),
        ended("b", "unchanged"),
    ]

    assert standings_of(FEEDS, outcomes, {}, DAY) == (Standing("a", ("refused",)), Standing("b", ("unchanged",)))
    assert standings_of(FEEDS, [*outcomes, ended("a", "new")], {}, DAY)[0] == Standing("a", ("new",))


def test_a_server_that_asked_for_time_stands_as_it_was_before() -> None:
    outcomes = [ended("a", "new"), ended("a", "later"), ended("b", "later")]

    assert standings_of(FEEDS, outcomes, {}, DAY) == (Standing("a", ("new",)), Standing("b", ("later",)))


def test_a_feed_that_is_gone_is_counted_for_as_long_as_it_is_followed() -> None:
    outcomes = [ended("a", "failed", days_ago=90), ended("b", "new")]

    assert standings_of(FEEDS, outcomes, {}, DAY, gone={FEEDS[0].url})[0] == Standing("a", ("failed",))


def test_an_outcome_does_not_stand_for_more_than_a_week() -> None:
    outcomes = [ended("a", "new"), ended("b", "failed", days_ago=7)]

    assert standings_of(FEEDS, outcomes, {}, DAY) == (Standing("a", ("new",)),)


def test_on_a_day_when_nothing_was_asked_only_what_gave_articles_is_known() -> None:
    assert standings_of(FEEDS, [ended("b", "failed", days_ago=1)], {"z": (3, 1)}, DAY) == (Standing("z", (), 3, 1),)


def test_feeds_of_one_source_are_one_source_and_removed_feeds_are_none() -> None:
    feeds = [*FEEDS, Feed("https://d.example/rss", outlet="a")]
    outcomes = [ended("a", "silent"), ended("d", "new"), ended("gone", "failed")]

    assert standings_of(feeds, outcomes, {"a": (2, 0)}, DAY) == (Standing("a", ("new", "silent"), 2, 0),)

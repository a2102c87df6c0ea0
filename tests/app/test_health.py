"""Which sources are named, and in which words, on archives made for it."""

from dataclasses import replace
from datetime import timedelta

from vigie.app.health import Ailment, examine, told
from vigie.app.health.telling import each, line_of
from vigie.model import Feed, FeedState, Outcome, OutcomeKind
from vigie.ports.testing import DAY, MemoryStore, article, at

DAYS, HOURS = timedelta(days=1), timedelta(hours=1)
NOW = at(20)


def url(name: str) -> str:
    return f"https://{name}.example/rss"


class House:
    """A folder whose sources publish and are read as a case says; `NOW` is the last reading."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.feeds: list[Feed] = []

    def source(self, name: str, *kinds: OutcomeKind, detail: str = "", **state: object) -> None:
        self.feeds.append(Feed(url(name), outlet=name))
        for n, kind in enumerate(kinds or ("unchanged",), start=1):
            moment = NOW - (len(kinds) - n) * DAYS
            read = FeedState(url(name), read_at=moment, **state)  # type: ignore[arg-type]
            self.store.save_reading(read, Outcome(moment.date(), url(name), kind, moment, detail=detail), ())

    def publishes(
        self, name: str, every: timedelta, until: timedelta = timedelta(), n: int = 60, length: int = 900
    ) -> None:
        last = NOW - until
        texts = [f"{name} {at} ".ljust(length, "x") for at in range(n)]
        moments = [last - every * (n - 1 - at) for at in range(n)]
        given = [article(name, text, published_at=moment) for text, moment in zip(texts, moments, strict=True)]
        self.store.save_articles([replace(one, seen_at=one.published_at) for one in given])

    def ailments(self) -> list[tuple[str, str]]:
        found = examine(self.store, self.feeds, self.store.feed_states(), self.store.outcomes(DAY), 14)
        return [(one.kind, one.source) for one in found]


def test_a_source_that_used_to_publish_and_does_not_is_named_and_its_neighbour_is_not() -> None:
    house = House()
    for name, until in (("quiet", 3 * DAYS), ("lively", 5 * HOURS)):
        house.source(name)
        house.publishes(name, DAYS, until)

    assert house.ailments() == [("silent", "quiet")]


def test_a_source_that_nobody_could_read_is_failing_and_not_silent() -> None:
    house = House()
    house.source("broken", "new", "failed", "failed", "failed", detail="HTTP 500")
    house.publishes("broken", HOURS, 3 * DAYS)

    (one,) = examine(house.store, house.feeds, house.store.feed_states(), (), 14)

    assert (one.kind, one.since, one.times, one.detail) == ("failed", NOW - 2 * DAYS, 3, "HTTP 500")


def test_silence_is_counted_to_the_last_look_not_to_today() -> None:
    house = House()
    house.source("unread")
    house.publishes("unread", HOURS, -3 * DAYS)  # published on after it was last read: an import says so

    assert house.ailments() == []


def test_what_is_gone_closed_or_for_subscribers_is_told_apart() -> None:
    house = House()
    house.source("gone", "failed", detail="answers HTTP 410 (fetch.gone)")
    house.source("closed", "refused", "refused")
    house.source("paid", "paywalled")
    house.source("fine", "failed", "new")

    assert house.ailments() == [("gone", "gone"), ("refused", "closed"), ("paywalled", "paid")]


def test_of_two_feeds_of_one_source_one_may_fail_and_the_source_is_still_judged() -> None:
    house = House()
    house.source("two", "failed")
    house.feeds.append(Feed("https://two.example/atom", outlet="two"))
    house.store.save_reading(
        FeedState("https://two.example/atom", read_at=NOW),
        Outcome(DAY, "https://two.example/atom", "unchanged", NOW),
        (),
    )
    house.publishes("two", DAYS, 9 * DAYS)

    assert house.ailments() == [("failed", "two"), ("silent", "two")]


def test_a_source_whose_archive_is_young_is_judged_by_its_feed() -> None:
    house = House()
    house.source("young", newest_at=NOW - 15 * DAYS, usual_minutes=2 * 24 * 60.0)
    house.source("slow", newest_at=NOW - 15 * DAYS, usual_minutes=30 * 24 * 60.0)
    house.source("fast", newest_at=NOW - 2 * DAYS, usual_minutes=30.0)  # a weekend, perhaps
    house.source("old", newest_at=NOW - 15 * DAYS)
    house.source("empty", "silent")

    assert house.ailments() == [("silent", "empty"), ("silent", "old"), ("silent", "young")]


def test_a_source_that_publishes_twice_a_month_is_known_from_two_years() -> None:
    house = House()
    house.source("seldom")
    house.publishes("seldom", 15 * DAYS, 40 * DAYS, n=30)

    assert house.ailments() == [("silent", "seldom")]


def test_texts_that_became_short_are_named_beside_their_source() -> None:
    house = House()
    house.source("template")
    house.publishes("template", 6 * HOURS, 3 * DAYS, n=40)
    house.publishes("template", 6 * HOURS, 1 * HOURS, n=10, length=250)

    assert house.ailments() == [("short", "template")]


def test_sources_that_are_as_they_were_take_one_line() -> None:
    assert told((), 26, str) == ["ok    sources: 26, all of them as they used to be"]
    assert told((), 0, str) == []


def test_each_ailment_is_a_line_under_a_line_that_counts() -> None:
    quiet = Ailment("a", url("a"), "silent", at(day=2), usual=2 * DAYS)
    failing = [Ailment(f"s{n:02}", url("s"), "failed", at(), 3, "HTTP 500") for n in range(30)]

    lines = told([quiet, *failing], 400, str.upper)

    assert lines[0] == "note  sources: 400; 1 silent, 30 failing"
    assert (
        lines[1] == "        silent: A, nothing since 2026-03-02; used to publish each 2 days (https://a.example/rss)"
    )
    assert lines[2] == "        failing: S00, since 2026-03-12, 3 times in a row: HTTP 500 (https://s.example/rss)"
    assert lines[-1] == "        failing: … and 5 more"


def test_what_changed_is_said_with_what_it_was() -> None:
    short = Ailment("a", url("a"), "short", at(), detail="2700→300")

    assert line_of(short, "A").startswith("A, 300 characters an article since 2026-03-12, 2700 before: a new template?")


def test_intervals_are_said_in_the_words_of_people() -> None:
    gaps = [10 * timedelta(minutes=1), HOURS, 5 * HOURS, DAYS, 3 * DAYS, 7 * DAYS, 10 * DAYS, 14 * DAYS, timedelta()]

    assert [each(gap) for gap in gaps] == [
        "10 minutes", "hour", "5 hours", "day", "3 days", "week", "10 days", "2 weeks", "minute",
    ]  # fmt: skip

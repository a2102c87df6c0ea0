"""Rounds of readings: feeds that move, pages that fail and come later, many feeds that share pages."""

from datetime import timedelta

import pytest
from test_fetch_stage import DAY, FEED, NOW, FakeClock, FakeFetcher, pages_of, read, rss, store_with

from vigie.fetch.settings import Settings
from vigie.fetch.stage import run
from vigie.model import Feed, FeedState, FetchError
from vigie.ports import Answer

PAGE, NEW = "https://daily.example/a", "https://new.example/rss"
DAYS = timedelta(days=1)


def test_a_feed_that_moved_for_good_is_asked_for_at_its_new_place() -> None:
    store = store_with()
    fetcher = FakeFetcher({FEED: Answer(FEED, NEW, 200, rss("a"), moved_to=NEW), NEW: rss("a", "b")})

    read(store, fetcher)
    read(store, fetcher, NOW + DAYS)

    assert store.feed_states()[FEED].moved_to == NEW
    assert [url for url in fetcher.urls() if url.endswith("rss")] == [FEED, NEW]
    assert "https://daily.example/b" in pages_of(store)


def test_a_feed_that_is_not_at_its_new_place_is_looked_for_at_the_old_one() -> None:
    store = store_with()
    fetcher = FakeFetcher({FEED: Answer(FEED, NEW, 200, rss("a"), moved_to=NEW)})
    read(store, fetcher)
    fetcher.answers[FEED] = rss("a", "b")

    read(store, fetcher, NOW + DAYS)

    assert fetcher.urls().count(FEED) == 2
    assert store.feed_states()[FEED].moved_to == ""
    assert "https://daily.example/b" in pages_of(store)


def test_a_feed_that_is_gone_is_asked_no_more() -> None:
    store = store_with()
    fetcher = FakeFetcher({FEED: FetchError("fetch.gone", "HTTP 410")})

    for days in range(3):
        read(store, fetcher, NOW + days * DAYS)

    assert fetcher.urls() == [FEED]
    assert store.feed_states()[FEED].gone


def test_a_page_that_failed_for_a_reason_that_passes_is_read_when_it_can_be() -> None:
    store = store_with()
    fetcher = FakeFetcher({FEED: rss("a"), PAGE: FetchError("fetch.timeout", "slow")})
    read(store, fetcher)
    assert pages_of(store)[PAGE].failure == "fetch.timeout"
    assert store.feed_states()[FEED].etag == ""  # so that the feed shows it again
    fetcher.answers[PAGE] = b"<p>A"

    read(store, fetcher, NOW + DAYS)
    read(store, fetcher, NOW + 2 * DAYS)

    assert pages_of(store)[PAGE].body == b"<p>A"
    assert fetcher.urls().count(PAGE) == 2


def test_a_page_that_fails_for_ever_is_not_asked_for_for_ever() -> None:
    store = store_with()
    fetcher = FakeFetcher({FEED: rss("a"), PAGE: FetchError("fetch.server", "HTTP 500")})

    for days in range(8):
        read(store, fetcher, NOW + days * DAYS)

    assert fetcher.urls().count(PAGE) == 1 + Settings().retries


def test_a_page_that_two_feeds_announce_is_asked_for_once() -> None:
    other = "https://other.example/rss"
    store = store_with(Feed(FEED), Feed(other))
    fetcher = FakeFetcher({FEED: rss("a", "b"), other: rss("a"), PAGE: b"<p>A"})

    read(store, fetcher)

    assert fetcher.urls().count(PAGE) == 1
    assert [outcome.kind for outcome in store.outcomes(DAY)] == ["new", "unchanged"]


def test_a_run_that_is_stopped_keeps_what_was_read_and_reads_the_rest_the_next_time() -> None:
    feeds = [Feed(f"https://{name}.example/rss") for name in "abc"]
    store = store_with(*feeds)
    answers: dict[str, bytes | FetchError | Answer] = {feed.url: rss(f"{n}") for n, feed in enumerate(feeds)}

    class Stopping(FakeFetcher):
        def get(self, url: str, state: FeedState | None = None) -> Answer:
            if url == feeds[2].url:
                raise KeyboardInterrupt
            return super().get(url, state)

    with pytest.raises(KeyboardInterrupt):
        run(store, Stopping(answers), FakeClock(), Settings(), DAY)
    read_before = set(store.feed_states())
    read(store, FakeFetcher(answers), NOW + DAYS)

    assert feeds[0].url in read_before
    assert feeds[2].url not in read_before
    assert set(store.feed_states()) == {feed.url for feed in feeds}
    assert len(pages_of(store)) == 3

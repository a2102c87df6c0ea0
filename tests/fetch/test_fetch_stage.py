from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from vigie.fetch.choosing import newest_of, source_of, to_read
from vigie.fetch.outcomes import kind_of
from vigie.fetch.pages import Pages, questions_of
from vigie.fetch.pages import pages_of as made_of
from vigie.fetch.polling import due
from vigie.fetch.settings import Settings
from vigie.fetch.stage import run
from vigie.model import Entry, Feed, FeedState, FetchError, Page, RefusedError
from vigie.ports import Answer
from vigie.ports.testing.fakes import OneByOne
from vigie.ports.testing.memory import MemoryStore

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
DAY = date(2026, 3, 12)
FEED = "https://daily.example/rss"


class FakeClock:
    def __init__(self, moment: datetime = NOW) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


class FakeFetcher(OneByOne):
    """Answers from a table; an error in it is raised. Remembers what it was asked."""

    def __init__(self, answers: Mapping[str, bytes | FetchError | Answer]) -> None:
        self.answers = dict(answers)
        self.asked: list[tuple[str, FeedState | None]] = []

    def get(self, url: str, state: FeedState | None = None) -> Answer:
        self.asked.append((url, state))
        answer = self.answers.get(url, FetchError("fetch.status", f"{url} answers HTTP 404"))
        if isinstance(answer, FetchError):
            raise answer
        return answer if isinstance(answer, Answer) else Answer(url, url, 200, answer, etag='"1"')

    def urls(self) -> list[str]:
        return [url for url, _ in self.asked]


def rss(*names: str, day: str = "Thu, 12 Mar 2026 06:17:00 GMT") -> bytes:
    items = "".join(
        f"<item><title>{name}</title><link>https://daily.example/{name}</link><pubDate>{day}</pubDate>"
        f"<description>About {name}.</description></item>"
        for name in names
    )
    return f"<rss version='2.0'><channel><title>Daily</title>{items}</channel></rss>".encode()


def store_with(*feeds: Feed) -> MemoryStore:
    store = MemoryStore()
    store.save_feeds(feeds or [Feed(FEED, name="Example Daily")])
    return store


def pages_of(store: MemoryStore) -> dict[str, Page]:
    return {page.url: page for page in store.pages_without_article(1_000)}


def read(store: MemoryStore, fetcher: FakeFetcher, moment: datetime = NOW, settings: Settings | None = None) -> None:
    run(store, fetcher, FakeClock(moment), settings or Settings(), DAY)


def test_new_entries_are_read_and_saved_with_their_outcome() -> None:
    store = store_with()
    fetcher = FakeFetcher({FEED: rss("a", "b"), "https://daily.example/a": b"<p>A", "https://daily.example/b": b"<p>B"})
    told: list[tuple[int, int]] = []

    report = run(store, fetcher, FakeClock(), Settings(), DAY, progress=lambda done, total: told.append((done, total)))

    (outcome,) = store.outcomes(DAY)
    assert (outcome.kind, outcome.entries, outcome.pages, outcome.detail) == ("new", 2, 2, "")
    assert (report.taken, report.given, report.set_aside) == (1, 2, 0)
    assert pages_of(store)["https://daily.example/a"].source == "Example Daily"
    assert told == [(1, 1)]


def test_a_feed_read_a_moment_ago_is_left_in_peace() -> None:
    store = store_with()
    fetcher = FakeFetcher({FEED: rss()})
    read(store, fetcher)

    read(store, fetcher, NOW + timedelta(minutes=10))
    read(store, fetcher, NOW + timedelta(minutes=40))

    assert fetcher.urls() == [FEED, FEED]


def test_a_second_reading_is_conditional_and_reads_no_page_twice() -> None:
    store = store_with()
    fetcher = FakeFetcher({FEED: rss("a"), "https://daily.example/a": b"<p>A"})
    read(store, fetcher)

    read(store, fetcher, NOW + timedelta(hours=1))

    assert fetcher.urls() == [FEED, "https://daily.example/a", FEED]
    state = fetcher.asked[-1][1]
    assert state is not None
    assert state.etag == '"1"'
    assert store.outcomes(DAY)[0].kind == "unchanged"


def test_an_unchanged_answer_keeps_what_was_known() -> None:
    store = store_with()
    fetcher = FakeFetcher({FEED: rss("a")})
    read(store, fetcher)
    before = store.feed_states()[FEED]
    fetcher.answers[FEED] = Answer(FEED, FEED, 304)

    read(store, fetcher, NOW + timedelta(hours=1))

    after = store.feed_states()[FEED]
    assert store.outcomes(DAY)[0].kind == "unchanged"
    assert (after.etag, after.newest_at) == (before.etag, before.newest_at)


def test_one_bad_feed_never_stops_the_others() -> None:
    feeds = [Feed(f"https://{name}.example/rss") for name in ("broken", "daily", "gone", "shut")]
    store = store_with(*feeds)
    fetcher = FakeFetcher(
        {
            feeds[0].url: b"<html>an error page</html>",
            feeds[1].url: rss("a"),
            feeds[2].url: FetchError("fetch.status", "HTTP 500"),
            feeds[3].url: RefusedError("fetch.robots", "robots.txt says no"),
        }
    )

    report = run(store, fetcher, FakeClock(), Settings(), DAY)

    assert [outcome.kind for outcome in store.outcomes(DAY)] == ["failed", "new", "failed", "refused"]
    assert "robots.txt says no" in store.outcomes(DAY)[3].detail
    assert (report.taken, report.set_aside) == (4, 3)


def test_a_page_that_cannot_be_read_leaves_the_words_of_its_feed() -> None:
    store = store_with()
    fetcher = FakeFetcher({FEED: rss("a", "b", "c"), "https://daily.example/b": b"<p>B"})
    fetcher.answers["https://daily.example/c"] = RefusedError("fetch.robots", "no")

    read(store, fetcher)

    (outcome,) = store.outcomes(DAY)
    assert (outcome.kind, outcome.pages) == ("new", 3)
    assert outcome.detail == "1 page refused by robots.txt; 1 page could not be read"
    page = pages_of(store)["https://daily.example/a"]
    assert (page.body, page.entry.summary) == (b"", "About a.")


def test_a_feed_whose_pages_are_all_refused_is_refused_and_its_own_words_are_kept() -> None:
    store = store_with()
    refused = RefusedError("fetch.robots", "no")
    fetcher = FakeFetcher({FEED: rss("a", "b"), "https://daily.example/a": refused, "https://daily.example/b": refused})

    read(store, fetcher)

    assert store.outcomes(DAY)[0].kind == "refused"
    assert len(pages_of(store)) == 2


def test_a_feed_without_anything_recent_is_silent() -> None:
    store = store_with()
    fetcher = FakeFetcher({FEED: rss("a", day="Mon, 12 Jan 2026 06:17:00 GMT"), "https://daily.example/a": b"x"})
    read(store, fetcher)
    assert store.outcomes(DAY)[0].kind == "silent"

    fetcher.answers[FEED] = Answer(FEED, FEED, 304)
    read(store, fetcher, NOW + timedelta(hours=1))
    assert store.outcomes(DAY)[0].kind == "silent"


def test_what_is_left_over_is_read_next_time() -> None:
    store = store_with()
    fetcher = FakeFetcher({FEED: rss("a", "b", "c")})
    read(store, fetcher, settings=Settings(max_pages_per_feed=2))

    assert store.outcomes(DAY)[0].detail.endswith("1 page left for the next reading")
    assert store.feed_states()[FEED].etag == ""
    read(store, fetcher, NOW + timedelta(hours=1))
    assert len(pages_of(store)) == 3


def test_the_children_of_a_sitemap_index_are_read() -> None:
    index = "https://daily.example/index.xml"
    store = store_with(Feed(index, outlet="daily"))
    children = "".join(f"<sitemap><loc>https://daily.example/{n}.xml</loc></sitemap>" for n in range(9))
    fetcher = FakeFetcher({index: f"<sitemapindex>{children}</sitemapindex>".encode()})
    for n in range(9):
        fetcher.answers[f"https://daily.example/{n}.xml"] = (
            f"<urlset><url><loc>https://daily.example/story{n}</loc></url></urlset>".encode()
        )

    read(store, fetcher)

    assert store.outcomes(DAY)[0].entries == 5
    assert {page.source for page in pages_of(store).values()} == {"daily"}


def test_the_newest_entries_are_read_first() -> None:
    old, new = (Entry(FEED, f"https://daily.example/{n}", "", published_at=NOW + timedelta(days=n)) for n in (-5, -1))
    undated = Entry(FEED, "https://daily.example/u", "")

    assert to_read([undated, old, new], set(), NOW, Settings(max_pages_per_feed=2)) == ((new, old), 1)
    assert to_read([undated, old, new], {new.url, old.url}, NOW, Settings()) == ((undated,), 0)


def test_what_a_feed_published_long_ago_is_not_asked_for_unless_it_was_edited_since() -> None:
    old, new = (Entry(FEED, f"https://daily.example/{n}", "", published_at=NOW - timedelta(days=n)) for n in (300, 3))
    edited = Entry(FEED, "https://daily.example/e", "", published_at=old.published_at, updated_at=new.published_at)

    assert to_read([old, edited, new], set(), NOW, Settings(max_age_days=14)) == ((new, edited), 0)
    assert to_read([old], set(), NOW, Settings(max_age_days=0)) == ((old,), 0)


def test_a_date_in_the_future_does_not_make_a_feed_lively() -> None:
    ahead = Entry(FEED, "u", "", published_at=NOW + timedelta(days=400))

    assert newest_of([ahead], FeedState(FEED), NOW) is None


def test_a_clock_put_back_does_not_silence_a_feed() -> None:
    state = FeedState(FEED, read_at=NOW + timedelta(days=3))

    assert due([Feed(FEED)], {FEED: state}, NOW, Settings()) == (Feed(FEED),)


def test_a_feed_without_dates_is_unchanged_when_it_has_nothing_new() -> None:
    assert kind_of(3, None, Pages(), NOW, Settings()) == "unchanged"
    assert kind_of(0, None, Pages(), NOW, Settings()) == "silent"


def test_an_entry_that_says_it_all_is_kept_without_asking_for_its_page() -> None:
    feed, entry = Feed(FEED, name="Example Daily"), Entry(FEED, "https://daily.example/a", "A", text="All.", whole=True)

    assert list(questions_of([entry])) == []
    pages = made_of(feed, [entry], [], NOW)
    assert (pages.failed, pages.read[0].body, pages.read[0].entry) == (0, b"", entry)


def test_who_publishes_an_entry_is_who_the_entry_names_or_else_its_feed() -> None:
    feed = Feed(FEED, name="Example Daily")

    assert source_of(feed, Entry(FEED, "u", "A", publisher="gazette.example")) == "gazette.example"
    assert source_of(feed, Entry(FEED, "u", "A")) == "Example Daily"


def test_a_server_that_asks_for_a_subscription_is_paywalled_whether_for_the_feed_or_for_all_its_pages() -> None:
    walled = FetchError("fetch.paywalled", "HTTP 402")
    other = Feed("https://other.example/rss", name="Other")
    answers: dict[str, bytes | FetchError | Answer] = {
        FEED: rss("one", "two"),
        "https://daily.example/one": walled,
        "https://daily.example/two": walled,
    }
    store = store_with(Feed(FEED, name="Daily"), other)

    run(store, FakeFetcher({**answers, other.url: walled}), FakeClock(), Settings(), DAY)

    assert [outcome.kind for outcome in store.outcomes(DAY)] == ["paywalled", "paywalled"]
    assert store.outcomes(DAY)[0].detail == "2 pages for subscribers only"

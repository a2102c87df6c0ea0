"""Pages whose feed says that they were edited: asked for again, politely, and not for ever."""

from datetime import UTC, datetime, timedelta

from vigie.fetch.again import edited
from vigie.fetch.settings import Settings
from vigie.fetch.stage import run
from vigie.model import Entry, Feed, FetchError, PageState
from vigie.ports import Answer
from vigie.ports.testing.fakes import OneByOne
from vigie.ports.testing.memory import MemoryStore

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
FEED, PAGE = "https://daily.example/atom", "https://daily.example/dam"


class StoppedClock:
    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        return self.moment


class Server(OneByOne):
    """A feed of one entry, and its page; remembers the marks with which the page was asked for."""

    def __init__(self) -> None:
        self.updated = NOW
        self.page: Answer | FetchError = Answer(PAGE, PAGE, 200, b"<p>One.</p>", "text/html", etag='"1"')
        self.marks: list[str] = []

    def get(self, url: str, state: object = None) -> Answer:
        if url == FEED:
            body = (
                '<feed xmlns="http://www.w3.org/2005/Atom"><title>Daily</title><entry><title>Dam</title>'
                f'<link href="{PAGE}"/><id>1</id><published>2026-03-12T06:00:00Z</published>'
                f"<updated>{self.updated.isoformat()}</updated></entry></feed>"
            )
            return Answer(url, url, 200, body.encode())
        self.marks.append(getattr(state, "etag", ""))
        if isinstance(self.page, FetchError):
            raise self.page
        return self.page


def entry(url: str = PAGE, updated: datetime | None = NOW) -> Entry:
    return Entry(FEED, url, "Dam", updated_at=updated)


def state(asked: int = 0, first: datetime = NOW - timedelta(hours=3)) -> PageState:
    return PageState(PAGE, first, first, NOW - timedelta(hours=1), asked)


def test_an_entry_that_changed_after_its_page_was_asked_for_is_read_again() -> None:
    later, earlier = entry(), entry(updated=NOW - timedelta(hours=2))

    assert edited([later, later, entry("https://daily.example/new")], {PAGE: state()}, NOW, Settings()) == (later,)
    assert edited([earlier, entry(updated=None)], {PAGE: state()}, NOW, Settings()) == ()


def test_a_page_is_asked_for_again_a_few_times_and_for_a_few_days_only() -> None:
    settings = Settings(rereads=2, reread_days=3)

    assert edited([entry()], {PAGE: state(asked=1)}, NOW, settings) == (entry(),)
    assert edited([entry()], {PAGE: state(asked=2)}, NOW, settings) == ()
    assert edited([entry()], {PAGE: state(first=NOW - timedelta(days=4))}, NOW, settings) == ()


def test_an_edited_page_is_kept_beside_the_first_and_a_server_without_news_answers_in_one_line() -> None:
    store, clock, server = MemoryStore(), StoppedClock(), Server()
    store.save_feeds([Feed(FEED)])

    def read(hours: int, page: Answer | FetchError) -> list[bytes]:
        clock.moment = NOW + timedelta(hours=hours)
        server.updated, server.page = clock.moment, page
        run(store, server, clock, Settings(rereads=5), NOW.date())
        return [one.body for one in store.pages_without_article(10)]

    assert read(0, server.page) == [b"<p>One.</p>"]
    server.updated -= timedelta(minutes=1)
    assert read(1, Answer(PAGE, PAGE, 304)) == [b"<p>One.</p>"]
    assert read(2, FetchError("fetch.status", "HTTP 503")) == [b"<p>One.</p>"]
    assert read(3, Answer(PAGE, PAGE, 200, b"<p>Two.</p>", etag='"2"')) == [b"<p>One.</p>", b"<p>Two.</p>"]
    assert read(4, Answer(PAGE, PAGE, 200, b"<p>Two.</p>", etag='"3"')) == [b"<p>One.</p>", b"<p>Two.</p>"]
    assert server.marks == ["", '"1"', '"1"', '"1"', '"2"']
    assert store.page_states([PAGE])[PAGE].asked == 4

"""A whole reading of places and of what they lead to: fetch and extract in earnest, every host on this machine."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from vigie.adapters.engines import Serial
from vigie.adapters.http import HttpFetcher
from vigie.extract import stage as extract
from vigie.fetch import Settings, run
from vigie.fetch.places.short import address_of
from vigie.model import Article, Feed
from vigie.ports.testing.fakes import FixedClock
from vigie.ports.testing.memory import MemoryStore

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
TEXT = "The dam above the town was closed on Monday after water came through the eastern wall, the owner said. "
PAGE = (
    "<html><head><title>Dam closed after leak</title></head><body><article><h1>Dam closed after leak</h1>"
    f"<p>{TEXT * 2}</p><p>{TEXT[::-1]}</p></article></body></html>"
)
WALL = "<html><head><title>Before you go on</title></head><body><p>We value your privacy.</p></body></html>"


class World:
    """What each address answers: a body, or an address to go on to. `asked` are the addresses of pages that were asked for."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self.asked: list[str] = []


@pytest.fixture
def world() -> Iterator[tuple[World, int]]:
    made = World()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            url = f"https://{self.headers['Host']}{self.path}"
            body = made.answers.get(url)
            if not self.path.startswith("/robots.txt") and self.path != "/.well-known/tdmrep.json":
                made.asked.append(url)
            moved = body is not None and body.startswith("→")
            self.send_response(302 if moved else 404 if body is None else 200)
            if moved and body:
                self.send_header("Location", body.removeprefix("→"))
            self.send_header("Content-Type", "text/html; charset=utf-8")
            raw = b"" if moved or body is None else body.encode()
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield made, http.server_port
        http.shutdown()
        thread.join()


def read(world: tuple[World, int], short: str, answer: str, pages: dict[str, str]) -> dict[str, Article]:
    made, port = world
    feed = Feed(address_of(short), kind="auto")
    made.answers = {feed.url: answer, **pages}
    store = MemoryStore()
    store.save_feeds([feed])
    clock = FixedClock(NOW)
    with HttpFetcher("mailto:desk@vigie.example", "0.1", via={"*": ("127.0.0.1", port)}) as fetcher:
        run(store, fetcher, clock, Settings(), date(2026, 3, 12))
    extract.run(store, Serial(), clock)
    return {article.title: article for article in store.articles(None, None)}


def google(*items: tuple[str, str]) -> str:
    listed = "".join(
        f"<item><title>{title} - Le Quotidien</title><link>{link}</link><pubDate>Thu, 12 Mar 2026 06:17:00 GMT</pubDate>"
        '<source url="https://www.quotidien.example">Le Quotidien</source></item>'
        for title, link in items
    )
    return f'<rss version="2.0"><channel><title>q</title>{listed}</channel></rss>'


def test_a_search_gives_the_publishers_article_and_where_it_does_not_lead_on_what_it_says_of_it(
    world: tuple[World, int],
) -> None:
    base = "https://news.google.com/rss/articles/"
    pages = {
        f"{base}one": "→https://www.quotidien.example/barrage",
        "https://www.quotidien.example/barrage": PAGE,
        f"{base}two": "→https://consent.google.com/m?x=1",
        "https://consent.google.com/m?x=1": WALL,
    }
    answer = google(("Leads on", f"{base}one"), ("Walled", f"{base}two"), ("Gone", f"{base}three"))

    found = read(world, "google-news:barrage", answer, pages)

    assert set(found) == {"Dam closed after leak", "Walled", "Gone"}
    assert {article.source for article in found.values()} == {"quotidien.example"}
    assert TEXT.strip() in found["Dam closed after leak"].text
    assert found["Dam closed after leak"].url == "https://www.quotidien.example/barrage"
    assert (found["Walled"].text, found["Walled"].url) == ("", f"{base}two")
    assert {article.published_at for article in found.values()} == {datetime(2026, 3, 12, 6, 17, tzinfo=UTC)}


def test_what_a_forum_links_to_is_read_at_its_publishers_and_its_own_questions_are_not_asked_for(
    world: tuple[World, int],
) -> None:
    hits = [
        {"objectID": "1", "title": "A dam", "url": "https://daily.example/dam", "created_at": "2026-03-12T06:17:00Z"},
        {
            "objectID": "2",
            "title": "Ask HN: dams?",
            "story_text": "I <i>wonder</i>.",
            "created_at": "2026-03-12T06:17:00Z",
        },
    ]

    found = read(world, "hn:dam", json.dumps({"hits": hits}), {"https://daily.example/dam": PAGE})

    assert found["Dam closed after leak"].source == "daily.example"
    assert (found["Ask HN: dams?"].source, found["Ask HN: dams?"].text) == ("news.ycombinator.com", "I wonder.")
    assert world[0].asked == [address_of("hn:dam"), "https://daily.example/dam"]


def test_a_release_needs_no_page(world: tuple[World, int]) -> None:
    answer = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><updated>2026-03-12T06:17:00Z</updated><title>v0.5</title>'
        '<link rel="alternate" href="https://github.com/dams/sluice/releases/tag/v0.5"/>'
        "<content type='html'>&lt;p&gt;Gates open faster.&lt;/p&gt;</content></entry></feed>"
    )

    found = read(world, "github:dams/sluice", answer, {})

    assert (found["dams/sluice v0.5"].text, found["dams/sluice v0.5"].source) == ("Gates open faster.", "dams")
    assert world[0].asked == [address_of("github:dams/sluice")]

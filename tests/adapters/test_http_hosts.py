"""How hosts are treated: what they ask is kept between runs, each is asked slowly, many are asked at once."""

# ruff: noqa: F811 - the fixture of the other file

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from test_http import Site, nowhere, site  # noqa: F401

from vigie.adapters.http import HttpFetcher, Pace
from vigie.model import FetchError, LaterError, RefusedError
from vigie.ports import Answer, Question
from vigie.ports.testing.memory import MemoryStore

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Clock:
    """Stands still until somebody pauses."""

    def __init__(self) -> None:
        self.moment = NOW
        self.pauses: list[float] = []

    def now(self) -> datetime:
        return self.moment

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.moment += timedelta(seconds=seconds)


@contextmanager
def run_of(site: Site, store: MemoryStore, clock: Clock, **pace: float) -> Iterator[HttpFetcher]:
    via = {"*.example": ("127.0.0.1", site.port)}
    with HttpFetcher(
        "x", "0", via=via, resolver=nowhere, hosts=store, clock=clock, pause=clock.pause,
        pace=Pace(local_seconds=pace.get("seconds", 0), longest_wait_seconds=pace.get("longest", 300)),
    ) as made:  # fmt: skip
        yield made


def test_robots_serve_the_runs_of_a_day(site: Site) -> None:
    site.add("/robots.txt", b"User-agent: *\nDisallow: /no")
    site.add("/a")
    store, clock = MemoryStore(), Clock()

    for hours in (0, 1, 22, 2):
        clock.moment += hours * HOUR
        with run_of(site, store, clock) as reader:
            reader.get("http://daily.example/a")
            with pytest.raises(RefusedError):
                reader.get("http://daily.example/no")

    assert site.paths().count("/robots.txt") == 2


def test_rules_had_before_serve_a_month_while_the_server_fails_and_nothing_is_read_after_that(site: Site) -> None:
    site.add("/robots.txt", b"User-agent: *\nDisallow: /no")
    site.add("/a")
    store, clock = MemoryStore(), Clock()
    with run_of(site, store, clock) as reader:
        reader.get("http://daily.example/a")
    site.add("/robots.txt", status=503)

    clock.moment += 29 * 24 * HOUR
    with run_of(site, store, clock) as reader:
        assert reader.get("http://daily.example/a").status == 200
        with pytest.raises(RefusedError):
            reader.get("http://daily.example/no")
    clock.moment += 2 * 24 * HOUR
    with run_of(site, store, clock) as reader, pytest.raises(RefusedError):
        reader.get("http://daily.example/a")


def test_a_server_whose_robots_failed_is_left_in_peace_for_a_while_by_later_runs_too(site: Site) -> None:
    site.add("/robots.txt", status=500)
    site.add("/a")
    store, clock = MemoryStore(), Clock()

    for minutes in (0, 10, 30):
        clock.moment += timedelta(minutes=minutes)
        with run_of(site, store, clock) as reader, pytest.raises(RefusedError):
            reader.get("http://daily.example/a")

    assert site.paths() == ["/robots.txt", "/robots.txt"]


def test_requests_to_one_host_are_spaced_also_across_runs(site: Site) -> None:
    site.add("/a")
    store, clock = MemoryStore(), Clock()

    for _ in range(2):
        with run_of(site, store, clock, seconds=1) as reader:
            reader.get("http://daily.example/a")
            reader.get("http://other.example/a")

    assert clock.pauses == [1]  # while one host was waited for, the other had its second too


@pytest.mark.parametrize("rule", [b"Crawl-delay: 7", b"Request-rate: 2/14"])
def test_a_site_is_read_as_slowly_as_it_asks(site: Site, rule: bytes) -> None:
    site.add("/robots.txt", b"User-agent: *\n" + rule)
    site.add("/a")
    clock = Clock()

    with run_of(site, MemoryStore(), clock, seconds=1) as reader:
        reader.get("http://daily.example/a")
        reader.get("http://daily.example/a")

    assert clock.pauses == [7]


def test_what_would_wait_too_long_is_left_for_a_later_run(site: Site) -> None:
    site.add("/robots.txt", b"User-agent: *\nCrawl-delay: 50")
    site.add("/a")
    store, clock = MemoryStore(), Clock()

    with run_of(site, store, clock, longest=60) as reader:
        reader.get("http://daily.example/a")
        reader.get("http://daily.example/a")
        with pytest.raises(LaterError) as caught:
            reader.get("http://daily.example/a")
    with run_of(site, store, clock, longest=60) as reader:
        reader.get("http://daily.example/a")

    assert caught.value.until == NOW + timedelta(seconds=100)
    assert clock.pauses == [50, 50]


@pytest.mark.parametrize("after", ["120", "Thu, 12 Mar 2026 09:02:00 GMT"])
@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_for_time_is_not_asked_before(site: Site, status: int, after: str) -> None:
    site.add("/a", status=status, Retry_After=after)
    site.add("/b")
    store, clock = MemoryStore(), Clock()

    with run_of(site, store, clock) as reader, pytest.raises(LaterError, match=f"HTTP {status}"):
        reader.get("http://daily.example/a")
    asked = len(site.seen)
    with run_of(site, store, clock) as reader:
        with pytest.raises(LaterError) as caught:
            reader.get("http://daily.example/b")
        assert reader.get("http://other.example/b").status == 200
    assert caught.value.until == NOW + timedelta(minutes=2)
    assert {host for host, _, _ in site.seen[asked:]} == {"other.example"}
    clock.moment += timedelta(minutes=2)
    with run_of(site, store, clock) as reader:
        assert reader.get("http://daily.example/b").status == 200


# ── What sites say of the use of their texts ────────────────────────────────────────────────────────────────────────


def test_a_site_that_shuts_out_those_who_train_models_is_read_and_marked(site: Site) -> None:
    site.add("/robots.txt", b"User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n\nUser-agent: *\nDisallow: /x")
    site.add("/a", X_Robots_Tag="noarchive, otherbot: noindex")

    with run_of(site, MemoryStore(), Clock()) as reader:
        assert reader.get("http://daily.example/a").robots_tag == "noarchive, noai"


def test_reservations_are_those_of_the_answer_or_else_of_the_site_which_is_asked_once(site: Site) -> None:
    site.add(
        "/.well-known/tdmrep.json",
        b'[{"location": "/free/*", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]',
    )
    site.add("/free/a")
    site.add("/b")
    site.add("/c", tdm_reservation="0")
    store, clock = MemoryStore(), Clock()

    for _ in range(2):
        with run_of(site, store, clock) as reader:
            told = [reader.get(f"http://daily.example{path}").tdm_reservation for path in ("/free/a", "/b", "/c")]
            assert told == ["0", "1", "0"]

    assert [path for _, path, _ in site.seen].count("/.well-known/tdmrep.json") == 1


# ── Moves ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_only_redirects_that_are_all_for_good_move_an_address(site: Site) -> None:
    site.add("/old", status=301, Location="/new")
    site.add("/new", status=308, Location="/newest")
    site.add("/newest", b"here")
    site.add("/passing", status=302, Location="/old")

    with run_of(site, MemoryStore(), Clock()) as reader:
        assert reader.get("http://daily.example/old").moved_to == "http://daily.example/newest"
        assert reader.get("http://daily.example/passing").moved_to == ""
        assert reader.get("http://daily.example/newest").moved_to == ""


@pytest.mark.parametrize(("status", "key"), [(401, "fetch.paywalled"), (402, "fetch.paywalled"), (410, "fetch.gone")])
def test_what_became_of_a_page_is_told(site: Site, status: int, key: str) -> None:
    site.add("/a", status=status)

    with run_of(site, MemoryStore(), Clock()) as reader, pytest.raises(FetchError) as caught:
        reader.get("http://daily.example/a")

    assert caught.value.key == key


@pytest.mark.parametrize("status", [403, 451])
def test_a_server_that_does_not_let_us_read_refuses(site: Site, status: int) -> None:
    site.add("/a", status=status)

    with run_of(site, MemoryStore(), Clock()) as reader, pytest.raises(RefusedError, match="does not let us"):
        reader.get("http://daily.example/a")


# ── Many at once ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_answers_come_in_the_order_of_the_questions_and_an_error_is_one(site: Site) -> None:
    site.add("/a", b"here")
    questions = [Question(f"http://host{n}.example/{'a' if n % 3 else 'none'}") for n in range(60)] + [
        Question("no address")
    ]

    with run_of(site, MemoryStore(), Clock()) as reader:
        answers = list(reader.get_all(questions))

    assert [one.url if isinstance(one, Answer) else one.key for one in answers] == [
        question.url if n % 3 else "fetch.status" for n, question in enumerate(questions[:-1])
    ] + ["fetch.bad_address"]


def test_hosts_are_asked_at_once_and_each_of_them_one_thing_at_a_time(site: Site) -> None:
    together = threading.Barrier(4, timeout=20)
    asking: dict[str, int] = {}
    most: list[int] = []

    def answer(handler: object) -> None:
        host = handler.headers["Host"]  # type: ignore[attr-defined]
        asking[host] = asking.get(host, 0) + 1
        most.append(asking[host])
        together.wait()  # four hosts must be here before any of them is answered
        asking[host] -= 1
        handler.send_response(200)  # type: ignore[attr-defined]
        handler.send_header("Content-Length", "0")  # type: ignore[attr-defined]
        handler.end_headers()  # type: ignore[attr-defined]

    for n in range(3):
        site.answers[f"/{n}"] = answer
    questions = [Question(f"http://host{host}.example/{n}") for n in range(3) for host in range(4)]

    with run_of(site, MemoryStore(), Clock()) as reader:
        assert [one.url for one in reader.get_all(questions) if isinstance(one, Answer)] == [
            one.url for one in questions
        ]

    assert set(most) == {1}


def test_a_caller_that_stops_asking_leaves_no_question_behind(site: Site) -> None:
    site.add("/a")

    with run_of(site, MemoryStore(), Clock()) as reader:
        answers = reader.get_all(Question("http://daily.example/a") for _ in range(10_000))
        next(answers)
        answers.close()  # type: ignore[attr-defined]
        assert isinstance(reader.get("http://daily.example/a"), Answer)
        asked = len(site.seen)

    assert asked < 9_000

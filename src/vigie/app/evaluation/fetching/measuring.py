"""The evaluation of `fetch`: what reading two thousand feeds costs, and what it spares the servers.

The feeds are read once; the next morning a tenth has one new item, and all are read again: the whole stage with its archive,
in turns with a plain loop of `httpx2` that asks for the very same addresses with the same conditional headers and reads the
bodies, and does nothing else. Told is the processor time of the client alone; the server is another process. No packet
leaves this machine. Read first: world.py.
"""

import gc
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from urllib.parse import urlsplit

import httpx2

from vigie import __version__, fetch
from vigie.adapters.clock import StoppedClock
from vigie.adapters.http import HttpFetcher
from vigie.adapters.store import copy_archive, open_store
from vigie.app.evaluation.fetching import world
from vigie.app.evaluation.memory import own_peak_bytes
from vigie.app.evaluation.scores import Progress, Score
from vigie.fetch.polling import after_reading, due
from vigie.model import Feed, FeedState
from vigie.ports import Answer, Question

ROUNDS = 5
MOST_CPU = 1.3
SETTINGS = fetch.Settings()
HALF_HOUR = timedelta(minutes=30)


@dataclass(slots=True)
class Spent:
    """One round: seconds of the clock and of the processor, requests, and what was asked for with which headers."""

    wall: float = 0.0
    cpu: float = 0.0
    asked: tuple[tuple[str, dict[str, str]], ...] = ()
    unchanged: int = 0
    read: int = 0


class Counting(HttpFetcher):
    """Remembers what was asked of it; the answers are counted as they pass."""

    def begin(self) -> None:
        self.asked: list[Question] = []
        self.unchanged = 0

    def _get(self, url: str, state: FeedState | None) -> Answer:
        self.asked.append(Question(url, state))
        answer = super()._get(url, state)
        self.unchanged += answer.unchanged
        return answer


def run(data: Path, progress: Progress) -> tuple[Score, ...]:  # noqa: ARG001 - it needs no recorded data
    """All scores of `fetch`."""
    feeds = [Feed(world.feed_of(n), f"Journal {n}", language="fr") for n in range(world.N_FEEDS)]
    with TemporaryDirectory(prefix="vigie-eval-") as place, _server() as (port, turn):
        archive = Path(place) / "first.db"
        with closing(open_store(archive)) as store:
            store.save_feeds(feeds)
        progress.started("fetch: first round")
        first = _ours(archive, port, world.BEGAN)
        turn("later")
        ours, plain = [], []
        for n in range(ROUNDS):
            progress.started(f"fetch: second round, {n + 1} of {ROUNDS}")
            copy = Path(place) / f"round{n}.db"
            copy_archive(archive, copy)
            ours.append(_ours(copy, port, world.BEGAN + world.LATER))
            plain.append(_plain(port, ours[-1].asked))
        with closing(open_store(archive)) as store:
            asked, every = _day_of_polling(feeds, store.feed_states())
    return _scores(first, ours, plain, asked, every)


def _scores(first: Spent, ours: Sequence[Spent], plain: Sequence[Spent], asked: int, every: int) -> tuple[Score, ...]:
    ratio = median(one.cpu / other.cpu for one, other in zip(ours, plain, strict=True))
    each = ", ".join(f"{one.cpu / other.cpu:.2f}" for one, other in zip(ours, plain, strict=True))
    second = ours[0]
    peak = own_peak_bytes()
    return (
        Score("cpu_ratio", ratio, None, f"second round ÷ httpx2 loop, median of {each}", ceiling=MOST_CPU),
        Score("second.cpu_seconds", median(one.cpu for one in ours), None, f"{len(second.asked)} requests"),
        Score("second.loop_cpu_seconds", median(one.cpu for one in plain), None, "the httpx2 loop, same addresses"),
        Score("second.wall_seconds", median(one.wall for one in ours), None, f"{second.read} pages read"),
        Score("second.loop_wall_seconds", median(one.wall for one in plain), None, "one after the other"),
        Score("second.unchanged", second.unchanged / world.N_FEEDS, None, "feeds answered by 304, without a body"),
        Score(
            "first.cpu_seconds",
            first.cpu,
            None,
            f"{len(first.asked)} feeds and pages, robots.txt and tdmrep.json besides",
        ),
        Score("first.wall_seconds", first.wall, None, f"{first.read} pages read"),
        Score(
            "polling.requests_spared", 1 - asked / every, None, f"{asked} of {every} in a day of runs each half hour"
        ),
        Score("peak_megabytes", peak / 1e6 if peak else None, None, "of this process"),
    )


def _ours(archive: Path, port: int, moment: datetime) -> Spent:
    """A whole run of the stage, archive and connections opened and closed."""
    clock = StoppedClock(moment)
    gc.collect()
    wall, cpu = perf_counter(), process_time()
    with (
        closing(open_store(archive)) as store,
        Counting(
            "eval@vigie.example", __version__, hosts=store, clock=clock, via={"*.example": ("127.0.0.1", port)}
        ) as fetcher,
    ):
        fetcher.begin()
        report = fetch.run(store, fetcher, clock, SETTINGS, moment.date())
    spent = Spent(perf_counter() - wall, process_time() - cpu, read=report.given, unchanged=fetcher.unchanged)
    spent.asked = tuple((one.url, _marks(one.state)) for one in fetcher.asked)
    return spent


def _plain(port: int, asked: Sequence[tuple[str, dict[str, str]]]) -> Spent:
    """The empty loop: one client, one address after the other, each body read and forgotten."""
    gc.collect()
    wall, cpu = perf_counter(), process_time()
    with httpx2.Client() as client:
        for url, marks in asked:
            parts = urlsplit(url)
            answer = client.get(f"http://127.0.0.1:{port}{parts.path}", headers={"Host": parts.netloc, **marks})
            len(answer.content)
    return Spent(perf_counter() - wall, process_time() - cpu)


def _marks(state: FeedState | None) -> dict[str, str]:
    told = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified} if state else {}
    return {name: value for name, value in told.items() if value}


def _day_of_polling(feeds: Sequence[Feed], states: dict[str, FeedState]) -> tuple[int, int]:
    """How many feeds are asked in a day of runs each half hour, and how many would be if all were asked each time."""
    states = dict(states)
    asked = every = 0
    for n in range(1, 49):
        now = world.BEGAN + n * HALF_HOUR
        for feed in due(feeds, states, now, SETTINGS):
            states[feed.url] = after_reading(states[feed.url], Answer(feed.url, feed.url, 304), None, now, SETTINGS)
            asked += 1
        every += len(feeds)
    return asked, every


@contextmanager
def _server() -> Iterator[tuple[int, "Turn"]]:
    command = [sys.executable, "-m", "vigie.app.evaluation.fetching.server"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - ours
        turn = Turn(process)
        try:
            yield int(turn.heard()), turn
        finally:
            turn.end()


class Turn:
    """Tells the server that the next round begins."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def __call__(self, word: str) -> None:
        if self._process.stdin:
            self._process.stdin.write(f"{word}\n")
            self._process.stdin.flush()
        self.heard()

    def heard(self) -> str:
        return self._process.stdout.readline().strip() if self._process.stdout else ""

    def end(self) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait(10)

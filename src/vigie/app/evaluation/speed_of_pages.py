"""The first part of the evaluation of speed: a thousand real pages through the whole `extract` stage, two workers, against the
text alone as trafilatura reads it by its defaults, on the same pages and the same workers.

The stage reads text, title, time, authors and marks and keeps the articles in an archive; the library gives the text. Both
are taken in turns, and what is compared is the time of the processor of all processes, so that what else the machine does
falls on both alike; the seconds of the clock are told beside. Before the clock starts both
have read some pages, as workers that read all day have. VIGIE_EVAL_LIMIT takes only so many pages.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import trafilatura

from vigie import extract
from vigie.adapters.clock import SystemClock
from vigie.adapters.engines import ProcessPool
from vigie.adapters.store import open_store
from vigie.app.evaluation.extraction.pages import FOLDER, READ_AT, SETS, labelled
from vigie.app.evaluation.memory import processor_seconds
from vigie.app.evaluation.scores import Progress, Score, required
from vigie.model import Feed, FeedState, Outcome, Page, Report

PAGES = 1_000
WORKERS = 2
ROUNDS = 2
SLICE = 100
WARMING = 200
CEILING = 1.15
FEED = Feed("https://recorded.example/feed")


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of the clock and of the processor, all processes summed; the clock's where the system does not tell."""

    clock: float
    processor: float


def run(data: Path, limit: int, progress: Progress) -> Iterator[Score]:
    """The scores of this part. Raises UsageError when a set is missing."""
    required(data, *(f"{FOLDER}/{name}.jsonl.gz" for name in SETS))
    pages = chosen(data, min(limit or PAGES, PAGES))
    ours: list[Spent] = []
    alone: list[Spent] = []
    given = 0
    with TemporaryDirectory(prefix="vigie-eval-") as place, ProcessPool(WORKERS) as pool:
        archive = (Path(place) / f"{number}.db" for number in count())
        progress.started("speed: pages")
        _alone(pool, pages[:WARMING])
        _staged(pool, next(archive), pages[:WARMING])
        for start in [*range(0, len(pages), SLICE)] * ROUNDS:
            some = pages[start : start + SLICE]
            alone.append(_spent(partial(_alone, pool, some)))
            spent, report = _staged(pool, next(archive), some)
            ours.append(spent)
            given += report.given
            progress.advanced("speed: pages", len(some))
    note = f"{len(pages)} pages on {WORKERS} workers, {given // ROUNDS} articles kept; {ROUNDS} rounds, in turns of {SLICE}"
    stage, text = (sum(one.processor for one in spent) / ROUNDS for spent in (ours, alone))
    clocks = [sum(one.clock for one in spent) / ROUNDS for spent in (ours, alone)]
    yield Score("pages.ratio_to_text_alone", stage / text, None, note, ceiling=CEILING)
    yield Score("pages.processor_seconds", stage, None, f"by the clock {clocks[0]:.1f}")
    yield Score(
        "pages.processor_seconds.text_alone", text, None, f"trafilatura by its defaults; by the clock {clocks[1]:.1f}"
    )
    yield Score("pages.per_second", len(pages) / clocks[0], None, "by the clock")


def chosen(data: Path, number: int) -> list[Page]:
    """So many pages of all sets, picked and mixed by the digest of their names, each at an address of its own."""
    found = [one for name in SETS for one in labelled(data, name)]
    found.sort(key=lambda one: sha256(one.id.encode()).digest())
    return [
        replace(one.page(), url=f"{FEED.url}/{place}", fetched_at=READ_AT + timedelta(seconds=place))
        for place, one in enumerate(found[:number])
    ]


def text_alone(page: Page) -> int:
    """How long the text is that the library reads by itself; 0 where it gives none or breaks."""
    try:
        return len(trafilatura.extract(page.body) or "")
    except Exception:  # noqa: BLE001
        return 0


def _alone(pool: ProcessPool, pages: Sequence[Page]) -> int:
    return sum(pool.map(text_alone, pages))


def _staged(pool: ProcessPool, archive: Path, pages: Sequence[Page]) -> tuple[Spent, Report]:
    """What the whole stage takes over an archive in which the pages wait, and its report."""
    with closing(open_store(archive)) as store:
        store.save_feeds([FEED])
        store.save_reading(FeedState(FEED.url), Outcome(READ_AT.date(), FEED.url, "new", READ_AT), list(pages))
        reports: list[Report] = []
        spent = _spent(lambda: reports.append(extract.run(store, pool, SystemClock())))
    return spent, reports[0]


def _spent(work: Callable[[], object]) -> Spent:
    clock, processor = perf_counter(), processor_seconds()
    work()
    clock, ended = perf_counter() - clock, processor_seconds()
    return Spent(clock, clock if processor is None or ended is None else ended - processor)

"""The first part of the evaluation of speed: a thousand real pages through the whole `extract` stage, two workers, against the
text alone as trafilatura reads it by its defaults, on the same pages and the same workers.

The stage reads text, title, time, authors and marks and keeps the articles in an archive; the library gives the text. Both
are taken in turns, so that what else the machine does falls on both; each has its fastest round. Before the clock starts both
have read some pages, as workers that read all day have. VIGIE_EVAL_LIMIT takes only so many pages.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
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
from vigie.app.evaluation.scores import Progress, Score, required
from vigie.model import Feed, FeedState, Outcome, Page, Report

PAGES = 1_000
WORKERS = 2
ROUNDS = 3
WARMING = 64
CEILING = 1.15
FEED = Feed("https://recorded.example/feed")


def run(data: Path, limit: int, progress: Progress) -> Iterator[Score]:
    """The scores of this part. Raises UsageError when a set is missing."""
    required(data, *(f"{FOLDER}/{name}.jsonl.gz" for name in SETS))
    pages = chosen(data, min(limit or PAGES, PAGES))
    ours: list[float] = []
    alone: list[float] = []
    report = Report()
    with TemporaryDirectory(prefix="vigie-eval-") as place, ProcessPool(WORKERS) as pool:
        archive = (Path(place) / f"{number}.db" for number in count())
        progress.started("speed: pages")
        _alone(pool, pages[:WARMING])
        _staged(pool, next(archive), pages[:WARMING])
        for _ in range(ROUNDS):
            alone.append(_timed(lambda: _alone(pool, pages)))
            progress.advanced("speed: pages", len(pages))
            seconds, report = _staged(pool, next(archive), pages)
            ours.append(seconds)
            progress.advanced("speed: pages", len(pages))
    note = f"{len(pages)} pages on {WORKERS} workers, {report.given} articles kept; best of {ROUNDS} rounds each"
    yield Score("pages.ratio_to_text_alone", min(ours) / min(alone), None, note, ceiling=CEILING)
    yield Score("pages.seconds", min(ours), None, f"rounds {_told(ours)}")
    yield Score(
        "pages.seconds.text_alone", min(alone), None, f"trafilatura.extract by its defaults; rounds {_told(alone)}"
    )
    yield Score("pages.per_second", len(pages) / min(ours), None)


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


def _staged(pool: ProcessPool, archive: Path, pages: Sequence[Page]) -> tuple[float, Report]:
    """Seconds of the whole stage over an archive in which the pages wait, and its report."""
    with closing(open_store(archive)) as store:
        store.save_feeds([FEED])
        store.save_reading(FeedState(FEED.url), Outcome(READ_AT.date(), FEED.url, "new", READ_AT), list(pages))
        reports: list[Report] = []
        seconds = _timed(lambda: reports.append(extract.run(store, pool, SystemClock())))
    return seconds, reports[0]


def _timed(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def _told(rounds: Sequence[float]) -> str:
    return ", ".join(f"{seconds:.1f}" for seconds in rounds)

"""The evaluation of speed: a thousand pages through `extract` (speed_of_pages.py), then four months of recorded news on two
workers, day by day, from import to follow. VIGIE_EVAL_PART=pages or =stream takes one of the two.

The stream begins with the price of one article on one core (reading.py). Then tells items a second over all, the peak of
memory, and whether a week costs more when the archive is full: seconds an item of the last week over those of the first full
dense week. VIGIE_EVAL_LIMIT takes only the first so many items, to try it out.
"""

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from vigie import pipeline
from vigie.app.configuration import Folder
from vigie.app.evaluation import reading, speed_of_pages
from vigie.app.evaluation.memory import peak_bytes
from vigie.app.evaluation.scores import Progress, Score, required
from vigie.app.evaluation.trial import LIMIT, limited, records, take, temporary_folder, write_records
from vigie.app.workplace import workplace
from vigie.model import UsageError

PART, PAGES, ALL_DAYS = "VIGIE_EVAL_PART", "pages", "stream"
STREAM = "data/streams/2026-01-13_05-10.jsonl.gz"
WORKERS = 2
LAST_STAGE = "follow"
# The stream is dense from 11 February 2026 on: its first full week from Monday to Sunday begins on this day, its last one
# is that of the last day.
FIRST_WEEK = date(2026, 2, 16)
LAST_WEEK = date(2026, 5, 4)

ITEMS_A_SECOND = 100.0
GIGABYTES = 1.5
GROWTH = 1.2


def run(data: Path, progress: Progress) -> tuple[Score, ...]:
    """All scores of `speed`. Raises UsageError when a file is missing, the limit no number or the part unknown."""
    limit = limited()
    part = os.environ.get(PART, "")
    if part not in {"", PAGES, ALL_DAYS}:
        raise UsageError("eval.part", f"{PART}={part!r} is no part of speed", f"choose: {PAGES}, {ALL_DAYS}")
    pages = () if part == ALL_DAYS else tuple(speed_of_pages.run(data, limit, progress))
    return pages if part == PAGES else (*pages, *_stream(data, limit, progress))


def _stream(data: Path, limit: int, progress: Progress) -> tuple[Score, ...]:
    (stream,) = required(data, STREAM)
    alone = reading.run(data, progress)
    with TemporaryDirectory(prefix="vigie-eval-") as place:
        if limit:
            stream = write_records(Path(place) / "first.jsonl", islice(records(stream), limit))
        items = Counter(date.fromisoformat(record["published"][:10]) for record in records(stream))
        folder = temporary_folder(Path(place), WORKERS)
        began = perf_counter()
        take(folder, [stream], "speed", progress)
        imported = perf_counter() - began
        with workplace(folder, min(items)) as work:
            seconds, stages = _days(work, folder, items, progress)
            peak = peak_bytes()
        archive = folder.archive.stat().st_size
    total, spent = sum(items.values()), imported + sum(seconds.values())
    where = ", ".join(f"{name} {taken:.0f} s" for name, taken in {"import": imported, **stages}.items() if taken >= 0.5)
    note = f"{total} items of {len(items)} days in {spent:.0f} s ({where})" + (f"; {LIMIT}={limit}" if limit else "")
    held = f"archive of {archive / 1e6:.0f} MB; peaks of {WORKERS} workers and the main process summed"
    return (
        *(replace(score, name=f"one_core.{score.name}") for score in alone),
        Score("items_per_second", total / spent, ITEMS_A_SECOND, note),
        Score("peak_gigabytes", peak / 1e9 if peak else None, None, held, ceiling=GIGABYTES),
        _growth(items, seconds),
    )


def _days(
    work: pipeline.Work, folder: Folder, items: Mapping[date, int], progress: Progress
) -> tuple[dict[date, float], dict[str, float]]:
    """Seconds by day, and by stage over all days. The days are run one after the other, as a reader's machine would."""
    seconds: dict[date, float] = {}
    stages: dict[str, float] = {}
    progress.started("speed: days")
    for number in range((max(items) - min(items)).days + 1):
        day = min(items) + timedelta(days=number)
        marks = _timed(replace(work, day=folder.day(day, work.clock.now())))
        seconds[day] = marks[-1][1] - marks[0][1]
        for (stage, began), (_, ended) in pairwise(marks):
            stages[stage] = stages.get(stage, 0.0) + ended - began
        progress.advanced("speed: days", items.get(day, 0))
    return seconds, stages


def _timed(work: pipeline.Work) -> list[tuple[str, float]]:
    """When each stage of a day began, and at last when the day was done."""
    marks: list[tuple[str, float]] = []
    pipeline.run(work, LAST_STAGE, lambda stage: marks.append((stage, perf_counter())))
    return [*marks, ("", perf_counter())]


def _growth(items: Mapping[date, int], seconds: Mapping[date, float]) -> Score:
    """Seconds an item in the last week over those in the first full dense week."""
    weeks = [[first + timedelta(days=n) for n in range(7)] for first in (FIRST_WEEK, LAST_WEEK)]
    if not all(items.get(day) for week in weeks for day in week):
        return Score("last_week_over_first", None, None, f"needs the weeks of {FIRST_WEEK} and {LAST_WEEK}", GROWTH)
    first, last = (1000 * sum(seconds[day] for day in week) / sum(items[day] for day in week) for week in weeks)
    note = f"weeks of {FIRST_WEEK} and {LAST_WEEK}: {first:.1f} and {last:.1f} ms an item"
    return Score("last_week_over_first", last / first, None, note, GROWTH)

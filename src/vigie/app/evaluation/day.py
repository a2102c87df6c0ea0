"""The evaluation of one full day: 2,515 recorded items, from `understand` to the brief on two workers, as each morning.

Import comes before the clock starts. Told are the seconds of all stages, the peak of memory of all processes, and the brief
in a second language on top. VIGIE_EVAL_LIMIT takes only the first so many items.
"""

from dataclasses import replace
from datetime import date
from itertools import islice, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from vigie import pipeline, write
from vigie.app.evaluation.memory import peak_bytes
from vigie.app.evaluation.scores import Progress, Score, required
from vigie.app.evaluation.trial import LIMIT, limited, records, take, temporary_folder, write_records
from vigie.app.workplace import workplace

STREAM = "data/streams/2026-02-24.jsonl.gz"
DAY = date(2026, 2, 24)
WORKERS = 2
MINUTES, GIGABYTES = 3.0, 1.5


def run(data: Path, progress: Progress) -> tuple[Score, ...]:
    """All scores of `day`. Raises UsageError when the stream is missing or the limit is no number."""
    (stream,) = required(data, STREAM)
    limit = limited()
    with TemporaryDirectory(prefix="vigie-eval-") as place:
        if limit:
            stream = write_records(Path(place) / "first.jsonl", islice(records(stream), limit))
        folder = temporary_folder(Path(place), WORKERS)
        take(folder, [stream], "day", progress)
        marks: list[tuple[str, float]] = []

        def started(stage: str) -> None:
            progress.started(f"day: {stage}")
            marks.append((stage, perf_counter()))

        with workplace(folder, DAY) as work:
            pipeline.run(work, "publish", started)
            marks.append(("", perf_counter()))
            peak = peak_bytes()
            again = replace(work.settings.write, language="en")
            began = perf_counter()
            brief = write.issue(work.store, DAY, work.day.since, work.day.until, again, work.aids())
            english = perf_counter() - began
    minutes = (marks[-1][1] - marks[0][1]) / 60
    spent = {stage: end - begin for (stage, begin), (_, end) in pairwise(marks)}
    where = ", ".join(f"{stage} {taken:.1f} s" for stage, taken in spent.items() if taken >= 0.05)
    read = f"{brief.coverage.articles} articles, {brief.coverage.stories} stories ({where})"
    held = f"peaks of {WORKERS} workers and the main process summed"
    return (
        Score("minutes", minutes, None, read + (f"; {LIMIT}={limit}" if limit else ""), ceiling=MINUTES),
        Score("peak_gigabytes", peak / 1e9 if peak else None, None, held, ceiling=GIGABYTES),
        Score("seconds.write", spent.get("write"), None, "the brief in French"),
        Score("seconds.another_language", english, None, "the same day in English"),
    )

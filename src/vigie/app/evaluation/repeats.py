"""The evaluation of what readers complain of first: an item of a brief that tells an event the same brief has told already.

Nine briefs of two recorded windows are made with the default settings, and compared with what a reader judged when reading
them (evals/judgments/repeats.json: ids only). An item that was not read yet is counted apart: the score is honest only where
all were. VIGIE_EVAL_SAMPLE prints the briefs' items on stderr, to be read.
"""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from vigie import pipeline
from vigie.app.evaluation.scores import Progress, Score, required
from vigie.app.evaluation.trial import take, temporary_folder
from vigie.app.evaluation.vectors import KeptVectors
from vigie.app.workplace import workplace
from vigie.model import Brief

# A stream, the first day whose brief is read, and how many days.
BRIEFS = (
    ("feb", "data/streams/2026-02-11_14.jsonl.gz", date(2026, 2, 11), 4),
    ("apr", "data/streams/2026-04-20_24.jsonl.gz", date(2026, 4, 20), 5),
)
JUDGMENTS = Path(__file__).parents[4] / "evals" / "judgments" / "repeats.json"
SAMPLE = "VIGIE_EVAL_SAMPLE"
PER_HUNDRED = 1.0


class Repeat(msgspec.Struct, frozen=True):
    """Two items of one brief that tell one event, by the articles that opened their stories."""

    day: date
    one: str
    other: str


class Judgments(msgspec.Struct, frozen=True):
    """What was read, by whom and when: for each day the opening articles of its items; and what repeats."""

    about: str = ""
    read: dict[str, tuple[str, ...]] = {}
    repeats: tuple[Repeat, ...] = ()


def run(data: Path, progress: Progress) -> tuple[Score, ...]:
    """All scores of `repeats`. Raises UsageError when a stream is missing."""
    required(data, *(stream for _, stream, _, _ in BRIEFS))
    told: dict[date, tuple[str, ...]] = {}
    for name, stream, first, days in BRIEFS:
        told |= _items(name, data / stream, [first + timedelta(days=n) for n in range(days)], progress)
    judged = msgspec.json.decode(JUDGMENTS.read_bytes(), type=Judgments) if JUDGMENTS.is_file() else Judgments()
    return tuple(judged_scores(told, judged))


def judged_scores(told: Mapping[date, Sequence[str]], judged: Judgments) -> Iterator[Score]:
    """Of the items told now (opening articles by day), those that repeat another in a hundred. An item counts once however
    many it repeats."""
    items = sum(map(len, told.values()))
    read = sum(
        article in judged.read.get(day.isoformat(), ()) for day, articles in told.items() for article in articles
    )
    repeating = {
        (one.day, max(one.one, one.other))
        for one in judged.repeats
        if one.one in told.get(one.day, ()) and one.other in told.get(one.day, ())
    }
    note = f"{len(repeating)} of {items} items in {len(told)} briefs, {read} of the items read by a person"
    per_hundred = 100 * len(repeating) / items if items and read else None
    yield Score("repeats_per_hundred", per_hundred, None, note, ceiling=PER_HUNDRED)
    yield Score("items_read", read / items if items else None, 1.0)


def _items(name: str, stream: Path, days: Sequence[date], progress: Progress) -> dict[date, tuple[str, ...]]:
    """The articles that opened the stories of each day's brief, in the brief's order."""
    found: dict[date, tuple[str, ...]] = {}
    with TemporaryDirectory(prefix="vigie-eval-") as place:
        folder = temporary_folder(Path(place))
        take(folder, [stream], name, progress)
        with workplace(folder, days[0]) as opened:
            work = replace(opened, teacher=KeptVectors(opened.teacher) if opened.teacher else None)
            for day in days:
                progress.started(f"{name}: {day}")
                pipeline.run(replace(work, day=folder.day(day, work.clock.now())), "write")
                brief = work.store.edition(day, work.settings.write.language)
                if brief is not None:
                    found[day] = _opening(work, brief)
    return found


def _opening(work: pipeline.Work, brief: Brief) -> tuple[str, ...]:
    stories = [work.store.story(item.story) for item in brief.items]
    opening = tuple(
        story.articles[0] if story else item.story for story, item in zip(stories, brief.items, strict=True)
    )
    if SAMPLE in os.environ:
        for article, item in zip(opening, brief.items, strict=True):
            told = {
                "day": brief.date,
                "article": article,
                "title": item.title.text,
                "told": [s.text for s in item.sentences],
            }
            sys.stderr.buffer.write(msgspec.json.encode(told) + b"\n")
    return opening

"""The recorded months as an archive that is ready to be told: built up to `follow`, or a copy of one built before.

VIGIE_EVAL_ARCHIVE names the folder of an archive that holds the stream up to `follow`: it is copied, never written in.
Without it the stream is imported and every day is run, which takes most of an hour on two cores.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from vigie import pipeline, write
from vigie.adapters.store import copy_archive, open_store
from vigie.app.configuration import ARCHIVE as FILE
from vigie.app.configuration import Folder
from vigie.app.evaluation.scores import Progress, required
from vigie.app.evaluation.trial import limited, take, temporary_folder
from vigie.app.evaluation.vectors import KeptVectors
from vigie.app.readers import aids_of
from vigie.app.workplace import workplace
from vigie.model import Brief, UsageError

STREAM = "data/streams/2026-01-13_05-10.jsonl.gz"
FIRST, LAST = date(2026, 1, 13), date(2026, 5, 10)
PREPARED = "VIGIE_EVAL_ARCHIVE"
# A moment when all of it is over.
END = datetime(2026, 6, 1, tzinfo=UTC)


def days(first: date, last: date = LAST) -> tuple[date, ...]:
    """The days from `first` to `last`, both included; only the first so many with VIGIE_EVAL_LIMIT."""
    every = tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
    return every[: limited() or len(every)]


@contextmanager
def recorded(data: Path, name: str, last: date, progress: Progress) -> Iterator[Folder]:
    """A folder, thrown away at the end, whose archive holds the stream up to `follow`. Raises UsageError."""
    with TemporaryDirectory(prefix="vigie-eval-") as place:
        folder = temporary_folder(Path(place), 2)
        prepared = os.environ.get(PREPARED, "")
        if prepared:
            copied(Path(prepared), folder.path)
        else:
            (stream,) = required(data, STREAM)
            take(folder, [stream], name, progress)
            _follow(folder, name, last, progress)
        yield folder


def copied(source: Path, place: Path) -> None:
    """A copy of the archive of the folder `source`, whoever has it open."""
    if not (source / FILE).is_file():
        raise UsageError("eval.no_archive", f"{PREPARED}={source} holds no {FILE}", "name a folder that was run")
    place.mkdir(parents=True, exist_ok=True)
    copy_archive(source / FILE, place / FILE)


def editions(folder: Folder, wanted: tuple[date, ...], language: str = "fr") -> Iterator[Brief]:
    """The briefs of these days, written one after the other and stored with what they were made of."""
    settings = replace(folder.settings().write, language=language)
    with closing(open_store(folder.archive)) as store:
        aids = aids_of(folder, store)
        for day in wanted:
            window = folder.day(day, END)
            yield write.issue(store, day, window.since, window.until, settings, aids)


def _follow(folder: Folder, name: str, last: date, progress: Progress) -> None:
    part = f"{name}: days up to follow"
    progress.started(part)
    with workplace(folder, FIRST) as opened:
        work = replace(opened, teacher=KeptVectors(opened.teacher) if opened.teacher else None)
        for day in (FIRST + timedelta(days=n) for n in range((last - FIRST).days + 1)):
            pipeline.run(replace(work, day=folder.day(day, END)), "follow")
            progress.advanced(part, 1)

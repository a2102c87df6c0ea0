"""A trial: recorded items run through the real stages in a folder that is thrown away."""

import gzip
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast, get_args

from vigie import pipeline
from vigie.app.configuration import Configuration, Folder, GroupTable, TeacherReads
from vigie.app.evaluation.scores import Progress
from vigie.app.evaluation.vectors import KeptVectors
from vigie.app.importing import import_paths
from vigie.app.workplace import workplace
from vigie.model import UsageError, VigieError

TEACHER = "VIGIE_EVAL_TEACHER"
LIMIT = "VIGIE_EVAL_LIMIT"


@contextmanager
def trial(name: str, files: Iterable[Path], day: date, last: str, progress: Progress) -> Iterator[pipeline.Work]:
    """The work of `day` after the stages up to `last`, on all that the files hold up to that day's end. Days are those of
    UTC, settings the defaults; vectors are kept from one evaluation to the next."""
    with TemporaryDirectory(prefix="vigie-eval-") as place:
        folder = temporary_folder(Path(place))
        take(folder, files, name, progress)
        with workplace(folder, day) as work:
            told = replace(
                work,
                teacher=KeptVectors(work.teacher) if work.teacher else None,
                progress=lambda stage, count: progress.advanced(f"{name}: {stage}", count),
            )
            pipeline.run(told, last, lambda stage: progress.started(f"{name}: {stage}"))
            yield told


def temporary_folder(path: Path, workers: int = 0) -> Folder:
    """A working folder without sources, its days those of UTC. VIGIE_EVAL_TEACHER sets `group.teacher_reads`. Raises
    UsageError when it is no such setting."""
    reads = os.environ.get(TEACHER, "doubts")
    if reads not in get_args(TeacherReads):
        known = ", ".join(get_args(TeacherReads))
        raise UsageError(
            "eval.teacher", f"{TEACHER}={reads!r} is no setting of group.teacher_reads", f"choose: {known}"
        )
    group = GroupTable(teacher_reads=cast("TeacherReads", reads))
    return Folder(path, Configuration(timezone="UTC", workers=workers, group=group))


def take(folder: Folder, files: Iterable[Path], name: str, progress: Progress) -> None:
    """Imports the files. Raises VigieError when a line gives no article: a recorded set is to be taken whole."""
    part = f"{name}: import"
    report = import_paths(
        folder, list(files), "", None, "", "",
        lambda: progress.started(part), lambda count: progress.advanced(part, count),
    )  # fmt: skip
    if report.remarks:
        raise VigieError("eval.bad_data", f"{name}: {report.remarks[0]}", "get the recorded data again")


def limited() -> int:
    """How many items to take of a large set, by VIGIE_EVAL_LIMIT; 0 for all. Raises UsageError when it is no number."""
    written = os.environ.get(LIMIT, "0")
    if not written.isdigit():
        raise UsageError("eval.limit", f"{LIMIT}={written!r} is not a number of items", f"for example: {LIMIT}=5000")
    return int(written)


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def write_records(path: Path, items: Iterable[Mapping[str, object]]) -> Path:
    """Writes a JSON Lines file to import."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(item) + "\n" for item in items)
    return path

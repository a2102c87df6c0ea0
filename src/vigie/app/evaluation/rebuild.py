"""The evaluation of rebuilding: every day of three months is written twice, then made again, and the digests are compared.

Two copies of one archive, in two directories, are told by two processes with different seeds for sets and dictionaries. When
all days are told, each is made again from an archive that knows what came after it, as `vigie rebuild` does.
VIGIE_EVAL_LIMIT takes only so many days; VIGIE_EVAL_ARCHIVE names an archive built before (see recorded.py).
"""

import json
import os
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

from vigie.adapters.store import open_store
from vigie.app.evaluation.recorded import LAST, copied, days, editions, recorded
from vigie.app.evaluation.scores import Progress, Score
from vigie.app.evaluation.trial import temporary_folder
from vigie.app.rebuilding import rebuilt
from vigie.model import VigieError

FROM = date(2026, 2, 11)
SEEDS = ("1", "20260211")
FLOOR = 1.0


def run(data: Path, progress: Progress) -> tuple[Score, ...]:
    """All scores of `rebuild`. Raises UsageError when the stream is missing."""
    wanted = days(FROM)
    with recorded(data, "rebuild", wanted[-1] if wanted else LAST, progress) as folder:
        places = [folder.path / "one", folder.path / "two ä" / "deeper"]
        for place in places:
            copied(folder.path, place)
        progress.started("rebuild: written twice, made again")
        running = [_started(place, seed, wanted) for place, seed in zip(places, SEEDS, strict=True)]
        first, second = (_answer(process) for process in running)
    twice = [day for day in first if first[day][0] == second[day][0]]
    again = [day for day in first for told in (first, second) if told[day][0] == told[day][1]]
    n = len(wanted)
    return (
        Score("twice.identical", len(twice) / n, FLOOR, _note(n, set(first) - set(twice))),
        Score("again.identical", len(again) / (2 * n), FLOOR, _note(2 * n, {d for d in first if again.count(d) < 2})),
    )


def main(place: str, *wanted: str) -> None:
    """One of the two processes: writes the days, makes each again, prints {day: [digest, digest again]}."""
    folder = temporary_folder(Path(place), 1)
    told = {brief.date: brief.digest for brief in editions(folder, tuple(map(date.fromisoformat, wanted)))}
    with closing(open_store(folder.archive)) as store:
        again = {day: rebuilt(store, folder, day, "fr").rebuilt.digest for day in told}
    sys.stdout.write(json.dumps({str(day): (digest, again[day]) for day, digest in told.items()}))


def _started(place: Path, seed: str, wanted: tuple[date, ...]) -> "subprocess.Popen[str]":
    program = f"from {__name__} import main; import sys; main(*sys.argv[1:])"
    command = [sys.executable, "-c", program, str(place), *map(str, wanted)]
    seeded = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(command, env=seeded, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own program


def _answer(process: "subprocess.Popen[str]") -> dict[str, list[str]]:
    written, _ = process.communicate()
    if process.returncode:
        raise VigieError("eval.rebuild", "a process that writes the days has failed", "its error stands above")
    found: dict[str, list[str]] = json.loads(written)
    return found


def _note(n: int, other: set[str]) -> str:
    named = ", ".join(sorted(other)[:5])
    return f"{n} editions" + (f"; not the same: {named}{' …' if len(other) > 5 else ''}" if other else "")

"""A score, the table and the JSON that tell it, and what every evaluation is given."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from vigie.model import UsageError


@dataclass(frozen=True, slots=True)
class Score:
    """One measured number. `score` is None where it could not be measured (the note says why); `floor` is None where
    none is set. `ceiling` is for numbers that are better when small: seconds, gigabytes."""

    name: str
    score: float | None
    floor: float | None = None
    note: str = ""
    ceiling: float | None = None

    @property
    def verdict(self) -> str:
        """ok, below (the floor), above (the ceiling), or – where nothing is asked or nothing was measured."""
        if self.score is None:
            return "–"
        if self.floor is not None:
            return "ok" if self.score >= self.floor else "below"
        if self.ceiling is not None:
            return "ok" if self.score <= self.ceiling else "above"
        return "–"


@dataclass(frozen=True, slots=True)
class Progress:
    """Who hears that a part begins, and how much of it is done."""

    started: Callable[[str], None] = lambda _: None
    advanced: Callable[[str, int], None] = lambda *_: None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A name, what it measures in one line, and the function that takes the folder of recorded data."""

    name: str
    what: str
    run: Callable[[Path, Progress], tuple[Score, ...]]


def required(data: Path, *names: str) -> tuple[Path, ...]:
    """The files of the data folder by these names. Raises UsageError that names all that are missing."""
    if not data.is_dir():
        raise UsageError("eval.no_data", f"there is no folder {data} with recorded data", "name it with --data DIR")
    missing = [name for name in names if not (data / name).is_file()]
    if missing:
        raise UsageError("eval.no_data", f"{data} lacks {', '.join(missing)}", "name another folder with --data DIR")
    return tuple(data / name for name in names)


def table(scores: Sequence[Score]) -> str:
    """One line a score: name, score, floor (or ceiling), verdict, note."""
    rows = [("name", "score", "floor", "", "note")]
    rows += [(s.name, _written(s.score), _bound(s), s.verdict, s.note) for s in scores]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = (
        f"{name:<{widths[0]}}  {score:>{widths[1]}}  {floor:>{widths[2]}}  {verdict:<{widths[3]}}  {note}".rstrip()
        for name, score, floor, verdict, note in rows
    )
    return "\n".join(lines)


def as_json(scores: Sequence[Score]) -> str:
    """A JSON list of {"name", "score", "floor"}; null where there is none."""
    return msgspec.json.encode([{"name": s.name, "score": s.score, "floor": s.floor} for s in scores]).decode()


def _bound(score: Score) -> str:
    if score.floor is not None:
        return f"≥ {_written(score.floor)}"
    return f"≤ {_written(score.ceiling)}" if score.ceiling is not None else "–"


def _written(number: float | None) -> str:
    if number is None:
        return "–"
    return f"{number:.3f}" if abs(number) < 10 else f"{number:.1f}"

"""The evaluation of amounts and dates: a table of our own, a row a text, read by the functions that `understand` calls.

A row is right when all that it holds is read and nothing else.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from vigie.app.evaluation.scores import Progress, Score
from vigie.model import UsageError
from vigie.understand.amounts import amounts_of
from vigie.understand.dates import dates_of

# Beside the sources, not in what is installed.
TABLE = Path(__file__).parents[4] / "evals" / "tables" / "amounts.toml"
PUBLISHED = date(2026, 3, 12)
FLOOR = 0.98


@dataclass(frozen=True, slots=True)
class Row:
    """One text of the table and what stands in it, as `read` writes it."""

    language: str
    kind: str
    text: str
    expected: tuple[str, ...]
    published: date = PUBLISHED


def run(_data: Path, progress: Progress) -> tuple[Score, ...]:
    """All scores of `amounts`, which needs no data but the table. Raises UsageError when that is missing."""
    progress.started("amounts")
    return tuple(scores(rows()))


def rows(table: Path = TABLE) -> tuple[Row, ...]:
    """The rows of the table. Raises UsageError when there is none, ValueError for a row that is none."""
    if not table.is_file():
        raise UsageError(
            "eval.no_table", f"the table of amounts is missing: {table}", "run from a checkout of the sources"
        )
    return tuple(
        Row(
            language,
            kind,
            row[0],
            tuple(_interval(one) if kind == "dates" else _amount(one) for one in row[1]),
            date.fromisoformat(row[2]) if len(row) > 2 else PUBLISHED,
        )
        for language, kinds in tomllib.loads(table.read_text("utf-8")).items()
        for kind, several in kinds.items()
        for row in several
    )


def read(row: Row) -> tuple[str, ...]:
    """What `understand` reads in the text, written as the table is."""
    if row.kind == "dates":
        found = dates_of("row", "text", row.text, row.language, row.published)
        return tuple(f"{one.start.isoformat()}/{one.end.isoformat()}" for one in found)
    return tuple(
        f"{one.value:f} {one.currency or one.unit or one.noun}".strip()
        for one in amounts_of("row", "text", row.text, row.language)
    )


def scores(table: Sequence[Row]) -> Iterator[Score]:
    """The share of rows read exactly: of all, of amounts, of dates, of each language; and how much was read that is not
    there."""
    found = {row: read(row) for row in table}
    right = {row: found[row] == row.expected for row in table}
    spurious = sum(_beyond(found[row], row.expected) for row in table)
    languages = sorted({row.language for row in table})
    yield Score("rows_right", _share(right.values()), FLOOR, f"{len(table)} rows in {len(languages)} languages")
    for kind in ("amounts", "dates"):
        of_kind = [right[row] for row in table if row.kind == kind]
        yield Score(f"{kind}.rows_right", _share(of_kind), FLOOR, f"{len(of_kind)} rows")
    yield Score("spurious", float(spurious), None, "amounts and dates read where there are none")
    for language in languages:
        of_language = [right[row] for row in table if row.language == language]
        yield Score(f"{language}.rows_right", _share(of_language), None, f"{len(of_language)} rows")


def _share(verdicts: Iterable[bool]) -> float:
    several = list(verdicts)
    return sum(several) / len(several)


def _beyond(found: Sequence[str], expected: Sequence[str]) -> int:
    return (Counter(found) - Counter(expected)).total()


def _amount(written: str) -> str:
    value, _, of = written.partition(" ")
    return f"{Decimal(value):f} {of}".strip()


def _interval(written: str) -> str:
    first, _, last = written.partition("/")
    return f"{date.fromisoformat(first)}/{date.fromisoformat(last or first)}"

"""How the house is kept: short files, telling names, SQL behind the adapters, nothing printed in passing."""

import ast
import importlib
import inspect
import re
from pathlib import Path

import pytest

import vigie
from vigie import pipeline

ROOT = Path(inspect.getfile(vigie)).parent
FILES = sorted(ROOT.rglob("*.py"))
LONGEST = 450
# Words that tell nothing of what a room holds.
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "data", "misc", "common", "tools"}
SQL = re.compile(r"^\s*(?:import|from)\s+(?:sqlalchemy|sqlite3|alembic)\b", re.MULTILINE)


def test_there_is_something_to_check() -> None:
    assert len(FILES) > 80


def test_no_file_is_long() -> None:
    lengths = {_name(file): len(file.read_text("utf-8").splitlines()) for file in FILES}

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_rooms_are_named_for_what_they_hold() -> None:
    named = {part.removesuffix(".py") for file in FILES for part in file.relative_to(ROOT).parts}

    assert named & EMPTY_NAMES == set()


def test_sql_stays_in_the_adapters() -> None:
    speaking = [_name(file) for file in FILES if SQL.search(file.read_text("utf-8"))]

    assert [name for name in speaking if not name.startswith("adapters/")] == []


def test_nothing_is_printed_in_passing() -> None:
    assert [_name(file) for file in FILES if "print" in _called(file)] == []


@pytest.mark.parametrize("stage", pipeline.names())
def test_what_a_stage_offers_is_explained(stage: str) -> None:
    room = importlib.import_module(f"vigie.{stage}")
    public = {name: getattr(room, name) for name in room.__all__}
    offered = {name: one for name, one in public.items() if inspect.isfunction(one) or inspect.isclass(one)}
    # What `run` does is what the stage does: the first lines of its file say it.
    explained = {name: inspect.getmodule(one) if name == "run" else one for name, one in offered.items()}

    assert [name for name, one in explained.items() if not inspect.getdoc(one)] == []


def test_every_file_says_what_it_is() -> None:
    def silent(file: Path) -> bool:
        tree = ast.parse(file.read_text("utf-8"))
        return bool(tree.body) and ast.get_docstring(tree) is None

    assert [_name(file) for file in FILES if silent(file)] == []


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def _called(file: Path) -> set[str]:
    calls = (node.func for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call))
    return {function.id for function in calls if isinstance(function, ast.Name)}

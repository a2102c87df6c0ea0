"""The stage table says what it should: eight verbs in the order of the design, each fed by those before it."""

import importlib
import inspect
from pathlib import Path

import pytest

from conftest import vigie
from vigie import pipeline
from vigie.model import Correction, Feed
from vigie.pipeline import STAGES, Stage

VERBS = ("fetch", "extract", "understand", "group", "trace", "follow", "write", "publish")
FROM_OUTSIDE = {Feed, Correction}  # the sources a person chose, and what a person said of the stories


def test_the_eight_verbs_stand_in_the_order_of_the_day() -> None:
    assert pipeline.names() == VERBS


def test_a_stage_reads_only_what_an_earlier_one_writes() -> None:
    known: set[type] = set(FROM_OUTSIDE)
    for stage in STAGES:
        assert set(stage.reads) <= known, stage.name
        known |= set(stage.writes)


def test_no_noun_is_written_twice() -> None:
    written = [noun for stage in STAGES for noun in stage.writes]

    assert len(written) == len(set(written))


@pytest.mark.parametrize("stage", STAGES, ids=VERBS)
def test_a_stage_has_a_room_with_run_and_settings(stage: Stage) -> None:
    room = importlib.import_module(f"vigie.{stage.name}")

    assert inspect.isfunction(room.run)
    assert inspect.isclass(room.Settings)
    assert {"run", "Settings"} <= set(room.__all__)
    assert isinstance(getattr(pipeline.Settings(), stage.name), room.Settings)


@pytest.mark.parametrize("stage", STAGES, ids=VERBS)
def test_no_stage_knows_another(stage: Stage) -> None:
    room = Path(inspect.getfile(importlib.import_module(f"vigie.{stage.name}"))).parent
    others = tuple(f"vigie.{verb}" for verb in VERBS if verb != stage.name)

    assert not [file.name for file in room.rglob("*.py") for other in others if other in file.read_text("utf-8")]


def test_a_person_can_read_the_table(tmp_path: Path) -> None:
    lines = vigie(tmp_path, "stages").text.splitlines()

    assert [line.split()[0] for line in lines] == list(VERBS)

"""The scorers on cases that a person can count, and the command that prints them. Whole evaluations take minutes: not here."""

import importlib.util
import json
import random
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray

from conftest import vigie
from vigie.adapters.embedders import NgramEmbedder
from vigie.app.evaluation import (
    EVALUATIONS,
    Evaluation,
    Progress,
    Score,
    as_json,
    evaluate,
    repeats,
    required,
    storylines,
    table,
)
from vigie.app.evaluation.clusters import bcubed, pairwise
from vigie.app.evaluation.memory import peak_bytes
from vigie.app.evaluation.ranking import average_precision
from vigie.app.evaluation.trial import trial, write_records
from vigie.app.evaluation.vectors import KeptVectors, cache_folder
from vigie.model import UsageError, VigieError

A_DAY = date(2026, 2, 12)
# Three events, told in three languages.
GOLD = {"a": "storm", "b": "storm", "c": "storm", "d": "vote", "e": "vote", "f": "launch"}
LANGUAGE = {"a": "en", "b": "en", "c": "fr", "d": "ar", "e": "zh", "f": "ru"}


# ── Grouping ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_labels_themselves_score_one() -> None:
    assert bcubed(GOLD, GOLD).f1 == 1
    assert pairwise(GOLD, GOLD).f1 == 1
    assert pairwise(GOLD, GOLD, LANGUAGE).f1 == 1


def test_everything_alone_is_precise_and_recalls_each_item_itself() -> None:
    found = {item: item for item in GOLD}

    assert bcubed(GOLD, found).precision == 1
    assert bcubed(GOLD, found).recall == pytest.approx((3 * 1 / 3 + 2 * 1 / 2 + 1) / 6)
    assert pairwise(GOLD, found).f1 == 0


def test_everything_together_recalls_all() -> None:
    found = dict.fromkeys(GOLD, "one")

    assert bcubed(GOLD, found).recall == 1
    assert bcubed(GOLD, found).precision == pytest.approx((3 * 3 / 6 + 2 * 2 / 6 + 1 / 6) / 6)
    assert pairwise(GOLD, found).precision == pytest.approx(4 / 15)
    # Of the 14 pairs across languages (all but a and b), three are of one story.
    assert pairwise(GOLD, found, LANGUAGE).precision == pytest.approx(3 / 14)
    assert pairwise(GOLD, found, LANGUAGE).recall == 1


def test_a_small_case_counted_by_hand() -> None:
    found = {"a": 1, "b": 1, "c": 2, "d": 2, "e": 3, "f": 4}  # one right pair in one language, one wrong pair across

    assert bcubed(GOLD, found).precision == pytest.approx((1 + 1 + 0.5 + 0.5 + 1 + 1) / 6)
    assert bcubed(GOLD, found).recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 / 2 + 1 / 2 + 1) / 6)
    assert pairwise(GOLD, found).precision == pytest.approx(1 / 2)
    assert pairwise(GOLD, found).recall == pytest.approx(1 / 4)
    assert pairwise(GOLD, found, LANGUAGE).f1 == 0


def test_an_item_without_a_group_counts_alone_and_one_without_label_does_not_count() -> None:
    found = {"a": 1, "b": 1, "c": 1, "unlabelled": 1}

    assert bcubed(GOLD, found).precision == 1
    assert bcubed(GOLD, found).recall == pytest.approx((1 + 1 + 1 + 0.5 + 0.5 + 1) / 6)
    assert pairwise(GOLD, found).precision == 1


def test_nothing_to_score_is_no_crash() -> None:
    assert bcubed({}, {}).f1 == 0
    assert pairwise({}, {}, {}).f1 == 0


@pytest.mark.shared
def test_random_groupings_score_as_with_the_scorer_of_the_labels(shared: Callable[[str], Path]) -> None:
    theirs = _module(shared("gold/stories/score.py"))
    labels = [json.loads(line) for line in shared("gold/stories/dev.jsonl").read_text("utf-8").splitlines()]
    gold = {label["id"]: label["story_id"] for label in labels}
    languages = {label["id"]: label["lang"] for label in labels}
    for seed in range(5):
        chance = random.Random(seed)  # noqa: S311 (five groupings, the same each time)
        groups = chance.choice((20, 200, 900))
        # Half of the items keep their story, the others are thrown anywhere, a few are not placed.
        found = {i: g if chance.random() < 0.5 else chance.randrange(groups) for i, g in gold.items()}
        found = {i: g for i, g in found.items() if chance.random() < 0.97}

        expected = theirs.score(gold, found, languages)

        for name, ours in (
            ("bcubed", bcubed(gold, found)),
            ("pairwise", pairwise(gold, found)),
            ("cross_pairwise", pairwise(gold, found, languages)),
        ):
            assert (ours.precision, ours.recall, ours.f1) == pytest.approx(
                (expected[name]["p"], expected[name]["r"], expected[name]["f1"])
            )


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("their_scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ── Ranking ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("ranked", "expected"),
    [
        ([True, True, False, False], 1),
        ([False, False, True, True], (1 / 3 + 2 / 4) / 2),
        ([True, False, True, False], (1 / 1 + 2 / 3) / 2),
        ([False, False], 0),
        ([], 0),
    ],
)
def test_average_precision_is_the_mean_precision_at_each_find(ranked: list[bool], expected: float) -> None:
    assert average_precision([(-place, right) for place, right in enumerate(ranked)]) == pytest.approx(expected)


def test_equal_scores_come_in_at_once() -> None:
    tied = [(1.0, True), (1.0, False), (0.5, True)]

    assert average_precision(tied) == average_precision(tied[1::-1] + tied[2:]) == pytest.approx((1 / 2 + 2 / 3) / 2)


# ── What people judged ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_repeat_counts_only_where_both_items_are_told_and_unread_items_are_told_apart() -> None:
    judged = repeats.Judgments(
        read={"2026-02-12": ("a", "b", "c")},
        repeats=(repeats.Repeat(A_DAY, "a", "b"), repeats.Repeat(A_DAY, "b", "z"), repeats.Repeat(A_DAY, "c", "a")),
    )

    per_hundred, read = repeats.judged_scores({A_DAY: ("a", "b", "x", "c")}, judged)

    assert per_hundred.score == 50.0
    assert per_hundred.verdict == "above"
    assert read.score == 0.75


def test_briefs_that_nobody_read_have_no_count_of_repeats() -> None:
    per_hundred, read = repeats.judged_scores({A_DAY: ("a", "b")}, repeats.Judgments())

    assert per_hundred.score is None
    assert read.score == 0


def test_what_was_read_and_judged_holds_ids_alone() -> None:
    for path in (repeats.JUDGMENTS, storylines.JUDGMENTS):
        told = json.loads(path.read_text("utf-8"))
        texts = [v for v in _strings({k: v for k, v in told.items() if k != "about"}) if len(v) > 20]
        assert texts == []


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for part in value.values() for text in _strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in _strings(part)]
    return [value] if isinstance(value, str) else []


# ── Scores, told ────────────────────────────────────────────────────────────────────────────────────────────────────

SCORES = (
    Score("good", 0.95, 0.9, "ten items"),
    Score("poor", 0.5, 0.9),
    Score("free", 123.4),
    Score("unknown", None, 0.9, "no items"),
    Score("small", 0.7, None, "", ceiling=1.5),
    Score("large", 2.5, None, "", ceiling=1.5),
)


def test_the_table_says_what_is_below_its_floor_and_above_its_ceiling() -> None:
    lines = table(SCORES).splitlines()

    assert lines[0].split() == ["name", "score", "floor", "note"]
    assert [line.split() for line in lines[1:]] == [
        ["good", "0.950", "≥", "0.900", "ok", "ten", "items"],
        ["poor", "0.500", "≥", "0.900", "below"],
        ["free", "123.4", "–", "–"],
        ["unknown", "–", "≥", "0.900", "–", "no", "items"],
        ["small", "0.700", "≤", "1.500", "ok"],
        ["large", "2.500", "≤", "1.500", "above"],
    ]


def test_the_json_has_three_fields_and_null_where_there_is_no_number() -> None:
    told = json.loads(as_json(SCORES))

    assert told[0] == {"name": "good", "score": 0.95, "floor": 0.9}
    assert told[2] == {"name": "free", "score": 123.4, "floor": None}
    assert told[3] == {"name": "unknown", "score": None, "floor": 0.9}


# ── The command ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def constant(monkeypatch: pytest.MonkeyPatch) -> Evaluation:
    """An evaluation that takes no time, known for the length of a test."""

    def run(data: Path, progress: Progress) -> tuple[Score, ...]:
        progress.started("constant: counting")
        progress.advanced("constant: counting", 1)
        return (Score("constant.files", float(len(required(data, "answer.txt"))), 1.0, "as asked"),)

    made = Evaluation("constant", "always the same", run)
    monkeypatch.setitem(EVALUATIONS, made.name, made)
    return made


def test_without_a_name_the_evaluations_are_listed(tmp_path: Path) -> None:
    ran = vigie(tmp_path, "eval")

    assert ran.status == 0
    assert [line.split()[0] for line in ran.text.splitlines()] == list(EVALUATIONS)


def test_an_unknown_name_is_one_line_that_names_the_known_ones(tmp_path: Path) -> None:
    ran = vigie(tmp_path, "eval", "everything")

    assert ran.status == 2
    assert ran.out == b""
    assert "everything" in ran.err
    assert "stories" in ran.err
    assert len(ran.err.splitlines()) == 1


# The sample newsroom, the table of amounts and the made-up feeds are part of Vigie: they need no recorded data.
@pytest.mark.parametrize("name", sorted(EVALUATIONS.keys() - {"origins", "amounts", "fetch"}))
def test_missing_data_is_one_line_that_says_where_it_was_looked_for(name: str, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "empty").mkdir()

    beside = vigie(tmp_path / "here", "eval", name)
    given = vigie(tmp_path / "here", "eval", name, "--data", "../empty")

    assert (beside.status, given.status) == (2, 2)
    assert "../shared" in beside.err
    assert "--data" in beside.err
    assert "../empty lacks" in given.err
    assert len(beside.err.splitlines()) == len(given.err.splitlines()) == 1


def test_the_scores_are_printed_as_a_table_or_as_json(constant: Evaluation, tmp_path: Path) -> None:
    (tmp_path / "answer.txt").write_text("42", "utf-8")

    shown = vigie(tmp_path, "eval", constant.name, "--data", ".")
    told = vigie(tmp_path, "eval", constant.name, "--data", ".", "--json")

    assert shown.status == told.status == 0
    assert shown.text.splitlines()[1].split() == ["constant.files", "1.000", "≥", "1.000", "ok", "as", "asked"]
    assert json.loads(told.text) == [{"name": "constant.files", "score": 1.0, "floor": 1.0}]


def test_only_what_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("1", "utf-8")

    with pytest.raises(UsageError, match=r"lacks two\.txt, three\.txt"):
        required(tmp_path, "one.txt", "two.txt", "three.txt")


def test_a_limit_that_is_no_number_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_EVAL_LIMIT", "few")
    (tmp_path / "data/streams").mkdir(parents=True)
    write_records(tmp_path / "data/streams/2026-01-13_05-10.jsonl.gz", [])

    with pytest.raises(UsageError, match="VIGIE_EVAL_LIMIT='few'"):
        evaluate("speed", tmp_path)


def test_a_part_of_speed_that_does_not_exist_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_EVAL_PART", "half")

    with pytest.raises(UsageError, match="VIGIE_EVAL_PART='half'"):
        evaluate("speed", tmp_path)


# ── What evaluations are made of ────────────────────────────────────────────────────────────────────────────────────


class Counting(NgramEmbedder):
    """Counts the texts that it is asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def embed(self, texts: Sequence[str], languages: Sequence[str]) -> NDArray[np.float32]:
        self.asked += len(texts)
        return super().embed(texts, languages)


def test_vectors_are_made_once(tmp_path: Path) -> None:
    texts, languages = ["La digue cède", "大坝决堤", "انهيار السد", "…"], ["fr", "zh", "ar", "und"]
    first, second = Counting(), Counting()

    made = KeptVectors(first, tmp_path).embed(texts, languages)
    kept = KeptVectors(second, tmp_path).embed([*texts[::-1], "Плотина прорвана"], [*languages[::-1], "ru"])

    assert (first.asked, second.asked) == (4, 1)
    assert np.array_equal(made[::-1], kept[:4])
    assert np.allclose(made, NgramEmbedder().embed(texts, languages), atol=1e-3)
    assert KeptVectors(first, tmp_path).embed([], []).shape == (0, 1024)


def test_a_spoilt_file_of_vectors_is_made_anew(tmp_path: Path) -> None:
    KeptVectors(Counting(), tmp_path).embed(["a dam"], ["en"])
    for file in tmp_path.rglob("*.npz"):
        file.write_bytes(b"cut short")
    again = Counting()

    assert KeptVectors(again, tmp_path).embed(["a dam"], ["en"]).any()
    assert again.asked == 1


def test_vectors_are_kept_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_EVAL_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path

    monkeypatch.delenv("VIGIE_EVAL_CACHE")
    assert cache_folder().name in {"vigie", "cache"}


def test_a_line_that_cannot_be_read_stops_a_trial(tmp_path: Path) -> None:
    lines = write_records(tmp_path / "lines.jsonl", [{"title": "A dam breaks"}, {"id": "empty"}])

    with (
        pytest.raises(VigieError, match="neither title nor text"),
        trial("t", [lines], A_DAY, "understand", Progress()),
    ):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_the_peak_of_memory_is_that_of_the_family() -> None:
    peak = peak_bytes()

    assert peak is not None
    assert 10_000_000 < peak < 100_000_000_000

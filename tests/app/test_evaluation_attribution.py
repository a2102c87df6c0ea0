"""The evaluation of origins and attributions on cases that a person can count."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec
import pytest

from vigie.app.evaluation import Progress, origins
from vigie.app.evaluation.attribution import ASKED, HALVES, LABELS, Halves, exported
from vigie.app.evaluation.corpora import (
    Tokens,
    Voiced,
    chosen,
    counted,
    overlap,
    polnear_texts,
    precision_recall,
    wikinews_texts,
)
from vigie.app.evaluation.trial import records, write_records

TEXT = "The mayor said the bridge will open in May. Builders doubt it."
TOKENS = Tokens([match.span() for match in re.finditer(r"\w+", TEXT)])


def _at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def _best_first(scores: Mapping[tuple[int, int], float]) -> Sequence[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    for (g, f), _ in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if all(g != one and f != other for one, other in pairs):
            pairs.append((g, f))
    return pairs


MAYOR = Voiced(_at("The mayor"), _at("said"), _at("the bridge will open in May"))
BUILDERS = Voiced(_at("Builders"), _at("doubt"), _at("it"))


# ── Corpora ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_annotations_themselves_score_one() -> None:
    tally = counted([MAYOR, BUILDERS], [BUILDERS, MAYOR], TOKENS, _best_first)

    for what in ("source.half", "source.exact", "content.half", "content.exact", "attribution.half"):
        assert precision_recall(tally, what) == (1, 1, 1)


def test_half_of_the_longer_span_is_a_hit_and_less_is_none() -> None:
    # "the bridge will open in May" holds six tokens.
    half = Voiced(_at("mayor"), None, _at("open in May"))
    less = Voiced(None, None, _at("in May"))

    assert counted([MAYOR], [half], TOKENS, _best_first)["content.half.hit"] == 1
    assert counted([MAYOR], [half], TOKENS, _best_first)["content.exact.hit"] == 0
    assert counted([MAYOR], [less], TOKENS, _best_first)["content.half.hit"] == 0


def test_marks_around_a_span_are_no_difference() -> None:
    assert TOKENS.of(_at("in May.")) == TOKENS.of(_at("in May"))
    assert TOKENS.of(_at(". ")) is None
    assert overlap(TOKENS.of(_at(". ")), TOKENS.of(_at("May"))) == 0


def test_one_span_hits_one_span_and_a_repeated_source_counts_once() -> None:
    twice = [MAYOR, Voiced(MAYOR.source, None, _at("open in May"))]
    tally = counted([MAYOR], twice, TOKENS, _best_first)

    assert (tally["source.half.wanted"], tally["source.half.had"], tally["source.half.hit"]) == (1, 1, 1)
    assert precision_recall(tally, "content.half") == pytest.approx((0.5, 1, 2 / 3))


def test_a_right_content_of_a_wrong_source_is_no_right_attribution() -> None:
    wrong = Voiced(BUILDERS.source, MAYOR.cue, MAYOR.content)

    assert counted([MAYOR], [wrong], TOKENS, _best_first)["attribution.half.hit"] == 0
    assert counted([Voiced(None, MAYOR.cue, MAYOR.content)], [wrong], TOKENS, _best_first)["attribution.half.hit"] == 1


def test_nothing_found_is_no_crash() -> None:
    assert precision_recall(counted([MAYOR], [], TOKENS, _best_first), "source.half") == (0, 0, 0)


def test_a_text_of_polnear_is_read_with_its_relations(tmp_path: Path) -> None:
    text = "Bridge to open\n\n“It will open,” the mayor said, “in May.”"

    def span(kind: str, *words: str) -> dict[str, object]:
        return {
            "type": kind,
            "text": " ".join(words),
            "spans": [[text.index(w), text.index(w) + len(w)] for w in words],
        }

    record = {
        "id": "paper_2016-05-04_bridge",
        "text": text,
        "spans": {
            "T1": span("Source", "the mayor"),
            "T2": span("Cue", "said"),
            "T3": span("Content", "“It will open,”", "“in May.”"),
            "T4": span("Attribution", "said"),
        },
        "relations": ["Attribution:T4 Content:T3 Cue:T2 Source:T1", "Attribution:T4"],
    }
    [read] = polnear_texts(write_records(tmp_path / "polnear.jsonl", [record]))

    assert [text[slice(*part)] for v in read.attributions for part in (v.source, v.cue, v.content) if part] == [
        "the mayor", "said", "“It will open,” the mayor said, “in May.”",
    ]  # fmt: skip
    assert (read.article.title, read.article.title_in_text) == ("Bridge to open", True)
    assert read.article.published_at.date() == date(2016, 5, 4)


def test_a_text_of_wikinews_is_read_with_its_title_and_day(tmp_path: Path) -> None:
    text = "Die Brücke öffnet laut Stadt im Mai."

    def part(*words: str) -> dict[str, object]:
        return {"spans": [{"charBegin": text.index(w), "charEnd": text.index(w) + len(w)} for w in words]}

    given = {
        "speaker": part("Stadt"),
        "cue": part("laut"),
        "quote": part("Die Brücke öffnet", "im Mai"),
        "frame": part(),
    }
    unsaid = {"speaker": part(), "cue": part(), "quote": part("öffnet"), "frame": part()}
    record = {
        "documentName": "7 - Brücke (neu) öffnet (2005-02-05)",
        "originalText": text,
        "annotations": [given, unsaid],
    }
    [read] = wikinews_texts(write_records(tmp_path / "wikinews.jsonl", [record]))

    assert (read.article.title, read.article.published_at.date()) == ("Brücke (neu) öffnet", date(2005, 2, 5))
    assert text[slice(*(read.attributions[0].content or (0, 0)))] == "Die Brücke öffnet laut Stadt im Mai"
    assert (read.attributions[1].source, read.attributions[1].cue) == (None, None)


def test_a_part_of_a_corpus_is_the_same_part_each_time(tmp_path: Path) -> None:
    lines = write_records(
        tmp_path / "some.jsonl",
        [{"documentName": f"{n} - Titel (2005-02-05)", "originalText": "Text.", "annotations": []} for n in range(9)],
    )
    some = [text.article.id for text in chosen(wikinews_texts(lines), 4)]

    assert len(set(some)) == 4
    assert some == [text.article.id for text in chosen(iter(list(wikinews_texts(lines))[::-1]), 4)]
    assert len(chosen(wikinews_texts(lines), 0)) == 9


# ── Our own labels ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_scored_is_what_is_exported(tmp_path: Path) -> None:
    told = {"id": "one", "text": "Selon le Financial Times, Nuvora envisage un rachat.", "published": "2026-02-12"}
    lines = write_records(tmp_path / "one.jsonl", [told])
    found = exported(lines, date(2026, 2, 12), Progress())

    assert set(found) == {"one"}
    assert found["one"]["origins"][0]["name"] == "Financial Times"
    assert {"independent_origins", "attributions", "claims"} <= set(found["one"])


def test_the_halves_share_nothing_and_are_of_one_size() -> None:
    halves = msgspec.json.decode(HALVES.read_bytes(), type=Halves)

    assert not halves.opened & halves.unopened
    assert len(halves.opened) == len(halves.unopened) == 75


@pytest.mark.shared
def test_the_halves_are_those_of_the_labels(shared: Callable[[str], Path]) -> None:
    halves = msgspec.json.decode(HALVES.read_bytes(), type=Halves)

    assert halves.opened | halves.unopened == {label["id"] for label in records(shared(LABELS))}


def test_every_score_that_is_asked_for_has_one_bound_or_none() -> None:
    names = [asked.name for asked in ASKED]

    assert len(set(names)) == len(names)
    assert all(asked.floor is None or asked.ceiling is None for asked in ASKED)


# ── The sample newsroom ─────────────────────────────────────────────────────────────────────────────────────────────

MIRELUNE, PHARE = origins.Root("Mirelune", "company", ("Le Phare",)), origins.Root("Le Phare", "own")


def test_roots_in_another_order_or_with_other_accents_are_the_same() -> None:
    assert origins.same([MIRELUNE, PHARE], [PHARE, origins.Root("MIRELUNE", "company")])
    assert not origins.same([MIRELUNE, PHARE], [MIRELUNE])
    assert not origins.same([MIRELUNE], [MIRELUNE, PHARE])


def test_roots_missed_and_roots_too_many_are_told_apart() -> None:
    wanted = {"a": [MIRELUNE, PHARE], "b": [MIRELUNE], "c": [PHARE], "d": [PHARE]}
    found = {"a": [MIRELUNE], "b": [PHARE, origins.Root("Mirelune", "person")], "c": [PHARE]}
    scores = {score.name: score.score for score in origins.judged(wanted, found)}

    assert scores == {
        "root_exact": 0.25,
        "main_root_right": pytest.approx(2 / 3),
        "spurious_roots": 1,
        "kind_right": pytest.approx(2 / 3),
        "via_right": pytest.approx(2 / 3),
        "anonymous_right": 1,
    }


def test_whoever_is_not_named_is_one_and_the_same() -> None:
    assert origins.same([origins.Root("unnamed", "unnamed")], [origins.Root("Le Phare", "unnamed")])

"""A translation repeats a text in another language; another report of the same event does not."""

import tomllib
from dataclasses import replace
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest

from vigie.knowledge import names as known
from vigie.model import Article, UnderstoodArticle
from vigie.ports.testing import article, at, story
from vigie.trace import decide
from vigie.trace.translations import in_order, is_translation, marks_of, translated
from vigie.understand import decide as understood

CASES = tomllib.loads((Path(__file__).parent / "cases" / "translations.toml").read_text("utf-8"))
PARALLEL: dict[str, str] = CASES["parallel"]
SAME_EVENT: dict[str, str] = CASES["same_event"]


@cache
def read(language: str, text: str, hour: int = 8, source: str = "") -> UnderstoodArticle:
    made = article(source or f"Gazette {language}", text.strip(), title="Rivemont", language=language)
    one: Article = replace(made, published_at=at(hour))
    return UnderstoodArticle(one, understood(one))


@pytest.mark.parametrize(("later", "earlier"), sorted(permutations(PARALLEL, 2)))
def test_the_same_sentences_in_another_language_are_a_translation(later: str, earlier: str) -> None:
    assert is_translation(read(later, PARALLEL[later], 9), read(earlier, PARALLEL[earlier]))


@pytest.mark.parametrize("report", sorted(SAME_EVENT))
@pytest.mark.parametrize("text", sorted(PARALLEL))
def test_another_report_of_the_event_is_no_translation(report: str, text: str) -> None:
    assert not is_translation(read(report, SAME_EVENT[report], 9), read(text, PARALLEL[text]))


def test_the_two_reports_of_one_event_are_no_translation_of_each_other() -> None:
    assert not is_translation(read("zh", SAME_EVENT["zh"], 9), read("en", SAME_EVENT["en"]))


def test_a_text_in_the_same_language_is_a_copy_and_no_translation() -> None:
    assert not is_translation(read("fr", PARALLEL["fr"], 9, "L'autre"), read("fr", PARALLEL["fr"]))


def test_half_of_a_text_is_no_translation() -> None:
    half = ". ".join(PARALLEL["de"].split(". ")[:3])

    assert not is_translation(read("de", half, 9), read("fr", PARALLEL["fr"]))


def test_a_short_text_proves_nothing() -> None:
    one = read("fr", "Microsoft investit 3 milliards de dollars en 2027.")
    other = read("en", "Microsoft invests $3 billion in 2027.", 9)

    assert not is_translation(other, one)


def test_sentences_in_another_order_are_no_translation() -> None:
    turned = " ".join(reversed(PARALLEL["en"].strip().split(". ")))

    assert not is_translation(read("en", turned, 9), read("fr", PARALLEL["fr"]))


def test_the_earliest_text_is_the_original_of_all() -> None:
    items = [read("vi", PARALLEL["vi"], 7), read("fr", PARALLEL["fr"], 8), read("en", PARALLEL["en"], 9)]
    found = translated({item.article.id: item for item in items}, {})

    assert found == {items[1].article.id: items[0].article.id, items[2].article.id: items[0].article.id}


def test_a_copy_is_not_held_against_other_languages() -> None:
    items = [read("vi", PARALLEL["vi"], 7), read("fr", PARALLEL["fr"], 8)]

    assert translated({i.article.id: i for i in items}, {items[1].article.id: "another"}) == {}


def test_a_translation_goes_to_the_root_of_its_original_through_its_publisher() -> None:
    items = [read("en", PARALLEL["en"], 7), read("zh", PARALLEL["zh"], 9)]
    made = decide(story(*(i.article for i in items)), {i.article.id: i for i in items}, {}, known.load())
    first, second = made.chains

    assert (second.how, second.origin) == ("copy", first.origin)
    assert "Gazette en" in second.via
    assert second.evidence is not None
    assert len(made.voices) == 1


def test_marks_are_what_no_language_changes() -> None:
    marks = marks_of(read("zh", PARALLEL["zh"]))

    assert ("name", "nvidia") in marks
    assert ("number", "1800000000") in marks
    assert any(kind == "day" for kind, _ in marks)


def test_the_longest_common_order() -> None:
    a, b, c = ("name", "a"), ("name", "b"), ("name", "c")

    assert in_order((a, b, c), (a, c, b)) == 2
    assert in_order((a, b, c), (a, b, c)) == 3
    assert in_order((a,), (b,)) == 0

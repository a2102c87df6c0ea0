"""What a source gives, against its own past. All values are given."""

import random
from dataclasses import replace

import pytest

from vigie.app.health.changes import changes_of
from vigie.ports import Sample
from vigie.ports.testing import at


def articles(lengths: list[int], **told: object) -> list[Sample]:
    return [replace(Sample("Le Phare", at(), True, length, "fr", False), **told) for length in lengths]  # type: ignore[arg-type]


def kinds(samples: list[Sample]) -> list[str]:
    return [change.kind for change in changes_of(samples)]


WHOLE = [2400, 3100, 1900, 2800, 4000, 2200, 2600, 3300, 1500, 2900] * 4


def test_texts_that_became_short_all_at_once_are_told_with_both_lengths() -> None:
    (change,) = changes_of(articles([*WHOLE, *[900] * 10]))

    assert (change.kind, change.before, change.now) == ("short", "2700", "900")


def test_pages_that_give_hardly_a_line_give_no_text() -> None:
    (change,) = changes_of([*articles(WHOLE), *articles([120] * 10)])

    assert (change.kind, change.before, change.now) == ("no_text", "100%", "0%")


def test_openings_before_a_wall_are_no_text_however_long() -> None:
    assert kinds([*articles(WHOLE), *articles(WHOLE[:10], opening=True)]) == ["no_text"]


def test_a_few_briefs_are_no_new_template() -> None:
    assert kinds(articles([*WHOLE, 300, 2500, 250, 2600, 280, 3000, 2700, 300, 2800, 3100])) == []


def test_a_house_of_long_pieces_and_briefs_may_have_a_day_of_briefs() -> None:
    mixed = [3000, 3000, 500, 3000, 3000, 550, 3000, 480, 3000, 3000] * 4

    assert kinds(articles([*mixed, *[600] * 6, 3000, 3000, 600, 600])) == []


def test_a_house_that_always_wrote_short_is_as_it_was() -> None:
    assert kinds(articles([220, 180, 90, 240] * 12)) == []
    assert kinds(articles([0] * 60)) == []


def test_dates_that_stop_and_a_language_that_changes_are_told() -> None:
    assert kinds([*articles(WHOLE), *articles(WHOLE[:10], dated=False)]) == ["no_dates"]
    assert kinds([*articles(WHOLE, language="zh-Hant"), *articles(WHOLE[:10], language="en")]) == ["language"]
    assert kinds([*articles(WHOLE, language="pt-BR"), *articles(WHOLE[:10], language="pt")]) == []


def test_two_languages_of_one_house_are_its_own() -> None:
    both = [*articles(WHOLE[:3], language="en"), *articles(WHOLE[:3], language="vi")] * 8

    assert kinds([*both, *articles(WHOLE[:10], language="en")]) == []


@pytest.mark.parametrize("n", [0, 5, 15, 29])
def test_too_little_is_not_judged(n: int) -> None:
    assert kinds(articles([*WHOLE[:n], *[10] * min(n, 10)][:29])) == []


def test_lengths_by_chance_hardly_ever_raise_an_alarm() -> None:
    rng = random.Random(4)  # noqa: S311
    houses = [articles([int(rng.lognormvariate(7.8, 0.6)) for _ in range(60)]) for _ in range(500)]

    assert sum(bool(changes_of(house)) for house in houses) <= 5

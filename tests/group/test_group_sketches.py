"""Shingles are the same everywhere; sketches find the pairs that share much, and estimate what they share."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.group.shingles import NONE, Shingles, own_shingles, scrambled, shared, shingles_of, title_shingles
from vigie.group.sketches import BANDS, ROWS, candidates, signatures

HASHES = {"fr": [731961872, 4179364121], "zh": [716067852, 2196747171], "signature": [62062162, 1485831, 4079583]}
NUMBERS = st.sets(st.integers(0, 2**32 - 1), min_size=1, max_size=60)


def shingles(numbers: set[int]) -> Shingles:
    return np.array(sorted(numbers), dtype=np.uint32)


def some(start: int, count: int) -> Shingles:
    """Numbers drawn by lot, the same each time."""
    return np.unique(
        (scrambled(np.arange(count, dtype=np.uint64) + np.uint64(start << 32)) >> np.uint64(32)).astype(np.uint32)
    )


def test_hashes_are_the_same_on_every_machine() -> None:
    assert shingles_of("Le barrage a été fermé lundi.").tolist() == HASHES["fr"]
    assert shingles_of("大坝周一上午被市长关闭。").tolist() == HASHES["zh"]
    assert signatures([some(1, 50)])[0, :3].tolist() == HASHES["signature"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("L’IA générative a été fermée", "L'IA  GÉNÉRATIVE, a e\u0301te\u0301 fermée"),
        ("ＡＩ 2026 五月 東京で発表した", "AI 2026 五月・東京で発表した"),
        ("أعلنت الحكومة عن اتفاق جديد", "أَعْلَنَت الحكومـــة عن اتفاق جديد"),
        ("हिन्दी समाचार आज की बड़ी खबर", "हिन्दी  समाचार: आज की बड़ी खबर"),
        ("นายกรัฐมนตรีประกาศปิดเขื่อน", "นายกรัฐมนตรี ประกาศ ปิดเขื่อน"),
        ("Thủ tướng đã đóng cửa con đập", "THỦ TƯỚNG đã đóng cửa con đập!"),
        ("Плотину закрыли в понедельник утром", "плотину закрыли — в понедельник утром"),
    ],
)
def test_case_width_marks_and_punctuation_make_no_difference(one: str, other: str) -> None:
    assert len(shingles_of(one)) > 0
    assert shingles_of(one).tolist() == shingles_of(other).tolist()


def test_words_between_quotation_marks_are_not_the_outlets_own() -> None:
    said = "nous avons fermé le barrage parce que la crue montait plus vite que prévu"

    for opening, closing in ("«»", "“”", "„“", '""', "「」"):
        told = own_shingles(f"La mairie de Rivemont dit ceci : {opening} {said} {closing} et rien de plus ce matin.")
        assert shared(told, shingles_of(said)) == 0
        assert len(told) > 0
    assert shared(own_shingles(f"Selon la mairie, {said}."), shingles_of(said)) > 0


def test_a_short_title_is_no_headline() -> None:
    assert len(title_shingles("Séisme au Japon")) == len(title_shingles("今日のまとめ")) == 0
    assert len(title_shingles("Un séisme secoue le nord du Japon")) > 0
    assert len(title_shingles("日本北部发生强烈地震多人受伤送医")) > 0


@given(NUMBERS, NUMBERS)
def test_what_two_sets_share_is_counted(one: set[int], other: set[int]) -> None:
    assert shared(shingles(one), shingles(other)) == shared(shingles(other), shingles(one)) == len(one & other)


@given(st.sets(st.integers(0, 2**32 - 1), min_size=30, max_size=200), st.floats(0, 1))
def test_equal_places_of_two_signatures_estimate_their_jaccard(numbers: set[int], part: float) -> None:
    whole = sorted(numbers)
    cut = int(len(whole) * part)
    one, other = set(whole[cut // 2 :]), set(whole[: len(whole) - cut // 2])
    exact = len(one & other) / len(one | other)
    made = signatures([shingles(one), shingles(other)])

    # Three standard deviations of 48 draws are .22; hypothesis looks for the worst.
    assert float((made[0] == made[1]).mean()) == pytest.approx(exact, abs=0.35)


def test_the_estimate_is_right_on_average() -> None:
    errors = []
    for draw in range(60):
        parts = [some(100 * draw + part, 100) for part in range(3)]
        made = signatures([np.unique(np.concatenate(parts[:2])), np.unique(np.concatenate(parts[1:]))])
        errors.append(float((made[0] == made[1]).mean()) - 1 / 3)

    assert made.shape == (2, BANDS * ROWS)
    assert abs(float(np.mean(errors))) < 0.03


def test_near_identical_and_contained_sets_are_found_among_many_others() -> None:
    others = [some(seed, 120) for seed in range(100, 400)]
    long = some(1, 800)
    brief = np.sort(long[100:140])
    edited = np.sort(np.concatenate([long[:700], some(2, 100)]))
    sets = [*others, long, brief, edited]

    assert candidates(sets, [0] * len(sets)).tolist() == [[300, 301], [300, 302], [301, 302]]


def test_sets_of_two_kinds_do_not_meet_and_empty_ones_meet_nobody() -> None:
    one = some(1, 50)

    assert candidates([one, one], [0, 1]).tolist() == []
    assert candidates([NONE, NONE, one, one], [0, 0, 0, 0]).tolist() == [[2, 3]]
    assert candidates([], []).tolist() == candidates([one], [0]).tolist() == []


def test_a_text_carried_by_many_costs_a_few_pairs_each() -> None:
    one = some(1, 50)

    assert len(candidates([one] * 200, [0] * 200)) < 3 * 200


@given(st.lists(NUMBERS, min_size=2, max_size=12))
def test_equal_sets_are_always_found(given_sets: list[set[int]]) -> None:
    sets = [shingles(numbers) for numbers in (*given_sets, given_sets[0])]

    assert len(given_sets) in candidates(sets, [0] * len(sets))[:, 1]

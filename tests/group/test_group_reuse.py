"""Which texts repeat another's words, in scripts with and without spaces."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.group.reuse import ENOUGH, Wording, containment, originals, shingles_of
from vigie.ports.testing import at

LONG = {
    "fr": "Le barrage de Rivemont a été fermé lundi matin par la mairie après la crue qui a noyé trois cent quarante "
    "maisons de la vallée, et les habitants ont été conduits vers les écoles du plateau en attendant que les eaux se retirent.",
    "en": "The dam at Tarnbridge was closed on Monday morning by the mayor after the flood that drowned three hundred and "
    "forty houses of the valley, and the people were taken to the schools of the plateau until the waters go down again.",
    "zh": "塔恩布里奇的大坝周一上午被市长关闭，此前的洪水淹没了山谷里的三百四十座房屋，居民们被送往高原上的学校等待洪水退去。",
    "ja": "月曜日の朝、市長は谷の三百四十軒を水没させた洪水を受けてダムを閉鎖し、住民は水が引くまで高原の学校に避難している。",
    "ar": "أُغلق سد تارنبريدج صباح الاثنين بقرار من رئيس البلدية بعد الفيضان الذي أغرق ثلاثمئة وأربعين منزلا في الوادي ونُقل "
    "السكان إلى مدارس الهضبة في انتظار انحسار المياه عن بيوتهم وحقولهم وطرقهم القديمة.",
    "ru": "Плотину в Тарнбридже закрыли в понедельник утром по решению мэра после наводнения, затопившего триста сорок домов "
    "долины, а жителей отвезли в школы на плоскогорье, пока вода не уйдёт из домов, полей и старых дорог.",
    "ko": "타른브리지 댐은 계곡의 집 삼백사십 채를 잠기게 한 홍수 뒤 월요일 아침 시장의 결정으로 닫혔고 주민들은 "
    "물이 빠질 때까지 고원의 학교로 옮겨져 있으며 시장은 아무 말도 하지 않았다고 한다.",
}


def wording(name: str, text: str, hour: int = 8, language: str = "fr") -> Wording:
    return Wording(name, language, at(hour), shingles_of(text))


@pytest.mark.parametrize("language", LONG)
def test_a_copy_is_marked_with_the_earlier_article(language: str) -> None:
    text = LONG[language]
    first, copy = wording("first", text, 8, language), wording("copy", text + " Fin.", 9, language)

    assert originals([first, copy]) == {"copy": "first"}
    assert originals([copy, first]) == {"copy": "first"}


@pytest.mark.parametrize("language", LONG)
def test_a_text_cut_to_two_thirds_is_still_a_copy(language: str) -> None:
    text = LONG[language]

    assert originals([wording("a", text, 8, language), wording("b", text[: len(text) * 2 // 3], 9, language)]) == {
        "b": "a"
    }


@pytest.mark.parametrize("one", LONG)
@pytest.mark.parametrize("other", LONG)
def test_different_texts_are_no_copies(one: str, other: str) -> None:
    if one != other:
        assert originals([wording("a", LONG[one]), wording("b", LONG[other], 9)]) == {}


def test_punctuation_case_and_spaces_do_not_hide_a_copy() -> None:
    text = LONG["fr"]
    dressed = text.upper().replace(",", " —").replace(" ", "\u00a0\n ")

    assert originals([wording("a", text), wording("b", dressed, 9)]) == {"b": "a"}


def test_a_copy_of_a_copy_goes_back_to_the_first() -> None:
    text = LONG["en"]
    found = originals([wording("a", text, 6), wording("b", text + " More words at the end.", 7), wording("c", text, 8)])

    assert found == {"b": "a", "c": "a"}


def test_a_shared_formula_is_no_copy() -> None:
    short = "La mairie a annoncé lundi matin que le barrage"

    assert originals([wording("a", short + " rouvrira."), wording("b", short + " fermera.", 9)]) == {}
    assert containment(shingles_of(short), shingles_of(short)) == 0.0


def test_a_translation_is_no_copy() -> None:
    one = wording("a", LONG["fr"], 8, "fr")

    assert originals([one, replace(one, article="b", language="en", published_at=at(9))]) == {}


def test_two_texts_of_one_moment_are_told_apart_by_name() -> None:
    text = LONG["fr"]

    assert originals([wording("b", text), wording("a", text)]) == {"b": "a"}


@given(st.text(max_size=300))
def test_every_text_contains_itself_or_is_too_short_to_tell(text: str) -> None:
    made = shingles_of(text)

    assert containment(made, made) == (1.0 if len(made) >= ENOUGH else 0.0)


@given(st.text(max_size=200), st.text(max_size=200))
def test_containment_is_the_same_both_ways(one: str, other: str) -> None:
    a, b = shingles_of(one), shingles_of(other)

    assert containment(a, b) == containment(b, a)
    assert 0.0 <= containment(a, b) <= 1.0

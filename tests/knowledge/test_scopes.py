"""What the words around a figure say of it: one table a language, read by one sentence each."""

import pytest

from vigie.knowledge.cues import cues
from vigie.knowledge.scopes import BOUNDS, COUNTED, KINDS, REACH, SAID_OF_ANOTHER, TOLLS, kinds_in, languages

SAID = {
    "fr": ("valorisée à plus de", {"valuation", "least"}),
    "en": ("has raised to date up to", {"total", "most"}),
    "de": ("insgesamt rund", {"total", "about"}),
    "es": ("al menos muertos", {"least", "dead"}),
    "pt": ("cerca de feridos", {"about", "injured"}),
    "it": ("circa licenziamenti", {"about", "staff"}),
    "nl": ("ongeveer werknemers", {"about", "staff"}),
    "zh": ("估值超过", {"valuation", "least"}),
    "ja": ("評価額は約", {"valuation", "about"}),
    "ko": ("기업가치 최대", {"valuation", "most"}),
    "vi": ("khoảng khách hàng", {"about", "clients"}),
    "ar": ("على الأقل قتلى", {"least", "dead"}),
    "ru": ("около сотрудников", {"about", "staff"}),
    "pl": ("około pracowników", {"about", "staff"}),
    "fi": ("noin työntekijää", {"about", "staff"}),
}


@pytest.mark.parametrize("language", SAID)
def test_the_words_around_a_figure_tell_its_reach(language: str) -> None:
    words, kinds = SAID[language]

    assert kinds_in(words, language) == kinds


def test_every_language_has_its_words_and_its_case() -> None:
    assert set(languages()) == set(SAID)


def test_every_language_has_cues_or_is_spaced() -> None:
    assert [language for language in languages() if cues(language) is None] in ([], ["pl"])


def test_kinds_are_apart() -> None:
    groups = (REACH, COUNTED, BOUNDS, SAID_OF_ANOTHER)
    assert sum(map(len, groups)) == len(KINDS)
    assert TOLLS < COUNTED


def test_plain_words_and_unknown_languages_tell_nothing() -> None:
    assert kinds_in("lève des fonds", "fr") == frozenset()
    assert kinds_in("at a valuation of", "xx") == frozenset()

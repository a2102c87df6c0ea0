"""How bylines, clocks and days are written: the tables are whole, and a spoilt one is told of in one line."""

from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from vigie.knowledge import bylines, clocks
from vigie.model import KnowledgeError


@pytest.mark.parametrize("language", bylines.languages())
def test_every_language_has_words_for_who_wrote_it(language: str) -> None:
    words = bylines.bylines(language)

    assert words.by or words.labels
    assert words.joins
    assert "by" in words.by  # templates leave English beside every language


def test_a_region_is_its_language_and_an_unknown_language_is_all() -> None:
    assert bylines.bylines("de-AT") == bylines.bylines("de")
    assert "von" not in bylines.bylines("fr").by
    assert {"von", "par", "بقلم", "作者"} <= set(bylines.bylines("").by)


def test_zones_and_languages_of_clocks_exist() -> None:
    table = clocks.clocks()

    for name in table.mostly.values():
        assert ZoneInfo(name)
    for language in (*table.world, *(one for one in table.spoken_in if one != "no")):
        assert Locale.parse(language).months["format"]["wide"]


@pytest.mark.parametrize("text", ["oops", "[fr]\nby = 3", "[fr]\nwho = ['x']"])
def test_a_spoilt_table_of_bylines_is_told_of(text: str) -> None:
    with pytest.raises(KnowledgeError, match=r"bylines\.toml"):
        bylines.read(text)


@pytest.mark.parametrize("text", ["oops", "world = 3", "world = []"])
def test_a_spoilt_table_of_clocks_is_told_of(text: str) -> None:
    with pytest.raises(KnowledgeError, match=r"clocks\.toml"):
        clocks.read(text)

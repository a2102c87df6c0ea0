"""The words of composed sentences: every language has the same ones, and French reads like French."""

import tomllib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from vigie.model import Status, UsageError
from vigie.model.understanding import EventType
from vigie.write.phrasing import HERE, fields_of, phrasing, set_spaces

LANGUAGES = sorted(entry.name.removesuffix(".toml") for entry in HERE.iterdir() if entry.name.endswith(".toml"))
# What a language may have of its own: how it contracts « de ».
OWN = {"de"}


def file_of(language: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{language}.toml").read_text("utf-8"))


def leaves(table: dict[str, Any], path: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= leaves(value, f"{path}{key}.")
        else:
            found[path + key] = value
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_words(language: str) -> None:
    def keys(code: str) -> set[str]:
        return {key for key in leaves(file_of(code)) if key.split(".")[0] not in OWN | {"scale"}}

    assert keys(language) == keys("fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_fills_in_the_same_fields(language: str) -> None:
    def fields(code: str) -> dict[str, set[str]]:
        # {de_name} is {name} after a French « de ».
        return {
            key: {name.removeprefix("de_") for name in fields_of(value)}
            for key, value in leaves(file_of(code)).items()
            if isinstance(value, str)
        }

    assert {k: v for k, v in fields(language).items() if v} == {k: v for k, v in fields("fr").items() if v}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_and_event_has_a_word(language: str) -> None:
    words = phrasing(language)

    assert set(words.status) == set(Status)
    assert set(words.events) == set(EventType)


def test_a_language_without_a_file_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match=r"'xx'.*choose one of: .*fr"):
        phrasing("xx")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("OpenAI", "d’OpenAI"),
        ("Anthropic", "d’Anthropic"),
        ("Éditis", "d’Éditis"),
        ("Microsoft", "de Microsoft"),
        ("Yahoo", "de Yahoo"),
        ("le Financial Times", "du Financial Times"),
        ("les Échos", "des Échos"),
        ("la Commission européenne", "de la Commission européenne"),
        ("l’Agence France-Presse", "de l’Agence France-Presse"),
        ("l'Élysée", "de l’Élysée"),
        ("36Kr", "de 36Kr"),
        ("路透社", "de 路透社"),
    ],
)
def test_de_is_contracted_and_elided(name: str, said: str) -> None:
    assert phrasing("fr").of(name) == said


@pytest.mark.parametrize(
    ("day", "french", "english"),
    [
        (date(2026, 4, 1), "1er avril 2026", "1 April 2026"),
        (date(2026, 4, 23), "23 avril 2026", "23 April 2026"),
        (date(2026, 8, 11), "11 août 2026", "11 August 2026"),
        (date(2026, 1, 1), "1er janvier 2026", "1 January 2026"),
    ],
)
def test_a_day_is_written_as_its_language_writes_it(day: date, french: str, english: str) -> None:
    assert (phrasing("fr").day(day), phrasing("en").day(day)) == (french, english)


@pytest.mark.parametrize(
    ("value", "currency", "french", "english"),
    [
        ("50000000000", "USD", "50 milliards de dollars", "50 billion dollars"),
        ("1500000000", "EUR", "1,5 milliard d’euros", "1.5 billion euros"),
        ("1999000000", "EUR", "1,999 milliard d’euros", "1.999 billion euros"),
        ("2000000000", "EUR", "2 milliards d’euros", "2 billion euros"),
        ("1000000", "GBP", "1 million de livres sterling", "1 million pounds sterling"),
        ("350000", "USD", "350 000 dollars", "350,000 dollars"),
        ("1", "EUR", "1 euro", "1 euro"),
        ("3000000", "JPY", "3 millions de yens", "3 million yen"),
        ("7000000", "XAF", "7 millions de XAF", "7 million XAF"),
        ("2000000000000", "USD", "2 000 milliards de dollars", "2 trillion dollars"),
        ("1234567890", "USD", "1,235 milliard de dollars", "1.235 billion dollars"),
    ],
)
def test_an_amount_is_written_with_its_plural_and_its_de(value: str, currency: str, french: str, english: str) -> None:
    def plain(text: str) -> str:
        return text.replace("\u00a0", " ").replace("\u202f", " ")

    assert plain(phrasing("fr").amount(Decimal(value), currency)) == french
    assert plain(phrasing("en").amount(Decimal(value), currency)) == english


def test_the_spaces_inside_a_number_do_not_break() -> None:
    assert phrasing("fr").amount(Decimal(350000), "USD") == "350\u202f000\u00a0dollars"
    assert phrasing("fr").amount(Decimal("12.5"), "", "percent") == "12,5\u00a0%"


@pytest.mark.parametrize(
    ("names", "said"),
    [(["A"], "A"), (["A", "B"], "A et B"), (["A", "B", "C"], "A, B et C"), ([""], "")],
)
def test_names_are_joined(names: list[str], said: str) -> None:
    assert phrasing("fr").join(names) == said


@pytest.mark.parametrize(
    ("key", "number", "said"),
    [
        ("outlets", 1, "un titre"),
        ("outlets", 2, "raconté par 2 titres"),
        ("voices", 1, "une seule origine"),
        ("voices", 3, "3 origines indépendantes"),
        ("languages", 2, "2 langues"),
        ("more", 1, "une autre"),
        ("more", 4, "4 autres"),
    ],
)
def test_counts_agree(key: str, number: int, said: str) -> None:
    assert phrasing("fr").count(key, number) == said


@pytest.mark.parametrize(
    ("language", "text", "set_"),
    [
        (
            "fr",
            "« Fermé » : oui ; vraiment ? Oui !",
            "«\u00a0Fermé\u00a0»\u00a0: oui\u202f; vraiment\u202f? Oui\u202f!",
        ),
        ("fr", "«Fermé»", "«\u00a0Fermé\u00a0»"),
        ("fr", "Deux   lignes\nsont une.", "Deux lignes sont une."),
        ("fr", "Une faute , corrigée .", "Une faute, corrigée."),
        ("fr", "à 12:30, https://a.example/b:c", "à 12:30, https://a.example/b:c"),
        ("fr", "« Fermé\u00a0»\u202f?", "«\u00a0Fermé\u00a0»\u202f?"),
        ("en", "Closed : yes ; really ?", "Closed : yes ; really ?"),
        ("zh", "大坝 ：关闭\n了", "大坝 ：关闭 了"),
        ("ar", "مغلق ؟", "مغلق ؟"),
        ("fr", "", ""),
    ],
)
def test_french_punctuation_keeps_its_no_break_spaces(language: str, text: str, set_: str) -> None:
    assert set_spaces(text, language) == set_


@pytest.mark.parametrize("text", ["« Fermé » : oui ; vraiment ?", "Une faute , corrigée .", "(Fermé) : « oui » !"])
def test_setting_spaces_twice_changes_nothing(text: str) -> None:
    once = set_spaces(text, "fr")

    assert set_spaces(once, "fr") == once

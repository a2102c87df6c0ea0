from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from babel import Locale

from vigie.model import EventType, KnowledgeError, Status, UsageError
from vigie.publish.wording import _table, build, check, languages, wording


@pytest.mark.parametrize(
    ("n", "told"), [(0, "0 article"), (1, "1 article"), (3, "3 articles"), (1_000_000, "1\u202f000\u202f000 articles")]
)
def test_french_counts_agree_with_their_number(n: int, told: str) -> None:
    assert wording("fr").count("articles", n) == told


def test_english_counts_agree_with_their_number() -> None:
    assert [wording("en").count("articles", n) for n in (0, 1, 3)] == ["0 articles", "1 article", "3 articles"]


def test_every_file_has_the_same_keys_and_names() -> None:
    for language in languages():
        check(_table(language), _table("fr"), f"{language}.toml")


@pytest.mark.parametrize("language", languages())
def test_every_status_and_event_type_has_a_word(language: str) -> None:
    table = _table(language)

    assert set(table["status"]) == {str(status) for status in Status}
    assert set(table["event"]) == {str(event) for event in EventType}


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda t: t["text"].pop("skip"), "publish.wording_keys"),
        (lambda t: t["text"].update(extra="x"), "publish.wording_keys"),
        (lambda t: t["text"].update(note="Note"), "publish.wording_places"),
        (lambda t: t["count"].update(articles={"one": "{n} a"}), "publish.wording_plural"),
        (lambda t: t["count"].update(articles="{n} a"), "publish.wording_shape"),
        (lambda t: t.update(more={}), "publish.wording_keys"),
    ],
)
def test_a_file_that_is_not_well_formed_is_refused_by_name(change: Callable[[Any], object], key: str) -> None:
    table = {section: dict(entries) for section, entries in _table("en").items()}
    change(table)

    with pytest.raises(KnowledgeError) as error:
        check(table, _table("fr"), "xx.toml")
    assert error.value.key == key
    assert "xx.toml" in error.value.what


def test_a_language_without_a_file_names_those_that_have_one() -> None:
    with pytest.raises(UsageError, match="choose one of de, en, es, fr, pt"):
        wording("tlh")


def test_a_regional_language_uses_its_base() -> None:
    assert wording("fr-CA").count("articles", 2) == "2 articles"
    assert wording("fr-CA").own("fr")


def test_dates_are_written_as_readers_write_them() -> None:
    assert wording("fr").long_date(date(2026, 4, 23)) == "jeudi 23 avril 2026"
    assert wording("fr").long_date(date(2026, 4, 1)) == "mercredi 1er avril 2026"
    assert wording("en").long_date(date(2026, 4, 1)) == "Wednesday, April 1, 2026"


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-04-23", "23 avr. 2026"),
        ("2026-05-01", "1er mai 2026"),
        ("2026-04-23T06:10:00+00:00", "23 avr. 2026 à 06:10\u00a0UTC"),
        ("2026-04-23T06:10:00Z", "23 avr. 2026 à 06:10\u00a0UTC"),
        ("2026-04-23T06:10:00", "23 avr. 2026 à 06:10"),
        ("2026-04-23T06:10:00+08:00", "23 avr. 2026 à 06:10\u00a0+0800"),
        ("hier\x1b[31m", "hier"),
        ("", ""),
    ],
)
def test_moments_are_short_and_keep_their_zone(moment: str, told: str) -> None:
    assert wording("fr").short_moment(moment) == told


def test_no_ordinary_space_stands_before_a_high_sign_in_french() -> None:
    said = wording("fr")
    texts = [*said.text.values(), *(form for forms in said.counted.values() for form in forms.values())]

    assert not [text for text in texts if any(f" {sign}" in text for sign in ":;!?»") or "« " in text]


def test_languages_are_named_in_the_readers_language() -> None:
    said = wording("fr")

    assert [said.in_language(code) for code in ("en", "zh", "ar", "vi", "pt-BR")] == [
        "en anglais",
        "en chinois",
        "en arabe",
        "en vietnamien",
        "en portugais (Brésil)",
    ]
    assert [said.in_language(code) for code in ("", "und", "<b>")] == ["langue inconnue"] * 3


def test_de_loses_its_vowel_before_another() -> None:
    said = wording("fr")

    assert said.say("copy_of", source="Reuters") == "reprise de Reuters"
    assert said.say("copy_of", source="Associated Press") == "reprise d’Associated Press"


@pytest.mark.parametrize(
    ("value", "currency", "unit", "told"),
    [
        ("3000000000", "USD", "", "3 milliards de dollars"),
        ("3250000000.00", "EUR", "", "3,25 milliards d’euros"),
        ("1000000", "GBP", "", "1 million de livres sterling"),
        ("3257000001", "USD", "", "3\u202f257\u202f000\u202f001\u00a0dollars"),
        ("500000", "USD", "", "500\u202f000\u00a0dollars"),
        ("1", "EUR", "", "1\u00a0euro"),
        ("12.5", "", "percent", "12,5\u202f%"),
        ("1200", "", "person", "1\u202f200\u00a0personnes"),
        ("20", "", "years", "20\u00a0ans"),
        ("7", "", "rats", "7\u00a0rats"),
        ("12", "", "", "12"),
        ("1000", "CHF", "", "1\u202f000\u00a0francs suisses"),
        ("plusieurs", "EUR", "", "plusieurs EUR"),
        ("NaN", "", "", "NaN"),
    ],
)
def test_figures_are_exact_and_in_words(value: str, currency: str, unit: str, told: str) -> None:
    assert wording("fr").figure(value, currency, unit).replace("\u00a0%", "\u202f%") == told


def test_quoted_words_stay_as_they_are_between_marks_of_another_kind() -> None:
    said = wording("fr")

    assert said.quote("Non") == "«\u00a0Non\u00a0»"
    assert said.quote("« Non », dit-il") == "“« Non », dit-il”"
    assert said.quote("« Non »") == "« Non »"


def test_a_plural_rule_of_another_kind_needs_no_code() -> None:
    table = {
        **_table("en"),
        "count": {
            **_table("en")["count"],
            "articles": {"one": "{n} artykuł", "few": "{n} artykuły", "other": "{n} artykułów"},
        },
    }
    said = build(table, "pl", Locale("pl"))

    assert [said.count("articles", n) for n in (1, 2, 5)] == ["1 artykuł", "2 artykuły", "5 artykułów"]


@pytest.mark.parametrize(
    ("language", "value", "currency", "unit", "told"),
    [
        ("es", "3250000000", "USD", "", "3.250\u00a0millones de dólares"),
        ("es", "1000000", "EUR", "", "1 millón de euros"),
        ("es", "1500000000000", "EUR", "", "1,5 billones de euros"),
        ("es", "1", "USD", "", "1\u00a0dólar"),
        ("de", "3250000000", "USD", "", "3,25 Milliarden Dollar"),
        ("de", "1000000", "EUR", "", "1 Million Euro"),
        ("de", "1200", "", "person", "1.200\u00a0Personen"),
        ("pt", "3250000000", "BRL", "", "3,25 bilhões de reais"),
        ("pt", "1000000", "USD", "", "1 milhão de dólares"),
        ("pt-PT", "3250000000", "EUR", "", "3,25 mil milhões de euros"),
    ],
)
def test_figures_are_said_as_each_languages_papers_say_them(
    language: str, value: str, currency: str, unit: str, told: str
) -> None:
    assert wording(language).figure(value, currency, unit) == told


def test_each_language_writes_its_dates_lists_and_names_of_languages() -> None:
    said = {language: wording(language) for language in ("es", "de", "pt")}

    assert said["es"].long_date(date(2026, 4, 1)) == "miércoles, 1 de abril de 2026"
    assert said["de"].long_date(date(2026, 4, 1)) == "Mittwoch, 1. April 2026"
    assert said["pt"].long_date(date(2026, 4, 1)) == "quarta-feira, 1º de abril de 2026"
    assert [said[one].in_language("zh") for one in ("es", "de", "pt")] == ["en chino", "auf Chinesisch", "em chinês"]
    assert said["es"].join(["Microsoft", "IBM"]) == "Microsoft e IBM"
    assert said["es"].join(["Nokia", "Hielos del Sur"]) == "Nokia y Hielos del Sur"
    assert said["de"].join(["Reuters", "dpa", "AFP"]) == "Reuters, dpa und AFP"
    assert said["de"].quote("Nein") == "„Nein“"

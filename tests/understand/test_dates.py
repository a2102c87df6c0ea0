"""Days named in a text, as days of the calendar, told from the day of publication: Thursday 12 March 2026."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie.knowledge.cues import fold
from vigie.understand import dates
from vigie.understand.dates import dates_of

THURSDAY = date(2026, 3, 12)

DAYS = [
    ("fr", "hier", "2026-03-11"),
    ("fr", "avant-hier", "2026-03-10"),
    ("fr", "aujourd’hui", "2026-03-12"),
    ("fr", "demain", "2026-03-13"),
    ("en", "yesterday", "2026-03-11"),
    ("en", "tomorrow", "2026-03-13"),
    ("de", "gestern", "2026-03-11"),
    ("es", "ayer", "2026-03-11"),
    ("it", "ieri", "2026-03-11"),
    ("pt", "ontem", "2026-03-11"),
    ("nl", "gisteren", "2026-03-11"),
    ("fi", "eilen", "2026-03-11"),
    ("ru", "вчера", "2026-03-11"),
    ("ar", "أمس", "2026-03-11"),
    ("vi", "hôm qua", "2026-03-11"),
    ("zh", "公司昨天宣布关闭大坝", "2026-03-11"),
    ("ja", "昨日、ダムが閉鎖された", "2026-03-11"),
    ("ko", "어제 댐이 닫혔다", "2026-03-11"),
    # A week day is the last one before, or the day itself.
    ("fr", "lundi", "2026-03-09"),
    ("fr", "jeudi", "2026-03-12"),
    ("fr", "vendredi", "2026-03-06"),
    ("en", "on Monday", "2026-03-09"),
    ("de", "am Montag", "2026-03-09"),
    ("es", "el lunes", "2026-03-09"),
    ("ru", "в понедельник", "2026-03-09"),
    ("ar", "يوم الاثنين", "2026-03-09"),
    ("vi", "hôm thứ Hai", "2026-03-09"),
    ("zh", "大坝周一关闭", "2026-03-09"),
    ("ja", "月曜日に閉鎖", "2026-03-09"),
    ("ko", "월요일에 닫혔다", "2026-03-09"),
    # A full date
    ("fr", "le 1er avril 2025", "2025-04-01"),
    ("fr", "12 mars 2026", "2026-03-12"),
    ("en", "March 3rd, 2026", "2026-03-03"),
    ("en", "3 March 2026", "2026-03-03"),
    ("en", "Feb. 2, 2026", "2026-02-02"),
    ("de", "3. März 2026", "2026-03-03"),
    ("es", "3 de marzo de 2026", "2026-03-03"),
    ("pt", "3 de março de 2026", "2026-03-03"),
    ("it", "3 marzo 2026", "2026-03-03"),
    ("ru", "3 марта 2026", "2026-03-03"),
    ("vi", "3 tháng 3 năm 2026", "2026-03-03"),
    ("ar", "3 مارس 2026", "2026-03-03"),
    ("zh", "2025年6月19日", "2025-06-19"),
    ("ja", "2025年6月19日", "2025-06-19"),
    ("ko", "2025년 6월 19일", "2025-06-19"),
    ("en", "2025-06-19", "2025-06-19"),
    ("xx", "2025-06-19", "2025-06-19"),
    # A day without a year is the nearest one.
    ("fr", "le 20 décembre", "2025-12-20"),
    ("fr", "le 20 août", "2026-08-20"),
    ("en", "December 20", "2025-12-20"),
    ("zh", "12月20日", "2025-12-20"),
    ("ja", "8月20日", "2026-08-20"),
    ("ko", "12월 20일", "2025-12-20"),
]  # fmt: skip

NONE = [
    ("fr", "le 31 juin"),
    ("fr", "le 30 février 2026"),
    ("zh", "99月99日"),
    ("en", "the march went on"),
    ("en", "they may close it"),
    ("fr", "une hiérarchie"),
    ("fr", ""),
    ("en", "version 2026-99-99"),
    ("xx", "hier, lundi, 12 mars"),
]


def read(language: str, text: str, published: date = THURSDAY) -> list[tuple[str, str]]:
    found = dates_of("a", "text", text, language, published)
    return [(mention.start.isoformat(), mention.end.isoformat()) for mention in found]


@pytest.mark.parametrize(("language", "text", "day"), DAYS)
def test_a_day_is_told_from_the_day_of_publication(language: str, text: str, day: str) -> None:
    assert read(language, text) == [(day, day)]


@pytest.mark.parametrize(("language", "text"), NONE)
def test_what_is_no_day_is_no_date(language: str, text: str) -> None:
    assert read(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "start", "end"),
    [
        ("fr", "le mois dernier", "2026-02-01", "2026-02-28"),
        ("fr", "l’an dernier", "2025-01-01", "2025-12-31"),
        ("fr", "en mars 2024", "2024-03-01", "2024-03-31"),
        ("fr", "en février 2024", "2024-02-01", "2024-02-29"),
        ("en", "next month", "2026-04-01", "2026-04-30"),
        ("en", "last year", "2025-01-01", "2025-12-31"),
        ("en", "in June 2025", "2025-06-01", "2025-06-30"),
        ("de", "im Juni 2025", "2025-06-01", "2025-06-30"),
        ("es", "en junio de 2025", "2025-06-01", "2025-06-30"),
        ("zh", "去年", "2025-01-01", "2025-12-31"),
        ("ja", "来月", "2026-04-01", "2026-04-30"),
        ("ko", "지난달", "2026-02-01", "2026-02-28"),
        ("vi", "năm ngoái", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_month_or_a_year_is_its_first_to_its_last_day(language: str, text: str, start: str, end: str) -> None:
    assert read(language, text) == [(start, end)]


def test_a_month_before_january_is_in_the_year_before() -> None:
    assert read("fr", "le mois dernier", date(2026, 1, 5)) == [("2025-12-01", "2025-12-31")]
    assert read("en", "next month", date(2025, 12, 5)) == [("2026-01-01", "2026-01-31")]


def test_the_nearest_year_is_looked_for_on_both_sides() -> None:
    assert read("fr", "le 2 janvier", date(2025, 12, 30)) == [("2026-01-02", "2026-01-02")]
    assert read("fr", "le 30 décembre", date(2026, 1, 2)) == [("2025-12-30", "2025-12-30")]


def test_the_29th_of_february_is_a_day_of_leap_years_alone() -> None:
    assert read("fr", "le 29 février", date(2024, 3, 1)) == [("2024-02-29", "2024-02-29")]
    assert read("fr", "le 29 février 2026", THURSDAY) == []


def test_a_day_is_read_once_with_the_most_that_is_said_of_it() -> None:
    text = "lundi 9 mars 2026"
    found = dates_of("a", "text", text, "fr", THURSDAY)

    assert {(mention.start, mention.end) for mention in found} == {(date(2026, 3, 9), date(2026, 3, 9))}


def test_several_days_come_in_order_with_their_words() -> None:
    text = "Annoncé hier, le projet du 3 janvier 2025 sera repris demain."
    found = dates_of("a", "text", text, "fr", THURSDAY)

    assert [text[m.span.start : m.span.end] for m in found] == ["hier", "3 janvier 2025", "demain"]


@pytest.mark.parametrize("published", [date.min, date.max])
def test_a_page_dated_at_the_end_of_time_breaks_nothing(published: date) -> None:
    for words in (
        "hier",
        "demain",
        "lundi",
        "le 3 mars",
        "le mois dernier",
        "l’an prochain",
        "le mois prochain",
        "l’an dernier",
    ):
        read("fr", words, published)


PIECES = ["2026-03-01", "3 ", "12", "月", "日", "mars", " mars ", "march 3", "mar", "le mois dernier", "hier", "demain",
          "lundi", "昨天", "周三", "3월", "morgen", " ", ",", "x", "2026", " de ", "أمس"]  # fmt: skip


@settings(deadline=None)
@given(st.sampled_from(["fr", "en", "de", "zh", "ko", "ar", "xx"]), st.lists(st.sampled_from(PIECES), max_size=12))
def test_a_rule_that_is_not_tried_would_have_read_nothing(language: str, pieces: list[str]) -> None:
    text = fold("".join(pieces))
    rules, words = dates._rules(language)
    tried = {hit.meaning for hit in words.find_all(text, text)}

    for number, rule in enumerate(rules):
        places = [hit.start for hit in words.find_all(text, text) if hit.meaning == number]
        assert [m.span() for m in dates._matches(rule, places, text)] == [m.span() for m in rule.pattern.finditer(text)]
        called = number in tried or (rule.needs is not None and rule.needs.search(text))
        assert called or not rule.pattern.search(text)

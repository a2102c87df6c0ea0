"""Figures and what they are figures of, in the number formats of each language. One value, however it is written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.knowledge.figures import plain
from vigie.understand.amounts import amounts_of

# Each case: language, text, value, currency or unit.
CASES = [
    # French
    ("fr", "levée de 50 Md$", "50000000000", "USD"),
    ("fr", "1,5 milliard d’euros", "1500000000", "EUR"),
    ("fr", "1,5\u00a0milliard d'euros", "1500000000", "EUR"),
    ("fr", "1.5 milliard de dollars", "1500000000", "USD"),
    ("fr", "350 millions de dollars", "350000000", "USD"),
    ("fr", "350 M€ levés", "350000000", "EUR"),
    ("fr", "3 Mds€ en Bourse", "3000000000", "EUR"),
    ("fr", "2 Mds d’euros", "2000000000", "EUR"),
    ("fr", "12 000 euros", "12000", "EUR"),
    ("fr", "12\u202f000\u00a0€", "12000", "EUR"),
    ("fr", "12.000 euros", "12000", "EUR"),
    ("fr", "1 234 567,89 €", "1234567.89", "EUR"),
    ("fr", "deux milliards de yuans", "2000000000", "CNY"),
    ("fr", "une amende de 4,2 %", "4.2", "percent"),
    ("fr", "3 pour cent", "3", "percent"),
    ("fr", "600 salariés", "600", "person"),
    ("fr", "900 millions d’utilisateurs", "900000000", "person"),
    ("fr", "40 millions de livres sterling", "40000000", "GBP"),
    ("fr", "$20 millions", "20000000", "USD"),
    # English
    ("en", "a $50bn bet", "50000000000", "USD"),
    ("en", "a $1.5 billion round", "1500000000", "USD"),
    ("en", "an $8m fine", "8000000", "USD"),
    ("en", "a billion dollars", "1000000000", "USD"),
    ("en", "$1.5B", "1500000000", "USD"),
    ("en", "US$350 million", "350000000", "USD"),
    ("en", "350 million dollars", "350000000", "USD"),
    ("en", "€12,000", "12000", "EUR"),
    ("en", "£1,234,567.89", "1234567.89", "GBP"),
    ("en", "a 12.5 percent rise", "12.5", "percent"),
    ("en", "a 12.5% rise", "12.5", "percent"),
    ("en", "600 employees", "600", "person"),
    ("en", "two billion yuan", "2000000000", "CNY"),
    ("en", "₹500 crore", "5000000000", "INR"),
    ("en", "A$20 million", "20000000", "AUD"),
    ("en", "HK$3bn", "3000000000", "HKD"),
    ("en", "$3T", "3000000000000", "USD"),
    # German: points group, commas cut.
    ("de", "1,5 Milliarden Euro", "1500000000", "EUR"),
    ("de", "1.500 Euro", "1500", "EUR"),
    ("de", "350 Mio. Euro", "350000000", "EUR"),
    ("de", "350 Mio. Dollar", "350000000", "USD"),
    ("de", "12,5 Prozent", "12.5", "percent"),
    ("de", "50 Mrd. Dollar", "50000000000", "USD"),
    ("de", "600 Mitarbeiter", "600", "person"),
    # Spanish
    ("es", "1.500 millones de euros", "1500000000", "EUR"),
    ("es", "50.000 millones de dólares", "50000000000", "USD"),
    ("es", "350 millones de euros", "350000000", "EUR"),
    ("es", "12,5 por ciento", "12.5", "percent"),
    ("es", "un 12,5 %", "12.5", "percent"),
    # Portuguese, Italian, Dutch
    ("pt", "R$ 2 bilhões", "2000000000", "BRL"),
    ("pt", "1,5 bilhão de dólares", "1500000000", "USD"),
    ("it", "1,5 miliardi di euro", "1500000000", "EUR"),
    ("it", "350 milioni di dollari", "350000000", "USD"),
    ("nl", "1,5 miljard euro", "1500000000", "EUR"),
    # Vietnamese: tỷ is a thousand million.
    ("vi", "50 tỷ USD", "50000000000", "USD"),
    ("vi", "1,5 tỷ đô la", "1500000000", "USD"),
    ("vi", "350 triệu USD", "350000000", "USD"),
    ("vi", "20.000 tỷ đồng", "20000000000000", "VND"),
    ("vi", "12,5%", "12.5", "percent"),
    # Chinese: ten thousands and hundreds of millions, no spaces.
    ("zh", "融资500亿美元", "50000000000", "USD"),
    ("zh", "达15亿元", "1500000000", "CNY"),
    ("zh", "3.5亿欧元", "350000000", "EUR"),
    ("zh", "2万亿元", "2000000000000", "CNY"),
    ("zh", "12.5%的增长", "12.5", "percent"),
    ("zh", "罚款5000万美元", "50000000", "USD"),
    ("zh", "¥300亿", "30000000000", "CNY"),
    # Japanese and Korean
    ("ja", "15億ドルを調達", "1500000000", "USD"),
    ("ja", "総額2兆円", "2000000000000", "JPY"),
    ("ja", "5000万円", "50000000", "JPY"),
    ("ja", "売上高は12.5%増", "12.5", "percent"),
    ("ko", "500억 달러", "50000000000", "USD"),
    ("ko", "1조 원 규모", "1000000000000", "KRW"),
    ("ko", "12.5% 증가", "12.5", "percent"),
    # Russian, Arabic, Finnish
    ("ru", "50 млрд долларов", "50000000000", "USD"),
    ("ru", "3,5 миллиона рублей", "3500000", "RUB"),
    ("ru", "12,5 процента", "12.5", "percent"),
    ("ar", "50 مليار دولار", "50000000000", "USD"),
    ("ar", "3.5 مليون يورو", "3500000", "EUR"),
    ("fi", "1,5 miljardia euroa", "1500000000", "EUR"),
    # A language without a file of its own is read by the signs that all use.
    ("sv", "en bot på $50 bn", "50000000000", "USD"),
    ("xx", "€350m", "350000000", "EUR"),
    # Mixed scripts
    ("zh", "OpenAI拟以$50bn收购", "50000000000", "USD"),
    ("ja", "約$1.5Bの投資", "1500000000", "USD"),
    ("fr", "le fonds 红杉 apporte 3 M$", "3000000", "USD"),
]  # fmt: skip

NONE = [
    ("fr", "en 2026, le barrage ferme"),
    ("fr", "la version 2.1 corrige tout"),
    ("fr", "le lot B12 pèse lourd"),
    ("en", "the won game of rounds"),
    ("fr", "le modèle GPT-5.5 est sorti"),
    ("fr", "le 12 mars 2026"),
    ("fr", "un projet de loi"),
    ("en", "in 2026 the dam closed"),
    ("en", "GPT-5.5 is out"),
    ("en", "the 737 MAX fleet"),
    ("en", "Article 50 of the treaty"),
    ("de", "im Jahr 2026 wurde er geschlossen"),
    ("zh", "2026年3月12日"),
    ("zh", "GPT-5.5发布"),
    ("ja", "2026年に閉鎖"),
    ("ko", "2026년 3월"),
    ("vi", "năm 2026"),
    ("ar", "في عام 2026"),
    ("ru", "в 2026 году"),
    ("fr", ""),
    ("fr", "€ $ % milliard"),
]


def read(language: str, text: str) -> list[tuple[Decimal, str]]:
    return [(amount.value, amount.currency or amount.unit) for amount in amounts_of("a", "text", text, language)]


@pytest.mark.parametrize(("language", "text", "value", "of"), CASES)
def test_an_amount_is_read_as_one_value(language: str, text: str, value: str, of: str) -> None:
    assert read(language, text) == [(Decimal(value), of)]


@pytest.mark.parametrize(("language", "text"), NONE)
def test_a_number_of_nothing_we_count_is_no_amount(language: str, text: str) -> None:
    assert read(language, text) == []


COUNTS = [
    ("fr", "41 000 livres de la bibliothèque", "41000", "", "livres"),
    ("fr", "la version 2.1 corrige 3 défauts", "3", "", "défauts"),
    ("fr", "le lot B12 pèse 3 kg", "3", "kilogram", ""),
    ("en", "the won game of 3 rounds", "3", "", "rounds"),
    ("en", "21 old trawlers left", "21", "", "trawlers"),
    ("en", "4 million federal workers", "4000000", "person", ""),
    ("de", "27 Festnahmen", "27", "", "festnahmen"),
    ("fr", "au moins 37 sont partis", "37", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "value", "unit", "noun"), COUNTS)
def test_what_is_counted_has_a_unit_or_the_noun_of_the_text(
    language: str, text: str, value: str, unit: str, noun: str
) -> None:
    assert [(a.value, a.unit, a.noun) for a in amounts_of("a", "text", text, language)] == [
        (Decimal(value), unit, noun)
    ]


def test_the_low_end_of_a_range_has_the_words_of_the_whole() -> None:
    text = "Il coûtera de 3 à 4 milliards d’euros."
    found = amounts_of("a", "text", text, "fr")

    assert [text[a.span.start : a.span.end] for a in found] == ["3 à 4 milliards d’euros", "4 milliards d’euros"]


def test_one_sum_is_one_value_in_every_language() -> None:
    told = [
        ("fr", "50 Md$"), ("fr", "50 milliards de dollars"), ("en", "$50bn"), ("en", "50 billion dollars"),
        ("vi", "50 tỷ USD"), ("zh", "500亿美元"), ("ja", "500億ドル"), ("ko", "500억 달러"), ("de", "50 Milliarden Dollar"),
        ("es", "50.000 millones de dólares"), ("ru", "50 миллиардов долларов"), ("ar", "50 مليار دولار"),
        ("it", "50 miliardi di dollari"), ("pt", "50 bilhões de dólares"), ("nl", "50 miljard dollar"),
    ]  # fmt: skip

    assert {language: set(read(language, text)) for language, text in told} == {
        language: {(Decimal(50_000_000_000), "USD")} for language, _ in told
    }


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "Elle a levé 1,5 milliard d’euros lundi.", ["1,5 milliard d’euros"]),
        ("en", "It paid $50bn, or 12.5% more.", ["$50bn", "12.5%"]),
        ("zh", "公司融资500亿美元，增长12.5%。", ["500亿美元", "12.5%"]),
        ("ja", "同社は15億ドルを調達した。", ["15億ドル"]),
        ("ko", "매출은 500억 달러로 늘었다.", ["500억 달러"]),
        ("ar", "دفعت الشركة 50 مليار دولار.", ["50 مليار دولار"]),
    ],
)
def test_the_span_holds_the_figure_and_its_unit_and_no_more(language: str, text: str, words: list[str]) -> None:
    found = amounts_of("a", "text", text, language)

    assert [text[a.span.start : a.span.end] for a in found] == words


def test_several_amounts_come_in_order() -> None:
    text = "De 3 M$ à 5 M$, soit 40 % de plus pour 600 salariés."

    assert [str(value) for value, _ in read("fr", text)] == ["3E+6", "5E+6", "4E+1", "6E+2"]


def test_a_value_is_the_same_whatever_its_zeros() -> None:
    assert read("fr", "1,50 milliard d’euros") == read("fr", "1,5 milliard d’euros") == read("en", "€1.500bn")


PIECES = ["$", "us$ ", "€", "15", "1,5", "3 000", "k", " m", " million", " milliards", " d'euros", " %", "deux", "half a",
          " hundred", "eine halbe", "亿", "美元", "三", "x", " ", ".", ",", "-", "une ", "dollars", "a", "٣", "à", "与",
          " et demi", "entre ", " et ", "minus ", "第", "千米", "au moins ", "jobs", "12-", "\n", "１", "٫"]  # fmt: skip


@given(
    st.sampled_from(["fr", "en", "de", "zh", "ja", "ko", "ar", "vi", "xx"]),
    st.lists(st.sampled_from(PIECES), max_size=14),
)
def test_whatever_the_text_amounts_stand_in_it_in_order(language: str, pieces: list[str]) -> None:
    text = "".join(pieces)
    found = amounts_of("a", "text", text, language)

    assert all(0 <= one.span.start < one.span.end <= len(text) for one in found)
    assert [one.span.start for one in found] == sorted(one.span.start for one in found)
    assert all(any(c.isdigit() or c.isalpha() for c in text[one.span.start : one.span.end]) for one in found)
    assert [one.value for one in amounts_of("a", "text", text + " ", language)] == [one.value for one in found]


@given(st.text(max_size=60), st.sampled_from(["fr", "en", "zh", "ko", "ar", "xx"]))
def test_plain_text_keeps_every_character_in_its_place(text: str, language: str) -> None:
    assert len(plain(text)) == len(text)
    amounts_of("a", "text", text, language)

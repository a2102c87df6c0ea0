"""Amounts: figures with a currency or a unit, normalised, in the number formats of the language.

« 1,5 milliard d'euros », "$1.5bn", "1.5 tỷ USD", "15億ドル" are one value. Tables come from the cue files.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from vigie.knowledge.cues import Cues, cues, fold
from vigie.model import Amount, Part, Span

# Signs that every language uses beside its own words.
SIGNS = {
    "$": "USD",
    "us$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₩": "KRW",
    "₹": "INR",
    "usd": "USD",
    "eur": "EUR",
}
LETTERED = {"k": Decimal(1000), "m": Decimal(10**6), "bn": Decimal(10**9), "b": Decimal(10**9)}
# ¥ is the yuan's sign as well as the yen's.
OWN_SIGNS = {"zh": {"¥": "CNY", "￥": "CNY"}, "ja": {"￥": "JPY"}}


@dataclass(frozen=True, slots=True)
class _Reader:
    """One language's pattern and tables."""

    pattern: re.Pattern[str]
    decimal: str
    grouping: tuple[str, ...]
    multipliers: dict[str, Decimal]
    currencies: dict[str, str]
    units: dict[str, str]
    words: dict[str, Decimal]


def amounts_of(article: str, part: Part, text: str, language: str) -> tuple[Amount, ...]:
    """The amounts of one part of an article, by start. A bare number without currency or unit is none."""
    reader = _reader(language)
    found = []
    for match in reader.pattern.finditer(fold(text)):
        amount = _amount(article, part, match, reader)
        if amount is not None:
            found.append(amount)
    return tuple(found)


def number_value(written: str, decimal: str, grouping: tuple[str, ...]) -> Decimal:
    """The number that `written` stands for; raises InvalidOperation when it stands for none.

    A sign that is the language's grouping is still a decimal mark when the digits after it are not three: translated
    French often keeps "1.5".
    """
    text = written.replace("\u00a0", " ").replace("\u202f", " ").replace(" ", "").replace("'", "")
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return Decimal(text)
    mark, tail = text[last], text[last + 1 :]
    groups = mark in grouping and len(tail) == 3 and mark != decimal
    repeated = text.count(mark) > 1
    if groups or repeated:
        return Decimal(text.replace(",", "").replace(".", ""))
    return Decimal(text[:last].replace(",", "").replace(".", "") + "." + tail)


def _amount(article: str, part: Part, match: re.Match[str], reader: _Reader) -> Amount | None:
    try:
        word = match["word"]
        value = reader.words[word] if word else number_value(match["number"], reader.decimal, reader.grouping)
    except (InvalidOperation, KeyError):
        return None
    times = match["times"]
    if word and not times:
        return None
    if times:
        value *= reader.multipliers.get(times) or LETTERED[times]
    before, after = match["before"], match["after"]
    currency = reader.currencies.get(after or "") or reader.currencies.get(before or "") or ""
    unit = "" if currency else reader.units.get(after or "", "")
    if not currency and not unit:
        return None
    end = match.end("after") if after else match.end("times") if times else match.end("word" if word else "number")
    start = (
        match.start("before")
        if before and not reader.currencies.get(after or "")
        else match.start("word" if word else "number")
    )
    return Amount(Span(article, start, end, part), value.normalize(), currency, unit)


@cache
def _reader(language: str) -> _Reader:
    found: Cues | None = cues(language)
    numbers = found.numbers if found else None
    spaced = found.spaced if found else True
    currencies = {**SIGNS, **OWN_SIGNS.get(language, {}), **(dict(numbers.currencies) if numbers else {})}
    multipliers = dict(numbers.multipliers) if numbers else {}
    units = {"%": "percent", "％": "percent", **(dict(numbers.units) if numbers else {})}
    words = dict(numbers.words) if numbers else {}
    # A multiplier may end in an apostrophe (« milliards d'euros »): only letter against letter is one word.
    edge = r"(?:(?<!\w)|(?!\w))" if spaced else ""
    blank = r"[ ]?"
    lettered = {k: v for k, v in LETTERED.items() if k not in multipliers}
    number = r"\d{1,3}(?:[ ,.']\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?"
    times = _any({**multipliers, **lettered})
    # A number in words counts before a multiplier alone: "a $50bn bet" holds no « a dollar ».
    word = rf"(?:(?<!\w)(?P<word>{_any(words)})(?= (?:{times}){edge}))|" if words else r"(?P<word>(?!))|"
    pattern = (
        rf"(?:(?P<before>{_any(currencies)}){blank})?"
        rf"(?:{word}(?<![\w.,])(?P<number>{number}))"
        rf"(?:{blank}(?P<times>{times}){edge})?"
        rf"(?:{blank}(?P<after>{_any({**currencies, **units})}))?"
    )
    # Without spaces between words a digit may follow a letter directly: 達15億ドル.
    if not spaced:
        pattern = pattern.replace(r"(?<![\w.,])", r"(?<![\d.,A-Za-z])")
    pattern += r"(?!\d)" if not spaced else r"(?:(?<!\w)|(?!\w))"
    return _Reader(
        re.compile(pattern),
        numbers.decimal if numbers else ".",
        numbers.grouping if numbers else (",", " "),
        {**lettered, **multipliers},
        currencies,
        units,
        words,
    )


def _any(table: Mapping[str, object]) -> str:
    """The keys as alternatives, the longest first; nothing matches an empty table."""
    return "|".join(re.escape(fold(key)) for key in sorted(table, key=lambda key: (-len(key), key))) or r"(?!)"

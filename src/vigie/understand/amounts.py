"""Amounts: figures with a currency or a unit, normalised, in the number formats of the language.

« 1,5 milliard d'euros », "$1.5bn", "1.5 tỷ USD", "15億ドル" are one value. Tables come from the cue files.
"""

import re
from collections.abc import Iterator, Mapping
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


_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Reader:
    """One language's patterns and tables: `core` is `pattern` without what may stand before the number. `joint` is where a
    number in words meets its multiplier, `worded` such a number that ends where the search does."""

    pattern: re.Pattern[str]
    core: re.Pattern[str]
    joint: re.Pattern[str] | None
    worded: re.Pattern[str]
    reach: int
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
    for match in _matches(fold(text), reader):
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


def _matches(low: str, reader: _Reader) -> Iterator[re.Match[str]]:
    """What `reader.pattern.finditer(low)` gives, in a fifth of the time: the pattern is tried only where a number is, not at
    every letter for every currency that may stand before one."""
    places = [(match.start(), True) for match in _DIGITS.finditer(low)]
    if reader.joint:
        places = sorted(places + [(match.start(), False) for match in reader.joint.finditer(low)])
    reached = 0
    for place, in_digits in places:
        if place < reached:
            continue
        first = max(reached, place - reader.reach)
        here = reader.core.match(low, place) if in_digits else reader.worded.search(low, first, place)
        # A core that matches leaves no doubt: the pattern does too, there or where its currency begins.
        if here and (match := reader.pattern.search(low, first)):
            yield match
            reached = match.end()


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
    before = rf"(?:(?P<before>{_any(currencies)}){blank})?"
    pattern = (
        rf"(?:{word}(?<![\w.,])(?P<number>{number}))"
        rf"(?:{blank}(?P<times>{times}){edge})?"
        rf"(?:{blank}(?P<after>{_any({**currencies, **units})}))?"
    )
    # Without spaces between words a digit may follow a letter directly: 達15億ドル.
    if not spaced:
        pattern = pattern.replace(r"(?<![\w.,])", r"(?<![\d.,A-Za-z])")
    pattern += r"(?!\d)" if not spaced else r"(?:(?<!\w)|(?!\w))"
    longest = max(map(len, currencies)) + max(map(len, words), default=0)
    return _Reader(
        re.compile(before + pattern),
        re.compile(pattern),
        re.compile(rf" (?=(?:{times}){edge})") if words else None,
        re.compile(rf"(?<!\w)(?:{_any(words)})\Z"),
        longest + 1,
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

"""Amounts: figures with what they count, normalised, in the number formats of the language.

« 1,5 milliard d'euros », "$1.5bn", "1.5 tỷ USD", "15億ドル" are one value. Tables come from the cue files.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from vigie.knowledge.cues import Counting, cues, fold
from vigie.knowledge.figures import Figure, any_of, figures_in, plain
from vigie.model import Amount, Part, Span

# Signs that every language uses beside its own words.
SIGNS = {
    "$": "USD", "us$": "USD", "u.s.$": "USD", "$us": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "₹": "INR",
    "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "r$": "BRL", "hk$": "HKD", "nt$": "TWD", "s$": "SGD",
    "sg$": "SGD", "nz$": "NZD", "mx$": "MXN", "cn¥": "CNY", "₽": "RUB", "₫": "VND", "₴": "UAH", "₺": "TRY", "₪": "ILS",
    "฿": "THB", "₱": "PHP", "₦": "NGN", "₸": "KZT", "zł": "PLN", "₿": "XBT",
}  # fmt: skip
# Codes are words of other languages too (cop, mad, try): they count as written in capitals only.
CODES = (
    "USD|EUR|GBP|JPY|CNY|RMB|KRW|INR|CHF|AUD|CAD|NZD|SGD|HKD|TWD|BRL|MXN|ARS|CLP|COP|PEN|RUB|UAH|PLN|CZK|HUF|RON|SEK|NOK|"
    "DKK|TRY|ILS|SAR|AED|QAR|KWD|EGP|MAD|DZD|TND|ZAR|NGN|KES|IDR|MYR|THB|VND|PHP|PKR|BDT|KZT|XAF|XOF|BTC"
)
SAME = {"RMB": "CNY", "BTC": "XBT"}
# ¥ is the yuan's sign as well as the yen's.
OWN_SIGNS = {"zh": {"¥": "CNY"}}
# Words of letters that stand before their number, as signs do; "won", "euro" or "real" do not.
LEADING = frozenset({"rs", "brl", "usd", "eur", "gbp"})
PERCENT = "percent"

_CODE = re.compile(rf"[ ]?({CODES})(?![A-Za-z0-9])")
_CODE_BEFORE = re.compile(rf"(?<![A-Za-z0-9])({CODES})[ ]?\Z")
_DIGIT_NEXT = re.compile(r"[ ]?\d")


@dataclass(frozen=True, slots=True)
class _Reader:
    after: re.Pattern[str]
    before: Mapping[str, str]
    endings: frozenset[str]
    longest: int
    currencies: Mapping[str, str]
    units: Mapping[str, str]
    counting: frozenset[str]  # the last letters of what may follow a number
    range: re.Pattern[str]
    between: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    vague: re.Pattern[str] | None
    minus: re.Pattern[str] | None
    about: re.Pattern[str] | None
    definite: re.Pattern[str]
    noun: re.Pattern[str] | None
    adjective: re.Pattern[str] | None
    stops: frozenset[str]
    capitals: bool
    spaced: bool


class _Counted(NamedTuple):
    """A figure with what stands around it."""

    figure: Figure
    start: int
    end: int
    currency: str = ""
    unit: str = ""
    noun: str = ""
    after: bool = False  # what it counts stands after it
    bare: bool = False  # a quantity of nothing named


def amounts_of(article: str, part: Part, text: str, language: str) -> tuple[Amount, ...]:
    """The amounts of one part of an article, by start; of a range both ends, the low one with the words of the whole.

    A number of nothing is none, unless « at least » or the like shows that it is a quantity.
    """
    reader = _reader(language)
    low = plain(text)
    seen = [_counted(figure, text, low, reader) for figure in figures_in(low, language)]
    return tuple(
        Amount(Span(article, one.start, one.end, part), one.figure.value.normalize(), one.currency, one.unit, one.noun)
        for one in _paired(seen, low, reader)
    )


def _counted(figure: Figure, text: str, low: str, reader: _Reader) -> _Counted:
    start, figure = _signed(figure, low, reader)
    vague = reader.vague is not None and reader.vague.search(low, max(0, start - 12), start) is not None
    if vague and figure.written and not reader.spaced:
        return _Counted(figure, start, figure.end)  # 数十亿美元
    known = reader.after.match(low, figure.end)
    currency, end = _currency_after(figure, text, low, known, reader)
    found, begin = _currency_before(start, text, low, reader)
    if currency:
        # 港币12亿元: of two the longer name says more than a sign.
        other = found if found and not reader.spaced and end - figure.end == 1 else currency
        return _Counted(figure, start, end, other, after=True)
    if found:
        if begin and low[begin - 1] == "-" and not low[begin - 2 : begin - 1].isalnum() and figure.value > 0:
            figure, begin = _minus(figure), begin - 1
        return _Counted(figure, begin, figure.end, found)
    return _Counted(figure, start, figure.end) if vague else _measured(figure, start, text, low, known, reader)


def _measured(
    figure: Figure, start: int, text: str, low: str, known: re.Match[str] | None, reader: _Reader
) -> _Counted:
    """The figure with its unit, or the noun that it counts."""
    unit, end = _unit(figure, known, reader)
    if unit:
        return _Counted(figure, start, end, unit=unit, after=True)
    if known is not None and reader.units.get(known["what"]) == "":
        return _Counted(figure, start, figure.end)  # "3 years ago" is a day
    return _noun(figure, start, text, low, reader)


def _signed(figure: Figure, low: str, reader: _Reader) -> tuple[int, Figure]:
    """Where the figure begins with its sign: "-3 %", "minus 3 Grad"; « 3-4 » is a range and no sign."""
    start = figure.start
    if figure.written or start == 0:
        return start, figure
    before = low[start - 1]
    if before == "-" and (start == 1 or _sign_after(low[start - 2], reader)):
        return start - 1, _minus(figure)
    if before == " " and reader.minus and (match := reader.minus.search(low, max(0, start - 12), start)):
        return match.start(), _minus(figure)
    return start, figure


def _sign_after(before: str, reader: _Reader) -> bool:
    """A hyphen is a minus after a space or, where words close up, after a word that counts nothing: 下降-3%, but 30亿-40亿."""
    if before in " (:[（：,，、\n":
        return True
    return not reader.spaced and not before.isascii() and before.isalpha() and before not in reader.counting


def _minus(figure: Figure) -> Figure:
    return figure._replace(value=-figure.value)


def _currency_after(
    figure: Figure, text: str, low: str, match: re.Match[str] | None, reader: _Reader
) -> tuple[str, int]:
    at = figure.end
    if match and (currency := reader.currencies.get(match["what"])):
        sign = not match["what"][-1].isalpha()
        if sign and match[0][0] in " -" and _DIGIT_NEXT.match(low, match.end()):
            return "", at  # "in 2025 $5 million": the sign is the next number's
        if figure.written and figure.value <= 1 and figure.scale == 1:
            return "", at  # "not a dollar"
        if figure.written and not reader.spaced and figure.scale == 1:
            return "", at  # 三元, 一元 begin other words
        return currency, match.end()
    if code := _CODE.match(text, at):
        return SAME.get(code[1], code[1]), code.end()
    return "", at


def _currency_before(start: int, text: str, low: str, reader: _Reader) -> tuple[str, int]:
    at = start - 1 if start and low[start - 1] == " " else start
    if not at:
        return "", start
    if low[at - 1] not in reader.endings:
        return _code_before(start, text) if text[at - 1].isupper() else ("", start)
    for length in range(min(reader.longest, at), 0, -1):
        word = low[at - length : at]
        currency = reader.before.get(word)
        if currency and not (word[0].isalpha() and low[at - length - 1 : at - length].isalpha() and reader.spaced):
            return currency, at - length
    return _code_before(start, text)


def _code_before(start: int, text: str) -> tuple[str, int]:
    code = _CODE_BEFORE.search(text, max(0, start - 6), start)
    return (SAME.get(code[1], code[1]), code.start()) if code else ("", start)


def _unit(figure: Figure, match: re.Match[str] | None, reader: _Reader) -> tuple[str, int]:
    unit = reader.units.get(match["what"], "") if match else ""
    if match is None or not unit:
        return "", figure.end
    if figure.written and figure.value == 1 and figure.scale == 1 and unit != PERCENT:
        return "", figure.end
    if unit != PERCENT and (figure.year or (unit == "year" and figure.plain and figure.value >= 1000)):
        return "", figure.end
    return unit, match.end()


def _noun(figure: Figure, start: int, text: str, low: str, reader: _Reader) -> _Counted:
    """The figure with the noun it counts, where the language shows one: « 32 interpellations », "21 new delegates"."""
    none = _Counted(figure, start, figure.end)
    if figure.year or figure.lettered:
        return none
    if figure.written and (
        (figure.value <= 1 and figure.scale == 1) or reader.definite.search(low, max(0, start - 12), start)
    ):
        return none
    if reader.noun is not None and not _in_a_name(start, text, reader):
        at = figure.end
        for _ in range(2):
            match = reader.noun.match(text, at)
            if match and fold(match["noun"]) not in reader.stops:
                noun = fold(match["noun"])
                return _Counted(figure, start, match.end(), unit=reader.units.get(noun, ""), noun=noun, after=True)
            skipped = reader.adjective.match(text, at) if reader.adjective else None
            if skipped is None or fold(skipped["word"]) in reader.stops:
                break
            at = skipped.end()
            known = reader.after.match(low, at)
            if known and known["what"] in reader.units:
                return _Counted(figure, start, known.end(), unit=reader.units[known["what"]], after=True)
    return _Counted(figure, start, figure.end, bare=_is_quantity(figure, start, low, reader))


def _is_quantity(figure: Figure, start: int, low: str, reader: _Reader) -> bool:
    """« au moins 37 »: a whole number in digits, and no year, 50-year-old, 120fps or 8.30."""
    after = low[figure.end : figure.end + 2]
    if (
        figure.written
        or reader.about is None
        or after[:1].isalnum()
        or (after[:1] in {"-", ":"} and after[1:].isalnum())
    ):
        return False
    if figure.plain and 1900 <= figure.value <= 2100:
        return False
    whole = figure.value == figure.value.to_integral_value()
    return whole and reader.about.search(low, max(0, start - 24), start) is not None


def _in_a_name(start: int, text: str, reader: _Reader) -> bool:
    """True for « iPhone 15 », "Article 50": a number after a capitalised word that does not begin its sentence. Where all
    nouns are capitalised that tells nothing."""
    if reader.capitals or not start or text[start - 1] not in " \u00a0\u202f":
        return False
    before = text[max(0, start - 60) : start - 1]
    word = before[before.rfind(" ") + 1 :]
    if not word or not any(c.isupper() for c in word):
        return False
    opening = before[: len(before) - len(word)].rstrip(" \u00a0\u202f")
    return bool(opening) and opening[-1] not in '.!?…\n:;«“"—–-' and "\n" not in word


def _paired(seen: Sequence[_Counted], low: str, reader: _Reader) -> Iterator[_Counted]:
    """What counts something, the low end of a range with the multiplier and the unit that stand after the high one."""
    lent = ""
    for place, found in enumerate(seen):
        one = found._replace(currency=lent) if lent else found
        other = seen[place + 1] if place + 1 < len(seen) else None
        lent = ""
        if other and one.currency and not one.after and _bare(other) and _rises(one, other, low, reader):
            lent = one.currency  # "$3-4 billion"
            other = other._replace(currency=lent)
        if other is not None and (end := _low_end(one, other, low, reader)):
            yield end
        elif _counts(one) and (one.currency or one.unit == PERCENT or not _after_hyphen(seen, place, low, reader)):
            yield one


def _counts(one: _Counted) -> bool:
    return bool(one.currency or one.unit or one.noun or one.bare)


def _after_hyphen(seen: Sequence[_Counted], place: int, low: str, reader: _Reader) -> bool:
    """True for the last number of 9-1-1 or of a score, which counts nothing; false for the high end of a range."""
    start = seen[place].figure.start
    if start < 2 or low[start - 1] not in "-–" or not low[start - 2].isdigit():
        return False
    return not (place and _rises(seen[place - 1], seen[place], low, reader))


def _low_end(one: _Counted, other: _Counted, low: str, reader: _Reader) -> _Counted | None:
    counts = other.currency or other.unit or other.noun
    if one.after or one.noun or not counts or not _rises(one, other, low, reader):
        return None
    if one.currency and other.currency and one.currency != other.currency:
        return None
    figure = _scaled(one.figure, other.figure)
    return _Counted(figure, one.start, other.end, other.currency or one.currency, other.unit, other.noun)


def _rises(one: _Counted, other: _Counted, low: str, reader: _Reader) -> bool:
    """True when the two are the ends of a range."""
    if one.figure.year or not _ranges(low, one.start, one.end, other.start, reader):
        return False
    return _scaled(one.figure, other.figure).value < other.figure.value


def _scaled(low: Figure, high: Figure) -> Figure:
    """The low end times what the high end is multiplied by, where only that one says it: « 3 à 4 milliards »."""
    if low.scale == 1 and high.scale > 1 and low.value * high.scale < high.value:
        return low._replace(value=low.value * high.scale, scale=high.scale)
    return low


def _bare(one: _Counted) -> bool:
    return not (one.currency or one.unit or one.noun)


def _ranges(low: str, start: int, end: int, other: int, reader: _Reader) -> bool:
    if other - end > 12:
        return False
    if reader.range.fullmatch(low, end, other):
        return True
    return any(
        parts.fullmatch(low, end, other) and opens.search(low, max(0, start - 12), start)
        for opens, parts in reader.between
    )


@cache
def _reader(language: str) -> _Reader:
    found = cues(language)
    numbers = found.numbers if found else Counting(".", (",", " "), {}, {})
    spaced = found.spaced if found else True
    currencies = {**SIGNS, **{fold(k): v for k, v in numbers.currencies.items()}, **OWN_SIGNS.get(language, {})}
    units = {"%": PERCENT, **{plain(k): v for k, v in numbers.units.items()}}
    edge = r"(?:(?<!\w)|(?!\w))" if spaced else r"(?![A-Za-z0-9])"
    fillers = rf"(?:{any_of(numbers.fillers)})?" if numbers.fillers else ""
    blank = r"[ -]?" if spaced else r"[ ]?"
    # In scripts without spaces words do too: 人民币500亿.
    before = {
        word: code
        for word, code in currencies.items()
        if not word.replace(" ", "").isalpha() or word in LEADING or (not spaced and len(word) > 1)
    }
    capitals = numbers.counted.startswith("[A-Z")
    joined = any_of(numbers.ranges)
    parts = rf"[ ](?:{joined})[ ]" if spaced else rf"[ ]?(?:{joined})[ ]?"
    stops = {fold(word) for word in numbers.uncounted}
    if found:
        stops |= {fold(word) for word in found.function_words}
        stops |= {fold(form) for names in found.dates.months for form in names}
        stops |= {fold(word) for word in (*numbers.multipliers, *numbers.ranges, *numbers.joins)}
    return _Reader(
        re.compile(rf"{fillers}{blank}(?P<what>{any_of([*currencies, *units])}){edge}"),
        before,
        frozenset(word[-1] for word in before),
        max(map(len, before)),
        currencies,
        units,
        frozenset(word[-1] for word in (*numbers.multipliers, *currencies, *units)),
        re.compile(rf"[ ]?[-–—~～〜∼][ ]?|{parts}"),
        tuple(
            (
                re.compile(rf"(?<!\w){re.escape(opens)}[ ]\Z" if spaced else rf"{re.escape(opens)}[ ]?\Z"),
                re.compile(rf"[ ]{re.escape(parts)}[ ]?" if spaced else rf"[ ]?{re.escape(parts)}[ ]?"),
            )
            for opens, parts in numbers.between.items()
        ),
        re.compile((r"(?<!\w)" if spaced else "") + rf"(?:{any_of(numbers.vague)})[ ]?\Z") if numbers.vague else None,
        re.compile(rf"(?<!\w)(?:{any_of(numbers.minus)})[ ]\Z") if numbers.minus else None,
        re.compile((r"(?<!\w)" if spaced else "") + rf"(?:{any_of(numbers.about)})[ ]?\Z") if numbers.about else None,
        re.compile(rf"(?<!\w)(?:{any_of(numbers.definite)})[ ]?\Z"),
        re.compile(rf"(?:[ \u00a0\u202f]|(?<=['’]))(?P<noun>{numbers.counted})(?!\w)") if numbers.counted else None,
        re.compile(r"[ \u00a0\u202f](?P<word>[^\W\d_]{3,})(?=[ ])") if numbers.counted else None,
        frozenset(stops),
        capitals,
        spaced,
    )

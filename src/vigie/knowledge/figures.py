"""Figures: numbers as they are written, in digits, in words or in both, with what they are multiplied by.

« 1 234,5 », "two hundred fifty million", 1兆5000億, 3억 5천만, ٥٠ مليار, ₹1.5 lakh crore: one number each, and no more than
the number. What it counts is for `amounts` to say.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from vigie.knowledge.cues import Counting, cues, fold

# Multipliers written alike in many languages; a single letter asks for money or a unit after it.
LETTERED = {"k": Decimal(1000), "m": Decimal(10**6), "bn": Decimal(10**9), "b": Decimal(10**9)}
# Four digits that are rather a year than a count.
_YEARS = frozenset(map(Decimal, range(1990, 2040))) - {Decimal(2000)}
# The digits of a script and its marks stand for ours, one for one.
_SCRIPTS = ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "০১২৩৪৫৬৭৮৯", "０１２３４５６７８９")
_ASCII = {digit: str(n) for digits in _SCRIPTS for n, digit in enumerate(digits)} | {
    "٫": ".",
    "٬": ",",
    "．": ".",
    "−": "-",
    "％": "%",
    "٪": "%",
    "＄": "$",
    "￥": "¥",
}
_OTHERS = re.compile(f"[{''.join(_ASCII)}]")
_NUMBER = re.compile(
    r"\d{1,3}(?:([ ,.'])\d{3})(?:\1\d{3})*(?:[.,]\d+)?(?!\d)"  # 1 234 567,8
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?(?!\d)"  # 1,50,000 as India groups
    r"|\d+(?:[.,]\d+)?"
)
_HAN = {
    **{c: n for n, c in enumerate("〇一二三四五六七八九")},
    "零": 0,
    "两": 2,
    "兩": 2,
    "十": 10,
    "百": 100,
    "千": 1000,
}


class Figure(NamedTuple):
    """A number where it stands. `scale` is what it was last multiplied by; `lettered` when that is a single letter. `written`
    tells a number in words from one in digits; `plain` has digits alone, `year` may be a year."""

    start: int
    end: int
    value: Decimal
    scale: Decimal = Decimal(1)
    lettered: bool = False
    written: bool = False
    plain: bool = False
    year: bool = False


@dataclass(frozen=True, slots=True)
class _Reader:
    heads: re.Pattern[str]
    heralds: AhoCorasick | None  # numbers in words, found in one pass where words stand apart
    words: re.Pattern[str]
    times: re.Pattern[str]
    halves: re.Pattern[str]
    joined: re.Pattern[str]
    values: Mapping[str, Decimal]
    multipliers: Mapping[str, Decimal]
    spaced: bool
    decimal: str
    grouping: tuple[str, ...]


def plain(text: str) -> str:
    """The text folded, with ASCII digits and marks: every character stays where it was."""
    low = fold(text)
    return low if low.isascii() else _OTHERS.sub(lambda other: _ASCII[other[0]], low)


def figures_in(low: str, language: str) -> Iterator[Figure]:
    """The numbers of a text that `plain` gave, by start, none inside another."""
    reader = _reader(language)
    reached = 0
    starts = [head.start() for head in reader.heads.finditer(low)]
    if reader.heralds is not None:
        words = {start for _, start, _ in reader.heralds.find_matches_as_indexes(low, overlapping=True)}
        starts = sorted(words.union(starts))
    for start in starts:
        if start >= reached and _may_begin(low, start, reader.spaced):
            figure = _figure(low, start, reader)
            if figure is not None:
                yield figure
                reached = figure.end


def number_value(written: str, decimal: str, grouping: tuple[str, ...]) -> Decimal:
    """The number that `written` stands for; raises InvalidOperation when it stands for none.

    A sign that is the language's grouping is still a decimal mark when the digits after it are not three: translated
    French often keeps "1.5".
    """
    if written.isdigit():
        return Decimal(written)
    text = written.replace("\u00a0", " ").replace("\u202f", " ").replace(" ", "").replace("'", "")
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return Decimal(text)
    mark, tail = text[last], text[last + 1 :]
    groups = mark in grouping and len(tail) == 3 and mark != decimal and text[:last].lstrip("0")
    repeated = text.count(mark) > 1
    thousands = tail == "000" and text[:last].lstrip("0")  # 60.000, where 2.5 is two and a half
    if groups or repeated or thousands:
        return Decimal(text.replace(",", "").replace(".", ""))
    return Decimal(text[:last].replace(",", "").replace(".", "") + "." + tail)


def _may_begin(low: str, start: int, spaced: bool) -> bool:
    """A number does not begin inside a word, another number or a name such as F-35; digits may follow letters of scripts
    without spaces."""
    if start == 0:
        return True
    before = low[start - 1]
    if before in "=#&@" or (before in ".,/" and start > 1 and low[start - 2].isdigit()):
        return False
    if before == "-" and start > 1 and low[start - 2].isalpha() and (spaced or low[start - 2].isascii()):
        return False
    if spaced:  # Arabic writes « and », « to » onto a number: و4
        return not (before.isalnum() or before == "_") or ("\u0620" <= before <= "\u064a" and low[start].isdigit())
    return not (before.isdigit() or (before.isascii() and before.isalpha()) or before in _HAN)


def _figure(low: str, start: int, reader: _Reader) -> Figure | None:
    """The number that begins here: pieces and multipliers, each multiplier for what is smaller before it."""
    if low[start].isdigit() and (number := _NUMBER.match(low, start)) and not reader.times.match(low, number.end()):
        written, end = number[0], number.end()
        try:
            value = number_value(written, reader.decimal, reader.grouping)
        except InvalidOperation:
            return None
        return Figure(start, end, value, plain=written.isdigit(), year=len(written) == 4 and value in _YEARS)
    stack: list[Decimal] = []
    at = end = start
    scale, lettered, worded = Decimal(1), False, False
    while piece := _piece(low, at, reader):
        value, after, in_words = piece
        factors, after, letter = _factors(low, after, reader)
        if not stack:
            worded = in_words
        elif value >= scale or not (factors or _adds(in_words, scale, glued=at == end, spaced=reader.spaced)):
            break
        elif reader.spaced and value <= 1:
            break  # "raised 3 million a year"
        stack.append(value)
        for factor in factors:
            # The number right before is multiplied even where it is the larger: 24500万.
            smaller = stack.pop() if stack[-1] == value else Decimal(0)
            while stack and stack[-1] < factor:
                smaller += stack.pop()
            stack.append((smaller or Decimal(1)) * factor)
        end, lettered = after, letter
        if not factors or letter:
            break
        scale = factors[-1]
        if half := reader.halves.match(low, end):
            stack.append(scale / 2)
            end = half.end()
            break
        gap = reader.joined.match(low, end)
        if gap is None:
            break
        at = gap.end()
    return Figure(start, end, sum(stack, Decimal(0)), scale, lettered, worded) if stack else None


def _adds(in_words: bool, scale: Decimal, *, glued: bool, spaced: bool) -> bool:
    """True when a second number without multiplier is more of the first: "two thousand five", 1万5000, but not the second of
    "2 billion five years ago"."""
    return (in_words and scale <= 1000) if spaced else glued


def _piece(low: str, at: int, reader: _Reader) -> tuple[Decimal, int, bool] | None:
    """(value, end, whether in words) of the number without multiplier that stands here."""
    if at < len(low) and low[at].isdigit():
        match = _NUMBER.match(low, at)
        if match is None:
            return None
        end = match.end()
        try:
            return number_value(match[0], reader.decimal, reader.grouping), end, False
        except InvalidOperation:
            return None
    words = reader.words.match(low, at)
    if words is None:
        return None
    if not reader.spaced:
        return _han(words[0]), words.end(), True
    return _worded(words[0], reader), words.end(), True


def _worded(written: str, reader: _Reader) -> Decimal:
    """« vingt et un », "twenty-five": the words added up."""
    whole = reader.values.get(written)
    if whole is not None:
        return whole
    total = Decimal(0)
    parts = re.split(r"[ -]", written)
    while parts:
        longest = next((n for n in range(len(parts), 0, -1) if _whole(parts[:n], reader)), 1)
        total += _whole(parts[:longest], reader) or 0
        parts = parts[longest:]
    return total


def han_value(written: str) -> Decimal:
    """The number that digits or Han numerals stand for: 12, 十二. Raises InvalidOperation for anything else."""
    return _han(written) if written[0] in _HAN else Decimal(written)


def _whole(parts: Sequence[str], reader: _Reader) -> Decimal | None:
    return reader.values.get(" ".join(parts)) or reader.values.get("-".join(parts))


def _han(written: str) -> Decimal:
    """一千二百三十 is 1230; 二〇二六 is 2026."""
    total = current = 0
    for character in written:
        value = _HAN[character]
        if value >= 10:
            total += (current or 1) * value
            current = 0
        else:
            current = current * 10 + value
    return Decimal(total + current)


def _factors(low: str, at: int, reader: _Reader) -> tuple[list[Decimal], int, bool]:
    """The multipliers that follow: 2万亿 has two, "1.5 lakh crore" too."""
    found: list[Decimal] = []
    letter = False
    while match := reader.times.match(low, at):
        word = match["times"]
        if found and len(word) == 1 and reader.spaced:
            break
        letter = len(word) == 1 and word.isascii()
        found.append(reader.multipliers[word])
        at = match.end()
        if letter:
            break
    return found, at, letter


@cache
def _reader(language: str) -> _Reader:
    found = cues(language)
    numbers = found.numbers if found else Counting(".", (",", " "), {}, {})
    spaced = found.spaced if found else True
    multipliers = {**LETTERED, **{fold(word): value for word, value in numbers.multipliers.items()}}
    values = {fold(word): value for word, value in numbers.words.items()}
    edge = r"(?:(?<!\w)|(?!\w))" if spaced else ""
    # 兆瓦 and 千克 begin as multipliers do, and are units.
    units = [word for word in map(fold, numbers.units) if any(word != m and word.startswith(m) for m in multipliers)]
    unless = rf"(?!{any_of(units)})" if units and not spaced else ""
    times = rf"{unless}(?:{any_of(multipliers)}){edge}"
    if spaced:
        ones = [word for word, value in values.items() if value <= 1]
        more = [word for word, value in values.items() if value > 1]
        joint = rf"(?:-|[ ](?:(?:{any_of(numbers.joins)})[ ])?)"
        # What adds to a ten or a hundred: « cinquante-deux », "fifty-two", « doscientos cincuenta ».
        tens = [word for word, value in values.items() if value >= 20 and value % 10 == 0]
        units = [word for word, value in values.items() if 1 <= value < 100 and value == value.to_integral_value()]
        hundreds = [word for word, value in values.items() if value >= 100]
        added = rf"(?:{any_of(tens)}){joint}(?:{any_of(units)})(?!\w)"
        if hundreds:
            added = rf"(?:{any_of(hundreds)}){joint}(?:{added}|(?:{any_of(units)})(?!\w))|{added}"
        words = rf"(?:{added})|(?:{any_of(values)})(?!\w)"
        heads = r"\d+"
        # « un », "a" are everywhere: they are looked for with what makes a number of them.
        scales = [*multipliers, *(fold(word) for word, unit in numbers.units.items() if unit == "percent")]
        heralds = [*more, *(f"{one}{gap}{scale}" for one in ones for gap in " -" for scale in scales)]
        blank = r"[ -]?"
        fillers = ""
    else:
        heralds = []
        han = "".join(_HAN) if numbers.words else ""
        words = rf"[{han}]{{1,16}}" if han else r"(?!)"
        # 3月, 5日 are most of the numbers of a text: they are not even looked at.
        heads = rf"\d+(?!\d| ?(?:{any_of(numbers.uncounted)}))"
        if han:  # 一 is mostly no number: 一个, 一般
            first, every = _first(multipliers), _first([*multipliers, *numbers.units, *numbers.currencies])
            heads += rf"|一(?=[{first}])|(?:一[{han}]|[{han.replace('一', '')}])[{han}]{{0,15}}(?=[ {every}])"
        blank = r"[ ]?"
        fillers = rf"(?:{any_of(numbers.fillers)})?" if numbers.fillers else ""
    return _Reader(
        re.compile(heads),
        AhoCorasick(sorted(set(heralds))) if heralds else None,
        re.compile(words),
        re.compile(rf"{fillers}{blank}(?P<times>{times})"),
        re.compile(rf"[ ]?(?:{any_of(numbers.halves)})" + (r"(?!\w)" if spaced else "")),
        re.compile(rf"[ ](?:(?:{any_of(numbers.joins)})[ ])?" if spaced else r"[ ]?"),
        values,
        multipliers,
        spaced,
        numbers.decimal,
        numbers.grouping,
    )


def _first(words: Iterable[str]) -> str:
    """The first characters of these words, for a set in a pattern."""
    return re.escape("".join(sorted({word[0] for word in words if not word[0].isascii()})))


def any_of(words: Iterable[str]) -> str:
    """The words as alternatives, the longest first; nothing matches an empty table."""
    folded = {fold(word) for word in words}
    return "|".join(re.escape(word) for word in sorted(folded, key=lambda word: (-len(word), word))) or r"(?!)"

"""Times as people write them in pages: « 12. März 2026, 9.17 Uhr », « 2026年3月12日 9時17分 », « March 12, 2026 9:17 AM ET ».

The names of months are those of Unicode's CLDR, in the page's language and in English. A year must be written: a day alone
may be any year's. Nothing fails. Read next: moments.py, for times as machines write them.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache

from vigie.extract.moments import Moment
from vigie.knowledge.clocks import clocks, months_of

LONGEST = 400
_CLOCK = re.compile(
    r"(?<![\d.,:/-])(?P<h>[01]?\d|2[0-3])(?:\s*(?::|[hH](?![a-z])|[時时]|시\s?)\s*(?P<m>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(?:[分분])?"
    r"|\.(?P<m2>[0-5]\d)(?=\s*(?:Uhr|uur|Uhr\b|h\b)))(?![\d])\s*(?P<half>[ap]\.?\s?m\b\.?)?"
    r"\s*(?:Uhr|uur)?\s*\(?(?P<zone>[+-]\d\d:?\d\d|(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d\d)?|[A-Z]{1,4}\b)?",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r"(?<![\d.,:/-])(?P<h>1[0-2]|0?[1-9])\s*(?P<half>[ap]\.?\s?m\b\.?)\s*(?P<zone>[A-Z]{2,4}\b)?", re.IGNORECASE
)
_AFTERNOON = re.compile(r"下午|午後|晚上|오후|مساء|chiều")
_ISO = r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?(?P<s>[-/.])\s?(?P<m>\d{1,2})\s?(?P=s)\s?(?P<d>\d{1,2})(?!\d)"
_DENSE = r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*[年년]\s*(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日일号號]?"
_SHORT = (
    r"(?<![\d.,/-])(?P<d>\d{1,2})(?P<s>[./-])\s?(?P<m>\d{1,2})(?P=s)\s?(?P<y>(?:19|20)\d\d|\d\d)(?![\d%])(?![./-]\d)"
)
_SPELLED = r"(?:ngày\s)?(?P<d>\d{1,2})\s*(?:tháng|/)\s*(?P<m>\d{1,2})\s*,?\s*(?:năm\s)?(?P<y>(?:19|20)\d\d)"
_NUMERIC = tuple(re.compile(pattern) for pattern in (_ISO, _DENSE, _SPELLED, _SHORT))


@dataclass(frozen=True, slots=True)
class Reading:
    """How the dates of a page are read: the language and the country that it declares, either may be empty."""

    language: str = ""
    country: str = ""


def written_moment(text: str, reading: Reading = Reading()) -> Moment | None:
    """The first date in a line with its time where one stands beside it, or None. A day alone means its midnight in UTC."""
    line = _latin_digits(text[:LONGEST])
    found = min(_days(line, reading), key=lambda day: day[0], default=None)
    if found is None:
        return None
    start, end, day = found
    clock = _clock(line[end : end + 40]) or _clock(line[max(0, start - 24) : start])
    if clock is None:
        return Moment(day.replace(tzinfo=UTC), to_the_minute=False)
    minutes, zone = clock
    try:
        at = (day + timedelta(minutes=minutes)).replace(tzinfo=zone or UTC).astimezone(UTC)
    except OverflowError:
        return None
    return Moment(at, zoned=zone is not None)


def _days(line: str, reading: Reading) -> Iterator[tuple[int, int, datetime]]:
    for pattern in _NUMERIC:
        if found := pattern.search(line):
            year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
            if pattern is _NUMERIC[-1]:
                year = year if year > 99 else 2000 + year
                if found["s"] == "/" and ((day <= 12 and _month_first(reading)) or month > 12):
                    month, day = day, month
            if made := _made(year, month, day):
                yield found.start(), found.end(), made
    for pattern, months in _named(reading.language.partition("-")[0].lower()):
        if found := pattern.search(line):
            groups = found.groupdict()
            month = months[_plain(groups.get("month") or groups["month2"])]
            day = int(groups.get("day") or groups["day2"])
            if made := _made(int(groups.get("year") or groups["year2"]), month, day):
                yield found.start(), found.end(), made


def _month_first(reading: Reading) -> bool:
    return reading.language.lower().startswith("en") and reading.country not in clocks().day_first


def _made(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day)  # noqa: DTZ001 (a wall clock: its zone is found later)
    except ValueError:
        return None


def _clock(text: str) -> tuple[int, timezone | None] | None:
    """Minutes since midnight and the zone, of the first time of day in a piece of text."""
    found = _CLOCK.search(text) or _HOUR.search(text)
    if found is None:
        return None
    groups = found.groupdict()
    hour, minute = int(groups["h"]), int(groups.get("m") or groups.get("m2") or 0)
    half = (groups.get("half") or "")[:1].lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif hour < 12 and _AFTERNOON.search(text[: found.end()]):
        hour += 12
    return 60 * hour + minute, _zone(groups.get("zone") or "")


def _zone(written: str) -> timezone | None:
    if offset := re.search(r"([+-])(\d{1,2}):?(\d\d)?$", written):
        minutes = 60 * int(offset[2]) + int(offset[3] or 0)
        return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes)) if minutes < 24 * 60 else None
    minutes_of = clocks().abbreviations.get(written.upper())
    return None if minutes_of is None else timezone(timedelta(minutes=minutes_of))


# ── Names of months ─────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _named(language: str) -> tuple[tuple[re.Pattern[str], dict[str, int]], ...]:
    known = months_of(language)
    chosen = [known, months_of("en")] if known else [months_of(one) for one in clocks().world]
    names = {name: month for months in chosen for name, month in months.items()}
    words = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(
        rf"(?<![\d.])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.|ος)?\s*(?:de\s|of\s|d['’]|-)?\s*(?P<month>{words})\.?(?!\w),?[\s-]*"
        rf"(?:de\s|del\s|do\s)?(?P<year>(?:19|20)\d\d)(?!\d)"
        rf"|(?<!\w)(?P<month2>{words})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>(?:19|20)\d\d)(?!\d)",
        re.IGNORECASE,
    )
    return ((pattern, names),)


def _plain(name: str) -> str:
    return name.casefold().strip(" .\u200f")


def _latin_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.digit(c)) if c.isdigit() and unicodedata.digit(c, None) is not None else c for c in text
    )

"""Times as feeds write them, in whatever language and order, read into aware UTC datetimes. Nothing here fails.

The two norms (ISO 8601, RFC 2822) come first, for nearly all that is written follows one of them. What follows none is
taken apart: a clock, a zone, a month by its name in any language that CLDR knows, a day, a year. Read next: items.py.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache

LONGEST = 80
_ISO = re.compile(
    r"^(\d{4})-?(\d\d)-?(\d\d)(?:[T ]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?$"
)
_MAIL = re.compile(
    r"^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d)(?::([0-5]\d))? (GMT|UTC|Z|[+-]\d{4})$",
    re.ASCII,
)
_MAIL_MONTHS = {
    name: number
    for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), start=1)  # noqa: SIM905
}
_PART_OF_ISO = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")
_OFFSET = re.compile(r"^([+-])(\d\d):?(\d\d)?$")
_CLOCK = re.compile(r"\b(\d{1,2})\s*[:hH]\s*(\d\d)(?:\s*[:mM]\s*(\d\d)(?:[.,]\d+)?)?\s*(?:([AaPp])\.?[Mm]\b\.?)?")
_ZONE = re.compile(r"(?:\b(?:GMT|UTC)\s*)?([+-]\d\d:?\d\d)\b|(?<![A-Za-z])([A-Z]{1,5})(?![A-Za-z])")
_EAST = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号]?")
_MONTH_BY_NUMBER = re.compile(r"\btháng\s*(\d{1,2})\b")
_YEAR_FIRST = re.compile(r"\b(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})\b")
_YEAR_LAST = re.compile(r"\b(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d\d)\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NUMBER = re.compile(r"\d+")
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")
# Hours east of Greenwich. Letters that name several zones stand for the one that feeds most often mean.
_ZONES = {
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "MSD": 4, "SAST": 2, "CAT": 2, "WAT": 1, "EAT": 3, "TRT": 3, "GST": 4, "PKT": 5,
    "IST": 5.5, "NPT": 5.75, "BDT": 6, "ICT": 7, "WIB": 7, "WITA": 8, "WIT": 9, "HKT": 8, "SGT": 8, "MYT": 8, "PHT": 8,
    "AWST": 8, "JST": 9, "KST": 9, "ACST": 9.5, "AEST": 10, "ACDT": 10.5, "AEDT": 11, "NZST": 12, "NZDT": 13,
    "NST": -3.5, "NDT": -2.5, "AST": -4, "ADT": -3, "BRT": -3, "ART": -3, "CLT": -4, "EST": -5, "EDT": -4, "ET": -5,
    "COT": -5, "PET": -5, "CST": -6, "CDT": -5, "CT": -6, "MST": -7, "MDT": -6, "MT": -7, "PST": -8, "PDT": -7,
    "PT": -8, "AKST": -9, "AKDT": -8, "HST": -10,
}  # fmt: skip
# The languages whose months are known by name: CLDR's data for them comes with babel.
_LANGUAGES = (
    "af", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "eo", "es", "et", "eu",
    "fa", "fi", "fil", "fr", "ga", "gl", "gu", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ka", "kk", "km",
    "kn", "ko", "lo", "lt", "lv", "mk", "ml", "mn", "mr", "ms", "my", "nb", "ne", "nl", "pa", "pl", "pt", "ro",
    "ru", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "te", "th", "tr", "uk", "ur", "uz", "vi", "zu",
)  # fmt: skip


def first_moment(written: Iterable[str], language: str = "") -> datetime | None:
    """The first of several that can be read."""
    return next((found for one in written if (found := moment_of(one, language))), None)


def moment_of(written: str, language: str = "") -> datetime | None:
    """The time that is written, aware, in UTC (taken for UTC when it names no zone); None for what is no time."""
    written = written.strip()
    if not written or len(written) > LONGEST:
        return None
    try:
        found = _iso(written) or _by_mail(written) or _taken_apart(written, language)
        return found.astimezone(UTC) if found and found.tzinfo else found and found.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _iso(written: str) -> datetime | None:
    found = _ISO.match(written)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part) if part else 0 for part in found.groups()[:6])
    # A leap second, and midnight as the end of its day.
    late = timedelta(days=1) if hour == 24 and not minute else timedelta()
    fraction = int((found[7] or "")[:6].ljust(6, "0"))
    whole = datetime(year, month, day, hour % 24, minute, min(second, 59), fraction, tzinfo=_offset(found[8] or "Z"))
    return whole + late


def _offset(written: str) -> timezone:
    found = _OFFSET.match(written)
    if not found:
        return UTC
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    if minutes >= 24 * 60:
        return UTC
    return timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes))


def _by_mail(written: str) -> datetime | None:
    """RFC 2822, whose only names of zones are American; others are left to be taken apart."""
    if (found := _MAIL.match(written)) and found[2] in _MAIL_MONTHS:
        day, month, year, hour, minute, second = found.groups()[:6]
        zone = _offset(found[7])
        return datetime(int(year), _MAIL_MONTHS[month], int(day), int(hour), int(minute), int(second or 0), tzinfo=zone)
    if not written[-1:].isdigit() and written[-3:] not in ("GMT", "UTC"):
        return None
    if ":" not in written or not any(char.isalpha() for char in written):
        return None
    try:
        return parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _taken_apart(written: str, language: str) -> datetime | None:
    written = "".join(
        str(unicodedata.digit(char)) if char > "\x7f" and char.isdigit() and char.isdecimal() else char
        for char in unicodedata.normalize("NFC", written)
    )
    if _EPOCH.match(written):
        return datetime.fromtimestamp(int(written[:10]), UTC)
    if part := _PART_OF_ISO.match(written):
        return datetime(int(part[1]), int(part[2] or 1), int(part[3] or 1))  # noqa: DTZ001 (made aware by its caller)
    written = re.sub(r"(?<=\d)T(?=\d)", " ", written)
    clock, rest = _clock(written)
    zone, rest = _zone(rest)
    day = _day(rest, language)
    return datetime(*day, *clock, tzinfo=zone) if day else None


def _clock(written: str) -> tuple[tuple[int, int, int], str]:
    found = _CLOCK.search(written)
    if not found:
        return (0, 0, 0), written
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if half := (found[4] or "").lower():
        hour = hour % 12 + (12 if half == "p" else 0)
    return (hour % 24, minute, min(second, 59)), f"{written[: found.start()]} {written[found.end() :]}"


def _zone(written: str) -> tuple[timezone, str]:
    for found in _ZONE.finditer(written):
        if found[1]:
            return _offset(found[1]), written.replace(found[0], " ", 1)
        if found[2] in _ZONES:
            return timezone(timedelta(hours=_ZONES[found[2]])), written.replace(found[0], " ", 1)
    return UTC, written


def _day(written: str, language: str) -> tuple[int, int, int] | None:
    if found := _EAST.search(written) or _YEAR_FIRST.search(written):
        return _common_era(int(found[1])), int(found[2]), int(found[3])
    if found := _YEAR_LAST.search(written):
        first, second, year = int(found[1]), int(found[2]), _year(found[3])
        # Most of the world writes the day first; where that cannot be, and in the United States, the month.
        american = second > 12 or (first <= 12 and language.lower().replace("_", "-") == "en-us")
        return (year, first, second) if american else (year, second, first)
    if found := _MONTH_BY_NUMBER.search(written.lower()):
        month, written = int(found[1]), written[: found.start()] + " " + written[found.end() :]
    else:
        months = [month for word in _WORD.findall(written) if (month := _month(word, language))]
        if not months:
            return None
        month = months[-1]  # « mar. 10 févr. »: the day of the week comes first
    numbers = _NUMBER.findall(written)
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if not years and len(days) >= 2:
        years = [days.pop()]
    if not years or not days:
        return None
    return _common_era(_year(years[0])), month, int(days[0])


def _year(written: str) -> int:
    number = int(written)
    return number if len(written) == 4 else number + (2000 if number < 69 else 1900)


def _common_era(year: int) -> int:
    return year - 543 if 2400 < year < 2700 else year  # Thailand counts from the Buddha


def _month(word: str, language: str) -> int:
    """The month that a word names: in the feed's language, else where all languages agree; 0 for any other word."""
    named = _months().get(_bare(word), {})
    if language[:2].lower() in named:
        return named[language[:2].lower()]
    if "en" in named:
        return named["en"]
    return next(iter(named.values())) if len(set(named.values())) == 1 else 0


def _bare(word: str) -> str:
    """In small letters, without accents that many leave out."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in apart if not ("\u0300" <= char <= "\u036f")).strip(".")


@lru_cache(maxsize=1)
def _months() -> dict[str, dict[str, int]]:
    from babel.dates import get_month_names  # noqa: PLC0415 (its tables are read only when a feed needs them)

    found: dict[str, dict[str, int]] = {"sept": {"en": 9}}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for month, name in get_month_names(width, context, language).items():
                    # « de marzo », « мая 2026 г. »: the longest word is the month.
                    for word in sorted(_WORD.findall(name), key=len)[-1:]:
                        if len(word) > 1:
                            found.setdefault(_bare(word), {}).setdefault(language, int(month))
    return found

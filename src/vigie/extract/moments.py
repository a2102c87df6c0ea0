"""Times as records and pages write them, read into aware UTC datetimes.

`moment_of` knows ISO 8601 (with or without "T", zone, seconds) and RFC 2822; it gives None for anything else. What
was written is kept beside the time: a day is less precise than a minute, and a time without a zone is a guess.
Nothing fails. Read next: metadata/, where pages are read, and page.py, where a feed's time may be better.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_ZONE_APART = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)")
_ZONE_NAMED = re.compile(r"\s*\b(?:UTC|GMT|Z)$")
_SLASHED_DAY = re.compile(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?=$|[ T])")
_DAY = re.compile(r"^\d{4}-?\d\d-?\d\d$")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in UTC and how it was written: `to_the_minute` or only as a day, `zoned` or taken for UTC."""

    at: datetime
    to_the_minute: bool = True
    zoned: bool = True


def moment_of(written: str) -> Moment | None:
    """The time that `written` names, or None. Without a zone it is taken for UTC; a day alone means its midnight."""
    written = written.strip()
    if not written or len(written) > 80:
        return None
    found = _iso(written) or _rfc2822(written)
    if found is None:
        return None
    zoned = found.tzinfo is not None
    try:
        at = found.astimezone(UTC) if zoned else found.replace(tzinfo=UTC)
    except OverflowError:  # 0001-01-01T00:00+14:00 lies before the first datetime
        return None
    return Moment(at, to_the_minute=not _DAY.match(written), zoned=zoned)


def _iso(written: str) -> datetime | None:
    written = _ZONE_APART.sub("", _ZONE_NAMED.sub("+00:00", written.upper()))
    written = _SLASHED_DAY.sub(lambda day: f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}", written)
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


def _rfc2822(written: str) -> datetime | None:
    try:
        return parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None

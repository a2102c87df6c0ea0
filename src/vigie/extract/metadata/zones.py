"""The zone of a time that was written without one: that of the site's country, where the country has one.

A guess, and marked as one: a feed that tells the zone is believed before it. The country is read from the address (.at), then
from the declared language's region (pt-BR), then from the language, where all who speak it keep one time.
"""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global

from vigie.extract.metadata.linked import parts_of
from vigie.extract.moments import Moment
from vigie.knowledge.clocks import clocks


def country_of(url: str, language: str) -> str:
    """The country that an address or a declared language's region names (ISO 3166), or nothing."""
    ending = (parts_of(url).hostname or "").rpartition(".")[2].upper()
    ending = {"UK": "GB"}.get(ending, ending)
    if len(ending) == 2 and ending not in clocks().sold and ending in get_global("territory_zones"):
        return ending
    region = language.replace("_", "-").rpartition("-")[2]
    # « en-US » and « en_US » are what templates say of pages in all countries.
    return region.upper() if "-" in language and len(region) == 2 and region.upper() != "US" else ""


def localised(moment: Moment, country: str, language: str) -> Moment:
    """A time that was taken for UTC, read as the wall clock of the country; unchanged where that is not known."""
    zone = _zone(country or clocks().spoken_in.get(language.partition("-")[0].lower(), ""))
    if zone is None:
        return moment
    wall = moment.at.replace(tzinfo=None)
    return Moment(_utc(wall, zone), moment.to_the_minute, zoned=False)


def _utc(wall: datetime, zone: ZoneInfo) -> datetime:
    return wall.replace(tzinfo=zone).astimezone(UTC)


@cache
def _zone(country: str) -> ZoneInfo | None:
    names = get_global("territory_zones").get(country, [])
    name = clocks().mostly.get(country) or (names[0] if len(names) == 1 else "")
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None

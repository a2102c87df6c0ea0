"""Publish: stored briefs in, files of a site out.

Takes the editions that were not delivered to the target yet, or not with all their notices, hands over their files and the
first page, records it.
A run stopped before the record delivers the same bytes again; a second run changes nothing.
May fail with StoreError, UsageError, and whatever the delivery raises. Read next: site.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vigie.model import Brief, Notice, Report, StoreError
from vigie.ports import Clock, Delivery, EditionStore
from vigie.publish.rendering import Format
from vigie.publish.site import FORMATS, Day, edition_files, first_day, first_page, main_language


@dataclass(frozen=True, slots=True)
class Settings:
    """`formats` of each edition (the page is always there); `language`: whose editions stand at the shortest address,
    that of the earliest edition when empty."""

    formats: tuple[Format, ...] = FORMATS
    language: str = ""


def run(store: EditionStore, delivery: Delivery, clock: Clock, settings: Settings) -> Report:
    waiting = store.undelivered(delivery.target)
    if not waiting:
        return Report()
    days = sorted({(day, language) for day, language, _, _ in store.editions()})
    main = settings.language or main_language(days)
    shown = first_day(days, main)
    first = store.edition(*shown)
    if first is None:
        raise StoreError("publish.edition_missing", f"the edition of {shown[0]} ({shown[1]}) is listed but not stored")
    notices = {(b.date, b.language): store.notices(b.date, b.language) for b in (*waiting, first)}
    delivery.deliver(decide(waiting, first, days, main, settings.formats, notices))
    for brief in waiting:
        store.save_delivery(brief, delivery.target, clock.now())
    return Report(taken=len(waiting), given=len(waiting))


def decide(
    waiting: Sequence[Brief],
    first: Brief,
    days: Sequence[Day],
    main: str,
    formats: Sequence[Format],
    notices: Mapping[Day, Sequence[Notice]],
) -> dict[str, bytes]:
    """The files to hand over: those of the editions that wait, with their notices, and the first page anew."""
    files: dict[str, bytes] = {}
    for brief in waiting:
        files |= edition_files(brief, main, formats, notices.get((brief.date, brief.language), ()))
    return files | first_page(first, days, main, formats, notices.get((first.date, first.language), ()))

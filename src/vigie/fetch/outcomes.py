"""Outcomes: how the reading of a feed ended, in a word and in a line. Pure. Read next: stage.py."""

from dataclasses import replace
from datetime import datetime, timedelta

from vigie.fetch.pages import Pages
from vigie.fetch.settings import Settings
from vigie.model import FetchError, LaterError, Outcome, OutcomeKind, RefusedError


def kind_of(
    n_entries: int | None, newest: datetime | None, pages: Pages, now: datetime, settings: Settings
) -> OutcomeKind:
    """How a reading that worked ended. `n_entries` is None when the server said that nothing has changed."""
    if pages.read and pages.refused == len(pages.read):
        return "refused"
    if pages.read and pages.walled == len(pages.read):
        return "paywalled"
    if n_entries == 0 or (newest and newest < now - timedelta(days=settings.silent_after_days)):
        return "silent"
    return "new" if pages.read else "unchanged"


def kind_of_error(error: FetchError) -> OutcomeKind:
    """How a reading that did not work ended."""
    if isinstance(error, RefusedError):
        return "refused"
    if isinstance(error, LaterError):
        return "later"
    return "paywalled" if error.key == "fetch.paywalled" else "failed"


def of_the_day(outcome: Outcome, earlier: Outcome | None) -> Outcome:
    """What a further reading tells of the whole day: that nothing is new since then does not undo a refusal."""
    if earlier and earlier.kind in ("refused", "paywalled") and outcome.kind == "unchanged":
        return replace(outcome, kind=earlier.kind, detail=earlier.detail)
    return outcome


def detail_of(pages: Pages) -> str:
    """What could not be read, in words; empty when all was well."""
    parts = (
        (pages.refused, "refused by robots.txt"),
        (pages.walled, "for subscribers only"),
        (pages.failed, "could not be read"),
        (pages.left_over, "left for the next reading"),
    )
    return "; ".join(f"{count} {'page' if count == 1 else 'pages'} {what}" for count, what in parts if count)

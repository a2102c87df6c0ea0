"""What happened: runs of the pipeline, outcomes of sources, reports of stages."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

# "paywalled": the server wants a subscription for the feed, or for all its new pages. "later": it asked for time, and gets
# it: no reading, so what the one before told still holds.
OutcomeKind = Literal["new", "unchanged", "silent", "failed", "refused", "paywalled", "later"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the reading of one feed ended in the run for `day`. `entries` counts the items found, `pages` those read."""

    day: date
    feed: str
    kind: OutcomeKind
    at: datetime
    entries: int = 0
    pages: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A line, file or page that could not become an article: which one and why. Nothing of it is lost silently."""

    where: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """What a stage did: `taken` inputs looked at, `given` results saved, `set_aside` inputs that gave none."""

    taken: int = 0
    given: int = 0
    set_aside: int = 0

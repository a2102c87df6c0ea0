"""What the archive must be able to say of how sources are doing. Read next: vigie.app.health, where it is judged."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from vigie.model import OutcomeKind


@dataclass(frozen=True, slots=True)
class Sample:
    """What is remembered of an article to judge its source by: when it came, how long its text is, in which language it was
    found to be. `dated`: its own date is known; `opening`: it is an opening, or no article at all."""

    source: str
    seen_at: datetime
    dated: bool
    length: int
    language: str
    opening: bool


@dataclass(frozen=True, slots=True)
class Streak:
    """A feed whose last readings did not work: how the last of them ended, since when and how often in a row, and when one
    last did, if ever."""

    feed: str
    kind: OutcomeKind
    detail: str
    since: datetime
    times: int
    worked_at: datetime | None


class HealthLog(Protocol):
    """When sources published, what their last articles were like, which readings fail in a row."""

    def appearances(self, since: datetime, sources: Collection[str] | None = None) -> dict[str, tuple[datetime, ...]]:
        """When each source, or each of `sources`, published what is dated, since then; in order."""
        ...

    def samples(self, since: datetime, most: int) -> dict[str, tuple[Sample, ...]]:
        """The last articles that came from each source since then, up to `most`, in the order in which they came."""
        ...

    def streaks(self) -> tuple[Streak, ...]:
        """The feeds whose last reading failed, was refused or met a paywall, by feed; those taken out too."""
        ...

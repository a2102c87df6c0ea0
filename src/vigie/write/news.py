"""What a story brings to a reader who was told of it, or of the same claims, before. Decided in `since`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from vigie.model import Span, Status, ToldClaim

# `status`: surer, denied or over; `figure`: another one took its place; `corrected`, `retracted`: by the source that gave it.
ChangeKind = Literal["status", "figure", "corrected", "retracted"]
TAKEN_BACK = frozenset({"corrected", "retracted"})


@dataclass(frozen=True, slots=True)
class Change:
    """A claim as the reader was told it, and what became of it."""

    kind: ChangeKind
    before: ToldClaim
    after: ToldClaim
    after_at: Span

    @property
    def ends(self) -> bool:
        return self.kind == "status" and self.after.status is Status.ENDED


@dataclass(frozen=True, slots=True)
class News:
    """`told_on`: the last brief that told the reader of this matter, empty where none did. `known`: sentences that say only
    what he was told; `fresh`: those that say something else. `before`: he was told of this very story. `repeats`: all of it
    was told him, in whatever story."""

    told_on: date | None = None
    known: frozenset[Span] = frozenset()
    fresh: frozenset[Span] = frozenset()
    changes: tuple[Change, ...] = ()
    before: bool = False
    repeats: bool = False

    def owed(self) -> Iterator[Change]:
        """What a reader who was told the first must hear, whatever else the day brings: a claim denied, over, taken back, or
        surer than it was."""
        return (change for change in self.changes if change.kind != "figure")

    def knows(self, span: Span) -> bool:
        """True for words that lie in a sentence which tells the reader nothing new."""
        return any(span.part == one.part and one.start <= span.start < one.end for one in self.known_of(span.article))

    def tells(self, span: Span) -> bool:
        """True for words that tell what he was not told."""
        return any(span.part == one.part and one.start <= span.start < one.end for one in self.fresh_of(span.article))

    def known_of(self, article: str) -> Iterator[Span]:
        return (span for span in self.known if span.article == article)

    def fresh_of(self, article: str) -> Iterator[Span]:
        return (span for span in self.fresh if span.article == article)


NEW = News()

"""Span: where words stand in an article. Every annotation is made of spans; none holds a copy of the text."""

from dataclasses import dataclass
from typing import Literal

Part = Literal["text", "title"]


@dataclass(frozen=True, slots=True)
class Span:
    """Code points `start` to `end` (exclusive) of an article's text, or of its title when `part` says so."""

    article: str
    start: int
    end: int
    part: Part = "text"

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span must hold at least one character: {self.start}:{self.end}")

    def covers(self, other: "Span") -> bool:
        """True when `other` lies wholly inside this span."""
        same = self.article == other.article and self.part == other.part
        return same and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """True when the two share at least one character."""
        same = self.article == other.article and self.part == other.part
        return same and self.start < other.end and other.start < self.end

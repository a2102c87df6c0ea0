"""What a person says of the grouping, remembered for ever: it speaks of articles, so it outlives every story."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

CorrectionKind = Literal["merge", "split"]


@dataclass(frozen=True, slots=True)
class Correction:
    """Two articles belong to one story (`merge`), or must not be in one (`split`). `one` sorts before `other`: a pair has
    one name, and of two corrections of a pair the later stands. `by` is free text."""

    kind: CorrectionKind
    one: str
    other: str
    at: datetime
    by: str = ""

    def __post_init__(self) -> None:
        if self.one >= self.other:
            raise ValueError(f"a correction is of two articles, in order; not of {self.one!r} and {self.other!r}")

    @classmethod
    def of(cls, kind: CorrectionKind, article: str, another: str, at: datetime, by: str = "") -> "Correction":
        """The correction of two articles given in any order."""
        return cls(kind, min(article, another), max(article, another), at, by)

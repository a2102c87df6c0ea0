"""What a checked sentence says and its cited words do not."""

from dataclasses import dataclass
from typing import Literal

FaultKind = Literal[
    "name", "number", "unit", "currency", "date", "quotation", "direction", "negation", "hedge", "speaker", "status",
    "roles", "words", "crash",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that the cited words do not support: its kind, and the words at fault (of the sentence, or of the cited
    ones where something of theirs is missing)."""

    kind: FaultKind
    what: str

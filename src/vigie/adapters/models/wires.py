"""What the ways to a model have in common: a prompt goes out, words come back, or the other side is busy."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from vigie.adapters.models.prompt import Prompt


@dataclass(frozen=True, slots=True)
class Reply:
    """The words of an answer, and how many tokens went each way; 0 where the server does not count."""

    text: str
    input_tokens: int = 0
    output_tokens: int = 0


class BusyError(Exception):
    """No answer now: too many requests, a fault of the server, no answer in time. Worth asking again, not before `after`
    seconds. `sent`: the question arrived, so that it may have to be paid for."""

    def __init__(self, why: str, after: float = 0.0, *, sent: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.after = after
        self.sent = sent


class Wire(Protocol):
    """One way to one model."""

    def send(self, prompt: Prompt, schema: Mapping[str, object], max_tokens: int, timeout_seconds: float) -> Reply:
        """Asks once. Raises BusyError when it is worth asking again, ModelError when it is not."""
        ...

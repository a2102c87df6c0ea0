"""Asking a model with care: again where it is busy, once more where its answer does not fit, and never beyond the caps."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from vigie.adapters.models.prompt import VERSION, Prompt, answer_in, prompt_of
from vigie.adapters.models.wires import BusyError, Reply, Wire
from vigie.model import ModelError
from vigie.ports import Tally

# After so many questions in a row without an answer, the run asks no more: every one of them may cost minutes.
MOST_FAILURES = 3
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
_PER_MILLION = 1_000_000
_BYTES_A_TOKEN = 4


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may spend on a model. Prices are for a million tokens; `max_cost` 0 is no cap."""

    timeout_seconds: float = 60.0
    max_seconds: float = 600.0
    max_tokens: int = 1200
    retries: int = 3
    input_price: float = 0.0
    output_price: float = 0.0
    currency: str = "USD"
    max_cost: float = 1.0

    def cost(self, input_tokens: int, output_tokens: int) -> float:
        return (input_tokens * self.input_price + output_tokens * self.output_price) / _PER_MILLION


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of one question, asked at most twice; `answer` is None when nothing fits."""

    answer: Mapping[str, object] | None
    input_tokens: int
    output_tokens: int
    cost: float


class AskingModel:
    """A language model behind a wire. Time and pauses are given, so that tests need neither."""

    def __init__(
        self,
        name: str,
        wire: Wire,
        limits: Limits | None = None,
        sleep: Callable[[float], None] = time.sleep,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = name
        self.limits = limits or Limits()
        self._wire = wire
        self._sleep = sleep
        self._seconds = seconds
        self._spent_seconds = 0.0
        self._calls = self._failed = self._in_a_row = self._input = self._output = 0
        self._cost = 0.0
        self._stopped = ""

    @property
    def parameters(self) -> str:
        """All beside name, instruction, material and schema that an answer depends on, as JSON."""
        return json.dumps({"max_tokens": self.limits.max_tokens, "prompt": VERSION, "seed": 1, "temperature": 0})

    def tally(self) -> Tally:
        return Tally(
            calls=self._calls,
            failed=self._failed,
            input_tokens=self._input,
            output_tokens=self._output,
            cost=self._cost,
            currency=self.limits.currency,
            stopped=self._stopped,
        )

    def complete(self, instruction: str, material: Sequence[str], schema: Mapping[str, object]) -> Mapping[str, object]:
        answer = self.ask(instruction, material, schema).answer
        if answer is None:
            raise no_fit(self.name)
        return answer

    def ask(self, instruction: str, material: Sequence[str], schema: Mapping[str, object]) -> Asked:
        """One question, and once more when the first answer does not fit. Raises ModelError when there is no answer."""
        prompt = prompt_of(instruction, material, schema)
        before = (self._input, self._output, self._cost)
        try:
            reply = self._sent(prompt, schema)
            answer = answer_in(reply.text, schema)
            if answer is None:
                answer = answer_in(self._sent(prompt.again(reply.text), schema).text, schema)
        except ModelError:
            self._failed += 1
            self._in_a_row += 1
            if self._in_a_row >= MOST_FAILURES and not self._stopped:
                self._stopped = f"no answer {MOST_FAILURES} times in a row"
            raise
        self._in_a_row = 0
        self._calls += 1
        self._failed += answer is None
        spent = (self._input - before[0], self._output - before[1], self._cost - before[2])
        return Asked(answer, *spent)

    def _sent(self, prompt: Prompt, schema: Mapping[str, object]) -> Reply:
        for attempt in range(self.limits.retries + 1):
            self._keep_within(prompt)
            began = self._seconds()
            try:
                reply = self._wire.send(prompt, schema, self.limits.max_tokens, self._time_left())
            except BusyError as busy:
                self._spent_seconds += self._seconds() - began
                if busy.sent:
                    # Whether the server went on and counts it is not known: the cap is kept as if it did.
                    self._cost += self._at_most(prompt)
                wait = min(max(busy.after, FIRST_WAIT * 2**attempt), LONGEST_WAIT)
                if attempt == self.limits.retries or self._spent_seconds + wait >= self.limits.max_seconds:
                    raise ModelError("model.busy", f"{self.name}: {busy.why}") from busy
                self._sleep(wait)
                self._spent_seconds += wait
            else:
                self._spent_seconds += self._seconds() - began
                self._count(prompt, reply)
                return reply
        raise ModelError("model.busy", f"{self.name} was not asked", "set model.retries to 0 or more")

    def _count(self, prompt: Prompt, reply: Reply) -> None:
        read = reply.input_tokens or prompt.size // _BYTES_A_TOKEN
        said = reply.output_tokens or len(reply.text.encode("utf-8", "replace")) // _BYTES_A_TOKEN
        self._input += read
        self._output += said
        self._cost += self.limits.cost(read, said)

    def _keep_within(self, prompt: Prompt) -> None:
        """Raises when the question could lead over a cap: after that the run asks no more."""
        limits = self.limits
        if not self._stopped and self._spent_seconds >= limits.max_seconds:
            self._stopped = f"{limits.max_seconds:g} seconds are spent (model.max_seconds)"
        if not self._stopped and limits.max_cost and self._cost + self._at_most(prompt) > limits.max_cost:
            self._stopped = f"{limits.max_cost:g} {limits.currency} are spent or nearly so (model.max_cost)"
        if self._stopped:
            raise ModelError("model.stopped", f"{self.name} is not asked any more: {self._stopped}")

    def _at_most(self, prompt: Prompt) -> float:
        return self.limits.cost(prompt.size, self.limits.max_tokens)

    def _time_left(self) -> float:
        return max(0.1, min(self.limits.timeout_seconds, self.limits.max_seconds - self._spent_seconds))


def no_fit(name: str) -> ModelError:
    return ModelError("model.answer", f"{name} gave no answer that fits its schema")

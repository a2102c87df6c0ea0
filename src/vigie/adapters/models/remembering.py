"""Every question and answer is kept in the archive, and a question that was asked before is not asked again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from vigie.adapters.models.asking import AskingModel, no_fit
from vigie.model import ModelCall, ModelError, call_key
from vigie.ports import CallLog, Clock, Tally


class RememberingModel:
    """A model with a memory. With `may_ask` false it only remembers: a rebuilt brief costs nothing and changes nothing."""

    def __init__(self, model: AskingModel, calls: CallLog, clock: Clock, *, may_ask: bool = True) -> None:
        self._model = model
        self._calls = calls
        self._clock = clock
        self._may_ask = may_ask
        self._replayed = 0

    @property
    def name(self) -> str:
        return self._model.name

    def tally(self) -> Tally:
        return replace(self._model.tally(), replayed=self._replayed)

    def complete(self, instruction: str, material: Sequence[str], schema: Mapping[str, object]) -> Mapping[str, object]:
        shape, parameters = json.dumps(schema, sort_keys=True), self._model.parameters
        key = call_key(self.name, instruction, material, shape, parameters)
        kept = self._calls.model_call(key)
        if kept is not None:
            self._replayed += 1
            return _answer(kept)
        if not self._may_ask:
            raise ModelError("model.not_kept", f"the archive keeps no answer of {self.name} to this question")
        asked = self._model.ask(instruction, material, schema)
        call = ModelCall(
            key=key,
            model=self.name,
            instruction=instruction,
            material=tuple(material),
            schema=shape,
            parameters=parameters,
            answer="" if asked.answer is None else json.dumps(asked.answer, ensure_ascii=True),
            at=self._clock.now(),
            input_tokens=asked.input_tokens,
            output_tokens=asked.output_tokens,
            cost=asked.cost,
            currency=self._model.limits.currency,
        )
        self._calls.save_model_call(call)
        return _answer(call)


def _answer(call: ModelCall) -> Mapping[str, object]:
    if not call.answer:
        raise no_fit(call.model)
    found: Mapping[str, object] = json.loads(call.answer)
    return found

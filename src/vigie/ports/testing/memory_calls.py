"""The part of MemoryStore that keeps calls to language models."""

from vigie.model import ModelCall, Spending


class MemoryCalls:
    """A CallLog that forgets."""

    def __init__(self) -> None:
        self._calls: dict[str, ModelCall] = {}

    def model_call(self, key: str) -> ModelCall | None:
        return self._calls.get(key)

    def save_model_call(self, call: ModelCall) -> None:
        self._calls.setdefault(call.key, call)

    def model_spending(self) -> tuple[Spending, ...]:
        by: dict[tuple[str, str], list[ModelCall]] = {}
        for call in self._calls.values():
            by.setdefault((call.model, call.currency), []).append(call)
        return tuple(
            Spending(
                model,
                len(calls),
                sum(one.input_tokens for one in calls),
                sum(one.output_tokens for one in calls),
                sum(one.cost for one in calls),
                currency,
            )
            for (model, currency), calls in sorted(by.items())
        )

"""What language models were asked and answered. A row is written once and never changed."""

from sqlalchemy import func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from vigie.adapters.store.opening import ArchivePart
from vigie.adapters.store.packing import pack, unpack
from vigie.adapters.store.schema import model_calls
from vigie.model import ModelCall, Spending


class Calls(ArchivePart):
    """The part of the store that keeps calls to models."""

    def model_call(self, key: str) -> ModelCall | None:
        with self._archive.reading() as connection:
            body = connection.scalar(select(model_calls.c.body).where(model_calls.c.key == key))
        return None if body is None else unpack(body, ModelCall)

    def save_model_call(self, call: ModelCall) -> None:
        row = {
            "key": call.key,
            "model": call.model,
            "at": call.at,
            "input_tokens": call.input_tokens,
            "output_tokens": call.output_tokens,
            "cost": call.cost,
            "currency": call.currency,
            "body": pack(call),
        }
        with self._archive.writing() as connection:
            connection.execute(upsert(model_calls).values(row).on_conflict_do_nothing())

    def model_spending(self) -> tuple[Spending, ...]:
        by = (model_calls.c.model, model_calls.c.currency)
        counted = (model_calls.c.input_tokens, model_calls.c.output_tokens, model_calls.c.cost)
        sums = select(by[0], func.count(), *map(func.sum, counted), by[1]).group_by(*by).order_by(*by)
        with self._archive.reading() as connection:
            return tuple(Spending(*row) for row in connection.execute(sums))

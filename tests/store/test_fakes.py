"""The fakes keep the same promises as what they stand for."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from vigie.model import RefusedError
from vigie.ports import Answer, Clock, Delivery, Embedder, Engine, Fetcher, LanguageModel, Translator
from vigie.ports.testing import (
    ClockKit,
    DeliveryKit,
    EmbedderKit,
    EngineKit,
    FetcherKit,
    FixedClock,
    FolderInMemory,
    LanguageModelKit,
    LetterEmbedder,
    PairTranslator,
    PlainEngine,
    RecordedFetcher,
    RecordedModel,
    TranslatorKit,
)


class TestRecordedFetcher(FetcherKit):
    def make_fetcher(self, folder: Path) -> Fetcher:
        page = Answer(self.PAGE, self.PAGE, 200, self.PAGE_BODY, "text/html", "utf-8", self.ETAG)
        return RecordedFetcher(
            {
                self.PAGE: page,
                self.MISSING: Answer(self.MISSING, self.MISSING, 404),
                self.FORBIDDEN: RefusedError("fetch.robots", f"{self.FORBIDDEN} is not for robots"),
            }
        )


class TestLetterEmbedder(EmbedderKit):
    def make_embedder(self) -> Embedder:
        return LetterEmbedder()


class TestPairTranslator(TranslatorKit):
    def make_translator(self) -> Translator:
        return PairTranslator()


class TestRecordedModel(LanguageModelKit):
    def make_model(self, answers: Sequence[Mapping[str, object]]) -> LanguageModel:
        return RecordedModel(answers)


class TestFolderInMemory(DeliveryKit):
    def make_delivery(self, folder: Path) -> Delivery:
        return FolderInMemory()

    def delivered(self, delivery: Delivery, folder: Path) -> Mapping[str, bytes]:
        assert isinstance(delivery, FolderInMemory)
        return delivery.files


class TestPlainEngine(EngineKit):
    def make_engine(self) -> Engine:
        return PlainEngine()


class TestFixedClock(ClockKit):
    def make_clock(self) -> Clock:
        return FixedClock()

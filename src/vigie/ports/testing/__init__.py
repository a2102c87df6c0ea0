"""For tests, ours and yours: builders of values, fakes, and the kits of promises that every implementation must pass.

    class TestMyStore(StoreKit):
        def make_store(self, folder: Path) -> Store:
            return MyStore(folder / "archive")

Kits are run by pytest (they take its `tmp_path`) and import nothing of it.
"""

from vigie.ports.testing.builders import (
    DAM,
    DAY,
    article,
    at,
    brief,
    chapter,
    citation,
    correction,
    entry,
    feed,
    feed_state,
    item,
    origin,
    outcome,
    page,
    placement,
    rejection,
    sentence,
    span,
    story,
    trace,
    understanding,
)
from vigie.ports.testing.fakes import (
    FixedClock,
    FolderInMemory,
    LetterEmbedder,
    PairTranslator,
    PlainEngine,
    RecordedFetcher,
    RecordedModel,
)
from vigie.ports.testing.memory import MemoryStore
from vigie.ports.testing.outside_kits import (
    ClockKit,
    DeliveryKit,
    EmbedderKit,
    EngineKit,
    FetcherKit,
    LanguageModelKit,
    TranslatorKit,
)
from vigie.ports.testing.promises import refused
from vigie.ports.testing.store_kit import StoreKit

__all__ = [
    "DAM", "DAY", "ClockKit", "DeliveryKit", "EmbedderKit", "EngineKit", "FetcherKit", "FixedClock", "FolderInMemory",
    "LanguageModelKit", "LetterEmbedder", "MemoryStore", "PairTranslator", "PlainEngine", "RecordedFetcher",
    "RecordedModel", "StoreKit", "TranslatorKit", "article", "at", "brief", "chapter", "citation", "correction",
    "entry", "feed", "feed_state", "item", "origin", "outcome", "page", "placement", "refused", "rejection", "sentence",
    "span", "story", "trace", "understanding",
]  # fmt: skip

"""The seams: small protocols that stages use and adapters fill. Their test kits are in vigie.ports.testing."""

from vigie.ports.answers import fits
from vigie.ports.health import HealthLog, Sample, Streak
from vigie.ports.outside import (
    Answer,
    Clock,
    Delivery,
    Embedder,
    Engine,
    Fetcher,
    LanguageModel,
    Question,
    Reader,
    Tally,
    Translator,
)
from vigie.ports.stores import (
    ArticleStore,
    CallLog,
    EditionStore,
    FeedReading,
    HostStore,
    MakingLog,
    Naming,
    PageResult,
    RunLog,
    Saved,
    Store,
    StoryStore,
    Vector,
)

__all__ = [
    "Answer", "ArticleStore", "CallLog", "Clock", "Delivery", "EditionStore", "Embedder", "Engine", "FeedReading",
    "Fetcher", "HealthLog", "HostStore", "LanguageModel", "MakingLog", "Naming", "PageResult", "Question", "Reader",
    "RunLog", "Sample", "Saved", "Store", "StoryStore", "Streak", "Tally", "Translator", "Vector", "fits",
]  # fmt: skip

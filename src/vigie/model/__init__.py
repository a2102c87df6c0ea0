"""What we speak of: frozen values and errors. Imports nothing of ours."""

from vigie.model.article import Article, Entry, Feed, FeedKind, FeedState, Page, article_id
from vigie.model.brief import (
    Brief,
    Citation,
    Coverage,
    Edition,
    FigureLine,
    Item,
    Sentence,
    SentenceKind,
    SourceLine,
)
from vigie.model.correction import Correction, CorrectionKind
from vigie.model.errors import (
    BriefError,
    ConfigError,
    ExtractError,
    FetchError,
    KnowledgeError,
    RecordError,
    RefusedError,
    StoreError,
    UsageError,
    VigieError,
)
from vigie.model.run import Outcome, OutcomeKind, Rejection, Report
from vigie.model.span import Part, Span
from vigie.model.story import (
    Act,
    Chain,
    Chapter,
    Conflict,
    ConflictingValue,
    HowFound,
    Matter,
    Novelty,
    NoveltyKind,
    Origin,
    OriginKind,
    Placement,
    Reversal,
    StatusChange,
    Story,
    StorylineName,
    StoryTrace,
    UnderstoodArticle,
)
from vigie.model.understanding import (
    Amount,
    Aside,
    AsideKind,
    Attribution,
    Claim,
    DateMention,
    EventType,
    Mention,
    PageClass,
    Polarity,
    Status,
    Understanding,
)
from vigie.model.voices import independent_voices

__all__ = [
    "Act", "Amount", "Article", "Aside", "AsideKind", "Attribution", "Brief", "BriefError", "Chain", "Chapter", "Citation",
    "Claim", "ConfigError", "Conflict", "ConflictingValue", "Correction", "CorrectionKind", "Coverage", "DateMention",
    "Edition", "Entry", "EventType",
    "ExtractError", "Feed", "FeedKind", "FeedState", "FetchError", "FigureLine", "HowFound", "Item", "KnowledgeError",
    "Matter", "Mention", "Novelty", "NoveltyKind", "Origin", "OriginKind", "Outcome", "OutcomeKind", "Page", "PageClass", "Part", "Placement", "Polarity",
    "RecordError", "RefusedError", "Rejection", "Report", "Reversal", "Sentence", "SentenceKind", "SourceLine", "Span",
    "Status", "StatusChange", "StoreError", "Story", "StoryTrace", "StorylineName", "Understanding", "UnderstoodArticle", "UsageError",
    "VigieError", "article_id", "independent_voices",
]  # fmt: skip

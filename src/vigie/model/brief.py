"""The brief: sentences that cannot be built without a citation, in items, in an edition that never changes."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from vigie.model.errors import BriefError
from vigie.model.span import Part
from vigie.model.story import StorylineName
from vigie.model.understanding import EventType, Polarity, Status

# How a sentence was made of its words: as they stand, cut by rule, made by a template, by a translator, by a model.
SentenceKind = Literal["quoted", "shortened", "composed", "translated", "reworded", "title"]


@dataclass(frozen=True, slots=True)
class Citation:
    """The words a sentence comes from: `quote` stands at `start:end` of the article's text (or title)."""

    article: str
    url: str
    source: str
    start: int
    end: int
    quote: str
    part: Part = "text"

    def __post_init__(self) -> None:
        if not self.quote.strip() or not 0 <= self.start < self.end:
            raise BriefError("brief.empty_citation", f"a citation of {self.article} quotes no words")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence a reader sees. `quoted` and `title` are the source's own words and need no check; every other kind is
    shown only when `write.checking` finds all of it in the cited words."""

    text: str
    language: str
    kind: SentenceKind
    citations: tuple[Citation, ...]
    translated: bool = False

    def __post_init__(self) -> None:
        if not self.citations:
            raise BriefError("brief.no_citation", f"no citation for the sentence “{self.text[:60]}”")
        if not self.text.strip():
            raise BriefError("brief.empty_sentence", "a sentence has no words")


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """A claim as a sentence of a brief told it, so that a later brief knows what its reader knows.

    `keys` are agent and patient as they are matched across articles and languages (see vigie.knowledge.parties), `day` is
    when its article appeared, `language` the article's, `n` the place of its sentence in `Item.told()`, from 1, and 0 for the
    title. `evidence` is the sentence of the article that states it; `value` is empty where the claim has no figure, and
    `beside` are the other figures of the sentence, each (value, currency, unit).
    """

    event_type: EventType
    agent: str
    patient: str
    keys: tuple[str, str]
    status: Status
    day: date
    evidence: Citation
    language: str = ""
    polarity: Polarity = "positive"
    value: str = ""
    currency: str = ""
    unit: str = ""
    beside: tuple[tuple[str, str, str], ...] = ()
    n: int = 0


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One article under an item, grouped by the origin it goes back to. `paywalled`: the rest of it is behind a wall."""

    article: str
    title: str
    url: str
    source: str
    language: str
    published: str
    origin: str
    via: tuple[str, ...] = ()
    anonymous: bool = False
    copy_of: str = ""
    paywalled: bool = False


@dataclass(frozen=True, slots=True)
class FigureLine:
    """An amount named in an item and how many independent voices give it."""

    value: str
    currency: str
    unit: str
    voices: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class Item:
    """One story as the brief tells it. `storyline_name` is empty for a story that continues none; `told_on` is the day of
    the last brief that told its reader of it, `happened` the day of its news where that is not the brief's own; `claims` are
    those that its sentences told."""

    story: str
    storyline: str
    title: Sentence
    status: str
    n_articles: int
    n_origins: int
    origins: tuple[str, ...]
    languages: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    sources: tuple[SourceLine, ...]
    event_type: str = "other"
    figures: tuple[FigureLine, ...] = ()
    conflicts: tuple[Sentence, ...] = ()
    timeline: tuple[Sentence, ...] = ()
    changes: tuple[Sentence, ...] = ()
    coming: tuple[Sentence, ...] = ()
    reversal: Sentence | None = None
    reasons: tuple[str, ...] = ()
    storyline_name: StorylineName = field(default_factory=StorylineName)
    told_on: date | None = None
    happened: date | None = None
    claims: tuple[ToldClaim, ...] = ()

    def told(self) -> tuple[Sentence, ...]:
        """The item's sentences in the order of reading."""
        turned = (self.reversal,) if self.reversal else ()
        return (*self.sentences, *self.changes, *self.conflicts, *turned, *self.timeline, *self.coming)


# What became of a source on a day; each source is counted once.
SourceClass = Literal["read", "silent", "failed", "refused", "paywalled"]


@dataclass(frozen=True, slots=True)
class Unread:
    """A source of which a brief could not tell, by the name that its reader knows, and why."""

    source: str
    kind: SourceClass


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was read for this brief, and what was not: counts of sources, articles and stories.

    `sources` is the sum of `read`, `silent`, `failed`, `refused` and `paywalled`; `unread` names those of the last four.
    """

    sources: int
    read: int
    silent: int
    failed: int
    refused: int
    articles: int
    stories: int
    on_subject: int = 0
    rejected: int = 0
    paywalled: int = 0
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Checks:
    """How many sentences that are not a source's own words were checked for a brief, and how many failed, by the kind of
    fault: (kind, count) in the order of the kinds. A failed one is not in the brief."""

    checked: int = 0
    failed: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Since:
    """What this brief brings to a reader of the one of `day`: how many items are new, how many go on with what he was told,
    and how many claims that he was told have another status now, were taken back by their source, or came to an end."""

    day: date
    new: int = 0
    more: int = 0
    changed: int = 0
    corrected: int = 0
    ended: int = 0


@dataclass(frozen=True, slots=True)
class Brief:
    """A day's text. `since` is empty for who was told nothing before; `digest` is the SHA-256 of everything else, so that a
    rebuilt brief can be compared."""

    date: date
    language: str
    subject: str
    coverage: Coverage
    items: tuple[Item, ...]
    checks: Checks = field(default_factory=Checks)
    since: Since | None = None
    digest: str = field(default="")

    def numbered(self) -> tuple[tuple[int, Item, Sentence], ...]:
        """Every sentence in the order of reading with its number, from 1: the number printed in the brief and the
        one that `vigie trace` takes. Titles are not numbered."""
        told = [(item, sentence) for item in self.items for sentence in item.told()]
        return tuple((number, item, sentence) for number, (item, sentence) in enumerate(told, start=1))


@dataclass(frozen=True, slots=True)
class Edition:
    """A brief as issued: it never changes. Another brief for the same day and language is a further revision."""

    date: date
    language: str
    revision: int
    digest: str

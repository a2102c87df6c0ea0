"""Stories, where they come from, and the storylines they belong to."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from vigie.model.article import Article
from vigie.model.span import Span
from vigie.model.understanding import EventType, Status, Understanding


@dataclass(frozen=True, slots=True)
class UnderstoodArticle:
    """An article with what was understood of it: what every stage after `understand` works on."""

    article: Article
    understanding: Understanding


@dataclass(frozen=True, slots=True)
class Placement:
    """The decision that an article belongs to a story. `copy_of` names the article of that story whose text it repeats,
    `copied` the share of its own text that is repeated."""

    article: str
    story: str
    similarity: float = 1.0
    copy_of: str = ""
    copied: float = 0.0


@dataclass(frozen=True, slots=True)
class Story:
    """The articles on one event, by publication time then id. Its id comes from the article that opened it."""

    id: str
    articles: tuple[str, ...]
    first_at: datetime
    last_at: datetime

    @property
    def members(self) -> str:
        """A digest of the articles: a result made for one membership is not taken for another."""
        return hashlib.sha256("\n".join(sorted(self.articles)).encode()).hexdigest()[:16]


class OriginKind(StrEnum):
    NEWS_OUTLET = "news_outlet"
    AGENCY = "agency"
    COMPANY = "company"
    GOVERNMENT = "government"
    COURT = "court"
    ORGANISATION = "organisation"
    RESEARCH = "research"
    PERSON = "person"
    SOCIAL_POST = "social_post"
    UNNAMED = "unnamed"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text really comes from. `family` is its owner: two outlets of one family are one voice."""

    name: str
    kind: OriginKind
    family: str


HowFound = Literal["attribution", "source_line", "byline", "copy", "own_site", "statement", "own"]


@dataclass(frozen=True, slots=True)
class Chain:
    """From one article to one origin, through the intermediaries its text names, with the words that show it."""

    article: str
    origin: Origin
    how: HowFound
    via: tuple[str, ...] = ()
    anonymous: bool = False
    evidence: Span | None = None


@dataclass(frozen=True, slots=True)
class StoryTrace:
    """The chains of a story's articles, and its independent voices (see vigie.trace.voices)."""

    story: str
    members: str
    chains: tuple[Chain, ...]
    voices: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class StatusChange:
    """One step in the history of a claim: who, what, which status, when, and the sentence that says so.

    `keys` are agent and patient as they are matched across articles and languages: the id of a known name, another name
    folded, a common noun behind a tilde (« ~le gouvernement »). `told`: how many articles of the story say so.
    """

    day: date
    event_type: EventType
    agent: str
    patient: str
    status: Status
    evidence: Span
    source: str
    keys: tuple[str, str] = ("", "")
    told: int = 1


@dataclass(frozen=True, slots=True)
class Transition:
    """One claim told twice, and surer the second time, or denied, or over: rumour then announced, threat then denied."""

    before: StatusChange
    after: StatusChange


@dataclass(frozen=True, slots=True)
class ConflictingValue:
    """One side of a conflict. `source`: the outlet whose words `evidence` are, or the one it quotes for the value."""

    value: str
    currency: str
    source: str
    evidence: Span
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more values given for one quantity at one time by different sources."""

    event_type: EventType
    agent: str
    values: tuple[ConflictingValue, ...]


@dataclass(frozen=True, slots=True)
class Update:
    """A figure that took the place of another: later and by the same source, by a surer one, or a toll that rose."""

    event_type: EventType
    agent: str
    before: ConflictingValue
    after: ConflictingValue


@dataclass(frozen=True, slots=True)
class Reversal:
    """The same act between the same two, months apart, with the roles exchanged."""

    event_type: EventType
    earlier: StatusChange
    later: StatusChange


Matter = Literal[
    "dispute", "money", "rule", "incident", "people", "staff", "launch", "results", "deal", "research", "other"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Act:
    """Who does what to whom, as the title or first sentence of a story tells it; `patient` may be empty."""

    matter: Matter
    agent: str
    patient: str = ""


@dataclass(frozen=True, slots=True)
class StorylineName:
    """What a storyline is called, without the words of any language: its parties, the first ones first, and their matter.
    `wording` in `publish` makes « OpenAI et Microsoft : litige » of it."""

    parties: tuple[str, ...] = ()
    matter: Matter = "other"


NoveltyKind = Literal["step", "figure", "name"]


@dataclass(frozen=True, slots=True)
class Novelty:
    """Something that no earlier chapter told, and the words that tell it. `what`: for a step its act, parties and status,
    for a figure its value and currency, for a name the name."""

    kind: NoveltyKind
    what: tuple[str, ...]
    evidence: Span


@dataclass(frozen=True, slots=True)
class Chapter:
    """A story's place in its storyline as of one membership, and what its reader must know of the past.

    What a later story is compared with is kept here, so that following reads no article of the past: `names`, `words` and
    `acts` that its articles have at their top, the `keys` that it is found by, and its `meaning`, the mean of their vectors
    by the embedder `model` in float16. `figures` are those near the top, `articles` how many it had, `forked_from` is the
    storyline that this one departed from, `news` what no earlier chapter told. `transitions` are the steps of this chapter
    that change the status of a claim, `updates` its figures that took the place of others.
    """

    story: str
    members: str
    storyline: str
    day: date
    entities: tuple[str, ...]
    steps: tuple[StatusChange, ...] = ()
    earlier: tuple[StatusChange, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    reversal: Reversal | None = None
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    keys: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    meaning: bytes = b""
    model: str = ""
    articles: int = 1
    name: StorylineName = field(default_factory=StorylineName)
    forked_from: str = ""
    news: tuple[Novelty, ...] = ()
    transitions: tuple[Transition, ...] = ()
    updates: tuple[Update, ...] = ()

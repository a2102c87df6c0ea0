"""What is understood of one article, all of it as spans of its text or title."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from vigie.model.article import ArticleKind
from vigie.model.span import Span


class EventType(StrEnum):
    FUNDING = "funding"
    ACQUISITION = "acquisition"
    LAWSUIT = "lawsuit"
    INVESTIGATION = "investigation"
    REGULATION = "regulation"
    LAUNCH = "launch"
    PARTNERSHIP = "partnership"
    APPOINTMENT = "appointment"
    DEPARTURE = "departure"
    LAYOFF = "layoff"
    RESULTS = "results"
    RESEARCH = "research"
    INCIDENT = "incident"
    POLICY = "policy"
    ATTACK = "attack"
    OTHER = "other"


class Status(StrEnum):
    """How sure a claim is, as its text presents it; `STRENGTH` orders them for display."""

    OFFICIAL = "official"
    CONFIRMED = "confirmed"
    ANNOUNCED = "announced"
    REPORTED = "reported"
    RUMOUR = "rumour"
    THREAT = "threat"
    CONSIDERING = "considering"
    DENIED = "denied"
    ENDED = "ended"


# How sure a status is. `reported` is what a text without any mark gets: it follows a rumour when the deed is told without
# one, and takes nothing back. A denial and an end follow anything.
SURE: dict[Status, int] = {
    Status.RUMOUR: 0,
    Status.CONSIDERING: 1,
    Status.THREAT: 2,
    Status.REPORTED: 3,
    Status.ANNOUNCED: 4,
    Status.CONFIRMED: 5,
    Status.OFFICIAL: 6,
}
OPEN = frozenset({Status.RUMOUR, Status.CONSIDERING, Status.THREAT})


def advances(one: Status, other: Status) -> bool:
    """True when a later status changes what an earlier one said. A text that is merely less exact takes nothing back
    (« annoncé » is not undone by a report that says « aurait »), and one that is more so tells nothing new of what was told
    as a fact already."""
    if one is other or one is Status.ENDED:
        return False
    if other in {Status.DENIED, Status.ENDED}:
        return True
    if one is Status.DENIED:
        return SURE[other] >= SURE[Status.ANNOUNCED]
    if other is Status.REPORTED:
        return one in OPEN
    return SURE[other] > SURE[one] and (one, other) != (Status.REPORTED, Status.ANNOUNCED)


Polarity = Literal["positive", "negative"]
AsideKind = Literal[
    "caption", "credit", "comments", "share", "promo", "newsletter", "related", "source_line", "cookies"
]


@dataclass(frozen=True, slots=True)
class Aside:
    """Words that are not the article's own: no sentence, claim, origin or vector is made from them."""

    span: Span
    kind: AsideKind


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands. `entity` is the id of a known entity or outlet, or empty for a name unknown to us."""

    span: Span
    name: str
    kind: str
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure, normalised: `value` in units of `currency` (ISO 4217) or of `unit` ("percent", "person", …), or a count of
    what the text calls `noun`, in its own words. A quantity that names nothing (« au moins 37 ») has none of the three."""

    span: Span
    value: Decimal
    currency: str = ""
    unit: str = ""
    noun: str = ""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day, month or year named in the text, resolved against the publication date; `start` to `end` inclusive."""

    span: Span
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: three spans. `source` and `cue` are None where the language leaves them out."""

    content: Span
    source: Span | None
    cue: Span | None
    source_name: str
    kind: Literal["direct", "indirect", "mixed"] = "indirect"
    anonymous: bool = False
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """Something put forward by somebody, not a fact. `evidence` holds the sentences that state it, the fullest first.

    `agent` and `patient` are names, or the words of a noun phrase (« le gouvernement »), which mean one thing in one article
    only: `agent_named` and `patient_named` tell which. `agent_at` and `patient_at` are the words. `disagreement`: words of the
    title that say otherwise. `main`: one of the few that the article is about."""

    event_type: EventType
    status: Status
    evidence: tuple[Span, ...]
    agent: str = ""
    patient: str = ""
    amount: Amount | None = None
    day: date | None = None
    polarity: Polarity = "positive"
    attribution: Attribution | None = None
    hedge: Span | None = None
    agent_named: bool = True
    patient_named: bool = True
    agent_at: Span | None = None
    patient_at: Span | None = None
    disagreement: Span | None = None
    main: bool = True

    def named_parties(self) -> tuple[str, str]:
        """Agent and patient where they are names, which can be compared between articles."""
        return (self.agent if self.agent_named else "", self.patient if self.patient_named else "")


@dataclass(frozen=True, slots=True)
class Understanding:
    """All that `understand` gives for one article. Spans are in order of appearance, the title's first."""

    article: str
    language: str
    page_class: ArticleKind = "article"
    sentences: tuple[Span, ...] = ()
    asides: tuple[Aside, ...] = ()
    mentions: tuple[Mention, ...] = ()
    amounts: tuple[Amount, ...] = ()
    dates: tuple[DateMention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()

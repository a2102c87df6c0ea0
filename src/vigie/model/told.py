"""What readers were told: the claims of each brief, who read which brief, and what must be said of an old one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from vigie.model.brief import Brief, Sentence, ToldClaim


@dataclass(frozen=True, slots=True)
class ToldSource:
    """An article that stood under an item, by what a later version of it is known by."""

    article: str
    url: str
    outlet: str
    title: str


@dataclass(frozen=True, slots=True)
class Telling:
    """What one brief told of one story. `words` are those it cited, each after its language; `digest` names the brief."""

    digest: str
    day: date
    language: str
    story: str
    storyline: str
    status: str
    sources: tuple[ToldSource, ...]
    claims: tuple[ToldClaim, ...] = ()
    words: tuple[tuple[str, str], ...] = ()

    @property
    def articles(self) -> frozenset[str]:
        return frozenset(source.article for source in self.sources)


@dataclass(frozen=True, slots=True)
class Shown:
    """A reader was shown a brief. `reader` is a name of their own choice, empty for the one who has none; `day` is the
    brief's day."""

    reader: str
    day: date
    language: str
    digest: str
    at: datetime


NoticeKind = Literal["corrected", "retracted", "denied"]


@dataclass(frozen=True, slots=True)
class Notice:
    """What was learned later of an edition, which itself never changes: its source corrected or withdrew what the edition
    told, or the one concerned denies it. `n` is the number of the sentence in its item, 0 for the title; `since` the day of
    the brief that brought it; `sentence` cites the words of then and of now."""

    day: date
    language: str
    revision: int
    story: str
    n: int
    kind: NoticeKind
    since: date
    sentence: Sentence


def tellings_of(brief: Brief) -> Iterator[Telling]:
    """What a brief told, story by story."""
    for item in brief.items:
        told = (item.title, *item.told())
        spoken = {line.article: line.language for line in item.sources}
        cited = ((spoken.get(c.article, sentence.language), c.quote) for sentence in told for c in sentence.citations)
        yield Telling(
            digest=brief.digest,
            day=brief.date,
            language=brief.language,
            story=item.story,
            storyline=item.storyline,
            status=item.status,
            sources=tuple(ToldSource(line.article, line.url, line.source, line.title) for line in item.sources),
            claims=item.claims,
            words=tuple(dict.fromkeys(cited)),
        )

"""The decision of `follow`: which storyline each story belongs to.

A storyline is a saga between the same few parties over the same matter, never "everything about OpenAI": two stories are
linked when they tell of the same pair of parties in the same kind of act, or of one rare party in the same affair. Only the
past's chapters are read, so the cost does not grow with the articles.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vigie.follow.steps import conflicts_of, reversal_of, steps_of
from vigie.model import Chapter, EventType, Mention, Span, StatusChange, Story, StoryTrace, UnderstoodArticle

# Kinds of acts that continue one another: talks, then a deal; a threat, then a lawsuit.
FAMILIES: dict[EventType, str] = {
    EventType.FUNDING: "money",
    EventType.ACQUISITION: "money",
    EventType.LAWSUIT: "dispute",
    EventType.INVESTIGATION: "dispute",
    EventType.REGULATION: "rule",
    EventType.INCIDENT: "incident",
    EventType.APPOINTMENT: "people",
    EventType.DEPARTURE: "people",
    EventType.LAYOFF: "staff",
}


TOP = 5
# The kind of act, and the parties to it.
Affair = tuple[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Settings:
    """`reach_days`: how far back a saga may be taken up again. `common_from`: a party with more storylines than this is
    too common to link two stories alone."""

    reach_days: int = 400
    common_from: int = 3
    earlier_kept: int = 8


def storyline_id(story: str) -> str:
    """The id of the storyline that this story opens: 12 hexadecimal digits."""
    return hashlib.sha256(f"storyline\n{story}".encode()).hexdigest()[:12]


def decide(
    stories: Sequence[Story],
    items: Mapping[str, UnderstoodArticle],
    traces: Mapping[str, StoryTrace],
    past: Sequence[Chapter],
    settings: Settings,
) -> tuple[Chapter, ...]:
    """Chapters for `stories`, in order of their first article. A story that has a chapter keeps its storyline."""
    archive = _Past(settings)
    for chapter in sorted(past, key=lambda chapter: (chapter.day, chapter.story)):
        archive.add(chapter)
    made: list[Chapter] = []
    for story in sorted(stories, key=lambda story: (story.first_at, story.id)):
        articles = [items[article] for article in story.articles]
        steps = steps_of(articles)
        day = story.first_at.date()
        names = names_of(articles, steps)
        line = archive.storyline_of(story.id) or archive.linked(steps, names, day)
        before = archive.chapters(line, story.id, day) if line else ()
        earlier = tuple(step for chapter in before for step in chapter.steps)
        chapter = Chapter(
            story=story.id,
            members=story.members,
            storyline=line or storyline_id(story.id),
            day=day,
            entities=names,
            steps=steps,
            earlier=_told(before, day, settings.earlier_kept),
            conflicts=conflicts_of(articles, traces[story.id]) if story.id in traces else (),
            reversal=reversal_of(steps, earlier),
        )
        archive.add(chapter)
        made.append(chapter)
    return tuple(made)


class _Past:
    """The chapters so far, found by story, by storyline and by affair."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._chapters: dict[str, Chapter] = {}
        self._lines: dict[str, list[str]] = {}
        self._latest: dict[Affair, Chapter] = {}
        self._lines_of: dict[str, set[str]] = {}

    def add(self, chapter: Chapter) -> None:
        if chapter.story not in self._chapters:
            self._lines.setdefault(chapter.storyline, []).append(chapter.story)
        self._chapters[chapter.story] = chapter
        for step in chapter.steps:
            self._lines_of.setdefault(step.agent, set()).add(chapter.storyline)
            affair = _affair(step)
            latest = self._latest.get(affair) if affair else None
            if affair and (latest is None or latest.day <= chapter.day):
                self._latest[affair] = chapter

    def storyline_of(self, story: str) -> str:
        return self._chapters[story].storyline if story in self._chapters else ""

    def linked(self, steps: Sequence[StatusChange], names: Sequence[str], day: date) -> str:
        """The storyline of the latest chapter that tells of the same affair, or an empty string. Two parties in the same
        kind of act are an affair; one party alone is one only if it is rare and the chapters share another name."""
        found: list[Chapter] = []
        for affair in {affair for step in steps if (affair := _affair(step))}:
            latest = self._latest.get(affair)
            if latest is None or not 0 <= (day - latest.day).days <= self._settings.reach_days:
                continue
            parties = affair[1]
            rare = all(len(self._lines_of.get(party, ())) <= self._settings.common_from for party in parties)
            if len(parties) == 2 or (rare and len(set(names) & set(latest.entities)) > 1):
                found.append(latest)
        return max(found, key=lambda chapter: (chapter.day, chapter.story)).storyline if found else ""

    def chapters(self, line: str, story: str, day: date) -> tuple[Chapter, ...]:
        """A storyline's other chapters up to `day`, in order."""
        others = [self._chapters[other] for other in self._lines.get(line, ()) if other != story]
        return tuple(sorted((c for c in others if c.day <= day), key=lambda c: (c.day, c.story)))


def _affair(step: StatusChange) -> Affair | None:
    """The kind of act and the parties of a step: two, or one alone."""
    family = FAMILIES.get(step.event_type)
    if family is None or not step.agent:
        return None
    return family, frozenset(name for name in (step.agent, step.patient) if name)


def names_of(articles: Sequence[UnderstoodArticle], steps: Sequence[StatusChange]) -> tuple[str, ...]:
    """The parties of the steps and the known names that at least a third of the articles have near their top; places and
    outlets are no parties."""
    counts: Counter[str] = Counter()
    for item in articles:
        top = item.understanding.sentences[:TOP]
        counts.update(
            {
                m.name
                for m in item.understanding.mentions
                if m.entity and m.kind not in {"place", "outlet"} and _on(m, top)
            }
        )
    common = {name for name, count in counts.items() if count * 3 >= len(articles)}
    return tuple(sorted(common | {name for step in steps for name in (step.agent, step.patient) if name}))


def _on(mention: Mention, spans: Sequence[Span]) -> bool:
    return any(span.covers(mention.span) for span in spans)


def _told(earlier: Sequence[Chapter], day: date, most: int) -> tuple[StatusChange, ...]:
    """One step for each chapter of the days before, the latest ones, for the reader's memory: a step between two parties
    rather than of one."""
    told = [
        max(chapter.steps, key=lambda step: (bool(step.patient), _affair(step) is not None))
        for chapter in earlier
        if chapter.steps and chapter.day < day
    ]
    # Two chapters of one day on one act: the later one stands for both.
    latest = {(step.day, step.event_type, step.agent, step.patient): step for step in told}
    return tuple(latest.values())[-most:]

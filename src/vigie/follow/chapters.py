"""The decision of `follow`: which storyline each story belongs to.

A storyline is a saga between the same few parties over the same matter, never "everything about OpenAI": two stories are
linked when they tell of the same pair of parties in the same kind of act, or of one rare party in the same affair. Only the
past's chapters are read, so the cost does not grow with the articles.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vigie.follow.steps import conflicts_of, reversal_of, steps_of
from vigie.model import Chapter, EventType, StatusChange, Story, StoryTrace, UnderstoodArticle

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
        line = archive.storyline_of(story.id) or archive.linked(steps, day)
        earlier = archive.steps(line, story.id, day) if line else ()
        chapter = Chapter(
            story=story.id,
            members=story.members,
            storyline=line or storyline_id(story.id),
            day=day,
            entities=tuple(sorted({name for step in steps for name in (step.agent, step.patient) if name})),
            steps=steps,
            earlier=_told(earlier, settings.earlier_kept),
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

    def linked(self, steps: Sequence[StatusChange], day: date) -> str:
        """The storyline of the latest chapter that tells of the same affair, or an empty string."""
        found: list[Chapter] = []
        for affair in {affair for step in steps if (affair := _affair(step))}:
            latest = self._latest.get(affair)
            if latest is None or not 0 <= (day - latest.day).days <= self._settings.reach_days:
                continue
            parties = affair[1]
            if len(parties) == 2 or len(self._lines_of[next(iter(parties))]) <= self._settings.common_from:
                found.append(latest)
        return max(found, key=lambda chapter: (chapter.day, chapter.story)).storyline if found else ""

    def steps(self, line: str, story: str, day: date) -> tuple[StatusChange, ...]:
        """The steps of a storyline's other chapters up to `day`, in order."""
        others = [self._chapters[other] for other in self._lines.get(line, ()) if other != story]
        told = sorted((c for c in others if c.day <= day), key=lambda c: (c.day, c.story))
        return tuple(step for chapter in told for step in chapter.steps)


def _affair(step: StatusChange) -> Affair | None:
    """The kind of act and the parties of a step: two, or one alone."""
    family = FAMILIES.get(step.event_type)
    if family is None or not step.agent:
        return None
    return family, frozenset(name for name in (step.agent, step.patient) if name)


def _told(earlier: Sequence[StatusChange], most: int) -> tuple[StatusChange, ...]:
    """The last steps of the past, one for each (day, event), for the reader's memory."""
    by_day: dict[tuple[date, EventType], StatusChange] = {}
    for step in earlier:
        by_day.setdefault((step.day, step.event_type), step)
    return tuple(sorted(by_day.values(), key=lambda step: (step.day, step.event_type))[-most:])

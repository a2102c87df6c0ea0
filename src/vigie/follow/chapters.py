"""The decision of `follow`: which storyline each story belongs to, and what it adds to it.

A storyline is a saga: one matter and its consequences, never "everything about OpenAI". A story joins one when it is near a
recent chapter of it and near its core, which is the whole of its chapters; a story near a chapter that has left the core
opens a storyline of its own that remembers where it forked from. Only summaries of the past are read, those that share a
name with the day's stories, so the cost does not grow with the archive. Read next: likeness.py, past.py.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from vigie.follow.figures import Figures, figures_of
from vigie.follow.likeness import LEADING, Weights, likeness, profile
from vigie.follow.naming import name_of
from vigie.follow.news import news_of
from vigie.follow.past import Memory, Past
from vigie.follow.steps import parties_of, reversal_of, steps_of, transitions_of
from vigie.follow.summaries import MATTERS, NO_PARTIES, TOP, Summary, keys_of, summary_of
from vigie.knowledge.parties import certain
from vigie.model import Chapter, Mention, Span, StatusChange, Story, StoryTrace, UnderstoodArticle
from vigie.ports import Vector

# In the mean over a storyline's chapters, one that shares nothing counts so much against a story.
FARTHEST = -3.0


@dataclass(frozen=True, slots=True)
class Settings:
    """`reach_days`: how far back a saga may be taken up again. `ends`: so many chapters are kept in mind of a storyline's
    beginning, and so many of its end. `near`, `core`, `fork`: how like a recent chapter, and all kept chapters in the mean,
    a story must be to go on; and how like a chapter to be its fork. `recent`: the last chapters that may be near."""

    reach_days: int = 400
    ends: int = 5
    recent: int = 4
    near: float = 1.6
    core: float = 0.0
    fork: float = 2.2
    weights: Weights = field(default_factory=Weights)
    earlier_kept: int = 8


def storyline_id(story: str) -> str:
    """The id of the storyline that this story opens: 12 hexadecimal digits."""
    return hashlib.sha256(f"storyline\n{story}".encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Draft:
    """A story that waits for its chapter, with what it tells. `news_page`: it is not a round-up alone; `event`: somebody does
    something in it, or several tell it."""

    story: Story
    summary: Summary
    steps: tuple[StatusChange, ...]
    news_page: bool
    event: bool

    @property
    def day(self) -> date:
        return self.story.first_at.date()

    @property
    def links(self) -> bool:
        """False for what tells of no event or of many, such as a tutorial or a round-up: it joins no saga and opens none.
        Two thousand pages of advice on one tool would otherwise be one."""
        return self.news_page and self.event

    @property
    def keys(self) -> tuple[str, ...]:
        return keys_of(self.summary) if self.links else ()


def draft_of(story: Story, articles: Sequence[UnderstoodArticle], vectors: Mapping[str, Vector], model: str) -> Draft:
    told = [item for item in articles if item.understanding.page_class not in {"roundup", "evergreen", "none"}]
    steps = steps_of(articles)
    return Draft(
        story, summary_of(told or articles, vectors, model), steps, bool(told), bool(steps) or len(articles) > 1
    )


def decide(
    drafts: Sequence[Draft],
    items: Mapping[str, UnderstoodArticle],
    traces: Mapping[str, StoryTrace],
    past: Past,
    known: Mapping[str, int],
    settings: Settings,
) -> tuple[Chapter, ...]:
    """Chapters for the stories of `drafts`, in order of their first article. A story that has a chapter keeps its
    storyline. `known`: the names known beforehand, and in how many storylines each is taken to have been."""
    memory = Memory(past, known, settings.ends)
    made: list[Chapter] = []
    for draft in sorted(drafts, key=lambda draft: (draft.story.first_at, draft.story.id)):
        story, day = draft.story, draft.day
        articles = [items[article] for article in story.articles]
        kept = memory.chapter_of(story.id)
        line, forked = (kept.storyline, kept.forked_from) if kept else _linked(draft, memory, settings)
        before = memory.chapters(line, story.id, day) if line else ()
        earlier = tuple(step for chapter in before for step in chapter.steps)
        figures = figures_of(articles, traces[story.id]) if story.id in traces else Figures()
        chapter = Chapter(
            story=story.id,
            members=story.members,
            storyline=line or storyline_id(story.id),
            day=day,
            entities=names_of(articles, draft.steps),
            steps=draft.steps,
            earlier=_told(before, day, settings.earlier_kept),
            conflicts=figures.conflicts,
            updates=figures.updates,
            transitions=transitions_of(draft.steps, earlier),
            reversal=reversal_of(draft.steps, earlier),
            names=draft.summary.names if draft.links else (),
            words=draft.summary.words if draft.links else (),
            acts=draft.summary.acts if draft.links else (),
            keys=draft.keys,
            figures=draft.summary.figures,
            meaning=draft.summary.meaning,
            model=draft.summary.model,
            articles=draft.summary.articles,
            forked_from=forked,
        )
        chapter = replace(
            chapter,
            name=next((c.name for c in before if c.name.parties), None) or name_of((*before, chapter)),
            news=news_of(chapter, articles, before),
        )
        memory.add(chapter)
        made.append(chapter)
    return tuple(made)


def _linked(draft: Draft, memory: Memory, settings: Settings) -> tuple[str, str]:
    """(the storyline that this story goes on with, the one it forks from); one of them or both are empty."""
    summary = draft.summary
    one = profile(summary, draft.day.toordinal())
    joins: list[tuple[float, float, str]] = []
    forks: list[tuple[float, str]] = []
    for line in memory.sharing(draft.keys):
        chapters = memory.chapters(line, draft.story.id, draft.day)
        if not chapters or (draft.day - chapters[-1].day).days > settings.reach_days:
            continue
        found = [
            likeness(one, memory.profile(chapter), memory.rarity, memory.apart, settings.weights)
            for chapter in chapters
        ]
        near = max(found[-settings.recent :])
        core = sum(max(value, FARTHEST) for value in found) / len(found)
        if near >= settings.near and core >= settings.core:
            joins.append((near + core, near, line))
        elif near >= settings.fork:
            forks.append((near, line))
    if joins:
        return max(joins)[2], ""
    return "", max(forks)[1] if forks else ""


def names_of(articles: Sequence[UnderstoodArticle], steps: Sequence[StatusChange]) -> tuple[str, ...]:
    """The parties of the steps and the known names that at least a third of the articles have near their top; places and
    outlets are no parties."""
    counts: Counter[str] = Counter()
    for item in articles:
        top = item.understanding.sentences[:TOP]
        counts.update(
            {m.name for m in item.understanding.mentions if m.entity and m.kind not in NO_PARTIES and _on(m, top)}
        )
    common = {name for name, count in counts.items() if count * 3 >= len(articles)}
    parties = {
        name for s in steps for name, key in zip((s.agent, s.patient), parties_of(s), strict=True) if certain(key)
    }
    return tuple(sorted(common | parties))


def _on(mention: Mention, spans: Sequence[Span]) -> bool:
    return any(span.covers(mention.span) for span in spans)


def _told(earlier: Sequence[Chapter], day: date, most: int) -> tuple[StatusChange, ...]:
    """One step for each chapter of the days before, the latest ones, for the reader's memory: of parties that the chapter is
    about, and between two rather than of one. A step of others (one article's reading of « the head of the
    Grenoble laboratory told ») is no memory of the saga."""
    told = []
    for chapter in earlier:
        names = set(chapter.names)
        steps = [s for s in chapter.steps if not names or {s.agent, s.patient} - {""} <= names]
        if steps and chapter.day < day:
            told.append(max(steps, key=lambda step: (bool(step.patient), MATTERS[step.event_type] in LEADING)))
    # Two chapters of one day on one act: the later one stands for both.
    latest = {(step.day, step.event_type, step.agent, step.patient): step for step in told}
    return tuple(latest.values())[-most:]

"""Write: the day's stories in, one brief out, stored as an edition that never changes.

Takes the stories that have an article of the day, as they stood at its end. One transaction. The same archive gives the same
edition; a second run stores nothing. May fail with StoreError or UsageError. Read next: edition.py, telling.py.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import cast

from vigie.knowledge import names as known
from vigie.knowledge import subjects
from vigie.model import Brief, Chapter, Coverage, Report, Story, UnderstoodArticle
from vigie.ports import EditionStore, StoryStore
from vigie.write import edition
from vigie.write.aids import Aids
from vigie.write.edition import Settings
from vigie.write.making import Noting, Shelf
from vigie.write.material import Material, Told

# A story is closed three days after its last article: a brief older than this cannot have told one of today's.
REMEMBERED = timedelta(days=30)
# How far back a name's weight is counted, and up to how many stories: beyond that it is a household name.
RECENT, MOST_NAMINGS = timedelta(days=30), 400


def run(store: Shelf, day: date, since: datetime, until: datetime, settings: Settings, aids: Aids) -> Report:
    """`since` and `until` are the day's beginning and end in the reader's time zone."""
    brief = issue(store, day, since, until, settings, aids)
    return Report(taken=brief.coverage.stories, given=len(brief.items))


def issue(store: Shelf, day: date, since: datetime, until: datetime, settings: Settings, aids: Aids) -> Brief:
    """Composes the brief of a day, stores it, and notes beside it what it was made of."""
    noting = Noting(store)
    brief = compose(cast("Shelf", noting), day, since, until, settings, aids)
    revision = store.save_edition(brief)
    store.save_making(day, settings.language, revision, noting.making(since, until, settings, aids))
    return brief


def compose(
    store: Shelf,
    day: date,
    since: datetime,
    until: datetime,
    settings: Settings,
    aids: Aids,
    read_until: date | None = None,
) -> Brief:
    """The brief of a day, not stored. `read_until` is the day of the last brief that its reader has read (default: all
    before this one); what later briefs told is new to them."""
    stories = store.stories(since, until)
    told = _told(store, day, settings.language, read_until or day)
    materials = gather(store, stories, since, settings, told)
    covered = coverage(store, day, since, until, len(stories))
    return edition.decide(day, materials, covered, subjects.load(settings.subject), settings, aids)


def gather(
    store: StoryStore, stories: Sequence[Story], since: datetime, settings: Settings, told: Mapping[str, Told]
) -> tuple[Material, ...]:
    """The material of each story that has been traced."""
    names = known.load(settings.extra_names)
    ids = [article for story in stories for article in story.articles]
    items = store.understood(ids)
    copies = {p.article: p.copy_of for p in store.placements_of(ids) if p.copy_of}
    traces, chapters = store.traces(stories), store.chapters(stories)
    past = store.understood(_past_articles(chapters.values()))
    renown = _renown(store, items.values(), since)
    return tuple(
        Material(
            story=story,
            articles=tuple(items[article] for article in story.articles),
            trace=traces[story.id],
            chapter=chapters.get(story.id),
            names=names,
            today=frozenset(a for a in story.articles if items[a].article.published_at >= since),
            copies={a: copies[a] for a in story.articles if a in copies},
            past=past,
            told=told.get(story.id),
            renown=renown,
        )
        for story in stories
        if story.id in traces
    )


def coverage(store: Shelf, day: date, since: datetime, until: datetime, stories: int) -> Coverage:
    """What was read for the day: the sources whose articles are in, and how the reading of feeds ended."""
    articles, sources = store.counts(since, until)
    outcomes = [outcome.kind for outcome in store.outcomes(day)]
    return Coverage(
        sources=max(len(outcomes), sources),
        read=sources,
        silent=outcomes.count("silent"),
        failed=outcomes.count("failed"),
        refused=outcomes.count("refused"),
        articles=articles,
        stories=stories,
        # Those of the day's own reading: a bad line imported later must not change an old brief.
        rejected=store.count_rejections(since, until),
    )


def _told(store: EditionStore, day: date, language: str, read_until: date) -> dict[str, Told]:
    """By story, the latest brief of the last REMEMBERED days that told it."""
    found: dict[str, Told] = {}
    for told_on, spoken, _, _ in store.editions():
        if day - REMEMBERED <= told_on < day and told_on <= read_until and spoken == language:
            brief: Brief | None = store.edition(told_on, language)
            for item in brief.items if brief else ():
                found[item.story] = Told(told_on, language, item)
    return found


def _renown(store: StoryStore, items: Iterable[UnderstoodArticle], since: datetime) -> dict[str, int]:
    """For each known name of today's titles, at the top of how many stories it stood in the RECENT days before."""
    day = since.date()
    names = {
        mention.name
        for item in items
        for mention in item.understanding.mentions
        if mention.entity and any(span.covers(mention.span) for span in item.understanding.sentences[:1])
    }
    namings = store.namings(sorted(names), day - RECENT, day, MOST_NAMINGS)
    return {name: len({naming.story for naming in found}) for name, found in namings.items()}


def _past_articles(chapters: Iterable[Chapter]) -> list[str]:
    found: list[str] = []
    for chapter in chapters:
        found += [step.evidence.article for step in chapter.earlier]
        found += [transition.before.evidence.article for transition in chapter.transitions]
        if chapter.reversal is not None:
            found.append(chapter.reversal.earlier.evidence.article)
    return found

"""Write: the day's stories in, one brief out, stored as an edition that never changes.

Takes the stories that have an article of the day, as they stood at its end. One transaction. The same archive gives the same
edition; a second run stores nothing. May fail with StoreError or UsageError. Read next: edition.py, telling.py.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import cast

from vigie.knowledge import names as known
from vigie.knowledge import subjects
from vigie.model import Brief, Chapter, Coverage, Report, Story, Telling, UnderstoodArticle
from vigie.ports import EditionStore, StoryStore
from vigie.write import edition
from vigie.write.aids import Aids
from vigie.write.covering import covered
from vigie.write.edition import Settings
from vigie.write.making import Noting, Shelf
from vigie.write.material import Material
from vigie.write.since import Known, decide, known_to, notices_of

# A story is closed three days after its last article: a brief older than this cannot have told one of today's.
REMEMBERED = timedelta(days=30)
# How far back a name's weight is counted, and up to how many stories: beyond that it is a household name.
RECENT, MOST_NAMINGS = timedelta(days=30), 400


def run(store: Shelf, day: date, since: datetime, until: datetime, settings: Settings, aids: Aids) -> Report:
    """`since` and `until` are the day's beginning and end in the reader's time zone."""
    brief = issue(store, day, since, until, settings, aids)
    return Report(taken=brief.coverage.stories, given=len(brief.items))


def issue(store: Shelf, day: date, since: datetime, until: datetime, settings: Settings, aids: Aids) -> Brief:
    """Composes the brief of a day, stores it, and notes beside it what it was made of, and beside older ones what it takes back
    of theirs."""
    noting = cast("Shelf", watched := Noting(store))
    before = _before(noting, day)
    brief, materials = _written(noting, day, since, until, settings, aids, _told(noting, before, settings.language))
    revision = store.save_edition(brief)
    store.save_making(day, settings.language, revision, watched.making(since, until, settings, aids))
    store.save_notices(tuple(notices_of(day, materials, store.tellings(before), before)))
    return brief


def compose(
    store: Shelf,
    day: date,
    since: datetime,
    until: datetime,
    settings: Settings,
    aids: Aids,
    told: Sequence[Telling] | None = None,
) -> Brief:
    """The brief of a day, not stored. `told`: all that its reader was told before (default: what the earlier editions in his
    language tell). For who was away, `since` is the end of the last day that he read of."""
    if told is None:
        told = _told(store, _before(store, day), settings.language)
    return _written(store, day, since, until, settings, aids, told)[0]


def _written(
    store: Shelf, day: date, since: datetime, until: datetime, settings: Settings, aids: Aids, told: Sequence[Telling]
) -> tuple[Brief, tuple[Material, ...]]:
    stories = store.stories(since, until)
    known = known_to(told, aids.embedder)
    materials = _with_news(store, gather(store, stories, since, settings), known, day, until)
    counts = coverage(store, day, since, until, len(stories), settings.extra_names)
    subject = subjects.load(settings.subject)
    return edition.decide(day, materials, counts, subject, settings, aids, known.day), materials


def _with_news(
    store: StoryStore, materials: Sequence[Material], known: Known, day: date, until: datetime
) -> tuple[Material, ...]:
    """The stories with what each brings to the reader; the articles of claims that changed are at hand with them."""
    passed = frozenset(t.before.evidence for m in materials if m.chapter for t in m.chapter.transitions)
    materials = [
        replace(m, told=max(known.by_story.get(m.story.id, ()), key=lambda one: one.day, default=None))
        for m in materials
    ]
    found = {material.story.id: decide(material, known, passed) for material in materials}
    cited = {change.before.evidence.article for news in found.values() for change in news.changes}
    past = store.understood(cited)
    return tuple(
        replace(
            material,
            news=found[material.story.id],
            past={**material.past, **past} if found[material.story.id].changes else material.past,
            happened=_happened(material, day, until),
        )
        for material in materials
    )


def _happened(material: Material, day: date, until: datetime) -> date | None:
    """The day of a story's first article that is new to the reader, where that is not the brief's own day."""
    first = min((i.article.published_at for i in material.articles if i.article.id in material.today), default=until)
    away = (until - first).days
    return day - timedelta(days=away) if away > 0 else None


def _told(store: EditionStore, before: Mapping[str, tuple[date, str, int]], language: str) -> tuple[Telling, ...]:
    """What these editions told, those in one language."""
    return store.tellings(digest for digest, (_, spoken, _) in before.items() if spoken == language)


def _before(store: EditionStore, day: date) -> dict[str, tuple[date, str, int]]:
    """(day, language, revision) of the last edition of each of the REMEMBERED days, by digest."""
    last = {(told_on, language): (digest, revision) for told_on, language, revision, digest in store.editions()}
    return {
        digest: (told_on, language, revision)
        for (told_on, language), (digest, revision) in last.items()
        if day - REMEMBERED <= told_on < day
    }


def gather(store: StoryStore, stories: Sequence[Story], since: datetime, settings: Settings) -> tuple[Material, ...]:
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
            renown=renown,
        )
        for story in stories
        if story.id in traces
    )


def coverage(
    store: Shelf, day: date, since: datetime, until: datetime, stories: int, extra_names: tuple[str, ...] = ()
) -> Coverage:
    """What was read for the day: the sources that were asked or gave articles, and how the reading of each ended."""
    names = known.load(extra_names)
    return covered(
        store.standings(day, since, until),
        articles=store.counts(since, until)[0],
        stories=stories,
        # Those of the day's own reading: a bad line imported later must not change an old brief.
        rejected=store.count_rejections(since, until),
        shown=lambda source: names.publisher(source, ""),
    )


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

"""Group: articles in, stories out.

Takes the understood articles that no story has yet, day by day, gives placements that respect what a person corrected, keeps
stories open for three days and marks texts that repeat another's. One transaction a day of articles: a day is decided whole,
so the order of arrival within it makes no difference. The student's vectors are made of every article, the teacher's only of
those in doubt. May fail with StoreError. Read next: weighing.py, doubt.py, linking.py, constraints.py.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from vigie.group import linking, reuse
from vigie.group.edits import held_together, replaced_by, without_replaced
from vigie.group.linking import Settings
from vigie.group.shelf import Shelf
from vigie.group.views import View
from vigie.group.weighing import Weighing
from vigie.knowledge import subjects
from vigie.model import Placement, Report, UnderstoodArticle
from vigie.ports import Embedder, StoryStore, Vector


def run(
    store: StoryStore,
    embedder: Embedder,
    teacher: Embedder | None,
    until: datetime,
    settings: Settings,
    progress: Callable[[int], None] = lambda _: None,
) -> Report:
    """`teacher`: asked about the articles in doubt; without one the embedder decides alone. `progress` hears how many
    articles were placed."""
    waiting = store.articles_without_story(until)
    corrections = store.corrections()
    spoken_of = {article for said in corrections for article in (said.one, said.other)}
    window = Shelf(store)
    for items in _by_day(waiting):
        first = min(item.article.published_at for item in items)
        before = store.placements(first - timedelta(days=settings.open_days), until)
        replaced = replaced_by(store, items)
        past = without_replaced(before, replaced)
        window.hold(items, [placement.article for placement in past])
        views, placed = window.views_of(items), [window.views[placement.article] for placement in past]
        # Found before grouping decides, over the whole window: that one text repeats another is evidence for one story.
        found = reuse.reused(window.wordings.values(), {view.id for view in views})
        texts = {key: text for v in (*views, *placed) for key, text in ((v.key, v.lead), (v.body_key, v.body))}
        languages = {key: v.language for v in (*views, *placed) for key in (v.key, v.body_key)}
        weighing = Weighing(views, placed, _vectors(store, embedder, texts, languages), embedder.name, found)
        asked = weighing.in_doubt(_of_interest([*views, *placed], settings), settings.doubt) if teacher else []
        deep = _vectors(store, teacher, {v.key: v.lead for v in asked}, languages) if teacher else {}
        placements = linking.decide(
            views,
            {placement.article: placement.story for placement in past},
            weighing.links(deep, teacher.name if teacher else ""),
            settings,
            (*corrections, *held_together(items, replaced)),
            {placement.article: placement.story for placement in store.placements_of(spoken_of | replaced.keys())},
        )
        moved = [one for one in past if one.copy_of in replaced.values()]
        store.save_placements((*moved, *mark_copies(placements, past, found)))
        store.forget_views(first - timedelta(days=settings.open_days))
        progress(len(items))
    return Report(taken=len(waiting), given=len(waiting))


def _of_interest(views: Iterable[View], settings: Settings) -> set[str]:
    """The articles that touch the reader's subject; all of them where none is set."""
    if not settings.subject:
        return {view.id for view in views}
    subject = subjects.load(settings.subject)
    return {view.id for view in views if subject.fit(view.body, view.language) > 0}


def _by_day(items: Iterable[UnderstoodArticle]) -> list[list[UnderstoodArticle]]:
    """The items of each UTC day, the earliest day first."""
    days: dict[date, list[UnderstoodArticle]] = {}
    for item in items:
        days.setdefault(item.article.published_at.date(), []).append(item)
    return [days[day] for day in sorted(days)]


def mark_copies(
    placements: Sequence[Placement], past: Sequence[Placement], found: Sequence[reuse.Reuse]
) -> tuple[Placement, ...]:
    """The placements, each with the article of its own story whose text it repeats, and how much of it is repeated."""
    story_of = {placement.article: placement.story for placement in (*past, *placements)}
    copies = reuse.copies(found, story_of, {p.article: p.copy_of for p in past if p.copy_of})
    return tuple(Placement(p.article, p.story, p.similarity, *copies.get(p.article, ("", 0.0))) for p in placements)


def _vectors(
    store: StoryStore, embedder: Embedder, texts: Mapping[str, str], languages: Mapping[str, str]
) -> dict[str, Vector]:
    """Vectors by key: those stored, and the missing ones made and stored in batches, so that a stopped run keeps them."""
    missing = sorted(texts.keys() - store.vectors(embedder.name, texts).keys())
    for start in range(0, len(missing), 256):
        batch = missing[start : start + 256]
        made = embedder.embed([texts[key] for key in batch], [languages[key] for key in batch])
        store.save_vectors(embedder.name, dict(zip(batch, made, strict=True)))
    # Read back, so that a fresh vector and a stored one (float16) are the same numbers in this run and the next.
    return store.vectors(embedder.name, texts)

"""Group: articles in, stories out.

Takes the understood articles that no story has yet, day by day, gives placements that respect what a person corrected, keeps
stories open for three days and marks texts that repeat another's. One transaction a day of articles: a day is decided whole,
so the order of arrival within it makes no difference. May fail with StoreError. Read next: linking.py, constraints.py,
pairs.py.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta

from vigie.group import linking, reuse
from vigie.group.linking import Settings
from vigie.group.pairs import weights_for
from vigie.group.views import View, view_of
from vigie.model import Placement, Report, UnderstoodArticle
from vigie.ports import Embedder, StoryStore, Vector


def run(
    store: StoryStore,
    embedder: Embedder,
    until: datetime,
    settings: Settings,
    progress: Callable[[int], None] = lambda _: None,
) -> Report:
    """`progress` hears how many vectors were added."""
    waiting = store.articles_without_story(until)
    corrections = store.corrections()
    spoken_of = {article for said in corrections for article in (said.one, said.other)}
    wordings: dict[str, reuse.Wording] = {}
    for items in _by_day(waiting):
        first = min(item.article.published_at for item in items)
        past = store.placements(first - timedelta(days=settings.open_days), until)
        old = store.understood(placement.article for placement in past)
        views = [view_of(item) for item in items]
        placed = [(view_of(old[placement.article]), placement.story) for placement in past]
        vectors = _vectors(store, embedder, [*views, *(view for view, _ in placed)], progress)
        closed = {placement.article: placement.story for placement in store.placements_of(spoken_of)}
        weights = weights_for(embedder.name)
        # Found before grouping decides, over the whole window: that one text repeats another is evidence for one story.
        every = (*old.values(), *items)
        wordings = {i.article.id: wordings.get(i.article.id) or reuse.wording_of(i) for i in every}
        found = reuse.reused(wordings.values(), {item.article.id for item in items})
        placements = linking.decide(views, placed, vectors, settings, weights, corrections, closed)
        store.save_placements(mark_copies(placements, past, found))
    return Report(taken=len(waiting), given=len(waiting))


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
    store: StoryStore, embedder: Embedder, views: Iterable[View], progress: Callable[[int], None]
) -> dict[str, Vector]:
    """Vectors by key: those stored, and the missing ones made and stored in batches, so that a stopped run keeps them."""
    wanted = {view.key: view for view in views}
    missing = sorted(wanted.keys() - store.vectors(embedder.name, wanted).keys())
    for start in range(0, len(missing), 256):
        batch = [wanted[key] for key in missing[start : start + 256]]
        made = embedder.embed([view.lead for view in batch], [view.language for view in batch])
        store.save_vectors(embedder.name, {view.key: row for view, row in zip(batch, made, strict=True)})
        progress(len(batch))
    # Read back, so that a fresh vector and a stored one (float16) are the same numbers in this run and the next.
    return store.vectors(embedder.name, wanted)

"""Trace: stories in, chains to origins and independent voices out.

Takes the stories whose membership has no trace yet: those active since `since`, and older ones never traced. In batches,
each one transaction. May fail with StoreError or KnowledgeError. Read next: origins.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from vigie.knowledge import names as known
from vigie.model import Report
from vigie.ports import StoryStore
from vigie.trace import origins


@dataclass(frozen=True, slots=True)
class Settings:
    extra_names: tuple[str, ...] = ()
    batch: int = 500


def run(
    store: StoryStore,
    since: datetime,
    until: datetime,
    settings: Settings,
    progress: Callable[[int], None] = lambda _: None,
) -> Report:
    """`progress` hears how many stories each batch added."""
    names = known.load(settings.extra_names)
    stories = store.stories_without_trace(since, until)
    for start in range(0, len(stories), settings.batch):
        batch = stories[start : start + settings.batch]
        ids = [article for story in batch for article in story.articles]
        items = store.understood(ids)
        copies = {placement.article: placement.copy_of for placement in store.placements_of(ids) if placement.copy_of}
        store.save_traces([origins.decide(story, items, copies, names) for story in batch])
        progress(len(batch))
    return Report(taken=len(stories), given=len(stories))

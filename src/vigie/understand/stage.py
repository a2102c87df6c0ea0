"""Understand: articles in, understandings out, all of it spans of the article's own text.

Takes the articles published before the end of the day that are not understood yet, in batches: each batch is one
transaction, so memory stays bounded and a killed run loses at most one batch. May fail with StoreError or
KnowledgeError. Read next: reading.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from vigie.model import Report
from vigie.ports import ArticleStore, Engine
from vigie.understand.reading import reader


@dataclass(frozen=True, slots=True)
class Settings:
    extra_names: tuple[str, ...] = ()
    batch: int = 400


def run(
    store: ArticleStore,
    engine: Engine,
    until: datetime,
    settings: Settings,
    progress: Callable[[int], None] = lambda _: None,
) -> Report:
    """`progress` hears how many articles each batch added."""
    read = reader(settings.extra_names)
    taken = 0
    while batch := store.articles_without_understanding(until, settings.batch):
        store.save_understandings(list(engine.map(read, batch)))
        taken += len(batch)
        progress(len(batch))
    return Report(taken=taken, given=taken)

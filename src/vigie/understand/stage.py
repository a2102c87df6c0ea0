"""Understand: articles in, understandings out, all of it spans of the article's own text.

Takes the articles published before the end of the day that are not understood yet, some thousands at a time so that memory
stays bounded, and saves in batches: each is one transaction, and a killed run loses at most one. May fail with StoreError or
KnowledgeError. Read next: reading.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from vigie.model import Report
from vigie.ports import ArticleStore, Engine
from vigie.understand.reading import reader


@dataclass(frozen=True, slots=True)
class Settings:
    extra_names: tuple[str, ...] = ()
    ahead: int = 2_000
    batch: int = 200


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
    while waiting := store.articles_without_understanding(until, settings.ahead):
        found = engine.map(read, waiting)
        # Taken a batch at a time, so that the workers read on while a batch is written.
        while batch := list(islice(found, settings.batch)):
            store.save_understandings(batch)
            taken += len(batch)
            progress(len(batch))
        if len(waiting) < settings.ahead:  # to ask again would be to look at the whole archive once more
            break
    return Report(taken=taken, given=taken)

"""One poisonous page costs itself: the pages around it give their articles, and it leaves its reason."""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from vigie.adapters.engines import ProcessPool, Serial
from vigie.extract import stage
from vigie.extract.page import article_of
from vigie.extract.patience import patience
from vigie.extract.stage import Settings, result_of, run
from vigie.model import Entry, ExtractError, Feed, FeedState, Outcome, Page
from vigie.ports import Engine, PageResult
from vigie.ports.testing.fakes import FixedClock
from vigie.ports.testing.memory import MemoryStore

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
FEED = "https://daily.example/rss"
WORDS = (
    "The dam above the town was closed on Monday after water came through the eastern wall, the owner said. "
    "Engineers will look at the damage for two weeks, and the valley road stays closed until they have finished."
)
POISON = "poison"


def page(name: str, body: str = "") -> Page:
    url = f"https://daily.example/{name}"
    html = (
        body or f"<html><head><title>{name}</title></head><body><article><p>{WORDS} {name}</p></article></body></html>"
    )
    return Page(url, url, NOW, html.encode(), "text/html", "utf-8", "Example Daily", Entry(FEED, url, ""))


def stored(*pages: Page) -> MemoryStore:
    store = MemoryStore()
    store.save_feeds([Feed(FEED)])
    store.save_reading(FeedState(FEED), Outcome(NOW.date(), FEED, "new", NOW), list(pages))
    return store


def several(poison: Page) -> MemoryStore:
    return stored(*(page(f"a{n}") for n in range(7)), poison, *(page(f"z{n}") for n in range(7)))


def dying(page: Page, now: datetime, settings: Settings) -> PageResult:
    if POISON in page.url:
        os._exit(3)
    return result_of(page, now, settings)


def breaking(page: Page) -> object:
    if POISON in page.url:
        raise ZeroDivisionError("a fault in a library")
    return article_of(page)


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPool]:
    with ProcessPool(2, chunk=3) as made:
        yield made


@pytest.mark.parametrize("workers", [1, 2])
def test_a_page_that_is_too_large_is_set_aside(workers: int, pool: ProcessPool) -> None:
    engine: Engine = Serial() if workers == 1 else pool
    store = several(page(POISON, "<p>" + WORDS * 100))

    report = run(store, engine, FixedClock(NOW), Settings(batch=4, largest=5_000))

    assert (report.taken, report.given, report.set_aside) == (15, 14, 1)
    (rejection,) = store.rejections()
    assert rejection.where.endswith(POISON)
    assert "extract.too_large" in rejection.reason


def test_a_page_that_breaks_a_library_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "article_of", breaking)
    store = several(page(POISON))

    report = run(store, Serial(), FixedClock(NOW))

    assert (report.given, report.set_aside) == (14, 1)
    assert "a fault in a library" in store.rejections()[0].reason


def test_a_page_that_kills_its_worker_is_set_aside(pool: ProcessPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "result_of", dying)
    store = several(page(POISON))

    report = run(store, pool, FixedClock(NOW), Settings(batch=4))

    assert (report.given, report.set_aside) == (14, 1)
    assert "engine.worker_died" in store.rejections()[0].reason


def endless() -> None:
    with patience(0.05, "https://daily.example/endless"):
        while True:
            with suppress(Exception):  # as libraries do, which go on after any error
                sum(range(1_000))


def test_a_page_that_does_not_end_is_given_up() -> None:
    with pytest.raises(ExtractError) as given_up:
        endless()

    assert "https://daily.example/endless" in given_up.value.what


def test_time_spent_waiting_is_not_counted() -> None:
    with patience(0.05, "https://daily.example/slow-machine"):
        time.sleep(0.2)


def test_all_engines_store_the_same_articles(pool: ProcessPool) -> None:
    pages = [page(f"n{n}") for n in range(30)]
    alone, shared = stored(*pages), stored(*pages)

    run(alone, Serial(), FixedClock(NOW))
    run(shared, pool, FixedClock(NOW), Settings(ahead=11, batch=4))

    assert alone.articles_without_understanding(NOW.replace(year=2027), 100) == shared.articles_without_understanding(
        NOW.replace(year=2027), 100
    )


def test_a_page_read_again_keeps_its_own_reading() -> None:
    later = replace(page("dam"), fetched_at=NOW.replace(hour=12))

    assert result_of(later, NOW, Settings()).fetched_at == later.fetched_at

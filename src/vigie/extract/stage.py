"""Extract: pages in, articles out.

Takes the pages that no run has handled, gives each an article or a Rejection, one batch a transaction, so that it can
be stopped anywhere and started again. A page that is too large, too slow or that takes its worker down costs itself and no
other. May fail with StoreError. Read next: page.py, where one page is read, and
versions.py.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import islice

from vigie.extract.page import article_of
from vigie.extract.patience import patience
from vigie.extract.versions import Latest, addresses_of
from vigie.model import EngineError, ExtractError, Page, Rejection, Report
from vigie.ports import ArticleStore, Clock, Engine, PageResult


@dataclass(frozen=True, slots=True)
class Settings:
    """`ahead` pages are in memory, `batch` results are saved at a time. A page may have `largest` bytes and take `seconds` of
    the processor."""

    ahead: int = 400
    batch: int = 100
    largest: int = 16 * 1024 * 1024
    seconds: float = 20.0


def run(
    store: ArticleStore,
    engine: Engine,
    clock: Clock,
    settings: Settings | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Report:
    """Handles every page that waits. `progress` hears how many pages each batch had."""
    settings = settings or Settings()
    taken = given = 0
    while pages := store.pages_without_article(settings.ahead):
        now = clock.now()
        found = _results(engine, pages, partial(result_of, now=now, settings=settings), now)
        # Taken a batch at a time, so that the workers read on while a batch is written.
        while batch := list(islice(found, settings.batch)):
            saved = store.save_extracted(as_versions(store, batch))
            if saved.clashes:
                # Only an imported record can have taken the content id of another text; say so rather than lose the page.
                reason = "the id {!r} belongs to another text already"
                store.save_articles((), [Rejection(name, reason.format(name), now) for name in saved.clashes])
            taken += len(batch)
            given += len(saved.added) + saved.known
            progress(len(batch))
    return Report(taken, given, taken - given)


def as_versions(store: ArticleStore, results: Sequence[PageResult]) -> list[PageResult]:
    """The results, each article as the next version of the one that it replaces."""
    found = [one.article for one in results if one.article is not None]
    standing = Latest.of(store.articles_at(url for one in found for url in addresses_of(one)))
    return [replace(one, article=standing.settled(one.article)) if one.article else one for one in results]


def result_of(page: Page, now: datetime, settings: Settings) -> PageResult:
    """The article of a page or the reason why there is none. Pure, so an engine may map it over many pages."""
    try:
        if len(page.body) > settings.largest:
            raise ExtractError("extract.too_large", f"{page.url} has more than {settings.largest} bytes")
        with patience(settings.seconds, page.url):
            article = article_of(page)
        return PageResult(page.url, article, fetched_at=page.fetched_at)
    except ExtractError as error:
        return _none(page, str(error), now)
    except Exception as error:  # noqa: BLE001 (whatever a page does to a library, the pages behind it are read)
        return _none(page, f"{page.url} cannot be read: {error!r:.200} (extract.failed)", now)


def _results(
    engine: Engine, pages: Sequence[Page], read: Callable[[Page], PageResult], now: datetime
) -> Iterator[PageResult]:
    """The result of each page, in order. When a worker dies, the pages that have no result yet go one at a time, and the one
    that kills again is set aside."""
    done = 0
    try:
        for result in engine.map(read, pages):
            yield result
            done += 1
        return
    except EngineError:
        pass
    for page in pages[done:]:
        try:
            yield from engine.map(read, [page])
        except EngineError as error:
            yield _none(page, f"{page.url} cannot be read: {error}", now)


def _none(page: Page, reason: str, now: datetime) -> PageResult:
    return PageResult(page.url, None, Rejection(page.url, reason, now), page.fetched_at)

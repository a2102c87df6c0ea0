"""Extract: pages in, articles out.

Takes the pages that no run has handled, gives each an article or a Rejection, one batch a transaction, so that it can
be stopped anywhere and started again. May fail with StoreError. Read next: page.py, where one page is read, and
versions.py.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from vigie.extract.page import article_of
from vigie.extract.versions import Standing, addresses_of
from vigie.model import ExtractError, Page, Rejection, Report
from vigie.ports import ArticleStore, Clock, PageResult


@dataclass(frozen=True, slots=True)
class Settings:
    """How many pages are taken at a time: all of a batch is in memory."""

    batch: int = 200


def run(
    store: ArticleStore,
    clock: Clock,
    settings: Settings | None = None,
    *,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Report:
    """Handles every page that waits. `progress` is told (pages so far, 0): the store does not say how many wait."""
    settings = settings or Settings()
    taken = given = 0
    while pages := store.pages_without_article(settings.batch):
        now = clock.now()
        saved = store.save_extracted(as_versions(store, [result_of(page, now) for page in pages]))
        if saved.clashes:
            # Only an imported record can have taken the content id of another text; say so rather than lose the page.
            reason = "the id {!r} belongs to another text already"
            store.save_articles((), [Rejection(name, reason.format(name), now) for name in saved.clashes])
        taken += len(pages)
        given += len(saved.added) + saved.known
        progress(taken, 0)
    return Report(taken, given, taken - given)


def as_versions(store: ArticleStore, results: Sequence[PageResult]) -> list[PageResult]:
    """The results, each article as the next version of the one that it replaces."""
    found = [one.article for one in results if one.article is not None]
    standing = Standing.of(store.articles_at(url for one in found for url in addresses_of(one)))
    return [replace(one, article=standing.settled(one.article)) if one.article else one for one in results]


def result_of(page: Page, now: datetime) -> PageResult:
    """The article of a page or the reason why there is none. Pure, so an engine may map it over many pages."""
    try:
        return PageResult(page.url, article_of(page), fetched_at=page.fetched_at)
    except ExtractError as error:
        return PageResult(page.url, None, Rejection(page.url, str(error), now), page.fetched_at)

"""Feeds, what reading them left behind, pages and the articles made of them. Read next: articles.py."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields

from sqlalchemy import Connection, delete, false, func, insert, select, true, update
from sqlalchemy.dialects.sqlite import insert as upsert

from vigie.adapters.store.articles import add_articles
from vigie.adapters.store.opening import ArchivePart
from vigie.adapters.store.packing import in_chunks, pack, unpack
from vigie.adapters.store.runlog import add_rejections
from vigie.adapters.store.schema import articles, feed_states, feeds, outcomes, page_bodies, pages
from vigie.model import Entry, Feed, FeedState, Outcome, Page
from vigie.ports import PageResult, Saved

# In the order of the dataclasses, so that a row is a value's arguments.
_FEED_COLUMNS = tuple(feeds.c[field.name] for field in fields(Feed))
_STATE_COLUMNS = tuple(feed_states.c[field.name] for field in fields(FeedState))


class Feeds(ArchivePart):
    """The part of the store that keeps feeds and pages."""

    def save_feeds(self, feeds: Iterable[Feed]) -> int:
        rows = {feed.url: asdict(feed) for feed in feeds}
        with self._archive.writing() as connection:
            return _put_feeds(connection, rows)

    def remove_feed(self, url: str) -> bool:
        with self._archive.writing() as connection:
            # Its state too: a feed that is added again is read in full, not asked what is new.
            connection.execute(delete(feed_states).where(feed_states.c.url == url))
            return connection.execute(delete(feeds).where(feeds.c.url == url)).rowcount > 0

    def feeds(self) -> tuple[Feed, ...]:
        with self._archive.reading() as connection:
            return tuple(Feed(*row) for row in connection.execute(select(*_FEED_COLUMNS).order_by(feeds.c.url)))

    def feed_states(self) -> dict[str, FeedState]:
        with self._archive.reading() as connection:
            return {row.url: FeedState(*row) for row in connection.execute(select(*_STATE_COLUMNS))}

    def known_urls(self, urls: Iterable[str]) -> set[str]:
        found: set[str] = set()
        with self._archive.reading() as connection:
            for chunk in in_chunks(urls):
                for column in (pages.c.url, articles.c.url):
                    found.update(connection.scalars(select(column).where(column.in_(chunk))))
        return found

    def save_reading(self, state: FeedState, outcome: Outcome, pages: Sequence[Page]) -> None:
        with self._archive.writing() as connection:
            new = upsert(feed_states)
            rest = {column.name: new.excluded[column.name] for column in _STATE_COLUMNS if not column.primary_key}
            connection.execute(new.on_conflict_do_update(["url"], set_=rest), asdict(state))
            connection.execute(insert(outcomes), asdict(outcome))
            _add_pages(connection, pages)

    def pages_without_article(self, limit: int) -> tuple[Page, ...]:
        waiting = (
            select(pages, page_bodies.c.body)
            .join_from(pages, page_bodies)
            .where(pages.c.handled == false())
            .order_by(pages.c.url)
            .limit(limit)
        )
        with self._archive.reading() as connection:
            return tuple(
                Page(
                    url=row.url,
                    final_url=row.final_url,
                    fetched_at=row.fetched_at,
                    body=zlib.decompress(row.body),
                    media_type=row.media_type,
                    charset=row.charset,
                    source=row.source,
                    entry=unpack(row.entry, Entry),
                    robots_tag=row.robots_tag,
                    tdm_reservation=row.tdm_reservation,
                )
                for row in connection.execute(waiting)
            )

    def save_extracted(self, results: Sequence[PageResult]) -> Saved:
        with self._archive.writing() as connection:
            add_rejections(connection, [one.rejection for one in results if one.rejection])
            saved = add_articles(connection, [one.article for one in results if one.article])
            for urls in in_chunks(one.page_url for one in results):
                connection.execute(update(pages).where(pages.c.url.in_(urls)).values(handled=true()))
            return saved


def _put_feeds(connection: Connection, rows: dict[str, dict[str, object]]) -> int:
    known = sum(connection.scalar(select(func.count()).where(feeds.c.url.in_(urls))) or 0 for urls in in_chunks(rows))
    if rows:
        new = upsert(feeds)
        rest = {column.name: new.excluded[column.name] for column in _FEED_COLUMNS if not column.primary_key}
        connection.execute(new.on_conflict_do_update(["url"], set_=rest), list(rows.values()))
    return len(rows) - known


def _add_pages(connection: Connection, given: Iterable[Page]) -> None:
    by_url: dict[str, Page] = {}
    for page in given:
        by_url.setdefault(page.url, page)
    for urls in in_chunks(by_url):
        known = set(connection.scalars(select(pages.c.url).where(pages.c.url.in_(urls))))
        for page in (by_url[url] for url in urls if url not in known):
            row = {
                "url": page.url,
                "final_url": page.final_url,
                "fetched_at": page.fetched_at,
                "media_type": page.media_type,
                "charset": page.charset,
                "source": page.source,
                "entry": pack(page.entry),
                "robots_tag": page.robots_tag,
                "tdm_reservation": page.tdm_reservation,
            }
            n = connection.scalar(insert(pages).values(row).returning(pages.c.n))
            connection.execute(insert(page_bodies).values(page=n, body=zlib.compress(page.body)))

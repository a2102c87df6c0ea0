"""Feeds and what reading them left behind. Read next: pages.py."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, fields

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from vigie.adapters.store.opening import ArchivePart
from vigie.adapters.store.packing import in_chunks
from vigie.adapters.store.pages import add_pages, note_asked
from vigie.adapters.store.schema import articles, feed_states, feeds, outcomes, pages
from vigie.model import Feed, FeedState, Outcome, Page

# In the order of the dataclasses, so that a row is a value's arguments.
FEED_COLUMNS = tuple(feeds.c[field.name] for field in fields(Feed))
_STATE_COLUMNS = tuple(feed_states.c[field.name] for field in fields(FeedState))


class Feeds(ArchivePart):
    """The part of the store that keeps feeds."""

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
            return tuple(Feed(*row) for row in connection.execute(select(*FEED_COLUMNS).order_by(feeds.c.url)))

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

    def save_reading(
        self, state: FeedState, outcome: Outcome, pages: Sequence[Page], asked: Collection[str] = ()
    ) -> None:
        with self._archive.writing() as connection:
            new = upsert(feed_states)
            rest = {column.name: new.excluded[column.name] for column in _STATE_COLUMNS if not column.primary_key}
            connection.execute(new.on_conflict_do_update(["url"], set_=rest), asdict(state))
            connection.execute(insert(outcomes), asdict(outcome))
            add_pages(connection, pages)
            note_asked(connection, asked, outcome.at)


def _put_feeds(connection: Connection, rows: dict[str, dict[str, object]]) -> int:
    known = sum(connection.scalar(select(func.count()).where(feeds.c.url.in_(urls))) or 0 for urls in in_chunks(rows))
    if rows:
        new = upsert(feeds)
        rest = {column.name: new.excluded[column.name] for column in FEED_COLUMNS if not column.primary_key}
        connection.execute(new.on_conflict_do_update(["url"], set_=rest), list(rows.values()))
    return len(rows) - known

"""Feeds and what reading them left behind. Read next: pages.py."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, fields

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from vigie.adapters.store.opening import ArchivePart
from vigie.adapters.store.packing import given_urls, in_chunks, listed
from vigie.adapters.store.pages import add_pages, note_asked
from vigie.adapters.store.schema import articles, feed_states, feeds, outcomes, pages
from vigie.model import Feed, FeedState, Outcome, Page
from vigie.ports import FeedReading

# In the order of the dataclasses, so that a row is a value's arguments.
FEED_COLUMNS = tuple(feeds.c[field.name] for field in fields(Feed))
_STATE_COLUMNS = tuple(feed_states.c[field.name] for field in fields(FeedState))

_STATE_FIELDS = tuple(field.name for field in fields(FeedState))
_OUTCOME_FIELDS = tuple(field.name for field in fields(Outcome))
# Made once: they are asked for each feed of each run.
_NEW_STATE = upsert(feed_states)
_PUT_STATE = _NEW_STATE.on_conflict_do_update(
    ["url"],
    set_={column.name: _NEW_STATE.excluded[column.name] for column in _STATE_COLUMNS if not column.primary_key},
)
_ADD_OUTCOME = insert(outcomes)
_KNOWN = given_urls(pages.c.url).union(given_urls(articles.c.url))


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
        with self._archive.reading() as connection:
            return set(connection.scalars(_KNOWN, {"urls": listed(urls)}))

    def save_reading(
        self, state: FeedState, outcome: Outcome, pages: Sequence[Page], asked: Collection[str] = ()
    ) -> None:
        self.save_readings([FeedReading(state, outcome, tuple(pages), tuple(asked))])

    def save_readings(self, readings: Sequence[FeedReading]) -> None:
        if not readings:
            return
        with self._archive.writing() as connection:
            connection.execute(_PUT_STATE, [_row(one.state, _STATE_FIELDS) for one in readings])
            connection.execute(_ADD_OUTCOME, [_row(one.outcome, _OUTCOME_FIELDS) for one in readings])
            for one in readings:
                if one.pages:
                    add_pages(connection, one.pages)
                if one.asked:
                    note_asked(connection, one.asked, one.outcome.at)


def _row(value: object, names: Sequence[str]) -> dict[str, object]:
    """As `asdict`, which copies every moment."""
    return {name: getattr(value, name) for name in names}


def _put_feeds(connection: Connection, rows: dict[str, dict[str, object]]) -> int:
    known = sum(connection.scalar(select(func.count()).where(feeds.c.url.in_(urls))) or 0 for urls in in_chunks(rows))
    if rows:
        new = upsert(feeds)
        rest = {column.name: new.excluded[column.name] for column in FEED_COLUMNS if not column.primary_key}
        connection.execute(new.on_conflict_do_update(["url"], set_=rest), list(rows.values()))
    return len(rows) - known

"""Pages as servers gave them, several of one address where it changed, and the articles made of them.

The first reading of an address is in `pages`, which also remembers what was asked later; what later answers changed is in
`rereads`. Read next: articles.py.
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, false, func, insert, literal, select, true, update

from vigie.adapters.store.articles import add_articles
from vigie.adapters.store.opening import ArchivePart
from vigie.adapters.store.packing import given_urls, in_chunks, listed, pack, unpack
from vigie.adapters.store.rejecting import add_rejections
from vigie.adapters.store.schema import page_bodies, pages, rereads
from vigie.model import Entry, Page, PageState
from vigie.ports import PageResult, Saved

_COLUMNS = (
    "url", "final_url", "fetched_at", "media_type", "charset", "source", "robots_tag", "tdm_reservation", "etag",
    "last_modified",
)  # fmt: skip

# Made once: they are asked for each feed of each run.
_STORED = given_urls(pages.c.url)
_STATES = given_urls(
    pages.c.url,
    *(pages.c[name] for name in ("fetched_at", "asked_at", "asked", "etag", "last_modified", "failure")),
    select(func.max(rereads.c.fetched_at)).where(rereads.c.url == pages.c.url).scalar_subquery(),
)
_ADD_PAGE = insert(pages).returning(pages.c.n)
_ADD_BODY = insert(page_bodies)


class Pages(ArchivePart):
    """The part of the store that keeps pages."""

    def page_states(self, urls: Iterable[str]) -> dict[str, PageState]:
        with self._archive.reading() as connection:
            rows = connection.execute(_STATES, {"urls": listed(urls)}).all()
        return {
            url: PageState(url, first, later or first, asked_at or later or first, *marks)
            for url, first, asked_at, *marks, later in rows
        }

    def pages_without_article(self, limit: int) -> tuple[Page, ...]:
        first = select(*(pages.c[name] for name in (*_COLUMNS, "failure", "entry")), page_bodies.c.body)
        first = first.join_from(pages, page_bodies).where(pages.c.handled == false()).order_by(pages.c.url)
        later = select(*(rereads.c[name] for name in _COLUMNS), literal(""), rereads.c.entry, rereads.c.body)
        later = later.where(rereads.c.handled == false()).order_by(rereads.c.url, rereads.c.fetched_at)
        with self._archive.reading() as connection:
            waiting = [_page(row) for asked in (first, later) for row in connection.execute(asked.limit(limit))]
        return tuple(sorted(waiting, key=lambda page: (page.url, page.fetched_at))[:limit])

    def save_extracted(self, results: Sequence[PageResult]) -> Saved:
        with self._archive.writing() as connection:
            add_rejections(connection, [one.rejection for one in results if one.rejection])
            saved = add_articles(connection, [one.article for one in results if one.article])
            # Of a page that was read again since, nothing has been made yet.
            read = [{"of": one.page_url, "at": one.fetched_at} for one in results if one.fetched_at]
            for table in (pages, rereads):
                for urls in in_chunks(one.page_url for one in results if one.fetched_at is None):
                    connection.execute(update(table).where(table.c.url.in_(urls)).values(handled=true()))
                these = (table.c.url == bindparam("of"), table.c.fetched_at == bindparam("at"))
                if read:
                    connection.execute(update(table).where(*these).values(handled=true()), read)
            return saved


def add_pages(connection: Connection, given: Iterable[Page]) -> None:
    """Keeps pages: the first of an address, and those read later that say something else."""
    by_url: dict[str, Page] = {}
    for page in given:
        by_url.setdefault(page.url, page)
    stored = set(connection.scalars(_STORED, {"urls": listed(by_url)}))
    known = _last_readings(connection, stored) if stored else {}
    for page in by_url.values():
        before = known.get(page.url)
        if before is None:
            n = connection.scalar(_ADD_PAGE, _row(page) | {"failure": page.failure})
            connection.execute(_ADD_BODY, {"page": n, "body": zlib.compress(page.body)})
        elif page.fetched_at > before.fetched_at:
            note_asked(connection, [page.url], page.fetched_at)
            if not _same(page, before):
                connection.execute(insert(rereads).values(_row(page) | {"body": zlib.compress(page.body)}))
            marks = {"etag": page.etag, "last_modified": page.last_modified, "failure": page.failure}
            connection.execute(update(pages).where(pages.c.url == page.url).values(marks))


def note_asked(connection: Connection, urls: Iterable[str], at: datetime) -> None:
    """Remembers that these pages were asked for again."""
    for chunk in in_chunks(urls):
        asked = update(pages).where(pages.c.url.in_(chunk))
        connection.execute(asked.values(asked_at=at, asked=pages.c.asked + 1))


@dataclass(frozen=True, slots=True)
class _Reading:
    """The last reading of an address, as it is stored."""

    fetched_at: datetime
    entry: bytes
    body: bytes


def _last_readings(connection: Connection, urls: Iterable[str]) -> dict[str, _Reading]:
    found: dict[str, _Reading] = {}
    for chunk in in_chunks(urls):
        first = select(pages.c.url, pages.c.fetched_at, pages.c.entry, page_bodies.c.body).join_from(pages, page_bodies)
        for url, fetched_at, entry, body in connection.execute(first.where(pages.c.url.in_(chunk))):
            found[url] = _Reading(fetched_at, entry, body)
        later = select(rereads.c.url, rereads.c.fetched_at, rereads.c.entry, rereads.c.body)
        for url, fetched_at, entry, body in connection.execute(
            later.where(rereads.c.url.in_(chunk)).order_by(rereads.c.fetched_at)
        ):
            found[url] = _Reading(fetched_at, entry, body)
    return found


def _same(page: Page, before: _Reading) -> bool:
    """True when the answer is the same again; where there is none, when the entry's own words are."""
    if zlib.decompress(before.body) != page.body:
        return False
    entry = unpack(before.entry, Entry)
    return bool(page.body) or (entry.title, entry.summary, entry.text) == (
        page.entry.title, page.entry.summary, page.entry.text
    )  # fmt: skip


def _row(page: Page) -> dict[str, object]:
    return {name: getattr(page, name) for name in _COLUMNS} | {"entry": pack(page.entry)}


def _page(row: Sequence[Any]) -> Page:
    *values, entry, body = row
    given = dict(zip((*_COLUMNS, "failure"), values, strict=True))
    return Page(**given, entry=unpack(entry, Entry), body=zlib.decompress(body))

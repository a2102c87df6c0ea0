"""Articles and what was understood of them. Read next: words.py, stories.py."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import Column, ColumnElement, Connection, delete, distinct, exists, func, insert, select, tuple_
from sqlalchemy.dialects.sqlite import insert as upsert

from vigie.adapters.store.opening import ArchivePart
from vigie.adapters.store.packing import Row, in_chunks, pack, unpack
from vigie.adapters.store.rejecting import add_rejections
from vigie.adapters.store.schema import articles, names, understandings
from vigie.adapters.store.words import add_words
from vigie.model import Article, Rejection, Understanding, UnderstoodArticle
from vigie.ports import Saved

# In the order of the dataclass, so that a row is an article's arguments.
ARTICLE_COLUMNS = tuple(articles.c[field.name] for field in fields(Article))
_PAGE = 500


class Articles(ArchivePart):
    """The part of the store that keeps articles and understandings."""

    def save_articles(self, articles: Sequence[Article], rejections: Sequence[Rejection] = ()) -> Saved:
        with self._archive.writing() as connection:
            add_rejections(connection, rejections)
            return add_articles(connection, articles)

    def article(self, article_id: str) -> Article | None:
        with self._archive.reading() as connection:
            row = connection.execute(select(*ARTICLE_COLUMNS).where(articles.c.id == article_id)).one_or_none()
        return None if row is None else Article(*row)

    def articles(self, since: datetime | None, until: datetime | None) -> Iterator[Article]:
        # Page after page rather than one open cursor: a reader that stops half-way holds nothing.
        page = (
            select(*ARTICLE_COLUMNS)
            .where(*within(articles.c.published_at, since, until), standing(articles.c.id, until))
            .order_by(articles.c.published_at, articles.c.id)
            .limit(_PAGE)
        )
        last: Article | None = None
        while True:
            key = tuple_(articles.c.published_at, articles.c.id)
            rest = page.where(key > (last.published_at, last.id)) if last else page
            with self._archive.reading() as connection:
                found = [Article(*row) for row in connection.execute(rest)]
            yield from found
            if len(found) < _PAGE:
                return
            last = found[-1]

    def articles_at(self, addresses: Iterable[str]) -> dict[str, tuple[Article, ...]]:
        found: dict[str, dict[str, Article]] = {}
        with self._archive.reading() as connection:
            for chunk in in_chunks(dict.fromkeys(addresses)):
                for column in (articles.c.url, articles.c.canonical_url):
                    asked = select(*ARTICLE_COLUMNS).where(column.in_(chunk), standing(articles.c.id, None))
                    for row in connection.execute(asked):
                        one = Article(*row)
                        for address in {one.url, one.canonical_url} & set(chunk):
                            found.setdefault(address, {})[one.id] = one
        return {
            address: tuple(sorted(of.values(), key=lambda one: (one.published_at, one.id)))
            for address, of in found.items()
        }

    def articles_without_understanding(self, until: datetime, limit: int) -> tuple[Article, ...]:
        waiting = (
            select(*ARTICLE_COLUMNS)
            .where(
                articles.c.published_at < until,
                ~exists().where(understandings.c.article == articles.c.id),
            )
            .order_by(articles.c.published_at, articles.c.id)
            .limit(limit)
        )
        with self._archive.reading() as connection:
            return tuple(Article(*row) for row in connection.execute(waiting))

    def save_understandings(self, understandings: Sequence[Understanding]) -> None:
        # By article, so that of two of one article the last stands, here and in the columns that search reads.
        given = {one.article: one for one in understandings}
        rows: list[Row] = [{"article": key, "body": pack(one), "language": one.language} for key, one in given.items()]
        named = {key: {mention.entity for mention in one.mentions} - {""} for key, one in given.items()}
        with self._archive.writing() as connection:
            add_understandings(connection, rows)
            _put_names(connection, named)

    def understandings(self, article_ids: Iterable[str]) -> dict[str, Understanding]:
        found: dict[str, Understanding] = {}
        with self._archive.reading() as connection:
            for ids in in_chunks(article_ids):
                rows = connection.execute(
                    select(understandings.c.article, understandings.c.body).where(understandings.c.article.in_(ids))
                )
                found.update((article, unpack(body, Understanding)) for article, body in rows)
        return found

    def understood(self, article_ids: Iterable[str]) -> dict[str, UnderstoodArticle]:
        found: dict[str, UnderstoodArticle] = {}
        with self._archive.reading() as connection:
            for ids in in_chunks(article_ids):
                rows = connection.execute(
                    select(*ARTICLE_COLUMNS, understandings.c.body)
                    .join_from(articles, understandings)
                    .where(articles.c.id.in_(ids))
                )
                found.update((one.article.id, one) for one in map(understood_article, rows))
        return found

    def counts(self, since: datetime | None, until: datetime | None) -> tuple[int, int]:
        counted = select(func.count(), func.count(distinct(articles.c.source))).where(
            *within(articles.c.published_at, since, until), standing(articles.c.id, until)
        )
        with self._archive.reading() as connection:
            n_articles, n_sources = connection.execute(counted).one()
        return n_articles, n_sources

    def sources(self) -> tuple[str, ...]:
        with self._archive.reading() as connection:
            return tuple(connection.scalars(select(articles.c.source).distinct().order_by(articles.c.source)))


def within(column: Column[datetime], since: datetime | None, until: datetime | None) -> Iterator[ColumnElement[bool]]:
    """The conditions for a time from `since` to before `until`; None leaves that side open."""
    if since is not None:
        yield column >= since
    if until is not None:
        yield column < until


def standing(article: Column[str], until: datetime | None) -> ColumnElement[bool]:
    """The condition that no article of before `until` replaces this one."""
    newer = articles.alias()
    edited = select(newer.c.supersedes).where(newer.c.supersedes > "", *within(newer.c.published_at, None, until))
    return article.not_in(edited)


def understood_article(row: Sequence[object]) -> UnderstoodArticle:
    """From ARTICLE_COLUMNS and the body of an understanding."""
    *values, body = row
    return UnderstoodArticle(Article(*values), unpack(body, Understanding))  # type: ignore[arg-type]


def add_understandings(connection: Connection, rows: Sequence[Row]) -> None:
    if rows:
        new = upsert(understandings)
        rest = {name: new.excluded[name] for name in ("body", "language")}
        connection.execute(new.on_conflict_do_update(["article"], set_=rest), rows)


def _put_names(connection: Connection, named: Mapping[str, Iterable[str]]) -> None:
    """The names of each article, in place of those it had."""
    for ids in in_chunks(named):
        connection.execute(delete(names).where(names.c.article.in_(ids)))
    rows: list[Row] = [
        {"entity": entity, "article": key} for key, entities in named.items() for entity in sorted(entities)
    ]
    if rows:
        connection.execute(insert(names), rows)


def add_articles(connection: Connection, given: Iterable[Article]) -> Saved:
    """Adds the articles whose id is new, to the archive and to both search indexes."""
    added: list[str] = []
    clashes: list[str] = []
    known = 0
    last_n = connection.scalar(select(func.coalesce(func.max(articles.c.n), 0))) or 0
    for chunk in in_chunks(given):
        ids = [one.id for one in chunk]
        stored = connection.execute(
            select(articles.c.id, articles.c.title, articles.c.text).where(articles.c.id.in_(ids))
        )
        texts = {article_id: (title, text) for article_id, title, text in stored}
        fresh: list[tuple[int, Article]] = []
        for one in chunk:
            before = texts.get(one.id)
            if before is None:
                last_n += 1
                texts[one.id] = (one.title, one.text)
                fresh.append((last_n, one))
                added.append(one.id)
            elif before == (one.title, one.text):
                known += 1
            else:
                clashes.append(one.id)
        if fresh:
            connection.execute(
                insert(articles),
                [{"n": n, **{c.name: getattr(one, c.name) for c in ARTICLE_COLUMNS}} for n, one in fresh],
            )
            add_words(connection, fresh)
    return Saved(tuple(added), known, tuple(clashes))

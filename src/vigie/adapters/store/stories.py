"""Which article belongs to which story, stories as of a moment, and vectors. Read next: findings.py.

A story is not stored: it is the placements that name it. What it held before any moment can so be told again, and a
day replayed later sees the stories that it saw the first time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection, Select, delete, exists, literal, select
from sqlalchemy.dialects.sqlite import insert as upsert

from vigie.adapters.store.articles import ARTICLE_COLUMNS, standing, understood_article, within
from vigie.adapters.store.opening import ArchivePart
from vigie.adapters.store.packing import Row, in_chunks, pack_vector, unpack_vector
from vigie.adapters.store.schema import articles, placements, understandings, vectors, views
from vigie.model import Placement, StoreError, Story, UnderstoodArticle
from vigie.ports import Vector

# In the order of the dataclass, so that a row is a placement's arguments.
_PLACEMENT_COLUMNS = tuple(placements.c[field.name] for field in fields(Placement))


class Stories(ArchivePart):
    """The part of the store that keeps placements and vectors, and tells stories."""

    def articles_without_story(self, until: datetime) -> tuple[UnderstoodArticle, ...]:
        waiting = (
            select(*ARTICLE_COLUMNS, understandings.c.body)
            .join_from(articles, understandings)
            .where(
                articles.c.published_at < until,
                standing(articles.c.id, until),
                ~exists().where(placements.c.article == articles.c.id),
            )
            .order_by(articles.c.published_at, articles.c.id)
        )
        with self._archive.reading() as connection:
            return tuple(understood_article(row) for row in connection.execute(waiting))

    def placements(self, since: datetime, until: datetime) -> tuple[Placement, ...]:
        found = (
            select(*_PLACEMENT_COLUMNS)
            .where(*within(placements.c.published_at, since, until), standing(placements.c.article, until))
            .order_by(placements.c.published_at, placements.c.article)
        )
        with self._archive.reading() as connection:
            return tuple(Placement(*row) for row in connection.execute(found))

    def placements_of(self, article_ids: Iterable[str]) -> tuple[Placement, ...]:
        found: list[Placement] = []
        with self._archive.reading() as connection:
            # Sorted before they are cut in chunks, so that the whole comes by article.
            for ids in in_chunks(sorted(set(article_ids))):
                asked = select(*_PLACEMENT_COLUMNS).where(placements.c.article.in_(ids)).order_by(placements.c.article)
                found += [Placement(*row) for row in connection.execute(asked)]
        return tuple(found)

    def save_placements(self, placements: Sequence[Placement]) -> None:
        with self._archive.writing() as connection:
            put_placements(connection, placements)

    def vectors(self, model: str, keys: Iterable[str]) -> dict[str, Vector]:
        found: dict[str, Vector] = {}
        with self._archive.reading() as connection:
            for chunk in in_chunks(keys):
                rows = connection.execute(
                    select(vectors.c.key, vectors.c.vector).where(vectors.c.model == model, vectors.c.key.in_(chunk))
                )
                found.update((key, unpack_vector(vector)) for key, vector in rows)
        return found

    def save_vectors(self, model: str, vectors: Mapping[str, Vector]) -> None:
        rows: list[Row] = [{"model": model, "key": key, "vector": pack_vector(one)} for key, one in vectors.items()]
        with self._archive.writing() as connection:
            _add_vectors(connection, rows)

    def views(self, kind: str, article_ids: Iterable[str]) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        with self._archive.reading() as connection:
            for chunk in in_chunks(article_ids):
                rows = connection.execute(
                    select(views.c.article, views.c.body).where(views.c.article.in_(chunk), views.c.kind == kind)
                )
                found.update((article, body) for article, body in rows)
        return found

    def save_views(self, kind: str, views: Mapping[str, tuple[datetime, bytes]]) -> None:
        rows: list[Row] = [
            {"article": article, "kind": kind, "published_at": published_at, "body": body}
            for article, (published_at, body) in views.items()
        ]
        with self._archive.writing() as connection:
            _put_views(connection, rows)

    def forget_views(self, before: datetime) -> None:
        with self._archive.writing() as connection:
            connection.execute(delete(views).where(views.c.published_at < before))

    def stories(self, since: datetime, until: datetime) -> tuple[Story, ...]:
        with self._archive.reading() as connection:
            return in_order(stories_among(connection, active(since, until), until))

    def story(self, story_id: str) -> Story | None:
        with self._archive.reading() as connection:
            return stories_among(connection, select(literal(story_id))).get(story_id)


def active(since: datetime, until: datetime) -> Select[tuple[str]]:
    """Ids of the stories with an article published in the interval."""
    return select(placements.c.story).where(*within(placements.c.published_at, since, until))


def stories_among(connection: Connection, ids: Select[tuple[str]], until: datetime | None = None) -> dict[str, Story]:
    """The stories named by `ids`, each with its articles published before `until`; by id."""
    rows = connection.execute(
        select(placements.c.story, placements.c.published_at, placements.c.article)
        .where(
            placements.c.story.in_(ids),
            *within(placements.c.published_at, None, until),
            standing(placements.c.article, until),
        )
        .order_by(placements.c.story, placements.c.published_at, placements.c.article)
    )
    found: dict[str, Story] = {}
    for story, members in groupby(rows, key=lambda row: row.story):
        times_and_articles = [(row.published_at, row.article) for row in members]
        found[story] = Story(
            id=story,
            articles=tuple(article for _, article in times_and_articles),
            first_at=times_and_articles[0][0],
            last_at=times_and_articles[-1][0],
        )
    return found


def in_order(stories: Mapping[str, Story]) -> tuple[Story, ...]:
    return tuple(sorted(stories.values(), key=lambda story: (story.first_at, story.id)))


def put_placements(connection: Connection, given: Sequence[Placement]) -> None:
    times: dict[str, datetime] = {}
    for ids in in_chunks(one.article for one in given):
        rows = connection.execute(select(articles.c.id, articles.c.published_at).where(articles.c.id.in_(ids)))
        times.update((article, published_at) for article, published_at in rows)
    if missing := [one.article for one in given if one.article not in times]:
        raise StoreError("store.no_article", f"no article {missing[0]} is stored to be placed", "save articles first")
    if given:
        new = upsert(placements)
        rest = {name: new.excluded[name] for name in ("story", "similarity", "copy_of", "copied")}
        connection.execute(
            new.on_conflict_do_update(["article"], set_=rest),
            [
                {
                    "article": one.article,
                    "story": one.story,
                    "published_at": times[one.article],
                    "similarity": one.similarity,
                    "copy_of": one.copy_of,
                    "copied": one.copied,
                }
                for one in given
            ],
        )


def _put_views(connection: Connection, rows: Sequence[Row]) -> None:
    if rows:
        put = upsert(views)
        replaced = {"published_at": put.excluded.published_at, "body": put.excluded.body}
        connection.execute(put.on_conflict_do_update(index_elements=["article", "kind"], set_=replaced), rows)


def _add_vectors(connection: Connection, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(upsert(vectors).on_conflict_do_nothing(), rows)

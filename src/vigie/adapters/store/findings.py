"""What `trace` and `follow` found of a story, kept by the membership it was found for.

A story that gains an article has another membership, so its earlier trace and chapter stay true of the earlier day and
a day replayed finds them again. Read next: stories.py.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    tuple_,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from vigie.adapters.store.opening import ArchivePart
from vigie.adapters.store.packing import Row, in_chunks, pack, unpack
from vigie.adapters.store.schema import RETIRED, chapter_keys, chapters, placements, traces
from vigie.adapters.store.stories import active, in_order, stories_among
from vigie.model import Chapter, Story, StoryTrace
from vigie.ports import Naming

T = TypeVar("T")


class Findings(ArchivePart):
    """The part of the store that keeps traces and chapters."""

    def stories_without_trace(self, since: datetime, until: datetime) -> tuple[Story, ...]:
        with self._archive.reading() as connection:
            return _stories_without(connection, traces, since, until)

    def save_traces(self, traces: Sequence[StoryTrace]) -> None:
        rows: list[Row] = [{"story": one.story, "members": one.members, "body": pack(one)} for one in traces]
        with self._archive.writing() as connection:
            _put_traces(connection, rows)

    def traces(self, stories: Iterable[Story]) -> dict[str, StoryTrace]:
        with self._archive.reading() as connection:
            return _found(connection, traces, stories, StoryTrace)

    def stories_without_chapter(self, since: datetime, until: datetime) -> tuple[Story, ...]:
        with self._archive.reading() as connection:
            return _stories_without(connection, chapters, since, until)

    def save_chapters(self, chapters: Sequence[Chapter]) -> None:
        rows: list[Row] = [
            {
                "story": one.story,
                "members": one.members,
                "day": one.day,
                "body": pack(one),
                "storyline": one.storyline,
            }
            for one in chapters
        ]
        keys: list[Row] = [
            {"key": key, "day": one.day, "story": one.story, "storyline": one.storyline}
            for one in {one.story: one for one in chapters}.values()
            for key in one.keys
        ]
        with self._archive.writing() as connection:
            _put_chapters(connection, rows)
            _put_keys(connection, [one.story for one in chapters], keys)

    def chapters(self, stories: Iterable[Story]) -> dict[str, Chapter]:
        with self._archive.reading() as connection:
            return _found(connection, chapters, stories, Chapter)

    def namings(self, keys: Iterable[str], since: date, before: date, most: int) -> dict[str, tuple[Naming, ...]]:
        latest = (
            select(chapter_keys.c.storyline, chapter_keys.c.story, chapter_keys.c.day)
            .where(chapter_keys.c.key == bindparam("key"), *_within_days(chapter_keys.c.day, since, before))
            .order_by(chapter_keys.c.day.desc(), chapter_keys.c.story.desc())
            .limit(most)
        )
        found: dict[str, tuple[Naming, ...]] = {}
        with self._archive.reading() as connection:
            # One look into the index a key: a statement over many keys would read every row of a common one.
            for key in keys:
                if rows := connection.execute(latest, {"key": key}).all():
                    found[key] = tuple(Naming(*row) for row in reversed(rows))
        return found

    def count_chapters(self, since: date, before: date, most: int) -> int:
        counted = (
            select(chapters.c.story)
            .where(*_within_days(chapters.c.day, since, before), chapters.c.storyline != RETIRED)
            .distinct()
            .limit(most)
            .subquery()
        )
        with self._archive.reading() as connection:
            return connection.scalar(select(func.count()).select_from(counted)) or 0

    def storylines_of(self, stories: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        with self._archive.reading() as connection:
            for ids in in_chunks(stories):
                asked = (
                    select(chapters.c.story, chapters.c.storyline)
                    .where(chapters.c.story.in_(ids), chapters.c.storyline != RETIRED)
                    .order_by(chapters.c.n)
                )
                found.update((story, line) for story, line in connection.execute(asked))
        return found

    def past_chapters(self, storylines: Iterable[str], before: date, ends: int | None = None) -> tuple[Chapter, ...]:
        found: list[tuple[date, str, bytes]] = []
        with self._archive.reading() as connection:
            for lines in in_chunks(sorted(set(storylines))):
                found += ((row.day, row.story, row.body) for row in connection.execute(_latest(lines, before, ends)))
        return tuple(unpack(body, Chapter) for _, _, body in sorted(found))


def _latest(storylines: Sequence[str], before: date, ends: int | None) -> Select[tuple[date, str, bytes]]:
    """The latest chapter of each story; of two of one day the one saved last, made for the fuller membership."""
    newest_first = (chapters.c.day.desc(), chapters.c.n.desc())
    rank = func.row_number().over(partition_by=chapters.c.story, order_by=newest_first).label("rank")
    ranked = (
        select(chapters.c.n, chapters.c.day, chapters.c.story, chapters.c.storyline, rank)
        .where(chapters.c.storyline.in_(storylines), chapters.c.day < before)
        .subquery()
    )
    told = select(ranked).where(ranked.c.rank == 1).subquery()
    if ends is not None:
        of_line, order = told.c.storyline, (told.c.day, told.c.story)
        first = func.row_number().over(partition_by=of_line, order_by=order).label("first")
        last = func.row_number().over(partition_by=of_line, order_by=[one.desc() for one in order]).label("last")
        sides = select(told.c.n, first, last).subquery()
        told = select(sides.c.n).where(or_(sides.c.first <= ends, sides.c.last <= ends)).subquery()
    return select(chapters.c.day, chapters.c.story, chapters.c.body).join_from(told, chapters, told.c.n == chapters.c.n)


def _within_days(column: Column[date], since: date, before: date) -> tuple[ColumnElement[bool], ...]:
    return column >= since, column < before


def _stories_without(connection: Connection, findings: Table, since: datetime, until: datetime) -> tuple[Story, ...]:
    """Stories of the interval whose membership has no finding; older ones only when they have none at all.

    Digests are computed for the stories of the interval alone; the archive behind it costs one look into an index a
    story, whatever it holds.
    """
    recent = stories_among(connection, active(since, until), until)
    standing = (chapters.c.storyline != RETIRED,) if findings is chapters else ()
    done: set[tuple[str, str]] = set()
    for ids in in_chunks(recent):
        asked = select(findings.c.story, findings.c.members).where(findings.c.story.in_(ids), *standing)
        rows = connection.execute(asked)
        done.update((story, members) for story, members in rows)
    # Those of the interval too: each story is looked up once, not once for each of its articles.
    every = select(placements.c.story).distinct().subquery()
    never = select(every.c.story).where(~exists().where(findings.c.story == every.c.story, *standing))
    older = stories_among(connection, never, until)
    waiting = {story.id: story for story in recent.values() if (story.id, story.members) not in done}
    return in_order(older | waiting)


def _found(connection: Connection, findings: Table, stories: Iterable[Story], kind: type[T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for pairs in in_chunks((story.id, story.members) for story in stories):
        rows = connection.execute(
            select(findings.c.story, findings.c.body).where(tuple_(findings.c.story, findings.c.members).in_(pairs))
        )
        found.update((story, unpack(body, kind)) for story, body in rows)
    return found


def _put_traces(connection: Connection, rows: Sequence[Row]) -> None:
    if rows:
        new = upsert(traces)
        connection.execute(new.on_conflict_do_update(["story", "members"], set_={"body": new.excluded.body}), rows)


def _put_chapters(connection: Connection, rows: Sequence[Row]) -> None:
    if rows:
        new = upsert(chapters)
        rest = {name: new.excluded[name] for name in ("day", "body", "storyline")}
        connection.execute(new.on_conflict_do_update(["story", "members"], set_=rest), rows)


def _put_keys(connection: Connection, stories: Sequence[str], rows: Sequence[Row]) -> None:
    """The keys of each story's chapter, in place of those it had."""
    for ids in in_chunks(stories):
        connection.execute(delete(chapter_keys).where(chapter_keys.c.story.in_(ids)))
    if rows:
        connection.execute(insert(chapter_keys), rows)

"""What `trace` and `follow` found of a story, kept by the membership it was found for.

A story that gains an article has another membership, so its earlier trace and chapter stay true of the earlier day and
a day replayed finds them again. Read next: stories.py.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Connection, Table, exists, select, tuple_
from sqlalchemy.dialects.sqlite import insert as upsert

from vigie.adapters.store.opening import Archive, ArchivePart
from vigie.adapters.store.packing import Row, in_chunks, pack, unpack
from vigie.adapters.store.schema import chapters, placements, traces
from vigie.adapters.store.stories import active, in_order, stories_among
from vigie.model import Chapter, Story, StoryTrace

T = TypeVar("T")


class Findings(ArchivePart):
    """The part of the store that keeps traces and chapters."""

    def __init__(self, archive: Archive) -> None:
        super().__init__(archive)
        self._past: dict[bytes, Chapter] = {}

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
            {"story": one.story, "members": one.members, "day": one.day, "body": pack(one)} for one in chapters
        ]
        with self._archive.writing() as connection:
            _put_chapters(connection, rows)

    def chapters(self, stories: Iterable[Story]) -> dict[str, Chapter]:
        with self._archive.reading() as connection:
            return _found(connection, chapters, stories, Chapter)

    def past_chapters(self, before: date) -> tuple[Chapter, ...]:
        # Of two chapters of one day the one saved last: it was made for the fuller membership. Asked for as « none later »,
        # which the index answers for each: numbering every chapter takes twice as long.
        other = chapters.alias()
        later = tuple_(other.c.day, other.c.n) > tuple_(chapters.c.day, chapters.c.n)
        latest = (
            select(chapters.c.body)
            .where(
                chapters.c.day < before,
                ~exists().where(other.c.story == chapters.c.story, other.c.day < before, later),
            )
            .order_by(chapters.c.day, chapters.c.story)
        )
        with self._archive.reading() as connection:
            bodies = connection.scalars(latest).all()
        # Days run one after the other ask for nearly the same past: what the last one read is not unpacked again.
        self._past = {body: self._past.get(body) or unpack(body, Chapter) for body in bodies}
        return tuple(self._past.values())


def _stories_without(connection: Connection, findings: Table, since: datetime, until: datetime) -> tuple[Story, ...]:
    """Stories of the interval whose membership has no finding; older ones only when they have none at all.

    Digests are computed for the stories of the interval alone; the archive behind it costs one look into an index a
    story, whatever it holds.
    """
    recent = stories_among(connection, active(since, until), until)
    done: set[tuple[str, str]] = set()
    for ids in in_chunks(recent):
        rows = connection.execute(select(findings.c.story, findings.c.members).where(findings.c.story.in_(ids)))
        done.update((story, members) for story, members in rows)
    # Those of the interval too: each story is looked up once, not once for each of its articles.
    every = select(placements.c.story).distinct().subquery()
    never = select(every.c.story).where(~exists().where(findings.c.story == every.c.story))
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
        rest = {"day": new.excluded.day, "body": new.excluded.body}
        connection.execute(new.on_conflict_do_update(["story", "members"], set_=rest), rows)

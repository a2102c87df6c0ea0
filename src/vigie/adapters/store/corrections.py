"""What people said of the grouping, and the articles they moved. Read next: stories.py."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields

from sqlalchemy import Connection, delete, exists, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from vigie.adapters.store.opening import ArchivePart
from vigie.adapters.store.packing import Row, in_chunks
from vigie.adapters.store.schema import RETIRED, chapter_keys, chapters, corrections, placements
from vigie.adapters.store.stories import put_placements
from vigie.model import Correction, Placement

# In the order of the dataclass, so that a row is a correction's arguments.
_COLUMNS = tuple(corrections.c[field.name] for field in fields(Correction))


class Corrections(ArchivePart):
    """The part of the store that keeps corrections."""

    def save_corrections(self, corrections: Sequence[Correction], placements: Sequence[Placement] = ()) -> None:
        rows: list[Row] = [asdict(one) for one in corrections]
        with self._archive.writing() as connection:
            _put_corrections(connection, rows)
            left = _stories_of(connection, [one.article for one in placements])
            put_placements(connection, placements)
            _retire_empty(connection, left)

    def corrections(self) -> tuple[Correction, ...]:
        found = select(*_COLUMNS).order_by(corrections.c.at, corrections.c.one, corrections.c.other)
        with self._archive.reading() as connection:
            return tuple(Correction(*row) for row in connection.execute(found))


def _put_corrections(connection: Connection, rows: Sequence[Row]) -> None:
    if rows:
        new = upsert(corrections)
        rest = {name: new.excluded[name] for name in ("kind", "at", "by")}
        later = new.excluded.at >= corrections.c.at
        connection.execute(new.on_conflict_do_update(["one", "other"], set_=rest, where=later), rows)


def _stories_of(connection: Connection, article_ids: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for ids in in_chunks(article_ids):
        found.update(connection.scalars(select(placements.c.story).where(placements.c.article.in_(ids)).distinct()))
    return found


def _retire_empty(connection: Connection, stories: Iterable[str]) -> None:
    """What was found of the stories that have no article any more stays for the editions that told them; `follow` asks by
    key and by storyline, and must not link others to them: both are taken off."""
    for ids in in_chunks(sorted(stories)):
        keys, left = chapter_keys.c.story, chapters.c.story
        connection.execute(delete(chapter_keys).where(keys.in_(ids), ~exists().where(placements.c.story == keys)))
        connection.execute(
            update(chapters).where(left.in_(ids), ~exists().where(placements.c.story == left)).values(storyline=RETIRED)
        )

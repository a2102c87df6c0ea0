"""The storyline of each chapter, and what it names, where `follow` can ask for them."""

import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BATCH = 500


class _Chapter(msgspec.Struct):
    """What of a stored chapter goes into columns. Chapters made before this revision are found by their names alone."""

    storyline: str = ""
    entities: tuple[str, ...] = ()


def upgrade() -> None:
    op.add_column("chapters", sa.Column("storyline", sa.Text, nullable=False, server_default=""))
    op.create_index("chapters_by_storyline", "chapters", ["storyline", "day", "story"])
    op.create_index("chapters_in_time", "chapters", ["day"])
    op.create_table(
        "chapter_keys",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("story", sa.Text, primary_key=True),
        sa.Column("storyline", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("chapter_keys_by_story", "chapter_keys", ["story"])
    for rows in _batches(op.get_bind()):
        _fill(op.get_bind(), rows)


def _batches(connection: sa.Connection) -> Iterator[list[sa.Row[tuple[int, str, str, bytes]]]]:
    last = 0
    asked = sa.text(f"SELECT n, story, day, body FROM chapters WHERE n > :last ORDER BY n LIMIT {BATCH}")  # noqa: S608
    while rows := list(connection.execute(asked, {"last": last})):
        yield rows
        last = rows[-1].n


def _fill(connection: sa.Connection, rows: Iterable[sa.Row[tuple[int, str, str, bytes]]]) -> None:
    decoder = msgspec.msgpack.Decoder(_Chapter)
    for row in rows:
        # One that is damaged is told of when it is read; it must not keep the rest of the archive shut.
        with suppress(zlib.error, msgspec.MsgspecError):
            told = decoder.decode(zlib.decompress(row.body))
            connection.execute(
                sa.text("UPDATE chapters SET storyline = :storyline WHERE n = :n"),
                {"storyline": told.storyline, "n": row.n},
            )
            connection.execute(sa.text("DELETE FROM chapter_keys WHERE story = :story"), {"story": row.story})
            keys = [
                {"key": key, "day": row.day, "story": row.story, "storyline": told.storyline}
                for key in sorted(set(told.entities))
            ]
            if keys:
                connection.execute(sa.text("INSERT INTO chapter_keys VALUES (:key, :day, :story, :storyline)"), keys)

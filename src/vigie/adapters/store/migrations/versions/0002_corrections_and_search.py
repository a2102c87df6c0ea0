"""What people say of the grouping; and the language and the names of each article where a search can ask for them."""

import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BATCH = 500


class _Mention(msgspec.Struct):
    entity: str = ""


class _Understanding(msgspec.Struct):
    """What of a stored understanding goes into columns."""

    language: str = ""
    mentions: tuple[_Mention, ...] = ()


def upgrade() -> None:
    op.create_table(
        "corrections",
        sa.Column("one", sa.Text, primary_key=True),
        sa.Column("other", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
    op.add_column("understandings", sa.Column("language", sa.Text, nullable=False, server_default=""))
    op.create_index("understandings_by_language", "understandings", ["language", "article"])
    op.create_table(
        "names",
        sa.Column("entity", sa.Text, primary_key=True),
        sa.Column("article", sa.Text, sa.ForeignKey("articles.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("names_by_article", "names", ["article"])
    for rows in _batches(op.get_bind()):
        _fill(op.get_bind(), rows)


def _batches(connection: sa.Connection) -> Iterator[list[tuple[str, bytes]]]:
    last = ""
    asked = sa.text(f"SELECT article, body FROM understandings WHERE article > :last ORDER BY article LIMIT {BATCH}")  # noqa: S608
    while rows := [(row.article, row.body) for row in connection.execute(asked, {"last": last})]:
        yield rows
        last = rows[-1][0]


def _fill(connection: sa.Connection, rows: Iterable[tuple[str, bytes]]) -> None:
    languages, names = [], []
    decoder = msgspec.msgpack.Decoder(_Understanding)
    for article, body in rows:
        # One that is damaged is told of when it is read; it must not keep the rest of the archive shut.
        with suppress(zlib.error, msgspec.MsgspecError):
            told = decoder.decode(zlib.decompress(body))
            languages.append({"language": told.language, "article": article})
            names += [{"entity": e, "article": article} for e in sorted({m.entity for m in told.mentions} - {""})]
    if languages:
        connection.execute(
            sa.text("UPDATE understandings SET language = :language WHERE article = :article"), languages
        )
    if names:
        connection.execute(sa.text("INSERT INTO names (entity, article) VALUES (:entity, :article)"), names)

"""What each brief told, who was shown which, and what was learned of old editions later.

Of editions stored before, the stories and sources are taken over; which claims they told was not kept.
"""

import zlib
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tellings",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("rank", sa.Integer, primary_key=True),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "readings",
        sa.Column("reader", sa.Text, primary_key=True),
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "letters",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "notices",
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("language", sa.Text, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("story", sa.Text, primary_key=True),
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("since", sa.String(10), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.add_column("deliveries", sa.Column("notices", sa.Integer, nullable=False, server_default=sa.text("0")))
    _tell_of_old_editions()


def _tell_of_old_editions() -> None:
    connection = op.get_bind()
    known = "SELECT digest, day, max(revision), body FROM editions GROUP BY digest"
    for digest, day, _, body in connection.execute(sa.text(known)).fetchall():
        brief = msgspec.msgpack.decode(zlib.decompress(body))
        for rank, item in enumerate(brief.get("items", ())):
            packed = zlib.compress(msgspec.msgpack.encode(_telling(brief, item)), 1)
            row = {"digest": digest, "rank": rank, "day": day, "body": packed}
            connection.execute(sa.text("INSERT INTO tellings VALUES (:digest, :rank, :day, :body)"), row)


def _telling(brief: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
    lists = ("sentences", "changes", "conflicts", "timeline")
    spoken = {line["article"]: line["language"] for line in item.get("sources", ())}
    told = [item["title"], *(sentence for name in lists for sentence in item.get(name, ()))]
    return {
        "digest": brief["digest"],
        "day": brief["date"],
        "language": brief["language"],
        "story": item["story"],
        "storyline": item["storyline"],
        "status": item["status"],
        "sources": [
            {"article": line["article"], "url": line["url"], "outlet": line["source"], "title": line["title"]}
            for line in item.get("sources", ())
        ],
        "words": list(
            dict.fromkeys(
                (spoken.get(cited["article"], sentence["language"]), cited["quote"])
                for sentence in told
                for cited in sentence["citations"]
            )
        ),
    }

"""What asking for a page again gave, and what is needed to ask for it politely; which article a later one replaces.

Pages stored before were asked for once, and their servers are asked without conditions the first time.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("etag", "last_modified"):
        op.add_column("pages", sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.add_column("pages", sa.Column("asked_at", sa.BigInteger))
    op.add_column("pages", sa.Column("asked", sa.Integer, nullable=False, server_default=sa.text("0")))
    op.create_table(
        "rereads",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("final_url", sa.Text, nullable=False),
        sa.Column("fetched_at", sa.BigInteger, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("charset", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("entry", sa.LargeBinary, nullable=False),
        sa.Column("handled", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("robots_tag", sa.Text, nullable=False, server_default=""),
        sa.Column("tdm_reservation", sa.Text, nullable=False, server_default=""),
        sa.Column("etag", sa.Text, nullable=False, server_default=""),
        sa.Column("last_modified", sa.Text, nullable=False, server_default=""),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("url", "fetched_at"),
    )
    op.create_index("rereads_waiting", "rereads", ["url"], sqlite_where=sa.text("handled = 0"))
    op.create_index("articles_by_canonical_url", "articles", ["canonical_url"])
    op.create_index("articles_superseded", "articles", ["supersedes"], sqlite_where=sa.text("supersedes > ''"))

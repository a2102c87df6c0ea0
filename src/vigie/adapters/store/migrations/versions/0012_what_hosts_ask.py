"""What web servers ask of those who read them; which feeds are gone for good; why a page could not be read.

Pages stored before count as read, so that none of them is asked for again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hosts",
        sa.Column("root", sa.Text, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.add_column("feed_states", sa.Column("gone", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("pages", sa.Column("failure", sa.Text, nullable=False, server_default=""))

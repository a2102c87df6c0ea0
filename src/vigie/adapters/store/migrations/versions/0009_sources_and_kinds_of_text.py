"""What is known of a source and of its rhythm, what servers said of a page, and what sort of text an article is.

Articles stored before are of the kind "article" and replace none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("country", "publisher", "owner", "links"):
        op.add_column("feeds", sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.add_column("feed_states", sa.Column("usual_minutes", sa.Float, nullable=False, server_default=sa.text("0")))
    op.add_column("feed_states", sa.Column("next_at", sa.BigInteger))
    op.add_column("feed_states", sa.Column("failures", sa.Integer, nullable=False, server_default=sa.text("0")))
    op.add_column("feed_states", sa.Column("moved_to", sa.Text, nullable=False, server_default=""))
    for name in ("robots_tag", "tdm_reservation"):
        op.add_column("pages", sa.Column(name, sa.Text, nullable=False, server_default=""))
    op.add_column("articles", sa.Column("kind", sa.Text, nullable=False, server_default="article"))
    op.add_column("articles", sa.Column("paywalled", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("articles", sa.Column("supersedes", sa.Text, nullable=False, server_default=""))

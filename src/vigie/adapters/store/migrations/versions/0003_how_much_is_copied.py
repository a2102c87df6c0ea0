"""How much of an article repeats another's words."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("placements", sa.Column("copied", sa.Float, nullable=False, server_default=sa.text("0")))
    # Earlier releases kept which article is repeated but not how much of it: half is what they asked for at least.
    op.execute("UPDATE placements SET copied = 0.5 WHERE copy_of <> ''")

"""When the first version of an edited article was published: its « yesterday » is that day's, and who copied it came later.

Articles stored before replace none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("articles", sa.Column("first_published_at", sa.BigInteger))

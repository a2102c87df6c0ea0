"""The archive as first released."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("PRAGMA application_id = 0x56494749")  # "VIGI"
    _feeds_and_pages()
    _articles()
    _stories()
    _editions()
    _run_log()


def _feeds_and_pages() -> None:
    op.create_table(
        "feeds",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
    )
    op.create_table(
        "feed_states",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("last_modified", sa.Text, nullable=False),
        sa.Column("read_at", sa.BigInteger),
        sa.Column("newest_at", sa.BigInteger),
    )
    op.create_table(
        "pages",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("url", sa.Text, nullable=False, unique=True),
        sa.Column("final_url", sa.Text, nullable=False),
        sa.Column("fetched_at", sa.BigInteger, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("charset", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("entry", sa.LargeBinary, nullable=False),
        sa.Column("handled", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.create_index("pages_waiting", "pages", ["url"], sqlite_where=sa.text("handled = 0"))
    op.create_table(
        "page_bodies",
        sa.Column("page", sa.Integer, sa.ForeignKey("pages.n"), primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("published_at", sa.BigInteger, nullable=False),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
        sa.Column("dated", sa.Boolean, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("authors", sa.Text, nullable=False),
        sa.Column("canonical_url", sa.Text, nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.Column("licence", sa.Text, nullable=False),
        sa.Column("opted_out", sa.Boolean, nullable=False),
        sa.Column("title_in_text", sa.Boolean, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("articles_by_time", "articles", ["published_at", "id", "source"])
    op.create_index("articles_by_url", "articles", ["url"])
    # Marks count as letters, or every vowel sign would cut a word of Hindi or Tamil in two.
    op.execute(
        "CREATE VIRTUAL TABLE article_words USING fts5(title, text, content='', "
        "tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\")"
    )
    op.execute("CREATE VIRTUAL TABLE article_runs USING fts5(title, text, content='', tokenize='trigram')")
    op.create_table(
        "understandings",
        sa.Column("article", sa.Text, sa.ForeignKey("articles.id"), primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )


def _stories() -> None:
    op.create_table(
        "placements",
        sa.Column("article", sa.Text, sa.ForeignKey("articles.id"), primary_key=True),
        sa.Column("story", sa.Text, nullable=False),
        sa.Column("published_at", sa.BigInteger, nullable=False),
        sa.Column("similarity", sa.Float, nullable=False),
        sa.Column("copy_of", sa.Text, nullable=False),
    )
    op.create_index("placements_by_story", "placements", ["story", "published_at", "article"])
    op.create_index("placements_by_time", "placements", ["published_at", "article", "story"])
    op.create_table(
        "vectors",
        sa.Column("model", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "traces",
        sa.Column("story", sa.Text, primary_key=True),
        sa.Column("members", sa.Text, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "chapters",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("story", sa.Text, nullable=False),
        sa.Column("members", sa.Text, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("story", "members"),
    )
    op.create_index("chapters_by_day", "chapters", ["story", "day", "n"])


def _editions() -> None:
    op.create_table(
        "editions",
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("language", sa.Text, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "deliveries",
        sa.Column("target", sa.Text, primary_key=True),
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("language", sa.Text, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
    )


def _run_log() -> None:
    op.create_table(
        "stage_runs",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("taken", sa.Integer, nullable=False),
        sa.Column("given", sa.Integer, nullable=False),
        sa.Column("set_aside", sa.Integer, nullable=False),
        sa.Column("started", sa.BigInteger, nullable=False),
        sa.Column("ended", sa.BigInteger, nullable=False),
    )
    op.create_index("stage_runs_by_day", "stage_runs", ["day"])
    op.create_table(
        "outcomes",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("feed", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
    )
    op.create_index("outcomes_by_day", "outcomes", ["day", "feed"])
    op.create_table(
        "rejections",
        sa.Column("n", sa.Integer, primary_key=True),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("place", "reason"),
    )
    op.create_index("rejections_by_time", "rejections", ["at"])

"""The tables of the archive, and how our values are written in their columns.

The migrations make these tables; a test compares the two. The two search indexes are in search.py, because SQLAlchemy
does not know virtual tables. Read next: opening.py.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.types import TypeDecorator

from vigie.model import StoreError

# The newest revision in migrations/versions; a test keeps the two equal. An archive that is at HEAD opens without
# importing Alembic, which costs a fifth of a second.
HEAD = "0012"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware time as microseconds since 1970 in UTC: sorts, compares and indexes as a number."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise StoreError("store.naive_time", f"the time {value} has no time zone", "give aware times")
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Day(TypeDecorator[date]):
    """A day as ISO 8601 text, which sorts."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:  # noqa: ARG002
        return None if value is None else date.fromisoformat(value)


class Names(TypeDecorator[tuple[str, ...]]):
    """A few names as a JSON list."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...] | None:  # noqa: ARG002
        return None if value is None else msgspec.json.decode(value, type=tuple[str, ...])


metadata = MetaData()

feeds = Table(
    "feeds",
    metadata,
    Column("url", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("outlet", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text, nullable=False, server_default=""),
    Column("publisher", Text, nullable=False, server_default=""),
    Column("owner", Text, nullable=False, server_default=""),
    Column("links", Text, nullable=False, server_default=""),
)

feed_states = Table(
    "feed_states",
    metadata,
    Column("url", Text, primary_key=True),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("read_at", Moment),
    Column("newest_at", Moment),
    Column("usual_minutes", Float, nullable=False, server_default=text("0")),
    Column("next_at", Moment),
    Column("failures", Integer, nullable=False, server_default=text("0")),
    Column("moved_to", Text, nullable=False, server_default=""),
    Column("gone", Boolean, nullable=False, server_default=false()),
)

hosts = Table(
    "hosts",
    metadata,
    Column("root", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

pages = Table(
    "pages",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("url", Text, nullable=False, unique=True),
    Column("final_url", Text, nullable=False),
    Column("fetched_at", Moment, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("charset", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("entry", LargeBinary, nullable=False),
    Column("handled", Boolean, nullable=False, server_default=false()),
    Column("robots_tag", Text, nullable=False, server_default=""),
    Column("tdm_reservation", Text, nullable=False, server_default=""),
    # What the last answer said, and how often and when it was asked for again.
    Column("etag", Text, nullable=False, server_default=""),
    Column("last_modified", Text, nullable=False, server_default=""),
    Column("asked_at", Moment),
    Column("asked", Integer, nullable=False, server_default=text("0")),
    # Why it has no body yet: the key of an error.
    Column("failure", Text, nullable=False, server_default=""),
)
# Small, whatever the size of the archive: it holds only the pages that wait.
Index("pages_waiting", pages.c.url, sqlite_where=pages.c.handled == false())

# Apart from `pages`, so that marking a page as handled does not rewrite its body.
page_bodies = Table(
    "page_bodies",
    metadata,
    Column("page", Integer, ForeignKey("pages.n"), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

# Later answers of pages that had changed: few, so that their bodies may stand with them.
rereads = Table(
    "rereads",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("url", Text, nullable=False),
    Column("final_url", Text, nullable=False),
    Column("fetched_at", Moment, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("charset", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("entry", LargeBinary, nullable=False),
    Column("handled", Boolean, nullable=False, server_default=false()),
    Column("robots_tag", Text, nullable=False, server_default=""),
    Column("tdm_reservation", Text, nullable=False, server_default=""),
    Column("etag", Text, nullable=False, server_default=""),
    Column("last_modified", Text, nullable=False, server_default=""),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("url", "fetched_at"),
)
Index("rereads_waiting", rereads.c.url, sqlite_where=rereads.c.handled == false())

articles = Table(
    "articles",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("url", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("dated", Boolean, nullable=False),
    Column("language", Text, nullable=False),
    Column("authors", Names, nullable=False),
    Column("canonical_url", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("licence", Text, nullable=False),
    Column("opted_out", Boolean, nullable=False),
    Column("title_in_text", Boolean, nullable=False),
    # SQLite walks through a long column to reach those behind it: only what came later stands there.
    Column("text", Text, nullable=False),
    Column("kind", Text, nullable=False, server_default="article"),
    Column("paywalled", Boolean, nullable=False, server_default=false()),
    Column("supersedes", Text, nullable=False, server_default=""),
    Column("first_published_at", Moment),
)
# `source` is there so that counting articles and sources reads the index alone.
Index("articles_by_time", articles.c.published_at, articles.c.id, articles.c.source)
Index("articles_by_url", articles.c.url)
Index("articles_by_canonical_url", articles.c.canonical_url)
# Small: it holds only the articles that were edited.
Index("articles_superseded", articles.c.supersedes, sqlite_where=articles.c.supersedes > "")

understandings = Table(
    "understandings",
    metadata,
    Column("article", Text, ForeignKey("articles.id"), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    # The body's own, so that a search can ask for it.
    Column("language", Text, nullable=False, server_default=""),
)
# Answers for a language without a look at the bodies.
Index("understandings_by_language", understandings.c.language, understandings.c.article)

# Which known names an article mentions: the ids of the mentions in its understanding, so that a search can ask for them.
names = Table(
    "names",
    metadata,
    Column("entity", Text, primary_key=True),
    Column("article", Text, ForeignKey("articles.id"), primary_key=True),
    sqlite_with_rowid=False,
)
Index("names_by_article", names.c.article)

placements = Table(
    "placements",
    metadata,
    Column("article", Text, ForeignKey("articles.id"), primary_key=True),
    Column("story", Text, nullable=False),
    # The article's own; it never changes, and having it here lets the two indexes below answer for stories alone.
    Column("published_at", Moment, nullable=False),
    Column("similarity", Float, nullable=False),
    Column("copy_of", Text, nullable=False),
    Column("copied", Float, nullable=False, server_default=text("0")),
)
Index("placements_by_story", placements.c.story, placements.c.published_at, placements.c.article)
Index("placements_by_time", placements.c.published_at, placements.c.article, placements.c.story)

vectors = Table(
    "vectors",
    metadata,
    Column("model", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

views = Table(
    "views",
    metadata,
    Column("article", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("published_at", Moment, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("views_in_time", "published_at"),
    sqlite_with_rowid=False,
)

# No foreign keys: a correction speaks of articles, and outlives a fresh archive into which they come back one by one.
corrections = Table(
    "corrections",
    metadata,
    Column("one", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
)

traces = Table(
    "traces",
    metadata,
    Column("story", Text, primary_key=True),
    Column("members", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

# The storyline of the chapters of a story that a person emptied: they serve the editions that told it, and nothing else.
RETIRED = ""

chapters = Table(
    "chapters",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("story", Text, nullable=False),
    Column("members", Text, nullable=False),
    Column("day", Day, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("storyline", Text, nullable=False, server_default=""),
    UniqueConstraint("story", "members"),
)
Index("chapters_by_day", chapters.c.story, chapters.c.day, chapters.c.n)
Index("chapters_by_storyline", chapters.c.storyline, chapters.c.day, chapters.c.story)
Index("chapters_in_time", chapters.c.day)

# What the chapter of each story saved last is found by: a day asks only for what shares a key with its stories.
chapter_keys = Table(
    "chapter_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("day", Day, primary_key=True),
    Column("story", Text, primary_key=True),
    Column("storyline", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("chapter_keys_by_story", chapter_keys.c.story)

editions = Table(
    "editions",
    metadata,
    Column("day", Day, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

# What each brief told, story by story: a day's brief asks for those of months, and need not read whole briefs.
tellings = Table(
    "tellings",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("rank", Integer, primary_key=True),
    Column("day", Day, nullable=False),
    Column("body", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

readings = Table(
    "readings",
    metadata,
    Column("reader", Text, primary_key=True),
    Column("day", Day, primary_key=True),
    Column("digest", Text, primary_key=True),
    Column("language", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

# Briefs made for one reader, by digest: those that are no editions.
letters = Table(
    "letters",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    Column("day", Day, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("story", Text, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("since", Day, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("target", Text, primary_key=True),
    Column("day", Day, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    # How many notices the edition carried when it went out: with more of them it goes out again.
    Column("notices", Integer, nullable=False, server_default=text("0")),
)

stage_runs = Table(
    "stage_runs",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("day", Day, nullable=False),
    Column("stage", Text, nullable=False),
    Column("taken", Integer, nullable=False),
    Column("given", Integer, nullable=False),
    Column("set_aside", Integer, nullable=False),
    Column("started", Moment, nullable=False),
    Column("ended", Moment, nullable=False),
)
Index("stage_runs_by_day", stage_runs.c.day)

outcomes = Table(
    "outcomes",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("day", Day, nullable=False),
    Column("feed", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("detail", Text, nullable=False),
)
Index("outcomes_by_day", outcomes.c.day, outcomes.c.feed)

rejections = Table(
    "rejections",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("place", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("place", "reason"),
)
Index("rejections_by_time", rejections.c.at)

model_calls = Table(
    "model_calls",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("model", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("input_tokens", Integer, nullable=False),
    Column("output_tokens", Integer, nullable=False),
    Column("cost", Float, nullable=False),
    Column("currency", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
Index("model_calls_by_model", model_calls.c.model, model_calls.c.currency)

makings = Table(
    "makings",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("day", Day, nullable=False),
    Column("language", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("day", "language", "revision"),
)

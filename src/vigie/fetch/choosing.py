"""Choosing: which of a feed's entries are read, and who is said to publish them. Pure. Read next: pages.py."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from vigie.fetch.settings import Settings
from vigie.model import Entry, Feed, FeedState


def to_read(
    entries: Sequence[Entry], known: Collection[str], now: datetime, settings: Settings
) -> tuple[tuple[Entry, ...], int]:
    """The entries whose pages are read now, the newest first, and how many are left for another time. What is older than
    `max_age_days` is no news: a blog that lists all that it ever wrote is not asked for it, fifty pages a run."""
    oldest = now - timedelta(days=settings.max_age_days) if settings.max_age_days else None
    fresh = [entry for entry in entries if entry.url not in known and not _is_older(entry, oldest)]
    dated = sorted((entry for entry in fresh if _date_of(entry)), key=_newest_first)
    ordered = [*dated, *(entry for entry in fresh if not _date_of(entry))]
    return tuple(ordered[: settings.max_pages_per_feed]), max(0, len(ordered) - settings.max_pages_per_feed)


def newest_of(entries: Iterable[Entry], state: FeedState, now: datetime) -> datetime | None:
    """The latest date the feed ever gave. Dates more than a day ahead are announcements or mistakes: left out."""
    dates = [at for entry in entries if (at := _date_of(entry)) and at <= now + timedelta(days=1)]
    return max([*dates, *([state.newest_at] if state.newest_at else [])], default=None)


def source_of(feed: Feed, entry: Entry | None = None) -> str:
    """Who publishes: the one that the entry names, or else the outlet's id, the feed's name, or its host."""
    named = entry.publisher.strip() if entry else ""
    return named or feed.source


def _date_of(entry: Entry) -> datetime | None:
    return entry.published_at or entry.updated_at


def _is_older(entry: Entry, oldest: datetime | None) -> bool:
    at = max((at for at in (entry.published_at, entry.updated_at) if at), default=None)
    return oldest is not None and at is not None and at < oldest


def _newest_first(entry: Entry) -> float:
    at = _date_of(entry)
    return -at.timestamp() if at else 0.0

"""Polling: which feeds are asked now. Pure functions on what earlier readings left behind. Read next: choosing.py."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from vigie.fetch.settings import Settings
from vigie.model import Feed, FeedState


def due(feeds: Iterable[Feed], states: Mapping[str, FeedState], now: datetime, settings: Settings) -> tuple[Feed, ...]:
    """The feeds never read, and those read long enough ago."""
    before = now - timedelta(minutes=settings.min_minutes_between_readings)
    read = {url: state.read_at for url, state in states.items() if state.read_at}
    # A reading dated in the future (a clock put right since) must not silence its feed.
    return tuple(feed for feed in feeds if feed.url not in read or not before < read[feed.url] <= now)

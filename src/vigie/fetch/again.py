"""Again: pages read before whose feed says that they were edited since. Which are asked for is pure; asking is polite.

A request with the marks of the last answer costs a server that has nothing new one line. Feeds that date every entry anew
are listened to a few times only. Read next: pages.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from vigie.fetch.pages import page_of
from vigie.fetch.settings import Settings
from vigie.model import Entry, Feed, FeedState, FetchError, Page, PageState
from vigie.ports import Answer, Clock, Fetcher


@dataclass(frozen=True, slots=True)
class Rereads:
    """The pages that changed, and the addresses of those asked for in vain."""

    read: tuple[Page, ...] = ()
    asked: tuple[str, ...] = ()


def edited(
    entries: Iterable[Entry], states: Mapping[str, PageState], now: datetime, settings: Settings
) -> tuple[Entry, ...]:
    """The entries that changed after their page was last asked for, each address once; not those asked for often enough or
    read first too long ago."""
    found: dict[str, Entry] = {}
    for entry in entries:
        state = states.get(entry.url)
        if state is None or entry.updated_at is None or entry.updated_at <= state.asked_at:
            continue
        if state.asked < settings.rereads and now - state.first_at <= timedelta(days=settings.reread_days):
            found.setdefault(entry.url, entry)
    return tuple(found.values())[: settings.max_pages_per_feed]


def read_again(
    fetcher: Fetcher, clock: Clock, feed: Feed, entries: Iterable[Entry], states: Mapping[str, PageState]
) -> Rereads:
    """The pages of these entries as they are now. One that cannot be read is left as it was."""
    read: list[Page] = []
    asked: list[str] = []
    for entry in entries:
        state = states[entry.url]
        answer = Answer(entry.url, entry.url, 0)
        try:
            if not entry.whole:
                answer = fetcher.get(entry.url, FeedState(entry.url, state.etag, state.last_modified))
        except FetchError:
            asked.append(entry.url)
            continue
        if answer.unchanged:
            asked.append(entry.url)
        else:
            read.append(page_of(feed, entry, answer, clock.now()))
    return Rereads(tuple(read), tuple(asked))

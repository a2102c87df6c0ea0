"""Again: pages read before whose feed says that they were edited since, and pages that could not be read. Pure.

A request with the marks of the last answer costs a server that has nothing new one line. Feeds that date every entry anew
are listened to a few times only. Read next: pages.py.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from vigie.fetch.pages import PASSING, page_of
from vigie.fetch.settings import Settings
from vigie.model import Entry, Feed, FeedState, FetchError, Page, PageState
from vigie.ports import Answer, Question


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


def missing(entries: Iterable[Entry], states: Mapping[str, PageState], settings: Settings) -> tuple[Entry, ...]:
    """The entries whose page could not be read for a reason that passes, each address once, until it was tried often enough."""
    found: dict[str, Entry] = {}
    for entry in entries:
        state = states.get(entry.url)
        if state is not None and state.failure in PASSING and state.asked < settings.retries:
            found.setdefault(entry.url, entry)
    return tuple(found.values())[: settings.max_pages_per_feed]


def questions_again(entries: Iterable[Entry], states: Mapping[str, PageState]) -> Iterator[Question]:
    """What is asked for these entries, each with the marks of its page's last answer: nothing for one that is whole."""
    for entry in entries:
        if not entry.whole:
            state = states[entry.url]
            yield Question(entry.url, FeedState(entry.url, state.etag, state.last_modified))


def rereads_of(feed: Feed, entries: Iterable[Entry], answers: Iterable[Answer | FetchError], at: datetime) -> Rereads:
    """The pages of these entries as they are now. One that cannot be read is left as it was. `answers` are those to
    `questions_again`."""
    given = iter(answers)
    read: list[Page] = []
    asked: list[str] = []
    for entry in entries:
        answer = Answer(entry.url, entry.url, 0) if entry.whole else next(given)
        if isinstance(answer, FetchError) or answer.unchanged:
            asked.append(entry.url)
        else:
            read.append(page_of(feed, entry, answer, at))
    return Rereads(tuple(read), tuple(asked))

"""Fetch: feeds that are due in, entries and pages out, an outcome for every feed that was asked.

`run` asks many hosts at once and each of them one thing at a time (that is the fetcher's affair), takes the answers in a
fixed order, and saves all that one feed gave at once, a few feeds in one transaction: a stopped run loses what was not
answered yet, and asks for it again. What is decided is decided by pure functions on values: which feeds (polling.py), which
entries (choosing.py, again.py), what is kept (reading.py), which outcome (outcomes.py). A feed or page that cannot be read
is an outcome, not an error. May fail with StoreError.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from vigie.fetch.feeds import entries_behind
from vigie.fetch.polling import due
from vigie.fetch.reading import Reading, asked_of, begin, end, is_lost
from vigie.fetch.settings import Settings
from vigie.model import Entry, Feed, FeedState, FetchError, Outcome, Report
from vigie.ports import Answer, ArticleStore, Clock, FeedReading, Fetcher, Question, RunLog

# Several feeds are saved together, each of them whole: a transaction for each would cost more than reading it.
FEEDS_TOGETHER = 50
PAGES_TOGETHER = 20


class Shelf(ArticleStore, RunLog, Protocol):
    """What `fetch` reads from and writes to."""


def run(
    store: Shelf,
    fetcher: Fetcher,
    clock: Clock,
    settings: Settings,
    day: date,
    *,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> Report:
    """Reads every feed that is due. `progress` is told (feeds read, feeds due)."""
    states = store.feed_states()
    feeds = asked_of(due(store.feeds(), states, clock.now(), settings), states)
    earlier = {outcome.feed: outcome for outcome in store.outcomes(day)}
    pages = set_aside = 0
    for done, outcome in enumerate(_Round(store, fetcher, clock, settings, day, earlier).read(feeds), start=1):
        pages += outcome.pages
        set_aside += outcome.kind in ("failed", "refused")
        progress(done, len(feeds))
    return Report(len(feeds), pages, set_aside)


@dataclass(slots=True)
class _Round:
    """One run: `begun` holds the feeds whose pages are being asked for, in their order."""

    store: ArticleStore
    fetcher: Fetcher
    clock: Clock
    settings: Settings
    day: date
    earlier: Mapping[str, Outcome]
    begun: deque[Reading] = field(default_factory=deque)
    ended: deque[Outcome] = field(default_factory=deque)
    claimed: set[str] = field(default_factory=set)
    unsaved: list[FeedReading] = field(default_factory=list)
    pages_unsaved: int = 0

    def read(self, feeds: list[tuple[Feed, FeedState]]) -> Iterator[Outcome]:
        """The outcome of each feed, in their order, once all of it is saved."""
        try:
            yield from self._read(feeds)
        finally:
            # Also when the run is stopped: what was read is kept.
            self._save()

    def _read(self, feeds: list[tuple[Feed, FeedState]]) -> Iterator[Outcome]:
        waiting = deque[Reading]()
        for answer in self.fetcher.get_all(self._questions(feeds, waiting)):
            waiting[0].answers.append(answer)
            if waiting[0].is_complete:
                waiting.popleft()
            self._save_complete()
            while self.ended:
                yield self.ended.popleft()
        self._save()
        while self.ended:
            yield self.ended.popleft()

    def _questions(self, feeds: list[tuple[Feed, FeedState]], waiting: deque[Reading]) -> Iterator[Question]:
        """The pages that the feeds lead to, as the feeds are answered."""
        asked = (Question(state.moved_to or feed.url, state) for feed, state in feeds)
        for (feed, state), answer in zip(feeds, self.fetcher.get_all(asked), strict=True):
            reading = self._begun(feed, state, answer)
            self.begun.append(reading)
            if reading.questions:
                waiting.append(reading)
            self._save_complete()
            yield from reading.questions

    def _begun(self, feed: Feed, state: FeedState, answer: Answer | FetchError) -> Reading:
        entries, answer = self._entries(feed, answer)
        if is_lost(state, answer):
            # Asked as if for the first time: what marks the last answer bore is another address's.
            state = replace(state, moved_to="", etag="", last_modified="")
            (answer,) = self.fetcher.get_all([Question(feed.url)])
            entries, answer = self._entries(feed, answer)
        return begin(feed, state, answer, entries, self.store, self.claimed, self.clock.now(), self.settings)

    def _entries(self, feed: Feed, answer: Answer | FetchError) -> tuple[tuple[Entry, ...] | None, Answer | FetchError]:
        """What the answer announces; an error where it announces nothing that can be read."""
        if isinstance(answer, FetchError) or answer.unchanged:
            return None, answer
        try:
            return entries_behind(feed, answer, self.fetcher.get), answer
        except FetchError as error:
            return None, error

    def _save_complete(self) -> None:
        """Saves the feeds whose pages have all come, in their order."""
        while self.begun and self.begun[0].is_complete:
            reading = self.begun.popleft()
            kept = end(reading, self.day, self.earlier.get(reading.feed.url), self.clock.now(), self.settings)
            self.unsaved.append(kept)
            self.pages_unsaved += len(kept.pages)
            if len(self.unsaved) >= FEEDS_TOGETHER or self.pages_unsaved >= PAGES_TOGETHER:
                self._save()

    def _save(self) -> None:
        saved, self.unsaved, self.pages_unsaved = self.unsaved, [], 0
        self.store.save_readings(saved)
        self.ended.extend(one.outcome for one in saved)

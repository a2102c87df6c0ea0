"""Fetch: feeds that are due in, entries and pages out, an outcome for every feed that was asked.

`run` reads one feed after another; each reading is one transaction, so a stopped run loses at most one feed. What is
decided is decided by pure functions on values: which feeds (polling.py), which entries (choosing.py), which outcome
(outcomes.py). A feed or page that cannot be read is an outcome, not an error. May fail with StoreError.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from vigie.fetch.again import edited, read_again
from vigie.fetch.choosing import newest_of, to_read
from vigie.fetch.feeds import entries_of
from vigie.fetch.outcomes import detail_of, kind_of, kind_of_error, of_the_day
from vigie.fetch.pages import read_pages
from vigie.fetch.polling import due
from vigie.fetch.settings import Settings
from vigie.fetch.sitemaps import children_of, is_sitemap_index, root_name
from vigie.fetch.unpacking import unpacked
from vigie.model import Entry, Feed, FeedState, FetchError, Outcome, Report
from vigie.ports import Answer, ArticleStore, Clock, Fetcher, RunLog

MOST_CHILD_SITEMAPS = 5


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
    feeds = due(store.feeds(), states, clock.now(), settings)
    earlier = {outcome.feed: outcome for outcome in store.outcomes(day)}
    round_ = _Round(store, fetcher, clock, settings, day, earlier)
    pages = set_aside = 0
    for done, feed in enumerate(feeds, start=1):
        outcome = round_.read(feed, states.get(feed.url, FeedState(feed.url)))
        pages += outcome.pages
        set_aside += outcome.kind in ("failed", "refused")
        progress(done, len(feeds))
    return Report(len(feeds), pages, set_aside)


@dataclass(frozen=True, slots=True)
class _Round:
    """What all readings of one run share."""

    store: ArticleStore
    fetcher: Fetcher
    clock: Clock
    settings: Settings
    day: date
    earlier: Mapping[str, Outcome]

    def read(self, feed: Feed, state: FeedState) -> Outcome:
        """Reads one feed and its new pages, saves all of it in one transaction."""
        try:
            answer = self.fetcher.get(feed.url, state)
            entries = None if answer.unchanged else _entries(self.fetcher, feed, answer)
        except FetchError as error:
            now = self.clock.now()
            outcome = Outcome(self.day, feed.url, kind_of_error(error), now, detail=str(error))
            self.store.save_reading(replace(state, read_at=now), outcome, ())
            return outcome
        known = self.store.known_urls(entry.url for entry in entries or ())
        wanted, left_over = to_read(entries or (), known, self.settings)
        pages = replace(read_pages(self.fetcher, self.clock, feed, wanted), left_over=left_over)
        states = self.store.page_states(known)
        changed = edited(entries or (), states, self.clock.now(), self.settings)
        again = read_again(self.fetcher, self.clock, feed, changed, states)
        now = self.clock.now()
        newest = newest_of(entries or (), state, now)
        outcome = Outcome(
            self.day,
            feed.url,
            kind_of(None if entries is None else len(entries), newest, pages, now, self.settings),
            now,
            entries=len(entries or ()),
            pages=len(pages.read),
            detail=detail_of(pages),
        )
        # What was left over would never be seen if the server could answer "unchanged" next time; and of an empty feed
        # "unchanged" would not say that it is silent, so that a second run of the day would count it otherwise.
        whole_again = left_over > 0 or entries == ()
        etag, last_modified = ("", "") if whole_again else _validators(answer, state)
        outcome = of_the_day(outcome, self.earlier.get(feed.url))
        self.store.save_reading(
            FeedState(feed.url, etag, last_modified, now, newest), outcome, (*pages.read, *again.read), again.asked
        )
        return outcome


def _validators(answer: Answer, state: FeedState) -> tuple[str, str]:
    if answer.unchanged:
        return answer.etag or state.etag, answer.last_modified or state.last_modified
    return answer.etag, answer.last_modified


def _entries(fetcher: Fetcher, feed: Feed, answer: Answer) -> tuple[Entry, ...]:
    """The entries of the feed; those of a sitemap index are in its children, of which a few are read."""
    body = unpacked(answer.body, answer.url)
    if feed.kind == "page" or not is_sitemap_index(root_name(body)):
        return entries_of(feed, answer)
    children = children_of(body, answer.final_url or answer.url, MOST_CHILD_SITEMAPS)
    return tuple(entry for child in children for entry in entries_of(feed, fetcher.get(child)))

"""Fetch: feeds that are due in, entries and pages out, an outcome for every feed that was asked.

`run` reads one feed after another; each reading is one transaction, so a stopped run loses at most one feed. What is
decided (which feeds, which entries, which outcome) is decided by pure functions on values. A feed or page that cannot
be read is an outcome, not an error. May fail with StoreError. Read next: feeds.py.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from vigie.fetch.addresses import host_of
from vigie.fetch.feeds import entries_of
from vigie.fetch.sitemaps import children_of, is_sitemap_index, root_name
from vigie.fetch.unpacking import unpacked
from vigie.model import Entry, Feed, FeedState, FetchError, Outcome, OutcomeKind, Page, RefusedError, Report
from vigie.ports import Answer, ArticleStore, Clock, Fetcher, RunLog

MOST_CHILD_SITEMAPS = 5


@dataclass(frozen=True, slots=True)
class Settings:
    """How often feeds are asked, how much is read of each, and when a feed counts as silent."""

    min_minutes_between_readings: int = 30
    max_pages_per_feed: int = 50
    silent_after_days: int = 14


class Shelf(ArticleStore, RunLog, Protocol):
    """What `fetch` reads from and writes to."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages read for one feed: `refused` and `failed` among them have an empty body."""

    read: tuple[Page, ...] = ()
    refused: int = 0
    failed: int = 0
    left_over: int = 0


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


# ── Decisions ───────────────────────────────────────────────────────────────────────────────────────────────────────


def due(feeds: Iterable[Feed], states: Mapping[str, FeedState], now: datetime, settings: Settings) -> tuple[Feed, ...]:
    """The feeds never read, and those read long enough ago."""
    before = now - timedelta(minutes=settings.min_minutes_between_readings)
    read = {url: state.read_at for url, state in states.items() if state.read_at}
    # A reading dated in the future (a clock put right since) must not silence its feed.
    return tuple(feed for feed in feeds if feed.url not in read or not before < read[feed.url] <= now)


def to_read(entries: Sequence[Entry], known: Collection[str], settings: Settings) -> tuple[tuple[Entry, ...], int]:
    """The entries whose pages are read now, the newest first, and how many are left for another time."""
    fresh = [entry for entry in entries if entry.url not in known]
    dated = sorted((entry for entry in fresh if _date_of(entry)), key=_newest_first)
    ordered = [*dated, *(entry for entry in fresh if not _date_of(entry))]
    return tuple(ordered[: settings.max_pages_per_feed]), max(0, len(ordered) - settings.max_pages_per_feed)


def newest_of(entries: Iterable[Entry], state: FeedState, now: datetime) -> datetime | None:
    """The latest date the feed ever gave. Dates more than a day ahead are announcements or mistakes: left out."""
    dates = [at for entry in entries if (at := _date_of(entry)) and at <= now + timedelta(days=1)]
    return max([*dates, *([state.newest_at] if state.newest_at else [])], default=None)


def kind_of(
    n_entries: int | None, newest: datetime | None, pages: Pages, now: datetime, settings: Settings
) -> OutcomeKind:
    """How a reading that worked ended. `n_entries` is None when the server said that nothing has changed."""
    if pages.read and pages.refused == len(pages.read):
        return "refused"
    if n_entries == 0 or (newest and newest < now - timedelta(days=settings.silent_after_days)):
        return "silent"
    return "new" if pages.read else "unchanged"


def of_the_day(outcome: Outcome, earlier: Outcome | None) -> Outcome:
    """What a further reading tells of the whole day: that nothing is new since then does not undo a refusal."""
    if earlier and earlier.kind == "refused" and outcome.kind == "unchanged":
        return replace(outcome, kind="refused", detail=earlier.detail)
    return outcome


def detail_of(pages: Pages) -> str:
    """What could not be read, in words; empty when all was well."""
    parts = (
        (pages.refused, "refused by robots.txt"),
        (pages.failed, "could not be read"),
        (pages.left_over, "left for the next reading"),
    )
    return "; ".join(f"{count} {'page' if count == 1 else 'pages'} {what}" for count, what in parts if count)


def source_of(feed: Feed) -> str:
    """Who publishes: the outlet's id, the feed's name, or its host."""
    return feed.outlet or feed.name or host_of(feed.url).removeprefix("www.") or "unknown"


def _date_of(entry: Entry) -> datetime | None:
    return entry.published_at or entry.updated_at


def _newest_first(entry: Entry) -> float:
    at = _date_of(entry)
    return -at.timestamp() if at else 0.0


# ── Doing ───────────────────────────────────────────────────────────────────────────────────────────────────────────


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
            kind: OutcomeKind = "refused" if isinstance(error, RefusedError) else "failed"
            now = self.clock.now()
            outcome = Outcome(self.day, feed.url, kind, now, detail=str(error))
            self.store.save_reading(replace(state, read_at=now), outcome, ())
            return outcome
        known = self.store.known_urls(entry.url for entry in entries or ())
        wanted, left_over = to_read(entries or (), known, self.settings)
        pages = replace(_pages(self.fetcher, self.clock, source_of(feed), wanted), left_over=left_over)
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
        self.store.save_reading(FeedState(feed.url, etag, last_modified, now, newest), outcome, pages.read)
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


def _pages(fetcher: Fetcher, clock: Clock, source: str, entries: Iterable[Entry]) -> Pages:
    """One page for each entry. What cannot be read gives an empty page: its entry's own words are still news."""
    read: list[Page] = []
    refused = failed = 0
    for entry in entries:
        try:
            answer = fetcher.get(entry.url)
        except RefusedError:
            answer = Answer(entry.url, entry.url, 0)
            refused += 1
        except FetchError:
            answer = Answer(entry.url, entry.url, 0)
            failed += 1
        read.append(
            Page(
                url=entry.url,
                final_url=answer.final_url or entry.url,
                fetched_at=clock.now(),
                body=answer.body,
                media_type=answer.media_type,
                charset=answer.charset,
                source=source,
                entry=entry,
                robots_tag=answer.robots_tag,
                tdm_reservation=answer.tdm_reservation,
            )
        )
    return Pages(tuple(read), refused, failed)

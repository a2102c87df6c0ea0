"""Reading: what one feed's answer leads to, step by step, as values. Pure but for what is asked of the archive.

`Reading.begin` takes the answer for the feed and says which pages are wanted; `end` takes the answers for these and says
what is kept. Between the two lie the requests, which the stage makes for many feeds at once. Read next: stage.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from vigie.fetch.again import Rereads, edited, missing, questions_again, rereads_of
from vigie.fetch.choosing import newest_of, to_read
from vigie.fetch.outcomes import detail_of, kind_of, kind_of_error, of_the_day
from vigie.fetch.pages import pages_of, questions_of
from vigie.fetch.polling import after_failure, after_reading
from vigie.fetch.settings import Settings
from vigie.model import Entry, Feed, FeedState, FetchError, LaterError, Outcome, PageState
from vigie.ports import Answer, ArticleStore, FeedReading, Question


@dataclass(slots=True)
class Reading:
    """One feed as far as it is read: `answers` fill up until there is one for each of `questions`."""

    feed: Feed
    state: FeedState
    answer: Answer | FetchError
    entries: tuple[Entry, ...] | None = None
    wanted: tuple[Entry, ...] = ()
    left_over: int = 0
    again: tuple[Entry, ...] = ()
    page_states: Mapping[str, PageState] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    answers: list[Answer | FetchError] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return len(self.answers) == len(self.questions)


def begin(
    feed: Feed,
    state: FeedState,
    answer: Answer | FetchError,
    entries: tuple[Entry, ...] | None,
    store: ArticleStore,
    claimed: set[str],
    now: datetime,
    settings: Settings,
) -> Reading:
    """Which pages are wanted. `claimed` are those that feeds read before in this run have wanted; they grow."""
    if isinstance(answer, FetchError) or not entries:
        return Reading(feed, state, answer, entries)
    known = store.known_urls(entry.url for entry in entries)
    wanted, left_over = to_read(entries, known | claimed, now, settings)
    claimed.update(entry.url for entry in wanted)
    states = store.page_states(known) if known else {}
    failed = missing(entries, states, settings)
    again = tuple({entry.url: entry for entry in (*edited(entries, states, now, settings), *failed)}.values())
    questions = (*questions_of(wanted), *questions_again(again, states))
    return Reading(feed, state, answer, entries, wanted, left_over, again, states, questions)


def end(reading: Reading, day: date, earlier: Outcome | None, now: datetime, settings: Settings) -> FeedReading:
    """What is kept of a reading whose questions are all answered."""
    feed, state, answer = reading.feed, reading.state, reading.answer
    if isinstance(answer, FetchError):
        failed = Outcome(day, feed.url, kind_of_error(answer), now, detail=str(answer))
        return FeedReading(after_failure(state, answer, now, settings), failed)
    entries = reading.entries
    split = sum(not entry.whole for entry in reading.wanted)
    pages = replace(pages_of(feed, reading.wanted, reading.answers[:split], now), left_over=reading.left_over)
    rereads = rereads_of(feed, reading.again, reading.answers[split:], now)
    newest = newest_of(entries or (), state, now)
    outcome = Outcome(
        day,
        feed.url,
        kind_of(None if entries is None else len(entries), newest, pages, now, settings),
        now,
        entries=len(entries or ()),
        pages=len(pages.read),
        detail=detail_of(pages),
    )
    etag, last_modified = _validators(answer, state) if not _whole_again(reading, pages.passing, rereads) else ("", "")
    learned = after_reading(state, answer, entries, now, settings)
    learned = replace(
        learned, etag=etag, last_modified=last_modified, newest_at=newest, moved_to=moved_to(state, answer)
    )
    return FeedReading(learned, of_the_day(outcome, earlier), (*pages.read, *rereads.read), rereads.asked)


def _whole_again(reading: Reading, passing: int, rereads: Rereads) -> bool:
    """What was left over, or could not be read, would never be seen if the server could answer "unchanged" next time; and of
    an empty feed "unchanged" would not say that it is silent, so that a second run of the day would count it otherwise."""
    tried_in_vain = any(reading.page_states[url].failure for url in rereads.asked)
    return reading.left_over > 0 or passing > 0 or tried_in_vain or reading.entries == ()


def moved_to(state: FeedState, answer: Answer) -> str:
    """Where the feed is asked for from now on: where redirects for good led, from wherever it was asked for this time."""
    if answer.moved_to:
        return answer.moved_to
    return state.moved_to if answer.url == state.moved_to else ""


def is_lost(state: FeedState, answer: Answer | FetchError) -> bool:
    """Whether the feed is to be looked for where it was before: nothing can be read where it moved to."""
    return bool(state.moved_to) and isinstance(answer, FetchError) and not isinstance(answer, LaterError)


def _validators(answer: Answer, state: FeedState) -> tuple[str, str]:
    if answer.unchanged:
        return answer.etag or state.etag, answer.last_modified or state.last_modified
    return answer.etag, answer.last_modified


def asked_of(feeds: Iterable[Feed], states: Mapping[str, FeedState]) -> list[tuple[Feed, FeedState]]:
    """Each feed with what is known of it."""
    return [(feed, states.get(feed.url) or FeedState(feed.url)) for feed in feeds]

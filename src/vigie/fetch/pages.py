"""Pages: one for each entry that is read. What cannot be read gives an empty page: its entry's own words are still news.

An entry that is `whole` says itself all there is to read: no page is asked for. Pure. Read next: outcomes.py.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from vigie.fetch.choosing import source_of
from vigie.model import Entry, Feed, FetchError, Page, RefusedError
from vigie.ports import Answer, Question

# What keeps a page from us today and may not tomorrow; any other error is an answer to be believed.
PASSING = frozenset(
    {
        "fetch.broken", "fetch.later", "fetch.robots_unreachable", "fetch.server", "fetch.timeout", "fetch.unreachable",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages read for one feed: `refused`, `failed` and `walled` (for subscribers) among them have an empty body; `passing`
    of those that failed will be asked for again."""

    read: tuple[Page, ...] = ()
    refused: int = 0
    failed: int = 0
    left_over: int = 0
    walled: int = 0
    passing: int = 0


def questions_of(entries: Iterable[Entry]) -> Iterator[Question]:
    """What is asked for these entries: nothing for one that is whole."""
    return (Question(entry.url) for entry in entries if not entry.whole)


def pages_of(feed: Feed, entries: Iterable[Entry], answers: Iterable[Answer | FetchError], at: datetime) -> Pages:
    """One page for each entry, in their order; `answers` are those to `questions_of` them."""
    given = iter(answers)
    read: list[Page] = []
    refused = failed = walled = passing = 0
    for entry in entries:
        answer = Answer(entry.url, entry.url, 0) if entry.whole else next(given)
        if isinstance(answer, FetchError):
            passing += answer.key in PASSING
            refused += isinstance(answer, RefusedError)
            walled += answer.key == "fetch.paywalled"
            failed += not isinstance(answer, RefusedError) and answer.key != "fetch.paywalled"
            read.append(page_of(feed, entry, Answer(entry.url, entry.url, 0), at, failure=answer.key))
        else:
            read.append(page_of(feed, entry, answer, at))
    return Pages(tuple(read), refused, failed, walled=walled, passing=passing)


def page_of(feed: Feed, entry: Entry, answer: Answer, at: datetime, *, failure: str = "") -> Page:
    """What a server answered for an entry, as it is kept."""
    return Page(
        url=entry.url,
        final_url=answer.final_url or entry.url,
        fetched_at=at,
        body=answer.body,
        media_type=answer.media_type,
        charset=answer.charset,
        source=source_of(feed, entry),
        entry=entry,
        robots_tag=answer.robots_tag,
        tdm_reservation=answer.tdm_reservation,
        etag=answer.etag,
        last_modified=answer.last_modified,
        failure=failure,
    )

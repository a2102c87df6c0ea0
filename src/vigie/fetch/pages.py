"""Pages: one for each entry that is read. What cannot be read gives an empty page: its entry's own words are still news.

An entry that is `whole` says itself all there is to read: no page is asked for. Read next: outcomes.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from vigie.fetch.choosing import source_of
from vigie.model import Entry, Feed, FetchError, Page, RefusedError
from vigie.ports import Answer, Clock, Fetcher


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages read for one feed: `refused`, `failed` and `walled` (for subscribers) among them have an empty body."""

    read: tuple[Page, ...] = ()
    refused: int = 0
    failed: int = 0
    left_over: int = 0
    walled: int = 0


def read_pages(fetcher: Fetcher, clock: Clock, feed: Feed, entries: Iterable[Entry]) -> Pages:
    """One page for each entry, in their order."""
    read: list[Page] = []
    refused = failed = walled = 0
    for entry in entries:
        answer = Answer(entry.url, entry.url, 0)
        try:
            if not entry.whole:
                answer = fetcher.get(entry.url)
        except RefusedError:
            refused += 1
        except FetchError as error:
            walled += error.key == "fetch.paywalled"
            failed += error.key != "fetch.paywalled"
        read.append(page_of(feed, entry, answer, clock.now()))
    return Pages(tuple(read), refused, failed, walled=walled)


def page_of(feed: Feed, entry: Entry, answer: Answer, at: datetime) -> Page:
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
    )

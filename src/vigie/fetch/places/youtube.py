"""YouTube: the films of a channel or a list. A film is what is written under it, without the lines that only point on."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult

from vigie.fetch.addresses import absolute
from vigie.fetch.places.answers import inner, items_of, line, link, moment
from vigie.fetch.places.place import Place, host
from vigie.fetch.wording import plain
from vigie.model import Entry, Feed

_ADDRESS = re.compile(r"https?://\S+|(?<!\w)[#@]\w[\w\-]*", re.UNICODE)
# « 12:05 Questions »: a table of contents.
_CHAPTER = re.compile(r"^\W*(?:\d{1,2}:)?\d{1,2}:\d{2}\b")


def _knows(address: SplitResult) -> bool:
    return host(address) == "youtube.com" and address.path == "/feeds/videos.xml"


def _read(feed: Feed, body: bytes) -> Iterator[Entry]:
    for item in items_of(body, feed.url, "YouTube"):
        number = line(item, "videoid")
        url = absolute(link(item), feed.url) or (f"https://www.youtube.com/watch?v={number}" if number else "")
        channel = line(item, "author", "name")
        if url:
            yield Entry(
                feed=feed.url,
                url=url,
                title=line(item, "title"),
                text=_described(inner(item, "group", "description")),
                language=feed.language,
                authors=(channel,) if channel else (),
                published_at=moment(item, "published"),
                updated_at=moment(item, "updated"),
                publisher="" if feed.outlet or feed.name else channel,
                whole=True,
            )


def _described(written: str) -> str:
    """The lines that say something: not those with an address (shops, other networks), tags alone, or a time to jump to."""
    lines = plain(written).split("\n")
    told = [
        text
        for text in lines
        if "://" not in text and not _CHAPTER.match(text) and _ADDRESS.sub("", text).strip(" ,|·-")
    ]
    return "\n".join(told)


PLACE = Place("YouTube", _knows, _read)

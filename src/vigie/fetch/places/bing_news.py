"""Bing News: the feeds of its questions. Each item is somebody else's article; its link holds the true address."""

from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from vigie.fetch.addresses import absolute, host_of
from vigie.fetch.places.answers import inner, items_of, line, link, moment
from vigie.fetch.places.place import Place, asked, host
from vigie.fetch.wording import plain
from vigie.model import Entry, Feed


def _knows(address: SplitResult) -> bool:
    return host(address) == "bing.com" and address.path.startswith("/news") and asked(address, "format") == "rss"


def _read(feed: Feed, body: bytes) -> Iterator[Entry]:
    language = (
        feed.language or (asked(urlsplit(feed.url), "setlang") or asked(urlsplit(feed.url), "mkt")).partition("-")[0]
    )
    for item in items_of(body, feed.url, "Bing News"):
        way = absolute(link(item), feed.url)
        url = absolute(asked(urlsplit(way), "url"), "") or way
        if url:
            led_on = host_of(url).removeprefix("www.") != "bing.com"
            yield Entry(
                feed=feed.url,
                url=url,
                title=line(item, "title"),
                summary=plain(inner(item, "description")),
                language=language,
                published_at=moment(item, "pubdate"),
                publisher=host_of(url).removeprefix("www.") if led_on else line(item, "source"),
            )


PLACE = Place("Bing News", _knows, _read)

"""Google News: the feeds of its questions, topics and sections. Each item is somebody else's article, named in <source>.

Its links lead through Google. Older ones hold the true address, which is read out of them without a request; the newer
are opaque: what they lead to is known when they are followed, if at all. All of them lead through one host, so only the
newest of an answer are followed; of the others, and where a link does not lead on, title and publisher are the article.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import SplitResult, urlsplit

from vigie.fetch.addresses import absolute, host_of
from vigie.fetch.places.answers import children, items_of, line, link, moment
from vigie.fetch.places.place import Place, asked, host
from vigie.fetch.wording import on_one_line
from vigie.model import Entry, Feed

SITE = "news.google.com"
# A request a second: fifteen searches are followed in minutes, not in a quarter of an hour.
MOST_FOLLOWED = 10
_ITEM = re.compile(r"/(?:rss/)?(?:articles|read)/([\w\-=]+)$")


def _knows(address: SplitResult) -> bool:
    return host(address) == SITE and (address.path == "/rss" or address.path.startswith("/rss/"))


def _read(feed: Feed, body: bytes) -> list[Entry]:
    entries = list(_entries(feed, body))
    opaque = [entry.url for entry in sorted(entries, key=_newest_first) if host_of(entry.url) == SITE]
    stay = frozenset(opaque[MOST_FOLLOWED:])
    return [replace(entry, whole=entry.url in stay) for entry in entries]


def _newest_first(entry: Entry) -> float:
    return -entry.published_at.timestamp() if entry.published_at else 0.0


def _entries(feed: Feed, body: bytes) -> Iterator[Entry]:
    language = feed.language or asked(urlsplit(feed.url), "hl").partition("-")[0]
    for item in items_of(body, feed.url, "Google News"):
        way = absolute(link(item), feed.url)
        source = next(iter(children(item, "source")), None)
        name = on_one_line(source.text or "") if source is not None else ""
        home = host_of(source.get("url") or "") if source is not None else ""
        url = true_address(way) or way
        if url:
            yield Entry(
                feed=feed.url,
                url=url,
                title=_headline(line(item, "title"), name),
                language=language,
                published_at=moment(item, "pubdate"),
                publisher=home.removeprefix("www.") or name,
            )


def true_address(way: str) -> str:
    """The address that an older link of Google News holds: base64 of a message whose fourth field is the address. Empty
    for the newer ones, which hold a number."""
    found = _ITEM.search(urlsplit(way).path)
    if not found:
        return ""
    try:
        held = base64.urlsafe_b64decode(found[1].rstrip("=") + "=" * (-len(found[1].rstrip("=")) % 4))
    except (binascii.Error, ValueError):
        return ""
    # 08 13, then field 4 (tag 22), its length as one or two bytes of seven bits, its text.
    if not held.startswith(b"\x08\x13\x22") or len(held) < 5:
        return ""
    length, start = (held[3], 4) if held[3] < 128 else (held[3] - 128 + 128 * held[4], 5)
    return absolute(held[start : start + length].decode("utf-8", "replace"), "")


def _headline(title: str, publisher: str) -> str:
    """« A title - Its publisher » without the publisher."""
    return title.removesuffix(f" - {publisher}").rstrip() if publisher else title


PLACE = Place("Google News", _knows, _read)

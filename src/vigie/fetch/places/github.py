"""GitHub: the releases and tags of a repository. A release is its notes, published by the owner of the repository; the
feed names it by its number alone, so the repository's name goes before it."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from vigie.fetch.addresses import absolute
from vigie.fetch.places.answers import children, inner, items_of, line, link, moment
from vigie.fetch.places.place import Place, host
from vigie.fetch.wording import plain
from vigie.model import Entry, Feed

_FEED = re.compile(r"^/([^/]+)/([^/]+)/(?:releases|tags)\.atom$")


def _knows(address: SplitResult) -> bool:
    return host(address) == "github.com" and _FEED.match(address.path) is not None


def _read(feed: Feed, body: bytes) -> Iterator[Entry]:
    found = _FEED.match(urlsplit(feed.url).path)
    owner, repository = (found[1], found[2]) if found else ("", "")
    for item in items_of(body, feed.url, "GitHub"):
        url = absolute(link(item), feed.url)
        name = line(item, "title")
        if url:
            yield Entry(
                feed=feed.url,
                url=url,
                title=name if repository.lower() in name.lower() else f"{owner}/{repository} {name}".strip(),
                text=plain(inner(item, "content")),
                language=feed.language or "en",
                authors=tuple(filter(None, (line(author, "name") for author in children(item, "author")))),
                published_at=moment(item, "published") or moment(item, "updated"),
                publisher="" if feed.outlet or feed.name else owner,
                whole=True,
            )


PLACE = Place("GitHub", _knows, _read)

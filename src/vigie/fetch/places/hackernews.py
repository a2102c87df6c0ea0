"""Hacker News, through Algolia's interface, hnrss.org or its own feed. What is linked is the news, published by whoever
publishes it; the forum is only the way there, its points and comments are not text. A question to the forum is its own."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlencode

from vigie.fetch.addresses import absolute, host_of
from vigie.fetch.places.answers import complaint, inner, items_of, json_of, line, link, moment, objects, string
from vigie.fetch.places.place import Place, host
from vigie.fetch.wording import moment_of, on_one_line, plain
from vigie.model import Entry, Feed

FORUM = "news.ycombinator.com"
_COUNTS = re.compile(r"<hr\s*/?>.*|<p>Article URL:.*|<a href=[^>]*>Comments</a>", re.DOTALL | re.IGNORECASE)


def _knows(address: SplitResult) -> bool:
    if host(address) == "hn.algolia.com":
        return address.path.startswith("/api/v1/search")
    return host(address) == "hnrss.org" or (host(address) == FORUM and address.path.rstrip("/").endswith("rss"))


def _read(feed: Feed, body: bytes) -> Iterator[Entry]:
    return _of_algolia(feed, body) if host_of(feed.url) == "hn.algolia.com" else _of_rss(feed, body)


def _of_algolia(feed: Feed, body: bytes) -> Iterator[Entry]:
    whole = json_of(body, feed.url, "Hacker News")
    if not isinstance(whole, dict) or not isinstance(whole.get("hits"), list):
        raise complaint("Hacker News", feed.url, string(whole, "message") or "an answer without hits")
    for hit in objects(whole, "hits"):
        # A comment leads to what is commented upon; what it says is not read.
        linked = string(hit, "url") or string(hit, "story_url")
        number = string(hit, "objectID")
        discussion = f"https://{FORUM}/item?{urlencode({'id': number})}" if number else ""
        title = string(hit, "title") or string(hit, "story_title")
        yield from _entry(feed, title, linked, discussion, string(hit, "story_text"), string(hit, "created_at"))


def _of_rss(feed: Feed, body: bytes) -> Iterator[Entry]:
    for item in items_of(body, feed.url, "Hacker News"):
        own = _COUNTS.sub("", inner(item, "description"))
        discussion = line(item, "comments")
        written = moment(item, "pubdate") or moment(item, "published")
        yield from _entry(
            feed, line(item, "title"), link(item), discussion, own, written.isoformat() if written else ""
        )


def _entry(feed: Feed, title: str, linked: str, discussion: str, own: str, written: str) -> Iterator[Entry]:
    url = absolute(linked, "")
    asked = not url or host_of(url) == FORUM
    url = url or absolute(discussion, "")
    if url and title:
        yield Entry(
            feed=feed.url,
            url=url,
            title=on_one_line(title),
            text=plain(own) if asked else "",
            language=feed.language or ("en" if asked else ""),
            published_at=moment_of(written) if asked else None,
            # When it was put forward says only that the article is not younger.
            updated_at=None if asked else moment_of(written),
            publisher=FORUM if asked else host_of(url).removeprefix("www."),
            whole=asked,
        )


PLACE = Place("Hacker News", _knows, _read)

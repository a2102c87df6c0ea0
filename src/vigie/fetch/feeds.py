"""One answer in, the entries it announces out: RSS, Atom, RDF, JSON Feed, sitemaps, pages of links.

Pure: `entries_of(feed, answer)` depends on its arguments alone. The bytes decide what kind it is, not the name or the
announced type, which are often wrong. Raises FetchError when the answer is none of these. Titles and summaries come
out as plain text, addresses absolute, times aware in UTC; an entry without an http address is passed over.
Read next: wording.py (HTML to plain text), sitemaps.py, links.py.
"""

import calendar
import io
import json
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

import feedparser

from vigie.fetch.addresses import absolute
from vigie.fetch.links import entries_of_page
from vigie.fetch.places import place_of
from vigie.fetch.sitemaps import entries_of_sitemap, is_sitemap_index, root_name
from vigie.fetch.unpacking import unpacked
from vigie.fetch.wording import moment_of, on_one_line, plain
from vigie.model import Entry, Feed, FetchError
from vigie.ports import Answer

MOST_ENTRIES = 5_000


def entries_of(feed: Feed, answer: Answer) -> tuple[Entry, ...]:
    """The entries in the order of the feed, each address once. Raises FetchError for what is no feed."""
    body = unpacked(answer.body, answer.url)
    read = _reader(feed, body)
    found: dict[str, Entry] = {}
    for entry in read(feed, answer, body):
        if len(found) == MOST_ENTRIES:
            break
        found.setdefault(entry.url, entry)
    return tuple(found.values())


Reader = Callable[[Feed, Answer, bytes], Iterable[Entry]]


def _reader(feed: Feed, body: bytes) -> Reader:
    if feed.kind == "page":
        return lambda feed, answer, body: entries_of_page(feed, body, answer.charset, answer.final_url or answer.url)
    if place := place_of(feed.url):
        return lambda feed, _, body: place.read(feed, body)
    start = body[:512].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if start[:1] in (b"{", b"["):
        return _json_feed
    root = root_name(body)
    if root == "urlset":
        return lambda feed, answer, body: entries_of_sitemap(feed, body, answer.final_url or answer.url)
    if is_sitemap_index(root):
        raise FetchError("fetch.sitemap_index", f"{feed.url} lists other sitemaps", "add the one with the news instead")
    return _syndication


# ── RSS, Atom, RDF ──────────────────────────────────────────────────────────────────────────────────────────────────


def _syndication(feed: Feed, answer: Answer, body: bytes) -> Iterator[Entry]:
    base = answer.final_url or answer.url
    charset = f"; charset={answer.charset}" if answer.charset else ""
    headers = {"content-type": (answer.media_type or "application/xml") + charset, "content-location": base}
    # A stream, never the bytes themselves: feedparser would open bytes that look like an address or a file name.
    parsed = feedparser.parse(
        io.BytesIO(_without_nul(body, answer)),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.entries and not parsed.get("version"):  # nothing at all for an empty answer
        raise FetchError(
            "fetch.not_a_feed", f"{feed.url} is not a feed", 'if it is a page with links, give it the kind "page"'
        )
    language = _own(parsed.feed, "language") or feed.language
    for item in parsed.entries:
        url = absolute(_own(item, "feedburner_origlink") or _own(item, "link") or _address_in_id(item), base)
        if url:
            yield Entry(
                feed=feed.url,
                url=url,
                title=on_one_line(_own(item, "title")),
                summary=plain(_own(item, "summary") or _content(item)),
                language=_language(language),
                authors=_authors(item),
                published_at=_moment(item, "published_parsed") or _moment(item, "created_parsed"),
                updated_at=_moment(item, "updated_parsed"),
            )


def _without_nul(body: bytes, answer: Answer) -> bytes:
    wide = answer.charset.lower().startswith(("utf-16", "utf-32")) or body[:2] in (
        b"\xff\xfe",
        b"\xfe\xff",
        b"<\0",
        b"\0<",
    )
    return body if wide else body.replace(b"\0", b"")


def _own(item: dict[str, object], key: str) -> str:
    # dict.get, because FeedParserDict.get answers "updated" with "published" and warns about it.
    value = dict.get(item, key)
    return value if isinstance(value, str) else ""


def _address_in_id(item: dict[str, object]) -> str:
    name = _own(item, "id")
    return name if name.startswith(("http://", "https://")) else ""


def _content(item: dict[str, object]) -> str:
    contents = item.get("content")
    for content in contents if isinstance(contents, list) else []:
        if value := _own(content, "value"):
            return value
    return ""


def _authors(item: dict[str, object]) -> tuple[str, ...]:
    people = item.get("authors")
    named = [on_one_line(_own(person, "name")) for person in people] if isinstance(people, list) else []
    return tuple(dict.fromkeys(name for name in named if name)) or tuple(
        filter(None, [on_one_line(_own(item, "author"))])
    )


def _moment(item: dict[str, object], key: str) -> datetime | None:
    parts = dict.get(item, key)
    if not isinstance(parts, time.struct_time):
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parts), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _language(written: str) -> str:
    return on_one_line(written).replace("_", "-")[:35]


# ── JSON Feed ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _json_feed(feed: Feed, answer: Answer, body: bytes) -> Iterator[Entry]:
    try:
        whole = json.loads(body.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError) as error:
        raise FetchError("fetch.not_a_feed", f"{feed.url} is not JSON that can be read") from error
    items = whole.get("items") if isinstance(whole, dict) else None
    if not isinstance(items, list):
        raise FetchError("fetch.not_a_feed", f"{feed.url} is JSON, but has no list of items")
    base = answer.final_url or answer.url
    language = _string(whole, "language") or feed.language
    for item in items:
        if not isinstance(item, dict):
            continue
        name = _string(item, "id")
        link = _string(item, "url") or (name if name.startswith("http") else "") or _string(item, "external_url")
        if url := absolute(link, base):
            yield Entry(
                feed=feed.url,
                url=url,
                title=on_one_line(_string(item, "title")),
                summary=plain(_string(item, "summary") or _string(item, "content_html"))
                or on_one_line(_string(item, "content_text")),
                language=_language(_string(item, "language") or language),
                authors=_json_authors(item),
                published_at=moment_of(_string(item, "date_published")),
                updated_at=moment_of(_string(item, "date_modified")),
            )


def _json_authors(item: dict[str, object]) -> tuple[str, ...]:
    people = item.get("authors")
    people = people if isinstance(people, list) else [item.get("author")]  # 1.0 had one author
    named = (on_one_line(_string(person, "name")) for person in people if isinstance(person, dict))
    return tuple(dict.fromkeys(name for name in named if name))


def _string(item: dict[str, object], key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""

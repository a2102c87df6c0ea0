"""Feeds that are no sound XML, read by feedparser, which knows how feeds break. Slow. Nothing here fails.

The same `Item` as syndication.py gives. Read next: items.py.
"""

import io
import time

import feedparser

from vigie.fetch.items import Item, Reading

# What is longer and no XML is cut: this reader may take five seconds for a megabyte.
LARGEST = 768 * 1024


def reading_of(body: bytes, base: str) -> Reading | None:
    """The items; None for what is no feed. `body` is UTF-8."""
    try:
        # A stream, never the bytes themselves: feedparser would open bytes that look like an address or a file name.
        parsed = feedparser.parse(
            io.BytesIO(body[:LARGEST]),
            response_headers={"content-type": "application/xml; charset=utf-8", "content-location": base},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception:  # noqa: BLE001 (it promises to raise nothing, and breaks on a space in the address of a namespace)
        return None
    if not parsed.entries and not parsed.get("version"):  # nothing at all for an empty answer
        return None
    about = parsed.feed
    return Reading(tuple(_item(item) for item in parsed.entries), _own(about, "link"), _own(about, "language"))


def _item(item: dict[str, object]) -> Item:
    name = _own(item, "id")
    links = (_own(item, "feedburner_origlink"), _own(item, "link"), name if name.startswith("http") else "")
    content, summary = _content(item), _own(item, "summary")
    source = item.get("source")
    return Item(
        links=tuple(filter(None, links)),
        files=_files(item),
        name=name,
        title=_own(item, "title"),
        summary="" if summary == content else summary,
        content=content,
        language=_language(item),
        authors=_authors(item),
        published=_times(item, "published", "created"),
        updated=_times(item, "updated"),
        publisher=_own(source, "title") if isinstance(source, dict) else "",
    )


def _own(item: dict[str, object], key: str) -> str:
    # dict.get, because FeedParserDict.get answers "updated" with "published" and warns about it.
    value = dict.get(item, key)
    return value if isinstance(value, str) else ""


def _content(item: dict[str, object]) -> str:
    contents = item.get("content")
    for content in contents if isinstance(contents, list) else []:
        if value := _own(content, "value"):
            return value
    return ""


def _files(item: dict[str, object]) -> tuple[str, ...]:
    links = item.get("links")
    return tuple(
        _own(link, "href")
        for link in (links if isinstance(links, list) else [])
        if isinstance(link, dict) and _own(link, "rel") == "enclosure"
    )


def _language(item: dict[str, object]) -> str:
    details = dict.get(item, "title_detail")
    return _own(details, "language") if isinstance(details, dict) else ""


def _authors(item: dict[str, object]) -> tuple[str, ...]:
    people = item.get("authors")
    named = [_own(person, "name") for person in people if isinstance(person, dict)] if isinstance(people, list) else []
    whole = _own(item, "author")
    # « ada@daily.example (Ada) »: it takes long endings of addresses for names.
    return tuple(filter(None, named)) if "@" not in whole and any(named) else tuple(filter(None, [whole]))


def _times(item: dict[str, object], *keys: str) -> tuple[str, ...]:
    """As written, then as feedparser reads it: it knows manners of writing a time that we do not."""
    found = []
    for key in keys:
        found.append(_own(item, key))
        parts = dict.get(item, key + "_parsed")
        if isinstance(parts, time.struct_time):
            found.append(time.strftime("%Y-%m-%dT%H:%M:%SZ", parts))
    return tuple(filter(None, found))

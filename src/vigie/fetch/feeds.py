"""One answer in, the entries it announces out: RSS, Atom, RDF, CDF, JSON Feed, sitemaps, pages of links.

Pure: `entries_of(feed, answer)` depends on its arguments alone. The bytes decide what kind it is, not the name or the
announced type, which are often wrong. Raises FetchError when the answer is none of these. Titles, summaries and texts
come out as plain text, addresses absolute, times aware in UTC. Read next: items.py, syndication.py, sitemaps.py, links.py.
"""

from collections.abc import Callable, Iterable, Iterator

from vigie.fetch import json_feed, lenient, syndication
from vigie.fetch.charsets import as_utf8
from vigie.fetch.items import Reading, entries_in
from vigie.fetch.links import entries_of_page, feeds_named_by
from vigie.fetch.mending import bounded, up_to_the_cut, without_prologue
from vigie.fetch.newsletters import entries_of_newsletters
from vigie.fetch.places import place_of
from vigie.fetch.sitemaps import children_of, entries_of_sitemap, is_sitemap_index, root_name
from vigie.fetch.unpacking import unpacked
from vigie.model import Entry, Feed, FetchError
from vigie.ports import Answer

MOST_ENTRIES = 5_000
MOST_CHILD_SITEMAPS = 5


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


def entries_behind(feed: Feed, answer: Answer, get: Callable[[str], Answer]) -> tuple[Entry, ...]:
    """The same, also through indexes of sitemaps: of the maps that they list a few are asked for by `get`, those of news
    and the latest first. A map that cannot be read costs no other. Raises FetchError where none can be read.
    """
    if not _is_index(feed, answer):
        return entries_of(feed, answer)
    found: dict[str, Entry] = {}
    failed: FetchError | None = None
    waiting, asked, read = [answer], {answer.url, feed.url}, 0
    while waiting:
        answer = waiting.pop(0)
        if not _is_index(feed, answer):
            try:
                read_now = entries_of(feed, answer)
            except FetchError as error:
                failed = error
                continue
            read += 1
            for entry in read_now[: MOST_ENTRIES - len(found)]:
                found.setdefault(entry.url, entry)
            continue
        body = unpacked(answer.body, answer.url)
        for child in children_of(body, answer.final_url or answer.url, MOST_CHILD_SITEMAPS):
            if child not in asked and len(asked) < MOST_CHILD_SITEMAPS + 2:
                asked.add(child)
                try:
                    waiting.append(get(child))
                except FetchError as error:
                    failed = error
    if failed and not read:
        raise failed
    return tuple(found.values())


def _is_index(feed: Feed, answer: Answer) -> bool:
    return feed.kind != "page" and is_sitemap_index(root_name(unpacked(answer.body, answer.url)))


Reader = Callable[[Feed, Answer, bytes], Iterable[Entry]]


def _reader(feed: Feed, body: bytes) -> Reader:
    if feed.kind == "page":
        return lambda feed, answer, body: entries_of_page(feed, body, answer.charset, answer.final_url or answer.url)
    if feed.kind == "mail":
        return lambda feed, _, body: entries_of_newsletters(feed, body)
    if place := place_of(feed.url):
        return lambda feed, _, body: place.read(feed, body)
    root = root_name(body)
    if root == "urlset":
        return lambda feed, answer, body: entries_of_sitemap(feed, body, answer.final_url or answer.url)
    if is_sitemap_index(root):
        raise FetchError("fetch.sitemap_index", f"{feed.url} lists other sitemaps", "add the one with the news instead")
    return _syndication


def _syndication(feed: Feed, answer: Answer, body: bytes) -> Iterator[Entry]:
    base = answer.final_url or answer.url
    return entries_in(_reading(feed, as_utf8(body, answer.charset), base), feed, base)


def reading_of(feed: Feed, answer: Answer) -> Reading:
    """All items of a feed (no sitemap, no page of links), as they are written. Raises FetchError for what is no feed."""
    return _reading(feed, as_utf8(unpacked(answer.body, answer.url), answer.charset), answer.final_url or answer.url)


def _reading(feed: Feed, body: bytes, base: str) -> Reading:
    """By the tree where the XML is sound; else by the reader of the two that finds more."""
    if body[:512].lstrip()[:1] in (b"{", b"["):
        return json_feed.reading_of(body, feed.url)
    bare = bounded(without_prologue(body))
    quick, state = syndication.reading_of(bare, base)
    if quick and state == "sound":
        return quick
    # Nothing is so deep by mistake, and feedparser would take half a minute for it.
    bare = up_to_the_cut(bare)
    if quick and (state == "deep" or len(quick.items) >= syndication.announced(bare)):
        return quick
    patient = lenient.reading_of(bare, base) if state != "deep" else None
    if patient and (not quick or len(patient.items) >= len(quick.items)):
        return patient
    if quick:
        return quick
    raise _not_a_feed(feed, body, base)


def _not_a_feed(feed: Feed, body: bytes, base: str) -> FetchError:
    named = feeds_named_by(body, base)
    hint = f"the page names this feed: {named[0]}" if named else 'if it is a page with links, give it the kind "page"'
    return FetchError("fetch.not_a_feed", f"{feed.url} is not a feed", hint)

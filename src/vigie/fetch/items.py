"""An item as a feed writes it, whichever reader read it, and the entry that it becomes.

The readers only find words; what is done with them (plain text, absolute addresses, times, names) is done here, once,
so that two readers of one feed give the same entries. Read next: feeds.py.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vigie.fetch.addresses import absolute
from vigie.fetch.times import first_moment
from vigie.fetch.wording import on_one_line, plain
from vigie.model import Entry, Feed

LONGEST_TITLE = 2_000  # a "title" longer than that is a text that somebody put in the wrong place
LONGEST_TEXT = 400_000
_EMAIL = re.compile(r"[^\s@<>()]{1,64}@[^\s@<>()]{1,255}\.[^\s@<>()]{2,63}")
_BRACKETS = re.compile(r"^[\s<>()\[\]]+|[\s<>()\[\]]+$")


@dataclass(frozen=True, slots=True)
class Item:
    """What a feed says of one thing, nothing of it cleaned yet.

    `links` in the order in which they are to be believed, relative ones against `base`; `files` are enclosures.
    `name` is the guid or id.
    """

    links: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    name: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    publisher: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All items of a feed, and what the feed says of itself."""

    items: tuple[Item, ...] = ()
    home: str = ""
    language: str = ""


def entries_in(reading: Reading, feed: Feed, base: str) -> Iterator[Entry]:
    """The entries of all items, an address given twice told apart: by its mark ("changes#v2") or by a mark of ours.

    Some feeds tell of one page again and again: its changes, its comments. Such items have different names and titles;
    what has the same name, or the same title, is a repeat, and the first stands.
    """
    seen: dict[str, set[tuple[str, str]]] = {}
    for item in reading.items:
        entry = entry_of(item, reading, feed, base)
        if not (item.links or item.files or entry.title or entry.summary):
            continue
        before = seen.setdefault(entry.url, set())
        who = (item.name.strip(), entry.title)
        if not before:
            yield entry
        elif who[0] and who[1] and all(who[0] != name and who[1] != title for name, title in before):
            yield replace(entry, url=own_address(item, entry, entry.url), whole=True)
        before.add(who)


def entry_of(item: Item, reading: Reading, feed: Feed, base: str) -> Entry:
    """The entry of an item. Where no address leads to it, it gets one of its own: its words are all there is to read."""
    near = item.base or base
    url = next(filter(None, (absolute(link, near) for link in item.links)), "")
    file = "" if url else next(filter(None, (absolute(link, near) for link in item.files)), "")
    text = plain(item.content[:LONGEST_TEXT])
    entry = Entry(
        feed=feed.url,
        url=url or file,
        title=on_one_line(item.title[: LONGEST_TITLE * 4])[:LONGEST_TITLE].rstrip(),
        summary=plain(item.summary[:LONGEST_TEXT]) or text,
        language=language_of(item.language or reading.language or feed.language),
        authors=persons(item.authors),
        published_at=first_moment(item.published, item.language or reading.language or feed.language),
        updated_at=first_moment(item.updated, item.language or reading.language or feed.language),
        text=text,
        publisher=on_one_line(item.publisher)[:200],
        whole=not url,
    )
    if entry.url:
        return entry
    return replace(entry, url=own_address(item, entry, absolute(reading.home, base) or absolute(base, base)))


def own_address(item: Item, entry: Entry, page: str) -> str:
    """An address for an item that has none to itself: that of its page with the item's mark, the same at every reading."""
    seed = item.name.strip() or f"{entry.published_at}\x1f{entry.title or entry.summary}"
    mark = hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{page.partition('#')[0]}#/{mark}"


def persons(written: Sequence[str]) -> tuple[str, ...]:
    """Names without the mail addresses that RSS asks for: « ada@daily.example (Ada Writer) »."""
    named = (_BRACKETS.sub("", _EMAIL.sub("", on_one_line(one[:1_000]))).strip(" ,;") for one in written[:50])
    return tuple(dict.fromkeys(name[:200] for name in named if name))


def language_of(written: str) -> str:
    """A language tag as it was written, in one manner."""
    return on_one_line(written[:100]).replace("_", "-")[:35]

"""Newsletters out of a mailbox, each an entry that is whole.

A mailbox is read by an adapter, which hands its letters on as one body (`bundled`); `entries_of_newsletters` makes entries of
it. Pure. A letter that cannot be taken apart costs that letter alone. Read next: newsletter.py, wording.py.
"""

from collections.abc import Iterable, Iterator

from vigie.fetch.newsletters.newsletter import entry_of
from vigie.model import Entry, Feed

MEDIA_TYPE = "application/x-vigie-letters"


def bundled(letters: Iterable[bytes]) -> bytes:
    """Letters as one body: before each, its length in bytes and a line's end."""
    return b"".join(b"%d\n" % len(letter) + letter for letter in letters)


def entries_of_newsletters(feed: Feed, body: bytes) -> Iterator[Entry]:
    """The entries of bundled letters, in their order."""
    at = 0
    while at < len(body):
        end = body.find(b"\n", at)
        size = body[at:end]
        if end < 0 or not size.isdigit():
            return
        at = end + 1 + int(size)
        entry = entry_of(feed, body[end + 1 : at])
        if entry is not None:
            yield entry


__all__ = ["MEDIA_TYPE", "bundled", "entries_of_newsletters"]

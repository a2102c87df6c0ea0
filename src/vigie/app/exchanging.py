"""OPML out of a folder's sources, and into them."""

from collections.abc import Iterable
from pathlib import Path
from typing import get_args

import msgspec

from vigie.app.configuration import FeedTable, Folder
from vigie.app.own_sources import add_all
from vigie.app.sources import feeds_of
from vigie.fetch.opml import Outline, read_opml, write_opml
from vigie.model import Feed, FeedKind, FetchError, PublisherKind, UsageError

_MOST_TOLD = 20
# What OPML has no word for.
_OWN = ("outlet", "kind", "country", "publisher", "owner", "links")
_WORDS = {"kind": get_args(FeedKind), "publisher": get_args(PublisherKind)}


def exported(folder: Folder) -> bytes:
    """All sources of the folder, those of its packs too, as OPML 2.0."""
    categories = {table.url: table.category for table in folder.configuration.feed}
    outlines = (outline_of(feed, categories.get(feed.url, "")) for feed in feeds_of(folder.configuration))
    return write_opml(outlines, f"Vigie: {folder.configuration.subject}")


def import_opml(folder: Folder, path: Path) -> list[str]:
    """Adds the feeds of a list to the folder's own; what to tell the person. Raises UsageError for a file that is no list."""
    try:
        body = path.read_bytes()
        read = read_opml(body)
    except OSError as error:
        raise UsageError("sources.no_file", f"cannot read {path}: {error.strerror}", "name an OPML file") from error
    except FetchError as error:
        raise UsageError(error.key, f"{path}: {error.what}", "name an OPML file") from error
    added = add_all(folder, [table_of(one) for one in read.outlines])
    folders = {table.category for table in added.new if table.category}
    known = [table.url for table in added.known]
    told = [
        _counted(len(added.new), "source") + " added" + (f", in {_counted(len(folders), 'folder')}" if folders else "")
    ]
    told += _told("twice in the list", read.twice)
    told += _told("known already", known)
    told += _told("with no address that can be asked", read.unusable)
    return told


def outline_of(feed: Feed, category: str = "") -> Outline:
    """A feed as others exchange it. One without a folder is put under the sort of house that it is."""
    own = ((key, str(getattr(feed, key))) for key in _OWN)
    return Outline(
        url=feed.url,
        title=feed.name or feed.source,
        language=feed.language,
        category=category or feed.publisher,
        own=tuple(sorted((key, value) for key, value in own if value and (key, value) != ("kind", "auto"))),
    )


def table_of(one: Outline) -> FeedTable:
    """A feed of a list as vigie.toml has it; what other programs wrote under our names is taken for nothing."""
    own = {key: value for key, value in one.own if key in _OWN and _allowed(key, value)}
    return msgspec.convert(
        {
            **own,
            "url": one.url,
            "name": "" if one.title in (own.get("outlet"), one.url) else one.title,
            "language": one.language,
            "category": "" if one.category == own.get("publisher") else one.category,
        },
        FeedTable,
    )


def _allowed(key: str, value: str) -> bool:
    return value in _WORDS[key] if key in _WORDS else True


def _counted(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _told(what: str, addresses: Iterable[str]) -> list[str]:
    shown = list(addresses)
    if not shown:
        return []
    more = [f"    … and {len(shown) - _MOST_TOLD} more"] if len(shown) > _MOST_TOLD else []
    return [f"  {len(shown)} {what}:", *(f"    {address}" for address in shown[:_MOST_TOLD]), *more]

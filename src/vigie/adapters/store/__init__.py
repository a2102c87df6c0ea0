"""The archive on SQLite: everything that was read, understood and issued, in one file that a person can copy.

`open_store(path)` gives a `vigie.ports.Store`. SQL is nowhere else. Read next: schema.py, then the part you look for:
feeds, pages, articles, words and search, stories, corrections, findings, editions, makings, runlog, calls.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from vigie.adapters.store.articles import Articles
from vigie.adapters.store.calls import Calls
from vigie.adapters.store.corrections import Corrections
from vigie.adapters.store.editions import Editions
from vigie.adapters.store.feeds import Feeds
from vigie.adapters.store.findings import Findings
from vigie.adapters.store.hosts import HostRecords
from vigie.adapters.store.makings import Makings
from vigie.adapters.store.observing import Observations
from vigie.adapters.store.opening import Archive, open_archive
from vigie.adapters.store.pages import Pages
from vigie.adapters.store.runlog import RunRecords
from vigie.adapters.store.search import Searching
from vigie.adapters.store.stories import Stories

__all__ = ["SqliteStore", "copy_archive", "open_store", "sqlite_version"]


class SqliteStore(
    Feeds,
    Pages,
    Articles,
    Searching,
    Stories,
    Corrections,
    Findings,
    Editions,
    Makings,
    RunRecords,
    Observations,
    Calls,
    HostRecords,
):
    """The parts, joined over one open archive."""

    def __init__(self, archive: Archive) -> None:
        super().__init__(archive)
        self.path = archive.path

    def close(self) -> None:
        self._archive.close()


def open_store(path: Path) -> SqliteStore:
    """Opens the archive at `path`, or makes one. Raises StoreError when the file is not an archive of ours, or is a
    newer release's."""
    return SqliteStore(open_archive(path))


def copy_archive(source: Path, target: Path) -> None:
    """A whole copy of an archive, whoever has it open; the source is only read."""
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


def sqlite_version() -> str:
    """The SQLite that this Python carries."""
    return sqlite3.sqlite_version

"""Fetch: feeds that are due in, entries and pages out, an outcome for every feed."""

from vigie.fetch.feeds import entries_of
from vigie.fetch.stage import Settings, due, run

__all__ = ["Settings", "due", "entries_of", "run"]

"""Fetch: feeds that are due in, entries and pages out, an outcome for every feed."""

from vigie.fetch.feeds import entries_of
from vigie.fetch.polling import due, next_due
from vigie.fetch.settings import Settings
from vigie.fetch.stage import run

__all__ = ["Settings", "due", "entries_of", "next_due", "run"]

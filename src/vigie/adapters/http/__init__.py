"""The network behind the Fetcher port. Read first: fetcher.py."""

from vigie.adapters.http.fetcher import HttpFetcher
from vigie.adapters.http.hosts import Pace

__all__ = ["HttpFetcher", "Pace"]

"""What may be set about the reading of feeds and pages. Read next: polling.py."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How often feeds are asked, how much is read of each, and when a feed counts as silent. `rereads`: how often the page
    of an entry that changed is asked for again, within `reread_days` of the first time."""

    min_minutes_between_readings: int = 30
    max_pages_per_feed: int = 50
    silent_after_days: int = 14
    rereads: int = 3
    reread_days: int = 7

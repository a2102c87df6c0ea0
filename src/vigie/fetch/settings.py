"""What may be set about the reading of feeds and pages. Read next: polling.py."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How often feeds are asked, how much is read of each, and when a feed counts as silent. A feed is asked as often as it
    publishes, between the two bounds; a least pause of 0 means whenever a run begins. `rereads`: how often the page of an
    entry that changed is asked for again, within `reread_days` of the first time. `retries`: how often a page is that could
    not be read for a reason that passes. `max_age_days`: entries that their feed dates earlier are not read; 0 reads all."""

    min_minutes_between_readings: int = 30
    max_pages_per_feed: int = 50
    silent_after_days: int = 14
    rereads: int = 3
    reread_days: int = 7
    max_minutes_between_readings: int = 1200
    retries: int = 3
    max_age_days: int = 14

"""Why a run asks fewer sources than there are: a line for the person who runs twice in an hour."""

from zoneinfo import ZoneInfo

from vigie.fetch import due, next_due
from vigie.pipeline import Work


def told_of_resting(work: Work, timezone: str) -> str:
    """How many sources are not asked now, and when the next one will be; empty where all are asked."""
    feeds, states, now = work.store.feeds(), work.store.feed_states(), work.clock.now()
    resting = len(feeds) - len(due(feeds, states, now, work.settings.fetch))
    at = next_due(feeds, states, now, work.settings.fetch)
    if not resting or at is None:
        return ""
    moment = f"{at.astimezone(ZoneInfo(timezone)):%d %b %H:%M}"
    return (
        f"{resting} of {len(feeds)} sources were read a short while ago for what they publish; the next is due {moment}"
    )

"""What is wrong with sources, as lines for a person."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta

from vigie.app.health.examining import Ailment, AilmentKind

MOST_TOLD = 25  # of each kind

_WORDS: dict[AilmentKind, str] = {
    "gone": "gone",
    "failed": "failing",
    "refused": "closed to robots",
    "paywalled": "for subscribers only",
    "silent": "silent",
    "no_text": "without text",
    "short": "suspiciously short",
    "no_dates": "without dates",
    "language": "in another language",
}
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def told(ailments: Sequence[Ailment], n_sources: int, shown: Callable[[str], str]) -> list[str]:
    """A line that counts, then a line for each, kind by kind; `shown` gives the name of a source."""
    if not ailments:
        return [f"ok    sources: {n_sources}, all of them as they used to be"] if n_sources else []
    counted = Counter(one.kind for one in ailments)
    lines = [f"note  sources: {n_sources}; " + ", ".join(f"{counted[kind]} {_WORDS[kind]}" for kind in counted)]
    for kind in counted:
        own = [one for one in ailments if one.kind == kind]
        lines += [f"        {_WORDS[kind]}: {line_of(one, shown(one.source))}" for one in own[:MOST_TOLD]]
        lines += [f"        {_WORDS[kind]}: … and {len(own) - MOST_TOLD} more"] if len(own) > MOST_TOLD else []
    return lines


def line_of(one: Ailment, name: str) -> str:
    """« Le Phare, nothing since 2026-03-02; used to publish each day »."""
    since = f"{one.since:%Y-%m-%d}" if one.since else ""
    before, _, now = one.detail.partition("→")
    match one.kind:
        case "silent":
            usual = f"; used to publish each {each(one.usual)}" if one.usual else ""
            return f"{name}, nothing since {since}{usual} ({one.feed})" if since else f"{name}, no entries ({one.feed})"
        case "short":
            return f"{name}, {now} characters an article since {since}, {before} before: a new template? ({one.feed})"
        case "no_text":
            return f"{name}, {now} of its articles have a text since {since}, {before} before ({one.feed})"
        case "no_dates":
            return f"{name}, {now} of its articles are dated since {since}, {before} before ({one.feed})"
        case "language":
            return f"{name}, in {now!r} since {since}, in {before!r} before ({one.feed})"
        case _:
            times = f", {one.times} times in a row" if one.times > 1 else ""
            where = "" if one.feed in one.detail else f" ({one.feed})"
            return f"{name}, since {since}{times}: {one.detail}{where}"


def each(gap: timedelta) -> str:
    """« 40 minutes », « hour », « 3 hours », « day », « 2 days », « week »."""
    for unit, word in ((7 * _DAY, "week"), (_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute")):
        n = round(gap / unit)
        # « each 10 days » rather than « each week » for what lies between.
        if gap >= 0.75 * unit and (unit < 7 * _DAY or abs(gap - n * unit) < _DAY):
            return word if n <= 1 else f"{n} {word}s"
    return "minute"

"""What tells how sources are doing, in memory."""

from collections.abc import Collection, Iterator
from datetime import datetime

from vigie.model import Article, Outcome, Understanding
from vigie.ports.health import Sample, Streak

_DID_NOT_WORK = ("failed", "refused", "paywalled")


class MemoryObservations:
    """The part of MemoryStore that answers for the health of sources."""

    _outcomes: list[Outcome]
    _articles: dict[str, Article]
    _understandings: dict[str, Understanding]

    def articles(self, since: datetime | None, until: datetime | None) -> Iterator[Article]:
        """Those of the interval, by time."""
        raise NotImplementedError

    def appearances(self, since: datetime, sources: Collection[str] | None = None) -> dict[str, tuple[datetime, ...]]:
        found: dict[str, tuple[datetime, ...]] = {}
        for one in self.articles(since, None):
            if one.dated and (sources is None or one.source in sources):
                found[one.source] = (*found.get(one.source, ()), one.published_at)
        return found

    def samples(self, since: datetime, most: int) -> dict[str, tuple[Sample, ...]]:
        found: dict[str, list[Sample]] = {}
        for one in sorted(self._articles.values(), key=lambda one: one.seen_at):
            if one.published_at < since:
                continue
            understood = self._understandings.get(one.id)
            found.setdefault(one.source, []).append(
                Sample(
                    one.source,
                    one.seen_at,
                    one.dated,
                    len(one.text),
                    (understood.language if understood else "") or one.language,
                    one.paywalled or one.kind in ("teaser", "none"),
                )
            )
        return {source: tuple(kept[-most:]) for source, kept in found.items()}

    def streaks(self) -> tuple[Streak, ...]:
        by_feed: dict[str, list[Outcome]] = {}
        for one in (told for told in self._outcomes if told.kind != "later"):
            by_feed.setdefault(one.feed, []).append(one)
        found = []
        for feed, told in sorted(by_feed.items()):
            bad = next((n for n, one in enumerate(reversed(told)) if one.kind not in _DID_NOT_WORK), len(told))
            if bad:
                worked = told[-bad - 1].at if bad < len(told) else None
                since = min(one.at for one in told[-bad:])
                found.append(Streak(feed, told[-1].kind, told[-1].detail, since, bad, worked))
        return tuple(found)

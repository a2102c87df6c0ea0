"""What tells how sources are doing: when they published, what their last articles were like, which readings fail in a row."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import case, func, or_, select, true

from vigie.adapters.store.opening import ArchivePart
from vigie.adapters.store.packing import in_chunks
from vigie.adapters.store.schema import articles, outcomes, understandings
from vigie.ports import Sample, Streak

_DID_NOT_WORK = ("failed", "refused", "paywalled")
# A server that asked for time was not read: its streak goes on, and is no longer for it.
_NO_READING = "later"
_OPENINGS = ("teaser", "none")


class Observations(ArchivePart):
    """The part of the store that answers for the health of sources."""

    def appearances(self, since: datetime, sources: Collection[str] | None = None) -> dict[str, tuple[datetime, ...]]:
        asked = (
            select(articles.c.source, articles.c.published_at)
            .where(articles.c.published_at >= since, articles.c.dated == true())
            .order_by(articles.c.published_at)
        )
        wanted = [None] if sources is None else list(in_chunks(sources))
        found: dict[str, list[datetime]] = {}
        with self._archive.reading() as connection:
            for chunk in wanted:
                rows = asked if chunk is None else asked.where(articles.c.source.in_(chunk))
                for source, at in connection.execute(rows):
                    found.setdefault(source, []).append(at)
        return {source: tuple(moments) for source, moments in found.items()}

    def samples(self, since: datetime, most: int) -> dict[str, tuple[Sample, ...]]:
        nth = func.row_number().over(
            partition_by=articles.c.source, order_by=(articles.c.seen_at.desc(), articles.c.n.desc())
        )
        # Which they are is decided before any text is looked at.
        last = select(articles.c.n, nth.label("nth")).where(articles.c.published_at >= since).subquery()
        opening = case((or_(articles.c.paywalled == true(), articles.c.kind.in_(_OPENINGS)), 1), else_=0)
        asked = (
            select(
                articles.c.source,
                articles.c.seen_at,
                articles.c.dated,
                func.length(articles.c.text),
                func.coalesce(func.nullif(understandings.c.language, ""), articles.c.language),
                opening,
            )
            .select_from(last.join(articles, articles.c.n == last.c.n))
            .outerjoin(understandings, understandings.c.article == articles.c.id)
            .where(last.c.nth <= most)
            .order_by(articles.c.seen_at, articles.c.n)
        )
        found: dict[str, list[Sample]] = {}
        with self._archive.reading() as connection:
            for source, seen_at, dated, length, language, behind in connection.execute(asked):
                found.setdefault(source, []).append(Sample(source, seen_at, dated, length, language, bool(behind)))
        return {source: tuple(kept) for source, kept in found.items()}

    def streaks(self) -> tuple[Streak, ...]:
        worked = (
            select(outcomes.c.feed, func.max(outcomes.c.n).label("n"))
            .where(outcomes.c.kind.not_in((*_DID_NOT_WORK, _NO_READING)))
            .group_by(outcomes.c.feed)
            .subquery()
        )
        since = (
            select(
                outcomes.c.feed,
                func.min(outcomes.c.at).label("since"),
                func.count().label("times"),
                func.max(outcomes.c.n).label("last"),
                worked.c.n.label("worked"),
            )
            .select_from(outcomes.outerjoin(worked, worked.c.feed == outcomes.c.feed))
            .where(outcomes.c.n > func.coalesce(worked.c.n, 0), outcomes.c.kind != _NO_READING)
            .group_by(outcomes.c.feed, worked.c.n)
            .subquery()
        )
        last, good = outcomes.alias(), outcomes.alias()
        asked = (
            select(since.c.feed, last.c.kind, last.c.detail, since.c.since, since.c.times, good.c.at)
            .select_from(since.join(last, last.c.n == since.c.last))
            .outerjoin(good, good.c.n == since.c.worked)
            .order_by(since.c.feed)
        )
        with self._archive.reading() as connection:
            return tuple(Streak(*row) for row in connection.execute(asked))

"""What happened: stages, outcomes of sources, and what could not become an article."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime

from sqlalchemy import case, func, insert, or_, select, true

from vigie.adapters.store.feeds import FEED_COLUMNS
from vigie.adapters.store.opening import ArchivePart
from vigie.adapters.store.rejecting import add_rejections
from vigie.adapters.store.schema import articles, feed_states, outcomes, rejections, stage_runs
from vigie.model import Feed, Outcome, Rejection, Report, Standing, standings_of
from vigie.model.standing import STANDS

# In the order of the dataclass, so that a row is an outcome's arguments.
_OUTCOME_COLUMNS = tuple(outcomes.c[field.name] for field in fields(Outcome))


class RunRecords(ArchivePart):
    """The part of the store that keeps the log of runs."""

    def save_stage(self, day: date, stage: str, report: Report, started: datetime, ended: datetime) -> None:
        row = {
            "day": day,
            "stage": stage,
            "taken": report.taken,
            "given": report.given,
            "set_aside": report.set_aside,
            "started": started,
            "ended": ended,
        }
        with self._archive.writing() as connection:
            connection.execute(insert(stage_runs).values(row))

    def stages(self, day: date) -> tuple[tuple[str, Report, datetime], ...]:
        rows = select(stage_runs).where(stage_runs.c.day == day).order_by(stage_runs.c.n)
        with self._archive.reading() as connection:
            return tuple(
                (row.stage, Report(row.taken, row.given, row.set_aside), row.ended) for row in connection.execute(rows)
            )

    def outcomes(self, day: date) -> tuple[Outcome, ...]:
        last = select(func.max(outcomes.c.n)).where(outcomes.c.day == day).group_by(outcomes.c.feed)
        found = select(*_OUTCOME_COLUMNS).where(outcomes.c.n.in_(last)).order_by(outcomes.c.feed)
        with self._archive.reading() as connection:
            return tuple(Outcome(*row) for row in connection.execute(found))

    def standings(self, day: date, since: datetime, until: datetime) -> tuple[Standing, ...]:
        closed = select(feed_states.c.url).where(feed_states.c.gone == true())
        recent = (outcomes.c.day <= day, or_(outcomes.c.day > day - STANDS, outcomes.c.feed.in_(closed)))
        last = select(func.max(outcomes.c.n)).where(*recent).group_by(outcomes.c.feed)
        # The last that said something, too, where the last of all says « nothing new » or « later ».
        saying = [last.where(outcomes.c.kind.not_in(mute)) for mute in (["later"], ["later", "unchanged"])]
        either = or_(*(outcomes.c.n.in_(one) for one in (last, *saying)))
        ended = select(*_OUTCOME_COLUMNS).where(either).order_by(outcomes.c.n)
        walled = case((or_(articles.c.paywalled == true(), articles.c.kind == "teaser"), 1), else_=0)
        gave = (
            select(articles.c.source, func.count(), func.sum(walled))
            .where(articles.c.published_at >= since, articles.c.published_at < until)
            .group_by(articles.c.source)
        )
        with self._archive.reading() as connection:
            known = [Feed(*row) for row in connection.execute(select(*FEED_COLUMNS))]
            found = [Outcome(*row) for row in connection.execute(ended)]
            counted = {source: (n, behind) for source, n, behind in connection.execute(gave)}
            gone = frozenset(connection.scalars(closed))
        return standings_of(known, found, counted, day, gone)

    def save_rejections(self, rejections: Sequence[Rejection]) -> None:
        with self._archive.writing() as connection:
            add_rejections(connection, rejections)

    def rejections(self, limit: int = 100) -> tuple[Rejection, ...]:
        columns = (rejections.c.place, rejections.c.reason, rejections.c.at)
        latest = select(*columns).order_by(rejections.c.at.desc(), rejections.c.n.desc()).limit(limit)
        with self._archive.reading() as connection:
            return tuple(Rejection(*row) for row in connection.execute(latest))

    def count_rejections(self, since: datetime | None = None, until: datetime | None = None) -> int:
        counted = select(func.count()).select_from(rejections)
        if since is not None:
            counted = counted.where(rejections.c.at >= since)
        if until is not None:
            counted = counted.where(rejections.c.at < until)
        with self._archive.reading() as connection:
            return connection.scalar(counted) or 0

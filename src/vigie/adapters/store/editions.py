"""Briefs as issued, and where they were delivered. A row here is written once and never changed."""

from datetime import date, datetime

from sqlalchemy import Select, exists, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from vigie.adapters.store.opening import ArchivePart
from vigie.adapters.store.packing import pack, unpack
from vigie.adapters.store.schema import deliveries, editions
from vigie.model import Brief, StoreError


class Editions(ArchivePart):
    """The part of the store that keeps editions."""

    def save_edition(self, brief: Brief) -> int:
        if not brief.digest:
            # Two briefs without digest would pass for the same one, and the second would be lost.
            raise StoreError("store.no_digest", f"the brief of {brief.date} has no digest", "seal it before saving")
        latest = (
            select(editions.c.revision, editions.c.digest)
            .where(editions.c.day == brief.date, editions.c.language == brief.language)
            .order_by(editions.c.revision.desc())
            .limit(1)
        )
        with self._archive.writing() as connection:
            before = connection.execute(latest).one_or_none()
            if before is not None and before.digest == brief.digest:
                return int(before.revision)
            revision = 1 if before is None else int(before.revision) + 1
            row = {"day": brief.date, "language": brief.language, "revision": revision, "digest": brief.digest}
            connection.execute(insert(editions).values(**row, body=pack(brief)))
            return revision

    def edition(self, day: date, language: str) -> Brief | None:
        return self._first(select(editions.c.body).where(editions.c.day == day, editions.c.language == language))

    def latest_edition(self, language: str | None = None) -> Brief | None:
        bodies = select(editions.c.body)
        return self._first(bodies if language is None else bodies.where(editions.c.language == language))

    def editions(self) -> tuple[tuple[date, str, int, str], ...]:
        columns = (editions.c.day, editions.c.language, editions.c.revision, editions.c.digest)
        with self._archive.reading() as connection:
            rows = connection.execute(select(*columns).order_by(*columns[:3]))
            return tuple((day, language, revision, digest) for day, language, revision, digest in rows)

    def undelivered(self, target: str) -> tuple[Brief, ...]:
        newest = (
            select(editions.c.day, editions.c.language, func.max(editions.c.revision).label("revision"))
            .group_by(editions.c.day, editions.c.language)
            .subquery()
        )
        delivered = exists().where(
            deliveries.c.target == target,
            deliveries.c.day == editions.c.day,
            deliveries.c.language == editions.c.language,
            deliveries.c.revision == editions.c.revision,
        )
        same = (editions.c.day == newest.c.day) & (editions.c.language == newest.c.language)
        waiting = (
            select(editions.c.body)
            .join_from(newest, editions, same & (editions.c.revision == newest.c.revision))
            .where(~delivered)
            .order_by(editions.c.day, editions.c.language)
        )
        with self._archive.reading() as connection:
            return tuple(unpack(body, Brief) for body in connection.scalars(waiting))

    def save_delivery(self, brief: Brief, target: str, at: datetime) -> None:
        stored = select(func.max(editions.c.revision)).where(
            editions.c.day == brief.date,
            editions.c.language == brief.language,
            editions.c.digest == brief.digest,
        )
        with self._archive.writing() as connection:
            revision = connection.scalar(stored)
            if revision is None:
                what = f"the brief of {brief.date} in “{brief.language}” is not stored"
                raise StoreError("store.no_edition", what, "save the edition before its delivery")
            row = {"target": target, "day": brief.date, "language": brief.language, "revision": revision, "at": at}
            connection.execute(upsert(deliveries).values(row).on_conflict_do_nothing())

    def _first(self, bodies: Select[bytes]) -> Brief | None:
        # By language last, so that two languages of one day give the same answer on every machine.
        latest = bodies.order_by(editions.c.day.desc(), editions.c.language, editions.c.revision.desc()).limit(1)
        with self._archive.reading() as connection:
            body = connection.scalar(latest)
        return None if body is None else unpack(body, Brief)

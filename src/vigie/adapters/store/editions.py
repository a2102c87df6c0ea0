"""Briefs as issued, what they told and to whom, and where they were delivered. An edition is written once and never
changed; what is learned of it later is a notice beside it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, ScalarSelect, Select, exists, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from vigie.adapters.store.opening import ArchivePart
from vigie.adapters.store.packing import Row, in_chunks, pack, unpack
from vigie.adapters.store.schema import deliveries, editions, letters, notices, readings, tellings
from vigie.model import Brief, Notice, Shown, StoreError, Telling, tellings_of


class Editions(ArchivePart):
    """The part of the store that keeps editions."""

    def save_edition(self, brief: Brief) -> int:
        _sealed(brief)
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
            _put_tellings(connection, brief)
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
            deliveries.c.notices >= _noticed(),
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
            of = (notices.c.day == brief.date) & (notices.c.language == brief.language)
            count = connection.scalar(select(func.count()).select_from(notices).where(of))
            row = {"target": target, "day": brief.date, "language": brief.language, "revision": revision, "at": at}
            new = upsert(deliveries).values(**row, notices=count)
            keys = [column.name for column in deliveries.primary_key]
            connection.execute(new.on_conflict_do_update(keys, set_={"notices": new.excluded.notices}))

    # --- who was told what

    def save_shown(self, reading: Shown, brief: Brief) -> None:
        _sealed(brief)
        row = {name: getattr(reading, name) for name in ("reader", "day", "digest", "language", "at")}
        with self._archive.writing() as connection:
            issued = connection.scalar(select(editions.c.day).where(editions.c.digest == brief.digest).limit(1))
            if issued is None:
                kept = {"digest": brief.digest, "body": pack(brief)}
                connection.execute(upsert(letters).values(kept).on_conflict_do_nothing())
            connection.execute(upsert(readings).values(row).on_conflict_do_nothing())
            _put_tellings(connection, brief)

    def readings(self, reader: str) -> tuple[Shown, ...]:
        columns = (readings.c.reader, readings.c.day, readings.c.language, readings.c.digest, readings.c.at)
        own = select(*columns).where(readings.c.reader == reader)
        with self._archive.reading() as connection:
            rows = connection.execute(own.order_by(readings.c.day, readings.c.at, readings.c.digest))
            return tuple(Shown(*row) for row in rows)

    def shown(self, digest: str) -> Brief | None:
        own = self._first(select(editions.c.body).where(editions.c.digest == digest))
        if own is not None:
            return own
        with self._archive.reading() as connection:
            body = connection.scalar(select(letters.c.body).where(letters.c.digest == digest))
        return None if body is None else unpack(body, Brief)

    def tellings(self, digests: Iterable[str]) -> tuple[Telling, ...]:
        found: list[tuple[date, str, int, bytes]] = []
        columns = (tellings.c.day, tellings.c.digest, tellings.c.rank, tellings.c.body)
        with self._archive.reading() as connection:
            for some in in_chunks(sorted(set(digests))):
                rows = connection.execute(select(*columns).where(tellings.c.digest.in_(some)))
                found += [tuple(row) for row in rows]
        return tuple(unpack(body, Telling) for _, _, _, body in sorted(found, key=lambda row: row[:3]))

    def save_notices(self, given: Sequence[Notice]) -> None:
        rows: list[Row] = [
            {"day": one.day, "language": one.language, "revision": one.revision, "story": one.story, "n": one.n,
             "kind": one.kind, "since": one.since, "body": pack(one)}
            for one in given
        ]  # fmt: skip
        if rows:
            with self._archive.writing() as connection:
                connection.execute(upsert(notices).on_conflict_do_nothing(), rows)

    def notices(self, day: date, language: str) -> tuple[Notice, ...]:
        of = select(notices.c.body).where(notices.c.day == day, notices.c.language == language)
        order = (notices.c.since, notices.c.story, notices.c.n, notices.c.kind, notices.c.revision)
        with self._archive.reading() as connection:
            return tuple(unpack(body, Notice) for body in connection.scalars(of.order_by(*order)))

    def _first(self, bodies: Select[bytes]) -> Brief | None:
        # By language last, so that two languages of one day give the same answer on every machine.
        latest = bodies.order_by(editions.c.day.desc(), editions.c.language, editions.c.revision.desc()).limit(1)
        with self._archive.reading() as connection:
            body = connection.scalar(latest)
        return None if body is None else unpack(body, Brief)


def _sealed(brief: Brief) -> None:
    if not brief.digest:
        # Two briefs without digest would pass for the same one, and the second would be lost.
        raise StoreError("store.no_digest", f"the brief of {brief.date} has no digest", "seal it before saving")


def _put_tellings(connection: Connection, brief: Brief) -> None:
    rows: list[Row] = [
        {"digest": brief.digest, "rank": rank, "day": brief.date, "body": pack(one)}
        for rank, one in enumerate(tellings_of(brief))
    ]
    if rows:
        connection.execute(upsert(tellings).on_conflict_do_nothing(), rows)


def _noticed() -> ScalarSelect[int]:
    """How many notices the edition of the query around this one has."""
    of = (notices.c.day == editions.c.day) & (notices.c.language == editions.c.language)
    return select(func.count()).select_from(notices).where(of).correlate(editions).scalar_subquery()

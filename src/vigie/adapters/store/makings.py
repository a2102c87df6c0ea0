"""What each edition was made of. A row here is written once and never changed; their order is that of writing."""

from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.dialects.sqlite import insert as upsert

from vigie.adapters.store.opening import ArchivePart
from vigie.adapters.store.packing import pack, unpack
from vigie.adapters.store.schema import editions, makings
from vigie.model import Brief, Making

_SAME = (
    (makings.c.day == editions.c.day)
    & (makings.c.language == editions.c.language)
    & (makings.c.revision == editions.c.revision)
)


class Makings(ArchivePart):
    """The part of the store that keeps what editions were made of."""

    def save_making(self, day: date, language: str, revision: int, making: Making) -> None:
        row = {"day": day, "language": language, "revision": revision, "body": pack(making)}
        with self._archive.writing() as connection:
            connection.execute(upsert(makings).values(row).on_conflict_do_nothing())

    def making(self, day: date, language: str, revision: int) -> Making | None:
        asked = select(makings.c.body).where(
            makings.c.day == day, makings.c.language == language, makings.c.revision == revision
        )
        with self._archive.reading() as connection:
            body = connection.scalar(asked)
        return None if body is None else unpack(body, Making)

    def revision(self, day: date, language: str, revision: int) -> Brief | None:
        asked = select(editions.c.body).where(
            editions.c.day == day, editions.c.language == language, editions.c.revision == revision
        )
        with self._archive.reading() as connection:
            body = connection.scalar(asked)
        return None if body is None else unpack(body, Brief)

    def editions_before(self, day: date, language: str, revision: int) -> tuple[tuple[date, str, int, str], ...]:
        this = and_(makings.c.day == day, makings.c.language == language, makings.c.revision == revision)
        columns = (editions.c.day, editions.c.language, editions.c.revision, editions.c.digest)
        itself = and_(editions.c.day == day, editions.c.language == language, editions.c.revision >= revision)
        with self._archive.reading() as connection:
            n = connection.scalar(select(func.min(makings.c.n)).where(this))
            # An edition without a note is from before notes were kept.
            earlier = or_(makings.c.n.is_(None), makings.c.n < n) if n is not None else makings.c.n.is_(None)
            rows = connection.execute(
                select(*columns)
                .select_from(editions.outerjoin(makings, _SAME))
                .where(earlier, ~itself)
                .order_by(*columns[:3])
            )
            return tuple((told_on, spoken, number, digest) for told_on, spoken, number, digest in rows)

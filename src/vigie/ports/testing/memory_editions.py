"""Editions in dictionaries, what they told and to whom: a part of MemoryStore."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import TypeVar

import msgspec

from vigie.model import Brief, Notice, Shown, StoreError, Telling, tellings_of

T = TypeVar("T")


class MemoryEditions:
    """An EditionStore that forgets."""

    def __init__(self) -> None:
        super().__init__()
        self._editions: dict[tuple[date, str], list[Brief]] = {}
        self._deliveries: dict[tuple[str, date, str, int], int] = {}
        self._readings: dict[tuple[str, date, str], Shown] = {}
        self._shown: dict[str, Brief] = {}
        self._notices: dict[tuple[date, str, int, str, int, str], Notice] = {}

    def save_edition(self, brief: Brief) -> int:
        if not brief.digest:
            raise StoreError("store.no_digest", f"the brief of {brief.date} has no digest", "seal it before saving")
        revisions = self._editions.setdefault((brief.date, brief.language), [])
        if not revisions or revisions[-1].digest != brief.digest:
            revisions.append(sound(brief))
        return len(revisions)

    def edition(self, day: date, language: str) -> Brief | None:
        revisions = self._editions.get((day, language))
        return revisions[-1] if revisions else None

    def revision(self, day: date, language: str, revision: int) -> Brief | None:
        revisions = self._editions.get((day, language), [])
        return revisions[revision - 1] if 1 <= revision <= len(revisions) else None

    def latest_edition(self, language: str | None = None) -> Brief | None:
        keys = sorted(key for key in self._editions if language in {None, key[1]})
        days = [key for key in keys if key[0] == keys[-1][0]]
        return self.edition(*days[0]) if days else None

    def editions(self) -> tuple[tuple[date, str, int, str], ...]:
        return tuple(
            (day, language, revision, brief.digest)
            for (day, language), revisions in sorted(self._editions.items())
            for revision, brief in enumerate(revisions, start=1)
        )

    def undelivered(self, target: str) -> tuple[Brief, ...]:
        return tuple(
            revisions[-1]
            for (day, language), revisions in sorted(self._editions.items())
            if self._deliveries.get((target, day, language, len(revisions)), -1) < len(self.notices(day, language))
        )

    def save_delivery(self, brief: Brief, target: str, at: datetime) -> None:  # noqa: ARG002 - nobody asks when
        digests = [one.digest for one in self._editions.get((brief.date, brief.language), ())]
        if brief.digest not in digests:
            what = f"the brief of {brief.date} in “{brief.language}” is not stored"
            raise StoreError("store.no_edition", what, "save the edition before its delivery")
        revision = max(n for n, digest in enumerate(digests, start=1) if digest == brief.digest)
        self._deliveries[target, brief.date, brief.language, revision] = len(self.notices(brief.date, brief.language))

    def save_shown(self, reading: Shown, brief: Brief) -> None:
        if not brief.digest:
            raise StoreError("store.no_digest", f"the brief of {brief.date} has no digest", "seal it before saving")
        self._shown.setdefault(brief.digest, sound(brief))
        self._readings.setdefault((reading.reader, reading.day, reading.digest), sound(reading))

    def readings(self, reader: str) -> tuple[Shown, ...]:
        own = (one for one in self._readings.values() if one.reader == reader)
        return tuple(sorted(own, key=lambda one: (one.day, one.at, one.digest)))

    def shown(self, digest: str) -> Brief | None:
        issued = (brief for revisions in self._editions.values() for brief in revisions if brief.digest == digest)
        return next(issued, None) or self._shown.get(digest)

    def tellings(self, digests: Iterable[str]) -> tuple[Telling, ...]:
        briefs = [brief for digest in set(digests) if (brief := self.shown(digest)) is not None]
        return tuple(t for brief in sorted(briefs, key=lambda one: (one.date, one.digest)) for t in tellings_of(brief))

    def save_notices(self, given: Sequence[Notice]) -> None:
        for one in given:
            self._notices.setdefault((one.day, one.language, one.revision, one.story, one.n, one.kind), sound(one))

    def notices(self, day: date, language: str) -> tuple[Notice, ...]:
        own = (one for one in self._notices.values() if (one.day, one.language) == (day, language))
        return tuple(sorted(own, key=lambda one: (one.since, one.story, one.n, one.kind, one.revision)))


def sound(value: T) -> T:
    """The value as an archive gives it back, its times in UTC. Refuses what no archive can hold."""
    times: dict[str, datetime] = {}
    for field in fields(value):  # type: ignore[arg-type]  # only our dataclasses come here
        held = getattr(value, field.name)
        if isinstance(held, datetime):
            if held.tzinfo is None:
                raise StoreError("store.naive_time", f"the time {held} has no time zone", "give aware times")
            times[field.name] = held.astimezone(UTC)
    try:
        msgspec.msgpack.encode(value)
    except UnicodeEncodeError as error:
        what = f"half a character in {error.object[:20]!r}"
        raise StoreError("store.not_unicode", what, "replace lone surrogates before saving") from error
    return replace(value, **times)  # type: ignore[type-var]

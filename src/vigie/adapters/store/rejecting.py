"""What could not become an article, written with whatever is saved beside it."""

from collections.abc import Sequence

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert as upsert

from vigie.adapters.store.schema import rejections
from vigie.model import Rejection


def add_rejections(connection: Connection, given: Sequence[Rejection]) -> None:
    """One row for one place and reason: a file imported twice is not rejected twice."""
    if given:
        rows = [{"place": one.where, "reason": one.reason, "at": one.at} for one in given]
        connection.execute(upsert(rejections).on_conflict_do_nothing(), rows)

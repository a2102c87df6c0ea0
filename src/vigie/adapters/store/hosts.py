"""What is known of web servers. Read next: feeds.py."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert

from vigie.adapters.store.opening import ArchivePart
from vigie.adapters.store.packing import loosely, loosened
from vigie.adapters.store.schema import hosts
from vigie.model import HostState


class HostRecords(ArchivePart):
    """The part of the store that keeps hosts."""

    def hosts(self) -> dict[str, HostState]:
        with self._archive.reading() as connection:
            bodies = connection.scalars(select(hosts.c.body).order_by(hosts.c.root)).all()
        states = (loosened(body, HostState) for body in bodies)
        return {state.root: state for state in states}

    def save_hosts(self, states: Sequence[HostState]) -> None:
        rows = [{"root": state.root, "body": loosely(state)} for state in states]
        if rows:
            new = upsert(hosts)
            with self._archive.writing() as connection:
                connection.execute(new.on_conflict_do_update(["root"], set_={"body": new.excluded.body}), rows)

"""The part of MemoryStore that keeps what is known of web servers."""

from collections.abc import Sequence

from vigie.model import HostState


class MemoryHosts:
    """A HostStore that forgets."""

    def __init__(self) -> None:
        super().__init__()
        self._hosts: dict[str, HostState] = {}

    def hosts(self) -> dict[str, HostState]:
        return dict(self._hosts)

    def save_hosts(self, states: Sequence[HostState]) -> None:
        self._hosts |= {state.root: state for state in states}

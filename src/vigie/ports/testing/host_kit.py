"""What every HostStore promises. Run through StoreKit (store_kit.py)."""

from dataclasses import replace
from pathlib import Path

from vigie.model import HostState
from vigie.ports.stores import Store
from vigie.ports.testing.builders import at

HOST = HostState(
    "https://daily.example",
    robots="User-agent: *\nDisallow: /水坝",
    robots_status=200,
    robots_at=at(8),
    rules_at=at(8),
    opted_out=True,
    reservations='[["/",1]]',
    reservations_at=at(8, 1),
    asked_at=at(8, 2),
    not_before=at(9),
)


class HostKit:
    """What is known of web servers."""

    def make_store(self, folder: Path) -> Store:
        """A new, empty store; `folder` is empty and the store's own."""
        raise NotImplementedError

    def test_hosts_come_back_as_they_were_kept(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        other = HostState("http://other.example:8080")

        assert store.hosts() == {}
        store.save_hosts([HOST, other])
        assert store.hosts() == {HOST.root: HOST, other.root: other}
        store.close()

    def test_what_was_learned_last_of_a_host_stands(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        store.save_hosts([HOST])

        store.save_hosts([replace(HOST, robots="", not_before=None), HostState("https://new.example")])
        store.save_hosts([])

        assert store.hosts()[HOST.root] == replace(HOST, robots="", not_before=None)
        assert set(store.hosts()) == {HOST.root, "https://new.example"}
        store.close()

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from vigie.adapters.clock import SystemClock
from vigie.adapters.folder import FolderDelivery
from vigie.model import VigieError
from vigie.ports import Clock, Delivery
from vigie.ports.testing.outside_kits import ClockKit, DeliveryKit


class TestFolderDelivery(DeliveryKit):
    def make_delivery(self, folder: Path) -> Delivery:
        return FolderDelivery(folder / "site")

    def delivered(self, delivery: Delivery, folder: Path) -> Mapping[str, bytes]:
        root = folder / "site"
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


class TestSystemClock(ClockKit):
    def make_clock(self) -> Clock:
        return SystemClock()


def test_files_are_put_in_their_places(tmp_path: Path) -> None:
    FolderDelivery(tmp_path / "site").deliver({"index.html": b"a", "fr/2026-03-12/é.html": b"b"})

    assert (tmp_path / "site/fr/2026-03-12/é.html").read_bytes() == b"b"
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == ["fr", "index.html"]


def test_a_file_that_has_not_changed_is_left_alone(tmp_path: Path) -> None:
    delivery = FolderDelivery(tmp_path)
    delivery.deliver({"a": b"1", "b": b"1"})
    for name in ("a", "b"):
        os.utime(tmp_path / name, (1, 1))

    delivery.deliver({"a": b"1", "b": b"2"})

    assert (tmp_path / "a").stat().st_mtime == 1
    assert (tmp_path / "b").stat().st_mtime > 1


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b", "", ".", "a\\b", "C:a", "a\0b"])
def test_a_name_that_leaves_the_folder_is_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(VigieError):
        FolderDelivery(tmp_path / "site").deliver({"good": b"1", name: b"2"})

    assert not (tmp_path / "site").exists()


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site/out").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(VigieError):
        FolderDelivery(tmp_path / "site").deliver({"out/a": b"1"})


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()

    with pytest.raises(VigieError, match="cannot write"):
        FolderDelivery(tmp_path).deliver({"a": b"1"})
    assert [path.name for path in tmp_path.iterdir()] == ["a"]

"""Delivery into a folder: the static site, a shared drive, a folder that another program watches.

Each file is put in place whole: a reader sees the old bytes or the new ones, never half. A file whose bytes are the
same is left alone, with its date. Files that an earlier delivery left are never removed. Raises VigieError.
"""

import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from vigie.model import VigieError


class FolderDelivery:
    def __init__(self, path: Path) -> None:
        self._root = path

    @property
    def target(self) -> str:
        return f"folder:{self._root}"

    def deliver(self, files: Mapping[str, bytes]) -> None:
        """Every name is checked before the first file is written."""
        places = {self._place(name): content for name, content in files.items()}
        for place, content in places.items():
            try:
                _put(place, content)
            except OSError as error:
                raise VigieError(
                    "deliver.cannot_write", f"cannot write {place}: {error.strerror}", "check the folder's rights"
                ) from error

    def _place(self, name: str) -> Path:
        relative = PurePosixPath(name)
        # A backslash or a colon means a folder or a drive to Windows: refused everywhere, so that a site is portable.
        spoilt = not name or relative.is_absolute() or ".." in relative.parts or any(c in name for c in "\\:\0")
        place = self._root.joinpath(*relative.parts)
        root = self._root.resolve()
        # The parent is resolved too: a link inside the folder may lead out of it.
        if spoilt or place == self._root or not place.parent.resolve().is_relative_to(root):
            raise VigieError("deliver.outside", f"{name!r} does not name a file inside {self._root}")
        return place


def _put(place: Path, content: bytes) -> None:
    if place.is_file() and not place.is_symlink() and place.read_bytes() == content:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        temporary.write_bytes(content)
        temporary.replace(place)
    finally:
        temporary.unlink(missing_ok=True)

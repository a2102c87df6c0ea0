"""What Vigie itself was when it wrote: digests of its own program and words, so that another text can be explained."""

import hashlib
import platform
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

# The rooms that what a brief says depends on; the words of the renderers come after its digest.
PROGRAM = ("model", "knowledge", "ports", "understand", "write", "adapters")
WORDS = ("knowledge", "write")
LIBRARIES = ("babel", "msgspec", "numpy")
DIGITS = 12


@cache
def program() -> tuple[tuple[str, str], ...]:
    """(name, version or digest) of what is installed."""
    return (
        ("program", _digest(_files(PROGRAM, ".py"))),
        ("knowledge", _digest(_files(WORDS, ".toml"))),
        ("python", ".".join(platform.python_version_tuple()[:2])),
        ("unicode", unicodedata.unidata_version),
        *((library, _version(library)) for library in LIBRARIES),
    )


def of_files(paths: Iterable[str]) -> str:
    """A digest of a reader's own files, by what is in them and not where they are; a missing one counts as empty."""
    return _digest(("", Path(path).read_bytes() if Path(path).is_file() else b"") for path in paths)


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def _files(rooms: Iterable[str], ending: str) -> Iterator[tuple[str, bytes]]:
    for room in rooms:
        yield from _under(files("vigie") / room, room, ending)


def _under(folder: Traversable, where: str, ending: str) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.is_dir():
            yield from _under(file, f"{where}/{file.name}", ending)
        elif file.name.endswith(ending):
            yield f"{where}/{file.name}", file.read_bytes()


def _digest(named: Iterable[tuple[str, bytes]]) -> str:
    whole = hashlib.sha256()
    for name, content in named:
        whole.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return whole.hexdigest()[:DIGITS]

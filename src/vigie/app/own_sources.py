"""A folder's own sources: the [[feed]] tables of vigie.toml, written so that all else in the file stays as it was left.

The same writing serves a pack's file, whose tables are [[feed]] too. Nothing is written that does not read back.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from vigie.app.configuration import FILE, FeedTable, Folder, parse
from vigie.app.sources import feeds_of
from vigie.fetch.places import short
from vigie.model import UsageError

_ADDRESS = re.compile(r"https?://\S+$")
_CHECKED = re.compile(r"(?m)^last_checked[ \t]*=.*$")
_URL = re.compile(r"(?m)^url[ \t]*=.*$")


@dataclass(frozen=True, slots=True)
class Added:
    """What adding sources came to: those that are new, and those whose address was a source already."""

    new: tuple[FeedTable, ...]
    known: tuple[FeedTable, ...]


def add_source(folder: Folder, written: str, name: str = "") -> str:
    """Adds one source by its address or a short form of it. Raises UsageError for what is no address, or known."""
    address = _address(written, "add")
    if add_all(folder, [FeedTable(address, name)]).known:
        raise UsageError("sources.known", f"{address} is a source already")
    return f"Added: {address}"


def add_all(folder: Folder, tables: Iterable[FeedTable]) -> Added:
    """Adds sources at the end of vigie.toml, each address once; the file is written whole, or not at all."""
    met = {feed.url for feed in feeds_of(folder.configuration)}
    new: list[FeedTable] = []
    known: list[FeedTable] = []
    for table in tables:
        (known if table.url in met else new).append(table)
        met.add(table.url)
    if new:
        file = folder.path / FILE
        _write(file, "\n".join([file.read_text("utf-8").rstrip("\n"), *map(_as_table, new)]) + "\n")
    return Added(tuple(new), tuple(known))


def remove_source(folder: Folder, written: str) -> str:
    """Removes one of the folder's own sources. Raises UsageError for one that is not."""
    address = _address(written, "remove")
    file = folder.path / FILE
    _write(file, _without(file.read_text("utf-8"), address))
    return f"Removed: {address}"


def mark_checked(text: str, addresses: Sequence[str], day: str) -> tuple[str, int]:
    """A file with [[feed]] tables in which those of `addresses` say that they answered on `day`; and how many there are."""
    blocks = re.split(r"(?m)^(?=\[)", text)
    wanted = frozenset(addresses)
    marked = 0
    for n, block in enumerate(blocks):
        if block.startswith("[[feed]]") and _address_of(block) in wanted:
            blocks[n] = _marked(block, f'last_checked = "{day}"')
            marked += 1
    return "".join(blocks), marked


def _marked(block: str, line: str) -> str:
    if _CHECKED.search(block):
        return _CHECKED.sub(line, block, count=1)
    # Under the address, wherever that stands: it is the one key that every table has.
    return _URL.sub(lambda found: f"{found[0]}\n{line}", block, count=1)


def _address(written: str, action: str) -> str:
    address = short.address_of(written)
    if not _ADDRESS.match(address):
        forms = ", ".join(f"{form}:…" for form in short.FORMS)
        hint = f"use: vigie sources {action} https://… (or {forms})"
        raise UsageError("sources.use", f"cannot {action} {written!r}", hint)
    return address


def _write(file: Path, text: str) -> None:
    parse(text, str(file))
    file.write_text(text, "utf-8")


def _as_table(table: FeedTable) -> str:
    plain = msgspec.to_builtins(table)
    default = msgspec.to_builtins(FeedTable(""))
    lines = [f"{key} = {as_toml(value)}" for key, value in plain.items() if value != default[key]]
    return "\n".join(["", "[[feed]]", *lines])


def _without(text: str, address: str) -> str:
    """The file without the [[feed]] table of this address; comments stay, those between it and the next table too."""
    blocks = re.split(r"(?m)^(?=\[)", text)
    mine = {n for n, block in enumerate(blocks) if block.startswith("[[feed]]") and _address_of(block) == address}
    if not mine:
        raise UsageError(
            "sources.unknown", f"{address} is no source of this folder's own", "packs are named under `packs`"
        )
    kept = (_comments_after(block) if n in mine else block for n, block in enumerate(blocks))
    return "".join(kept).rstrip("\n") + "\n"


def _comments_after(block: str) -> str:
    """The comments under a table's last line: they speak of the next table."""
    lines = block.splitlines(keepends=True)
    last = max(n for n, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#"))
    return "".join(lines[last + 1 :]).lstrip("\n")


def _address_of(block: str) -> str:
    try:
        return str(tomllib.loads(block)["feed"][0].get("url", ""))
    except (tomllib.TOMLDecodeError, KeyError, IndexError):
        return ""


def as_toml(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(as_toml(one) for one in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{as_toml(k)} = {as_toml(v)}" for k, v in value.items()) + "}"
    # JSON's escapes are TOML's, and the characters of other scripts stay readable.
    return msgspec.json.encode(str(value)).decode()

"""The sources of a working folder: those of the packs it names and its own."""

import tomllib
from importlib.resources import files

import msgspec

from vigie.app.configuration import Configuration
from vigie.model import Feed, KnowledgeError, UsageError

PACKS = files("vigie.knowledge") / "packs"


class PackFeed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of a pack."""

    url: str
    outlet: str = ""
    name: str = ""
    language: str = ""
    country: str = ""
    kind: str = ""


class Pack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A list of sources that ships with Vigie, and the subject it was made for."""

    feed: tuple[PackFeed, ...]
    id: str = ""
    subject: str = ""


def feeds_of(configuration: Configuration) -> tuple[Feed, ...]:
    """All feeds, without repeats, those of the folder first. Raises UsageError for an unknown pack or kind."""
    own = [Feed(f.url, f.name, f.outlet, f.language, f.kind) for f in configuration.feed]
    shipped = [
        Feed(line.url, line.name, line.outlet, line.language)
        for pack in configuration.packs
        for line in read_pack(pack)
    ]
    return tuple({feed.url: feed for feed in (*shipped, *own)}.values())


def read_pack(name: str) -> tuple[PackFeed, ...]:
    """The feeds of a shipped pack. Raises UsageError when there is none of this name."""
    path = PACKS / f"{name}.toml"
    if not path.is_file():
        raise UsageError("sources.no_pack", f"there is no pack {name!r}", f"shipped: {', '.join(pack_names())}")
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Pack).feed
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError("knowledge.pack", f"packs/{name}.toml: {error}") from error


def pack_names() -> tuple[str, ...]:
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in PACKS.iterdir() if entry.name.endswith(".toml")))

"""The sources of a working folder: those of the packs it names and its own."""

import tomllib
from dataclasses import replace
from importlib.resources import files

import msgspec

from vigie.app.configuration import Configuration, mailbox_of
from vigie.model import Feed, KnowledgeError, PublisherKind, UsageError

PACKS = files("vigie.knowledge") / "packs"
# What a pack tells of a feed.
TOLD = ("name", "outlet", "language", "country", "publisher", "owner")


class PackFeed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of a pack. `owner` is the family, as outlets.toml has it; `last_checked` the day it last answered, or empty."""

    url: str
    outlet: str = ""
    name: str = ""
    owner: str = ""
    language: str = ""
    country: str = ""
    kind: PublisherKind = ""
    last_checked: str = ""


class Pack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A list of sources that ships with Vigie, the subject it was made for, and the packs that are read with it."""

    feed: tuple[PackFeed, ...]
    id: str = ""
    subject: str = ""
    includes: tuple[str, ...] = ()


def feeds_of(configuration: Configuration) -> tuple[Feed, ...]:
    """All feeds, without repeats. What the folder says of one overrules its pack; what it leaves out, the pack tells. Raises
    UsageError for an unknown pack."""
    own = [
        Feed(f.url, f.name, f.outlet, f.language, f.kind, f.country, f.publisher, f.owner, f.links)
        for f in configuration.feed
    ]
    shipped = [feed_of(line) for pack in configuration.packs for line in read_pack(pack)]
    mail = [
        Feed(mailbox_of(one).address, one.name or f"{one.user} ({one.folder})", language=one.language, kind="mail")
        for one in configuration.mailbox
    ]
    told = {feed.url: feed for feed in shipped}
    return tuple((told | {feed.url: _filled(feed, told.get(feed.url)) for feed in (*own, *mail)}).values())


def _filled(own: Feed, shipped: Feed | None) -> Feed:
    if shipped is None:
        return own
    return replace(own, **{field: getattr(own, field) or getattr(shipped, field) for field in TOLD})


def feed_of(line: PackFeed) -> Feed:
    """A line of a pack as it is read."""
    return Feed(
        line.url,
        line.name,
        line.outlet,
        line.language,
        country=line.country,
        publisher=line.kind,
        owner=line.owner,
    )


def read_pack(name: str) -> tuple[PackFeed, ...]:
    """The feeds of a shipped pack and of those it includes, without repeats. Raises UsageError when there is none of
    this name."""
    pack = load_pack(name)
    lines = (*pack.feed, *(line for other in pack.includes for line in read_pack(other)))
    return tuple({line.url: line for line in reversed(lines)}.values())[::-1]


def load_pack(name: str) -> Pack:
    """A shipped pack as its file has it. Raises UsageError when there is none of this name."""
    path = PACKS / f"{name}.toml"
    if not path.is_file():
        raise UsageError("sources.no_pack", f"there is no pack {name!r}", f"shipped: {', '.join(pack_names())}")
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Pack)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError("knowledge.pack", f"packs/{name}.toml: {error}") from error


def pack_names() -> tuple[str, ...]:
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in PACKS.iterdir() if entry.name.endswith(".toml")))

"""How clocks and days are written in the world, and whose clock they are: abbreviations of zones, countries, languages."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from vigie.model import KnowledgeError


class Clocks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The tables of clocks.toml, which tells what each is."""

    world: tuple[str, ...]
    day_first: frozenset[str]
    sold: frozenset[str]
    abbreviations: dict[str, int]
    mostly: dict[str, str]
    spoken_in: dict[str, str]


@cache
def clocks() -> Clocks:
    return read((files("vigie.knowledge") / "clocks.toml").read_text("utf-8"))


def read(text: str) -> Clocks:
    """The tables of a file. Raises KnowledgeError for one that is not well formed."""
    try:
        return msgspec.convert(tomllib.loads(text), Clocks)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError("knowledge.clocks", f"clocks.toml: {error}") from error

"""How clocks and days are written in the world, and whose clock they are: months, zones, countries."""

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


@cache
def months_of(language: str) -> dict[str, int]:
    """The months by their names in a language, in small letters; nothing for a language that is not known."""
    names = _months().get({"no": "nb"}.get(language, language), ())
    return {name: month for month, several in enumerate(names, 1) for name in several}


@cache
def _months() -> dict[str, tuple[tuple[str, ...], ...]]:
    text = (files("vigie.knowledge") / "months.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, tuple[tuple[str, ...], ...]])


def read(text: str) -> Clocks:
    """The tables of a file. Raises KnowledgeError for one that is not well formed."""
    try:
        return msgspec.convert(tomllib.loads(text), Clocks)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError("knowledge.clocks", f"clocks.toml: {error}") from error

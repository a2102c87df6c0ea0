"""How the line above an article says who wrote it, by language: the words around names, and names that are nobody's."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from vigie.model import KnowledgeError

ANY = "any"


class Bylines(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a language; bylines.toml tells what each field is."""

    by: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    firms: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()


def bylines(language: str) -> Bylines:
    """The words of a language (« de », « de-AT »), with those that stand in any; all languages' for one that is not known."""
    return _joined(language.partition("-")[0].lower())


@cache
def languages() -> tuple[str, ...]:
    return tuple(name for name in _tables() if name != ANY)


@cache
def _joined(language: str) -> Bylines:
    tables = _tables()
    # Sites leave « en » in the templates that they bought: English is read beside the declared language.
    chosen = [language, "en"] if language in tables else list(tables)
    kept = [tables[name] for name in dict.fromkeys((*chosen, ANY))]
    return Bylines(
        *(
            tuple(dict.fromkeys(word for one in kept for word in getattr(one, name)))
            for name in Bylines.__struct_fields__
        )
    )


@cache
def _tables() -> dict[str, Bylines]:
    return read((files("vigie.knowledge") / "bylines.toml").read_text("utf-8"))


def read(text: str) -> dict[str, Bylines]:
    """The tables of a file. Raises KnowledgeError for one that is not well formed or has a field that is none."""
    try:
        return msgspec.convert(tomllib.loads(text), dict[str, Bylines])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError("knowledge.bylines", f"bylines.toml: {error}") from error

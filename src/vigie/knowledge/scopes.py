"""What the words around a figure say of its reach: a valuation, a total so far, a yearly sum, a bound, who is counted."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec

from vigie.knowledge.cues import cues
from vigie.knowledge.matching import PhraseBook
from vigie.model import KnowledgeError

# A figure with one of these is another quantity than one without it.
REACH = frozenset({"valuation", "total", "yearly", "part"})
# Who is counted: figures of people are compared only where both tell, and tell the same.
COUNTED = frozenset({"dead", "injured", "missing", "evacuated", "arrested", "clients", "staff"})
# A toll rises as the search goes on.
TOLLS = frozenset({"dead", "injured", "missing", "evacuated", "arrested"})
BOUNDS = frozenset({"least", "most", "about"})
SAID_OF_ANOTHER = frozenset({"revised", "contrast"})
KINDS = REACH | COUNTED | BOUNDS | SAID_OF_ANOTHER


def kinds_in(text: str, language: str) -> frozenset[str]:
    """The kinds of reach that a few words tell; nothing for a language without a table."""
    book = _books().get(language)
    return frozenset(hit.meaning for hit in book.find(text)) if book else frozenset()


@cache
def languages() -> tuple[str, ...]:
    return tuple(_books())


@cache
def _books() -> dict[str, PhraseBook[str]]:
    written = _read((files("vigie.knowledge") / "scopes.toml").read_text("utf-8"))
    return {language: _book(language, kinds) for language, kinds in written.items()}


def _book(language: str, kinds: Mapping[str, tuple[str, ...]]) -> PhraseBook[str]:
    known = cues(language)
    phrases = [(phrase, kind) for kind, forms in kinds.items() for phrase in forms]
    return PhraseBook(phrases, spaced=known.spaced if known else True)


def _read(text: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Raises KnowledgeError for a table that is not well formed or a kind that is none."""
    try:
        written = msgspec.convert(tomllib.loads(text), dict[str, dict[str, tuple[str, ...]]])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError("knowledge.scopes", f"scopes.toml: {error}") from error
    for language, kinds in written.items():
        if unknown := sorted(set(kinds) - KINDS):
            raise KnowledgeError("knowledge.scopes", f"scopes.toml: [{language}] {unknown[0]} is no kind of reach")
    return written

"""What a title says its page is, other than news: an offer, a review, advice, a list, a day on the stock exchange."""

import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from vigie.model import KnowledgeError

GENRES = (
    "deal", "product", "review", "howto", "showcase", "podcast", "list", "market", "question", "paid",
)  # fmt: skip
ANY = "any"


def genre_of(title: str, language: str) -> str:
    """The first of GENRES that a title in this language shows, or nothing for what may be news."""
    line = " ".join(title.split())
    return next((genre for genre, pattern in _patterns(language) if pattern.search(line)), "")


@cache
def languages() -> tuple[str, ...]:
    return tuple(language for language in _tables() if language != ANY)


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    tables = [_tables()[ANY], _tables().get(language, {})]
    joined = {genre: [p for table in tables for p in table.get(genre, ())] for genre in GENRES}
    return tuple((genre, re.compile("|".join(p), re.IGNORECASE)) for genre, p in joined.items() if p)


@cache
def _tables() -> dict[str, dict[str, tuple[str, ...]]]:
    return read((files("vigie.knowledge") / "genres.toml").read_text("utf-8"))


def read(text: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """The tables of a file. Raises KnowledgeError for one that is not well formed, a genre that is none, or a pattern that
    is no regular expression."""
    try:
        tables = msgspec.convert(tomllib.loads(text), dict[str, dict[str, tuple[str, ...]]])
        for language, table in tables.items():
            if unknown := sorted(set(table) - set(GENRES)):
                raise KnowledgeError("knowledge.genres", f"genres.toml: [{language}] {unknown[0]} is no genre")
            for patterns in table.values():
                for pattern in patterns:
                    re.compile(pattern)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, re.error) as error:
        raise KnowledgeError("knowledge.genres", f"genres.toml: {error}") from error
    return tables

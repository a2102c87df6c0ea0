"""What stands around the text of a newsletter, by language (newsletters.toml): how to read it elsewhere, how to leave it."""

import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from vigie.model import KnowledgeError


def around(line: str) -> bool:
    """True for a line that has words of this sort, in whatever language: newsletters mix theirs and their sender's."""
    return _pattern().search(line.lower().replace("\u2019", "'").replace("\u00a0", " ")) is not None


def read(text: str) -> dict[str, tuple[str, ...]]:
    """The words of a file by language. Raises KnowledgeError for one that is not well formed."""
    try:
        return msgspec.convert(tomllib.loads(text), dict[str, tuple[str, ...]])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError("knowledge.newsletters", f"newsletters.toml: {error}") from error


@cache
def _pattern() -> re.Pattern[str]:
    words = read((files("vigie.knowledge") / "newsletters.toml").read_text("utf-8"))
    return re.compile("|".join(re.escape(word) for listed in words.values() for word in listed))

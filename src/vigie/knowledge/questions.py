"""What a question asks for: the words that ask, by language, and the subject that is left without them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from vigie.knowledge.cues import cues, fold
from vigie.knowledge.matching import PhraseBook
from vigie.model import KnowledgeError

Wanted = Literal["who", "when", "how_much", "why", "where"]
# Of two that a question holds, the one that asks for less is meant: « à qui, et combien » is answered by a figure.
WANTED: tuple[Wanted, ...] = ("how_much", "when", "why", "where", "who")


class Asking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language."""

    who: tuple[str, ...]
    when: tuple[str, ...]
    how_much: tuple[str, ...]
    why: tuple[str, ...]
    where: tuple[str, ...]
    because: tuple[str, ...]
    empty: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """One language's words, ready for matching. A language without a table asks for nothing in particular."""

    asking: PhraseBook[Wanted]
    because: PhraseBook[bool]
    empty: frozenset[str]

    def wanted(self, question: str) -> Wanted | None:
        """What kind of answer the question asks for, if its words tell."""
        found = {hit.meaning for hit in self.asking.find_all(question)}
        return next((kind for kind in WANTED if kind in found), None)

    def gives_reason(self, words: str) -> bool:
        return bool(self.because.find_all(words))


@cache
def questions(language: str) -> Questions:
    """The words of questions in a language."""
    told = _tables().get(language)
    small = cues(language)
    function_words = small.function_words if small else ()
    if told is None:
        return Questions(PhraseBook([]), PhraseBook([]), frozenset(map(fold, function_words)))
    spaced = small is None or small.spaced
    asking = [(phrase, kind) for kind in WANTED for phrase in getattr(told, kind)]
    asked = [word for phrase, _ in asking for word in phrase.split()]
    return Questions(
        PhraseBook(asking, spaced=spaced, accept=_not_shouted),
        PhraseBook([(phrase, True) for phrase in told.because], spaced=spaced),
        frozenset(fold(word) for word in (*function_words, *told.empty, *asked)),
    )


def languages() -> tuple[str, ...]:
    """The languages whose questions are known."""
    return tuple(sorted(_tables()))


def _not_shouted(text: str, start: int, end: int, _: Wanted) -> bool:
    """« AI » is a name, « ai » asks « who » in Vietnamese."""
    return end - start < 2 or not text[start:end].isupper()


@cache
def _tables() -> Mapping[str, Asking]:
    try:
        raw = tomllib.loads((files("vigie.knowledge") / "questions.toml").read_text("utf-8"))
        return {language: msgspec.convert(table, Asking) for language, table in raw.items()}
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError("knowledge.questions", f"questions.toml: {error}") from error

"""Subjects: what a reader wants to hear of, as keywords in every language. One TOML file a subject."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from vigie.knowledge.cues import fold
from vigie.knowledge.matching import PhraseBook
from vigie.knowledge.names import Entity
from vigie.model import KnowledgeError, UsageError

# A chip has its name in news of games, phones and share prices as well.
CHIP = 0.5
SUBJECTS = files("vigie.knowledge") / "subjects"


class Keywords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One occurrence of an `exact` (as written) or `strong` (any case) keyword is enough; two different `weak` ones are."""

    exact: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


class SubjectFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A subject as its file says it. `names` by language."""

    id: str
    names: dict[str, str]
    keywords: dict[str, Keywords]
    exclude: tuple[str, ...] = ()


class Subject:
    """A subject ready for matching."""

    def __init__(self, written: SubjectFile) -> None:
        self.id = written.id
        self._names = written.names
        self._exclude = PhraseBook([(text, text) for text in written.exclude])
        self._books = {language: _book(keywords) for language, keywords in written.keywords.items()}
        self._telling: dict[str, float] | None = None
        # A language without keywords of its own is read with the English ones, which the trade uses everywhere.
        self._default = self._books.get("en") or next(iter(self._books.values()))

    def name(self, language: str) -> str:
        """What the subject is called in a language, else in English, else its id."""
        return self._names.get(language) or self._names.get("en") or self.id

    def telling(self, entities: Mapping[str, Entity]) -> dict[str, float]:
        """By id, the names that tell the subject by themselves, and how surely."""
        if self._telling is None:
            self._telling = {e.id: CHIP if e.kind == "chip" else 1.0 for e in entities.values() if _of_ai(e, entities)}
        return self._telling

    def fit(self, text: str, language: str) -> float:
        """How surely a text is about the subject by its own words: 0 not, 1 one sure keyword, more for more of them."""
        hits = [hit.meaning for hit in self._books.get(language, self._default).find(text)]
        excluded = bool(self._exclude.find(text))
        sure = {word for strength, word in hits if strength == "strong" or (strength == "exact" and not excluded)}
        weak = {word for strength, word in hits if strength == "weak"}
        return len(sure) + (0.5 * len(weak) if len(weak) > 1 or sure else 0.0)


def _of_ai(entity: Entity, entities: Mapping[str, Entity]) -> bool:
    """True for a name of artificial intelligence: so marked, a model, or made by a company that is."""
    parent = entities.get(entity.parent)
    made = entity.kind in {"product", "model"} and parent is not None and parent.ai
    return entity.ai or entity.kind == "model" or made


def _book(keywords: Keywords) -> PhraseBook[tuple[str, str]]:
    phrases = [
        (word, (strength, word)) for strength in ("exact", "strong", "weak") for word in getattr(keywords, strength)
    ]
    return PhraseBook(phrases, accept=_as_written)


def _as_written(text: str, start: int, end: int, meaning: tuple[str, str]) -> bool:
    strength, word = meaning
    return strength != "exact" or text[start:end] == word or fold(word) != fold(text[start:end])


@cache
def load(name: str) -> Subject:
    """The subject that ships under this name, or the one in the file of this path. Raises UsageError when there is
    none, KnowledgeError when it is not well formed."""
    path = SUBJECTS / f"{name}.toml" if not name.endswith(".toml") else Path(name)
    if not path.is_file():
        shipped = ", ".join(sorted(entry.name.removesuffix(".toml") for entry in SUBJECTS.iterdir()))
        raise UsageError("knowledge.no_subject", f"there is no subject {name!r}", f"shipped: {shipped}")
    try:
        return Subject(msgspec.convert(tomllib.loads(path.read_text("utf-8")), SubjectFile))
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError("knowledge.subject", f"subject {name!r}: {error}") from error

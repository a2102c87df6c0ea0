"""Subjects: what a reader wants to hear of, as keywords in every language. One TOML file a subject."""

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from vigie.knowledge.cues import fold
from vigie.knowledge.matching import PhraseBook, bare
from vigie.knowledge.names import Entity
from vigie.model import KnowledgeError, UsageError

# A chip has its name in news of games, phones and share prices as well.
CHIP = 0.5
# Subjects whose names are marked in entities.toml (`ai = true`).
MARKED = frozenset({"ai"})
# Whose acts are those of their country.
OF_A_COUNTRY = frozenset({"government", "court", "regulator", "company", "organisation", "place"})
SUBJECTS = files("vigie.knowledge") / "subjects"


class Keywords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One occurrence of an `exact` (as written) or `strong` (any case) keyword is enough; two different `weak` ones are."""

    exact: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


class Facet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that a story must be about. `like` takes the keywords and names of a subject that ships; `names` of people,
    companies, bodies, places; `countries`: two letters; a government, court, regulator or company of one is a sign."""

    name: str
    keywords: dict[str, Keywords] = {}
    names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    like: str = ""


class SubjectFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A subject as its file says it. `names` by language: what it is called. A story must have a sign of each `facet`;
    `keywords` alone are a subject of one. `meaning` is a sentence in `language` that news of the subject is near to: a story
    farther from it than `near` has no place. `never`: words in a title that none of its news has."""

    id: str
    names: dict[str, str]
    keywords: dict[str, Keywords] = {}
    exclude: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    facet: tuple[Facet, ...] = ()
    meaning: str = ""
    language: str = "en"
    near: float = -1.0


class Subject:
    """A subject ready for matching."""

    def __init__(self, written: SubjectFile) -> None:
        self.id = written.id
        self.meaning, self.language, self.near = written.meaning, written.language, written.near
        self._names = written.names
        self._exclude = PhraseBook([(text, text) for text in written.exclude])
        self._never = PhraseBook([(text.lower(), text) for text in written.never])
        facets = written.facet or (Facet("", written.keywords, like=written.id if written.id in MARKED else ""),)
        self.facets = tuple(_Side(one, self._exclude) for one in facets)

    def name(self, language: str) -> str:
        """What the subject is called in a language, else in English, else in any, else its id."""
        return self._names.get(language) or self._names.get("en") or next(iter(self._names.values()), self.id)

    def called(self) -> tuple[str, ...]:
        """What it is called in any language, in small letters, the longest first."""
        return tuple(sorted({name.lower() for name in self._names.values()}, key=lambda name: (-len(name), name)))

    def telling(self, entities: Mapping[str, Entity]) -> dict[str, float]:
        """By id, the names that tell the subject by themselves, and how surely."""
        return {name: weight for side in self.facets for name, weight in side.telling(entities).items()}

    def fit(self, text: str, language: str) -> float:
        """How surely a text is about the subject by its own words: 0 not, 1 one sure keyword, more for more of them."""
        return sum(side.fit(text, language) for side in self.facets)

    def whole(self, text: str, language: str, named: Collection[str], entities: Mapping[str, Entity]) -> bool:
        """Whether a text, with the names in it, has a sign of every facet."""
        return all(
            not named_apart(side.telling(entities), named) or side.fit(text, language) > 0 for side in self.facets
        )

    def forbids(self, title: str) -> bool:
        """Whether a title has words that none of the subject's news has."""
        return bool(self._never.find(title))


def named_apart(telling: Mapping[str, float], named: Collection[str]) -> bool:
    """True when none of the names tells."""
    return not any(name in telling for name in named)


class _Side:
    """A facet ready for matching."""

    def __init__(self, written: Facet, exclude: PhraseBook[str]) -> None:
        like = _file(written.like) if written.like else None
        self.name = written.name
        self._marked = written.like in MARKED
        self._wanted = frozenset(map(bare, written.names))
        self._countries = frozenset(written.countries)
        self._exclude = exclude
        keywords = {**(like.keywords if like else {}), **written.keywords}
        names = Keywords(strong=tuple(name.lower() for name in written.names))
        self._books = {language: _book(_joined(words, names)) for language, words in keywords.items()}
        # A language without keywords of its own is read with the English ones, which the trade uses everywhere.
        self._default = self._books.get("en") or next(iter(self._books.values()), _book(names))
        self._told_of: tuple[Mapping[str, Entity], dict[str, float]] | None = None

    def telling(self, entities: Mapping[str, Entity]) -> dict[str, float]:
        # Kept for the names last asked about: one process may serve folders that know other names besides.
        if self._told_of is None or self._told_of[0] is not entities:
            told = {e.id: CHIP if e.kind == "chip" else 1.0 for e in entities.values() if self._tells(e, entities)}
            self._told_of = (entities, told)
        return self._told_of[1]

    def _tells(self, entity: Entity, entities: Mapping[str, Entity]) -> bool:
        if self._marked and _of_ai(entity, entities):
            return True
        if entity.country in self._countries and entity.kind in OF_A_COUNTRY:
            return True
        return bool(self._wanted) and any(bare(form) in self._wanted for form in (entity.name, *entity.aliases))

    def surest(self, text: str, language: str) -> tuple[int, int] | None:
        """Where the first keyword stands that is enough by itself."""
        hits = self._books.get(language, self._default).find(text)
        return next(((hit.start, hit.end) for hit in hits if hit.meaning[0] != "weak"), None)

    def fit(self, text: str, language: str) -> float:
        hits = [hit.meaning for hit in self._books.get(language, self._default).find(text)]
        excluded = bool(self._exclude.find(text))
        sure = {word for strength, word in hits if strength == "strong" or (strength == "exact" and not excluded)}
        weak = {word for strength, word in hits if strength == "weak"}
        return len(sure) + (0.5 * len(weak) if len(weak) > 1 or sure else 0.0)


def _joined(one: Keywords, other: Keywords) -> Keywords:
    return Keywords(one.exact + other.exact, one.strong + other.strong, one.weak + other.weak)


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
    return Subject(_file(name))


def names_shipped() -> tuple[str, ...]:
    """The names of the subjects that ship, in order."""
    return tuple(
        sorted(entry.name.removesuffix(".toml") for entry in SUBJECTS.iterdir() if entry.name.endswith(".toml"))
    )


def _file(name: str) -> SubjectFile:
    path = SUBJECTS / f"{name}.toml" if not name.endswith(".toml") else Path(name)
    if not path.is_file():
        known = ", ".join(names_shipped())
        raise UsageError("knowledge.no_subject", f"there is no subject {name!r}", f"shipped: {known}")
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), SubjectFile)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError("knowledge.subject", f"subject {name!r}: {error}") from error

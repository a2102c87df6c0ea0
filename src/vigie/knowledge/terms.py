"""Concepts of the news with their words in every language, found in a line that says what somebody wants to follow."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import msgspec
from babel import Locale

from vigie.knowledge.matching import Found, PhraseBook, leftmost_longest, one_word
from vigie.model import KnowledgeError

PLACE = "place"
# UN M.49 codes of CLDR: the continents, beside the countries, which have two letters.
CONTINENTS = frozenset({"019", "142", "009", "005", "021"})


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that news is about. `words` by language, as keywords of a subject are written; `field`: of life; concepts
    of one field that stand together widen a subject, those of two fields narrow it."""

    id: str
    field: str
    words: Mapping[str, tuple[str, ...]]
    countries: tuple[str, ...] = ()


class _Written(msgspec.Struct, forbid_unknown_fields=True):
    field: str
    fr: tuple[str, ...]
    en: tuple[str, ...]
    de: tuple[str, ...]
    es: tuple[str, ...]
    it: tuple[str, ...]
    pt: tuple[str, ...]
    nl: tuple[str, ...]
    pl: tuple[str, ...]
    ru: tuple[str, ...]
    fi: tuple[str, ...]
    vi: tuple[str, ...]
    ar: tuple[str, ...]
    zh: tuple[str, ...]
    ja: tuple[str, ...]
    ko: tuple[str, ...]
    countries: tuple[str, ...] = ()


LANGUAGES = tuple(name for name in _Written.__struct_fields__ if len(name) == 2)


@cache
def concepts() -> tuple[Concept, ...]:
    """Those of terms.toml, then the countries and continents."""
    listed = _listed()
    places = {place.countries: place for place in _places() if place.countries}
    return (*(_with_names(one, places) for one in listed), *_places())


@cache
def _listed() -> tuple[Concept, ...]:
    return read((files("vigie.knowledge") / "terms.toml").read_text("utf-8"))


def found_in(line: str) -> list[Found[Concept]]:
    """The concepts that a line in any language names, from left to right; the longest words win."""
    hits = leftmost_longest([hit for hit in _book().find_all(line) if _fits(line, hit)])
    full = {concept.id: concept for concept in concepts()}
    return [Found(hit.start, _end_of_word(line, hit.end), full[hit.meaning.id]) for hit in hits]


def _end_of_word(line: str, end: int) -> int:
    """« океан* » in « океанология » is the whole word: what is left of it says nothing by itself."""
    while 0 < end < len(line) and one_word(line[end - 1], line[end]):
        end += 1
    return end


def read(text: str) -> tuple[Concept, ...]:
    """The concepts of a file. Raises KnowledgeError for one that is not well formed."""
    try:
        tables = msgspec.convert(tomllib.loads(text), dict[str, _Written])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError("knowledge.terms", f"terms.toml: {error}") from error
    return tuple(
        Concept(name, one.field, {language: getattr(one, language) for language in LANGUAGES}, one.countries)
        for name, one in tables.items()
    )


def _with_names(concept: Concept, places: Mapping[tuple[str, ...], Concept]) -> Concept:
    """A concept of countries with their names in every language."""
    named = [places[code,] for code in concept.countries if (code,) in places]
    if not named:
        return concept
    words = {
        language: tuple(dict.fromkeys((*own, *(name for place in named for name in place.words.get(language, ())))))
        for language, own in concept.words.items()
    }
    return replace(concept, words=words)


def _fits(line: str, hit: Found[Concept]) -> bool:
    """A country stands with its capital where its script has one: « la chine », a fabric, is none."""
    return hit.meaning.field != PLACE or not line[hit.start].islower()


@cache
def _book() -> PhraseBook[Concept]:
    return PhraseBook(
        [
            (word.lstrip("=").lower(), concept)
            for concept in (*_listed(), *_places())
            for words in concept.words.values()
            for word in words
        ]
    )


@cache
def _places() -> tuple[Concept, ...]:
    locales = {
        language: {str(code): str(name) for code, name in Locale.parse(language).territories.items()}
        for language in LANGUAGES
    }
    codes = [code for code in locales["en"] if (len(code) == 2 and code.isalpha()) or code in CONTINENTS]
    return tuple(
        Concept(
            code.lower(),
            PLACE,
            {language: (names[code],) for language, names in locales.items() if code in names},
            (code,) if len(code) == 2 else (),
        )
        for code in sorted(codes)
    )

"""What a line of intent is called when it is asked of search engines in other languages, and which sections may have it.

Pure and offline: known concepts, subjects and names are written in the language asked (searched.toml, terms.toml, names);
words that nothing knows are asked as they are. Read next: intent.py, which finds the parts.
"""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import msgspec

from vigie.knowledge import subjects, terms
from vigie.knowledge.intent import Parts
from vigie.knowledge.names import Names
from vigie.knowledge.terms import Concept
from vigie.knowledge.tongue import language_of
from vigie.model import KnowledgeError

LEAST_LANGUAGES = 8
# In which scripts a language is written, by the first word of the characters' names.
_SCRIPTS = {
    "ar": ("ARABIC",), "ja": ("CJK", "HIRAGANA", "KATAKANA"), "ko": ("HANGUL",), "ru": ("CYRILLIC",), "zh": ("CJK",),
}  # fmt: skip
_LATIN = ("LATIN",)
# Whose subjects have papers and are spoken of in forums of engineers.
TECHNICAL = frozenset({"technology", "science", "health", "environment", "sodium", "lithium", "mrna"})


def question(line: str, parts: Parts, language: str, names: Names) -> str:
    """The parts of a line as words for a search engine: those of one field of life are alternatives, all others must occur.
    Unknown words that the language's script cannot hold are left out beside known parts: they would find nothing."""
    asked = [_name_in(name, language, names) for name in parts.names]
    asked += [_quoted(subjects.load(one).name(language)) for one in parts.like]
    asked += [_either([_as_said(line, concept, language) for concept in concepts]) for concepts in parts.fields]
    known = bool(asked)
    for run in parts.rest:
        words = " ".join(run)
        if not known or words.isascii() or _written_in(words, language):
            asked.append(_quoted(words))
    return " ".join(asked)


def languages_for(parts: Parts, own: str) -> tuple[str, ...]:
    """The languages to ask in, the line's own and English first: all where something of it is known; else those in whose script
    its words are written, and as many more as make LEAST_LANGUAGES."""
    order = tuple(dict.fromkeys((own, "en", *terms.LANGUAGES)))
    if parts.names or parts.like or parts.fields:
        return order
    unknown = "".join("".join(run) for run in parts.rest)
    fit = tuple(one for one in order if one == own or _written_in(unknown, one))
    more = tuple(one for one in order if one not in fit)
    return fit + more[: max(0, LEAST_LANGUAGES - len(fit))]


def tongue_of(line: str, parts: Parts, reader: str) -> str:
    """The language that a line is written in: one in which its concepts have words that stand in it, the reader's if that is
    among them; without concepts, what its letters and words tell."""
    said = line.casefold()
    concepts = [concept for fields in parts.fields for concept in fields]
    spoken = [
        language
        for language in dict.fromkeys((reader, *terms.LANGUAGES))
        if concepts and all(_stands_in(said, concept.words.get(language, ())) for concept in concepts)
    ]
    spoken = spoken or [
        language for language in dict.fromkeys((reader, *terms.LANGUAGES)) if _written_in(line, language)
    ]
    told = language_of(line, "", reader)
    return told if told in spoken else next(iter(spoken), reader)


def called_in(concept: Concept, language: str) -> str:
    """What a concept is called: a whole word, as a reader of the language would type it."""
    told = _called().get(concept.id, {}).get(language, "")
    words = concept.words.get(language) or concept.words["en"]
    whole = next((word for word in words if "*" not in word or " " not in word), words[0])
    return told or " ".join(part.rstrip("*") for part in whole.split()).lstrip("=")


def _as_said(line: str, concept: Concept, language: str) -> str:
    """The concept's word in this language that the line itself has (« CRISPR » rather than biology), or what it is called."""
    for word in concept.words.get(language, ()):
        plain = word.strip("=*")
        if "*" not in plain and len(plain) > 2 and re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", line, re.IGNORECASE):
            return plain
    return called_in(concept, language)


def category_of(parts: Parts) -> str:
    """arXiv's category for a subject that is one concept and no more; empty for any other."""
    if parts.names or parts.like or parts.rest or len(parts.fields) != 1 or len(parts.fields[0]) != 1:
        return ""
    return _called().get(parts.fields[0][0].id, {}).get("arxiv", "")


def is_technical(parts: Parts) -> bool:
    """True for a subject of engineers or researchers."""
    fields = {concept.field for concepts in parts.fields for concept in concepts}
    return bool(parts.like or fields & TECHNICAL)


def sections_for(parts: Parts) -> tuple[str, ...]:
    """Parts of addresses of the sections that may have the subject."""
    fields = dict.fromkeys(concept.field for concepts in parts.fields for concept in concepts)
    return tuple(dict.fromkeys(word for field in fields for word in _sections().get(field, ())))


def _name_in(name: str, language: str, names: Names) -> str:
    """A known name, and beside it its form in the script of the language: newspapers write both."""
    known = names.entity_named(name) or names.outlet_named(name)
    forms = [form for form in known.aliases if _in_own_script(form, language)] if known and language in _SCRIPTS else []
    return _either([name, *forms[:1]])


def _either(words: Sequence[str]) -> str:
    asked = list(dict.fromkeys(map(_quoted, words)))
    return asked[0] if len(asked) == 1 else f"({' OR '.join(asked)})"


def _stands_in(said: str, words: Sequence[str]) -> bool:
    return any(word.strip("=*").split("*")[0].casefold() in said for word in words)


def _in_own_script(form: str, language: str) -> bool:
    """Han alone is Chinese rather than Japanese."""
    kana = any("\u3040" <= character <= "\u30ff" for character in form)
    return _written_in(form, language) and (kana or language != "ja")


def _written_in(text: str, language: str) -> bool:
    found = {unicodedata.name(character, "").partition(" ")[0] for character in text if character.isalpha()}
    return bool(found) and found <= set(_SCRIPTS.get(language, _LATIN))


def _quoted(words: str) -> str:
    return f'"{words}"' if re.search(r"\s", words) else words


def read_words(text: str, name: str) -> dict[str, dict[str, str]]:
    """The lines of searched.toml. Raises KnowledgeError for a file that is not well formed."""
    try:
        return msgspec.convert(tomllib.loads(text), dict[str, dict[str, str]])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError("knowledge.searched", f"{name}: {error}") from error


def read_sections(text: str, name: str) -> dict[str, tuple[str, ...]]:
    """The lines of sections.toml. Raises KnowledgeError for a file that is not well formed."""
    try:
        return msgspec.convert(tomllib.loads(text), dict[str, tuple[str, ...]])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError("knowledge.sections", f"{name}: {error}") from error


@cache
def _called() -> dict[str, dict[str, str]]:
    return read_words((files("vigie.knowledge") / "searched.toml").read_text("utf-8"), "searched.toml")


@cache
def _sections() -> dict[str, tuple[str, ...]]:
    return read_sections((files("vigie.knowledge") / "sections.toml").read_text("utf-8"), "sections.toml")

"""What a page's address, section, title and words say of its kind. Data: pages.toml, and [classes] of the cue files."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, get_args
from urllib.parse import urlsplit

import msgspec

from vigie.knowledge.cues import cues
from vigie.model import ArticleKind, KnowledgeError

# In the order in which they are tried: what lists many things before what is said of one.
TRIED: tuple[ArticleKind, ...] = ("live", "roundup", "opinion", "press_release", "evergreen")
Instead = Literal["error", "wall", "login", "search"]
_SEGMENT = re.compile(r"[^/?#]+")


class Releasing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the services that spread releases open them, and what stands at their foot."""

    wires: tuple[str, ...]
    about: tuple[str, ...]
    contact: tuple[str, ...]


class Tables(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it is written."""

    segments: dict[str, tuple[str, ...]]
    sections: dict[str, tuple[str, ...]]
    titles: dict[str, dict[str, tuple[str, ...]]]
    instead: dict[str, tuple[str, ...]]
    release: Releasing
    consent: dict[str, tuple[str, ...]]
    teaser: dict[str, tuple[str, ...]]
    marks: dict[str, str]


def kind_of_title(title: str, language: str) -> ArticleKind:
    """What a title in this language shows, an article where it shows nothing."""
    line = _plain(title)
    return next((kind for kind, pattern in _titles(language) if pattern.search(line)), "article")


def kind_of_address(url: str) -> ArticleKind:
    """What the folders of an address say (`/opinion/`), an article where they say nothing, "none" for those of an index."""
    try:
        path = urlsplit(url).path.lower()
    except ValueError:
        return "article"
    kinds = _by_word("segments")
    found = {kinds[segment] for segment in _SEGMENT.findall(path) if segment in kinds}
    return next((kind for kind in (*TRIED, "none") if kind in found), "article")


def kind_of_section(section: str) -> ArticleKind:
    """What the name of a section says, an article where it says nothing."""
    return _by_word("sections").get(" ".join(section.casefold().split()), "article")


def instead_of_article(words: str) -> Instead | None:
    """What stands where an article should be: an error, a wall for robots or cookies, a form to log in, results of a search."""
    line = _plain(words)
    return next((name for name, pattern in _instead() if pattern.search(line)), None)


def is_release(lines: Sequence[str]) -> bool:
    """True for a text that opens with the mark of a service that spreads releases, or ends on who issues it and whom to ask."""
    wires, about, contact = _release()
    if any(wires.search(line[:200]) for line in lines[:3]):
        return True
    foot = lines[-max(6, len(lines) // 2) :]
    return any(len(line) < 120 and contact.search(line) for line in foot) and (
        any(len(line) < 80 and about.search(line) for line in foot)
        or any(line.strip() in {"###", "# # #"} for line in foot)
    )


def asks_consent(line: str) -> bool:
    """True for a line that speaks of cookies, consent or personal data."""
    return _lines("consent").search(_plain(line)) is not None


def breaks_off(line: str) -> bool:
    """True for « La suite est réservée aux abonnés », which stands where the rest of an article would be."""
    return _lines("teaser").search(_plain(line)) is not None


def opens_with_time(line: str) -> bool:
    """True for « 10:32 », « 10h32 : … » as the entries of a live page open."""
    return _times().match(line[:40]) is not None


def _plain(words: str) -> str:
    """On one line, with the apostrophe that patterns are written with."""
    return " ".join(words.replace("’", "'").split())


@cache
def _times() -> re.Pattern[str]:
    return re.compile(tables().marks["times"], re.IGNORECASE)


@cache
def _titles(language: str) -> tuple[tuple[ArticleKind, re.Pattern[str]], ...]:
    own = cues(language)
    made: list[tuple[ArticleKind, re.Pattern[str]]] = []
    for kind in TRIED:
        patterns = [*getattr(own.classes, kind, ())] if own else []
        patterns += tables().titles.get(language, {}).get(kind, ())
        if patterns:
            made.append((kind, _joined(patterns)))
    return tuple(made)


@cache
def _by_word(table: Literal["segments", "sections"]) -> Mapping[str, ArticleKind]:
    known: dict[str, tuple[str, ...]] = getattr(tables(), table)
    return {word: kind for kind in (*TRIED, "none") for word in known.get(kind, ())}


@cache
def _instead() -> tuple[tuple[Instead, re.Pattern[str]], ...]:
    return tuple((name, _joined(tables().instead[name])) for name in get_args(Instead))


@cache
def _lines(table: Literal["consent", "teaser"]) -> re.Pattern[str]:
    return _joined([pattern for patterns in getattr(tables(), table).values() for pattern in patterns])


@cache
def _release() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    told = tables().release
    return _joined(told.wires), _joined(told.about), _joined(told.contact)


def _joined(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


@cache
def tables() -> Tables:
    return read((files("vigie.knowledge") / "pages.toml").read_text("utf-8"))


def read(text: str) -> Tables:
    """The tables of a file. Raises KnowledgeError for one that is not well formed, a kind that is none, or a pattern that is no
    regular expression."""
    try:
        told = msgspec.convert(tomllib.loads(text), Tables)
        for name, kinds in {"segments": told.segments, "sections": told.sections, **told.titles}.items():
            if unknown := sorted(set(kinds) - set(get_args(ArticleKind))):
                raise KnowledgeError("knowledge.pages", f"pages.toml: [{name}] {unknown[0]} is no kind of article")
        if missing := sorted(set(get_args(Instead)) ^ set(told.instead)):
            raise KnowledgeError("knowledge.pages", f"pages.toml: [instead] {missing[0]} is missing or unknown")
        tables_of = (*told.titles.values(), told.instead, told.consent, told.teaser)
        patterns = [pattern for table in tables_of for found in table.values() for pattern in found]
        released = (*told.release.wires, *told.release.about, *told.release.contact)
        for pattern in (*patterns, *released, told.marks["times"]):
            re.compile(pattern)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, re.error, KeyError) as error:
        raise KnowledgeError("knowledge.pages", f"pages.toml: {error}") from error
    return told

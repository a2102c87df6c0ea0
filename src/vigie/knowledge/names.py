"""Names of the world: organisations, people, models, places; outlets, agencies and their owners.

Facts live in entities.toml and outlets.toml; a newsroom may add files of its own (`[knowledge] extra` in vigie.toml).
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from vigie.knowledge.matching import Found, PhraseBook, bare, leftmost_longest, one_word
from vigie.model import KnowledgeError, UsageError

T = TypeVar("T")

# Letters of the longest article that a newspaper's name begins with (Les, The, Die, Los, Het).
ARTICLE = 3


class Entity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody or something the news speaks of. `ai` tells that the name alone makes a text one about AI."""

    id: str
    name: str
    kind: str
    country: str = ""
    ai: bool = False
    parent: str = ""
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    fr: str = ""


class Outlet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who publishes news. `owner` is the family: two outlets of one owner are one voice."""

    id: str
    name: str
    kind: str
    owner: str
    country: str = ""
    language: str = ""
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    fr: str = ""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """`citing`: words right after which an ambiguous name is an outlet's (« selon Marianne »)."""

    entity: tuple[Entity, ...] = ()
    outlet: tuple[Outlet, ...] = ()
    citing: tuple[str, ...] = ()


class Names:
    """All names at hand, found in texts and looked up by id, name or address."""

    def __init__(self, entities: Iterable[Entity], outlets: Iterable[Outlet], citing: Iterable[str] = ()) -> None:
        self.entities = {entity.id: entity for entity in entities}
        self.outlets = {outlet.id: outlet for outlet in outlets}
        self._hosts = {domain: outlet for outlet in self.outlets.values() for domain in outlet.domains}
        self._own_sites = {domain: entity for entity in self.entities.values() for domain in entity.domains}
        self._by_name = {bare(form): outlet for outlet in self.outlets.values() for form in _forms(outlet)}
        self._entity_by_name = {bare(form): entity for entity in self.entities.values() for form in _forms(entity)}
        self._citing = _citing(citing)
        self._book = PhraseBook(
            [(form, (known, form)) for known in self.everyone() for form in _forms(known)], accept=_same_case
        )

    def everyone(self) -> tuple[Entity | Outlet, ...]:
        return (*self.entities.values(), *self.outlets.values())

    def find(self, text: str) -> list[Found[Entity | Outlet]]:
        """Known names in `text`, leftmost then longest. An ambiguous form counts only with a word of its context, beside an
        unambiguous form of the same name, or as the outlet that a text cites: so a title is best read together with its
        article. « le Monde », its article in small letters, counts beside « Le Monde » or where it is cited."""
        hits = self._book.find_all(text)
        sure = {hit.meaning[0].id for hit in hits if _sure(text, hit)}
        kept = [
            Found(hit.start, hit.end, hit.meaning[0])
            for hit in hits
            if (hit.meaning[0].id in sure and not _common(text, hit)) or self._counts(text, hit)
        ]
        return leftmost_longest(kept)

    def find_any(self, text: str) -> list[Found[Entity | Outlet]]:
        """Known names in `text`, an ambiguous form without its context too: what may be a name, for who must be strict."""
        hits = [hit for hit in self._book.find_all(text) if not _small(text, hit)]
        return leftmost_longest([Found(hit.start, hit.end, hit.meaning[0]) for hit in hits])

    def _counts(self, text: str, hit: Found[tuple[Entity | Outlet, str]]) -> bool:
        known = hit.meaning[0]
        if not _small(text, hit) and any(_holds(text, word) for word in known.context):
            return True
        return isinstance(known, Outlet) and self._citing.search(text[max(hit.start - 60, 0) : hit.start]) is not None

    def outlet_at(self, url: str) -> Outlet | None:
        """The outlet that publishes at this address or host; subdomains count."""
        return _by_host(self._hosts, url)

    def owner_of_site(self, url: str) -> Entity | None:
        """The company or body whose own web site this is."""
        return _by_host(self._own_sites, url)

    def outlet_named(self, name: str) -> Outlet | None:
        """The outlet that goes by this name or alias, accents and case apart."""
        return self.outlets.get(name) or self._by_name.get(bare(name))

    def entity_named(self, name: str) -> Entity | None:
        """The entity that goes by this name or alias, accents and case apart."""
        return self.entities.get(name) or self._entity_by_name.get(bare(name))

    def outlet_of(self, source: str, url: str) -> Outlet | None:
        """The outlet behind an article: by its address first, then by the name of its source."""
        return (self.outlet_at(url) if url else None) or self.outlet_named(source) or self.outlet_at(source)

    def publisher(self, source: str, url: str) -> str:
        """Who publishes an article, by the name that a reader knows: its outlet, the owner of its site, or its source."""
        known = self.outlet_of(source, url) or (self.owner_of_site(url) if url else None)
        return known.name if known else source


def _forms(known: Entity | Outlet) -> tuple[str, ...]:
    return tuple(dict.fromkeys((known.name, *known.aliases, *known.ambiguous)))


def _sure(text: str, hit: Found[tuple[Entity | Outlet, str]]) -> bool:
    return hit.meaning[1] not in hit.meaning[0].ambiguous and not _small(text, hit)


def _small(text: str, hit: Found[tuple[Entity | Outlet, str]]) -> bool:
    """True when the name begins with its article in small letters: « le Monde »."""
    return hit.meaning[1][0].isupper() and text[hit.start].islower()


def _common(text: str, hit: Found[tuple[Entity | Outlet, str]]) -> bool:
    """True for « die Zeit », which is time even in a text that has ZEIT ONLINE."""
    return hit.meaning[1] in hit.meaning[0].ambiguous and _small(text, hit)


def _citing(words: Iterable[str]) -> re.Pattern[str]:
    """What ends with words that cite, and perhaps an article: « selon le », "according to the", « segundo o »."""
    either = "|".join(re.escape(word) for word in words) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{either})(?:\s+\w{{1,3}})?\s*[«“„\"'’]?\s*$", re.IGNORECASE)


def _same_case(text: str, start: int, end: int, meaning: tuple[Entity | Outlet, str]) -> bool:
    """A short form must stand as written (AP, not ap; xAI, not XAI, which is explainable AI), unless it is a plain
    capitalised word; another name at least begins with its capital (Meta). One in capitals stands in capitals where the
    word itself is ambiguous (SPIEGEL, a mirror). A short first word is an article, which may be written small before a
    capital (« selon le Figaro »); what follows it keeps its capitals: « le monde » is no newspaper, nor is the « Croix » of
    « Croix-Rouge »."""
    form, seen = meaning[1], text[start:end]
    if len(form) <= 5 and not form.istitle():
        return seen == form
    if form.isupper() and not seen.isupper() and bare(form) in map(bare, meaning[0].ambiguous):
        return False
    article, blank, rest = form.partition(" ")
    if blank and len(article) <= ARTICLE and article[0].isupper() and rest[0].isupper():
        follows = text[end : end + 2]
        joined = follows[:1] in {"-", "\u2010", "\u2011"} and follows[1:].isupper()
        return seen[len(article) + 1].isupper() and not joined
    return not form[0].isupper() or seen[0].isupper()


def _holds(text: str, word: str) -> bool:
    """True when the text has the word, as a word where the script has words: « IA » is not in « CIA »."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (one_word(text[at - 1 : at], word[0]) or one_word(word[-1], text[end : end + 1])):
            return True
        at = text.find(word, at + 1)
    return False


def _by_host(table: dict[str, T], url: str) -> T | None:
    host = (urlsplit(url).hostname or "") if "//" in url else url.strip().lower()
    while host:
        if host in table:
            return table[host]
        _, dot, host = host.partition(".")
        if not dot:
            break
    return None


def read(text: str, name: str) -> _File:
    """One file of names. Raises KnowledgeError with the file and the place."""
    try:
        return msgspec.convert(tomllib.loads(text), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError("knowledge.names", f"{name}: {error}") from error


@cache
def load(extra: tuple[str, ...] = ()) -> Names:
    """The names shipped with Vigie and those of the `extra` files (paths). Raises UsageError for a path that
    cannot be read, KnowledgeError for a file that is not well formed."""
    here = files("vigie.knowledge")
    texts = [(here / name).read_text("utf-8") for name in ("entities.toml", "outlets.toml")]
    read_files = [read(text, name) for text, name in zip(texts, ("entities.toml", "outlets.toml"), strict=True)]
    for path in extra:
        try:
            read_files.append(read(Path(path).read_text("utf-8"), path))
        except OSError as error:
            raise UsageError(
                "knowledge.no_names", f"{path}: {error.strerror}", "see [knowledge] in vigie.toml"
            ) from error
    return Names(
        (entity for file in read_files for entity in file.entity),
        (outlet for file in read_files for outlet in file.outlet),
        (word for file in read_files for word in file.citing),
    )

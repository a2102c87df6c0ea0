"""Names of a sentence that its cited words do not hold, in whatever script they hold them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError

from vigie.knowledge import names as known
from vigie.knowledge.cues import cues, fold, languages
from vigie.knowledge.matching import PhraseBook, bare, unspaced
from vigie.write.checking.fault import Fault
from vigie.write.checking.lexicon import CALENDAR, FREE, MONEY, TITLE, UNIT
from vigie.write.checking.likeness import same_stem
from vigie.write.checking.passages import Passage, Word

_CAPITALS = re.compile(r"[^\W\d_]")
# A name in Latin letters stands among Han without a space: « Meta以45亿 ».
_LATIN = re.compile(r"[a-z0-9]+")
# AI is « IA », NATO is « OTAN »: adjectives stand on the other side of their nouns.
_SHORT = re.compile(r"(?<!\w)[A-Z]{2,4}(?!\w)")
SHORTEST_NAME = 3
FIRMS = frozenset({"company", "lab", "person", "outlet", "agency", "newspaper"})


def name_faults(
    said: Passage, cited: Sequence[Passage], wording: frozenset[str], ours: frozenset[int]
) -> Iterator[Fault]:
    """Names that no cited passage, publisher or country of theirs accounts for. `wording` are words of our own templates,
    and `ours` where the sentence has such."""
    there = _Held.of(cited)
    figures = [(word.start, word.end) for word in said.words if word.figure or word.days]
    taken = list(figures)
    for start, end, entity in _names_of(said):
        # « Werk 2027 », "US$": a figure's neighbour, which the reader took for a name.
        inside = any(a <= start and end <= b for a, b in figures)
        if start in ours or inside or (not entity and any(a < end and start < b for a, b in figures)):
            continue
        taken.append((start, end))
        written = said.text[start:end]
        if not (
            there.entity(entity)
            or there.publisher(written)
            or there.words(written, said, wording)
            or there.place(written)
        ):
            yield Fault("name", written)
    for word in _capitalised(said, taken):
        if not (
            word.start in ours
            or bare(word.text) in wording
            or there.words(word.text, said, wording)
            or there.place(word.text)
        ):
            yield Fault("name", word.text)
    for name, start in _countries(said):
        if start not in ours and not there.place(name):
            yield Fault("name", name)


def _names_of(said: Passage) -> Iterator[tuple[int, int, str]]:
    """The names of the sentence, as start, end and entity: those that the reader saw, and those that he would have seen in a
    longer text."""
    names = known.load()
    seen = []
    for mention in said.mentions:
        named = names.outlet_named(mention.name) or names.entity_named(mention.name)
        seen.append((*said.place(mention.span), mention.entity or (named.id if named is not None else "")))
    yield from seen
    for hit in names.find_any(said.text):
        # 欧盟 in 欧盟委员会 is part of a longer name.
        goes_on = unspaced(said.text[hit.start]) and unspaced(said.text[hit.end : hit.end + 1] or " ")
        if goes_on and hit.end - hit.start < SHORTEST_NAME and hit.meaning.kind not in FIRMS:
            continue
        if not any(a < hit.end and hit.start < b for a, b, _ in seen):
            yield hit.start, hit.end, hit.meaning.id


@dataclass(frozen=True)
class _Held:
    """The names that the cited passages hold, in the ways in which one can be known again."""

    entities: frozenset[str]
    texts: tuple[str, ...]
    bare_texts: tuple[str, ...]
    publishers: frozenset[str]
    tokens: frozenset[str]

    @classmethod
    def of(cls, cited: Sequence[Passage]) -> "_Held":
        publishers = frozenset(bare(one.publisher) for one in cited)
        bare_texts = tuple(f" {bare(one.text)} " for one in cited)
        return cls(
            frozenset(m.entity for one in cited for m in one.mentions if m.entity)
            | frozenset(hit.meaning.id for one in cited for hit in known.load().find_any(one.text)),
            tuple(fold(one.text) for one in cited),
            bare_texts,
            publishers,
            frozenset(word for text in (*bare_texts, *publishers) for word in (*text.split(), *_LATIN.findall(text)))
            | frozenset(bare(short[::-1]) for one in cited for short in _SHORT.findall(one.text)),
        )

    def entity(self, entity: str) -> bool:
        """The entity under any of its forms."""
        if not entity:
            return False
        names = known.load()
        one = names.entities.get(entity) or names.outlets.get(entity)
        forms = (one.name, *one.aliases) if one is not None else ()
        # « to the » takes the Arabic article into itself: للبنتاغون.
        if any(form.startswith("ال") and f"لل{form[2:]}" in text for form in forms for text in self.texts):
            return True
        return entity in self.entities or any(
            any(fold(form) in text for text in self.texts)
            if unspaced(form[0])
            else any(_whole(bare(form), text) for text in self.bare_texts)
            for form in forms
        )

    def publisher(self, written: str) -> bool:
        return any(_whole(bare(written), f" {name} ") for name in self.publishers)

    def words(self, written: str, said: Passage, wording: frozenset[str]) -> bool:
        """Every word of the name stands in the cited words, possessives and endings apart; small words may be added."""
        parts = bare(written).split()
        if not parts or "".join(parts) in self.tokens or any(_whole(bare(written), text) for text in self.bare_texts):
            return True
        if unspaced(parts[0][0]):
            return any(fold(written) in text for text in self.texts)
        small = {w.norm for w in said.words if w.does & {FREE, TITLE, CALENDAR, MONEY, UNIT}} | self.tokens | wording
        return all(
            part in small
            or len(part) < 2
            or (
                not part.isdigit()
                and any(same_stem(part, token, name=True) for token in self.tokens if token[0] == part[0])
            )
            for part in parts
        )

    def place(self, written: str) -> bool:
        """A country that the cited words name in their own language, or of which they speak (« chinois »)."""
        codes = _territories().get(fold(written), frozenset())
        names = frozenset(name for code in codes for name in _names_of_code()[code])
        return any(
            name in text if unspaced(name[0]) else _whole(bare(name), bare_text)
            for name in names
            for text, bare_text in zip(self.texts, self.bare_texts, strict=True)
        ) or any(
            same_stem(bare(name), token)
            for name in names
            if " " not in name
            for token in self.tokens
            if token[0] == name[0]
        )


def _whole(name: str, text: str) -> bool:
    return bool(name) and f" {name} " in text


def _capitalised(said: Passage, covered: Iterable[tuple[int, int]]) -> Iterator[Word]:
    """Words written as names inside the sentence that the reader took for none. Where every noun has a capital there is
    nothing to go by."""
    if said.language == "de":
        return
    taken = list(covered)
    opening = True
    for word in said.words:
        if word.mark:
            opening = opening or word.text in '.!?:«“„"(—–'
            continue
        first, opening = opening, False
        if first or word.figure or word.days or word.does & {CALENDAR, MONEY, UNIT, TITLE, FREE}:
            continue
        if any(a <= word.start < b for a, b in taken) or len(word.text) < SHORTEST_NAME:
            continue
        if word.text[0].isupper() and _CAPITALS.match(word.text):
            yield word


def _countries(said: Passage) -> Iterator[tuple[str, int]]:
    """Countries named in the sentence, in its language."""
    yield from ((said.text[hit.start : hit.end], hit.start) for hit in _atlas(said.language).find(said.text))


@cache
def _atlas(language: str) -> PhraseBook[str]:
    found = cues(language)
    spaced = found is None or found.spaced
    try:
        territories = list(Locale(language).territories.items())
    except (UnknownLocaleError, ValueError):
        territories = []
    named = [(name, code) for code, name in territories if code.isalpha() and len(name) >= (4 if spaced else 2)]
    return PhraseBook(named, accept=lambda text, start, _end, _code: not text[start].islower())


@cache
def _territories() -> dict[str, frozenset[str]]:
    """Names of countries in every language that has cues, and the codes they stand for."""
    found: dict[str, set[str]] = {}
    for language in languages():
        try:
            territories = Locale(language).territories
        except (UnknownLocaleError, ValueError):
            continue
        for code, name in territories.items():
            if code.isalpha():
                found.setdefault(fold(name), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


@cache
def _names_of_code() -> dict[str, frozenset[str]]:
    made: dict[str, set[str]] = {}
    for name, codes in _territories().items():
        for code in codes:
            made.setdefault(code, set()).add(name)
    return {code: frozenset(names) for code, names in made.items()}

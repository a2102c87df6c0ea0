"""Names of a sentence that its cited words do not hold, in whatever script they hold them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from babel import Locale, UnknownLocaleError

from vigie.knowledge import names as known
from vigie.knowledge.cues import fold, languages
from vigie.knowledge.matching import bare, unspaced
from vigie.model import Mention
from vigie.write.checking.fault import Fault
from vigie.write.checking.lexicon import CALENDAR, FREE, MONEY, TITLE, UNIT
from vigie.write.checking.likeness import same_stem
from vigie.write.checking.passages import Passage, Word

_CAPITALS = re.compile(r"[^\W\d_]")
SHORTEST_NAME = 3


def name_faults(
    said: Passage, cited: Sequence[Passage], wording: frozenset[str], ours: frozenset[int]
) -> Iterator[Fault]:
    """Names that no cited passage, publisher or country of theirs accounts for. `wording` are words of our own templates,
    and `ours` where the sentence has such."""
    entities = {mention.entity for one in cited for mention in one.mentions if mention.entity}
    texts = [fold(one.text) for one in cited]
    bare_texts = [f" {bare(one.text)} " for one in cited]
    publishers = frozenset(bare(one.publisher) for one in cited)
    tokens = frozenset(word for text in bare_texts for word in text.split()) | frozenset(
        word for name in publishers for word in name.split()
    )
    places = _places(texts)
    covered: list[tuple[int, int]] = []
    for mention in said.mentions:
        start, end = said.place(mention.span)
        covered.append((start, end))
        written = said.text[start:end]
        if start in ours:
            continue
        held = mention.entity in entities or _by_any_form(mention, texts, bare_texts)
        if (
            held
            or any(_whole(bare(mention.name), f" {name} ") for name in publishers)
            or _by_words(written, tokens, said, wording)
        ):
            continue
        if _place(written) & places or any(_whole(bare(written), text) for text in bare_texts):
            continue
        yield Fault("name", written)
    for word in _capitalised(said, covered):
        known_word = word.start in ours or bare(word.text) in wording or _by_words(word.text, tokens, said, wording)
        if not known_word and not _place(word.text) & places:
            yield Fault("name", word.text)


def _by_any_form(mention: Mention, texts: Sequence[str], bare_texts: Sequence[str]) -> bool:
    """The cited words may have another form of the name, or one that counts only beside a word they lack."""
    names = known.load()
    one = names.entities.get(mention.entity) or names.outlets.get(mention.entity)
    if one is None:
        return False
    for form in (one.name, *one.aliases):
        if unspaced(form[0]):
            if any(fold(form) in text for text in texts):
                return True
        elif any(_whole(bare(form), text) for text in bare_texts):
            return True
    return False


def _whole(name: str, text: str) -> bool:
    return bool(name) and f" {name} " in text


def _by_words(written: str, tokens: frozenset[str], said: Passage, wording: frozenset[str]) -> bool:
    """Every word of the name stands in the cited words, possessives and endings apart; small words and titles may be added."""
    parts = bare(written).split()
    if not parts:
        return True
    if unspaced(parts[0][0]):
        return False
    joined = "".join(parts)
    if joined in tokens or (len(joined) > SHORTEST_NAME and any(joined == token for token in tokens)):
        return True
    small = {w.norm for w in said.words if w.does & {FREE, TITLE, CALENDAR, MONEY, UNIT}}
    for part in parts:
        if part in small or part in tokens or len(part) < 2 or part in wording:
            continue
        if part.isdigit() or not any(same_stem(part, token, name=True) for token in tokens if token[0] == part[0]):
            return False
    return True


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


@cache
def _territories() -> dict[str, frozenset[str]]:
    """Names of countries in every language that has cues, and the codes they stand for."""
    found: dict[str, set[str]] = {}
    for language in languages():
        try:
            territories = Locale(language).territories
        except UnknownLocaleError:
            continue
        for code, name in territories.items():
            if code.isalpha():
                found.setdefault(fold(name), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def _place(written: str) -> frozenset[str]:
    return _territories().get(fold(written), frozenset())


def _places(texts: Sequence[str]) -> frozenset[str]:
    """The countries that these texts name, in their own languages."""
    found: set[str] = set()
    for text in texts:
        for name, codes in _territories().items():
            if name in text:
                found |= codes
    return frozenset(found)

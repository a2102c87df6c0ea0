"""Whether two words are one word in two forms, in languages that inflect."""

from vigie.knowledge.matching import bare, unspaced
from vigie.write.checking.lexicon import FIRM, HEDGE, LIMIT, NEGATION, PLAN, Lexicon
from vigie.write.checking.passages import Word

# What no change of form may bring in or take away.
STRICT = frozenset({NEGATION, HEDGE, PLAN, LIMIT, FIRM})
SHORTEST_STEM = 4
STEM_SHARE = 0.6


def inflected(one: Word, other: Word, lexicon: Lexicon) -> bool:
    """« annonce » and « annoncé », "plan" and "planned"; not « rachèterait » and « rachète », where the doubt is gone."""
    if one.figure or other.figure or one.days or other.days or one.mark or other.mark:
        return False
    if one.entity and other.entity and one.entity != other.entity:
        return False
    if (one.does & STRICT) != (other.does & STRICT) or hearsay(one, lexicon) != hearsay(other, lexicon):
        return False
    return same_stem(one.norm, other.norm, name=is_name(one) or is_name(other))


def same_stem(one: str, other: str, *, name: bool = False) -> bool:
    """Whether two folded words begin alike far enough. Of names only the last two letters may differ: Gemini is no Gemma."""
    if one == other:
        return True
    if not one or not other or unspaced(one[0]) or unspaced(other[0]) or any(map(str.isdigit, one + other)):
        return False
    one, other = bare(one), bare(other)
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    longer = max(len(one), len(other))
    if name:
        return shared >= SHORTEST_STEM and longer - shared <= 2 and min(len(one), len(other)) - shared <= 1
    return shared >= SHORTEST_STEM and shared >= STEM_SHARE * longer


def is_name(word: Word) -> bool:
    """A word written as names are in scripts with capitals, or one that a known name covers."""
    return bool(word.entity) or (word.text[:1].isupper() and len(word.text) > 1)


def hearsay(word: Word, lexicon: Lexicon) -> bool:
    """« lèverait »: the ending alone tells that others say so."""
    return HEDGE in word.does or (len(word.norm) > SHORTEST_STEM and word.norm.endswith(lexicon.hearsay))

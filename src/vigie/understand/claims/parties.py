"""Who acts and who undergoes, as short names: a name where the noun phrase holds one that is its head, else its words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vigie.knowledge.cues import fold
from vigie.model import EventType, Mention, Span
from vigie.understand.claims.words import Grammar, Pair

ACTORS = {
    "company",
    "lab",
    "government",
    "regulator",
    "court",
    "organisation",
    "university",
    "person",
    "unknown",
    "place",
}
THINGS = {"model", "product", "chip"}
# An organisation stands for those who act in its name: « les dirigeants d'OpenAI ».
STANDS_FOR = {"company", "lab", "government", "regulator", "court", "organisation", "university"}
# What their words name is nothing that somebody does to somebody: « ministre », « résultats ».
NO_ACTS = {EventType.POLICY, EventType.RESULTS, EventType.RESEARCH, EventType.OTHER}
LONGEST_NAME = 90
_MADE = re.compile(r"[A-Z]{1,4}-[a-z]+")


@dataclass(frozen=True, slots=True)
class Party:
    """`named`: a name that means the same in every article; the words of a noun phrase (« le gouvernement ») do not."""

    name: str
    named: bool
    span: Span


def acts(mention: Mention) -> bool:
    """An unknown name of a few capitals (CEO, IPO, TAM) or made with them (AI-powered) is a term, not somebody."""
    term = mention.kind == "unknown" and (
        (mention.name.isupper() and len(mention.name) <= 4) or _MADE.fullmatch(mention.name) is not None
    )
    return mention.kind in ACTORS and not term


def party_of(
    place: Pair | None, text: str, mentions: Sequence[Mention], like: Span, rules: Grammar, *, things: bool = False
) -> Party | None:
    """The party that a noun phrase names, or None for a phrase that names nobody (a number, a pronoun)."""
    if place is None:
        return None
    start, end = place
    inside = [
        m
        for m in mentions
        if start <= m.span.start
        and m.span.end <= end
        and (acts(m) or (things and m.kind in THINGS) or m.kind == "outlet")
    ]
    found = _head(inside, text, start, end, rules)
    if found is not None:
        return _named(found)
    words = " ".join(text[start:end].split()).strip(" ,;:\"'«»“”")
    low = fold(words)
    small = low in rules.pronouns or low in rules.adverbs or low in rules.be or low in rules.have
    if small or len(words) > LONGEST_NAME or not any(c.isalpha() for c in words):
        return None
    return Party(words, False, Span(like.article, start, end, like.part))


def _named(mention: Mention) -> Party:
    """The name, without the 's that a name unknown to us was cut out with."""
    name, span = mention.name, mention.span
    if not mention.entity and name.endswith(("'s", "’s")) and len(name) > 3:
        return Party(name[:-2], True, Span(span.article, span.start, span.end - 2, span.part))
    return Party(name, True, span)


def _head(inside: Sequence[Mention], text: str, start: int, end: int, rules: Grammar) -> Mention | None:
    inside = [m for m in inside if m.kind != "place" or not _part_of_a_name(m, text)]
    inside = [m for m in inside if m.entity or m.span.end >= end or not _qualifies(m, text)]
    direct = [m for m in inside if not _leans(m, text, start, rules) and not _owns(m, text, end)]
    persons = [m for m in direct if m.kind == "person"]
    if persons:
        return persons[-1]
    if direct:
        # « Le PDG d'Apple Tim X »: a name of two words behind a company is the person; else the first one heads.
        late = [m for m in direct if m.kind == "unknown" and " " in m.name and m.span.start > direct[0].span.start]
        companion = (
            direct[0].kind in STANDS_FOR and late and " " not in text[direct[0].span.end : late[0].span.start].strip()
        )
        return late[0] if companion and text[direct[0].span.end : late[0].span.start].strip().islower() else direct[0]
    heads = {word.strip("'’s") for word in fold(text[start:end]).replace("'", " ").split()}
    return next((m for m in inside if m.kind in STANDS_FOR and (heads & rules.heads)), None)


def _part_of_a_name(place: Mention, text: str) -> bool:
    """« Japan Airlines »: a place that a capital follows is part of a longer name."""
    after = text[place.span.end : place.span.end + 2]
    before = (
        text[: place.span.start].rsplit(maxsplit=1)[-1:] if text[place.span.start - 1 : place.span.start] == " " else []
    )
    followed = len(after) == 2 and after[0] in " -" and after[1].isupper()
    return followed or (bool(before) and before[0].istitle() and before[0].isalpha() and len(before[0]) > 2)


def _qualifies(mention: Mention, text: str) -> bool:
    """ "The Dutch issuer": one capitalised word, unknown, before a common noun."""
    after = text[mention.span.end : mention.span.end + 2]
    return " " not in mention.name and len(after) == 2 and after[0] == " " and after[1].islower()


def _leans(mention: Mention, text: str, start: int, rules: Grammar) -> bool:
    """True when « de » or "of" ties a name to a noun before it: « l'armée de X » is not X."""
    before = fold(text[start : mention.span.start]).replace("'", "' ").split()
    while before and before[-1] in rules.determiners and before[-1] not in rules.of:
        before.pop()
    return bool(before) and (before[-1] in rules.of or before[-1] in rules.prepositions)


def _owns(mention: Mention, text: str, end: int) -> bool:
    """ "OpenAI's board": the name owns what is named behind it."""
    return text[mention.span.end : mention.span.end + 2] in {"'s", "’s"} and mention.span.end + 2 < end

"""Words: what a sentence says in its source's language with words that its source does not have; and our own words."""

from collections.abc import Iterator, Sequence
from functools import cache
from string import Formatter

import msgspec

from vigie.knowledge.matching import bare
from vigie.model import UsageError
from vigie.write.checking.fault import Fault
from vigie.write.checking.lexicon import ACCORDING, ANNOUNCING, CALENDAR, MONEY, SAYING, UNIT, lexicon
from vigie.write.checking.likeness import STRICT, inflected
from vigie.write.checking.passages import Passage
from vigie.write.phrasing import phrasing

GIVEN = frozenset({SAYING, ANNOUNCING, ACCORDING, CALENDAR, MONEY, UNIT})


def word_faults(said: Passage, cited: Sequence[Passage]) -> Iterator[Fault]:
    """Telling words of the sentence that stand in no cited sentence of its language, in any form."""
    words = lexicon(said.language)
    theirs = [word for one in cited if one.language == said.language for word in one.words if not word.mark]
    norms = {word.norm for word in theirs}
    for word in said.words:
        if word.is_free() or word.figure or word.days or word.entity or word.does & GIVEN or word.norm in norms:
            continue
        if not any(inflected(word, other, words) for other in theirs):
            strict = word.does & STRICT
            yield Fault("hedge" if strict and not strict & {m for w in theirs for m in w.does} else "words", word.text)


@cache
def wording(language: str) -> frozenset[str]:
    """The words of Vigie's own templates in a language: they are nobody's, and no fault."""
    try:
        told = msgspec.to_builtins(phrasing(language))
    except UsageError:
        return frozenset()
    return frozenset(word for text in _texts(told) for word in bare(text).split())


def _texts(told: object) -> Iterator[str]:
    if isinstance(told, str):
        yield " ".join(literal for literal, _, _, _ in _parsed(told))
    elif isinstance(told, dict):
        for value in told.values():
            yield from _texts(value)
    elif isinstance(told, list | tuple):
        for value in told:
            yield from _texts(value)


def _parsed(template: str) -> Iterator[tuple[str, str | None, str | None, str | None]]:
    try:
        yield from Formatter().parse(template)
    except ValueError:
        yield template, None, None, None

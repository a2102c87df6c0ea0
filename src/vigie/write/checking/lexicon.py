"""What words do to a sentence, by language: they deny, doubt, bound, report, or stand for one of two opposite concepts.

Everything comes from the cue files; a language without [checking] still has the marks of status that its reader uses.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from vigie.knowledge.contrasts import OPPOSITES
from vigie.knowledge.cues import Attributing, Cues, cues, fold
from vigie.knowledge.matching import PhraseBook

# Marks. A concept of [contrast] is marked by its own name behind CONCEPT, a status by its name behind STATUS.
NEGATION, HEDGE, FIRM, PLAN, LIMIT = "negation", "hedge", "firm", "plan", "limit"
SAYING, ANNOUNCING, ACCORDING, FREE, TITLE = "saying", "announcing", "according", "free", "title"
PRONOUN, UNNEGATED, PASSIVE, CALENDAR, MONEY, UNIT = "pronoun", "unnegated", "passive", "calendar", "money", "unit"
CONCEPT, STATUS = "concept:", "status:"
OPPOSITE: dict[str, frozenset[str]] = {
    CONCEPT + one: frozenset(CONCEPT + b if a == one else CONCEPT + a for a, b in OPPOSITES if one in (a, b))
    for pair in OPPOSITES
    for one in pair
}


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of a text and what it does there."""

    start: int
    end: int
    mark: str


@dataclass(frozen=True)
class Lexicon:
    """One language's words."""

    language: str
    spaced: bool
    book: PhraseBook[str]
    hearsay: tuple[str, ...]  # endings of verbs that only repeat: « rachèterait »

    def marks(self, text: str) -> list[Marked]:
        """All marks of a text. What stands inside a longer expression that denies nothing is no negation."""
        hits = self.book.find_all(text)
        closed = [(hit.start, hit.end) for hit in hits if hit.meaning == UNNEGATED]
        return [
            Marked(hit.start, hit.end, hit.meaning)
            for hit in hits
            if hit.meaning != UNNEGATED
            and not (hit.meaning == NEGATION and any(a <= hit.start and hit.end <= b for a, b in closed))
        ]


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; an empty one where no cue file speaks it."""
    found = cues(language)
    if found is None:
        return Lexicon(language, True, PhraseBook([]), ())
    words = [(form, mark) for form, mark in _forms(found) if fold(form).strip("*")]
    return Lexicon(language, found.spaced, PhraseBook(words, spaced=found.spaced), found.syntax.hearsay_endings)


def _forms(found: Cues) -> Iterator[tuple[str, str]]:
    told, status, said = found.checking, found.status, found.attribution
    lists = (
        (NEGATION, (*told.negations, *status.negation)),
        (UNNEGATED, told.unnegated),
        (HEDGE, (*told.hedges, *status.rumour)),
        (FIRM, told.firm),
        (PLAN, (*told.plans, *status.considering, *status.threat)),
        (LIMIT, (*told.limits, *found.numbers.about)),
        (SAYING, told.saying or (*said.reporting, *said.participles, *_regular(said))),
        (ANNOUNCING, told.announcing),
        (ACCORDING, (*said.according, *said.postposed)),
        (PASSIVE, told.passive),
        (FREE, (*told.free, *found.function_words)),
        (TITLE, told.titles),
        (PRONOUN, (*said.pronouns, *found.syntax.pronouns, *found.syntax.possessives)),
        (CALENDAR, _calendar(found)),
        (MONEY, tuple(found.numbers.currencies)),
        (UNIT, tuple(found.numbers.units)),
    )
    for mark, written in lists:
        yield from ((form, mark) for form in dict.fromkeys(written))
    for name in ("official", "confirmed", "announced", "rumour", "threat", "considering", "denied", "ended"):
        yield from ((form, STATUS + name) for form in getattr(status, name))
    for concept, written in found.contrast.items():
        yield from ((form, CONCEPT + concept) for form in written)


def _regular(said: Attributing) -> Iterator[str]:
    """Forms of regular verbs of saying, for a language whose file does not list those that only say."""
    for verb in said.verbs:
        ending = next((e for e in sorted(said.conjugations, key=len, reverse=True) if verb.endswith(e)), None)
        if ending is not None:
            forms = said.conjugations[ending]
            yield from (verb.removesuffix(ending) + new for new in (*forms.finite, *forms.participles))


def _calendar(found: Cues) -> tuple[str, ...]:
    told = found.dates
    named = [form for forms in (*told.months, *told.weekdays) for form in forms]
    periods = (*told.last_month, *told.next_month, *told.last_year, *told.next_year, *told.this_month, *told.this_year)
    return (*named, *told.relative, *periods, *told.last_week, *told.this_week, *told.next_week, *told.beside)

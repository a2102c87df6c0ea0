"""The words by which one language tells who says what, ready for use: made once from its cue file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from vigie.knowledge.cues import Attributing, Cues, cues, fold
from vigie.knowledge.matching import PhraseBook


class Role(Enum):
    """What a cue does."""

    ACCORDING = "according"  # before its source
    POSTPOSED = "postposed"  # behind its source
    VIEWPOINT = "viewpoint"  # before its source, at the head of a sentence only
    SOURCELESS = "sourceless"  # without a source
    STRONG = "strong"
    WEAK = "weak"  # only before what is seen to be said
    PARTICIPLE = "participle"  # behind an auxiliary only
    WEAK_PARTICIPLE = "weak_participle"
    WEAK_GERUND = "weak_gerund"
    GERUND = "gerund"  # its source is the subject of another verb
    NEVER = "never"


class Beside(Enum):
    """What an adjunct between a subject and its verb is, where no blank shows it."""

    GOVERNS = "governs"  # 在, 援引: what follows belongs to it
    DATES = "dates"  # 今日, 发布: may belong to a relative clause inside the subject
    WHOLE = "whole"  # 反对 only holds one


class Closed(Enum):
    """The small words and phrases of a sentence that decide its shape: one book, so that a text is searched once."""

    ANONYMOUS = "anonymous"
    PRONOUN = "pronouns"
    BREAK = "breaks"
    COMPLEMENTIZER = "complementizers"
    INFINITIVE = "infinitives"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What attributions are read with in one language."""

    language: str
    spaced: bool
    book: PhraseBook[Role]
    closed: PhraseBook[Closed]
    moods: PhraseBook[str]
    auxiliaries: frozenset[str]
    adverbs: frozenset[str]
    phrases: tuple[str, ...]  # the adverbs of several words
    manners: frozenset[str]
    passives: frozenset[str]
    agents: frozenset[str]
    relatives: frozenset[str]
    adjuncts: frozenset[str]
    beside: PhraseBook[Beside]
    wholes: frozenset[str]
    impersonal: dict[str, bool]  # cues that are nobody's (据悉), and whether they are hearsay (据传)
    joining: frozenset[str]
    contrasts: frozenset[str]
    subordinators: frozenset[str]
    indefinites: frozenset[str]
    unnamed: frozenset[str]
    small: frozenset[str]
    adverb_endings: tuple[str, ...]
    drops_subject: bool
    verb_second: bool
    elided: tuple[str, ...]
    never_after: tuple[str, ...]

    def adverb(self, word: str, *, capital: bool = False) -> bool:
        """Whether a word may stand between a subject and its verb and belong to neither; no name does (Kelly)."""
        ends = bool(self.adverb_endings) and not capital and len(word) > 4 and word.endswith(self.adverb_endings)
        return word in self.adverbs or ends


@cache
def lexicon(language: str) -> Lexicon | None:
    """The lexicon of a language, or None where it has no cue file."""
    found = cues(language)
    return _made(found) if found else None


def _made(found: Cues) -> Lexicon:
    table, grammar, spaced = found.attribution, found.clauses, found.spaced

    def book(phrases: Iterable[str]) -> PhraseBook[str]:
        return PhraseBook([(text, text) for text in phrases], spaced=spaced)

    before = [fold(word) for word in table.never_after]
    return Lexicon(
        found.language,
        spaced,
        PhraseBook(list(_phrases(table)), spaced=spaced),
        PhraseBook([(text, kind) for kind in Closed for text in getattr(table, kind.value)], spaced=spaced),
        book(table.moods),
        _words(grammar.auxiliaries),
        _words([*grammar.adverbs, *(form for forms in found.dates.weekdays for form in forms), *found.dates.relative]),
        tuple(fold(text) for text in grammar.adverbs if " " in text and spaced),
        _words(grammar.manners),
        _words(grammar.passives),
        _words(grammar.agents),
        _words(grammar.relatives),
        _words(grammar.adjuncts),
        PhraseBook(list(_beside(found)), spaced=spaced),
        _words(grammar.wholes),
        _impersonal(table),
        _words(grammar.joining),
        _words(grammar.contrasts),
        _words(grammar.subordinators),
        _words(grammar.indefinites),
        _words(grammar.unnamed),
        _words(found.function_words),
        grammar.adverb_endings,
        grammar.drops_subject,
        grammar.verb_second,
        tuple(word for word in before if word.endswith("'")),
        tuple(f" {word}" for word in before if not word.endswith("'")),
    )


def _phrases(table: Attributing) -> Iterator[tuple[str, Role]]:
    """Every cue with its role; of two roles of one form the first counts: a French « dit » is finite before it is a
    participle."""
    strong, participles, gerunds = _conjugated(table, table.verbs)
    weak, weak_participles, weak_gerunds = _conjugated(table, table.weak_verbs)
    listed = (
        (Role.NEVER, table.never),
        (Role.ACCORDING, table.according),
        (Role.POSTPOSED, table.postposed),
        (Role.SOURCELESS, (*table.sourceless, *_going_on(table))),
        (Role.VIEWPOINT, table.viewpoint),
        (Role.STRONG, (*table.reporting, *strong)),
        (Role.GERUND, (*table.gerunds, *gerunds)),
        (Role.PARTICIPLE, (*table.participles, *participles)),
        (Role.WEAK, (*table.weak, *weak)),
        (Role.WEAK_GERUND, weak_gerunds),
        (Role.WEAK_PARTICIPLE, (*table.weak_participles, *weak_participles)),
    )
    seen: set[str] = set()
    for role, forms in listed:
        for form in forms:
            if form not in seen:
                seen.add(form)
                yield form, role


def _beside(found: Cues) -> Iterator[tuple[str, Beside]]:
    for word in found.clauses.adjuncts:
        governs = len(word) == 1 or word in found.attribution.according
        yield word, Beside.GOVERNS if governs else Beside.DATES
    for word in found.clauses.wholes:
        yield word, Beside.WHOLE


def _impersonal(table: Attributing) -> dict[str, bool]:
    """The verbs that bring their own « according to », and those that are an unnamed source themselves."""
    hearsay, according = _words(table.anonymous), tuple(_words(table.according))
    verbs = _words(table.reporting)
    return (
        {verb: verb in hearsay for verb in verbs if verb in hearsay or verb.startswith(according)} if according else {}
    )


def _going_on(table: Attributing) -> Iterator[str]:
    for before in table.goes_on:
        for verb in table.verbs:
            vowel = fold(verb)[0] in "aeéèêiouyh"
            if before.endswith("'") == vowel:
                yield before + ("" if vowel else " ") + verb


def _conjugated(table: Attributing, verbs: Iterable[str]) -> tuple[list[str], list[str], list[str]]:
    """(finite forms, participles, gerunds) of regular verbs: of the endings that fit, the longest is the verb's class."""
    finite: list[str] = []
    participles: list[str] = []
    gerunds: list[str] = []
    for verb in verbs:
        ending = max((e for e in table.conjugations if verb.endswith(e)), key=len, default=None)
        if ending is None:
            finite.append(verb)
            continue
        stem, forms = verb[: len(verb) - len(ending)], table.conjugations[ending]
        finite += [stem + form for form in forms.finite]
        participles += [stem + form for form in forms.participles]
        gerunds += [stem + form for form in forms.gerunds]
    return finite, participles, gerunds


def _words(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)

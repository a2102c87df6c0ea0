"""Cues: what a language says to report, doubt, deny, count and date. One TOML file a language, no code.

A phrase is written in lower case as it stands in a text. A trailing `*` lets the word go on (`ilmoitt*`), for languages
that inflect at the end. Patterns under [asides] and [classes] are regular expressions (re, IGNORECASE).
"""

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal

import msgspec

from vigie.knowledge.contrasts import OPPOSITES, Checking
from vigie.knowledge.quotable import Quoting
from vigie.model import KnowledgeError

CUES = files("vigie.knowledge") / "cues"


class Conjugation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The endings that regular verbs of one class take in the place of the infinitive's."""

    finite: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()
    gerunds: tuple[str, ...] = ()


class Attributing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a language says whose word it is. Forms of regular verbs are made from `verbs` and `weak_verbs` (infinitives) by
    `conjugations`, whose keys are the infinitives' endings: the longest that fits."""

    according: tuple[str, ...]  # cue, then source: « selon », "according to"; may stand after in `postposed`
    reporting: tuple[str, ...]  # source, then cue, then content: « a déclaré », "said"
    weak: tuple[str, ...] = ()  # reports only where words are seen to follow it: « montre », "wants", "finds that"
    verbs: tuple[str, ...] = ()
    weak_verbs: tuple[str, ...] = ()
    conjugations: dict[str, Conjugation] = {}
    participles: tuple[str, ...] = ()  # reports behind an auxiliary alone: « déclaré »
    weak_participles: tuple[str, ...] = ()
    gerunds: tuple[str, ...] = ()  # what the subject of the main verb says: « affirmant que », "saying"
    breaks: tuple[str, ...] = ()  # words that no source goes across: « mais », « qui », "while"
    viewpoint: tuple[str, ...] = ()  # opens a sentence before a name and a comma: « Pour Ada Lovelace, … »
    sourceless: tuple[
        str, ...
    ] = ()  # tells by itself, of whoever spoke last or of nobody: « et de rappeler que », 据悉
    goes_on: tuple[
        str, ...
    ] = ()  # before a regular verb's infinitive, the same speaker goes on: « et de », « avant de »
    postposed: tuple[str, ...] = ()  # source, then cue: によると, "reports" as in "X reports"
    complementizers: tuple[str, ...] = ()  # between the verb and what is said: « que », "that"
    infinitives: tuple[str, ...] = ()  # right behind the verb, what is meant to be done: "plans to", « promet de »
    moods: tuple[str, ...] = ()  # forms that by themselves show that another's words go on: « er sei », « habe »
    anonymous: tuple[str, ...] = ()  # « des sources », "people familiar with"
    never: tuple[str, ...] = ()  # longer phrases that hold a cue and report nothing: « accuse un retard »
    never_after: tuple[str, ...] = ()  # words that make a verb a noun: « l'annonce », "the report"
    pronouns: tuple[str, ...] = ()  # a source that must be looked up: « il », "she"


class Clauses(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The small words by which a clause is read: what belongs to a verb, what ends a noun phrase."""

    auxiliaries: tuple[str, ...] = ()  # « a », "has", « n'a pas »: part of the cue where they stand right before it
    adverbs: tuple[str, ...] = ()  # what stands between an auxiliary and its verb: « également », "also"
    passives: tuple[str, ...] = ()  # auxiliaries that make the subject the one spoken of: « est accusé », "was told"
    agents: tuple[str, ...] = ()  # what brings in who speaks behind a passive: « par », "by"
    adverb_endings: tuple[str, ...] = ()  # "ly": no list holds them all
    indefinites: tuple[
        str, ...
    ] = ()  # with `unnamed`, nobody to be asked again: « une » … « source », "some" … "officials"
    unnamed: tuple[str, ...] = ()  # « source », "officials"
    relatives: tuple[str, ...] = ()  # « qui », "who": the source is what stands before
    adjuncts: tuple[str, ...] = ()  # prepositions that end a source behind its verb: « a dit X à l'AFP »
    wholes: tuple[str, ...] = ()  # words that only hold such a sign: 反对 holds 对, 있는 ends like a topic
    joining: tuple[str, ...] = ()  # « et », "and"
    manners: tuple[str, ...] = ()  # « comme », "as": before a verb of saying, what is said stands outside their clause
    contrasts: tuple[str, ...] = ()  # behind a comma, the writer's own again: « mais », "although"
    subordinators: tuple[str, ...] = ()  # at the head of a sentence, a clause that its comma ends: « quand », "when"
    verb_second: bool = False  # « Laut Reuters erwägt X … »: no comma ends the source
    drops_subject: bool = False  # « Añadió que … » has a speaker and no word for him


class Stating(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases that show the status of a claim; the names are those of vigie.model.Status."""

    official: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    announced: tuple[str, ...] = ()
    rumour: tuple[str, ...] = ()
    threat: tuple[str, ...] = ()
    considering: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    negation: tuple[str, ...] = ()


class Standing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose word is an act, and the marks of status that no single phrase shows."""

    authorities: tuple[str, ...] = ()  # nouns of those whose acts are official: « tribunal », "parliament"
    courts: tuple[str, ...] = ()  # those of them that judge
    witnesses: tuple[str, ...] = ()  # nouns of those who establish what happened: « police », "prosecutors"
    shapes: dict[str, tuple[str, ...]] = {}  # by status, patterns for marks whose words stand apart: « droht X mit »
    seized: tuple[str, ...] = ()  # what only an authority does to somebody: « interpellé », "arrested"
    decides: tuple[str, ...] = ()  # verbs that are official when an authority is their subject: « a décidé »


class Parsing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The small words by which the subject, the verb and the object of a sentence are told apart."""

    verbs: tuple[str, ...] = ()  # finite forms; an unknown one by its ending
    verb_endings: tuple[str, ...] = ()
    after_plural: tuple[str, ...] = ()  # forms that are verbs only behind a plural: "missiles kill"
    plurals: tuple[str, ...] = ()  # plurals without an s: "police"
    participle_endings: tuple[str, ...] = ()
    infinitive_endings: tuple[str, ...] = ()
    infinitive_marks: tuple[str, ...] = ()  # « de », "to", "zu"
    be: tuple[str, ...] = ()  # with a participle, the passive
    have: tuple[str, ...] = ()  # with a participle, the active voice
    intransitive: tuple[str, ...] = ()  # participles that make no passive: « est arrivé »
    states: tuple[str, ...] = ()  # verbs by which nobody does anything: « reste », "remains"
    reflexives: tuple[str, ...] = ()  # before a verb that is then no passive: « s'est »
    by: tuple[str, ...] = ()
    between: tuple[str, ...] = ()  # « entre X et Y »
    against: tuple[str, ...] = ()
    of: tuple[str, ...] = ()  # what goes on with a noun: « de », "of"
    prepositions: tuple[str, ...] = ()  # words that open no subject: « après », "on", adverbs that open a sentence
    determiners: tuple[str, ...] = ()  # what makes a noun of the word behind it: « l'annonce », "the report"
    breaks: tuple[str, ...] = ()  # words that no noun phrase goes across: « qui », "which"
    background: tuple[str, ...] = ()  # what follows is context: « sur fond de », "amid"
    adverb_endings: tuple[str, ...] = ()
    hearsay_endings: tuple[str, ...] = ()  # of a main verb that only repeats what is said: « lèverait »
    conditions: tuple[str, ...] = ()  # « si »: what follows is no hearsay
    quantities: tuple[str, ...] = ()  # of two words, that open a noun phrase: "at least"
    gerund_endings: tuple[str, ...] = ()  # of words that open a sentence and are no subject: "Responding to …, X said"
    adverbs: tuple[str, ...] = ()  # may stand inside a verb: « a également annoncé »
    pronouns: tuple[str, ...] = ()  # subjects that must be looked up
    heads: tuple[str, ...] = ()  # nouns that stand for the organisation they belong to: « dirigeants », "board"
    anaphors: tuple[str, ...] = ()  # nouns that stand for a name said before: « le géant », "the startup"
    possessives: tuple[str, ...] = ()  # « son », "its": with a head, whom was spoken of
    definite: tuple[str, ...] = ()  # articles that make them do so
    second_endings: tuple[str, ...] = ()  # of small words that are verbs right behind a capitalised noun
    nouns_capitalised: bool = False
    verb_second: bool = False  # the subject may follow its verb, and participles close the sentence


class Counting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How numbers, money and quantities are written."""

    decimal: str
    grouping: tuple[str, ...]
    multipliers: dict[str, Decimal]  # « milliards » 1e9, 亿 1e8; the longest match wins
    currencies: dict[str, str]  # « dollars » USD, « € » EUR, 元 CNY
    units: dict[str, str] = {}  # « % » percent, « salariés » person; "years ago" nothing
    words: dict[str, Decimal] = {}  # « deux » 2; what is 1 or less counts only before a multiplier: « un milliard »
    joins: tuple[str, ...] = ()  # between words of one number: « vingt et un », "two hundred and fifty"
    halves: tuple[str, ...] = ()  # after a multiplier, half of it more: « et demi », rưỡi
    fillers: tuple[str, ...] = ()  # between number and multiplier or unit, where they close up: 50多亿, 500여 명
    vague: tuple[str, ...] = ()  # before a number, no number at all: 第3名, 数十亿
    minus: tuple[str, ...] = ()  # "minus 3 Grad"
    ranges: tuple[str, ...] = ()  # between the two ends of a range: « 3 à 4 % », "3 to 4"
    between: dict[str, str] = {}  # what opens a range and what parts it: « entre » « et »
    about: tuple[str, ...] = ()  # what makes a number without noun a quantity: « au moins », "at least", 至少
    counted: str = ""  # a regular expression: what a counted noun looks like after a number, as written
    uncounted: tuple[str, ...] = ()  # words that look so and are not counted: « 20 heures », "the 20 says"
    definite: tuple[str, ...] = ()  # before a number in words, it points and does not count: « les deux pays »


Beside = Literal["last", "next", "last week", "this week", "next week"]


class Dating(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How days are named."""

    months: tuple[tuple[str, ...], ...] = ()  # twelve lists of forms
    weekdays: tuple[tuple[str, ...], ...] = ()  # seven lists, Monday first
    relative: dict[str, int] = {}  # « hier » -1, 昨天 -1, in days
    last_month: tuple[str, ...] = ()
    next_month: tuple[str, ...] = ()
    last_year: tuple[str, ...] = ()
    next_year: tuple[str, ...] = ()
    this_month: tuple[str, ...] = ()
    this_year: tuple[str, ...] = ()
    last_week: tuple[str, ...] = ()
    this_week: tuple[str, ...] = ()
    next_week: tuple[str, ...] = ()
    beside: dict[str, Beside] = {}  # before or after a day of the week or a month: « dernier », "next", 上
    ago: dict[str, int] = {}  # with {} for a number: « il y a {} jours » -1, "{} weeks ago" -7, in days
    capitals: bool = False  # months are written with a capital, and a month alone is read only so
    in_month: tuple[str, ...] = ()  # before a month alone: « en », "in", « d'ici », "late"; "*" where none is needed
    in_year: tuple[str, ...] = ()  # before a year alone: « en », "in", « d'ici »; "*" where none is needed
    year_marks: tuple[str, ...] = ()  # after a year: 年, "года"
    quarters: tuple[tuple[str, ...], ...] = ()  # four lists: « premier trimestre », "Q1"
    halves: tuple[tuple[str, ...], ...] = ()  # two lists: « premier semestre », "first half"
    figures: tuple[str, ...] = ()  # days in figures, {d} {m} {y}: « {d}/{m}/{y} », "ngày {d}/{m}"
    bare_day: str = ""  # a regular expression with a group `d`: a day without its month, 12日


class SettingAside(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions for lines that are not the article's own words; each must match the whole line."""

    caption: tuple[str, ...] = ()
    credit: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    share: tuple[str, ...] = ()
    promo: tuple[str, ...] = ()
    newsletter: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    source_line: tuple[str, ...] = ()
    cookies: tuple[str, ...] = ()


class Classing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions searched in the title that tell what sort of page it is."""

    live: tuple[str, ...] = ()
    roundup: tuple[str, ...] = ()
    opinion: tuple[str, ...] = ()
    press_release: tuple[str, ...] = ()


class Correcting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a publisher takes back what it wrote."""

    marks: tuple[str, ...] = ()  # before a colon at the head of a line, or in brackets at its end: « rectificatif »
    withdrawn: tuple[str, ...] = ()  # the same, of an article that is taken away: « article retiré », "retraction"
    notes: tuple[str, ...] = ()  # anywhere in a line: « une version précédente de cet article », "we regret the error"
    retracts: tuple[str, ...] = ()  # anywhere in a line: "this article has been retracted"


class Tracing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What leads from a text to who said it first. A star at an end of a word lets it go on there (`*ministerium`)."""

    head_first: bool = True  # the head opens a noun phrase: « préfecture du Nord », not "Paris prosecutor"
    verb_first: bool = False  # the subject stands behind its verb: أعلنت الوزارة
    determiners: tuple[str, ...] = ()  # no part of a name: « le », "the"
    demonstratives: tuple[str, ...] = ()  # takes up somebody named before: « ce », "this"
    links: tuple[str, ...] = ()  # between a head and its complement: « de », "of"
    heads: dict[str, tuple[str, ...]] = {}  # nouns that tell a kind of vigie.model.OriginKind: « préfecture », 警方
    offices: tuple[str, ...] = ()  # who holds one speaks for the state: « ministre », "senator"
    ranks: tuple[str, ...] = ()  # without a name beside, whose body speaks: « patron », "chief executive"
    former: tuple[str, ...] = ()  # no longer in office: « ancien », "former"
    spokespersons: tuple[str, ...] = ()  # speaks for the body named beside: « porte-parole »
    nobody: tuple[str, ...] = ()  # could be anybody: « un habitant », "experts"
    common: tuple[str, ...] = ()  # where a name would stand, a common noun: 首批, « IA »
    generic: tuple[str, ...] = ()  # names a kind and nobody of it: « les autorités », "researchers"
    posters: tuple[str, ...] = ()  # before the name of one who is known for posting: 博主, « youtubeur »
    press: tuple[str, ...] = ()  # a cue that only the press has: 报道
    issued: tuple[str, ...] = ()  # before the body that made it public: « annoncé par », "released by"
    compounds: tuple[str, ...] = ()  # grown together with whose word it is: « Polizeiangaben »
    local: tuple[str, ...] = ()  # a body of every town, named with its town: « mairie »
    towns: tuple[str, ...] = ()  # before the name of a town: « à », "in"
    speaking: tuple[str, ...] = ()  # verbs that may have an outlet as the one spoken to: « a déclaré »
    told: tuple[str, ...] = ()  # before an outlet, near such a verb: « à l' »
    reported_by: tuple[str, ...] = ()  # before an outlet that says so: « rapporte »
    reports: tuple[str, ...] = ()  # behind one: "reported", 报道
    given_to: tuple[str, ...] = ()  # before an outlet that has the news itself: « dans un entretien à », "seen by"
    given_by: tuple[str, ...] = ()  # behind such an outlet: "has learned", "contributed to this report"
    official: tuple[str, ...] = ()  # an outlet of the state goes without a name: « télévision publique syrienne »
    witnessed: tuple[str, ...] = ()  # the outlet was there itself: « à la barre », "our reporter"
    relayed_by: tuple[str, ...] = ()  # before an outlet that only passes on: « relayé par »
    citing: tuple[str, ...] = ()  # between such an outlet and whose words they are: « citant »
    ours: tuple[str, ...] = ()  # told to the publisher itself: « nous a déclaré », "told us"
    public: tuple[str, ...] = ()  # said to everybody at once: « communiqué », "press conference", "filing"
    posts: tuple[str, ...] = ()  # said on a social network, whichever it is: « tweet », 发文
    on: tuple[str, ...] = ()  # before the name of a network: « sur »
    auxiliaries: tuple[str, ...] = ()  # a subject ends before them where the verb stands further on: « hat »
    when: tuple[str, ...] = ()  # what ends a subject where no spaces part words, or the verb comes first: 近日, في
    acts: tuple[str, ...] = ()  # what a party does in public, beside saying: « publie », "unveils"
    and_: tuple[str, ...] = msgspec.field(default=(), name="and")  # between two sources: « et »


class Cues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that one language's file says. See the module's docstring for how phrases are written."""

    language: str
    name: str
    script: str
    spaced: bool  # words are separated by spaces: phrases match whole words only
    terminators: str
    attribution: Attributing
    status: Stating
    events: dict[str, tuple[str, ...]]  # names of vigie.model.EventType
    numbers: Counting
    dates: Dating
    clauses: Clauses = Clauses()
    standing: Standing = Standing()
    syntax: Parsing = Parsing()
    asides: SettingAside = SettingAside()
    classes: Classing = Classing()
    origins: Tracing = Tracing()
    corrections: Correcting = Correcting()
    checking: Checking = Checking()
    contrast: dict[str, tuple[str, ...]] = {}  # words by concept; the concepts are those of OPPOSITES
    quoting: Quoting = Quoting()
    abbreviations: tuple[str, ...] = ()  # with their full stop: "M.", "Inc."
    leaning: tuple[str, ...] = ()  # openings that lean on the sentence before: « ce dernier », "he"
    function_words: tuple[str, ...] = ()  # the commonest words, which tell nothing of the subject


@dataclass(frozen=True, slots=True)
class Phrase:
    """One cue ready for matching: folded, and whether the word may go on after it."""

    text: str
    open_ended: bool


def phrase(written: str) -> Phrase:
    """The phrase as matched: case folded character by character, the trailing star taken off."""
    folded = fold(written)
    return Phrase(folded.removesuffix("*"), folded.endswith("*"))


def fold(text: str) -> str:
    """Lower case and plain apostrophes, one character for one, so that offsets still point into the text.

    `str.lower` alone would move them: the Turkish İ becomes two characters. It also looks around a Σ, which would make a
    word's fold depend on where it was cut out.
    """
    if text.isascii():
        return text.lower().replace("\t", " ")
    if "İ" in text or "Σ" in text:
        return "".join(_FOLDED.get(c) or (low if len(low := c.lower()) == 1 else c) for c in text)
    low = text.lower()
    # Ten searches for a character that is mostly absent cost a tenth of one look-up for each character.
    for written, plain in _FOLDED.items():
        low = low.replace(written, plain)
    return low


_FOLDED = {
    "’": "'",
    "ʼ": "'",
    "＇": "'",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
    "\u3000": " ",
    "‑": "-",
    "\t": " ",
}


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a file, sorted."""
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in CUES.iterdir() if entry.name.endswith(".toml")))


@cache
def cues(language: str) -> Cues | None:
    """The cues of a language, or None when there is no file for it yet. Raises KnowledgeError for a bad file."""
    return read(CUES / f"{language}.toml") if language in languages() else None


def read(path: Traversable) -> Cues:
    """One cue file, checked: known tables, valid patterns, twelve months. Raises KnowledgeError."""
    try:
        found = msgspec.convert(tomllib.loads(path.read_text("utf-8")), Cues, strict=False)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError("knowledge.cues", f"{path.name}: {error}", "see docs/howto/add-a-language") from error
    for patterns in found.standing.shapes.values():
        for pattern in patterns:
            _check(path.name, pattern)
    for table in (found.asides, found.classes):
        for name in table.__struct_fields__:
            for pattern in getattr(table, name):
                _check(path.name, pattern)
    unknown = set(found.contrast) - {concept for pair in OPPOSITES for concept in pair}
    if unknown:
        raise KnowledgeError(
            "knowledge.cues", f"{path.name}: no such concept in [contrast]: {', '.join(sorted(unknown))}"
        )
    for pattern in (*found.quoting.blurbs, *found.quoting.commentary, *found.quoting.rubrics):
        _check(path.name, pattern)
    if len(found.dates.months) not in {0, 12} or len(found.dates.weekdays) not in {0, 7}:
        raise KnowledgeError("knowledge.cues", f"{path.name}: months must be 12 lists and weekdays 7")
    return found


def _check(name: str, pattern: str) -> None:
    try:
        re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise KnowledgeError("knowledge.cues", f"{name}: the pattern {pattern!r} is not valid: {error}") from error

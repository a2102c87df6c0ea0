"""Whether a translation keeps what its source says: names, figures, dates, denial, and, translated back, its words.

The checker asks whether what is said stands in the source. This asks the other way round as well: a translation that says less
than its source, « the cook said » for Tim Cook, says something else.
"""

import re
from collections import Counter
from difflib import SequenceMatcher
from functools import cache

from babel import Locale, UnknownLocaleError

from vigie.knowledge.cues import Cues, cues, fold
from vigie.knowledge.matching import bare
from vigie.model import Amount, EventType, Mention, Sentence, UnderstoodArticle
from vigie.ports import Reader
from vigie.write.shields import DAY, names_in

# Signs that no engine has a reason to change: GPT-5, iPhone, xAI, H100, OpenAI.
_CODE = re.compile(r"(?<!\w)(?=\w*(?:[a-z][A-Z]|\d[A-Za-z]|[A-Za-z]-?\d))[A-Za-z][\w-]*(?!\w)")
_CAPITAL = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-Þ][\w&]*")
_SHORTEST_NAME = 3
# Words that share so many first letters are one word in two forms.
_STEM = 5
_PEOPLE, _PEOPLE_WORD = 4, 40
# Of a denial in two words, the first.
_FIRST_HALVES = {"ne", "n'"}


def lost(source: Sentence, made: Sentence, reader: Reader) -> str:
    """The kind of the first thing that a translation lost or gained: a name, a figure, a date, a denial; empty for none."""
    one = reader(source.text, source.language, DAY)
    other = reader(made.text, made.language, DAY)
    if _names_lost(source, one, made, other) or _names_lost(made, other, source, one):
        return "name"
    if _figures(source.text, one) != _figures(made.text, other):
        return "number"
    if _digits(source.text, one) != _digits(made.text, other):
        return "number"
    if {(d.start, d.end) for d in one.understanding.dates} != {(d.start, d.end) for d in other.understanding.dates}:
        return "date"
    if _denies(source.text, source.language) != _denies(made.text, made.language):
        return "negation"
    # « Leading the charge » is no accusation: a translation tells of no deed that its source does not tell of.
    return "words" if _events(other) - _events(one) else ""


def agreement(source: Sentence, back: str) -> float:
    """How far a translation translated back says what the source says: the share of telling words that stand in both in the
    same order. « Former OpenAI executive X's start-up » is not "X's former OpenAI start-up"."""
    ours, theirs = _telling(source.text, source.language), _telling(back, source.language)
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio() if ours and theirs else 0.0


def most_repeated(text: str) -> int:
    """How often the longer word that comes most often comes: an engine that has lost its way goes in circles."""
    return max(Counter(word for word in bare(text).split() if len(word) >= _STEM).values(), default=1)


def _telling(text: str, language: str) -> list[str]:
    """The first letters of the words that tell something, in their order; signs where words are not set apart."""
    found = cues(language)
    if found is not None and not found.spaced:
        return [sign for sign in bare(text) if sign.isalnum()]
    common = frozenset(map(bare, found.function_words)) if found else frozenset[str]()
    return [word[:_STEM] for word in bare(text).split() if word not in common]


def _names_lost(source: Sentence, read: UnderstoodArticle, made: Sentence, other: UnderstoodArticle) -> bool:
    """True when a name of one text is not in the other: the same entity, the same country, or the same letters."""
    known = {mention.entity for mention in names_in(other) if mention.entity}
    folded = bare(made.text)
    for mention in names_in(read):
        if mention.entity and mention.entity in known:
            continue
        written = source.text[mention.span.start : mention.span.end]
        if _country_in(written, source.language, made):
            continue
        gone = [part for part in _parts(mention, written) if not _stands_in(bare(part), folded)]
        if any(not _people_in(part, source.language, made) for part in gone):
            return True
    return any(not _stands_in(bare(code), folded) for code in _CODE.findall(source.text))


def _parts(mention: Mention, written: str) -> tuple[str, ...]:
    """What of a name must be found again: a known one as a whole, of an unknown one its words. « AI » and « EU » have
    another order in other languages."""
    if mention.entity:
        first, _, rest = written.partition(" ")
        return (rest if rest and first[0].islower() else written,)
    parts = tuple(part for part in _CAPITAL.findall(written) if len(part) >= _SHORTEST_NAME)
    return parts if parts or written.isascii() else (written,)


def _stands_in(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _country_in(written: str, language: str, made: Sentence) -> bool:
    """True when a country's name, as CLDR gives it in one language, stands in the other text in that text's."""
    names, folded = _countries(made.language), bare(made.text)
    return any(_stands_in(names[code], folded) for code in _codes(language).get(bare(written), ()) if code in names)


def _people_in(word: str, language: str, made: Sentence) -> bool:
    """True for « Chinese » where the other text has « chinesa »: by the names that CLDR gives to languages."""
    theirs, stems = _people(made.language), {token[:_PEOPLE] for token in bare(made.text).split()}
    codes = _people(language).get(bare(word)[:_PEOPLE_WORD].removesuffix("s"), frozenset())
    return any(codes & found and one[:_PEOPLE] in stems for one, found in theirs.items())


@cache
def _people(language: str) -> dict[str, frozenset[str]]:
    """The words in the names of languages (« American English ») and the codes of those that they name."""
    found: dict[str, set[str]] = {}
    try:
        names = Locale.parse(language).languages
    except (ValueError, UnknownLocaleError):
        return {}
    for code, name in names.items():
        for word in bare(name).split():
            found.setdefault(word, set()).add(code)
    return {word: frozenset(codes) for word, codes in found.items()}


@cache
def _countries(language: str) -> dict[str, str]:
    try:
        return {code: bare(name) for code, name in Locale.parse(language).territories.items() if code.isalpha()}
    except (ValueError, UnknownLocaleError):
        return {}


@cache
def _codes(language: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, name in _countries(language).items():
        found[name] = (*found.get(name, ()), code)
    return found


def _figures(text: str, read: UnderstoodArticle) -> Counter[tuple[str, str, str]]:
    """The amounts of a text. « um » is one and also a: a one without a digit tells nothing."""
    return Counter(
        _figure(one)
        for one in read.understanding.amounts
        if one.value != 1 or any(map(str.isdigit, text[one.span.start : one.span.end]))
    )


def _figure(amount: Amount) -> tuple[str, str, str]:
    return (f"{amount.value.normalize():f}", amount.currency, amount.unit)


def _events(read: UnderstoodArticle) -> frozenset[EventType]:
    return frozenset(claim.event_type for claim in read.understanding.claims) - {EventType.OTHER}


def _digits(text: str, read: UnderstoodArticle) -> Counter[str]:
    """Runs of digits that stand in no amount and no date: « G7 », a model's number, a score."""
    spans = [one.span for one in read.understanding.amounts] + [one.span for one in read.understanding.dates]
    found = (match for match in re.finditer(r"\d+", text))
    return Counter(m[0] for m in found if not any(s.start < m.end() and m.start() < s.end for s in spans))


def _denies(text: str, language: str) -> int | None:
    """How often a text denies something; None where we do not know how its language does. Twice is not once: « não estão
    trabalhando juntos não projeto »."""
    found = cues(language)
    return None if found is None else _times_no(fold(text), found)


def _times_no(folded: str, found: Cues) -> int:
    phrases = [fold(phrase).removesuffix("*") for phrase in found.checking.negations or found.status.negation]
    if not found.spaced:
        return int(any(phrase in folded for phrase in phrases))
    # « n't » stands at the end of a word, « n’ » before one; « ne … pas » is one denial.
    longest = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    said = re.findall(rf"(?:(?<!\w)|(?=n't))(?:{longest})(?:(?!\w)|(?<='))", folded)
    opening = sum(word in _FIRST_HALVES for word in said)
    return max(opening, len(said) - opening)

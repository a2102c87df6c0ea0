"""The skeleton of a sentence: its subject, its finite verb, its object, and whether the voice is passive.

A light finder, not a parser: small words written in the language's file (auxiliaries, prepositions, relative pronouns), endings
and the known names of the sentence tell where a noun phrase begins and ends. Where it is not sure it finds nothing, and the
roles are then told by the order of the names alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from vigie.knowledge.cues import Cues, cues, fold
from vigie.knowledge.matching import PhraseBook

Pair = tuple[int, int]

# Elided words and "n't" are words of their own; so are abbreviations with their full stop, which ends no clause.
_WORDS = (
    r"aujourd'hui|s'il(?!\w)|\w+n't(?!\w)|"
    r"(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu|un|dell|all|dall|nell|sull|quest|quell)'(?=\w)|"
    r"'s(?!\w)|\w+(?:[-.&]\w+)*|[^\w\s]"
)
_HARD = set(";!?…")
_PAUSES = {",", "–", "—", "-"}
_CLOSING = {"(": ")", "[": "]", "«": "»", "“": "”"}
_QUOTES = set("«»“”„\"'‘’")
LONGEST_PHRASE = 10
LONGEST_CLUSTER = 14
FARTHEST_VERB = 60


@dataclass(frozen=True, slots=True)
class Clause:
    """Offsets are those of the whole part. `main_end`: where what is only context begins. `inner`: where a clause that the
    verb reports begins (« confirme que … »)."""

    subject: Pair | None
    apposed: Pair | None
    verb: Pair
    object: Pair | None
    passive: bool
    by: Pair | None
    against: Pair | None
    other: Pair | None  # a second object, behind a preposition
    main_end: int
    inner: int = -1
    reach: int = 0  # where the verb's own words end: in German with the clause


class Grammar:
    """The small words of one language, ready for look-up."""

    def __init__(self, found: Cues) -> None:
        table, reporting = found.syntax, found.attribution.reporting
        short = sorted({fold(word) for word in found.abbreviations if len(word) < 7}, key=len, reverse=True)
        abbreviated = f"(?<!\\w)(?:{'|'.join(map(re.escape, short))})(?=.?\\w)|" if short else ""
        self.token = re.compile(abbreviated + _WORDS)
        self.verb_second = table.verb_second
        self.verbs = _Forms(table.verbs, table.verb_endings)
        self.reporting = frozenset(cue for cue in reporting if " " not in cue and not cue.endswith("*"))
        self.after_plural = frozenset(table.after_plural)
        self.plurals = frozenset(table.plurals)
        self.participles = _Forms((), table.participle_endings)
        self.intransitive = _Forms(table.intransitive, ())
        self.infinitives = table.infinitive_endings
        self.nominal_infinitives = tuple(e for e in table.infinitive_endings if e)
        self.marks = frozenset(table.infinitive_marks)
        self.be = frozenset(table.be)
        self.have = frozenset(table.have)
        self.by = frozenset(table.by)
        self.between = table.between
        self.against = frozenset(table.against)
        self.of = frozenset(table.of)
        self.prepositions = frozenset(table.prepositions)
        self.determiners = frozenset(table.determiners)
        self.breaks = frozenset(table.breaks)
        self.adverbs = _Forms(table.adverbs, table.adverb_endings)
        self.bare_infinitives = table.infinitive_endings == ("",)
        self.reflexives = frozenset(table.reflexives)
        self.hearsay = table.hearsay_endings
        self.conditions = frozenset(table.conditions)
        self.quantities = frozenset(table.quantities)
        self.gerunds = table.gerund_endings
        self.pronouns = frozenset(table.pronouns)
        self.anaphors = frozenset(table.anaphors)
        self.possessives = frozenset(table.possessives)
        self.definite = frozenset(table.definite)
        self.heads = frozenset(table.heads)
        self.complementizers = frozenset(found.attribution.complementizers)
        self.background = PhraseBook([(text, text) for text in table.background], spaced=found.spaced)


class _Forms:
    """Words given whole, by their beginning (`*`) or by their ending."""

    def __init__(self, written: Sequence[str], endings: Sequence[str]) -> None:
        self._whole = frozenset(word for word in written if not word.endswith("*"))
        self._stems = tuple(word[:-1] for word in written if word.endswith("*"))
        self._endings = tuple(endings)

    def __contains__(self, word: str) -> bool:
        if word in self._whole or (self._stems and word.startswith(self._stems)):
            return True
        return bool(self._endings) and len(word) > 3 and word.endswith(self._endings)


@cache
def grammar(language: str) -> Grammar | None:
    """The grammar of a language, or None where its file has none."""
    found = cues(language)
    if found is None or not found.syntax.verbs:
        return None
    return Grammar(found)


class Reading:
    """One stretch of text as words, with the questions that are asked of them."""

    def __init__(
        self,
        text: str,
        low: str,
        start: int,
        end: int,
        rules: Grammar,
        names: Sequence[Pair],
        days: Sequence[Pair] = (),
    ) -> None:
        self.text, self.low, self.start, self.end = text, low, start, end
        self.rules = rules
        self.words: list[str] = []
        self.at: list[Pair] = []
        for match in rules.token.finditer(low, start, end):
            self.words.append(match[0])
            self.at.append((match.start(), match.end()))
        self.named = [any(a < y and x < b for a, b in names) for x, y in self.at]
        self.dated = [any(a < y and x < b for a, b in days) for x, y in self.at]
        long = [self.text[x] for x, y in self.at if y - x > 3]
        self.titled = len(long) > 3 and sum(c.isupper() for c in long) > 0.6 * len(long)

    def is_verb(self, k: int) -> bool:
        rules, word = self.rules, self.words[k]
        if self.named[k] and not (word in rules.be or word in rules.have):
            return False
        before = self.words[k - 1] if k else ""
        if word not in rules.verbs and word not in rules.reporting:
            return word in rules.after_plural and (before in rules.plurals or (before[-1:] == "s" and len(before) > 3))
        if before in rules.determiners and word not in rules.be:
            return False
        if not self.titled and k and self.text[self.at[k][0]].isupper() and before not in _QUOTES:
            return False
        follows = self.words[k + 1] if k + 1 < len(self.words) else ""
        # "a plan proposed by X would": no finite verb, but the opening of a shortened relative.
        return not (follows in rules.by and word in rules.participles and before not in rules.be)

    def next_of(self, k: int, wanted: frozenset[str] | set[str], limit: int) -> int:
        return next((j for j in range(k, limit) if self.words[j] in wanted), -1)

    def is_infinitive(self, k: int) -> bool:
        word = self.words[k]
        if k >= len(self.words) or not word[0].isalpha() or len(word) < 3 or self.named[k]:
            return False
        if not self.rules.infinitives or self.words[k - 1] in self.rules.determiners - self.rules.marks:
            return False
        return word.endswith(self.rules.infinitives) and word not in self.rules.determiners | self.rules.prepositions

    def phrase(self, k: int, limit: int) -> tuple[Pair | None, int]:
        """The noun phrase that begins at word `k`, without its determiner, and the word behind it."""
        rules = self.rules
        if k + 1 < limit and f"{self.words[k]} {self.words[k + 1]}" in rules.quantities:
            k += 2
        while k < limit and (
            self.words[k] in _QUOTES
            or self.dated[k]
            or (self.words[k] in rules.determiners and self.words[k] not in rules.be)
        ):
            k += 1
        first = k
        while k < limit and k - first < LONGEST_PHRASE:
            word = self.words[k]
            if not self.named[k]:
                if not (word[0].isalnum() or word == "'s" or word in _QUOTES or word in "%$€£&"):
                    break
                ends = word in rules.breaks or word in rules.complementizers or word in rules.by
                ends = (
                    ends
                    or self.dated[k]
                    or (k > first and (word in '«“„"' or (word in rules.adverbs and word not in rules.of)))
                )
                if ends or (k > first and self._stops(k)):
                    break
                if rules.verb_second and k > first and self._lowered_after_noun(k):
                    break
            k += 1
        last = k
        while last > first and (
            self.words[last - 1] in _QUOTES
            or self.words[last - 1] in rules.of
            or self.words[last - 1] in rules.determiners
            or self.words[last - 1] in {"et", "and", "y", "e", "und", "en"}
        ):
            last -= 1
        return ((self.at[first][0], self.at[last - 1][1]) if last > first else None), max(k, first)

    def _stops(self, k: int) -> bool:
        rules, word = self.rules, self.words[k]
        if word in rules.marks and rules.nominal_infinitives and k + 1 < len(self.words):
            low = self.words[k + 1]
            if (
                low.endswith(rules.nominal_infinitives)
                and not self.named[k + 1]
                and self.text[self.at[k + 1][0]].islower()
            ):
                return True
        if word in rules.of or self.words[k - 1] in rules.of:
            return False
        if word in rules.prepositions or word in rules.marks:
            return True
        return self.is_verb(k)

    def _lowered_after_noun(self, k: int) -> bool:
        before, here = self.text[self.at[k - 1][0]], self.text[self.at[k][0]]
        genitive = self.words[k] in self.rules.of or self.words[k] in self.rules.determiners
        return before.isupper() and here.islower() and not genitive


def clause_of(
    text: str, low: str, region: Pair, rules: Grammar, names: Sequence[Pair], days: Sequence[Pair]
) -> Clause | None:
    """The main clause of a stretch of text, or None where no finite verb with a subject is seen."""
    reading = Reading(text, low, *region, rules, names, days)
    count = len(reading.words)
    first = _opening(reading, count)
    found = _verb(reading, first, count)
    if found is None:
        return None
    verb, begins, core_end = found
    if rules.verb_second:
        return _verb_second(reading, begins, verb, core_end, count)
    subject, _ = reading.phrase(begins, core_end)
    after, passive = _cluster(reading, verb, count)
    main_end = _main_end(reading, after)
    return _objects(reading, subject, _apposed(reading, core_end, verb), (verb, after), passive, main_end)


def _opening(reading: Reading, count: int) -> int:
    """The word at which the subject may begin: « En 2001, l'Union … » opens on an adverbial that ends with its comma."""
    rules, k = reading.rules, 0
    while k < count and (reading.words[k] in _QUOTES or reading.words[k] in "-–—•*"):
        k += 1
    while k < count and _adverbial(reading, k, count):
        comma = reading.next_of(k, {","}, count)
        while 0 <= comma < count - 1 and (
            reading.words[comma + 1] in rules.breaks or not _has_verb(reading, comma + 1, count)
        ):
            comma = reading.next_of(comma + 1, {","}, count)
        if comma < 0 or comma >= count - 2:
            break
        k = comma + 1
    return k


def _adverbial(reading: Reading, k: int, count: int) -> bool:
    """True for words that open no subject: a preposition, a day, « Arrivé à … », an « A » without its accent."""
    rules, word = reading.rules, reading.words[k]
    follows = reading.words[k + 1] if k + 1 < count else ""
    if word[0].isdigit():
        return follows == ","
    if f"{word} {follows}" in rules.quantities:
        return False
    if rules.gerunds and len(word) > 5 and word.endswith(rules.gerunds) and not reading.named[k]:
        return True
    if word in rules.prepositions or (word in rules.adverbs and word not in rules.determiners) or word in rules.have:
        return True
    return word in rules.participles and not reading.named[k] and (follows in rules.prepositions or follows in rules.by)


def _has_verb(reading: Reading, k: int, count: int) -> bool:
    return any(reading.is_verb(j) for j in range(k + 1, min(count, k + FARTHEST_VERB)))


class _Search:
    """Where the subject begins and its core ends, while its verb is looked for; `pending`: relative clauses opened."""

    def __init__(self, reading: Reading, first: int, count: int) -> None:
        self.reading, self.count = reading, count
        self.begins, self.core, self.pending = first, -1, 0

    def pass_over(self, k: int) -> int:
        """The next word to look at, past one that is no verb; -1 where the clause ends."""
        reading, rules, word = self.reading, self.reading.rules, self.reading.words[k]
        if word in _HARD:
            return -1
        if word in _CLOSING and word not in _QUOTES:
            self._close(k)
            close = reading.next_of(k, {_CLOSING[word]}, self.count)
            return close + 1 if close > 0 else k + 1
        if word == ":" and not self.pending:
            self.begins, self.core = k + 1, -1
            while self.begins < self.count and reading.words[self.begins] in _QUOTES:
                self.begins += 1
        elif word in rules.breaks or (word in rules.complementizers and k > self.begins):
            self._break(k)
        elif word in _PAUSES or (word in rules.prepositions and word not in rules.of and k > self.begins):
            self._close(k)
        return k + 1

    def _close(self, k: int) -> None:
        self.core = k if self.core < 0 else self.core

    def _break(self, k: int) -> None:
        if k == self.begins:
            self.begins = k + 1
        else:
            self._close(k)
            self.pending += 1


def _verb(reading: Reading, first: int, count: int) -> tuple[int, int, int] | None:
    """The main finite verb from `first` on: its word, where the subject begins, where the subject's core ends."""
    search = _Search(reading, first, count)
    k = first
    while 0 <= k < min(count, first + FARTHEST_VERB):
        if reading.named[k]:
            k += 1
        elif k <= search.begins or not reading.is_verb(k):
            k = search.pass_over(k)
        elif search.pending:
            search.pending -= 1
            k, _ = _cluster(reading, k, count)
        else:
            begins, core = search.begins, search.core
            if reading.words[begins] in reading.rules.prepositions and not reading.rules.verb_second:
                begins, core = _nearest(reading, begins, k), -1
            return k, begins, core if core > begins else k
    return None


def _nearest(reading: Reading, begins: int, verb: int) -> int:
    """Where no comma ends an opening adverbial, the subject is the noun phrase just before the verb."""
    rules, k = reading.rules, verb - 1
    while k > begins and not (
        reading.words[k] in rules.determiners
        and reading.words[k] not in rules.of
        and reading.words[k - 1] not in rules.of
        and reading.words[k] not in rules.prepositions
    ):
        if reading.named[k] and not reading.named[k - 1] and reading.words[k - 1] not in rules.of:
            return k
        k -= 1
    return k


def _apposed(reading: Reading, core_end: int, verb: int) -> Pair | None:
    """« Le ministre de l'Économie, Bruno X, … »: the words between the commas, when they open on a name."""
    if core_end + 1 < verb and reading.words[core_end] == "," and reading.named[core_end + 1]:
        return reading.phrase(core_end + 1, verb)[0]
    return None


def _cluster(reading: Reading, verb: int, count: int) -> tuple[int, bool]:
    """The word behind a verb with all that goes with it (auxiliaries, adverbs, infinitives), and whether it is passive."""
    cluster = _Cluster(reading, verb, count)
    k = verb + 1
    while k < min(count, verb + LONGEST_CLUSTER) and (further := cluster.further(k)):
        k = further
    return k, cluster.passive


class _Cluster:
    """A verb that grows by the words behind it; `helped`: a participle may come."""

    def __init__(self, reading: Reading, verb: int, count: int) -> None:
        rules = reading.rules
        self.reading, self.verb, self.count, self.passive = reading, verb, count, False
        self.be = reading.words[verb] in rules.be
        self.helped = self.be or reading.words[verb] in rules.have
        self.turned = reading.words[verb - 1] in rules.reflexives

    def further(self, k: int) -> int:
        """The word behind `k` where `k` belongs to the verb, else 0."""
        reading, rules, word = self.reading, self.reading.rules, self.reading.words[k]
        if reading.dated[k]:
            return k + 1
        if reading.named[k] or not word[0].isalpha():
            return 0
        if word in rules.be:
            self.be = self.helped = True
            return k + 1
        if self.helped and word in rules.participles and word not in rules.adverbs:
            self.passive = self.be and word not in rules.intransitive and not self.turned
            self.helped = False
            return k + 1
        if word in rules.adverbs and word not in rules.marks:
            clitic = word in rules.determiners
            before_verb = k + 1 < self.count and (reading.is_infinitive(k + 1) or reading.is_verb(k + 1))
            return k + 1 if not clitic or before_verb else 0
        return self._infinitive(k, word)

    def _infinitive(self, k: int, word: str) -> int:
        reading, rules = self.reading, self.reading.rules
        if word in rules.marks:
            if not (k + 1 < self.count and reading.is_infinitive(k + 1)):
                return 0
            self.be = self.helped = reading.words[k + 1] in rules.be
            return k + 2
        if rules.bare_infinitives:  # "will launch", "can buy"; "is buying"
            bare = self.helped and word not in rules.determiners and word not in rules.prepositions
            if not bare or (reading.words[self.verb] in rules.be and not word.endswith("ing")):
                return 0
            self.helped = False
            return k + 1
        if reading.is_infinitive(k):
            self.be = self.helped = False
            return k + 1
        return k + 1 if word in rules.have and self.helped else 0


def _main_end(reading: Reading, after: int) -> int:
    begins = reading.at[after][0] if after < len(reading.at) else reading.end
    stretch = reading.text[begins : reading.end]
    hits = reading.rules.background.find(stretch, reading.low[begins : reading.end])
    return begins + hits[0].start if hits else reading.end


def _objects(
    reading: Reading, subject: Pair | None, apposed: Pair | None, verb: Pair, passive: bool, main_end: int
) -> Clause:
    rules, after = reading.rules, verb[1]
    limit = next((k for k in range(after, len(reading.at)) if reading.at[k][0] >= main_end), len(reading.at))
    direct = other = by = against = None
    inner = -1
    k = after
    if k < limit and reading.words[k] in rules.complementizers:
        inner = reading.at[k][1]
    elif k < limit:
        if reading.words[k] in rules.by:
            pass
        elif reading.words[k] in rules.prepositions or reading.words[k] in rules.of:
            other, k = reading.phrase(k + 1, limit)
            if k < limit and reading.words[k] in rules.determiners and reading.words[k] not in rules.of:
                direct, k = reading.phrase(k, limit)  # « a mis en place une série de mesures »
        else:
            direct, k = reading.phrase(k, limit)
            if k < limit and reading.words[k] in rules.prepositions and reading.words[k] not in rules.by:
                other, k = reading.phrase(k + 1, limit)
        if k + 1 < limit and reading.words[k] in rules.marks and reading.is_infinitive(k + 1):
            behind, _ = reading.phrase(
                _cluster(reading, k + 1, limit)[0], limit
            )  # « a proposé à X de construire un pont »
            direct, other = (behind, direct or other) if behind else (direct, other)
    if passive:
        comma = reading.next_of(after, {","}, limit)
        marked = reading.next_of(after, rules.by, limit if comma < 0 else comma)
        by = reading.phrase(marked + 1, limit)[0] if marked >= 0 else None
    marked = reading.next_of(after, rules.against, limit)
    if marked >= 0:
        against = reading.phrase(marked + 1, limit)[0]
    edges = (reading.at[verb[0]][0], reading.at[max(verb[1] - 1, verb[0])][1])
    return Clause(subject, apposed, edges, direct, passive, by, against, other, main_end, inner, edges[1])


def _close(reading: Reading, k: int, count: int) -> int:
    ends = (
        j for j in range(k, count) if reading.words[j] in {",", ";", ":"} or reading.words[j] in reading.rules.breaks
    )
    return next(ends, count)


def _verb_second(reading: Reading, begins: int, verb: int, core_end: int, count: int) -> Clause:
    """German and Dutch: where something else opens the sentence, the subject stands behind the verb; what the auxiliary
    needs closes the clause."""
    rules = reading.rules
    close = _close(reading, verb + 1, count)
    further = _close(reading, close + 1, count) if close < count and reading.words[close] == "," else close
    if further > close + 1 and not rules.marks.isdisjoint(reading.words[close + 1 : further]):
        close = further  # « erwägt, X zu verklagen »
    k = verb + 1
    while k < close and (reading.words[k] in rules.adverbs or reading.words[k] in rules.reflexives):
        k += 1
    opened = reading.words[begins] in rules.prepositions or reading.words[begins] in rules.adverbs
    apposed = None
    if opened or begins >= verb:
        subject, k = reading.phrase(k, close)
    else:
        subject, _ = reading.phrase(begins, min(core_end, verb))
        apposed = _apposed(reading, core_end, verb)
    last = reading.words[close - 1] if close - 1 > verb else ""
    passive = (
        reading.words[verb] in rules.be
        and any(
            reading.words[j] in rules.participles and not reading.named[j] and reading.text[reading.at[j][0]].islower()
            for j in range(max(verb + 1, close - 3), close)
        )
        and last not in rules.intransitive
    )
    by = against = direct = other = None
    if passive:
        marked = reading.next_of(verb + 1, rules.by, close)
        by = reading.phrase(marked + 1, close)[0] if marked >= 0 else None
    marked = reading.next_of(verb + 1, rules.against, close)
    if marked >= 0:
        against = reading.phrase(marked + 1, close)[0]
    while k < close and direct is None:
        word = reading.words[k]
        if word in rules.adverbs:
            k += 1
        elif word in rules.prepositions:
            found, k = reading.phrase(k + 1, close)
            other = other or found
            k += found is None
        elif word[0].isalnum() and (
            word in rules.determiners or reading.text[reading.at[k][0]].isupper() or word[0].isdigit()
        ):
            direct, k = reading.phrase(k, close)
            k += direct is None
        else:
            k += 1
    inner = -1
    if close + 1 < count and reading.words[close] == "," and reading.words[close + 1] in rules.complementizers:
        inner = reading.at[close + 1][1]
    end = _main_end(reading, close if close < count else verb + 1)
    edge = (reading.at[verb][0], reading.at[verb][1])
    reach = reading.at[close - 1][1]
    return Clause(subject, apposed, edge, direct, passive, by, against, other, end, inner, reach)

"""The skeleton of a sentence: its subject, its finite verb, its object, and whether the voice is passive.

A light finder, not a parser: small words written in the language's file (auxiliaries, prepositions, relative pronouns), endings
and the known names of the sentence tell where a noun phrase begins and ends. Where it is not sure it finds nothing, and the
roles are then told by the order of the names alone.
"""

from dataclasses import dataclass, replace

from vigie.understand.claims.words import QUOTES, Grammar, Pair, Reading, Seen

HARD = set(";!?…")
PAUSES = {",", "–", "—", "-"}
CLOSING = {"(": ")", "[": "]"}
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
    opens: int = 0  # where the opening adverbial ends
    plain: str = ""  # the verb's words without adverbs
    reach: int = 0  # where the verb's own words end: in German with the clause


def only_is(clause: Clause, low: str, rules: Grammar) -> bool:
    """True for « est », "has been": a verb that says what somebody is, not what he does."""
    words = low[slice(*clause.verb)].split()
    known = (word in rules.be or word in rules.have or word in rules.adverbs for word in words)
    return not clause.passive and any(word in rules.be for word in words) and all(known)


def clause_of(text: str, low: str, region: Pair, rules: Grammar, seen: "Seen | None" = None) -> Clause | None:
    """The main clause of a stretch of text, or None where no finite verb with a subject is seen."""
    reading = Reading(text, low, region, rules, seen or Seen())
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
    made = _objects(reading, subject, _apposed(reading, core_end, verb), (verb, after), passive, main_end)
    return replace(made, opens=reading.at[first][0])


def _opening(reading: Reading, count: int) -> int:
    """The word at which the subject may begin: « En 2001, l'Union … » opens on an adverbial that ends with its comma."""
    rules, k = reading.rules, 0
    while k < count and (reading.words[k] in QUOTES or reading.words[k] in "-–—•*"):
        k += 1
    while k < count - 1 and reading.words[k] in rules.joining:
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
    return (
        word in rules.participles
        and not reading.named[k]
        and (follows in rules.prepositions or follows in rules.by or follows in rules.of or follows in rules.adverbs)
    )


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
        if word in HARD:
            return -1
        if word in CLOSING:
            self._close(k)
            close = reading.next_of(k, {CLOSING[word]}, self.count)
            return close + 1 if close > 0 else k + 1
        if word == ":" and not self.pending:
            self.begins, self.core = k + 1, -1
            while self.begins < self.count and reading.words[self.begins] in QUOTES:
                self.begins += 1
        elif word in rules.breaks or (word in rules.complementizers and k > self.begins):
            self._break(k)
        elif word in PAUSES or (word in rules.prepositions and word not in rules.of and k > self.begins):
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
            if reading.words[begins] in reading.rules.have or reading.words[begins] in reading.rules.be:
                return None  # a relative clause: "claims that have put …"
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
            article = k < limit and reading.words[k] in rules.determiners and reading.words[k] not in rules.of
            if article and reading.words[k] not in rules.prepositions:
                direct, k = reading.phrase(k, limit)  # « a mis en place une série de mesures »
        else:
            direct, k = reading.phrase(k, limit)
            if k < limit and reading.words[k] in rules.prepositions and reading.words[k] not in rules.by:
                other, k = reading.phrase(k + 1, limit)
        if k + 1 < limit and reading.words[k] in rules.marks and reading.is_infinitive(k + 1):
            behind, _ = reading.phrase(
                _cluster(reading, k + 1, limit)[0], limit
            )  # « a proposé à X de construire un pont »
            direct = direct or behind
    if passive:
        comma = reading.next_of(after, {","}, limit)
        marked = reading.next_of(after, rules.by, limit if comma < 0 else comma)
        by = reading.phrase(marked + 1, limit)[0] if marked >= 0 else None
    marked = reading.next_of(after, rules.against, limit)
    if marked >= 0:
        against = reading.phrase(marked + 1, limit)[0]
    edges = (reading.at[verb[0]][0], reading.at[max(verb[1] - 1, verb[0])][1])
    return Clause(
        subject,
        apposed,
        edges,
        direct,
        passive,
        by,
        against,
        other,
        main_end,
        inner,
        plain=_plain(reading, verb),
        reach=edges[1],
    )


def _close(reading: Reading, k: int, count: int) -> int:
    ends = (
        j for j in range(k, count) if reading.words[j] in {",", ";", ":"} or reading.words[j] in reading.rules.breaks
    )
    return next(ends, count)


def _plain(reading: Reading, verb: Pair) -> str:
    rules = reading.rules
    kept = [
        word
        for k, word in enumerate(reading.words[verb[0] : verb[1]], verb[0])
        if not reading.dated[k] and (k == verb[0] or word not in rules.adverbs or word in rules.be)
    ]
    return " ".join(kept).replace("' ", "'") if len(kept) < verb[1] - verb[0] else ""


def _no_noun(reading: Reading, begins: int, end: int) -> bool:
    """True where what stands before a German verb is no subject: « Drei Monate später », « Am Dienstag », « Plötzlich »."""
    rules, word = reading.rules, reading.words[begins]
    if word in rules.prepositions or word in rules.adverbs:
        return True
    last = reading.text[reading.at[max(end - 1, begins)][0]]
    return last.islower() and word not in rules.pronouns and rules.nouns_capitalised


def _past_adverbials(reading: Reading, k: int, close: int) -> int:
    """Behind the verb, the first word that is of no prepositional phrase: « hat sich am Montag bei X ein Mann … »."""
    rules = reading.rules
    while k < close and (
        reading.words[k] in rules.prepositions or reading.words[k] in rules.adverbs or reading.dated[k]
    ):
        if reading.words[k] in rules.prepositions and reading.words[k] not in rules.adverbs:
            found, further = reading.phrase(k + 1, close)
            k = further if found is not None else k + 1
        else:
            k += 1
    return k


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
    opened = begins >= verb or _no_noun(reading, begins, min(core_end, verb))
    apposed = None
    if opened:
        subject, k = reading.phrase(_past_adverbials(reading, k, close), close)
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
            dated = k < close and reading.dated[k]  # « am heutigen Donnerstag »
            other = other or (None if dated else found)
            k += found is None or dated
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
    return Clause(subject, apposed, edge, direct, passive, by, against, other, end, inner, reach=reach)

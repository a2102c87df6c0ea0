"""The small words of a language, and a stretch of text as words: what is a verb, where a noun phrase ends."""

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
    r"'s(?!\w)|\d+(?:[.,]\d+)+|\w+(?:[-.&]\w+)*|[^\w\s]"
)
QUOTES = set("«»“”„\"'‘’")
LONGEST_PHRASE = 10


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known to stand in a text: names, days and figures."""

    names: tuple[Pair, ...] = ()
    days: tuple[Pair, ...] = ()
    figures: tuple[Pair, ...] = ()


class Grammar:
    """The small words of one language, ready for look-up."""

    def __init__(self, found: Cues) -> None:
        table, reporting = found.syntax, found.attribution.reporting
        short = sorted({fold(word) for word in found.abbreviations if len(word) < 7}, key=len, reverse=True)
        abbreviated = f"(?<!\\w)(?:{'|'.join(map(re.escape, short))})(?=.?\\w)|" if short else ""
        self.token = re.compile(abbreviated + _WORDS)
        self.verb_second = table.verb_second
        self.second_endings = table.second_endings
        self.nouns_capitalised = table.nouns_capitalised
        self.verbs = _Forms(table.verbs, table.verb_endings)
        self.reporting = frozenset(cue for cue in reporting if " " not in cue and not cue.endswith("*"))
        self.after_plural = frozenset(table.after_plural)
        self.plurals = frozenset(table.plurals)
        self.participles = _Forms((), table.participle_endings, 3)
        self.intransitive = _Forms(table.intransitive, ())
        self.infinitives = table.infinitive_endings
        self.nominal_infinitives = tuple(e for e in table.infinitive_endings if e)
        self.marks = frozenset(table.infinitive_marks)
        self.be = frozenset(table.be)
        self.have = frozenset(table.have)
        self.joining = frozenset(found.clauses.joining)
        self.by = frozenset(table.by)
        self.between = table.between
        self.against = frozenset(table.against)
        self.of = frozenset(table.of)
        self.prepositions = frozenset(table.prepositions) - frozenset(found.clauses.joining)
        self.determiners = frozenset(table.determiners)
        self.breaks = frozenset(table.breaks)
        self.adverbs = _Forms(table.adverbs, table.adverb_endings)
        self.bare_infinitives = table.infinitive_endings == ("",)
        self.states = frozenset(table.states)
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

    def __init__(self, written: Sequence[str], endings: Sequence[str], shortest: int = 4) -> None:
        self._shortest = shortest
        self._whole = frozenset(word for word in written if not word.endswith("*"))
        self._stems = tuple(word[:-1] for word in written if word.endswith("*"))
        self._endings = tuple(endings)

    def __contains__(self, word: str) -> bool:
        if word in self._whole or (self._stems and word.startswith(self._stems)):
            return True
        return bool(self._endings) and len(word) >= self._shortest and word.endswith(self._endings)


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
        region: Pair,
        rules: Grammar,
        seen: "Seen",
    ) -> None:
        self.text, self.low, (self.start, self.end) = text, low, region
        self.rules = rules
        self.words: list[str] = []
        self.at: list[Pair] = []
        for match in rules.token.finditer(low, *region):
            self.words.append(match[0])
            self.at.append((match.start(), match.end()))
        self.named = self._within(seen.names)
        self.dated = self._within(seen.days)
        self.figured = self._within(seen.figures)
        long = [self.text[x] for x, y in self.at if y - x > 3]
        self.titled = len(long) > 3 and sum(c.isupper() for c in long) > 0.6 * len(long)

    def _within(self, spans: Sequence[Pair]) -> list[bool]:
        """Which words stand inside one of some spans, both in order."""
        if not spans:
            return [False] * len(self.at)
        inside = [False] * len(self.at)
        for a, b in spans:
            if b <= self.start or a >= self.end:
                continue
            for k, (x, y) in enumerate(self.at):
                if a < y and x < b:
                    inside[k] = True
        return inside

    def is_verb(self, k: int) -> bool:
        rules, word = self.rules, self.words[k]
        if self.named[k] and not (word in rules.be or word in rules.have):
            return False
        before = self.words[k - 1] if k else ""
        if word not in rules.verbs and word not in rules.reporting:
            if word in rules.after_plural and (before in rules.plurals or (before[-1:] == "s" and len(before) > 3)):
                return True
            return self._behind_noun(k, word)
        if before in rules.determiners and word not in rules.be:
            return False
        if not self.titled and k and self.text[self.at[k][0]].isupper() and before not in QUOTES:
            return False
        follows = self.words[k + 1] if k + 1 < len(self.words) else ""
        # "a plan proposed by X would": no finite verb, but the opening of a shortened relative.
        return not (follows in rules.by and word in rules.participles and before not in rules.be)

    def _behind_noun(self, k: int, word: str) -> bool:
        """A small word with the ending of a verb right behind a noun: « Die Firma zeichnet … »."""
        rules = self.rules
        if not rules.second_endings or not k or len(word) < 4 or not word.endswith(rules.second_endings):
            return False
        nouns = self.text[self.at[k - 1][0]].isupper() and self.text[self.at[k][0]].islower()
        return nouns and word not in rules.prepositions and word not in rules.adverbs and word not in rules.determiners

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
            self.words[k] in QUOTES
            or self.dated[k]
            or (self.words[k] in rules.determiners and self.words[k] not in rules.be)
        ):
            k += 1
        first = k
        while k < limit and k - first < LONGEST_PHRASE:
            word = self.words[k]
            if not self.named[k]:
                if not (word[0].isalnum() or word == "'s" or word in QUOTES or word in "%$€£&"):
                    break
                if self._ends(k, first):
                    break
            k += 1
        last = k
        while last > first and (
            self.words[last - 1] in QUOTES
            or self.words[last - 1] in rules.of
            or self.words[last - 1] in rules.determiners
            or self.words[last - 1] in {"et", "and", "y", "e", "und", "en"}
        ):
            last -= 1
        return ((self.at[first][0], self.at[last - 1][1]) if last > first else None), max(k, first)

    def _ends(self, k: int, first: int) -> bool:
        """True where a noun phrase that began at `first` does not hold word `k`."""
        rules, word = self.rules, self.words[k]
        by = word in rules.by and word not in rules.of  # « von » is both
        if word in rules.breaks or word in rules.complementizers or by or self.dated[k]:
            return True
        if k == first:
            return False
        if self.figured[k] and not self.figured[k - 1] and self.words[k - 1] not in rules.of:
            return True
        if word in '«“„"' or (word in rules.adverbs and word not in rules.of and word not in rules.determiners):
            return True
        before = self.words[k - 1]
        tied = before in rules.of or before in rules.determiners or before in rules.joining or before in QUOTES
        article = word in rules.definite or (rules.verb_second and word in rules.determiners)
        if article and word not in rules.of and not tied:  # « pidió al régimen el despliegue »
            return True
        return self._stops(k) or (rules.verb_second and self._lowered_after_noun(k))

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

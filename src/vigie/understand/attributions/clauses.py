"""One sentence as attributions are read from it: its words, its names, and where a clause begins."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from vigie.knowledge.matching import Found
from vigie.model import Mention, Part, Span
from vigie.understand.attributions.lexicon import Closed, Lexicon

WORD = re.compile(r"[^\W_]+(?:['’.-](?=\w)[^\W_]+)*['’]?")
# What no source goes across. A bracket does not count: « l'Observatoire syrien (OSDH) ».
STOP = re.compile(r"[:;!?…«»“”„\"—–\n。：；！？「」『』؛؟]|''|(?<!\w)-(?!\w)")
_COMMAS = re.compile(r"[,，、،()（）\[\]]")


class Word(NamedTuple):
    """One word and where it stands: a plain tuple, since a text has hundreds of them."""

    start: int
    end: int
    low: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with what is known of it; offsets inside count from its start, `start` is that in the part."""

    article: str
    part: Part
    start: int
    text: str
    low: str
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    anonymous: tuple[Found[Closed], ...]
    pronouns: tuple[Found[Closed], ...]
    breaks: tuple[tuple[int, int], ...]
    complementizers: tuple[Found[Closed], ...]
    infinitives: tuple[Found[Closed], ...]
    quotations: tuple[tuple[int, int], ...]
    lexicon: Lexicon

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def span(self, start: int, end: int) -> Span:
        """A span of the article from offsets of this sentence."""
        return Span(self.article, self.start + start, self.start + end, self.part)

    def adverb(self, word: Word) -> bool:
        """Whether a word is an adverb, as far as its language tells."""
        return self.lexicon.adverb(word.low, capital=self.text[word.start].isupper())

    def words_in(self, low: int, high: int) -> tuple[Word, ...]:
        """The words that lie wholly between two places."""
        return tuple(word for word in self.words if low <= word.start and word.end <= high)


def words_of(low: str) -> tuple[Word, ...]:
    """The words of a folded text."""
    return tuple([Word(*match.span(), match[0]) for match in WORD.finditer(low)])


def stops_between(text: str, low: int, high: int) -> list[re.Match[str]]:
    return list(STOP.finditer(text, low, high))


def last_stop(text: str, low: int, high: int) -> int:
    """Behind the last stop before `high`, or `low`."""
    found = stops_between(text, low, high)
    return found[-1].end() if found else low


def next_stop(text: str, low: int, high: int) -> int:
    """Before the next stop from `low`, or `high`."""
    found = STOP.search(text, low, high)
    return found.start() if found else high


def commas(text: str, low: int, high: int) -> list[int]:
    """Where commas stand, but those inside brackets and numbers (« 1,5 »)."""
    depth, found = 0, []
    for match in _COMMAS.finditer(text, low, high):
        at, sign = match.start(), match[0]
        if sign in "(（[":
            depth += 1
        elif sign in ")）]":
            depth = max(0, depth - 1)
        elif depth == 0 and (sign != "," or not text[at + 1 : at + 2].isdigit()):
            found.append(at)
    return found


def trimmed(text: str, low: int, high: int, signs: str = " \u00a0\u202f\t\n,:;，：、،؛—–-") -> tuple[int, int]:
    """The same stretch without blanks and weak signs at its ends, nor the full stop that ends it."""
    while low < high and text[low] in signs:
        low += 1
    while high > low and (text[high - 1] in signs or text[high - 1] in ".。"):
        high -= 1
    return low, high

"""How a publisher says that it takes back what it wrote: by the [corrections] tables of the cue files."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from vigie.knowledge.cues import cues, fold
from vigie.knowledge.matching import PhraseBook
from vigie.model import Span, UnderstoodArticle

# Behind a mark that opens a title, what shows that it is one: « Correction : … », not "Correction in tech stocks deepens".
_STOPS = ":：—–-|】］])）"
_OPENS = "【［[(（«「*"
# A note stands at the head of an article or at its foot.
HEAD, FOOT = 3, 4


@dataclass(frozen=True, slots=True)
class Note:
    """The words by which an article corrects or withdraws another, or itself."""

    kind: Literal["corrected", "retracted"]
    span: Span


def note_in(item: UnderstoodArticle) -> Note | None:
    """The note of an article, in its title or in a line of its own; nothing for a language without a table."""
    spans = item.understanding.sentences
    if not spans:
        return None
    language = item.understanding.language
    book = _book(language)
    if book is None:
        return None
    title = spans[0]
    # Of an article whose title is marked, the title tells what is corrected.
    marked = _mark(item.article.words(title), language)
    if marked is not None:
        return Note(marked, title)
    for span in dict.fromkeys((*spans[:HEAD], *spans[-FOOT:])):
        words = item.article.words(span)
        hits = book.find(words)
        if hits:
            return Note(hits[0].meaning, span)
        opened = _mark(words, language)
        if opened is not None:
            return Note(opened, span)
    return None


def _mark(words: str, language: str) -> Literal["corrected", "retracted"] | None:
    """« Rectificatif : … », "… (correction)": a word that alone makes a note of the line that it opens or closes."""
    low = fold(words).strip()
    for mark, kind in _marks(language):
        bare = low.lstrip(_OPENS + " ")
        if bare.startswith(mark):
            rest = bare[len(mark) :].lstrip()
            if not rest or rest[0] in _STOPS:
                return kind
        closing = low.rstrip(_STOPS + ".。 ")
        if closing.endswith(mark) and closing[: -len(mark)].rstrip()[-1:] in {
            "(",
            "（",
            "[",
            "【",
            "［",
            "|",
            "—",
            "–",
        }:
            return kind
    return None


@cache
def _marks(language: str) -> tuple[tuple[str, Literal["corrected", "retracted"]], ...]:
    known = cues(language)
    if known is None:
        return ()
    told = known.corrections
    both = [(fold(mark), "corrected") for mark in told.marks] + [(fold(mark), "retracted") for mark in told.withdrawn]
    return tuple(sorted(both, key=lambda pair: -len(pair[0])))  # type: ignore[arg-type]  # two literals


@cache
def _book(language: str) -> PhraseBook[Literal["corrected", "retracted"]] | None:
    known = cues(language)
    if known is None:
        return None
    told = known.corrections
    phrases: list[tuple[str, Literal["corrected", "retracted"]]] = [(phrase, "corrected") for phrase in told.notes]
    phrases += [(phrase, "retracted") for phrase in told.retracts]
    return PhraseBook(phrases, spaced=known.spaced)

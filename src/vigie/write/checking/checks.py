"""The checker: a sentence against the words it cites. It never raises; what goes wrong inside is a fault of the sentence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from vigie.knowledge.matching import bare
from vigie.model import Sentence, Span, UnderstoodArticle
from vigie.ports import Reader
from vigie.write.checking.aligning import best
from vigie.write.checking.certainty import certainty_faults
from vigie.write.checking.changes import change_faults
from vigie.write.checking.days import day_faults, days_in_figures
from vigie.write.checking.fault import Fault
from vigie.write.checking.figures import figure_faults
from vigie.write.checking.naming import name_faults
from vigie.write.checking.parties import role_faults
from vigie.write.checking.passages import Passage, cited_passages, said
from vigie.write.checking.polarity import direction_faults, negation_faults
from vigie.write.checking.quotations import quotation_faults
from vigie.write.checking.speakers import speaker_faults
from vigie.write.checking.templates import own_sentence
from vigie.write.checking.wording import word_faults, wording


@dataclass(frozen=True, slots=True)
class Cited:
    """An article that a sentence cites: the spans, and by what name its publisher may be called its speaker."""

    item: UnderstoodArticle
    spans: tuple[Span, ...]
    publisher: str


def faults(sentence: Sentence, cited: Sequence[Cited], reader: Reader) -> tuple[Fault, ...]:
    """What the sentence says and the whole sentences that it cites do not; empty when all of it is supported."""
    try:
        return tuple(dict.fromkeys(_faults(sentence, cited, reader)))
    except Exception as error:  # noqa: BLE001 - whatever breaks here, the sentence has failed and the brief comes out
        return (Fault("crash", f"{type(error).__name__}: {error}"),)


def _faults(sentence: Sentence, cited: Sequence[Cited], reader: Reader) -> Iterable[Fault]:
    passages = [one for each in cited for one in cited_passages(each.item, each.spans, each.publisher)]
    if not passages:
        return [Fault("words", sentence.text)]
    if _verbatim(sentence.text, passages):
        return []
    # « mardi » is another day in every article: the reading that its own words bear out best is the one that counts.
    days = sorted({one.published() for one in passages}, reverse=True)
    found = (list(_of_reading(sentence, passages, reader, day)) for day in days)
    return min(found, key=len)


def _of_reading(sentence: Sentence, cited: Sequence[Passage], reader: Reader, day: date) -> Iterator[Fault]:
    ours = said(sentence, reader, day)
    composed = sentence.kind == "composed"
    yield from quotation_faults(ours, cited, translated=sentence.translated)
    aligned = None if composed else best(ours, cited)
    if aligned is not None:
        yield from change_faults(aligned, cited)
        return
    own = own_sentence(ours.text, ours.language) if composed else None
    starts = own.starts if own is not None else frozenset[int]()
    same = not composed and any(one.language == ours.language for one in cited)
    yield from name_faults(ours, cited, wording(ours.language) if composed else frozenset(), starts)
    yield from figure_faults(ours, cited, starts | days_in_figures(ours, cited))
    yield from day_faults(ours, cited, starts, published=composed)
    yield from role_faults(ours, cited, ordered=own is None)
    if own is not None:
        return
    yield from direction_faults(ours, cited)
    yield from negation_faults(ours, cited)
    yield from certainty_faults(ours, cited)
    yield from speaker_faults(ours, cited)
    if same:
        yield from word_faults(ours, cited)


def _verbatim(text: str, cited: Sequence[Passage]) -> bool:
    """The sentence is one of the cited ones, or several of them, as they stand, blanks apart."""
    ours = _run(text)
    theirs = [_run(one.text) for one in cited]
    return any(ours == one for one in theirs) or ours == "".join(theirs) or bare(text) == ""


def _run(text: str) -> str:
    return "".join(text.split())

"""Passages: a sentence to be checked, or one of the cited sentences, cut into words with what each does.

A figure with its currency and a day in words are one word each, written by value: « 1,5 milliard d'euros » and "€1.5bn" are
one word, and so are « mardi » and « le 10 mars » of the same week.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from vigie.knowledge import names as known
from vigie.knowledge.cues import cues, fold
from vigie.knowledge.figures import figures_in, han_value, plain
from vigie.model import (
    Amount,
    Attribution,
    Claim,
    DateMention,
    Mention,
    Sentence,
    Span,
    UnderstoodArticle,
)
from vigie.ports import Reader
from vigie.write.checking.lexicon import FREE, Marked, lexicon

MEASURED = "percent"
# Words with their inner marks (GPT-5.2, H-20, U.S., AT&T); a number; one character of a script without spaces; a mark.
_DENSE = "\u3040-\u309f\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_KATAKANA = "\u30a1-\u30fa\u30fc\uff66-\uff9f"
_LETTER = rf"[^\W_{_DENSE}{_KATAKANA}]"
_TOKEN = re.compile(
    rf"\d+(?:[.,:\u00a0\u202f ]\d{{3}})*(?:[.,:]\d+)*(?!{_LETTER})"
    rf"|(?:{_LETTER}[\u0300-\u036f\u064b-\u065f]*)+(?:(?:[-.&](?={_LETTER}))(?:{_LETTER}[\u0300-\u036f]*)+)*"
    rf"|[{_KATAKANA}]+|[{_DENSE}]|[^\s]"
)
# 百分之十二, for which a reader of amounts has no unit.
_PERCENT_IN_HAN = re.compile(r"百分之([\d.]+|[零〇一二三四五六七八九十百]+)")
_PUNCTUATION = re.compile(r"[^\w$€£¥%₩₹]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a passage: `norm` is how it is compared; `value` holds its figure, `days` its day."""

    start: int
    end: int
    text: str
    norm: str
    mark: bool = False  # punctuation
    figure: Amount | None = None
    days: DateMention | None = None
    weekday: int | None = None  # the day of the week that it names
    does: frozenset[str] = frozenset()
    entity: str = ""

    def is_free(self) -> bool:
        return self.mark or FREE in self.does


@dataclass(frozen=True)
class Passage:
    """A sentence as it is compared: its words, and what the reader saw in it, with offsets into `text`."""

    text: str
    language: str
    words: tuple[Word, ...]
    marks: tuple[Marked, ...]
    mentions: tuple[Mention, ...]
    amounts: tuple[Amount, ...]
    days: tuple[DateMention, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    item: UnderstoodArticle
    offset: int
    publisher: str

    def at(self, span: Span) -> str:
        """The words of a span of the article that this passage is part of."""
        return self.item.article.words(span)

    def does(self, mark: str) -> bool:
        return any(one.mark == mark for one in self.marks)

    def published(self) -> date:
        return self.item.article.published_at.date()

    def place(self, span: Span) -> tuple[int, int]:
        """Where a span of the article stands in this passage."""
        return span.start - self.offset, span.end - self.offset


def said(sentence: Sentence, reader: Reader, day: date) -> Passage:
    """The sentence to be checked, read by Vigie's own eyes."""
    item = reader(sentence.text, sentence.language, day)
    text, read = item.article.text, item.understanding
    return _passage(
        text, sentence.language, item, Span(item.article.id, 0, max(1, len(text))), read.attributions, read.claims, ""
    )


def cited_passages(item: UnderstoodArticle, spans: Sequence[Span], publisher: str) -> Iterator[Passage]:
    """The whole sentences in which the cited spans stand."""
    read = item.understanding
    wanted = [whole for whole in read.sentences if any(whole.overlaps(span) for span in spans)]
    loose = [span for span in spans if not any(whole.overlaps(span) for whole in wanted)]
    for span in (*wanted, *loose):
        attributions = tuple(one for one in read.attributions if one.content.overlaps(span))
        claims = tuple(one for one in read.claims if any(at.overlaps(span) for at in one.evidence))
        yield _passage(item.article.words(span), read.language, item, span, attributions, claims, publisher)


def _passage(
    text: str,
    language: str,
    item: UnderstoodArticle,
    span: Span,
    attributions: tuple[Attribution, ...],
    claims: tuple[Claim, ...],
    publisher: str,
) -> Passage:
    read = item.understanding
    mentions = tuple(one for one in read.mentions if span.covers(one.span))
    amounts = tuple(one for one in read.amounts if span.covers(one.span))
    days = tuple(one for one in read.dates if span.covers(one.span))
    marks = tuple(lexicon(language).marks(text))
    words = tuple(_words(text, language, marks, mentions, amounts, days, span.start))
    return Passage(
        text, language, words, marks, mentions, amounts, days, attributions, claims, item, span.start, publisher
    )


def _words(
    text: str,
    language: str,
    marks: Sequence[Marked],
    mentions: Sequence[Mention],
    amounts: Sequence[Amount],
    days: Sequence[DateMention],
    offset: int,
) -> Iterator[Word]:
    does: dict[int, set[str]] = {}
    for found in marks:
        for at in range(found.start, found.end):
            does.setdefault(at, set()).add(found.mark)
    # An ambiguous name counts too: that two of them changed places must be seen.
    entity = {at: hit.meaning.id for hit in known.load().find_any(text) for at in range(hit.start, hit.end)}
    entity |= {at - offset: m.entity for m in mentions if m.entity for at in range(m.span.start, m.span.end)}
    whole = sorted(
        (*_of_days(text, language, days, offset), *_of_amounts(text, language, amounts, days, offset)),
        key=lambda word: word.start,
    )
    at = 0
    for one in (*whole, None):
        end = one.start if one else len(text)
        for match in _TOKEN.finditer(text, at, max(at, end)):
            start = match.start()
            yield Word(
                start,
                match.end(),
                match[0],
                norm(match[0]),
                mark=_PUNCTUATION.fullmatch(match[0]) is not None,
                does=frozenset(does.get(start, ())),
                entity=entity.get(start, ""),
            )
        if one is None:
            return
        if one.start >= at:
            yield one
            at = one.end


def norm(text: str) -> str:
    """A word as it is compared: folded, its inner full stops gone (U.S. is US)."""
    low = fold(text)
    return low.replace(".", "") if not low[:1].isdigit() else low


def _of_days(text: str, language: str, days: Iterable[DateMention], offset: int) -> Iterator[Word]:
    for one in days:
        start, end = one.span.start - offset, one.span.end - offset
        low = fold(text[start:end])
        weekday = next((day for form, day in _weekdays(language) if form in low), None)
        named = "" if weekday is None else f"/{weekday}"
        yield Word(start, end, text[start:end], f"@{one.start}/{one.end}{named}", days=one, weekday=weekday)


@cache
def _weekdays(language: str) -> tuple[tuple[str, int], ...]:
    """Names of the days of the week, the longest first."""
    found = cues(language)
    several = found.dates.weekdays if found is not None else ()
    forms = [(fold(form), day) for day, names in enumerate(several) for form in names if len(form) > 1]
    return tuple(sorted(forms, key=lambda pair: (-len(pair[0]), pair)))


def _of_amounts(
    text: str, language: str, amounts: Sequence[Amount], days: Sequence[DateMention], offset: int
) -> Iterator[Word]:
    """Figures: the amounts that the reader saw, and every other number by its value. What an amount counts stays a word of
    its own, so that it is compared too."""
    low = plain(text)
    shares = [match.span() for match in _PERCENT_IN_HAN.finditer(low)]
    taken = [(one.span.start - offset, one.span.end - offset) for one in days]
    figures = [f for f in figures_in(low, language) if not any(a < f.end and f.start < b for a, b in taken)]
    reached = 0
    for one in amounts:
        start, end = one.span.start - offset, one.span.end - offset
        if any(a < end and start < b for a, b in (*taken, *shares)) or start < reached:
            continue
        if not one.currency and one.unit != MEASURED:
            inside = [figure.end for figure in figures if start <= figure.start < end]
            end = inside[-1] if inside else end
        yield Word(start, end, text[start:end], amount_norm(one), figure=one)
        reached = end
        taken.append((start, end))
    name = Span("words", 0, 1)
    for match in _PERCENT_IN_HAN.finditer(low):
        share = Amount(name, han_value(match[1]).normalize(), unit=MEASURED)
        taken = [(a, b) for a, b in taken if not (match.start() < b and a < match.end())]
        taken.append(match.span())
        yield Word(match.start(), match.end(), text[match.start() : match.end()], amount_norm(share), figure=share)
    for figure in figures:
        if not any(a < figure.end and figure.start < b for a, b in taken) and not _in_a_name(
            low, figure.start, figure.end
        ):
            counted = Amount(name, figure.value.normalize())
            yield Word(figure.start, figure.end, text[figure.start : figure.end], amount_norm(counted), figure=counted)


def amount_norm(amount: Amount) -> str:
    unit = amount.currency or (MEASURED if amount.unit == MEASURED else "")
    return f"#{amount.value.normalize():f}{unit}"


def _in_a_name(low: str, start: int, end: int) -> bool:
    """GPT-5, H20, 5G: the figure is part of a name."""
    before, after = low[start - 1 : start], low[end : end + 1]
    joined = before == "-" and low[start - 2 : start - 1].isalpha() and low[start - 2].isascii()
    if after == "%":
        return False  # Mistral AI11%
    latin = (before.isalpha() and before.isascii()) or (after.isalpha() and after.isascii())
    return joined or latin

"""The strict matcher: is every specific of a sentence found in the words it cites?

It shares nothing with `write.checking` but the reading of names, amounts and dates: the checker says what may be shown, this
says whether what is shown stands. A name counts as found when the cited words hold it, in whatever language, or when it is the
outlet whose words they are; a number when the cited words hold its value; a day when the cited words name it, or a span of days
that holds it, or when it is the day on which the cited article or an earlier brief came out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from vigie.knowledge.cues import fold
from vigie.model import Citation, DateMention, Item, Sentence, Span, UnderstoodArticle
from vigie.ports import Reader

VERBATIM = {"quoted", "title"}
_DIGITS = re.compile(r"\d+(?:[.,  \u202f]\d+)*")
_QUOTED = re.compile(r"«([^»]+)»|“([^”]+)”|\"([^\"]+)\"")
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Ground:
    """What the sentences of one item may rest on beside their words: the articles they cite by id, the days of earlier
    briefs, and the counts that the item itself shows."""

    articles: Mapping[str, UnderstoodArticle]
    briefs: frozenset[date] = frozenset()
    counts: frozenset[int] = frozenset()


def ground_of(item: Item, articles: Mapping[str, UnderstoodArticle], briefs: frozenset[date]) -> Ground:
    """The ground of one item. Its own counts (« 6 textes lus », « 3 origines ») are of the item and stand in no article."""
    copies = sum(bool(source.copy_of) for source in item.sources)
    counts = {item.n_articles, item.n_origins, item.n_articles - copies, max(0, item.n_origins - 3)}
    return Ground(articles, briefs, frozenset(counts))


def unsupported(sentence: Sentence, ground: Ground, reader: Reader, day: date) -> tuple[str, ...]:
    """The specifics of the sentence that its citations do not hold, as a person would name them; empty when it stands."""
    missing = [f"no such words in {c.article}: {c.quote[:40]!r}" for c in sentence.citations if not _stands(c, ground)]
    if sentence.kind in VERBATIM:
        shown, cited = _letters(sentence.text), _letters(" ".join(c.quote for c in sentence.citations))
        return (*missing, *(["words that are not the source’s"] if shown not in cited else []))
    said = reader(sentence.text, sentence.language, day)
    missing += _names(sentence, said, ground, reader)
    missing += _numbers(sentence, said, ground)
    missing += _days(said, sentence, ground)
    missing += _quotations(sentence, ground)
    return tuple(missing)


def _stands(citation: Citation, ground: Ground) -> bool:
    item = ground.articles.get(citation.article)
    return item is not None and item.article.part(citation.part)[citation.start : citation.end] == citation.quote


def _held(sentence: Sentence, ground: Ground) -> Iterator[tuple[Citation, UnderstoodArticle, Span]]:
    for citation in sentence.citations:
        item = ground.articles.get(citation.article)
        if item is not None:
            yield citation, item, Span(citation.article, citation.start, citation.end, citation.part)


def _names(sentence: Sentence, said: UnderstoodArticle, ground: Ground, reader: Reader) -> Iterator[str]:
    held = list(_held(sentence, ground))
    entities = {m.entity for _, item, span in held for m in item.understanding.mentions if span.overlaps(m.span)}
    words = _letters(
        " ".join(c.quote for c in sentence.citations) + " " + " ".join(c.source for c in sentence.citations)
    )
    for mention in said.understanding.mentions:
        shown = said.article.words(mention.span)
        if mention.entity and mention.entity in entities:
            continue
        if _letters(shown) in words or _letters(mention.name) in words:
            continue
        # A name that nobody knows is judged by its words: « Selon The Ledger » opens with a capital that is not its own.
        parts = [part for part in shown.split() if part[:1].isupper()][mention.span.start == 0 :]
        apart = said.article.text.replace(shown, ", ".join(parts))
        again = reader(apart, sentence.language, said.article.published_at.date()).understanding.mentions
        found = {m.name for m in again if m.entity and m.entity in entities}
        held_too = [part in found or _letters(part) in words for part in parts]
        if not mention.entity and parts and all(held_too):
            continue
        yield f"name {shown!r}"


def _numbers(sentence: Sentence, said: UnderstoodArticle, ground: Ground) -> Iterator[str]:
    held = list(_held(sentence, ground))
    amounts = [a for _, item, span in held for a in item.understanding.amounts if span.overlaps(a.span)]
    digits = {_plain(found) for citation in sentence.citations for found in _DIGITS.findall(citation.quote)}
    covered: list[Span] = [d.span for d in said.understanding.dates] + [m.span for m in said.understanding.mentions]
    for amount in said.understanding.amounts:
        covered.append(amount.span)
        same = [other for other in amounts if other.value == amount.value]
        if amount.currency or amount.unit:
            same = [other for other in same if (other.currency, other.unit) == (amount.currency, amount.unit)]
        counted = amount.value in ground.counts and not amount.currency and sentence.kind == "composed"
        bare = not amount.currency and _plain(said.article.words(amount.span)) in digits
        if (
            not same
            and not counted
            and not bare
            and not any(d.span.overlaps(amount.span) for d in said.understanding.dates)
        ):
            yield f"amount {said.article.words(amount.span)!r}"
    for found in _DIGITS.finditer(sentence.text):
        at = Span(said.article.id, found.start(), found.end())
        if any(span.overlaps(at) for span in covered) or _plain(found[0]) in digits:
            continue
        if sentence.kind == "composed" and found[0].isdecimal() and int(found[0]) in ground.counts:
            continue
        yield f"number {found[0]!r}"


def _days(said: UnderstoodArticle, sentence: Sentence, ground: Ground) -> Iterator[str]:
    held = list(_held(sentence, ground))
    named = [d for _, item, span in held for d in item.understanding.dates if span.overlaps(d.span)]
    days = ground.briefs | {item.article.published_at.date() for _, item, _ in held}
    for found in said.understanding.dates:
        if not any(_holds(other, found) for other in named) and not any(found.start <= d <= found.end for d in days):
            yield f"date {said.article.words(found.span)!r}"


def _holds(cited: DateMention, said: DateMention) -> bool:
    """A sentence may be as exact as its words, or less: « en mars » of 12 March, never 12 March of « en mars »."""
    return said.start <= cited.start and cited.end <= said.end


def _quotations(sentence: Sentence, ground: Ground) -> Iterator[str]:
    words = _letters(" ".join(item.article.words(span) for _, item, span in _held(sentence, ground)))
    for found in _QUOTED.finditer(sentence.text):
        quoted = next(filter(None, found.groups()))
        if _letters(quoted) not in words:
            yield f"quotation {quoted[:40]!r}"


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", fold(text))


def _plain(number: str) -> str:
    return re.sub(r"\D", "", number)

"""Sentences taken as they stand: which of a story's sentences tell most and can stand alone."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from vigie.knowledge.cues import cues, fold
from vigie.knowledge.matching import overlap, tokens_of, unspaced
from vigie.model import Sentence, Span, UnderstoodArticle
from vigie.write.material import Material, citation
from vigie.write.phrasing import set_spaces

# « PARIS, 24 février (Reuters) - », « DÉCRYPTAGE - »: what stands before a sentence without belonging to it.
_LABEL = re.compile(
    r"^(?:[^\w«“„\"'‘’(（「『$€£¥@#+]+|"
    r"(?:[^a-zà-öø-ÿ.!?]{3,40}|[^.!?]{2,40}[(（][^)）]{2,25}[)）])\s?(?:--|[-–—|:])\s+(?=\S))"
)
_BROKEN = re.compile(r"https?://|www\.|\[…\]|\[\.\.\.\]|…|\.\.\.|[{}<>|\\]|[\U0001F300-\U0001FAFF]")
_FIRST_PERSON = re.compile(
    r"(?<!\w)(?:je|j'|nous|notre|nos|moi|i|i'm|we|our|my|us|ich|wir|unser|yo|nosotros|eu|nós)(?!\w)"
)
_ENDS = '.。!！…”»」』")）'
_PAIRS = (("«", "»"), ("“", "”"), ("(", ")"), ("（", "）"), ("「", "」"), ("『", "』"), ("[", "]"))
SHORTEST, LONGEST = 45, 330
SHORTEST_UNSPACED, LONGEST_UNSPACED = 18, 160
FROM_TOP = 12
# Two sentences that share this part of the shorter one's words tell the same thing.
REPEATS_FROM = 0.6
ADDS_FROM = 4


@dataclass(frozen=True, slots=True)
class _Candidate:
    item: UnderstoodArticle
    span: Span
    words: str
    tokens: frozenset[str]
    score: float


def quoted(material: Material, languages: Sequence[str], most: int, told: Sequence[str]) -> tuple[Sentence, ...]:
    """Up to `most` sentences of the story's articles in one language (the first of `languages` that gives any), the most
    telling first, each adding to those before it and to what was `told` (title and earlier sentences)."""
    for language in languages:
        found = _in_language(material, language, most, [tokens_of(text) for text in told])
        if found:
            return found
    return ()


def _in_language(material: Material, language: str, most: int, told: list[frozenset[str]]) -> tuple[Sentence, ...]:
    items = [
        item
        for item in material.originals()
        if item.understanding.language == language
        and item.understanding.page_class not in {"opinion", "roundup"}
        # A publisher that reserves its texts against mining is linked and counted, never quoted.
        and not item.article.opted_out
    ]
    # What an earlier brief told is not told again: its articles stand back when there are others.
    known = {source.article for source in material.told.item.sources} if material.told else set()
    items = [item for item in items if item.article.id not in known] or items
    candidates = sorted(
        _candidates(items, material.today, told[0]), key=lambda c: (-c.score, c.item.article.published_at, c.span.start)
    )
    kept: list[_Candidate] = []
    used: dict[str, int] = {}
    for candidate in candidates:
        if len(kept) == most:
            break
        if _repeats(candidate.tokens, told) or used.get(candidate.item.article.id, 0) >= 2:
            continue
        kept.append(candidate)
        used[candidate.item.article.id] = used.get(candidate.item.article.id, 0) + 1
        told.append(candidate.tokens)
    # The most telling one leads; the others follow as time and the texts have them.
    kept[1:] = sorted(kept[1:], key=lambda c: (c.item.article.published_at, c.item.article.id, c.span.start))
    return tuple(
        Sentence(
            text=set_spaces(c.words, language),
            language=language,
            kind="quoted",
            citations=(citation(c.item.article, c.span, material.publisher(c.item.article)),),
        )
        for c in kept
    )


def _repeats(tokens: frozenset[str], told: Sequence[frozenset[str]]) -> bool:
    """True when a sentence tells what one before it told. The title, which stands first, may be told again in full: a lead
    says the same with the how and the who; it repeats only when it adds next to nothing."""
    title, *before = told
    if any(overlap(tokens, other) >= REPEATS_FROM for other in before):
        return True
    return len(tokens - title) < ADDS_FROM and overlap(tokens, title) >= REPEATS_FROM


def _candidates(
    items: Sequence[UnderstoodArticle], today: frozenset[str], title: frozenset[str]
) -> Iterable[_Candidate]:
    common = _common_words(items)
    for item in items:
        rest = [span for span in item.understanding.sentences if span.part == "text"]
        start = 1 if item.article.title_in_text else 0
        for place, whole in enumerate(rest[start : start + FROM_TOP]):
            span = without_label(item, whole)
            words = item.article.words(span)
            if not stands_alone(words, item.understanding.language):
                continue
            tokens = tokens_of(words)
            shared = sum(common.get(token, 0) for token in tokens) / (len(tokens) ** 0.5 or 1.0)
            amounts = (one for one in item.understanding.amounts if one.currency or one.unit)
            figures = any(span.covers(amount.span) for amount in amounts)
            names = sum(1 for mention in item.understanding.mentions if span.covers(mention.span))
            # « Un témoignage de son potentiel » names nobody and counts nothing: it leans on what stands before it.
            if not names and not figures and len(tokens & title) < 2:
                continue
            fresh = (
                0.2 * min(5, len(tokens & title))
                + 0.8 * (item.article.id in today)
                - 1.2 * _joins(words, item.understanding.language)
            )
            score = fresh + 2.0 / (1 + place) + 0.5 * shared + 0.3 * figures + 0.1 * min(4, names)
            yield _Candidate(item, span, words, tokens, score)


def _common_words(items: Sequence[UnderstoodArticle]) -> dict[str, float]:
    """For each word, the share of the other articles' tops that hold it: what several texts say is the news."""
    tops = [
        tokens_of(" ".join(item.article.words(span) for span in item.understanding.sentences[:3])) for item in items
    ]
    counts: dict[str, int] = {}
    for top in tops:
        for token in top:
            counts[token] = counts.get(token, 0) + 1
    return {token: (count - 1) / len(tops) for token, count in counts.items() if count > 1}


def without_label(item: UnderstoodArticle, span: Span) -> Span:
    """The span without the dateline or rubric that opens it."""
    match = _LABEL.match(item.article.words(span))
    return Span(span.article, span.start + match.end(), span.end, span.part) if match else span


def stands_alone(words: str, language: str) -> bool:
    """True when a sentence can be read without those around it: whole, of a fair length, in no first person, not a
    question, not opening on « ce dernier » or "he", its quotation marks closed."""
    text = " ".join(words.split())
    dense = sum(map(unspaced, text)) * 3 > len(text)
    low, high = (SHORTEST_UNSPACED, LONGEST_UNSPACED) if dense else (SHORTEST, LONGEST)
    if not low <= len(text) <= high or text[-1] not in _ENDS or text[-1] == "…" or text[0].islower():
        return False
    if not any(mark in text[-3:] for mark in ".。!！") or _BROKEN.search(text):
        return False
    if any(text.count(a) != text.count(b) for a, b in _PAIRS) or text.count('"') % 2:
        return False
    folded = fold(text)
    outside = re.sub(r"«[^»]*»|“[^”]*”|\"[^\"]*\"|「[^」]*」", " ", folded)
    return not _FIRST_PERSON.search(outside) and not _leans(folded, language)


def _joins(words: str, language: str) -> bool:
    """True when the sentence holds a link to the one before it further in (« compte en revanche … »)."""
    folded = fold(words)
    return any(f" {phrase} " in folded for phrase, dense in _leaning(language) if not dense and " " in phrase)


def _leans(folded: str, language: str) -> bool:
    return any(
        folded.startswith(opening) and (dense or not folded[len(opening) : len(opening) + 1].isalnum())
        for opening, dense in _leaning(language)
    )


@cache
def _leaning(language: str) -> tuple[tuple[str, bool], ...]:
    found = cues(language)
    return tuple((fold(opening), not found.spaced) for opening in found.leaning) if found else ()

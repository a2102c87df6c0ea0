"""Translations: the later of two articles in different languages that say the same, sentence by sentence.

What a translation keeps is what no language changes: names that we know, names in one script, amounts, days and figures, in
their order. Two reports of one event share many of them, but not nearly all, nor in one order (Pouliquen 2004; Barrón-Cedeño
2013). The thresholds are strict: a false pair takes a voice away.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

from vigie.knowledge.matching import bare
from vigie.model import Span, UnderstoodArticle

# A text with less than this that no language changes tells nothing.
# Names that come again and again make an order of their own, so the different ones count, and figures most: rewrites of one
# newspaper's report in five languages have seven in common, two of them figures; translations as long, twice as many.
FEWEST_MARKS, FEWEST_KINDS, FEWEST_FIGURES = 10, 9, 4
# How much of both texts' marks stand in one order in the two. Measured in tests/trace/test_trace_translations.py.
IN_ORDER = 0.72
# A translation has about as many sentences.
SENTENCES = 0.6
WITHIN = timedelta(days=4)
# Small numbers are written as words in one language and as figures in the next.
LEAST = 13
MOST_MARKS = 120
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_UNNAMED = {"unknown"}

Mark = tuple[str, str]


def translated(items: Mapping[str, UnderstoodArticle], copies: Mapping[str, str]) -> dict[str, str]:
    """Of articles in several languages, by id: the article that each translation was made from, its earliest likeness.
    Articles that repeat another in their own language (`copies`) are left out: they go where their original goes."""
    ordered = sorted(
        (item for article, item in items.items() if article not in copies),
        key=lambda item: (item.article.published_at, item.article.id),
    )
    if len({item.understanding.language for item in ordered}) < 2:
        return {}
    marks = {item.article.id: marks_of(item) for item in ordered}
    found: dict[str, str] = {}
    for at, later in enumerate(ordered):
        for earlier in ordered[:at]:
            if earlier.article.id not in found and _pair(later, earlier, marks):
                found[later.article.id] = earlier.article.id
                break
    return found


def is_translation(later: UnderstoodArticle, earlier: UnderstoodArticle) -> bool:
    """True when one text is the other in another language."""
    return _pair(later, earlier, {item.article.id: marks_of(item) for item in (later, earlier)})


def marks_of(item: UnderstoodArticle) -> tuple[Mark, ...]:
    """What a translation keeps, in order: known names, names as they are written, amounts, days and other figures."""
    understanding = item.understanding
    placed: list[tuple[int, int, Mark]] = []
    for mention in understanding.mentions:
        if mention.span.part == "text":
            mark = (
                ("", bare(mention.name)) if mention.kind in _UNNAMED else ("name", mention.entity or bare(mention.name))
            )
            placed.append((mention.span.start, mention.span.end, mark))
    days = [day for day in understanding.dates if day.span.part == "text"]
    # « en 2027 » is found in one language and missed in the next: only days are kept, and no figure that dates hold.
    placed += [
        (d.span.start, d.span.end, ("day", d.start.isoformat())) for d in days if d.end - d.start < timedelta(20)
    ]
    taken = [(day.span.start, day.span.end) for day in days]
    for amount in understanding.amounts:
        if amount.span.part == "text" and amount.value >= LEAST and not _inside(amount.span, taken):
            placed.append((amount.span.start, amount.span.end, ("number", f"{amount.value.normalize():f}")))
    taken += [(start, end) for start, end, _ in placed]
    for match in _FIGURE.finditer(item.article.text):
        digits = re.sub(r"\D", "", match[0])
        if len(digits) > 1 and not _year(digits) and not any(a < match.end() and match.start() < b for a, b in taken):
            placed.append((match.start(), match.end(), ("number", digits)))
    placed.sort()
    marks = [mark for at, (_, _, mark) in enumerate(placed) if not at or placed[at - 1][2] != mark]
    return tuple(marks[:MOST_MARKS])


def _inside(span: Span, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < span.end and span.start < end for start, end in taken)


def _year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in {"19", "20"}


def _pair(later: UnderstoodArticle, earlier: UnderstoodArticle, marks: Mapping[str, Sequence[Mark]]) -> bool:
    if later.understanding.language == earlier.understanding.language or not _likely(later, earlier):
        return False
    first, second = _comparable(marks[later.article.id], marks[earlier.article.id])
    shared = set(first) & set(second)
    figures = sum(kind in {"number", "day"} for kind, _ in shared)
    if min(len(first), len(second)) < FEWEST_MARKS or len(shared) < FEWEST_KINDS or figures < FEWEST_FIGURES:
        return False
    needed = IN_ORDER * max(len(first), len(second))
    return sum((Counter(first) & Counter(second)).values()) >= needed and in_order(first, second) >= needed


def _likely(later: UnderstoodArticle, earlier: UnderstoodArticle) -> bool:
    """Two outlets, near in time, with about as many sentences."""
    lengths = sorted((len(later.understanding.sentences), len(earlier.understanding.sentences)))
    soon = later.article.published_at - earlier.article.published_at <= WITHIN
    return later.article.source != earlier.article.source and soon and lengths[0] >= SENTENCES * lengths[1]


def _comparable(first: Sequence[Mark], second: Sequence[Mark]) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """The marks that may be alike: names that we do not know are written otherwise in another script, and many are not found
    at all in scripts without capitals, so only those of both are held against the texts."""
    unknown = {mark for mark in first if not mark[0]} & {mark for mark in second if not mark[0]}
    kept = [tuple(mark for mark in marks if mark[0] or mark in unknown) for marks in (first, second)]
    return kept[0], kept[1]


def in_order(first: Sequence[Mark], second: Sequence[Mark]) -> int:
    """The length of the longest sequence of marks that both have in this order."""
    row = [0] * (len(second) + 1)
    for mark in first:
        before = 0
        for at, other in enumerate(second, 1):
            above = row[at]
            row[at] = before + 1 if mark == other else max(above, row[at - 1])
            before = above
    return row[-1]

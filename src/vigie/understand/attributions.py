"""Attributions: who says what, as three spans (source, cue, content).

Three shapes serve most languages: « selon X, … » (cue, source), « X a déclaré que … » (source, cue, content) and
「Xによると…」 (source, cue). Which words are cues is written in the language's file. The spans follow PDTB/PolNeAR use:
source, cue, content (Pareti 2012; Newell et al. 2018).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from vigie.knowledge.cues import cues, fold
from vigie.knowledge.matching import Found, PhraseBook
from vigie.model import Attribution, Mention, Part, Span

_QUOTES = {"«": "»", "“": "”", "„": "“", "「": "」", "『": "』", '"': '"'}
_STOP = re.compile(r"[,;:.!?«»“”\"()。，、；：！？「」『』،؛؟]")
# What marks the one who speaks where the verb comes last: « OpenAIは「…」と述べた », « OpenAI는 …고 밝혔다 ».
_TOPIC = re.compile(r"(?:氏|社|側|CEO|사|측)?(?:は|が|は、|는|은|이|가)[、,]? ?")
# Kinds of names that say nothing themselves.
MUTE = {"place", "model", "product", "chip"}
FARTHEST_SOURCE = 90
LONGEST_SOURCE = 80
SHORTEST_CONTENT = 8


@dataclass(frozen=True, slots=True)
class _Source:
    start: int
    end: int
    name: str
    entity: str
    anonymous: bool


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence with what is known of it; offsets are those of the whole part."""

    start: int
    end: int
    text: str
    folded: str
    mentions: tuple[Mention, ...]
    anonymous: tuple[Found[str], ...]
    pronouns: tuple[Found[str], ...]
    small: frozenset[str]


def attributions_of(
    article: str,
    part: Part,
    text: str,
    sentences: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
    language: str,
) -> tuple[Attribution, ...]:
    """The attributions of one part of an article, by start of content. At most one a cue."""
    books = _books(language)
    if books is None:
        return ()
    found: list[Attribution] = []
    last = ""
    for start, end in sentences:
        piece = text[start:end]
        low = fold(piece)
        hits = [
            hit
            for hit in books["cues"].find(piece, low)
            if hit.meaning != "never" and not (hit.meaning == "reporting" and _is_noun(low[: hit.start], language))
        ]
        if not hits:  # as in most sentences: there is nobody to be looked for
            continue
        sentence = _Sentence(
            start,
            end,
            piece,
            low,
            tuple(m for m in mentions if m.span.part == part and start <= m.span.start and m.span.end <= end),
            tuple(books["anonymous"].find(piece, low)),
            tuple(books["pronouns"].find(piece, low)),
            _small_words(language),
        )
        for hit in hits:
            made = _attribution(article, part, sentence, hit, last)
            if made is not None:
                found = [
                    other for other in found if not _around_one_source(other, made)
                ]  # 据路透社报道: one cue in two
                found.append(made)
                last = made.source_name or last
    return tuple(found)


def _attribution(article: str, part: Part, sentence: _Sentence, hit: Found[str], last: str) -> Attribution | None:
    source: _Source | None
    if hit.meaning == "according":
        # 据路透社: the cue's last signs may be the name's first.
        inside = [m.span.start - sentence.start for m in sentence.mentions]
        at = next((start for start in inside if hit.start < start < hit.end), hit.end)
        hit = Found(hit.start, at, hit.meaning)
        source = _source_after(sentence, hit.end)
        content = _around(sentence, hit.start, source.end if source else hit.end)
        if content is None and source is not None and source.anonymous:
            source = _cut_short(sentence, source)
            content = _after(sentence, source.end)
    elif hit.meaning == "postposed":
        source = _source_before(sentence, hit.start)
        content = _around(sentence, source.start if source else hit.start, hit.end)
    else:
        source, content = _reported(sentence, hit)
    if source is None or content is None or content[1] - content[0] < SHORTEST_CONTENT:
        return None
    name = last if not source.name else source.name
    words = sentence.text[content[0] : content[1]]
    return Attribution(
        content=_span(article, part, sentence, *content),
        source=_span(article, part, sentence, source.start, source.end),
        cue=_span(article, part, sentence, hit.start, hit.end),
        source_name=name or sentence.text[source.start : source.end],
        kind=_kind(words),
        anonymous=source.anonymous,
        entity=source.entity,
    )


def _cut_short(sentence: _Sentence, source: _Source) -> _Source:
    """« Laut mit der Sache vertrauten Personen erwägt X … »: no comma ends the unnamed source, so it ends with its cue."""
    cue = next(hit.end for hit in sentence.anonymous if hit.start == source.start)
    end = cue + len(sentence.text[cue:].split(" ", maxsplit=1)[0])
    return replace(source, end=end, name=sentence.text[source.start : end])


def _around_one_source(one: Attribution, other: Attribution) -> bool:
    if one.source is None or one.cue is None or other.cue is None or one.source != other.source:
        return False
    return one.cue.start < one.source.start < other.cue.start


def _reported(sentence: _Sentence, hit: Found[str]) -> tuple[_Source | None, tuple[int, int] | None]:
    """The source and the content of a verb that reports: X said that …; « … », said X; X … said, where verbs come last;
    said X that …, where they come first."""
    source, content = _source_before(sentence, hit.start), _after(sentence, hit.end)
    if content is None or content[1] - content[0] < SHORTEST_CONTENT:  # cues are stems: 밝혔 leaves 다
        if topic := _topic(sentence, hit.start):
            return topic
        content = _before(sentence, source.start) if source is not None else None  # « … », Altman said.
    elif source is not None and sentence.text[: source.start].rstrip(" ,").endswith(("”", "»", '"')):
        content = _before(sentence, source.start)  # "…," Altman said on Monday.
    if _follows_content(sentence, hit.start) and (inverted := _source_after(sentence, hit.end)):
        # « …, rapporte lundi l'agence Reuters »: a day, an article and one more word may stand between.
        between = re.findall(r"\w+", sentence.folded[hit.end : inverted.start])
        if sum(word not in sentence.small for word in between) <= 1:
            return inverted, _before(sentence, hit.start)
    if source is None and hit.start == 0 and (first := _source_after(sentence, hit.end, near=12)):
        return first, _after(sentence, first.end)
    return source, content


def _topic(sentence: _Sentence, verb: int) -> tuple[_Source, tuple[int, int] | None] | None:
    """The first name or unnamed person with a topic's particle behind, and what stands from there to the verb."""
    hidden = [_Source(h.start, h.end, sentence.text[h.start : h.end], "", anonymous=True) for h in sentence.anonymous]
    named = [
        _Source(m.span.start - sentence.start, m.span.end - sentence.start, m.name, m.entity, anonymous=False)
        for m in sentence.mentions
        if m.kind not in MUTE
    ]
    for source in sorted(hidden + named, key=lambda source: source.start):
        marked = _TOPIC.match(sentence.text, source.end)
        if marked and source.end < verb:
            return source, _trim(sentence, marked.end(), verb)
    return None


def _is_noun(before: str, language: str) -> bool:
    """« l'annonce d'une levée de fonds »: after such a word the form is a noun, and reports nothing."""
    elided, whole = _never_after(language)
    return before.endswith(elided) or before.rstrip().endswith(whole)


def _source_after(sentence: _Sentence, at: int, near: int = 24) -> _Source | None:
    """The source that begins within `near` characters after a cue, up to the next stop."""
    stop = _STOP.search(sentence.text, at + 1)
    limit = min(stop.start() if stop else len(sentence.text), at + LONGEST_SOURCE)
    return _best(sentence, at, limit, lambda start, _: start - at <= near)


def _source_before(sentence: _Sentence, at: int) -> _Source | None:
    """The source that ends shortly before a cue, in the same clause."""
    low = max(0, at - FARTHEST_SOURCE)
    stops = [
        match.end() for match in _STOP.finditer(sentence.text, low, at) if sentence.text[match.start()] not in "()"
    ]
    low = stops[-1] if stops else low
    return _best(sentence, low, at, lambda _, end: at - end <= 60)


def _best(sentence: _Sentence, low: int, high: int, near: Callable[[int, int], bool]) -> _Source | None:
    """The name or the anonymous words that stand first: « une source du Financial Times » is anonymous, « le Financial Times,
    citant une source » is not. A pronoun serves when there is neither."""
    named = _first_name(sentence, low, high, near)
    hidden = _first_anonymous(sentence, low, high, near)
    found = [source for source in (named, hidden) if source is not None]
    if found:
        return min(found, key=lambda source: source.start)
    for hit in sentence.pronouns:
        if low <= hit.start and hit.end <= high and near(hit.start, hit.end):
            return _Source(hit.start, hit.end, "", "", anonymous=False)
    return None


def _first_name(sentence: _Sentence, low: int, high: int, near: Callable[[int, int], bool]) -> _Source | None:
    for mention in sentence.mentions:
        start, end = mention.span.start - sentence.start, mention.span.end - sentence.start
        if low <= start and end <= high and near(start, end) and mention.kind not in MUTE:
            return _Source(start, end, mention.name, mention.entity, anonymous=False)
    return None


def _first_anonymous(sentence: _Sentence, low: int, high: int, near: Callable[[int, int], bool]) -> _Source | None:
    for hit in sentence.anonymous:
        if low <= hit.start < high and near(hit.start, hit.end):
            end = _to_stop(sentence, hit.end, high)
            inside = [m for m in sentence.mentions if hit.start <= m.span.start - sentence.start < end]
            words = sentence.text[hit.start : end].strip()
            entity = inside[0].entity if inside else ""
            return _Source(hit.start, hit.start + len(words), words, entity, anonymous=True)
    return None


def _to_stop(sentence: _Sentence, at: int, high: int) -> int:
    stop = _STOP.search(sentence.text, at)
    return min(stop.start() if stop else len(sentence.text), high)


def _follows_content(sentence: _Sentence, at: int) -> bool:
    """« … », a déclaré X: the cue comes after what is said, behind a comma or a closing mark."""
    before = sentence.text[:at].rstrip(" \u00a0—–-")  # « Модель выйдет », — заявил Орлов
    return len(before) > 20 and before[-1:] in ',»”"」，،'


def _around(sentence: _Sentence, low: int, high: int) -> tuple[int, int] | None:
    """The larger side of a cue and its source: what stands after them, or before."""
    after = _trim(sentence, high, len(sentence.text))
    before = _trim(sentence, 0, low)
    sides = [side for side in (after, before) if side]
    return max(sides, key=lambda side: side[1] - side[0]) if sides else None


def _after(sentence: _Sentence, at: int) -> tuple[int, int] | None:
    return _trim(sentence, at, len(sentence.text))


def _before(sentence: _Sentence, at: int) -> tuple[int, int] | None:
    return _trim(sentence, 0, at)


def _trim(sentence: _Sentence, low: int, high: int) -> tuple[int, int] | None:
    while low < high and (sentence.text[low].isspace() or sentence.text[low] in ",:;，：、،؛—–"):
        low += 1
    while high > low and (sentence.text[high - 1].isspace() or sentence.text[high - 1] in ",.;。，、،؛—–"):
        high -= 1
    return (low, high) if high > low else None


def _kind(words: str) -> Literal["direct", "indirect", "mixed"]:
    openers = [i for i, c in enumerate(words) if c in _QUOTES]
    if not openers:
        return "indirect"
    stripped = words.strip()
    whole = stripped[0] in _QUOTES and stripped[-1] in set(_QUOTES.values()) | {".", "!", "?"}
    return "direct" if whole and openers[0] == words.index(stripped[0]) else "mixed"


def _span(article: str, part: Part, sentence: _Sentence, start: int, end: int) -> Span:
    return Span(article, sentence.start + start, sentence.start + end, part)


@cache
def _never_after(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words that make a verb a noun: those that are elided before it, and the others with the blank before them."""
    found = cues(language)
    words = [fold(word) for word in found.attribution.never_after] if found else []
    return tuple(w for w in words if w.endswith("'")), tuple(f" {w}" for w in words if not w.endswith("'"))


@cache
def _small_words(language: str) -> frozenset[str]:
    """What may stand between a verb and who speaks: articles, prepositions, days."""
    found = cues(language)
    if found is None:
        return frozenset()
    days = [form for forms in found.dates.weekdays for form in forms]
    words = [*found.function_words, *days, *found.dates.relative]
    return frozenset(part for word in words for part in re.findall(r"\w+", fold(word)))


@cache
def _books(language: str) -> dict[str, PhraseBook[str]] | None:
    found = cues(language)
    if found is None:
        return None
    table = found.attribution
    phrases = [(text, "according") for text in table.according]
    phrases += [(text, "reporting") for text in table.reporting]
    phrases += [(text, "postposed") for text in table.postposed]
    phrases += [(text, "never") for text in table.never]
    return {
        "cues": PhraseBook(phrases, spaced=found.spaced),
        "anonymous": PhraseBook([(text, text) for text in table.anonymous], spaced=found.spaced),
        "pronouns": PhraseBook([(text, text) for text in table.pronouns], spaced=found.spaced),
    }

"""The attributions of one part of an article, in order of their contents."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal

from vigie.knowledge.cues import fold
from vigie.knowledge.matching import Found
from vigie.model import Attribution, Mention, Part, Span
from vigie.understand.attributions import unspaced
from vigie.understand.attributions.clauses import Sentence, words_of
from vigie.understand.attributions.contents import Told
from vigie.understand.attributions.lexicon import Closed, Lexicon, Role, lexicon
from vigie.understand.attributions.quotations import quotations_of
from vigie.understand.attributions.shapes import VERB_LAST, told
from vigie.understand.attributions.speech import speech_of

LONG_QUOTATION = 20
SHORTEST_QUOTATION = 20


def attributions_of(
    article: str,
    part: Part,
    text: str,
    sentences: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
    language: str,
) -> tuple[Attribution, ...]:
    """The attributions of one part of an article, by start of content. At most one a cue, and one for each quotation that
    goes on after its cue; a pronoun bears the name of the last who spoke."""
    words = lexicon(language)
    if words is None:
        return ()
    quoted = quotations_of(text)
    low = fold(text)
    hits = words.book.find(text, low)
    starts = [hit.start for hit in hits]
    found: list[Attribution] = []
    speaker = _Speaker()
    for number, (start, end) in enumerate(sentences):
        inside = hits[bisect_left(starts, start) : bisect_left(starts, end)]
        cues = _cues(text[start:end], low[start:end], start, inside, words, quoted) if inside else []
        speech = any(a < end and b > start and b - a > LONG_QUOTATION for a, b in quoted)
        if not cues and not speech:
            _go_on(article, part, text, sentences, number, words, found)
            continue
        sentence = _sentence(article, part, text, (start, end), mentions, quoted, words)
        made = list(_told(sentence, cues))
        made += speech_of(sentence, made, title=number == 0)
        if not made:
            _go_on(article, part, text, sentences, number, words, found)
        for one in made:
            attribution = speaker.attributed(sentence, one)
            found = [other for other in found if not _same_words(other, attribution)]
            found.append(attribution)
    _continue(article, part, text, sentences, quoted, found)
    return tuple(sorted(found, key=lambda a: (a.content.start, a.content.end)))


class _Speaker:
    """Who spoke last: whom a pronoun, a definite « la source » or a dropped subject stands for."""

    def __init__(self) -> None:
        self.name = ""
        self.entity = ""
        self.anonymous = False

    def attributed(self, sentence: Sentence, one: Told) -> Attribution:
        source = one.source
        if source is not None and not source.pronoun:
            self.name, self.entity, self.anonymous = source.name, source.entity, source.anonymous
        start, end = one.content
        name, entity, anonymous = self.name, self.entity, self.anonymous
        if one.nobody:  # who spoke before may speak again after it
            name, entity, anonymous = "", "", one.unnamed
        return Attribution(
            content=sentence.span(start, end),
            source=sentence.span(source.start, source.end) if source else None,
            cue=sentence.span(*one.cue) if one.cue else None,
            source_name=name or (sentence.text[source.start : source.end] if source else ""),
            kind=_kind(sentence, start, end),
            anonymous=anonymous,
            entity=entity,
        )


def _cues(
    text: str, low: str, start: int, hits: Sequence[Found[Role]], words: Lexicon, quoted: Sequence[tuple[int, int]]
) -> list[Found[Role]]:
    """The cues of one sentence, by its own offsets: no noun, no name, no word of somebody quoted."""
    here = [(a - start, b - start) for a, b in quoted if a < start + len(text) and b > start]
    own = (Found(hit.start - start, min(hit.end - start, len(text)), hit.meaning) for hit in hits)
    return [
        hit
        for hit in own
        if hit.meaning is not Role.NEVER
        and not (hit.meaning not in _BEFORE and (_is_noun(low[: hit.start], words) or _is_name(text, hit)))
        and not _quoted(hit, here, text)
    ]


def _is_name(text: str, hit: Found[Role]) -> bool:
    """ "the United States": a verb has no capital inside a sentence."""
    return text[hit.start].isupper() and any(c.isalpha() for c in text[: hit.start]) and not text[: hit.start].isupper()


def _quoted(hit: Found[Role], quoted: Sequence[tuple[int, int]], text: str) -> bool:
    """Whether a cue is somebody's own word (« "je pense que …" »), and no « "…, dit-il, …" »."""
    inside = any(start < hit.start and hit.end < end for start, end in quoted)
    return inside and not text.startswith("-", hit.end) and not _SPOKEN.search(text, max(0, hit.start - 30), hit.start)


# « …, a-t-il ajouté, … » inside the marks of what he said.
_SPOKEN = re.compile(r"-(?:t-)?(?:ils?|elles?|on)(?: \w+)? $")


_BEFORE = {Role.ACCORDING, Role.POSTPOSED, Role.VIEWPOINT, Role.SOURCELESS}


def _is_noun(before: str, words: Lexicon) -> bool:
    """« l'annonce d'une levée de fonds »: after such a word the form is a noun, and reports nothing."""
    return before.endswith(words.elided) or f" {before.rstrip()}".endswith(words.never_after)


def _sentence(
    article: str,
    part: Part,
    text: str,
    place: tuple[int, int],
    mentions: Sequence[Mention],
    quoted: Sequence[tuple[int, int]],
    words: Lexicon,
) -> Sentence:
    start, end = place
    piece = text[start:end]
    low = fold(piece)
    closed = _closed(words.closed.find_all(piece, low))
    return Sentence(
        article,
        part,
        start,
        piece,
        low,
        words_of(low) if words.spaced else (),
        tuple(m for m in mentions if start <= m.span.start and m.span.end <= end),
        closed[Closed.ANONYMOUS],
        closed[Closed.PRONOUN],
        tuple((hit.start, hit.end) for hit in closed[Closed.BREAK]),
        closed[Closed.COMPLEMENTIZER],
        closed[Closed.INFINITIVE],
        tuple((a - start, b - start) for a, b in quoted if a < end and b >= start),
        words,
    )


def _closed(hits: Sequence[Found[Closed]]) -> dict[Closed, tuple[Found[Closed], ...]]:
    """The small words of a sentence by their kind, the leftmost then the longest of each."""
    kinds: dict[Closed, list[Found[Closed]]] = {kind: [] for kind in Closed}
    for hit in hits:
        kept = kinds[hit.meaning]
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return {kind: tuple(kept) for kind, kept in kinds.items()}


def _told(sentence: Sentence, cues: Sequence[Found[Role]]) -> Iterator[Told]:
    earlier: list[Told] = []
    tell = told if sentence.lexicon.spaced or sentence.lexicon.language in VERB_LAST else unspaced.told
    for hit in cues:
        one = tell(sentence, hit, cues, earlier)
        if one is not None:
            earlier.append(one)
            yield one


def _continue(
    article: str,
    part: Part,
    text: str,
    sentences: Sequence[tuple[int, int]],
    quoted: Sequence[tuple[int, int]],
    found: list[Attribution],
) -> None:
    """« A », a dit X. « B »: a quotation right behind what its cue has told goes on with the same speaker, unless a cue of its
    own, perhaps sentences later, has told it."""
    for start, end in quoted:
        if end - start < SHORTEST_QUOTATION or any(a.content.start < end and start < a.content.end for a in found):
            continue
        before = [(reached, a) for a in found if (reached := _reached(a)) <= start]
        if not before:
            continue
        reached, last = max(before, key=lambda pair: pair[0])
        # "…," she said in a statement. "…": to the end of the sentence that told who speaks.
        told = next((stop for begin, stop in sentences if begin <= reached <= stop), reached)
        between = text[min(start, max(reached, told)) : start]
        if not between.strip(" .,;—–\u00a0\u202f。，") and "\n" not in between:
            span = Span(article, start, end, part)
            found.append(Attribution(span, None, last.cue, last.source_name, "direct", last.anonymous, last.entity))


def _reached(one: Attribution) -> int:
    return max(span.end for span in (one.content, one.cue, one.source) if span is not None)


def _go_on(
    article: str,
    part: Part,
    text: str,
    sentences: Sequence[tuple[int, int]],
    number: int,
    words: Lexicon,
    found: list[Attribution],
) -> None:
    """« … sagte X. Der Preis sei hoch. »: the mood of the verb alone shows that the one before goes on speaking."""
    if not found or found[-1].content.part != part or number == 0:
        return
    start, end = sentences[number]
    before, last = sentences[number - 1], found[-1]
    moods = words.moods.find(text[start:end])
    if (
        moods
        and before[0] <= last.content.end
        and last.content.start < before[1]
        and "\n" not in text[before[1] : start]
    ):
        close = end - (text[end - 1] in ".。")
        cue = Span(article, start + moods[0].start, start + moods[0].end, part)
        content = Span(article, start, close, part)
        found.append(Attribution(content, None, cue, last.source_name, "indirect", last.anonymous, last.entity))


def _same_words(one: Attribution, other: Attribution) -> bool:
    """Two cues that tell the same of the same source: « selon X, qui indique … » reads twice, 据路透社报道 too."""
    if one.source is None or other.source is None or one.source != other.source:
        return False
    return one.content.overlaps(other.content) and (
        min(one.content.end, other.content.end) - max(one.content.start, other.content.start)
        >= 0.8 * max(one.content.end - one.content.start, other.content.end - other.content.start)
    )


def _kind(sentence: Sentence, start: int, end: int) -> Literal["direct", "indirect", "mixed"]:
    inside = [q for q in sentence.quotations if q[0] < end and q[1] > start]
    if not inside:
        return "indirect"
    covered = sum(min(b, end) - max(a, start) for a, b in inside)
    return "direct" if covered >= 0.9 * (end - start) else "mixed"

"""What is said: where the content of a cue begins and ends.

A complementizer, a colon or an opening mark brings it in; quotation marks, contrasts and the next cue end it. It may begin
before its sentence or end behind it, as a quotation does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from vigie.knowledge.matching import Found
from vigie.understand.attributions.clauses import STOP, Sentence, Word, commas, next_stop, trimmed
from vigie.understand.attributions.lexicon import Role
from vigie.understand.attributions.quotations import around
from vigie.understand.attributions.sources import Source

REACH, WEAK_REACH = 8, 3
SHORTEST = 8
SHORTEST_UNSPACED = 3


@dataclass(frozen=True, slots=True)
class Told:
    """One attribution in offsets of its sentence; the content may begin before it or end behind it, as a quotation does."""

    cue: tuple[int, int] | None
    source: Source | None
    content: tuple[int, int]
    nobody: bool = False  # nobody's word: 据悉
    unnamed: bool = False  # nobody's, and hearsay: 据传


def around_both(sentence: Sentence, low: int, high: int) -> tuple[int, int] | None:
    """What stands behind a cue and its source, before them, or across them: « Le régime s'est, selon lui, effondré »."""
    left, right = trimmed(sentence.text, 0, low), trimmed(sentence.text, high, len(sentence.text))
    words = sentence.words_in(*left), sentence.words_in(*right)
    big = [size(sentence, *left), size(sentence, *right)]
    closed = sentence.text[low - 2 : low].strip() in {",", "，", "、"} or sentence.text[:low].rstrip().endswith(
        (",", "，")
    )
    opens = sentence.text[high : high + 2].strip()[:1] in {",", "，"}
    if sentence.lexicon.verb_second and not closed and not opens and big[0] > 1 and big[1]:
        # « Er wurde nach Angaben der Polizei gefasst »
        return from_quotation_start(sentence, left[0], right[1])
    if big[0] < 3 or (not sentence.lexicon.spaced and big[1] > 1):  # 某报8日消息，据路透社报道，…
        return to_quotation_end(sentence, *right) if big[1] else None
    if big[1] < 3 or _turns(sentence, words[1], right):
        return from_quotation_start(sentence, *left)
    if closed and opens:
        return from_quotation_start(sentence, left[0], right[1])
    # A clause before, and the cue opens the second: « X recule : selon Y, … ».
    return to_quotation_end(sentence, *right) if opens else from_quotation_start(sentence, *left)


def _turns(sentence: Sentence, words: Sequence[Word], right: tuple[int, int]) -> bool:
    """Whether what follows is something else: « …, selon l'AFP, qui cite … », "…, according to X, but …"."""
    if not words:
        return True
    first = words[0]
    lexicon = sentence.lexicon
    if first.low in lexicon.relatives or first.low in lexicon.joining:
        return True
    begun = any(start == first.start for start, _ in sentence.breaks)
    return begun or (bool(lexicon.book.find(sentence.text[right[0] : right[0] + 24])) and first.start == right[0])


def marker(sentence: Sentence, at: int, reach: int) -> int | None:
    """Where what is said begins behind a verb: at a complementizer, behind a colon, at an opening mark; None when none of
    them stands within `reach` words."""
    text = sentence.text
    stop = STOP.search(text, at)
    high = stop.start() if stop else len(text)
    found: list[tuple[int, int]] = []
    if stop is not None and stop[0] in ":：":
        found.append((high, stop.end()))
    elif stop is not None and _opens_speech(sentence, at, high):
        found.append((high, high))
    places = commas(text, at, high)
    window = min(high, at + 120)
    if not sentence.lexicon.spaced and text[at : at + 1] in {"，", ","}:  # 官网显示，…
        found.append((at, at + 1))
    for hit in sentence.complementizers:
        if hit.start < at or hit.end > window:
            continue
        last = max((comma for comma in places if comma < hit.start), default=None)
        if last is None or not text[last + 1 : hit.start].strip():  # « teilte mit, dass »
            found += [(hit.start, hit.start)]
            break
    # Who wants or plans to do something has said nothing (« refuse de », "plans to"); who promises or threatens to has.
    if reach > WEAK_REACH:
        near = next((hit for hit in sentence.infinitives if at <= hit.start and hit.end <= window), None)
        if near is not None and not text[at : near.start].strip():
            found.append((near.start, near.start))
    if not found:
        return None
    place, start = min(found)
    apart = [comma for comma in places if comma < place and text[comma + 1 : place].strip()]
    if reach <= WEAK_REACH and apart:
        return None
    # A colon or a quotation is surer than a word.
    reach = REACH if start != place or text[place] in '«“„"「『' else reach
    words = len(sentence.words_in(at, place)) if sentence.lexicon.spaced else (place - at) // 2
    return start if words <= reach else None


def _opens_speech(sentence: Sentence, at: int, mark: int) -> bool:
    """Whether the mark at `mark` opens what is said, not a word or two of it: right behind the verb, or behind a comma."""
    quoted = next((q for q in sentence.quotations if q[0] == mark), None)
    if quoted is None:
        return False
    between = sentence.text[at:mark].rstrip()
    if sentence.lexicon.spaced:
        words = sentence.words_in(at, mark)
        return between.endswith((",", "،")) or all(sentence.adverb(word) for word in words)
    return not between.strip("：:，, ") and quoted[1] - quoted[0] > SHORTEST


def closes(sentence: Sentence, at: int) -> bool:
    """Whether something said ends right before a place: a comma or a closing mark, with words before it."""
    left = sentence.text[:at].rstrip(" \u00a0\u202f—–-")
    if not left or left[-1] not in ",，、،»”\"」』!?…“'":
        return False
    if left[-1] == "'" and not left.endswith("''"):
        return False
    if left[-1] in '"“' and not any(end == len(left) for _, end in sentence.quotations):
        return False
    return any(c.isalpha() for c in left)


def nothing_said(sentence: Sentence, left: int, at: int) -> bool:
    """Whether what stands behind a verb is no more than a day, a place or the one spoken to, so that what is said stands
    before: "…," Altman told Reuters on Monday."""
    if not sentence.lexicon.spaced:
        return size(sentence, at, len(sentence.text)) < 2
    words = sentence.words_in(at, next_stop(sentence.text, at, len(sentence.text)))
    quoted = sentence.text[:left].rstrip(" \u00a0\u202f,—–-")[-1:] in '»”"」』'
    if quoted and len(words) <= 8:
        return True
    return not words or sentence.adverb(words[0]) or words[0].low in sentence.lexicon.adjuncts


def between_commas(sentence: Sentence, low: int, high: int) -> bool:
    left, right = sentence.text[:low].rstrip(), sentence.text[high:].lstrip()
    plain = left.endswith(",") and right.startswith(",")
    following = next(iter(sentence.words_in(high, len(sentence.text))), None)
    if following is None or following.low in sentence.lexicon.joining:
        return False
    if any(at == following.start for at, _ in sentence.breaks):
        return False
    return plain and size(sentence, high, len(sentence.text)) > 2 and right[1:].lstrip()[:1] not in '«“"'


def said_before(sentence: Sentence, at: int, earlier: Sequence[Told]) -> tuple[int, int] | None:
    """What was said before a place: the sentence up to there, or behind what an earlier cue has told."""
    low = 0
    for one in earlier:
        ends = [one.content[1], one.cue[1] if one.cue else 0, one.source.end if one.source else 0]
        if max(ends) < at and at - max(ends) > SHORTEST:
            low = max(low, *ends)
    start, end = trimmed(sentence.text, low, at)
    return from_quotation_start(sentence, start, end) if end - start >= _shortest(sentence) else None


def said_after(sentence: Sentence, at: int, cues: Sequence[Found[Role]]) -> tuple[int, int] | None:
    """What is said from a place on: the quotation that opens there, or up to the sentence's end or the next reporting form."""
    start, end = trimmed(sentence.text, at, len(sentence.text))
    quoted = next((q for q in sentence.quotations if q[0] == start), None)
    if quoted is not None:
        rest = sentence.text[quoted[1] :].lstrip()
        if quoted[1] >= len(sentence.text) or rest[:1] in {"", ".", ",", "。", "，", ";", "—", "–", "!", "?"}:
            return quoted
    for other in cues:
        if other.meaning in {Role.GERUND, Role.WEAK_GERUND} and other.start > start + 20:
            left = sentence.text[start : other.start].rstrip()
            if left.endswith(",") and not _inside_quotation(sentence, other.start):
                end = trimmed(sentence.text, start, start + len(left))[1]
                break
    end = _before_contrast(sentence, start, end)
    semicolon = sentence.text.find(";", start, end)
    if semicolon > start + 20 and not _inside_quotation(sentence, semicolon):
        end = semicolon
    return to_quotation_end(sentence, start, end) if end - start >= _shortest(sentence) else None


def _before_contrast(sentence: Sentence, start: int, end: int) -> int:
    """What is said ends before a clause of the writer's own: « …, mais … »; in « Quand X a annoncé …, Y … » at the comma."""
    opened = next(iter(sentence.words), None)
    subordinate = opened is not None and opened.low in sentence.lexicon.subordinators and opened.start < start
    for at in commas(sentence.text, start, end):
        following = next(iter(sentence.words_in(at, end)), None)
        if at - start < SHORTEST or following is None or _inside_quotation(sentence, at):
            continue
        second = next(iter(sentence.words_in(following.end, end)), None)
        joined = following.low in sentence.lexicon.joining and second is not None
        anew = joined and any(second is not None and hit.start == second.start for hit in sentence.pronouns)
        if subordinate or anew or following.low in sentence.lexicon.contrasts:
            return at
    return end


def _inside_quotation(sentence: Sentence, at: int) -> bool:
    return around(sentence.quotations, at) is not None


def from_quotation_start(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    quoted = around(sentence.quotations, end - 1)
    return (min(start, quoted[0]), end) if quoted else (start, end)


def to_quotation_end(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    quoted = around(sentence.quotations, end - 1)
    return (start, max(end, quoted[1])) if quoted else (start, end)


def _shortest(sentence: Sentence) -> int:
    return SHORTEST if sentence.lexicon.spaced else SHORTEST_UNSPACED


def size(sentence: Sentence, low: int, high: int) -> int:
    """How many words stand there; of scripts without blanks, half the signs."""
    if sentence.lexicon.spaced:
        return len(sentence.words_in(low, high))
    return sum(c.isalnum() for c in sentence.text[low:high]) // 2

"""Who says what where words run together and the verb stands in the middle, as in Chinese.

No blank shows where a noun phrase ends, so the signs of the language's file do: the words that stand between a subject and
its verb, the words that begin a clause, the names found. The rest of the grammar is that of `shapes`.
"""

import re
from collections.abc import Sequence
from functools import cache

from vigie.knowledge.matching import Found
from vigie.understand.attributions import sources
from vigie.understand.attributions.clauses import Sentence, commas, trimmed
from vigie.understand.attributions.contents import Told
from vigie.understand.attributions.lexicon import Beside, Role
from vigie.understand.attributions.quotations import around
from vigie.understand.attributions.sources import Source

# A day, written with its signs: « 3 月 13 日 », « 周三 » stands in the language's file.
_DATE = r"[（(]?(?:\d+\s*年)?(?:\s*\d+\s*月)?\s*\d+\s*[日號号](?:\s*[)）])?"
_DATED_END = re.compile(rf"\s*{_DATE}\s*$")
_DATED_START = re.compile(rf"^\s*{_DATE}\s*")
_BLANK = " \u00a0\u3000"
LONGEST_PHRASE = 60
NAME_IN_QUOTES = 16
SHARED_SIGNS = 30
SHORTEST = 3


def told(sentence: Sentence, hit: Found[Role], cues: Sequence[Found[Role]], earlier: Sequence[Told]) -> Told | None:
    """What one cue tells, or None when it tells nothing that can be delimited."""
    if hit.meaning is Role.ACCORDING:
        return _according(sentence, hit, cues)
    if any(one.cue and one.cue[0] < hit.start < one.cue[1] for one in earlier):
        return None  # 据路透社报道: the first cue has told it
    spoken = around(sentence.quotations, hit.start)
    if spoken is not None and spoken[1] - spoken[0] > NAME_IN_QUOTES:
        return None  # somebody's own word
    hearsay = sentence.lexicon.impersonal.get(sentence.low[hit.start : hit.end])
    if hearsay is not None:
        content = _after(sentence, hit.end)
        return Told((hit.start, hit.end), None, content, nobody=True, unnamed=hearsay) if content else None
    return _verb(sentence, hit, cues, earlier)


def _according(sentence: Sentence, hit: Found[Role], cues: Sequence[Found[Role]]) -> Told | None:
    """据路透社今日报道，…: the cue goes from 据 to the comma, the source stands in it."""
    text = sentence.text
    comma = next((at for at in _pauses(text, hit.end) if at - hit.end <= LONGEST_PHRASE), None)
    inner = [other for other in cues if other.start >= hit.end and (comma is None or other.end <= comma + 1)]
    first = inner[0].start if inner else None
    verbs = [other for other in inner if other.meaning is not Role.ACCORDING]
    stop = min(at for at in (first, comma, len(text)) if at is not None)
    end = comma if comma is not None else (verbs[0].end if verbs else None)
    if end is None:
        return None
    start, high = _subject_end(sentence, hit.end, stop)
    helping = [word for word in sentence.lexicon.auxiliaries if sentence.low.endswith(word, start + 1, high)]
    source = sources.named(sentence, start, high - max(map(len, helping), default=0))  # 知情人士的话
    if source is None:
        return None
    if verbs and hit.start - _clause_start(sentence, hit.start) >= 2:
        end = min(end, verbs[-1].start)  # 路透社援引知情人士的话称: the verb is the first one's
    content = _after(sentence, comma if comma is not None else end) or _before(sentence, hit.start, ())
    return Told((hit.start, trimmed(text, hit.start, end)[1]), source, content) if content else None


def _verb(sentence: Sentence, hit: Found[Role], cues: Sequence[Found[Role]], earlier: Sequence[Told]) -> Told | None:
    text = sentence.text
    cue = (hit.start, trimmed(text, hit.start, hit.end)[1])
    low = _clause_start(sentence, cue[0])
    if text[low - 1 : low] in {"(", "（"} and low:
        return None
    agent = next((word for word in sentence.lexicon.agents if text.startswith(word, low)), "")
    if hit.meaning is Role.POSTPOSED and agent:  # 在他看来
        source, cue = sources.named(sentence, low + len(agent), cue[0]), (low, cue[1])
    else:
        start, end = _subject_end(sentence, low, cue[0])
        source = sources.named(sentence, start, end) if start < end else _shared(sentence, low, earlier)
    if source is None:
        return None
    rest = text[cue[1] :].lstrip(_BLANK)
    left = text[: source.start].rstrip(_BLANK)
    quoted = any(len(left) in (end, end + 1) for _, end in sentence.quotations) and source.start <= cue[0]
    quoted = quoted and (not rest or rest[0] in "。，！？!?；;.,")
    weak = hit.meaning in {Role.WEAK, Role.POSTPOSED} and cue[0] == hit.start
    if weak and not quoted and not _shown(sentence, source, cue):
        return None
    if quoted:
        content = _before(sentence, source.start, earlier)  # “……”林知远说。
    elif not rest or rest[0] in "。！？!?；;":
        content = _before(sentence, source.start, earlier) if left.endswith(("，", ",")) else None
    else:
        content = _after(sentence, cue[1], _next_saying(sentence, cue[1], cues))
    return Told(cue, source, content) if content else None


def _shown(sentence: Sentence, source: Source, cue: tuple[int, int]) -> bool:
    """Whether a weak verb is seen to report: a quotation or a colon behind it, or a comma where its subject can speak."""
    rest = sentence.text[cue[1] :].lstrip(_BLANK)
    if rest[:1] in {"：", ":"}:
        return True
    if any(start == len(sentence.text) - len(rest) for start, _ in sentence.quotations):
        return source.pronoun or source.anonymous or bool(source.entity) or _named(sentence, source)
    return rest[:1] in {"，", ","} and (source.pronoun or source.anonymous or _named(sentence, source))


def _named(sentence: Sentence, source: Source) -> bool:
    """Whether a subject ends with a name."""
    ends = {m.span.end - sentence.start for m in sentence.mentions if m.kind not in sources.MUTE}
    return source.end in ends


def _subject_end(sentence: Sentence, low: int, high: int) -> tuple[int, int]:
    """The noun phrase between the start of a clause and its verb, without what stands beside it."""
    text, lexicon = sentence.text, sentence.lexicon
    held = [(m.span.start - sentence.start, m.span.end - sentence.start) for m in sentence.mentions]
    for start, end in sentence.breaks:
        if low <= start and end < high and not _inside(held, start):
            low = end
    low, high = _bare_start(sentence, low, high), _bare_end(sentence, low, high)
    for hit in lexicon.beside.find(text[low:high], sentence.low[low:high]):
        at = low + hit.start
        if hit.meaning is Beside.WHOLE or _inside(held, at) or (at <= low and hit.meaning is Beside.DATES):
            continue
        rest = sentence.low[low + hit.end : high]
        if hit.meaning is Beside.DATES and any(word in rest for word in lexicon.relatives):
            continue  # 委员会当天发布的公报: the day belongs to what was issued
        high = at
        break
    return low, max(low, _bare_end(sentence, low, high))


def _bare_start(sentence: Sentence, low: int, high: int) -> int:
    """Behind the days and the adverbs that open a clause: 随后, 当地时间 3 月 13 日."""
    while True:
        before = low
        low = trimmed(sentence.text, low, high)[0]
        if dated := _DATED_START.match(sentence.text[low:high]):
            low += dated.end()
        adverbs = _longest_first(sentence.lexicon.adverbs)
        if sentence.low.startswith(adverbs, low, high):
            opening = next(word for word in adverbs if sentence.low.startswith(word, low, high))
            low += 0 if any(m.span.start - sentence.start == low for m in sentence.mentions) else len(opening)
        low += next((len(word) for word in sentence.lexicon.relatives if sentence.low.startswith(word, low, high)), 0)
        if low == before or low >= high:
            return min(low, high)


def _bare_end(sentence: Sentence, low: int, high: int) -> int:
    """Before the days and the adverbs that end a stretch: 今日, 曾, 也."""
    while True:
        before = high
        high = trimmed(sentence.text, low, high)[1]
        if dated := _DATED_END.search(sentence.text[low:high]):
            high = low + dated.start()
        adverbs = _longest_first(sentence.lexicon.adverbs)
        if sentence.low.endswith(adverbs, low, high):
            closing = next(word for word in adverbs if sentence.low.endswith(word, low, high))
            high -= 0 if any(m.span.end - sentence.start == high for m in sentence.mentions) else len(closing)
        if high == before or high <= low:
            return max(low, high)


@cache
def _longest_first(words: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _shared(sentence: Sentence, low: int, earlier: Sequence[Told]) -> Source | None:
    """Who speaks where a clause has a verb only: whoever spoke in the one before, or its subject. 某公司发布公告，称……"""
    if low == 0:
        return None
    previous = low - 1
    if earlier and earlier[-1].source and earlier[-1].cue and earlier[-1].source.end <= low:
        return earlier[-1].source
    if sentence.text[previous : previous + 1] not in {"，", ","}:
        return None
    start, end = _subject_end(sentence, _clause_start(sentence, previous), previous)
    published = end < trimmed(sentence.text, start, previous)[1]  # what stands beside the subject was cut off
    return sources.named(sentence, start, end) if published and end - start <= SHARED_SIGNS else None


def _next_saying(sentence: Sentence, at: int, cues: Sequence[Found[Role]]) -> int:
    """Where what is said ends because the next clause says something else: ……，并表示……; ……，同时强调……"""
    for other in cues:
        if other.start <= at or other.meaning is not Role.STRONG or around(sentence.quotations, other.start):
            continue
        low = _clause_start(sentence, other.start)
        if low > at and sentence.low[low : other.start].lstrip(_BLANK).startswith(tuple(sentence.lexicon.joining)):
            return low - 1
    return len(sentence.text)


def _after(sentence: Sentence, at: int, limit: int | None = None) -> tuple[int, int] | None:
    """What is said from a place on: the quotation that opens there, or all up to the limit."""
    start, end = trimmed(sentence.text, at, len(sentence.text) if limit is None else limit)
    quoted = next((q for q in sentence.quotations if q[0] == start), None)
    if quoted is not None and sentence.text[quoted[1] : quoted[1] + 1] in {"", "，", "。", "；", "！", "？", ","}:
        return quoted
    last = around(sentence.quotations, end - 1)
    end = max(end, last[1]) if last else end
    return (start, end) if end - start >= SHORTEST else None


def _before(sentence: Sentence, at: int, earlier: Sequence[Told]) -> tuple[int, int] | None:
    """What was said before a place: the quotation that closes there, or all behind what an earlier cue has told."""
    start, end = trimmed(sentence.text, 0, at)
    quoted = around(sentence.quotations, end - 1)
    if quoted is not None and quoted[1] == end:
        return quoted
    start = max([start, *(one.cue[1] for one in earlier if one.cue and one.cue[1] < end)])
    start, end = trimmed(sentence.text, start, end)
    return (start, end) if end - start >= SHORTEST else None


def _clause_start(sentence: Sentence, at: int) -> int:
    """Where the clause of a place begins: behind a comma, a stop or a quotation, but for brackets and quoted names."""
    text, depth = sentence.text, 0
    while at > 0:
        sign = text[at - 1]
        if sign in ")）":
            depth += 1
        elif sign in "(（":
            if depth == 0:
                return at
            depth -= 1
        elif depth == 0:
            quoted = around(sentence.quotations, at - 1)
            if quoted is not None and quoted[1] == at:
                before = text[quoted[0] - 1 : quoted[0]]
                if at - quoted[0] > NAME_IN_QUOTES or not before.isalnum():
                    return at
                at = quoted[0]
                continue
            if sign in "，,。；;：:！？!?…\n“”「」『』—":
                return at
        at -= 1
    return 0


def _pauses(text: str, at: int) -> list[int]:
    """The commas and colons behind a place, up to the stop."""
    stop = next((i for i in range(at, len(text)) if text[i] in "。！？；"), len(text))
    colons = [i for i in range(at, stop) if text[i] in "：:"]
    return sorted([*commas(text, at, stop), *colons])


def _inside(places: Sequence[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in places)

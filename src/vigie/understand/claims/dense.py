"""Who acts upon whom where words are not set apart by spaces: Chinese sets its verb between the two, Japanese marks both.

The subject is what stands before the first verb of the clause, the object what stands behind the act; verbs are the
language's own cues. Adverbs and days that open a clause are taken off.
"""

import re
from collections.abc import Sequence

from vigie.knowledge.matching import Found
from vigie.model import EventType, Mention, Span
from vigie.understand.claims.parties import NO_ACTS, Party, acts
from vigie.understand.claims.words import Pair

LONGEST_NAME = 24
NEAR = 2  # between two verbs of a chain
_WITH = re.compile(r"(?:正|将|將|已|曾)?(?:在)?(?:与|與|同|跟)(?=[^，。；]{2,16}$)")
_STOPS = '，。；：、！？,;:!?（）()「」『』《》【】“”"\n'
_OPENING = re.compile(
    r"^(?:\s|\d|[年月日时時点點分号號初末上下旬午周週]|今天|今日|昨天|昨日|昨晚|日前|近日|当地时间|當地時間|目前|此前|随后|隨後|同时|同時|"
    r"其中|此外|另外|不过|不過|但|而|并|並|且|也|还|還|又|在|于|於|据悉|據悉|据称|預計|预计|相关|相關|一家|一名|最新|晚间|晚間|早间|凌晨|"
    r"根据|根據|对此|對此|因此|所以|由于|由於|如果|虽然|雖然|尽管|儘管)+"
)
_ADVERBS = re.compile(
    r"(?:\s|已经|已經|已|正在|正|将会|將會|将|將|曾|再次|再|首次|首|又|也|还|還|都|均|则|則|仍|就|拟|擬|计划|計劃|准备|準備|可能|或|会|會|"
    r"今日|今天|昨日|昨天|日前|近日|当地时间|當地時間|\d+|月|日|年|于|於|在|对|對|向|与|與|和|宣布|宣佈|表示|称|稱|开始|開始|确实|的|能够|能|可以|可|"
    r"完成|进行|進行|获得|獲得|提出|以|把|将其|逐步|全面|正式|随后|隨後|目前|并|並|没有|沒有|不|未|尚未|决定|決定)+$"
)
_BEHIND = re.compile(
    r"^(?:\s|了|过|過|着|著|的|其|对|對|向|与|與|和|在|于|於|有关|有關|关于|關於|一项|一項|一款|一家|超|约|約|近|逾|自家|旗下|新一代|全新|公司|新款|新的)+"
)


def dense_roles(
    text: str,
    sentence: Span,
    region: Pair,
    verbs: Sequence[Pair],
    event: Found[EventType] | None,
    mentions: Sequence[Mention],
    figures: Sequence[Pair],
    *,
    body: bool,
) -> tuple[Party | None, Party | None]:
    """The subject before the first verb of the clause that acts, the object behind its verbs; one with whom the subject acts
    stands between: A正与B讨论合作."""
    start, end = region
    known = [m for m in mentions if m.entity or not m.name.isascii() or " " in m.name or m.name[:1].isupper()]
    ordered = sorted(pair for pair in verbs if start <= pair[0] and pair[1] <= end)
    acting = event is not None and event.meaning not in NO_ACTS and not body
    later = next((pair for pair in ordered if pair[0] > start), None)
    act = (event.start, event.end) if event is not None and (acting or later is None) else later
    if act is None:
        return None, None
    first = _first_verb(text, ordered, act, start)
    shared = _WITH.search(text[start:first])
    patient = None
    if shared is not None:
        patient = _behind(text, sentence, start + shared.end(), first, known, figures)
        first = start + shared.start()
    agent = _before(text, sentence, start, first, known, figures)
    patient = patient or _behind(text, sentence, _last_verb(text, ordered, first, end), end, known, figures)
    if agent is not None and patient is not None and agent.name == patient.name:
        patient = None
    return agent, patient


def _last_verb(text: str, verbs: Sequence[Pair], first: int, end: int) -> int:
    """Where the verbs end that follow one another: X宣布完成收购Y."""
    reached = first
    for low, high in verbs:
        if (
            low <= reached + NEAR
            and high > reached
            and not any(stop in text[reached:low] for stop in _STOPS if reached < low)
        ):
            reached = high
    return min(reached, end)


def _first_verb(text: str, verbs: Sequence[Pair], act: Pair, start: int) -> int:
    """Where the verbs of the clause begin: X宣布收购Y opens at 宣布."""
    clause = max((text.rfind(stop, start, act[0]) for stop in _STOPS if stop not in "、“”《》"), default=-1)
    inside = [pair[0] for pair in verbs if max(clause, start) < pair[0] < act[0]]
    return min(inside, default=act[0])


def _before(
    text: str, sentence: Span, start: int, verb: int, mentions: Sequence[Mention], figures: Sequence[Pair]
) -> Party | None:
    named = [m for m in mentions if start <= m.span.start and m.span.end <= verb and acts(m)]
    while True:
        low = max((text.rfind(stop, start, verb) + 1 for stop in _STOPS if stop != "、"), default=start)
        low = max(low, start)
        chunk = text[low:verb]
        opened = _OPENING.match(chunk)
        low += opened.end() if opened else 0
        closed = _ADVERBS.search(text[low:verb])
        high = low + closed.start() if closed else verb
        inside = [m for m in named if low <= m.span.start and m.span.end <= high]
        if inside:
            return Party(inside[0].name, True, inside[0].span)
        words = text[low:high].strip()
        if words and not words[0].isdigit() and not any(a < high and low < b for a, b in figures):
            low = high - len(text[low:high].lstrip())
            return _words(text, sentence, low, high)
        if low - 1 <= start:
            return None
        verb = max(start, low - 1)
        if verb <= start:
            return None


def _behind(
    text: str, sentence: Span, act_end: int, end: int, mentions: Sequence[Mention], figures: Sequence[Pair]
) -> Party | None:
    high = min(
        (at for stop in _STOPS if stop not in "“《「" and (at := text.find(stop, act_end, end)) >= 0), default=end
    )
    while any(a <= act_end < b for a, b in figures):
        act_end = next(b for a, b in figures if a <= act_end < b)
    opened = _BEHIND.match(text[act_end:high])
    low = act_end + (opened.end() if opened else 0)
    inside = [m for m in mentions if low <= m.span.start and m.span.end <= high and m.kind != "outlet"]
    inside = [m for m in inside if m.entity or m.span.end == high]  # « Pre-B 轮融资 » is more than its first word
    if inside:
        return Party(inside[0].name, True, inside[0].span)
    while low < high and text[low] in '“《「" ':
        low += 1
    for a, b in figures:
        if a < high and low < b:
            low = max(low, b) if a <= low + 2 else low
            high = min(high, a) if a > low else high
    return _words(text, sentence, low, high) if high - low >= 2 else None


def _words(text: str, sentence: Span, low: int, high: int) -> Party | None:
    high = min(high, low + LONGEST_NAME)
    words = text[low:high].strip()
    if len(words) < 2 or not any(c.isalpha() for c in words):
        return None
    return Party(words, False, Span(sentence.article, low, high, sentence.part))

"""Who speaks where the verb comes last: the noun phrase that a topic's particle marks, be it a known name or not.

OpenAIは「…」と述べた; 임지원 운서테크 대표는 … 말했다. The particle is a sign of the word before it, so the language's file
lists the words that only end like one (では, 있는).
"""

import re

from vigie.understand.attributions import sources
from vigie.understand.attributions.clauses import Sentence, last_stop, trimmed
from vigie.understand.attributions.quotations import around
from vigie.understand.attributions.sources import Source

# Behind kanji, katakana, Latin letters or a bracket は marks a noun; behind hiragana it mostly ends another word. が and 가
# mark any subject, that of what is said too, so they count before a quotation only.
_MARKED = {
    "ja": re.compile(r"(?<=[\u3005\u30a1-\u30fe\u4e00-\u9fffA-Za-z0-9)）」』])(?:は、?|が、?(?=[「『“]))"),
    "ko": re.compile(r"(?<=[\uac00-\ud7a3A-Za-z0-9)）])(?:[은는](?= )|[이가](?= [\"“「]))"),
}
# Behind a name every particle of a subject counts.
_TOPIC = re.compile(r"(?:氏|社|側|CEO|사|측)?(?:は|が|は、|는|은|이|가)[、,]? ?")
LONGEST = 48
MOST_TOKENS = 7
LONGEST_MARKER = 4  # と, 라고


def marked(sentence: Sentence, verb: int) -> tuple[Source, int] | None:
    """Who bears a topic's particle before a verb, and where what follows it begins: a name or unnamed person, else the first
    noun phrase that does."""
    places = [(hit.start, hit.end) for hit in (*sentence.anonymous, *sentence.pronouns)]
    places += [
        (m.span.start - sentence.start, m.span.end - sentence.start)
        for m in sentence.mentions
        if m.kind not in sources.MUTE
    ]
    for start, end in sorted(places):
        particle = _TOPIC.match(sentence.text, end)
        if particle and end < verb and (source := sources.named(sentence, min(start, _start(sentence, end)), end)):
            return source, particle.end()
    return _phrase(sentence, verb)


def said(sentence: Sentence, start: int, verb: int) -> tuple[int, int] | None:
    """What stands between a topic and its verb: 記者会見で「…」と is the quotation alone."""
    low, high = trimmed(sentence.text, start, verb)
    closing = next((q for q in sentence.quotations if low <= q[0] and high - LONGEST_MARKER <= q[1] <= high), None)
    if closing is not None and 2 * (closing[1] - closing[0]) > high - low:
        return closing
    return (low, high) if high > low else None


def _phrase(sentence: Sentence, verb: int) -> tuple[Source, int] | None:
    particle = _MARKED.get(sentence.lexicon.language)
    if particle is None:
        return None
    for match in particle.finditer(sentence.text, 0, verb):
        if around(sentence.quotations, match.start()) is not None:
            continue
        low = _start(sentence, match.start())
        if match.start() - low > LONGEST or _only_ends_so(sentence, match):
            continue
        source = sources.named(sentence, low, match.start())
        if source is not None and len(sentence.text[source.start : source.end].split()) <= MOST_TOKENS:
            return source, match.end()
    return None


def _start(sentence: Sentence, at: int) -> int:
    """Where the phrase begins: behind a stop, a comma, or a word that begins a clause."""
    low = last_stop(sentence.text, 0, at)
    low = max(low, *(sentence.text.rfind(sign, 0, at) + 1 for sign in ",，、"))
    for start, end in sentence.breaks:
        if low <= start and end < at:
            low = end
    return trimmed(sentence.text, low, at)[0]


def _only_ends_so(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the particle's sign is the end of a longer word: 있는, または."""
    return sentence.low[: match.end()].rstrip("、").endswith(tuple(sentence.lexicon.wholes))

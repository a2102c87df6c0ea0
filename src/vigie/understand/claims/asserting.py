"""What a sentence asserts, and on whose word: its region without « selon X », its clause, its event.

Read next: acting.py, standing.py.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vigie.knowledge.cues import fold
from vigie.knowledge.matching import Found
from vigie.model import Amount, Attribution, DateMention, EventType, Mention, Part, Span
from vigie.understand.claims.books import Books
from vigie.understand.claims.clauses import Clause, clause_of
from vigie.understand.claims.parties import Party
from vigie.understand.claims.words import Grammar, Pair, Seen

# Common to many events, so that a more telling cue in the same sentence is preferred.
VAGUE = {
    EventType.POLICY,
    EventType.RESULTS,
    EventType.RESEARCH,
    EventType.OTHER,
    EventType.LAUNCH,
    EventType.PARTNERSHIP,
}
NEAR_VERB = 45
SHORTEST_CONTENT = 20
# « By A and B PARIS, Feb 3 (Agency) - », « Munich - », 「… 8 月 8 日消息，」
_DATELINE = re.compile(
    r"^[^\n]{0,140}?\([A-Z][A-Za-z /.]{1,25}\) ?[-–—] (?=\S)|"
    r"^[^\n.!?,;:«“\"]{0,50}?(?:\([^)\n]{2,40}\) ?)?[-–—] (?=\S)|"
    r"^[^。，\n]{0,28}?(?:消息|讯|訊|电|電)[，,] ?"
)


@dataclass
class Context:
    """All that is known of one part of an article, and whom its last sentence spoke of."""

    article: str
    part: Part
    text: str
    low: str
    mentions: Sequence[Mention]
    amounts: Sequence[Amount]
    dates: Sequence[DateMention]
    attributions: Sequence[Attribution]
    books: Books
    rules: Grammar | None
    last: Party | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence as read. `region` is what it asserts, up to `main_end` in its main clause; `speaker` is the clause of one
    who reports in the same words, `cues` the words by which anybody reports."""

    sentence: Span
    words: str
    mentions: tuple[Mention, ...]
    amounts: tuple[Amount, ...]
    dates: tuple[DateMention, ...]
    heard: Attribution | None
    region: Pair
    clause: Clause | None
    speaker: Clause | None
    cues: tuple[Pair, ...]
    event: Found[EventType] | None
    main_end: int

    @property
    def meaning(self) -> EventType:
        return self.event.meaning if self.event else EventType.OTHER

    @property
    def main(self) -> Pair:
        return self.region[0], self.main_end

    @property
    def figures(self) -> tuple[Pair, ...]:
        """Amounts and dates, which are no parties."""
        spans = [*(amount.span for amount in self.amounts), *(date.span for date in self.dates)]
        return tuple((span.start, span.end) for span in spans)


def saying_of(pair: Pair, context: Context) -> Saying:
    """One sentence read as far as its clause and its event."""
    sentence = Span(context.article, *pair, context.part)
    words = context.text[slice(*pair)]
    told = [a for a in context.attributions if sentence.overlaps(a.content) or (a.cue and sentence.covers(a.cue))]
    region, heard = _region(context, sentence, words, told)
    cues = ((heard.cue.start, heard.cue.end),) if heard is not None and heard.cue is not None else ()
    hits = context.books.events.find(words, context.low[slice(*pair)])
    events = [Found(hit.start + pair[0], hit.end + pair[0], hit.meaning) for hit in hits]
    said = Saying(
        sentence=sentence,
        words=words,
        mentions=tuple(m for m in context.mentions if sentence.covers(m.span)),
        amounts=tuple(a for a in context.amounts if sentence.covers(a.span)),
        dates=tuple(d for d in context.dates if sentence.covers(d.span)),
        heard=heard,
        region=region,
        clause=None,
        speaker=None,
        cues=cues,
        event=None,
        main_end=region[1],
    )
    said = _with_clause(said, context)
    if _elsewhere(said, events):
        said = _second(said, context)
    return replace(said, event=_event(events, said))


def _region(
    context: Context, sentence: Span, words: str, told: Sequence[Attribution]
) -> tuple[Pair, Attribution | None]:
    """What the sentence itself asserts: its words without a dateline and without « selon X », and who is heard there. Of
    nested contents the innermost that is long enough counts: 据彭博社报道，知情人士透露，…"""
    start, end = sentence.start, sentence.end
    if found := _DATELINE.match(words):
        start += found.end()
    heard = None
    for one in sorted(told, key=lambda a: (-(a.content.end - a.content.start), a.content.start)):
        if _is_no_source(context, one):
            continue
        low, high = max(_content_start(context, one), start), min(one.content.end, end)
        if heard is not None and ((one.cue is None and one.source is None) or (high - low) * 2 < end - start):
            continue
        if _narrows(context, one, words, (low, high), sentence):
            start, end, heard = low, high, one
        else:  # « X dément le rachat de Y »: what is told is a noun, and its teller the one who acts
            heard = heard or one
    return (start, end), heard


def _narrows(context: Context, told: Attribution, words: str, content: Pair, sentence: Span) -> bool:
    """True where what is told is a clause of its own."""
    low, high = content
    if high - low < SHORTEST_CONTENT or (told.cue is not None and low <= told.cue.start < high):
        return False
    if context.rules is not None and clause_of(context.text, context.low, content, context.rules) is None:
        return False
    before_cue = told.source is not None and told.cue is not None and told.source.end <= told.cue.start
    behind = told.cue is not None and told.cue.end <= low and before_cue
    return not behind or _opens_clause(context.books, words, low - sentence.start)


def _opens_clause(books: Books, words: str, at: int) -> bool:
    """True where a clause is reported: it is quoted, or « que » stands before it or opens it."""
    before, opening = fold(words[:at]).rstrip(), fold(words[at : at + 16]).lstrip()
    if before.endswith((":", "«", '"', "“", "„", "：", "，")) or opening[:1] in '«"“„「':
        return True
    first = re.match(r"(?:qu'|\w+)", opening)
    last = re.search(r"(?:qu'|\w+)$", before)
    return (first is not None and first[0] in books.openers) or (last is not None and last[0] in books.openers)


def _is_no_source(context: Context, told: Attribution) -> bool:
    """A stretch with a verb of its own is nobody: « La situation a atteint un point critique … »."""
    if context.rules is None or told.source is None:
        return False
    opening = context.low[told.source.start : told.source.end].split()[0]
    if opening in context.rules.prepositions and opening not in context.rules.of:
        return True
    if told.cue is None or told.cue.start < told.source.start:
        return False
    return clause_of(context.text, context.low, (told.source.start, told.source.end), context.rules) is not None


def _content_start(context: Context, told: Attribution) -> int:
    """Where « selon X , le … » begins to tell: behind the first comma, were it taken into the source."""
    if told.source is None or told.cue is None or told.source.start < told.cue.start:
        return told.content.start
    comma = context.text.find(",", told.source.start, told.source.end)
    return comma + 1 if 0 < comma < told.content.start else told.content.start


def _with_clause(said: Saying, context: Context) -> Saying:
    """With the clause that asserts, and that of the one who reports it in the same words."""
    clause = _clause(said, context, said.region)
    if clause is None:
        return said
    inner = _clause(said, context, (clause.inner, said.region[1])) if clause.inner >= 0 else None
    if inner is None:
        return replace(said, clause=clause, main_end=clause.main_end, region=_without_background(said, clause, context))
    return replace(said, clause=inner, speaker=clause, cues=(*said.cues, clause.verb), main_end=inner.main_end)


def _without_background(said: Saying, clause: Clause, context: Context) -> Pair:
    """« Sur fond de rumeurs, X a dévoilé … »: what opens as context asserts nothing."""
    start, end = said.region
    hits = context.rules.background.find(context.text[start : clause.opens]) if context.rules else []
    return (clause.opens, end) if hits and hits[0].start <= 1 else (start, end)


def _clause(said: Saying, context: Context, region: Pair) -> Clause | None:
    if context.rules is None:
        return None
    seen = Seen(
        names=tuple((m.span.start, m.span.end) for m in said.mentions),
        days=tuple((d.span.start, d.span.end) for d in said.dates),
        figures=tuple((a.span.start, a.span.end) for a in said.amounts),
    )
    return clause_of(context.text, context.low, region, context.rules, seen)


def _elsewhere(said: Saying, events: Sequence[Found[EventType]]) -> bool:
    """« La situation a empiré lorsque X a évoqué … »: the act stands in the second clause."""
    telling = [hit.start for hit in events if hit.meaning not in VAGUE]
    if said.clause is None or any(said.region[0] <= at < said.main_end for at in telling):
        return False
    return any(said.main_end <= at < said.region[1] for at in telling)


def _second(said: Saying, context: Context) -> Saying:
    """With the clause behind the word that opens the background, where it has a subject and a verb."""
    low, high = said.main_end, said.region[1]
    rules = context.rules
    hits = rules.background.find(context.text[low:high], context.low[low:high]) if rules else []
    clause = _clause(said, context, (low + hits[0].end, high)) if hits else None
    if clause is None or clause.subject is None:
        return said
    return replace(said, clause=clause, region=(low, high), main_end=clause.main_end)


def _event(events: Sequence[Found[EventType]], said: Saying) -> Found[EventType] | None:
    """The event of the verb or of what stands right behind it, else the most telling one of the main clause."""
    inside = [hit for hit in events if said.region[0] <= hit.start < said.main_end] or list(events)
    low, high = said.clause.verb if said.clause else said.main

    def rank(hit: Found[EventType]) -> tuple[int, int]:
        vague = hit.meaning in VAGUE
        if said.clause is None:
            return int(vague), hit.start
        near = low <= hit.start <= high + NEAR_VERB
        if vague:
            return 3 if near else 4, hit.start
        return 0 if low <= hit.start <= high else 1 if near else 2, hit.start

    return min(inside, key=rank, default=None)

"""Claims: what is put forward, by whom against whom, how sure, with the sentence that says it.

A claim is made from a sentence that holds an event cue and at least one name or amount. It is never made from an aside, a
question or a page that only lists other news.
"""

from collections.abc import Sequence
from functools import cache

from vigie.knowledge.cues import Cues, cues, fold
from vigie.knowledge.matching import Found, PhraseBook
from vigie.model import Amount, Attribution, Claim, DateMention, EventType, Mention, Part, Polarity, Span, Status
from vigie.understand.passive import undergoes

# The strongest mark in a sentence wins, in this order (after the gold guideline: "sur fond de" context does not win, but
# telling context from assertion is for a later issue).
STRONGEST: tuple[Status, ...] = (
    Status.DENIED, Status.ENDED, Status.THREAT, Status.CONSIDERING, Status.RUMOUR,
    Status.OFFICIAL, Status.CONFIRMED, Status.ANNOUNCED,
)  # fmt: skip
# Common to many events, so that a more telling cue in the same sentence is preferred.
VAGUE = {
    EventType.POLICY,
    EventType.RESULTS,
    EventType.RESEARCH,
    EventType.OTHER,
    EventType.LAUNCH,
    EventType.PARTNERSHIP,
}
ACTORS = {
    "company",
    "lab",
    "government",
    "regulator",
    "court",
    "organisation",
    "university",
    "person",
    "unknown",
    "place",
}
MOST_CLAIMS = 8
SENTENCES_READ = 12


def claims_of(
    article: str,
    part: Part,
    text: str,
    sentences: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
    amounts: Sequence[Amount],
    dates: Sequence[DateMention],
    attributions: Sequence[Attribution],
    language: str,
) -> tuple[Claim, ...]:
    """The claims of the first sentences of one part of an article, in order."""
    books = _books(language)
    if books is None:
        return ()
    found: list[Claim] = []
    for start, end in sentences[:SENTENCES_READ]:
        sentence = Span(article, start, end, part)
        words = text[start:end]
        if words.rstrip(" »”\"')").endswith(("?", "？", "؟")):
            continue
        claim = _claim(sentence, words, books, mentions, amounts, dates, attributions)
        if claim is not None:
            found.append(claim)
    return tuple(found[:MOST_CLAIMS])


def _claim(
    sentence: Span,
    words: str,
    books: "_Books",
    mentions: Sequence[Mention],
    amounts: Sequence[Amount],
    dates: Sequence[DateMention],
    attributions: Sequence[Attribution],
) -> Claim | None:
    low = fold(words)
    events = books.events.find(words, low)
    if not events:
        return None
    event = next((hit for hit in events if hit.meaning not in VAGUE), events[0])
    told = next((a for a in attributions if a.cue and sentence.covers(a.cue)), None)
    actors = [m for m in mentions if sentence.covers(m.span) and _acts(m) and not _speaks(m, told)]
    actors = [m for m in actors if not any(a.span.overlaps(m.span) for a in amounts)]  # « Milliarden Euro »
    agent, patient = _parties(actors, event.meaning, sentence.start + event.start)
    if agent and patient and _turned(sentence, low, actors, (agent, patient), event, books.language):
        agent, patient = patient, agent
    amount = next((a for a in amounts if sentence.covers(a.span) and a.currency), None)
    if not agent and not patient and amount is None:
        return None
    marks = books.statuses.find_all(words, low)
    status, hedge = _status(marks, told)
    return Claim(
        event_type=event.meaning,
        status=status,
        evidence=(sentence,),
        agent=agent,
        patient=patient,
        amount=amount,
        day=next((d.start for d in dates if sentence.covers(d.span) and d.start == d.end), None),
        polarity=_polarity(books.negations.find(words, low), event, status),
        attribution=told,
        hedge=Span(sentence.article, sentence.start + hedge.start, sentence.start + hedge.end, sentence.part)
        if hedge
        else None,
    )


def _parties(actors: Sequence[Mention], event: EventType, event_at: int) -> tuple[str, str]:
    """The roles, but where a court stands among the names, the court is no party and who sued whom is not told by order: a
    judgment names the condemned first, a complaint the complainant."""
    parties = [m for m in actors if m.kind != "court"]
    if event is EventType.LAWSUIT and len(parties) < len(actors):
        return (parties[0].name if parties else "", "")
    return _roles(actors, event_at)


def _roles(actors: Sequence[Mention], event_at: int) -> tuple[str, str]:
    """(agent, patient): the first actor before the event's words, then the first other one; places stand back."""
    ordered = [m for m in actors if m.kind != "place"] or list(actors)
    before = [m for m in ordered if m.span.start < event_at]
    agent = before[0].name if before else ""
    others = [m.name for m in ordered if m.name != agent and (not agent or m.span.start > before[0].span.start)]
    if not agent:
        return (others[0], others[1] if len(others) > 1 else "") if others else ("", "")
    return agent, others[0] if others else ""


def _turned(
    sentence: Span, low: str, actors: Sequence[Mention], names: tuple[str, str], event: Found[EventType], language: str
) -> bool:
    """True when the sentence is in the passive: the one named first undergoes the act."""
    first = next(m for m in actors if m.name == names[0])
    second = next((m for m in actors if m.name == names[1] and m.span.start >= first.span.end), None)
    if second is None:
        return False
    start = sentence.start
    place = (second.span.start - start, second.span.end - start)
    return undergoes(low, first.span.end - start, place, (event.start, event.end), language)


def _acts(mention: Mention) -> bool:
    """An unknown name of a few capitals (CEO, IPO, TAM) is a title or a term, not somebody."""
    term = mention.kind == "unknown" and mention.name.isupper() and len(mention.name) <= 4
    return mention.kind in ACTORS and not term


def _speaks(mention: Mention, told: Attribution | None) -> bool:
    """The outlet that reports is not the one that acts; a company that announces is both."""
    if mention.kind == "outlet":
        return True
    return told is not None and told.source is not None and told.source.overlaps(mention.span) and told.anonymous


def _status(marks: Sequence[Found[Status]], told: Attribution | None) -> tuple[Status, Found[Status] | None]:
    for status in STRONGEST:
        hit = next((mark for mark in marks if mark.meaning is status), None)
        if hit is not None:
            unsure = status in {Status.CONSIDERING, Status.RUMOUR}
            return status, hit if unsure else None
    if told is not None and told.anonymous:
        return Status.RUMOUR, None
    return Status.REPORTED, None


def _polarity(negations: Sequence[Found[str]], event: Found[EventType], status: Status) -> Polarity:
    near = any(0 <= event.start - hit.end <= 12 or 0 <= hit.start - event.end <= 6 for hit in negations)
    return "negative" if near or status in {Status.DENIED, Status.ENDED} else "positive"


class _Books:
    """The phrases of one language that claims are made with."""

    def __init__(self, found: Cues) -> None:
        table = found.status
        self.language = found.language
        self.events = PhraseBook(
            [(text, EventType(name)) for name, phrases in found.events.items() for text in phrases], spaced=found.spaced
        )
        self.statuses = PhraseBook(
            [(text, status) for status in STRONGEST for text in getattr(table, status.value)], spaced=found.spaced
        )
        self.negations = PhraseBook([(text, text) for text in table.negation], spaced=found.spaced)


@cache
def _books(language: str) -> _Books | None:
    found = cues(language)
    return _Books(found) if found else None

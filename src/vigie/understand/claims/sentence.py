"""The claim of one sentence: what happens, by whom, to whom, how sure, with which figure."""

import re
from collections.abc import Sequence
from decimal import Decimal

from vigie.knowledge.cues import fold
from vigie.knowledge.matching import Found, PhraseBook, tokens_of
from vigie.model import Amount, Claim, EventType, Polarity, Span, Status
from vigie.understand.claims.acting import roles_of
from vigie.understand.claims.asserting import VAGUE, Context, Saying, saying_of
from vigie.understand.claims.choosing import Candidate
from vigie.understand.claims.clauses import Clause
from vigie.understand.claims.parties import Party
from vigie.understand.claims.standing import Assertion, status_of
from vigie.understand.claims.words import Grammar, Pair

MONEY = {
    EventType.FUNDING, EventType.ACQUISITION, EventType.RESULTS, EventType.LAWSUIT, EventType.REGULATION,
    EventType.PARTNERSHIP,
}  # fmt: skip
TIMES = {"year", "month", "week", "day", "hour", "minute", "second", "time"}
# A number alone, no year, no part of a word or of another number.
_NUMBER = re.compile(r"(?<![\w.,:/'-])(?!(?:19|20)\d\d\b)\d{1,5}(?![\w.,:/%°'-]|[.,]\d)")
LEAD = 3
OFFICES = {"court", "government", "regulator"}


def candidate(pair: Pair, place: int, context: Context, *, title: bool) -> Candidate | None:
    """The claim that a sentence makes, with what it may be chosen by; None for a question or where nobody does anything."""
    if context.text[slice(*pair)].rstrip(" »”\"')").endswith(("?", "？", "؟")):
        return None
    if place > LEAD and not context.books.events.find(context.text[slice(*pair)], context.low[slice(*pair)]):
        return None  # far from the lead, what is of no kind is background
    said = saying_of(pair, context)
    if said.event is None and said.clause is None:
        return None
    agent, patient = roles_of(said, context)
    amount = _amount(said, context)
    if amount is not None and _of_others(amount, agent, said, context):
        amount = None
    if agent is None and patient is None and (amount is None or said.event is None):
        return None
    low = context.low[slice(*pair)]
    status, hedge = _status(said, context, agent, low)
    claim = Claim(
        event_type=said.meaning,
        status=status,
        evidence=(said.sentence,),
        agent=agent.name if agent else "",
        patient=patient.name if patient else "",
        amount=amount,
        day=next((d.start for d in said.dates if d.start == d.end), None),
        polarity=_polarity(_at(context.books.negations, said, low), said, status),
        attribution=said.heard,
        hedge=Span(context.article, hedge.start, hedge.end, context.part) if hedge else None,
        agent_named=agent.named if agent else True,
        patient_named=patient.named if patient else True,
        agent_at=agent.span if agent else None,
        patient_at=patient.span if patient else None,
    )
    if agent is not None and (agent.named or context.last is None):
        context.last = agent
    leaning = low.lstrip(" «“\"'").startswith(context.books.leaning)
    sure = said.event is not None and said.meaning not in VAGUE
    return Candidate(claim, said.words, place, title, sure, leaning, tokens_of(said.words))


def _at(book: PhraseBook[str], said: Saying, low: str) -> list[Found[str]]:
    start = said.sentence.start
    return [Found(hit.start + start, hit.end + start, hit.meaning) for hit in book.find(said.words, low)]


def _status(said: Saying, context: Context, agent: Party | None, low: str) -> tuple[Status, Found[Status] | None]:
    marks = context.books.marks(said.words, low, said.sentence.start)
    if _reported(said) and context.rules is not None:  # « a annoncé que le port serait fermé »: a future seen from then
        marks = [m for m in marks if not _future_in_past(context.low[m.start : m.end], m.meaning, context.rules)]
    if said.clause is not None and context.rules is not None:
        marks += _hearsay(said, context, said.clause, context.rules)
        # « a déjà été condamné »: the words of the verb without what stands between them.
        low_verb = low[said.clause.verb[0] - said.sentence.start : said.clause.verb[1] - said.sentence.start]
        if not context.books.negations.find(low_verb):
            whole = context.books.statuses.find(said.clause.plain)
            marks += [Found(said.clause.verb[0], said.clause.verb[1], hit.meaning) for hit in whole]
    assertion = _assertion(said, context, agent)
    decides = _at(context.books.decides, said, low) if assertion.authority else []
    return status_of(marks, decides, assertion)


def _assertion(said: Saying, context: Context, agent: Party | None) -> Assertion:
    text, low, books, clause = context.text, context.low, context.books, said.clause
    source = said.heard.source if said.heard else None
    said_by = text[source.start : source.end] if source else ""
    if not said_by and said.speaker is not None and said.speaker.subject:
        said_by = text[slice(*said.speaker.subject)]
    teller = said.heard.source_name if said.heard and said.heard.source_name else said_by
    telling = {hit.meaning for hit in books.authorities.find(said_by)} if said_by else set()
    acting = {hit.meaning for hit in books.authorities.find(agent.name)} if agent else set()
    kind = next((m.kind for m in said.mentions if agent and m.name == agent.name), "")
    outlets = {m.name for m in said.mentions if m.kind == "outlet"}
    return Assertion(
        event=said.meaning,
        region=said.main,
        verb=(clause.verb[0], clause.reach) if clause else None,
        cues=said.cues,
        told=said.heard,
        self_told=agent is not None and bool(teller) and _alike(agent.name, teller, said_by),
        authority="authority" in acting or kind in OFFICES,
        witness="witness" in acting,
        told_by_witness="witness" in telling,
        seized=bool(books.seized.find(text[slice(*said.main)], low[slice(*said.main)])),
        outlet=kind == "outlet" or teller in outlets,
    )


def _alike(agent: str, teller: str, words: str) -> bool:
    one, other = fold(agent), fold(teller)
    return one in other or other in one or one in fold(words)


def _reported(said: Saying) -> bool:
    """True where a verb reports the clause (« X a dit que … »), not « selon X »."""
    heard = said.heard
    if heard is None or heard.anonymous or heard.cue is None or heard.source is None:
        return said.speaker is not None
    return said.speaker is not None or heard.source.start < heard.cue.start


def _future_in_past(word: str, meaning: Status, rules: Grammar) -> bool:
    return meaning is Status.RUMOUR and bool(rules.hearsay) and word.endswith(rules.hearsay) and word not in rules.have


def _hearsay(said: Saying, context: Context, clause: Clause, rules: Grammar) -> list[Found[Status]]:
    """« OpenAI lèverait 3 milliards »: the conditional of hearsay, but not where a condition is set."""
    word = context.low[slice(*clause.verb)].split()[0]
    before = context.low[clause.subject[0] if clause.subject else 0 : clause.main_end]
    condition = not rules.conditions.isdisjoint(re.findall(r"\w+'?\w*", before))
    if not rules.hearsay or not word.endswith(rules.hearsay) or condition or _reported(said):
        return []
    return [Found(clause.verb[0], clause.verb[0] + len(word), Status.RUMOUR)]


def _amount(said: Saying, context: Context) -> Amount | None:
    """The figure of the claim: money where the act is one of money, else the figure nearest to the act."""
    inside = [a for a in said.amounts if said.region[0] <= a.span.start < said.main_end] or list(said.amounts)
    if said.meaning is not EventType.LAWSUIT:  # ages and spans of time are no figures of an act, a prison term is
        inside = [a for a in inside if a.unit not in TIMES]
    if said.meaning in MONEY:
        inside = [a for a in inside if a.currency] or inside
    at = said.event.start if said.event else said.clause.verb[1] if said.clause else said.region[0]

    def far(amount: Amount) -> tuple[int, int]:
        return abs(amount.span.start - at), amount.span.start

    return min(inside, key=far, default=None) or _bare(said, context)


def _bare(said: Saying, context: Context) -> Amount | None:
    """The people struck, where the number has no noun of its own: "missiles kill 9"."""
    if said.meaning not in {EventType.ATTACK, EventType.INCIDENT} or said.amounts:
        return None
    taken = [*said.figures, *((m.span.start, m.span.end) for m in said.mentions)]
    for found in _NUMBER.finditer(context.low, *said.main):
        if not any(a < found.end() and found.start() < b for a, b in taken):
            span = Span(context.article, found.start(), found.end(), context.part)
            return Amount(span, Decimal(found[0]), unit="person")
    return None


def _of_others(amount: Amount, agent: Party | None, said: Saying, context: Context) -> bool:
    """« X n'aime pas l'accord à 50 milliards entre Y et Z »: the figure is theirs, not of X."""
    if context.rules is None or agent is None:
        return False
    behind = context.low[amount.span.end : said.sentence.end]
    between = any(re.match(rf"[^.,;:]{{0,25}}(?<!\w){re.escape(word)} ", behind) for word in context.rules.between)
    return between and agent.span.end <= amount.span.start


def _polarity(negations: Sequence[Found[str]], said: Saying, status: Status) -> Polarity:
    if status in {Status.DENIED, Status.ENDED}:
        return "negative"
    at = [(said.event.start, said.event.end)] if said.event else []
    at += [said.clause.verb] if said.clause else []
    near = any(
        -1 <= start - hit.end <= 12 or -1 <= hit.start - end <= 6 or (start <= hit.start and hit.end <= end)
        for hit in negations
        for start, end in at
    )
    return "negative" if near else "positive"

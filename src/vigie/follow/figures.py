"""Figures that contradict each other, told apart from those that follow one another or measure something else.

A quantity is an act, who does it, what is counted and its reach (a valuation is no round, a sum a year no sum). Two values
of it are a conflict when different voices give them at one time; an update when the later one is the same voice's, or a
surer one's, or a toll that rose. Read next: vigie.knowledge.scopes, steps.py.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal

from vigie.follow.parties import Parties, certain
from vigie.follow.steps import FIGURES_WITHIN, OPEN, SURE, near_top
from vigie.knowledge.matching import bare
from vigie.knowledge.scopes import BOUNDS, COUNTED, REACH, TOLLS, kinds_in
from vigie.model import (
    Amount,
    Attribution,
    Claim,
    Conflict,
    ConflictingValue,
    EventType,
    Span,
    Status,
    StoryTrace,
    UnderstoodArticle,
    Update,
)

# Acts whose figure in money is one quantity that every report should give alike.
MONEY = {EventType.FUNDING, EventType.ACQUISITION, EventType.LAWSUIT}
# Acts that count people.
PEOPLE = {EventType.INCIDENT, EventType.ATTACK, EventType.LAYOFF}
# How people are counted, whatever the word: jobs, workers, customers.
HEADS = "heads"
# Two values farther apart than this are two quantities (a round and a valuation), nearer than this one rounded.
RATIO = (Decimal("1.03"), Decimal("2.5"))
ABOUT = Decimal("1.12")
# What is published within these hours speaks of one time.
ONE_TIME = timedelta(hours=36)
# A clause: what stands farther from a figure than a stop says nothing of it.
_STOP = re.compile(r"[;()、，。；（）؛]|[,:،](?!\d)|\s[—–-]\s")
MONTH = timedelta(days=27)


@dataclass(frozen=True, slots=True)
class Quantity:
    """What is measured, of whom. `reach` tells a valuation from a round, a year's sum from another year's, the dead from the
    hurt."""

    event: EventType
    agent: str
    measure: str
    reach: frozenset[str]


@dataclass(frozen=True, slots=True)
class Given:
    """One value given once. `contrasted`: set by its article against another one; `beside`: other figures of the sentence."""

    value: Decimal
    side: ConflictingValue
    agent: str
    family: str
    said_by: str
    article: str
    at: datetime
    status: Status
    marks: frozenset[str]
    patient: str = ""
    contrasted: bool = False
    beside: frozenset[Decimal] = frozenset()


@dataclass(frozen=True, slots=True)
class Figures:
    """What a story's figures do to one another."""

    conflicts: tuple[Conflict, ...] = ()
    updates: tuple[Update, ...] = ()


@dataclass(slots=True)
class _Story:
    """The articles of a story, with the voice behind each."""

    parties: Parties
    families: Mapping[str, str]
    often: Mapping[tuple[EventType, str], int]
    given: dict[Quantity, list[Given]] = field(default_factory=dict)


def figures_of(items: Iterable[UnderstoodArticle], trace: StoryTrace) -> Figures:
    """The conflicts and updates of one story, by act and agent."""
    articles = sorted(items, key=lambda item: (item.article.published_at, item.article.id))
    parties = Parties(articles)
    families = {chain.article: chain.origin.family for chain in trace.chains}
    story = _Story(parties, families, _often(articles, parties))
    for item in articles:
        for claim in near_top(item, FIGURES_WITHIN):
            _take(story, item, claim)
    conflicts: list[Conflict] = []
    updates: list[Update] = []
    for quantity, given in sorted(story.given.items(), key=lambda one: (one[0].event, one[0].agent, one[0].measure)):
        disagreeing = _disagreeing(given)
        if len(disagreeing) > 1:
            conflicts.append(Conflict(quantity.event, disagreeing[0].agent, tuple(one.side for one in disagreeing)))
        updates.extend(_updates(quantity, given))
    return Figures(tuple(conflicts), tuple(updates))


def _often(articles: Iterable[UnderstoodArticle], parties: Parties) -> Counter[tuple[EventType, str]]:
    """In how many articles somebody is a party to an act."""
    return Counter(
        found
        for item in articles
        for found in {
            (claim.event_type, parties.key(name)) for claim in near_top(item) for name in (claim.agent, claim.patient)
        }
    )


def conflicts_of(items: Iterable[UnderstoodArticle], trace: StoryTrace) -> tuple[Conflict, ...]:
    """Values that different voices give for one quantity at one time."""
    return figures_of(items, trace).conflicts


def _take(story: _Story, item: UnderstoodArticle, claim: Claim) -> None:
    """Takes the figure of a claim, and the one that somebody else is said to give instead."""
    amount, event = claim.amount, claim.event_type
    acting = [name for name in story.parties.acting(event, claim.agent, claim.patient) if name]
    if amount is None or not acting:
        return
    # « Orvane lève … » and « Teldrin investit … dans Orvane » are one round: that of the party which most articles name.
    agent = max(acting, key=lambda name: story.often[event, story.parties.key(name)])
    measure = _measure(event, amount)
    if not measure:
        return
    _give(story, item, agent, claim, amount, contrasted=False)
    for sentence, other, told in _contrasted(item, claim, measure):
        said = replace(claim, amount=other, evidence=(sentence,), attribution=told, status=Status.REPORTED)
        _give(story, item, agent, said, other, contrasted=True)


def _measure(event: EventType, amount: Amount) -> str:
    """The currency of a sum, « heads » for a count of people; empty for what is not compared."""
    if amount.value <= 0:
        return ""
    if event in MONEY:
        return amount.currency
    return HEADS if event in PEOPLE and amount.unit and amount.unit != "percent" else ""


def _give(
    story: _Story, item: UnderstoodArticle, agent: str, claim: Claim, amount: Amount, *, contrasted: bool
) -> None:
    sentence, told = claim.evidence[0], claim.attribution
    marks = kinds_in(_clause(item, sentence, amount), item.understanding.language)
    measure = _measure(claim.event_type, amount)
    counted = marks & COUNTED
    if measure == HEADS and not counted:
        counted = kinds_in(item.article.words(sentence), item.understanding.language) & COUNTED
    if measure == HEADS and len(counted) != 1:
        return
    reach = (marks & REACH) | (counted if measure == HEADS else frozenset()) | _period(item, sentence)
    quantity = Quantity(claim.event_type, story.parties.key(agent), measure, reach)
    said_by = bare(told.source_name) if told and not told.anonymous else ""
    # A known name, or the one that is set against the first, is named as the giver; « who backed both » is nobody.
    giver = told.source_name if told and said_by and (contrasted or told.entity) else item.article.source
    side = ConflictingValue(f"{amount.value:f}", amount.currency, giver, sentence, amount.unit)
    story.given.setdefault(quantity, []).append(
        Given(
            value=amount.value,
            side=side,
            agent=agent,
            family=story.families.get(item.article.id, ""),
            said_by=said_by,
            article=item.article.id,
            at=item.article.published_at,
            status=claim.status,
            marks=marks,
            patient=_other(story.parties, claim, agent),
            contrasted=contrasted,
            beside=frozenset(
                one.value for one in item.understanding.amounts if sentence.covers(one.span) and one.span != amount.span
            ),
        )
    )


def _other(parties: Parties, claim: Claim, agent: str) -> str:
    """The other party of a bargain or a suit, when it is somebody in particular; a round has many investors."""
    others = {certain(parties.key(name)) for name in (claim.agent, claim.patient)} - {parties.key(agent), ""}
    return min(others, default="") if claim.event_type is not EventType.FUNDING else ""


def _contrasted(item: UnderstoodArticle, claim: Claim, measure: str) -> Iterator[tuple[Span, Amount, Attribution]]:
    """Figures that the same article has from somebody else, and sets against this one: « Le syndicat compte en revanche … »"""
    language = item.understanding.language
    own = bare(claim.attribution.source_name) if claim.attribution else ""
    for sentence in item.understanding.sentences[:FIGURES_WITHIN]:
        if sentence == claim.evidence[0] or "contrast" not in kinds_in(item.article.words(sentence), language):
            continue
        inside = [one for one in item.understanding.amounts if sentence.covers(one.span)]
        told = next((a for a in item.understanding.attributions if a.cue and sentence.covers(a.cue)), None)
        if told is None or told.anonymous or bare(told.source_name) in {"", own}:
            continue
        yield from ((sentence, amount, told) for amount in inside[:1] if _measure(claim.event_type, amount) == measure)


def _clause(item: UnderstoodArticle, sentence: Span, amount: Amount) -> str:
    """The words around a figure up to the next stop or the next figure."""
    others = [o.span for o in item.understanding.amounts if sentence.covers(o.span) and o.span != amount.span]
    low = max([sentence.start, *(span.end for span in others if span.end <= amount.span.start)])
    high = min([sentence.end, *(span.start for span in others if span.start >= amount.span.end)])
    words = item.article.part(sentence.part)
    before, after = words[low : amount.span.start], words[amount.span.end : high]
    return f"{_STOP.split(before)[-1]} \u2022 {_STOP.split(after)[0]}"


def _period(item: UnderstoodArticle, sentence: Span) -> frozenset[str]:
    """The months or years gone by that the sentence speaks of: last year's sum is not this one's."""
    day = item.article.published_at.date()
    spans = [date for date in item.understanding.dates if sentence.covers(date.span)]
    return frozenset(f"{d.start}/{d.end}" for d in spans if d.end < day and d.end - d.start >= MONTH)


def _disagreeing(given: Sequence[Given]) -> list[Given]:
    """The first to give the value given most, and those whose values contradict it."""
    by_value: dict[Decimal, list[Given]] = {}
    for one in given:
        by_value.setdefault(one.value, []).append(one)
    main = max(by_value, key=lambda value: (len(by_value[value]), -value))
    kept = [by_value[main][0]]
    for value in sorted(set(by_value) - {main}):
        contradicting = [
            one for one in by_value[value] if all(_contradicts(one, other) for other in _by_others(one, by_value[main]))
        ]
        if contradicting and _by_others(contradicting[0], by_value[main]):
            kept.append(contradicting[0])
    return kept


def _by_others(one: Given, given: Sequence[Given]) -> list[Given]:
    """Of these, what another voice than this one gives; nothing when its own article gives that value too."""
    if any(other.article == one.article and not _set_against(one, other) for other in given):
        return []
    return [other for other in given if other.family != one.family or _set_against(one, other)]


def _set_against(one: Given, other: Given) -> bool:
    """True for two sources that one article quotes against each other."""
    return one.article == other.article and one.said_by != other.said_by and one.contrasted is not other.contrasted


def _contradicts(one: Given, other: Given) -> bool:
    """True when the two cannot both be right of one time."""
    early, late = sorted((one, other), key=lambda given: given.at)
    same_source = bool(one.said_by) and one.said_by == other.said_by
    if late.at - early.at > ONE_TIME or same_source or _replaces(early, late):
        return False
    return _apart(one, other)


def _apart(one: Given, other: Given) -> bool:
    """True when the values differ by more than rounding, by less than two quantities do, and no bound covers both. A sentence
    that gives the other figure too tells what they have to do with each other."""
    of_two = one.patient and other.patient and one.patient != other.patient
    if of_two or {one.value, other.value} & (one.beside | other.beside):
        return False
    low, high = sorted((one, other), key=lambda given: given.value)
    rounded = ABOUT if BOUNDS & (low.marks | high.marks) else RATIO[0]
    return rounded < high.value / low.value < RATIO[1] and "least" not in low.marks and "most" not in high.marks


def _replaces(early: Given, late: Given) -> bool:
    """True when the later figure takes the place of the earlier one rather than contradict it."""
    if "revised" in early.marks | late.marks or (
        early.status in OPEN and SURE.get(late.status, 0) >= SURE[Status.ANNOUNCED]
    ):
        return True
    rising = bool(TOLLS & early.marks & late.marks) and late.value > early.value
    return rising and late.at > early.at


def _updates(quantity: Quantity, given: Sequence[Given]) -> Iterator[Update]:
    """Each figure that took the place of the one before it."""
    standing = given[0]
    for late in given[1:]:
        if not _apart(standing, late) or late.article == standing.article or late.at <= standing.at:
            continue
        alike = (quantity.measure == HEADS or bool(late.patient)) and late.patient == standing.patient
        same = alike and late.family == standing.family and late.said_by == standing.said_by
        told = any(one.value == late.value for one in given if one.at < late.at)
        if (same or _replaces(standing, late)) and not told:
            yield Update(quantity.event, late.agent, standing.side, late.side)
            standing = late

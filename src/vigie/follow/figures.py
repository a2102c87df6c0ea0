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

from vigie.follow.steps import FIGURES_WITHIN, near_top
from vigie.knowledge.matching import bare
from vigie.knowledge.parties import Parties, certain
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
from vigie.model.understanding import OPEN, SURE

# Acts whose figure in money is one quantity that every report should give alike.
MONEY = (EventType.FUNDING, EventType.ACQUISITION, EventType.LAWSUIT)
# Acts that count people, by who is counted.
_HARM = (EventType.INCIDENT, EventType.ATTACK)
PEOPLE = {kind: (EventType.LAYOFF,) if kind == "staff" else _HARM for kind in COUNTED}
# Units that nobody is counted by.
NO_HEADS = frozenset({"", "percent", "year", "month", "week", "day", "hour", "minute", "second", "kilometre", "metre"})
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
    """One value given once. `contrasted`: set by its article against another one; `beside`: other figures of the sentence;
    `places`: the known ones that it names."""

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
    places: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Figures:
    """What a story's figures do to one another."""

    conflicts: tuple[Conflict, ...] = ()
    updates: tuple[Update, ...] = ()


@dataclass(slots=True)
class _Story:
    """The articles of a story, with the voice behind each. `acts`: in how many articles each act is told; `often`: in how
    many somebody is a party to it, by key; `names`: the name that each key stands for."""

    articles: int
    parties: Parties
    families: Mapping[str, str]
    acts: Counter[EventType] = field(default_factory=Counter)
    often: Counter[tuple[EventType, str]] = field(default_factory=Counter)
    names: dict[str, str] = field(default_factory=dict)
    given: dict[Quantity, list[Given]] = field(default_factory=dict)

    def read(self, item: UnderstoodArticle) -> None:
        """Counts the acts of an article and their parties."""
        claims = near_top(item)
        self.acts.update({claim.event_type for claim in claims})
        told = [(claim.event_type, name) for claim in claims for name in (claim.agent, claim.patient) if name]
        self.often.update({(event, self.parties.key(name)) for event, name in told})
        self.names.update({self.parties.key(name): name for _, name in told})

    def party(self, event: EventType, names: Iterable[str]) -> str:
        """« Orvane lève … » and « Teldrin investit dans Orvane » are one round: that of the party which most articles name."""
        return max(names, key=lambda name: self.often[event, self.parties.key(name)])

    def leading(self, events: Iterable[EventType]) -> EventType | None:
        """Of these acts the one that most articles tell, if a third of them do."""
        event = max(events, key=lambda event: self.acts[event])
        return event if self.acts[event] * 3 >= self.articles and self.acts[event] else None

    def main(self, event: EventType) -> str:
        """The name of the party that most articles give to an act."""
        told = {key: count for (kind, key), count in self.often.items() if kind is event}
        key = max(told, key=lambda key: (bool(certain(key)), told[key]), default="")
        return self.names.get(key, "")


def figures_of(items: Iterable[UnderstoodArticle], trace: StoryTrace) -> Figures:
    """The conflicts and updates of one story, by act and agent."""
    articles = sorted(items, key=lambda item: (item.article.published_at, item.article.id))
    story = _Story(len(articles), Parties(articles), {chain.article: chain.origin.family for chain in trace.chains})
    for item in articles:
        story.read(item)
    for item in articles:
        for claim in near_top(item, FIGURES_WITHIN):
            _take_sum(story, item, claim)
        _take_counts(story, item)
    conflicts: list[Conflict] = []
    updates: list[Update] = []
    for quantity, given in sorted(story.given.items(), key=lambda one: (one[0].event, one[0].agent, one[0].measure)):
        disagreeing = _disagreeing(given)
        if len(disagreeing) > 1:
            conflicts.append(Conflict(quantity.event, disagreeing[0].agent, tuple(one.side for one in disagreeing)))
        updates.extend(_updates(quantity, given))
    return Figures(tuple(conflicts), tuple(updates))


def conflicts_of(items: Iterable[UnderstoodArticle], trace: StoryTrace) -> tuple[Conflict, ...]:
    """Values that different voices give for one quantity at one time."""
    return figures_of(items, trace).conflicts


def _take_sum(story: _Story, item: UnderstoodArticle, claim: Claim) -> None:
    """Takes the sum of money of a claim, and the one that somebody else is said to give instead. A claim of no kind (« Orvane
    obtient 2 milliards ») is of the kind that the story tells of its party."""
    amount, event = claim.amount, claim.event_type
    if event is EventType.OTHER:
        event = story.leading(MONEY) or event
    acting = [name for name in story.parties.acting(event, claim.agent, claim.patient) if name]
    if amount is None or not amount.currency or amount.value <= 0 or event not in MONEY or not acting:
        return
    agent = story.party(event, acting)
    if not story.often[event, story.parties.key(agent)]:
        return
    marks = _marks(item, claim.evidence[0], amount)
    reach = (marks & REACH) | _period(item, claim.evidence[0])
    quantity = Quantity(event, story.parties.key(agent), amount.currency, reach)
    one = _given(story, item, claim.evidence[0], amount, claim.attribution, marks)
    one = replace(one, agent=agent, status=claim.status, patient=_other(story.parties, claim, agent))
    story.given.setdefault(quantity, []).append(one)
    for other in _contrasted(story, item, one):
        if other.side.currency == amount.currency:
            story.given[quantity].append(replace(other, agent=agent))


def _take_counts(story: _Story, item: UnderstoodArticle) -> None:
    """Takes the first figure that an article gives of the dead, of the clients, of the jobs: it needs no claim, because a
    story tells of one event. « 900 de ses 6 400 postes » tells the cut first."""
    taken: set[str] = set()
    for sentence in item.understanding.sentences[:FIGURES_WITHIN]:
        for amount in item.understanding.amounts:
            kind = _counted(item, sentence, amount) if sentence.covers(amount.span) else ""
            event = story.leading(PEOPLE[kind]) if kind else None
            if event is None or kind in taken:
                continue
            taken.add(kind)
            told = next((a for a in item.understanding.attributions if a.content.covers(amount.span)), None)
            marks = _marks(item, sentence, amount) | {kind}
            quantity = Quantity(event, "", HEADS, frozenset({kind}) | (marks & REACH) | _period(item, sentence))
            one = _given(story, item, sentence, amount, told, marks)
            claim = next((c for c in item.understanding.claims if c.evidence[0] == sentence), None)
            one = replace(one, agent=story.main(event), status=claim.status if claim else Status.REPORTED)
            story.given.setdefault(quantity, []).append(one)
            for other in _contrasted(story, item, one):
                if other.side.unit and not other.side.currency:
                    story.given[quantity].append(replace(other, agent=one.agent))


def _counted(item: UnderstoodArticle, sentence: Span, amount: Amount) -> str:
    """Who is counted, if one thing tells: the unit, else the words of the clause, else those of the sentence."""
    if amount.value <= 0 or amount.currency or amount.unit in NO_HEADS:
        return ""
    if amount.unit in COUNTED:
        return amount.unit
    language = item.understanding.language
    for kinds in (
        kinds_in(item.article.words(amount.span), language),
        _marks(item, sentence, amount),
        kinds_in(item.article.words(sentence), language),
    ):
        if kinds & COUNTED:
            return next(iter(kinds & COUNTED)) if len(kinds & COUNTED) == 1 else ""
    return ""


def _given(
    story: _Story,
    item: UnderstoodArticle,
    sentence: Span,
    amount: Amount,
    told: Attribution | None,
    marks: frozenset[str],
) -> Given:
    said_by = bare(told.source_name) if told and not told.anonymous else ""
    # A known name is named as the giver; « who backed both » is nobody.
    giver = told.source_name if told and said_by and told.entity else item.article.source
    inside = (one for one in item.understanding.amounts if sentence.covers(one.span) and one.span != amount.span)
    return Given(
        value=amount.value,
        side=ConflictingValue(f"{amount.value:f}", amount.currency, giver, sentence, amount.unit),
        agent="",
        family=story.families.get(item.article.id, ""),
        said_by=said_by,
        article=item.article.id,
        at=item.article.published_at,
        status=Status.REPORTED,
        marks=marks,
        beside=frozenset(one.value for one in inside),
        places=frozenset(
            m.entity for m in item.understanding.mentions if m.kind == "place" and m.entity and sentence.covers(m.span)
        ),
    )


def _other(parties: Parties, claim: Claim, agent: str) -> str:
    """The other party of a bargain or a suit, when it is somebody in particular; a round has many investors."""
    others = {certain(parties.key(name)) for name in (claim.agent, claim.patient)} - {parties.key(agent), ""}
    return min(others, default="") if claim.event_type is not EventType.FUNDING else ""


def _contrasted(story: _Story, item: UnderstoodArticle, first: Given) -> Iterator[Given]:
    """Figures that the same article has from somebody else, and sets against this one: « Le syndicat compte en revanche … »"""
    for sentence in item.understanding.sentences[:FIGURES_WITHIN]:
        words = item.article.words(sentence)
        if sentence == first.side.evidence or "contrast" not in kinds_in(words, item.understanding.language):
            continue
        amount = next((one for one in item.understanding.amounts if sentence.covers(one.span)), None)
        giver = _giver(item, sentence, amount) if amount else ""
        if amount is None or not giver or bare(giver) == first.said_by:
            continue
        one = _given(story, item, sentence, amount, None, _marks(item, sentence, amount))
        yield replace(one, side=replace(one.side, source=giver), said_by=bare(giver), contrasted=True)


def _giver(item: UnderstoodArticle, sentence: Span, amount: Amount) -> str:
    """Who gives a figure: the source of what is said there, else the first name before it."""
    told = next((a for a in item.understanding.attributions if a.cue and sentence.covers(a.cue)), None)
    if told is not None:
        return "" if told.anonymous else told.source_name
    named = (m for m in item.understanding.mentions if sentence.covers(m.span) and m.span.end <= amount.span.start)
    return next((mention.name for mention in named if mention.kind != "place"), "")


def _marks(item: UnderstoodArticle, sentence: Span, amount: Amount) -> frozenset[str]:
    return kinds_in(_clause(item, sentence, amount), item.understanding.language)


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
    that gives the other figure too tells what they have to do with each other; the hurt of another country are others."""
    of_two = one.patient and other.patient and one.patient != other.patient
    elsewhere = not one.side.currency and bool(one.places and other.places) and not one.places & other.places
    if of_two or elsewhere or {one.value, other.value} & (one.beside | other.beside):
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
        said = bool(late.said_by) and late.said_by == standing.said_by
        if quantity.measure == HEADS:
            same = said or late.family == standing.family
        else:
            same = bool(late.patient) and late.patient == standing.patient
            same = same and late.family == standing.family and late.said_by == standing.said_by
        told = any(one.value == late.value for one in given if one.at < late.at)
        if (same or _replaces(standing, late)) and not told:
            yield Update(quantity.event, late.agent, standing.side, late.side)
            standing = late

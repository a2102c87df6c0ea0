"""Status histories, conflicts and reversals: what the claims of a story say, put in order."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from vigie.model import (
    Claim,
    Conflict,
    ConflictingValue,
    EventType,
    Reversal,
    Span,
    StatusChange,
    StoryTrace,
    UnderstoodArticle,
)

# Acts of one party against another: only these can be reversed.
AGAINST = {EventType.LAWSUIT, EventType.INVESTIGATION, EventType.ATTACK}
# Acts whose figure is one quantity that every report should give alike.
COUNTED = {EventType.FUNDING, EventType.ACQUISITION, EventType.LAWSUIT}
MONTHS_APART_DAYS = 60
# Claims near the top tell the news; further down they tell its background.
NEAR_TOP = 12
# A figure given lower down is often another one (a past round, a competitor's).
FIGURES_WITHIN = 5
LEAD = 3
# Two values farther apart than this are two quantities (a round and a valuation), nearer than this one rounded.
RATIO = (Decimal("1.03"), Decimal("2.5"))


def steps_of(items: Sequence[UnderstoodArticle]) -> tuple[StatusChange, ...]:
    """The first time each (event, agent, patient, status) is said in these articles, in order of time."""
    seen: dict[tuple[EventType, str, str, str], StatusChange] = {}
    for item in sorted(items, key=lambda item: (item.article.published_at, item.article.id)):
        for claim in near_top(item):
            if not claim.agent or (claim.event_type not in AGAINST and claim.evidence[0] not in _lead(item)):
                continue
            key = (claim.event_type, claim.agent, claim.patient, claim.status)
            seen.setdefault(
                key,
                StatusChange(
                    day=item.article.published_at.date(),
                    event_type=claim.event_type,
                    agent=claim.agent,
                    patient=claim.patient,
                    status=claim.status,
                    evidence=claim.evidence[0],
                    source=item.article.source,
                ),
            )
    return tuple(seen.values())


def _lead(item: UnderstoodArticle) -> tuple[Span, ...]:
    """The title and first sentences. Who acts against whom is telling wherever it stands; any other act further down is
    mostly background, and would tie every story on a company to its last round of funding."""
    return item.understanding.sentences[:LEAD]


def near_top(item: UnderstoodArticle, within: int = NEAR_TOP) -> list[Claim]:
    """The claims that the title and first sentences of an article make."""
    top = item.understanding.sentences[:within]
    return [claim for claim in item.understanding.claims if any(span == claim.evidence[0] for span in top)]


def conflicts_of(items: Iterable[UnderstoodArticle], trace: StoryTrace) -> tuple[Conflict, ...]:
    """Values that different voices give for one quantity: same act, same agent, same currency, too far apart for
    rounding and too near for another quantity. An article that gives both (a correction) is no conflict."""
    families = {chain.article: chain.origin.family for chain in trace.chains}
    given: dict[tuple[EventType, str, str], dict[Decimal, list[tuple[str, ConflictingValue]]]] = {}
    for item in items:
        for claim in near_top(item, FIGURES_WITHIN):
            amount = claim.amount
            if amount is None or claim.event_type not in COUNTED or not claim.agent:
                continue
            side = ConflictingValue(f"{amount.value:f}", amount.currency, item.article.source, claim.evidence[0])
            values = given.setdefault((claim.event_type, claim.agent, amount.currency), {})
            values.setdefault(amount.value, []).append((families.get(item.article.id, ""), side))
    found = []
    for (event, agent, _), values in sorted(given.items()):
        kept = _disagreeing(values)
        if len(kept) > 1:
            found.append(Conflict(event, agent, tuple(values[value][0][1] for value in kept)))
    return tuple(found)


def _disagreeing(values: Mapping[Decimal, Sequence[tuple[str, ConflictingValue]]]) -> list[Decimal]:
    """The most given value and those that contradict it, given by other families."""
    main = max(values, key=lambda value: (len(values[value]), -value))
    families = {family for family, _ in values[main]}
    kept = [main]
    for value in sorted(values):
        if value == main or min(value, main) <= 0:
            continue
        ratio = max(value, main) / min(value, main)
        others = {family for family, _ in values[value]} - families
        if RATIO[0] < ratio < RATIO[1] and others:
            kept.append(value)
    return kept


def reversal_of(steps: Sequence[StatusChange], earlier: Sequence[StatusChange]) -> Reversal | None:
    """The first step that does to another, months later, what that other had done or meant to do."""
    for later in steps:
        for before in earlier:
            swapped = later.agent == before.patient and later.patient == before.agent and later.agent != later.patient
            apart = (later.day - before.day).days >= MONTHS_APART_DAYS
            if later.event_type in AGAINST and later.event_type is before.event_type and swapped and apart:
                return Reversal(later.event_type, before, later)
    return None

"""Status histories and reversals: what the claims of a story say, in order of time, and what became of each.

Claims are the same when they tell one kind of act of the same parties, whatever the language (see parties.py); one that
leaves the other party out is the one claim it fits. Read next: figures.py.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from vigie.knowledge.parties import AGAINST, MANY_OF_ONE, Parties, certain, key_alone, named
from vigie.model import (
    Claim,
    EventType,
    Reversal,
    Span,
    Status,
    StatusChange,
    Transition,
    UnderstoodArticle,
    advances,
)

# Who is told to act in these depends on the sentence: a firm raises money, a fund gives it.
EITHER_ACTS = {
    EventType.FUNDING, EventType.INCIDENT, EventType.APPOINTMENT, EventType.DEPARTURE, EventType.LAYOFF,
}  # fmt: skip
MONTHS_APART_DAYS = 60
# Articles of one story seldom lie farther apart.
SAME_DAYS = 3
# Claims near the top tell the news; further down they tell its background.
NEAR_TOP = 12
# A figure given lower down is often another one (a past round, a competitor's).
FIGURES_WITHIN = 5
LEAD = 3
# A sentence below the lead whose dates all lie so far back tells what was, not what is new.
BACKGROUND = timedelta(days=45)


def steps_of(items: Sequence[UnderstoodArticle]) -> tuple[StatusChange, ...]:
    """The first time each (event, agent, patient, status) is said in these articles, in order of time."""
    parties = Parties(items)
    seen: dict[tuple[EventType, tuple[str, str], Status], StatusChange] = {}
    counted: dict[tuple[EventType, tuple[str, str], Status], set[str]] = {}
    for item in sorted(items, key=lambda item: (item.article.published_at, item.article.id)):
        for claim in near_top(item):
            lead = claim.evidence[0] in _lead(item)
            agent, patient = _named(parties, claim)
            if claim.event_type is EventType.OTHER:  # an act of no known kind is no step of anything
                continue
            if not agent or not (lead or (claim.event_type in AGAINST and not _past(item, claim))):
                continue
            keys = (parties.key(agent), parties.key(patient))
            key = (claim.event_type, keys, claim.status)
            counted.setdefault(key, set()).add(item.article.id)
            seen.setdefault(
                key,
                StatusChange(
                    day=item.article.published_at.date(),
                    event_type=claim.event_type,
                    agent=agent,
                    patient=patient,
                    status=claim.status,
                    evidence=claim.evidence[0],
                    source=item.article.source,
                    keys=keys,
                ),
            )
    return tuple(replace(step, told=len(counted[key])) for key, step in seen.items())


def _named(parties: Parties, claim: Claim) -> tuple[str, str]:
    """The parties of a claim as a history tells them: a common noun acts on somebody (« le tribunal » on a firm) or not at all,
    and what somebody acts on is left out when it is no name: each article puts it in other words."""
    agent, patient = parties.acting(claim.event_type, claim.agent, claim.patient)
    if not named((parties.key(patient),)):
        patient = ""
    return (agent, patient) if named((parties.key(agent), parties.key(patient))) else ("", "")


def _lead(item: UnderstoodArticle) -> tuple[Span, ...]:
    """The title and first sentences. Who acts against whom is telling wherever it stands; any other act further down is
    mostly background, and would tie every story on a company to its last round of funding."""
    return item.understanding.sentences[:LEAD]


def _past(item: UnderstoodArticle, claim: Claim) -> bool:
    """True for a sentence that dates itself months back: « En juin, c'est elle qui avait porté plainte. »"""
    dates = [date for date in item.understanding.dates if claim.evidence[0].covers(date.span)]
    latest = max((date.end for date in dates), default=None)
    return latest is not None and latest < item.article.published_at.date() - BACKGROUND


def near_top(item: UnderstoodArticle, within: int = NEAR_TOP) -> list[Claim]:
    """The claims that the title and first sentences of an article make."""
    top = item.understanding.sentences[:within]
    return [claim for claim in item.understanding.claims if any(span == claim.evidence[0] for span in top)]


@dataclass(slots=True)
class _Thread:
    """One claim, and all that was said of it so far."""

    event: EventType
    keys: tuple[str, str]
    steps: list[StatusChange] = field(default_factory=list)


def transitions_of(steps: Sequence[StatusChange], earlier: Sequence[StatusChange] = ()) -> tuple[Transition, ...]:
    """Where a claim became surer, was denied or came to an end: `steps` are those of a story, `earlier` those of the chapters
    before it, both in order of time. What one article says twice is one saying."""
    found = []
    for thread in _threads(steps, earlier):
        new = {id(step) for step in steps}
        standing: StatusChange | None = None
        for step in thread.steps:
            if standing is None:
                standing = step
            elif step.evidence.article != standing.evidence.article and moves(standing, step):
                if id(step) in new:
                    found.append(Transition(standing, step))
                standing = step
    order = {id(step): place for place, step in enumerate(steps)}
    return tuple(sorted(found, key=lambda transition: order[id(transition.after)]))


def moves(before: StatusChange, after: StatusChange) -> bool:
    """True when the second saying changes what the first one said; a plain report only on a later day."""
    return advances(before.status, after.status) and (after.status is not Status.REPORTED or after.day > before.day)


def _threads(steps: Sequence[StatusChange], earlier: Sequence[StatusChange]) -> Iterator[_Thread]:
    """Sayings of one claim together. Those that name both parties make the threads; one that names a single party goes to
    the only thread that it fits, and to none where it fits two."""
    threads: list[_Thread] = []
    placed: list[tuple[int, StatusChange, _Thread]] = []
    own = {id(step) for step in steps}
    everything = [*enumerate((*earlier, *steps))]
    for at, step in sorted(everything, key=lambda pair: (not all(map(certain, parties_of(pair[1]))), pair[0])):
        agent, patient = parties_of(step)
        keys = (agent, certain(patient) if named((agent,)) else patient)
        if (id(step) not in own and not named(keys)) or (step.event_type in MANY_OF_ONE and "" in keys):
            continue
        fitting = [
            thread
            for thread in threads
            if thread.event is step.event_type and _fits(step.event_type, keys, thread.keys)
        ]
        exact = [thread for thread in fitting if _same(step.event_type, keys, thread.keys)]
        chosen = exact[0] if exact else fitting[0] if len(fitting) == 1 else None
        if chosen is None:
            chosen = _Thread(step.event_type, keys)
            threads.append(chosen)
        placed.append((at, step, chosen))
    for _, step, thread in sorted(placed, key=lambda one: one[0]):
        thread.steps.append(step)
    # Who is sued or searched is what such a claim is about: without it two of them are seldom one.
    yield from (thread for thread in threads if not (thread.event in AGAINST and "" in thread.keys))


def parties_of(step: StatusChange) -> tuple[str, str]:
    return step.keys if any(step.keys) else (key_alone(step.agent), key_alone(step.patient))


def _same(event: EventType, keys: tuple[str, str], others: tuple[str, str]) -> bool:
    """Who sues whom matters; who partners with whom does not."""
    return keys == others or (event not in AGAINST and keys == others[::-1])


def _fits(event: EventType, keys: tuple[str, str], others: tuple[str, str]) -> bool:
    """The same, or the second with its other party left out."""
    if "" not in keys or "" in others:
        return _same(event, keys, others)
    return keys[0] == others[0] or (event in EITHER_ACTS and keys[0] == others[1])


def reversal_of(steps: Sequence[StatusChange], earlier: Sequence[StatusChange]) -> Reversal | None:
    """The first step that does to another, months later, what that other had done or meant to do. A direction that fewer
    articles of its own story tell than the opposite one is a sentence read the wrong way round."""
    for later in steps:
        keys = parties_of(later)
        two = keys[0] != keys[1] and named(keys[:1]) and named(keys[1:])
        if later.event_type not in AGAINST or not two or _outweighed(later, steps):
            continue
        for before in earlier:
            swapped = keys == parties_of(before)[::-1]
            apart = (later.day - before.day).days >= MONTHS_APART_DAYS
            if later.event_type is before.event_type and swapped and apart and not _outweighed(before, earlier):
                return Reversal(later.event_type, before, later)
    return None


def _outweighed(step: StatusChange, steps: Sequence[StatusChange]) -> bool:
    """True when the same days tell the roles the other way round more often."""

    def told(keys: tuple[str, str]) -> int:
        near = (s for s in steps if s.event_type is step.event_type and abs((s.day - step.day).days) <= SAME_DAYS)
        return sum(s.told for s in near if parties_of(s) == keys)

    return told(parties_of(step)[::-1]) > told(parties_of(step))

"""The one to three main claims of an article, and the sentences that say one of them again.

The lead states the news most fully; a title mostly repeats it, and is then a second witness of the same claim. Where the two
disagree the body wins and the words of the title are kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vigie.knowledge.matching import overlap
from vigie.model import Claim, EventType, Span, Status

MOST_CLAIMS = 8
MOST_MAIN = 3
# The share of the smaller sentence's telling words that two sentences of one claim have in common.
ALIKE, ALIKE_PARTIES = 0.5, 0.3
WORTH = 2.0
TELLING = {Status.DENIED, Status.THREAT, Status.CONSIDERING, Status.RUMOUR, Status.ENDED, Status.OFFICIAL}
UNSURE = {Status.CONSIDERING, Status.RUMOUR}
CAUTIOUS = {Status.DENIED, Status.THREAT, Status.CONSIDERING, Status.RUMOUR, Status.ENDED}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim with what it is chosen by: its words, its place among the sentences, whether a title says it, whether its kind
    of event is shown by words of its own, and whether it leans on the sentence before."""

    claim: Claim
    words: str
    place: int
    title: bool
    sure_event: bool
    leaning: bool
    tokens: frozenset[str]


def chosen(candidates: Sequence[Candidate]) -> tuple[Claim, ...]:
    """The claims in order of appearance, the main ones marked; repetitions joined to the claim that they repeat."""
    bodies = [one for one in candidates if not one.title]
    titles = [one for one in candidates if one.title]
    topic = frozenset().union(*(one.tokens for one in titles)) if titles else frozenset()
    groups: list[list[Candidate]] = []
    for one in (*bodies, *titles):
        home = next((group for group in groups if _same(group[0], one) and not _apart(group[0], one)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    if bodies and titles:  # a title that no sentence matches closely still belongs to the lead, when it shares a word
        groups = _joined(groups)
    ranked = sorted(groups, key=lambda group: (-_worth(group, topic), group[0].place))
    main = [
        group for rank, group in enumerate(ranked) if rank == 0 or (rank < MOST_MAIN and _worth(group, topic) >= WORTH)
    ]
    ordered = sorted(groups, key=lambda group: (not group[0].title, group[0].place))
    # What is neither main nor an act of a known kind is background.
    kept = [group for group in ordered if group in main or (group[0].claim.event_type is not EventType.OTHER)]
    spare = {id(group) for group in ranked if group in kept and group not in main}
    dropped = [group for group in ranked if id(group) in spare][max(0, MOST_CLAIMS - len(main)) :]
    return tuple(_claim(group, main=group in main) for group in kept if group not in dropped)


def _joined(groups: list[list[Candidate]]) -> list[list[Candidate]]:
    lead = groups[0]
    kept = []
    for group in groups:
        head = group[0]
        near = head.title and lead is not group and not lead[0].title and not _apart(lead[0], head)
        if near and overlap(head.tokens, lead[0].tokens) >= ALIKE_PARTIES:
            lead.extend(group)
        else:
            kept.append(group)
    return kept


def _apart(body: Candidate, title: Candidate) -> bool:
    """A threat or a denial that only the title tells is a claim of its own."""
    told = title.claim.status in {Status.THREAT, Status.DENIED}
    return title.title and not body.title and told and body.claim.status is Status.REPORTED


def _same(one: Candidate, other: Candidate) -> bool:
    """True when two sentences state one claim: most of their words, or the same act of the same parties."""
    share = overlap(one.tokens, other.tokens)
    if share >= ALIKE:
        return True
    a, b = one.claim, other.claim
    parties = bool(a.agent) and a.agent == b.agent and a.patient == b.patient and bool(a.patient)
    return parties and a.event_type is b.event_type and a.event_type is not EventType.OTHER and share >= ALIKE_PARTIES


def _worth(group: Sequence[Candidate], topic: frozenset[str]) -> float:
    """How much a claim tells of what the article is about."""
    head = group[0]
    claim = head.claim
    worth = 3.0 - min(head.place, 6) * 0.4
    worth += 1.0 * any(one.title for one in group) + 1.5 * overlap(head.tokens, topic)
    worth += 0.7 * head.sure_event + 1.2 * (claim.status in TELLING) + 0.5 * (claim.amount is not None)
    worth += 0.4 * bool(claim.agent and claim.patient) + 0.4 * all(claim.named_parties())
    worth += 0.5 * bool(claim.attribution and (claim.attribution.entity or claim.attribution.anonymous))
    return worth - 0.7 * head.leaning - 1.2 * (claim.event_type is EventType.OTHER)


def _claim(group: Sequence[Candidate], *, main: bool) -> Claim:
    head, others = group[0].claim, [one.claim for one in group[1:]]
    evidence = (*head.evidence, *(claim.evidence[0] for claim in others))
    titled = next((one.claim for one in group[1:] if one.title), None)
    status = head.status
    if titled is not None and head.status is Status.REPORTED and titled.status in UNSURE:
        status = titled.status  # what the headline calls hearsay is not made a fact by a lead without a mark
    return replace(
        head,
        status=status,
        evidence=tuple(dict.fromkeys(evidence)),
        amount=head.amount or (titled.amount if titled else None),
        disagreement=_disagreement(head, titled) if titled is not None else None,
        main=main,
    )


def _disagreement(body: Claim, title: Claim) -> Span | None:
    """The words of the title that say otherwise than the body: another figure, another polarity, another certainty."""
    one, other = body.amount, title.amount
    if one and other and one.currency == other.currency and one.unit == other.unit and one.value != other.value:
        return other.span
    if body.polarity != title.polarity:
        return title.evidence[0]
    unlike = body.status is not title.status and body.status is not Status.REPORTED
    if unlike and (title.status in CAUTIOUS or body.status in CAUTIOUS):
        return title.hedge or title.evidence[0]
    return None

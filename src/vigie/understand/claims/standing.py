"""How sure a claim is: the strongest mark in what the sentence asserts, then who says it of whom.

Marks count where they stand in the main clause, at its verb or in the cue of the one who speaks; « sur fond de » and what
follows is context. The order and the meaning of the statuses are those of the guideline of the attribution gold.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from vigie.knowledge.matching import Found
from vigie.model import Attribution, EventType, Status
from vigie.understand.claims.words import Pair

# The strongest mark wins, in this order.
STRONGEST: tuple[Status, ...] = (
    Status.DENIED, Status.ENDED, Status.THREAT, Status.CONSIDERING, Status.RUMOUR,
    Status.OFFICIAL, Status.CONFIRMED, Status.ANNOUNCED,
)  # fmt: skip
# Marks that are verbs of the main clause or nothing: « suspend », « étudie » are common words of any background.
AT_THE_VERB = {Status.ENDED, Status.CONSIDERING, Status.OFFICIAL, Status.CONFIRMED, Status.ANNOUNCED}
UNSURE = {Status.CONSIDERING, Status.RUMOUR}
HAPPENS = {EventType.INCIDENT, EventType.ATTACK, EventType.INVESTIGATION, EventType.LAWSUIT, EventType.OTHER}
NEAR_VERB = 18


@dataclass(frozen=True, slots=True)
class Assertion:
    """What a status is told from; offsets are those of the sentence. `self_told`: the agent itself speaks. `authority` and
    `witness`: whether the agent is one, `told_by_witness`: whether the source is."""

    event: EventType
    region: Pair
    verb: Pair | None
    cues: tuple[Pair, ...]
    told: Attribution | None
    self_told: bool
    authority: bool
    witness: bool
    told_by_witness: bool
    seized: bool  # somebody is arrested, charged or tried
    outlet: bool  # a newspaper tells, which makes nothing announced


def status_of(
    marks: Sequence[Found[Status]], decides: Sequence[Found[str]], said: Assertion
) -> tuple[Status, Found[Status] | None]:
    """The status, and the mark that makes the claim unsure."""
    counted = [mark for mark in marks if _counts(mark, said)]
    announced = any(mark.meaning is Status.ANNOUNCED and _in_cues(mark, said) for mark in counted)
    for status in STRONGEST:
        hit = next((mark for mark in counted if mark.meaning is status), None)
        if hit is None or (status is Status.RUMOUR and said.seized):
            continue
        if status is Status.ANNOUNCED and said.outlet and _in_cues(hit, said):
            continue
        if status is Status.CONSIDERING and announced and said.self_told:
            continue
        return status, hit if status in UNSURE else None
    if said.authority and any(_at_verb(hit.start, hit.end, said) for hit in decides):
        return Status.OFFICIAL, None
    return _told(said), None


def _told(said: Assertion) -> Status:
    if said.told is not None:
        if said.self_told and not said.outlet:
            happens = said.event is EventType.INCIDENT or (said.witness and said.event in HAPPENS)
            return Status.CONFIRMED if happens else Status.ANNOUNCED
        if said.told_by_witness and said.event in HAPPENS:
            return Status.CONFIRMED
        return Status.RUMOUR if said.told.anonymous and not said.told_by_witness else Status.REPORTED
    if said.witness and said.event in HAPPENS - {EventType.OTHER}:
        return Status.CONFIRMED
    return Status.CONFIRMED if said.seized else Status.REPORTED


def _counts(mark: Found[Status], said: Assertion) -> bool:
    if _in_cues(mark, said):
        return True
    if not (said.region[0] <= mark.start and mark.end <= said.region[1]):
        return False
    return mark.meaning not in AT_THE_VERB or _at_verb(mark.start, mark.end, said)


def _in_cues(mark: Found[Status], said: Assertion) -> bool:
    return any(start < mark.end and mark.start < end for start, end in said.cues)


def _at_verb(start: int, end: int, said: Assertion) -> bool:
    if said.verb is None:
        return True
    return start <= said.verb[1] + NEAR_VERB and end >= said.verb[0]

"""How sure a sentence is, against how sure its cited words are."""

from collections.abc import Iterator, Sequence

from vigie.model import Status
from vigie.write.checking.fault import Fault
from vigie.write.checking.lexicon import CONCEPT, HEDGE, NEGATION, PLAN, STATUS, lexicon
from vigie.write.checking.likeness import hearsay
from vigie.write.checking.passages import Passage

OPEN = frozenset({Status.RUMOUR, Status.CONSIDERING, Status.THREAT})
DOUBTS = frozenset({HEDGE, *(STATUS + status.value for status in OPEN)})
# What is said with the words of one may not be said with those of another, in whatever language.
APART = (
    (Status.DENIED, frozenset({Status.CONFIRMED, Status.ANNOUNCED, Status.OFFICIAL})),
    (Status.CONFIRMED, frozenset({Status.DENIED, Status.ENDED})),
    (Status.ANNOUNCED, frozenset({Status.DENIED})),
    (Status.OFFICIAL, frozenset({Status.DENIED})),
    (Status.ENDED, frozenset({Status.OFFICIAL, Status.ANNOUNCED})),
)
# Characters between a doubt and a denial that makes no doubt of it: "could not", « no pudo ».
NEAR = 2


def certainty_faults(said: Passage, cited: Sequence[Passage]) -> Iterator[Fault]:
    """A sentence surer than its words: a plan told as done, a rumour without its doubt, a denial told as a confirmation."""
    doubted = [_doubts(one) for one in cited]
    ours, theirs = _statuses(said), frozenset[Status]().union(*(_statuses(one) for one in cited))
    if Status.DENIED not in ours & theirs:
        # What the source doubts must be doubted; what it only plans may be told as any other plan.
        hedged = all(_hedged(one) for one in cited)
        surer = (hedged and not _hedged(said)) or (all(doubted) and not _doubts(said) and not said.does(PLAN))
        if cited and surer:
            yield Fault("hedge", next((doubt for several in doubted for doubt in several), "…"))
            return
        if not any(doubted) and not any(one.does(PLAN) for one in cited) and _told(cited):
            yield from (Fault("hedge", doubt) for doubt in _marked(said)[:1])
    refusing = CONCEPT + "reject"  # « respinto », "bác bỏ": one language's refusal is another's denial
    denied = [_denies(one) or one.does(NEGATION) or one.does(refusing) for one in cited]
    refused = [_denies(one) for one in cited]
    if (_denies(said) and not any(denied)) or (
        all(refused) and not (_denies(said) or said.does(NEGATION) or said.does(refusing))
    ):
        yield Fault("status", Status.DENIED.value)
    for status, others in APART:
        if status in ours and status not in theirs and others & theirs and not others & ours:
            yield Fault("status", status.value)
            return


def _hedged(passage: Passage) -> bool:
    """Doubted, and not only planned."""
    words = lexicon(passage.language)
    denied = passage.does(NEGATION)
    told = any(hearsay(word, words) and not word.mark and HEDGE not in word.does for word in passage.words)
    return bool(_doubting(passage, frozenset({HEDGE, STATUS + Status.RUMOUR.value}))) or (told and not denied)


def _denies(passage: Passage) -> bool:
    return passage.does(STATUS + Status.DENIED.value) or passage.does(CONCEPT + "deny")


def _told(cited: Sequence[Passage]) -> bool:
    """Whether the cited words tell a deed as done, so that a doubt would be Vigie's own."""
    return any(
        claim.status not in OPEN and claim.status is not Status.REPORTED for one in cited for claim in one.claims
    )


def _statuses(passage: Passage) -> frozenset[Status]:
    told = {Status(one.mark.removeprefix(STATUS)) for one in passage.marks if one.mark.startswith(STATUS)}
    return frozenset(told | {claim.status for claim in passage.claims})


def _doubts(passage: Passage) -> list[str]:
    words = lexicon(passage.language)
    found = _marked(passage)
    if any(one.mark in {NEGATION, STATUS + Status.DENIED.value} for one in passage.marks):
        return found  # what is not planned, or denied, is no plan
    found += [word.text for word in passage.words if hearsay(word, words) and HEDGE not in word.does and not word.mark]
    return found or ["…" for claim in passage.claims[:1] if claim.status in OPEN]


def _marked(passage: Passage) -> list[str]:
    return _doubting(passage, DOUBTS)


def _doubting(passage: Passage, marks: frozenset[str]) -> list[str]:
    """The doubting words of a passage, without those that are denied: "could not" is no doubt."""
    found = []
    denied = [one for one in passage.marks if one.mark == NEGATION]
    for one in passage.marks:
        doubting = (one.mark == HEDGE and HEDGE in marks) or (one.mark in marks and not denied)
        near = any(-NEAR <= other.start - one.end <= NEAR or 0 <= one.start - other.end <= NEAR for other in denied)
        if doubting and not near:
            found.append(passage.text[one.start : one.end])
    return found

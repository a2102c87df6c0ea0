"""How sure a sentence is, against how sure its cited words are."""

from collections.abc import Iterator, Sequence

from vigie.model import Status
from vigie.model.understanding import SURE
from vigie.write.checking.fault import Fault
from vigie.write.checking.lexicon import HEDGE, PLAN, lexicon
from vigie.write.checking.likeness import hearsay
from vigie.write.checking.passages import Passage

OPEN = frozenset({Status.RUMOUR, Status.CONSIDERING, Status.THREAT})
CLOSED = frozenset({Status.DENIED, Status.ENDED})


def certainty_faults(said: Passage, cited: Sequence[Passage]) -> Iterator[Fault]:
    """A sentence surer than its words: a plan told as done, a rumour without its doubt, a status that no cited claim has."""
    doubted = [_doubts(one) for one in cited]
    if cited and all(doubted) and not _doubts(said):
        yield Fault("hedge", next(doubt for several in doubted for doubt in several))
        return
    theirs = {claim.status for one in cited for claim in one.claims}
    for claim in said.claims:
        if not theirs or claim.status in theirs or claim.status is Status.REPORTED:
            continue
        if claim.status in CLOSED:
            yield Fault("status", claim.status.value)
        elif claim.status in OPEN:
            continue
        elif max((SURE.get(one, 0) for one in theirs), default=0) < SURE[claim.status]:
            yield Fault("status", claim.status.value)


def _doubts(passage: Passage) -> list[str]:
    words = lexicon(passage.language)
    found = [passage.text[one.start : one.end] for one in passage.marks if one.mark in {HEDGE, PLAN}]
    found += [word.text for word in passage.words if hearsay(word, words) and not word.mark]
    return found or ["…" for claim in passage.claims[:1] if claim.status in OPEN]

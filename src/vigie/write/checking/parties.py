"""Who did it to whom: agent and patient must not have changed places."""

from collections.abc import Iterator, Sequence

from vigie.knowledge.matching import bare
from vigie.model import Claim
from vigie.write.checking.fault import Fault
from vigie.write.checking.passages import Passage


def role_faults(said: Passage, cited: Sequence[Passage]) -> Iterator[Fault]:
    """A claim whose two named parties stand the other way round in the cited words, and nowhere as here."""
    theirs = {_parties(claim) for one in cited for claim in one.claims}
    for claim in said.claims:
        agent, patient = _parties(claim)
        if agent and patient and (patient, agent) in theirs and (agent, patient) not in theirs:
            yield Fault("roles", f"{claim.agent} → {claim.patient}")


def _parties(claim: Claim) -> tuple[str, str]:
    agent, patient = claim.named_parties()
    return bare(agent), bare(patient)

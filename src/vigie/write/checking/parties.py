"""Who did it to whom: agent and patient must not have changed places."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from vigie.knowledge import names as known
from vigie.knowledge.cues import cues
from vigie.knowledge.matching import bare
from vigie.knowledge.names import Entity
from vigie.model import Claim
from vigie.write.checking.fault import Fault
from vigie.write.checking.lexicon import ACCORDING, PASSIVE, SAYING
from vigie.write.checking.passages import Passage

SAID = frozenset({SAYING, ACCORDING})
APART = frozenset({"place", "agency", "outlet", "model", "product"})


def role_faults(said: Passage, cited: Sequence[Passage], *, ordered: bool) -> Iterator[Fault]:
    """A claim whose two named parties stand the other way round in the cited words, and nowhere as here; or two parties in
    another order where both sentences are in the active voice, in which every language has the agent first (unless the
    sentence only lists names: `ordered` false)."""
    theirs = {_parties(claim) for one in cited for claim in one.claims}
    ours = [_parties(claim) for claim in said.claims]
    for (agent, patient), claim in zip(ours, said.claims, strict=True):
        if agent and patient and (patient, agent) in theirs and (agent, patient) not in theirs:
            yield Fault("roles", f"{claim.agent} → {claim.patient}")
            return
    if any(pair in theirs for pair in ours if all(pair)) or _passive(said) or not ordered:
        return
    turned = [one for one in cited if _turned(said, one)]
    if turned and len(turned) == len([one for one in cited if len(_common(said, one)) > 1]):
        yield Fault("roles", " → ".join(_common(said, turned[0])))


def _turned(said: Passage, cited: Passage) -> bool:
    """Whether the two parties that both passages name stand in another order."""
    ours, theirs = _common(said, cited), _common(cited, said)
    return len(ours) == 2 and ours == theirs[::-1] and not _passive(cited)


def _common(passage: Passage, other: Passage) -> list[str]:
    """Known parties of a passage that the other names too, in their order: no speakers, outlets or places."""
    speakers = {*_speakers(passage), *_speakers(other)}
    there = {hit.meaning.id for hit in known.load().find_any(other.text)}
    hits = known.load().find_any(passage.text)
    parties = [hit.meaning for hit in hits if isinstance(hit.meaning, Entity) and hit.meaning.kind not in APART]
    return list(dict.fromkeys(one.id for one in parties if one.id in there and one.id not in speakers))


def _speakers(passage: Passage) -> Iterator[str]:
    """Those whose words are told, wherever they are named; not those who accuse or buy."""
    for one in passage.attributions:
        if one.source is None or one.cue is None:
            continue
        start, end = passage.place(one.cue)
        if any(word.does & SAID for word in passage.words if start <= word.start < end):
            yield one.entity
            yield from (m.entity for m in passage.mentions if m.span.overlaps(one.source))


def _passive(passage: Passage) -> bool:
    """Whether an agent may stand behind the deed (« rachetée par X », 被), so that order tells nothing."""
    found = cues(passage.language)
    if found is None:
        return True
    if passage.does(PASSIVE):
        return True
    words = [word for word in passage.words if not word.mark]
    auxiliary = {word.norm for word in words} & set(found.clauses.passives)
    by = {*found.syntax.by, *found.clauses.agents} - {"在"}
    return any(
        one.norm in by and after.entity and (auxiliary or one.norm not in found.syntax.of)
        for one, after in pairwise(words)
    )


def _parties(claim: Claim) -> tuple[str, str]:
    agent, patient = claim.named_parties()
    return bare(agent), bare(patient)

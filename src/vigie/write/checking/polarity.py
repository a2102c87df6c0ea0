"""Direction and denial, compared as concepts: what works between any two languages, and where words are not aligned."""

from collections.abc import Iterator, Sequence

from vigie.write.checking.fault import Fault
from vigie.write.checking.lexicon import CONCEPT, NEGATION, OPPOSITE
from vigie.write.checking.passages import Passage


def direction_faults(said: Passage, cited: Sequence[Passage]) -> Iterator[Fault]:
    """One of two opposites said, where the cited words have the other alone."""
    theirs = {one.mark for passage in cited for one in passage.marks if one.mark.startswith(CONCEPT)}
    told = {one.mark for one in said.marks}
    for one in said.marks:
        if one.mark.startswith(CONCEPT) and one.mark not in theirs:
            other = OPPOSITE[one.mark] & theirs
            # A word that stands for several concepts is turned round only if none of them is there.
            also = {m.mark for m in said.marks if m.start <= one.start < m.end and m.mark.startswith(CONCEPT)}
            if other and not other & told and not also & theirs:
                yield Fault("direction", said.text[one.start : one.end])
                return


def negation_faults(said: Passage, cited: Sequence[Passage], *, whole: bool) -> Iterator[Fault]:
    """A denial that no cited sentence has; or, where the sentence tells the `whole` of them, none where each has one."""
    ours = next((one for one in said.marks if one.mark == NEGATION), None)
    denied = [one for one in cited if one.does(NEGATION)]
    if ours is not None and not denied and not _denied(cited):
        yield Fault("negation", said.text[ours.start : ours.end])
    if ours is None and cited:
        negative = [claim for one in cited for claim in one.claims if claim.polarity == "negative"]
        positive = [claim for one in cited for claim in one.claims if claim.polarity == "positive"]
        own = {claim.polarity for claim in said.claims}
        if "negative" not in own and ((negative and not positive) or (whole and len(denied) == len(cited))):
            lost = next(one for passage in (denied or cited) for one in passage.marks or ()) if denied else None
            yield Fault("negation", denied[0].text[lost.start : lost.end] if lost else "")


def _denied(cited: Sequence[Passage]) -> bool:
    return any(claim.polarity == "negative" or claim.status.value == "denied" for one in cited for claim in one.claims)

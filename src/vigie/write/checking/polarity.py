"""Direction and denial, compared as concepts: what works between any two languages, and where words are not aligned."""

from collections.abc import Iterator, Sequence

from vigie.write.checking.fault import Fault
from vigie.write.checking.lexicon import CONCEPT, NEGATION, OPPOSITE, STATUS
from vigie.write.checking.passages import Passage

# Words that say no without a negation; a language may say one with the other.
DENYING = frozenset({STATUS + "denied", *(CONCEPT + one for one in ("reject", "ban", "failure", "deny", "impossible"))})


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


def negation_faults(said: Passage, cited: Sequence[Passage]) -> Iterator[Fault]:
    """A denial that no cited sentence has, or none where every cited sentence has one."""
    ours = [one for one in said.marks if one.mark == NEGATION]
    denied = [[one for one in passage.marks if one.mark == NEGATION] for passage in cited]
    # « dément », "refuses": a denial without a word for no, where another language may say it with one.
    refused = any(_refusals(said) != _refusals(one) for one in cited)
    if ours and not any(denied) and not refused:
        yield Fault("negation", said.text[ours[0].start : ours[0].end])
    if cited and not ours and all(denied) and not refused:
        lost = denied[0][0]
        yield Fault("negation", cited[0].text[lost.start : lost.end])


def _refusals(passage: Passage) -> frozenset[str]:
    return frozenset(one.mark for one in passage.marks if one.mark in DENYING)

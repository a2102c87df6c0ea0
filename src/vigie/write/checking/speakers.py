"""Whose word a sentence says it is."""

from collections.abc import Iterator, Sequence

from vigie.knowledge import names as known
from vigie.knowledge.matching import bare
from vigie.model import Attribution
from vigie.write.checking.fault import Fault
from vigie.write.checking.lexicon import ACCORDING, SAYING
from vigie.write.checking.passages import Passage

SAID = frozenset({SAYING, ACCORDING})


def speaker_faults(said: Passage, cited: Sequence[Passage]) -> Iterator[Fault]:
    """Speakers who are neither quoted in the cited words, nor their publisher, nor the agent of an act told there."""
    entities, names = set[str](), set[str]()
    anonymous = False
    for one in cited:
        names.add(bare(one.publisher))
        for attribution in one.attributions:
            entities.add(attribution.entity)
            anonymous = anonymous or attribution.anonymous
            names.add(bare(attribution.source_name))
            if attribution.source is not None:
                names.add(bare(one.at(attribution.source)))
                entities |= {m.entity for m in one.mentions if m.span.overlaps(attribution.source)}
        for claim in one.claims:
            names.add(bare(claim.agent))
            entities |= {m.entity for m in one.mentions if bare(m.name) == bare(claim.agent)}
    quoted = any(attribution.source_name for one in cited for attribution in one.attributions)
    if not quoted:  # an act that one language tells as said, and another as done
        entities |= {mention.entity for one in cited for mention in one.mentions}
    told = {mention.entity for one in cited for mention in one.mentions}
    for attribution in said.attributions:
        named = [m for m in said.mentions if attribution.source is not None and m.span.overlaps(attribution.source)]
        if not named or attribution.anonymous:
            continue
        start, end = said.place(attribution.cue) if attribution.cue is not None else (0, 0)
        if not any(word.does & SAID for word in said.words if start <= word.start < end):
            held = {hit.meaning.id for m in named for hit in known.load().find_any(m.name)}
            named = [
                m for m in named if m.entity not in told and not held & told
            ]  # who denies or plans does so himself
        if named and not any(
            m.entity in entities - {""}
            or _among(m.name, names)
            or _among(_written(said, m.span.start, m.span.end), names)
            for m in named
        ):
            yield Fault("speaker", _shown(said, attribution))


def _written(said: Passage, start: int, end: int) -> str:
    return said.text[start - said.offset : end - said.offset]


def _among(name: str, names: set[str]) -> bool:
    sought = bare(name)
    return bool(sought) and any(
        sought == one or f" {sought} " in f" {one} " or (one and f" {one} " in f" {sought} ") for one in names
    )


def _shown(said: Passage, attribution: Attribution) -> str:
    return said.at(attribution.source) if attribution.source is not None else attribution.source_name

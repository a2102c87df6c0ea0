"""Which of the ranked stories have a place: no company and no house more than its share, no event twice, places kept for
what is corroborated and for what moved."""

from collections import Counter
from collections.abc import Mapping, Sequence

from vigie.ports import Vector
from vigie.write.material import Material
from vigie.write.ranking.pages import house_of
from vigie.write.ranking.sameness import Events, in_titles
from vigie.write.ranking.weighing import Ranked, moved


def choose(
    ranked: Sequence[Ranked],
    most: int,
    share: int,
    corroborated: int,
    kept_for_moved: int = 0,
    meaning: Mapping[str, Vector] | Events | None = None,
    beside: Sequence[Ranked] = (),
) -> tuple[Ranked, ...]:
    """The first `most` stories, no more than `share` about one main actor or from one house alone, with at least
    `corroborated` places for stories of several independent voices, and `kept_for_moved` for storylines that moved, when
    there are that many. `meaning`: vectors by story, or the day's events made of them. `beside`: stories that have
    their place already: their events are not told again, and their actors have used up some of their share."""
    known = [one.material for one in (*beside, *ranked)]
    events = meaning if isinstance(meaning, Events) else Events(known, meaning or {})
    firm = [one for one in ranked if len(one.material.trace.voices) > 1]
    moving = [one for one in ranked if moved(one.material)]
    reserved = {one.material.story.id for one in _fair(firm, corroborated, share, events, beside)}
    reserved |= {one.material.story.id for one in _fair(moving, kept_for_moved, share, events, beside)}
    ordered = _fair(ranked, len(ranked), share, events, beside, most, reserved)
    places = most - sum(1 for one in ordered if one.material.story.id in reserved)
    kept: list[Ranked] = []
    for one in ordered:
        if one.material.story.id in reserved:
            kept.append(one)
        elif places > 0:
            kept.append(one)
            places -= 1
    return tuple(kept[:most])


def _fair(
    ranked: Sequence[Ranked],
    most: int,
    share: int,
    events: Events,
    beside: Sequence[Ranked],
    enough: int = 0,
    wanted: set[str] | None = None,
) -> list[Ranked]:
    """In order, those that exceed no share and tell no event again, nor one of `beside`. Once `enough` are kept
    only `wanted` ones are asked."""
    counted = Counter(key for one in beside for key in _keys(one.material))
    kept: list[Ranked] = []
    for one in ranked:
        if len(kept) >= most:  # before the first: `corroborated = 0` keeps no place
            break
        if enough and len(kept) >= enough and one.material.story.id not in (wanted or ()):
            continue
        keys = _keys(one.material)
        if any(counted[key] >= share for key in keys):
            continue
        if any(events.one(one.material, other.material) for other in (*beside, *kept)):
            continue
        counted.update(keys)
        kept.append(one)
    return kept


def _keys(material: Material) -> set[str]:
    """The company (or its parent) that most titles of a story name, and the family or house it comes from when there is
    but one."""
    keys = {f"family:{voice.family}" for voice in material.trace.voices} if len(material.trace.voices) == 1 else set()
    houses = {house_of(material, item) for item in material.articles}
    keys |= {f"house:{house}" for house in houses} if len(houses) == 1 else set()
    entities = material.names.entities
    named = in_titles(material, {"company", "lab", "model", "product"})
    return keys | {f"actor:{entities[entity].parent or entity}" for entity in named if entity in entities}

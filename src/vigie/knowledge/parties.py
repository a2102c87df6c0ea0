"""Who a claim speaks of, so that articles in other words and other languages are seen to speak of the same.

A known name is its id, whatever the script (오픈AI, オープンAI); another name is its folded form; a common noun (« le
gouvernement ») is nobody in particular outside its own story. Used by `follow` for
histories and by `write` for what a reader was told.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from vigie.knowledge import names
from vigie.knowledge.matching import bare
from vigie.model import EventType, UnderstoodArticle

# Begins the key of a common noun.
COMMON = "~"
# Places that stand for those who govern there, and acts that governments do and undergo; anywhere else a place is where
# something happens, not who did it.
GOVERN = frozenset(
    {EventType.LAWSUIT, EventType.INVESTIGATION, EventType.REGULATION, EventType.POLICY, EventType.ATTACK,
     EventType.PARTNERSHIP, EventType.OTHER}
)  # fmt: skip
# Acts of one party against another: only these can be reversed.
AGAINST = {EventType.LAWSUIT, EventType.INVESTIGATION, EventType.ATTACK}
# One party does many of these, so that two of them are one only where both parties are told.
MANY_OF_ONE = {
    EventType.LAUNCH, EventType.PARTNERSHIP, EventType.RESULTS, EventType.RESEARCH, EventType.POLICY, EventType.ATTACK,
    EventType.OTHER, EventType.INCIDENT,
}  # fmt: skip
# Of these nobody ever governs.
NO_CAPITALS = frozenset({"wall-street", "silicon-valley", "africa", "asia"})


class Parties:
    """The parties of one story's claims. Built from its articles, which name them in full at least once."""

    def __init__(self, items: Sequence[UnderstoodArticle]) -> None:
        self._kinds: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        full: dict[str, set[str]] = {}
        for item in items:
            for mention in item.understanding.mentions:
                name = bare(mention.name)
                self._keys[name] = mention.entity or self._keys.get(name, name)
                self._kinds[name] = mention.kind if mention.entity else self._kinds.get(name, mention.kind)
                words = name.split()
                if len(words) > 1 and mention.kind in {"person", "unknown"}:
                    full.setdefault(words[-1], set()).add(self._keys[name])
        # « Vauclin » is the Hortense Vauclin of the same story, as long as there is one alone.
        self._full = {last: next(iter(keys)) for last, keys in full.items() if len(keys) == 1}

    def key(self, name: str) -> str:
        """Who this is; empty for nobody."""
        folded = bare(name)
        if not folded:
            return ""
        known = self._keys.get(folded)
        if known and known != folded:
            return known
        if folded in self._full:
            return self._full[folded]
        return known or _known().get(folded) or COMMON + folded

    def acting(self, event: EventType, agent: str, patient: str) -> tuple[str, str]:
        """Agent and patient without the places that are only where it happened, and without one who acts on himself."""
        kept = [name if self._takes_part(name, event) else "" for name in (agent, patient)]
        same = kept[0] and self.key(kept[0]) == self.key(kept[1])
        return kept[0], "" if same else kept[1]

    def _takes_part(self, name: str, event: EventType) -> bool:
        if self._kinds.get(bare(name)) != "place":
            return True
        return event in GOVERN and self.key(name) not in NO_CAPITALS


def key_alone(name: str) -> str:
    """Who this is where the story's articles are not at hand, as for chapters kept before keys were."""
    folded = bare(name)
    return _known().get(folded) or folded


def certain(key: str) -> str:
    """The key of somebody in particular; empty for a common noun, which other articles put in other words."""
    return "" if key.startswith(COMMON) else key


def named(keys: Iterable[str]) -> bool:
    """True when one of these is somebody in particular."""
    return any(map(certain, keys))


@cache
def _known() -> dict[str, str]:
    """Ids by each folded name that needs no context; one that two go by is nobody's."""
    found: dict[str, str | None] = {}
    for one in names.load().everyone():
        for form in {bare(form) for form in (one.name, *one.aliases) if form not in one.ambiguous}:
            found[form] = one.id if found.get(form, one.id) == one.id else None
    return {form: one for form, one in found.items() if one and form}

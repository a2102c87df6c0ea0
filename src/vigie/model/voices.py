"""Independent voices: the one place where origins are counted. Everything that prints a count calls this."""

from collections.abc import Sequence

from vigie.model.story import Chain, Origin, OriginKind

# When one family speaks in several ways, the most telling kind stands for it.
_TELLING = {OriginKind.OWN: 2, OriginKind.UNNAMED: 3}


def independent_voices(chains: Sequence[Chain]) -> tuple[Origin, ...]:
    """The distinct roots of a story's chains, given in order of time: one for each family (two outlets of one owner are one
    voice), by the number of articles that go back to them, then by name.

    Texts that show no source at all are no evidence of independent knowledge: most online news is copied without saying so
    (Cagé, Hervé and Viaud 2017). They add no voice beside a root that is shown, and together make one, the earliest, where
    none is. An unnamed source counts where nothing better is left.
    """
    shown = [chain for chain in chains if chain.origin.kind not in _TELLING]
    unnamed = [chain for chain in chains if chain.origin.kind is OriginKind.UNNAMED]
    counted: dict[str, list[Origin]] = {}
    for chain in shown or unnamed or chains[:1]:
        counted.setdefault(chain.origin.family, []).append(chain.origin)
    families = sorted(counted.values(), key=lambda kept: (-len(kept), min(origin.name for origin in kept)))
    return tuple(min(kept, key=lambda origin: _rank(origin, kept)) for kept in families)


def _rank(origin: Origin, kept: Sequence[Origin]) -> tuple[int, bool, int, str]:
    """A firm stands for its head and not he for the firm; of several names the one that most texts give."""
    return (_TELLING.get(origin.kind, 1), origin.kind is OriginKind.PERSON, -kept.count(origin), origin.name)

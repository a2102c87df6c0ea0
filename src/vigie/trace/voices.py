"""Independent voices: the one place where origins are counted. Everything that prints a count calls this."""

from collections.abc import Iterable

from vigie.model import Chain, Origin, OriginKind

# When one family speaks in several ways, the most telling kind stands for it.
_TELLING = {OriginKind.OWN: 2, OriginKind.UNNAMED: 3}


def independent_voices(chains: Iterable[Chain]) -> tuple[Origin, ...]:
    """The distinct roots of the chains, one for each family (two outlets of one owner are one voice), by the number of
    articles that go back to them, then by name.

    An article that only repeats what an outlet "owns" adds nothing; an unnamed source adds a voice only when no named
    one is left.
    """
    counted: dict[str, list[Origin]] = {}
    for chain in chains:
        counted.setdefault(chain.origin.family, []).append(chain.origin)
    named = {family: kept for family, kept in counted.items() if any(o.kind is not OriginKind.UNNAMED for o in kept)}
    families = sorted((named or counted).values(), key=lambda kept: (-len(kept), min(o.name for o in kept)))
    return tuple(min(kept, key=lambda origin: (_TELLING.get(origin.kind, 1), origin.name)) for kept in families)

"""Whether two sentences tell one claim: the same act of the same parties, near in time, its figures alike."""

from datetime import timedelta
from decimal import Decimal
from typing import Literal

from vigie.knowledge.parties import AGAINST, MANY_OF_ONE, certain
from vigie.model import Status, ToldClaim, advances
from vigie.write.since.claims import comparable

# Two figures nearer than this are one, rounded.
ROUNDED = Decimal("1.03")
# Farther apart in time than this, the same act of the same parties is another one.
ONE_TIME = timedelta(days=30)

# What a claim is to one that was told: another one, the same, one whose status or whose figure is not the one told.
Relation = Literal["other", "known", "status", "figure"]


def relation(new: ToldClaim, told: ToldClaim, *, alike: bool) -> Relation:
    """What `new` is to what was `told`. `alike`: their sentences mean nearly the same, which claims must where one party does
    many such things or is named alone."""
    if not (comparable(new) and comparable(told)) or new.event_type is not told.event_type:
        return "other"
    if new.polarity != told.polarity and Status.DENIED not in {new.status, told.status}:
        return "other"
    parties = _parties(new, told)
    if parties == "no" or (parties == "part" and not alike) or abs(new.day - told.day) > ONE_TIME:
        return "other"
    if advances(told.status, new.status) and new.day >= told.day:
        return "status"
    return "known" if _close(new, told) else "figure"


def _parties(new: ToldClaim, told: ToldClaim) -> Literal["both", "part", "no"]:
    """`both`: two named parties, the same; `part`: one names a single party, and the other names it too."""
    one, other = [{certain(key) for key in claim.keys} - {""} for claim in (new, told)]
    if len(one) == len(other) == 2:
        if new.event_type in AGAINST:
            return "both" if new.keys == told.keys else "no"
        return "both" if one == other else "no"
    if not (one <= other or other <= one):
        return "no"
    if len(one) == len(other) and new.value and (new.currency or new.unit) and same_figure(new, told):
        return "both"
    return "both" if len(one) == len(other) and new.event_type not in MANY_OF_ONE and not new.unit else "part"


def _close(new: ToldClaim, told: ToldClaim) -> bool:
    """True unless both give figures of one kind and none of them are alike: one of them may lead in one text, and another in
    the next."""
    pairs = [(one, other) for one in _figures(new) for other in _figures(told) if one[1:] == other[1:]]
    return not pairs or any(_rounded(one[0], other[0]) for one, other in pairs)


def same_figure(new: ToldClaim, told: ToldClaim) -> bool:
    """True when the two give one figure, the one that each is about."""
    if not (new.value and told.value) or (new.currency, new.unit) != (told.currency, told.unit):
        return False
    return _rounded(new.value, told.value)


def _figures(claim: ToldClaim) -> tuple[tuple[str, str, str], ...]:
    return ((claim.value, claim.currency, claim.unit), *claim.beside) if claim.value else claim.beside


def _rounded(one: str, other: str) -> bool:
    low, high = sorted((abs(Decimal(one)), abs(Decimal(other))))
    return high == low or (low > 0 and high / low <= ROUNDED)

"""The checker: what a sentence says must stand in the words it cites. Entry: `faults`, or `guard` with fallbacks.

A sentence in the language of its cited words is laid beside them word by word (`aligning`, `changes`); any other is compared
by its specifics: names, figures, days, quotations, direction, denial, certainty, speaker, roles. See docs/why.
"""

from vigie.write.checking.checks import Cited, faults
from vigie.write.checking.fault import Fault, FaultKind
from vigie.write.checking.guarding import Guarded, counted, guard

__all__ = ["Cited", "Fault", "FaultKind", "Guarded", "counted", "faults", "guard"]

"""trace: who said it first, through whom, and how many independent voices there are.

Entry: stage.run; decision: origins.decide; the only counter: voices.independent_voices.
"""

from vigie.trace.origins import decide
from vigie.trace.stage import Settings, run
from vigie.trace.voices import independent_voices

__all__ = ["Settings", "decide", "independent_voices", "run"]

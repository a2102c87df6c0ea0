"""trace: who said it first, through whom, and how many independent voices there are.

Entry: stage.run; decision: origins.decide; the only counter: vigie.model.independent_voices.
"""

from vigie.trace.origins import decide
from vigie.trace.stage import Settings, run

__all__ = ["Settings", "decide", "run"]

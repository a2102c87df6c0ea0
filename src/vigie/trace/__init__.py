"""trace: who said it first, through whom, and how many independent voices there are.

Entry: stage.run; decision for a story: origins.decide, for one article: chains.chains_of, which weighs the outlets that are
credited (credits.py) against the parties that speak or act (statements.py, speakers.py). The only counter:
vigie.model.independent_voices.
"""

from vigie.trace.origins import decide
from vigie.trace.stage import Settings, run

__all__ = ["Settings", "decide", "run"]

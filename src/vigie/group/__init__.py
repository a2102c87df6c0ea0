"""group: which articles tell of one event. Entry: stage.run; decision: nearest.decide."""

from vigie.group.nearest import Settings, decide
from vigie.group.stage import run

__all__ = ["Settings", "decide", "run"]

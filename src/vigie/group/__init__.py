"""group: which articles tell of one event. Entry: stage.run; decision: linking.decide."""

from vigie.group.doubt import Doubt
from vigie.group.linking import Settings, decide
from vigie.group.stage import run

__all__ = ["Doubt", "Settings", "decide", "run"]

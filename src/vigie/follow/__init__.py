"""follow: what a story continues. Entry: stage.run; decision: chapters.decide."""

from vigie.follow.chapters import Settings, decide
from vigie.follow.stage import run

__all__ = ["Settings", "decide", "run"]

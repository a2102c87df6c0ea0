"""understand: what one article says, as spans of its text. Entry: stage.run; decision: reading.decide."""

from vigie.understand.reading import decide, words_reader
from vigie.understand.stage import Settings, run

__all__ = ["Settings", "decide", "run", "words_reader"]

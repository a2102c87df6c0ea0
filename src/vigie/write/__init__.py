"""write: the day's brief. Entry: stage.run; decision: edition.decide."""

from vigie.write.edition import Settings, decide, digest_of
from vigie.write.stage import compose, coverage, run

__all__ = ["Settings", "compose", "coverage", "decide", "digest_of", "run"]

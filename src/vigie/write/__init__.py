"""write: the day's brief. Entry: stage.run; decision: edition.decide."""

from vigie.write.aids import Aids
from vigie.write.edition import Settings, decide, digest_of
from vigie.write.stage import compose, coverage, run

__all__ = ["Aids", "Settings", "compose", "coverage", "decide", "digest_of", "run"]

"""write: the day's brief. Entry: stage.run; decision: edition.decide."""

from vigie.write.aids import Aids
from vigie.write.edition import Settings, decide, digest_of
from vigie.write.making import AsItWas, parts, settings_of
from vigie.write.stage import compose, coverage, issue, run

__all__ = [
    "Aids", "AsItWas", "Settings", "compose", "coverage", "decide", "digest_of", "issue", "parts", "run", "settings_of",
]  # fmt: skip

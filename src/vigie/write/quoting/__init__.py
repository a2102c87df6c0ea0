"""Sentences and titles taken from the sources: as they stand, or cut and dated by rules that keep their sense.

`alone` judges one sentence, `choosing` a story's, `shortening` makes one readable, `redundancy` hears what was told, `native`
tells a text from its translation, `titles` finds the headline. Read next: choosing.py.
"""

from vigie.knowledge.tongue import in_language
from vigie.write.quoting.alone import stands_alone
from vigie.write.quoting.choosing import quoted, unheard
from vigie.write.quoting.labels import without_label
from vigie.write.quoting.native import is_native
from vigie.write.quoting.redundancy import heard, repeats
from vigie.write.quoting.titles import title_of, title_span

__all__ = [
    "heard",
    "in_language",
    "is_native",
    "quoted",
    "repeats",
    "stands_alone",
    "title_of",
    "title_span",
    "unheard",
    "without_label",
]

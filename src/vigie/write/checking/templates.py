"""Where the words of a composed sentence are those of our own templates."""

import re
from functools import cache

from vigie.knowledge.cues import fold
from vigie.knowledge.figures import plain
from vigie.write.checking.wording import wording

_WORD = re.compile(r"\w+")


def own_words(text: str, language: str) -> frozenset[int]:
    """Starts of the words that stand in our templates."""
    own = _folded(language)
    return frozenset(match.start() for match in _WORD.finditer(plain(text)) if fold(match[0]) in own)


@cache
def _folded(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in wording(language))

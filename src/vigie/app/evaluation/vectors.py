"""Vectors kept between evaluations, so that the second one is quick: an archive of vectors in the cache folder.

The folder is VIGIE_EVAL_CACHE, or `vigie` in the system's cache folder. Vectors are kept by the embedder's name, the language
and the text, as float16, which is how every archive keeps them. To begin afresh, delete the file.
"""

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vigie.adapters.store import open_store
from vigie.ports import Embedder, StoryStore

FOLDER = "VIGIE_EVAL_CACHE"
FILE = "vectors.db"


class KeptVectors:
    """An embedder that asks another one only for the texts it has not seen."""

    def __init__(self, embedder: Embedder, store: StoryStore) -> None:
        self._embedder = embedder
        self._store = store

    @property
    def name(self) -> str:
        return self._embedder.name

    def embed(self, texts: Sequence[str], languages: Sequence[str]) -> NDArray[np.float32]:
        """See vigie.ports.Embedder."""
        keys = [_key(text, language) for text, language in zip(texts, languages, strict=True)]
        kept = self._store.vectors(self.name, set(keys))
        missing = [row for row, key in enumerate(keys) if key not in kept]
        if missing:
            made = self._embedder.embed([texts[row] for row in missing], [languages[row] for row in missing])
            self._store.save_vectors(self.name, {keys[row]: vector for row, vector in zip(missing, made, strict=True)})
            kept |= self._store.vectors(self.name, {keys[row] for row in missing})
        return np.stack([kept[key] for key in keys]) if keys else self._embedder.embed((), ())


@contextmanager
def kept_vectors(embedder: Embedder, folder: Path | None = None) -> Iterator[KeptVectors]:
    """The embedder, with the vectors of earlier evaluations."""
    place = folder or cache_folder()
    place.mkdir(parents=True, exist_ok=True)
    with closing(open_store(place / FILE)) as store:
        yield KeptVectors(embedder, store)


def cache_folder() -> Path:
    """The folder named by the environment, or the one that this system sets aside."""
    named = os.environ.get(FOLDER)
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData/Local")) / "vigie" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/vigie"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "vigie"


def _key(text: str, language: str) -> str:
    return hashlib.sha256(f"{language}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:24]

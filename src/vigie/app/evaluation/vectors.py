"""Vectors kept between evaluations, so that the second one is quick.

They lie in a folder named after the embedder, within VIGIE_EVAL_CACHE or the system's cache folder: one file for each batch
that was made, by language and text, as float16, which is how an archive keeps them. The folder may be deleted at any time.
"""

import hashlib
import os
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np
from numpy.typing import NDArray

from vigie.ports import Embedder, Vector

FOLDER = "VIGIE_EVAL_CACHE"


class KeptVectors:
    """An embedder that asks another one only for the texts it has not seen."""

    def __init__(self, embedder: Embedder, folder: Path | None = None) -> None:
        self._embedder = embedder
        self._folder = (folder or cache_folder()) / embedder.name
        self._kept = dict(_stored(self._folder))

    @property
    def name(self) -> str:
        return self._embedder.name

    def embed(self, texts: Sequence[str], languages: Sequence[str]) -> NDArray[np.float32]:
        """See vigie.ports.Embedder."""
        keys = [_key(text, language) for text, language in zip(texts, languages, strict=True)]
        missing = [row for row, key in enumerate(keys) if key not in self._kept]
        if missing or not keys:
            made = self._embedder.embed([texts[row] for row in missing], [languages[row] for row in missing])
            if not keys:
                return made
            self._keep({keys[row]: vector for row, vector in zip(missing, made, strict=True)})
        return np.stack([self._kept[key] for key in keys])

    def _keep(self, vectors: Mapping[str, Vector]) -> None:
        """Puts a batch in place whole, so that another evaluation that runs now reads all of it or none."""
        keys = sorted(vectors)
        rows = np.stack([vectors[key] for key in keys]).astype(np.float16)
        self._folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as out:
            np.savez(out, keys=np.array(keys), vectors=rows)
        Path(out.name).replace(self._folder / f"{_digest(keys)}.npz")
        self._kept |= _by_key(keys, rows)


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


def _stored(folder: Path) -> Iterator[tuple[str, Vector]]:
    for file in sorted(folder.glob("*.npz")):
        try:
            with np.load(file) as batch:
                found = _by_key([str(key) for key in batch["keys"]], batch["vectors"])
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            continue  # spoilt: its vectors are made anew
        yield from found.items()


def _by_key(keys: Sequence[str], rows: NDArray[np.float16]) -> dict[str, Vector]:
    return dict(zip(keys, rows.astype(np.float32), strict=True))


def _key(text: str, language: str) -> str:
    return _digest((language, text))


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]

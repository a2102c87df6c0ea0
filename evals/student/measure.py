"""How well vectors imitate the teacher on texts of days that were never taught."""

import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from student.teach import Floats, Taught, load
from vigie.adapters.embedders.e5 import unit
from vigie.adapters.embedders.ngrams import NgramEmbedder
from vigie.adapters.embedders.student import StudentEmbedder


def report(name: str, held: Taught, said: Floats, onto: Floats | None = None) -> None:
    """How well vectors imitate the teacher on texts of the held days."""
    told = [f"{name}:"]
    if onto is not None:
        told.append(f"cosine {float((said * unit(held.vectors @ onto)).sum(axis=1).mean()):.3f}")
    random = np.random.default_rng(14)
    one, two = random.integers(0, len(said), (2, 200_000))
    apart = one != two
    one, two = one[apart], two[apart]
    same = held.languages[one] == held.languages[two]
    taught_pairs = (held.vectors[one] * held.vectors[two]).sum(axis=1)
    said_pairs = (said[one] * said[two]).sum(axis=1)
    for label, part in (("same", same), ("across", ~same)):
        told.append(f"spearman {label} {spearman(taught_pairs[part], said_pairs[part]):.3f}")
    windows = [np.char.startswith(held.days, month) for month in ("2026-02", "2026-04")]
    for label in ("all", "same", "across", "alike across"):
        found = [recall(held, said, np.flatnonzero(window), label) for window in windows]
        told.append(f"found {label} {sum(hit for hit, _ in found) / max(1, sum(of for _, of in found)):.3f}")
    print(", ".join(told), flush=True)


def spearman(one: Floats, two: Floats) -> float:
    ranks = [np.argsort(np.argsort(values)).astype(np.float64) for values in (one, two)]
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


def recall(held: Taught, said: Floats, window: NDArray[np.int64], kind: str) -> tuple[int, int]:
    """(found, sought): of the teacher's 10 nearest, those among the student's 60 nearest, of all texts, of those in the
    same language, of those in others; "alike across": teacher's cosine .55 or more across languages, nearest of all."""
    vectors, ours, languages = held.vectors[window], said[window], held.languages[window]
    teacher, student = vectors @ vectors.T, ours @ ours.T
    same = languages[:, None] == languages[None, :]
    for cosines in (teacher, student):
        np.fill_diagonal(cosines, -1)
        if kind in {"same", "across"}:
            cosines[~same if kind == "same" else same] = -1
    best = np.zeros(student.shape, dtype=bool)
    np.put_along_axis(best, np.argpartition(-student, 60, axis=1)[:, :60], values=True, axis=1)
    if kind == "alike across":
        sought = (teacher >= 0.55) & ~same
    else:
        sought = np.zeros(student.shape, dtype=bool)
        np.put_along_axis(sought, np.argpartition(-teacher, 10, axis=1)[:, :10], values=True, axis=1)
        sought &= teacher > -1
    return int((best & sought).sum()), int(sought.sum())


def measure(work: Path) -> None:
    """The shipped table against the teacher, and its speed; n-grams beside it."""
    _, held, _ = load(work)
    texts = [text["text"] for text in held.texts]
    languages = [str(code) for code in held.languages]
    for embedder in (NgramEmbedder(), StudentEmbedder()):
        embedder.embed(["a"], [""])
        began = time.perf_counter()
        said = embedder.embed(texts, languages)
        seconds = time.perf_counter() - began
        titles = [text.split("\n")[0][:110] for text in texts]
        began = time.perf_counter()
        embedder.embed(titles, languages)
        print(f"{len(texts) / seconds:.0f} leads a second, {len(texts) / (time.perf_counter() - began):.0f} titles")
        report(embedder.name, held, said)
        for code in ("en", "fr", "zh", "ja", "fi", "pt"):
            part = np.flatnonzero(held.languages == code)
            hits = [recall(held, said, part[np.char.startswith(held.days[part], m)], "all") for m in ("2026-02", "2026-04")
                    if np.char.startswith(held.days[part], m).sum() > 100]  # fmt: skip
            print(f"  {code} {len(part)}: found {sum(h for h, _ in hits) / max(1, sum(o for _, o in hits)):.3f}")

"""Fits the weights of vigie.group.pairs on labelled pairs, and checks them on the window they were not fitted on.

Takes two working folders whose days have been run up to `group` (their vectors are reused) and the labels:
    python evals/fit_grouping.py FOLDER FOLDER --gold ../shared/gold/stories/dev.jsonl
Prints the weights of each window and of both. Labels only set ten numbers; no name, id or title leaves this script.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vigie.adapters.embedders import default_embedder
from vigie.adapters.store import open_store
from vigie.group.pairs import NEAR_FROM, Window
from vigie.group.views import view_of

NAMES = ("cosine", "above_crowd", "words", "words_across", "names", "names_differ", "number_shared", "days_apart",
         "same_language")  # fmt: skip


def pairs_of(folder: Path, gold: dict[str, str], embedder: str) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """(features, same story) of the labelled pairs of a folder near enough to be weighed."""
    store = open_store(folder / "vigie.db")
    ids = [article.id for article in store.articles(None, None)]
    understood = store.understood(ids)
    views = [view_of(understood[name]) for name in ids if name in understood]
    if embedder == "ngrams":
        made = default_embedder("ngrams").embed([view.lead for view in views], [view.language for view in views])
        vectors = {view.key: row for view, row in zip(views, made, strict=True)}
    else:
        vectors = store.vectors(default_embedder("e5").name, [view.key for view in views])
    views = [view for view in views if view.key in vectors]
    window = Window(views, np.stack([vectors[view.key] for view in views]))
    rows = [row for row, view in enumerate(views) if view.id in gold]
    table, same = [], []
    for place, row in enumerate(rows):
        for other in rows[:place]:
            cosine = float(vectors[views[row].key] @ vectors[views[other].key])
            alike = gold[views[row].id] == gold[views[other].id]
            if cosine >= NEAR_FROM:
                f = window.features(row, other, cosine)
                words = (f.words, 0.0) if f.same_language else (0.0, f.words)
                table.append([f.cosine, f.above_crowd, *words, f.names, f.names_differ, f.number_shared, f.days_apart,
                              f.same_language])  # fmt: skip
                same.append(alike)
    return np.array(table, dtype=np.float64), np.array(same)


def fit(x: NDArray[np.float64], y: NDArray[np.bool_], rounds: int = 30) -> NDArray[np.float64]:
    """Logistic regression by Newton's method with a little ridge: bias first, then one weight a column."""
    design = np.hstack([np.ones((len(x), 1)), x])
    found = np.zeros(design.shape[1])
    ridge = np.eye(len(found)) * 0.05
    ridge[0, 0] = 0
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-design @ found))
        step = np.linalg.solve((design * (p * (1 - p))[:, None]).T @ design + ridge, design.T @ (y - p) - ridge @ found)
        found += step
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs=2)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--embedder", default="e5", choices=("e5", "ngrams"))
    options = parser.parse_args()
    labels = (json.loads(line) for line in options.gold.read_text("utf-8").splitlines())
    gold = {label["id"]: label["story_id"] for label in labels}
    sets = [pairs_of(folder, gold, options.embedder) for folder in options.folders]
    both = (np.vstack([x for x, _ in sets]), np.concatenate([y for _, y in sets]))
    for name, (x, y) in zip((*map(str, options.folders), "both"), (*sets, both), strict=True):
        weights = fit(x, y)
        print(f"{name}: {len(y)} pairs, {int(y.sum())} of one story")
        print("  bias", round(float(weights[0]), 2), *(f"{n} {w:.2f}" for n, w in zip(NAMES, weights[1:], strict=True)))


if __name__ == "__main__":
    main()

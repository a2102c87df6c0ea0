"""Makes src/vigie/adapters/embedders/means.npz: the mean E5 vector of each language.

Reads titles and leads of the recorded data beside the checkout; only the means enter the repository. Languages with more
samples than `--most` are sampled evenly over time. Run: python evals/language_means.py --shared ../shared
"""

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import numpy as np
from numpy.typing import NDArray

from vigie.adapters.embedders.e5 import clean, raw_vectors
from vigie.app.newsroom import load_newsroom
from vigie.knowledge.tongue import language_of

OUT = Path(__file__).parent.parent / "src/vigie/adapters/embedders/means.npz"


def texts(shared: Path) -> Iterator[tuple[str, str]]:
    """(title and lead, declared language) of everything recorded, gold texts left out."""
    for record in lines(shared / "data/streams/2026-01-13_05-10.jsonl.gz"):
        yield f"{record['title']}\n{record['summary'] or record['text']}", record["lang"]
    for record in lines(shared / "data/summaries/orangesum_5000.jsonl.gz"):
        yield "\n".join(str(v) for k, v in record.items() if k in {"title", "heading", "text"}), "fr"
    for record in lines(shared / "data/attribution/de_wikinews_dev.jsonl.gz"):
        yield str(record.get("text", "")), "de"
    for name in ("semeval_pairs_dev", "ecbplus_dev"):
        for record in lines(shared / f"data/stories/{name}.jsonl.gz"):
            title = record.get("title") or record.get("title1") or ""
            yield f"{title}\n{record.get('text') or record.get('text1') or ''}", record.get("lang") or ""
    for paragraph in paragraphs(shared / "data/extraction/fundus_2025.jsonl.gz"):
        yield paragraph, ""
    # Our own sample newsroom: languages that the recorded data hardly have.
    for article in load_newsroom().articles:
        for paragraph in article.text.split("\n"):
            yield paragraph, article.language
    for feed in sorted((shared / "data/feeds/real").glob("*")):
        if feed.is_file():
            for entry in feedparser.parse(feed.read_bytes()).entries[:20]:
                yield str(entry.get("title", "")), ""


def paragraphs(path: Path) -> Iterator[str]:
    """Ten paragraphs at most of each page, so that no page is a language's mean alone."""
    for record in lines(path):
        sections = dict(record["expected"]).get("body", {}).get("sections", ())
        told = [text for section in sections for text in section["paragraphs"] if len(text) > 60]
        yield from told[:10]


def lines(path: Path) -> Iterator[dict[str, Any]]:
    if not path.exists():
        print("missing", path)
        return
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--most", type=int, default=400)
    parser.add_argument(
        "--add", action="store_true", help="only languages that have no mean yet: the others stay as they are"
    )
    options = parser.parse_args()
    found: dict[str, list[str]] = defaultdict(list)
    for text, declared in texts(options.shared):
        short = clean(text)[: 110 if declared in {"zh", "ja"} else 200]
        if len(short) > 25:
            found[declared or "?"].append(short)
    kept: dict[str, list[str]] = defaultdict(list)
    for declared, group in sorted(found.items()):
        step = max(1, len(group) // (options.most * (1 if declared != "?" else 8)))
        for text in group[::step]:
            kept[language_of(text, "", "" if declared == "?" else declared)].append(text)
    codes: list[str] = []
    means: list[NDArray[np.float32]] = []
    counts: list[int] = []
    overall = None
    if options.add:
        with np.load(OUT) as stored:
            codes, means, counts = stored["languages"].tolist(), list(stored["means"]), stored["counts"].tolist()
            overall = stored["overall"] if "overall" in stored else stored["means"].astype(np.float32).mean(axis=0)
    for code in [code for code in sorted(kept) if len(kept[code]) >= 8 and code not in {"und", *codes}]:
        codes.append(code)
        sample = kept[code][:: max(1, len(kept[code]) // options.most)][: options.most]
        means.append(raw_vectors(sample).mean(axis=0))
        counts.append(len(sample))
        print(code, len(sample), flush=True)
    np.savez_compressed(
        OUT, languages=np.array(codes), means=np.array(means, dtype=np.float16), counts=np.array(counts, dtype=np.int32),
        overall=np.mean(means, axis=0, dtype=np.float32) if overall is None else overall,
    )  # fmt: skip


if __name__ == "__main__":
    main()

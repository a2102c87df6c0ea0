"""How many real articles are taken for none, or for a mere opening.

PYTHONPATH=src python evals/kinds.py [FOLDER], FOLDER as ../shared/data/extraction. Prints the counts of each kind for each set,
and the share of `none` and `teaser`, by halves of the set (by a hash of the id).
"""

import gzip
import hashlib
import json
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from vigie.extract import article_of
from vigie.model import Entry, ExtractError, Page

SETS = ("aeb", "wcxb_dev", "fundus_2025")
SEEN = datetime(2026, 1, 1, tzinfo=UTC)


def kind_of(folder: Path, row: dict[str, str]) -> str:
    with gzip.open(folder / f"{row['id']}.html.gz") as file:
        body = file.read()
    url = row.get("url") or ""
    try:
        return article_of(Page(url, url, SEEN, body, "text/html", "", "", Entry("", url, ""))).kind
    except ExtractError as error:
        return f"none: {error}" if error.key == "extract.not_an_article" else "no text"


def main(folder: Path, shown: bool) -> None:
    for name in SETS:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt") as lines:
            rows = [json.loads(line) for line in lines]
        halves: dict[bool, Counter[str]] = {False: Counter(), True: Counter()}
        for row in rows:
            half = hashlib.sha256(row["id"].encode()).digest()[0] % 2 == 0
            kind = kind_of(folder / name, row)
            halves[half][kind.partition(":")[0]] += 1
            if shown and half and kind != "article":
                print("  ", row["id"], kind, row.get("url", ""), sep="\t")
        for half, counts in halves.items():
            total = counts.total()
            lost = (counts["none"] + counts["teaser"]) / total
            print(f"{name} {'looked at' if half else 'held out'}: none or teaser {lost:.2%} of {total}; {dict(counts)}")


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if word != "--show"]
    main(Path(given[0]) if given else Path("../shared/data/extraction"), "--show" in sys.argv)

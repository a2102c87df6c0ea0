"""Measures how text reuse is found in recorded streams: counts, cost, and what the sketches miss.

    python evals/measure_reuse.py ../shared/data/streams/2026-02-24.jsonl.gz [more files] [--show 60] [--window 4]
For each file: the pairs found in all of it, the time an item takes, and for its fullest day the recall against comparing all
texts with all. Articles are what counts: of many copies of one text each is paired with a few others only, on purpose.
`--window`: also the time an item takes as days go by, each with the days before it that are still open. `--show`: titles of
pairs drawn by lot, to be read; nothing is written.
"""

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from vigie.app.evaluation.trial import records
from vigie.group.reuse import Reuse, Wording, reused
from vigie.group.shingles import Shingles, figures_of, own_shingles, title_shingles
from vigie.group.sketches import Pairs, candidates


def wording(record: dict[str, Any]) -> Wording:
    """As stored articles are worded, but that captions and the like are not left out."""
    return Wording(
        article=record["id"],
        source=record["source"],
        language=record["lang"],
        published_at=datetime.fromisoformat(record["published"][:19]),
        shingles=own_shingles(record["text"] or record["summary"]),
        headline=title_shingles(record["title"]),
        figures=figures_of(record["title"]),
    )


def exhaustive(sets: Sequence[Shingles], kinds: Sequence[int]) -> Pairs:
    """All pairs of one kind that share anything."""
    holders: dict[tuple[int, int], list[int]] = defaultdict(list)
    found: set[tuple[int, int]] = set()
    for place, (one, kind) in enumerate(zip(sets, kinds, strict=True)):
        for shingle in one.tolist():
            found.update((earlier, place) for earlier in holders[kind, shingle])
            holders[kind, shingle].append(place)
    return np.array(sorted(found), dtype=np.int64).reshape(-1, 2)


def families(found: Iterable[Reuse]) -> set[frozenset[str]]:
    """The articles that are linked by reuse, directly or through others."""
    family: dict[str, set[str]] = {}
    for one in found:
        joined = family.get(one.article, {one.article}) | family.get(one.original, {one.original})
        family.update(dict.fromkeys(joined, joined))
    return {frozenset(members) for members in family.values()}


def told(name: str, items: Sequence[dict[str, Any]]) -> tuple[Reuse, ...]:
    started = time.process_time()
    wordings = [wording(item) for item in items]
    worded = time.process_time()
    found = reused(wordings)
    ended = time.process_time()
    source = {item["id"]: item["source"] for item in items}
    across = [one for one in found if source[one.article] != source[one.original]]
    print(
        f"{name}: {len(items)} items, {sum(len(one.shingles) >= 12 for one in wordings)} with enough text;"
        f" {len(found)} pairs, {len({one.article for one in found})} articles;"
        f" {len(across)} pairs across outlets, {sum(one.headline for one in across)} of them by headline"
    )
    size = len(items)
    print(f"  ms an item: {(worded - started) / size * 1e3:.3f} wording, {(ended - worded) / size * 1e3:.3f} finding")
    return found


def recall(items: Sequence[dict[str, Any]]) -> None:
    day, size = Counter(item["published"][:10] for item in items).most_common(1)[0]
    wordings = [wording(item) for item in items if item["published"][:10] == day]
    looked: list[int] = []

    def counted(sets: Sequence[Shingles], kinds: Sequence[int]) -> Pairs:
        found = candidates(sets, kinds)
        looked.append(len(found))
        return found

    with patch("vigie.group.reuse.candidates", counted):
        found = reused(wordings)
    with patch("vigie.group.reuse.candidates", exhaustive):
        every = reused(wordings)
    articles = {one.article for one in every}
    print(
        f"  {day}, {size} items, all with all: {len(every)} pairs, {len(articles)} articles, {len(families(every))} families;"
        f" sketches compare {sum(looked)} pairs and find {len(set(found) & set(every))} pairs,"
        f" {len({one.article for one in found} & articles)} articles, {len(families(found) & families(every))} families"
    )


def briefs(items: Sequence[dict[str, Any]]) -> None:
    """Recall of briefs that we cut out of the day's longer texts, word for word or with a word in ten left out."""
    lot = random.Random(0)  # noqa: S311 (no secret)
    words = {item["id"]: (item["text"] or item["summary"]).split() for item in items}
    long = [item for item in items if len(words[item["id"]]) >= 180][:1500]
    for size in (25, 40, 60):
        for kept in (1.0, 0.9):
            cut = []
            for item in long:
                start = lot.randrange(len(words[item["id"]]) - size)
                brief = [word for word in words[item["id"]][start : start + size] if lot.random() < kept]
                cut.append(
                    {**item, "id": f"brief of {item['id']}", "source": "brief", "title": "", "text": " ".join(brief)}
                )
            made = [wording({**one, "published": "2100-01-01T00:00:00"}) for one in cut]
            # As little as is asked of any text; a quotation that was cut in two may leave less.
            asked = {one.article for one in made if len(one.shingles) >= 12}
            every = [*(wording(item) for item in items), *made]
            found = whose(reused(every, asked))
            with patch("vigie.group.reuse.candidates", exhaustive):
                best = whose(reused(every, asked))
            print(
                f"  briefs of {size} words, {kept:.0%} of them kept: {len(asked)}; all with all finds {len(best)},"
                f" sketches {len(found & best)}"
            )


def whose(found: Iterable[Reuse]) -> set[str]:
    """The briefs for which the article they were cut from is found."""
    return {one.article for one in found if one.article == f"brief of {one.original}"}


def over_time(items: Sequence[dict[str, Any]], window: int) -> None:
    """What a new item costs when all open days are worded anew for each day, as `group` does."""
    days: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in items:
        days[item["published"][:10]].append(item)
    names = sorted(days)
    for end in range(window, len(names) + 1, max(1, len(names) // 12)):
        new = {item["id"] for item in days[names[end - 1]]}
        started = time.process_time()
        open_days = [wording(item) for name in names[end - window : end] for item in days[name]]
        worded = time.process_time()
        found = reused(open_days, new)
        ended = time.process_time()
        print(
            f"  {names[end - 1]}: {len(new)} new, {len(open_days)} in {window} days, {len(found)} pairs;"
            f" ms a new one: {(worded - started) / len(new) * 1e3:.2f} wording, {(ended - worded) / len(new) * 1e3:.2f} finding"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--window", type=int, default=0)
    parser.add_argument("--briefs", action="store_true", help="recall of briefs cut out of longer texts")
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    for file in options.files:
        items = list(records(file))
        found = told(file.name.removesuffix(".jsonl.gz"), items)
        recall(items)
        if options.briefs:
            briefs(items)
        if options.window:
            over_time(items, options.window)
        by_id = {item["id"]: item for item in items}
        drawn = random.Random(0).sample(found, min(options.show, len(found)))  # noqa: S311 (no secret)
        for one in drawn:
            a, b = by_id[one.original], by_id[one.article]
            how = "headline" if one.headline else "text"
            print(f"  {how} J {one.jaccard:.2f} C {one.containment:.2f} copied {one.copied:.2f} {a['lang']}")
            print(f"    {a['source']}: {a['title'][:100]}\n    {b['source']}: {b['title'][:100]}")


if __name__ == "__main__":
    main()

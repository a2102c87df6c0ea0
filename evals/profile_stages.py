"""Where the time of a day goes: seconds and items a second of import and each stage, and of the archive's own work within them.

Takes recorded items day by day, as `vigie eval speed` does, but with the quick embedder, so that what is not the embedder's
can be seen. `--workers 1` makes processor time tell everything; `--every` thins the stream out, `--cut` shortens its texts.
Run: python evals/profile_stages.py --shared ../shared --items 5000
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any, cast

from vigie import pipeline
from vigie.adapters.embedders import NgramEmbedder, StudentEmbedder
from vigie.app.configuration import Configuration, Folder
from vigie.app.evaluation.memory import peak_bytes
from vigie.app.evaluation.trial import records, write_records
from vigie.app.importing import import_paths
from vigie.app.workplace import workplace
from vigie.ports import Store

STREAM = "data/streams/2026-01-13_05-10.jsonl.gz"


class Timed:
    """A store that counts the seconds spent in each of its methods while `stage` was running."""

    def __init__(self, store: object) -> None:
        self._store = store
        self.stage = ""
        self.seconds: dict[tuple[str, str], float] = defaultdict(float)

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)
        if not callable(method):
            return method

        def timed(*given: Any, **named: Any) -> Any:
            began = perf_counter()
            try:
                return method(*given, **named)
            finally:
                self.seconds[self.stage, name] += perf_counter() - began

        return timed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--stream", default=STREAM)
    parser.add_argument("--items", type=int, default=5000)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--cut", type=int, default=1500, help="characters kept of each text; 0: all")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--last", default="follow")
    parser.add_argument("--embedder", choices=("student", "ngrams"), default="student")
    told = parser.parse_args()
    with TemporaryDirectory(prefix="vigie-profile-") as place:
        chosen = islice(_cut(told.shared / told.stream, told.cut), 0, told.items * told.every, told.every)
        stream = write_records(Path(place) / "items.jsonl", chosen)
        _profile(Folder(Path(place), Configuration(timezone="UTC", workers=told.workers)), stream, told)


def _cut(stream: Path, characters: int) -> Iterator[dict[str, Any]]:
    for record in records(stream):
        yield record | {"text": (record.get("text") or "")[: characters or None]}


def _profile(folder: Folder, stream: Path, told: argparse.Namespace) -> None:
    days = Counter(date.fromisoformat(record["published"][:10]) for record in records(stream))
    began, worked = perf_counter(), process_time()
    import_paths(folder, [stream], "", None, "", "", lambda: None, lambda _: None)
    spent: dict[str, float] = defaultdict(float, {"import": perf_counter() - began})
    busy: dict[str, float] = defaultdict(float, {"import": process_time() - worked})
    by_week: dict[date, float] = defaultdict(float)
    with workplace(folder, min(days)) as usual:
        store = Timed(usual.store)
        embedder = StudentEmbedder() if told.embedder == "student" else NgramEmbedder()
        work = replace(usual, store=cast("Store", store), embedder=embedder)
        for n in range((max(days) - min(days)).days + 1):
            day = min(days) + timedelta(days=n)
            marks: list[tuple[str, float, float]] = []

            def started(stage: str, marks: list[tuple[str, float, float]] = marks) -> None:
                marks.append((stage, perf_counter(), process_time()))
                store.stage = stage

            pipeline.run(replace(work, day=folder.day(day, work.clock.now())), told.last, started)
            marks.append(("", perf_counter(), process_time()))
            for (stage, began, worked), (_, ended, rested) in pairwise(marks):
                spent[stage] += ended - began
                busy[stage] += rested - worked
                if stage not in {"group", "understand"}:
                    by_week[day - timedelta(days=day.weekday())] += ended - began
        peak = peak_bytes() or 0
    _tell(spent, busy, store.seconds, sum(days.values()))
    for week, seconds in sorted(by_week.items()):
        count = sum(count for day, count in days.items() if 0 <= (day - week).days < 7)
        print(
            f"week of {week}: {count:6} items, {1000 * seconds / max(1, count):6.2f} ms an item without group, understand"
        )
    print(f"peak of all processes {peak / 1e6:.0f} MB; archive {folder.archive.stat().st_size / 1e6:.0f} MB")


def _tell(spent: dict[str, float], busy: dict[str, float], stored: dict[tuple[str, str], float], items: int) -> None:
    print(f"{items} items\n{'stage':12} {'items/s':>8} {'ms/item':>8} {'main cpu':>8} {'store':>8}")
    for stage, seconds in spent.items():
        inside = sum(taken for (within, _), taken in stored.items() if within == stage)
        each = [1000 * value / items for value in (seconds, busy[stage], inside)]
        print(f"{stage:12} {items / seconds:8.0f} {each[0]:8.2f} {each[1]:8.2f} {each[2]:8.2f}")
    for (stage, name), seconds in sorted(stored.items(), key=lambda item: -item[1])[:14]:
        print(f"    {stage:10} {name:32} {1000 * seconds / items:8.3f} ms an item")


if __name__ == "__main__":
    main()

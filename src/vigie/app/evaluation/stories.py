"""The evaluation of `group`: are the articles on one event together, whatever their language, and only those?

Four parts: our own labels in six languages (B-cubed and pairwise), ECB+ and BASIL (B-cubed), pairs of SemEval 2022 task 8
(average precision of the pair model and of the bare cosine), and the order in which a day arrives.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from vigie import group, pipeline
from vigie.adapters.store import open_store
from vigie.app.evaluation.clusters import bcubed, pairwise
from vigie.app.evaluation.ranking import average_precision
from vigie.app.evaluation.scores import Progress, Score, required
from vigie.app.evaluation.trial import records, trial, write_records
from vigie.group.pairs import Window, deep_features
from vigie.group.views import View, view_of
from vigie.group.weights import weights_for
from vigie.model import UnderstoodArticle

GOLD = "gold/stories/dev.jsonl"
# Two windows of labelled items: the month that tells them apart, the stream they are in, the last labelled day.
WINDOWS = (
    ("feb", "data/streams/2026-02-11_14.jsonl.gz", date(2026, 2, 13)),
    ("apr", "data/streams/2026-04-20_24.jsonl.gz", date(2026, 4, 23)),
)
CLUSTERED = (("ecbplus", "data/stories/ecbplus_dev.jsonl.gz", 0.90), ("basil", "data/stories/basil_dev.jsonl.gz", 0.95))
PAIRS = "data/stories/semeval_pairs_dev.jsonl.gz"
# The day whose order of arrival is shuffled, and how often.
SHUFFLED = date(2026, 2, 12)
SHUFFLES = 5
# A pair is of one story from "very similar" (1) to "somewhat similar" (2) of the four grades of SemEval 2022 task 8.
SAME_UNTIL = 2.0
# Sets without dates are read as the news of one day.
UNDATED = date(2000, 1, 1)


def run(data: Path, progress: Progress) -> tuple[Score, ...]:
    """All scores of `stories`. Raises UsageError when a file is missing."""
    required(data, GOLD, PAIRS, *(name for _, name, _ in WINDOWS), *(name for _, name, _ in CLUSTERED))
    return (*_labelled(data, progress), *_clustered(data, progress), *_paired(data, progress))


# ── Our own labels, and the order of arrival ────────────────────────────────────────────────────────────────────────


def _labelled(data: Path, progress: Progress) -> tuple[Score, ...]:
    labels = {label["id"]: label for label in records(data / GOLD)}
    found: dict[str, str] = {}
    parts: list[Score] = []
    order: list[Score] = []
    for window, stream, last in WINDOWS:
        since = datetime.fromisoformat(f"{last}T00:00+00:00") - timedelta(days=7)
        here = {i: label for i, label in labels.items() if since.date() <= _day(label) <= last}
        with trial(window, [data / stream], last, "group", progress) as work:
            placed = {p.article: p.story for p in work.store.placements_of(here)}
            if since.date() <= SHUFFLED <= last:
                order.append(_order(work, progress))
        found |= placed
        parts += _agreement(f"gold.{window}", here, placed)
    floors = {"bcubed_f1": 0.91, "pairwise_f1": 0.75, "cross_pairwise_f1": 0.72}
    return (*_agreement("gold", labels, found, floors), *parts, *order)


def _day(label: Mapping[str, Any]) -> date:
    return date.fromisoformat(str(label["published"])[:10])


def _agreement(
    name: str,
    labels: Mapping[str, Mapping[str, Any]],
    found: Mapping[str, str],
    floors: Mapping[str, float] | None = None,
) -> Iterator[Score]:
    gold = {i: label["story_id"] for i, label in labels.items()}
    languages = {i: label["lang"] for i, label in labels.items()}
    missing = sum(i not in found for i in gold)
    size = f"{len(gold)} items, {len(set(gold.values()))} stories, {len({found.get(i, i) for i in gold})} found"
    cubed = bcubed(gold, found)
    notes = {"bcubed_f1": size + (f", {missing} items not placed" if missing else "")}
    measured = {
        "bcubed_precision": cubed.precision,
        "bcubed_recall": cubed.recall,
        "bcubed_f1": cubed.f1,
        "pairwise_f1": pairwise(gold, found).f1,
        "cross_pairwise_f1": pairwise(gold, found, languages).f1,
    }
    for what, score in measured.items():
        yield Score(f"{name}.{what}", score, (floors or {}).get(what), notes.get(what, ""))


def _order(work: pipeline.Work, progress: Progress) -> Score:
    """1 when a day that arrives in another order gives the very same stories, each time."""
    since = datetime(SHUFFLED.year, SHUFFLED.month, SHUFFLED.day, tzinfo=UTC)
    until = since + timedelta(days=1)
    ids = [article.id for article in work.store.articles(since, until)]
    items = list(work.store.understood(ids).values())
    progress.started("order")
    first = _grouped_anew(work, items, until)
    same = 0
    for seed in range(SHUFFLES):
        random.Random(seed).shuffle(items)  # noqa: S311 (no secret: five orders, the same each time)
        same += _grouped_anew(work, items, until) == first
        progress.advanced("order", 1)
    note = f"{len(items)} items of {SHUFFLED}, {same} of {SHUFFLES} orders give the same stories"
    return Score("order.same_stories", float(same == SHUFFLES), 1.0, note)


def _grouped_anew(work: pipeline.Work, items: Sequence[UnderstoodArticle], until: datetime) -> dict[str, str]:
    """The stories of items that come into a new archive in this order."""
    with TemporaryDirectory(prefix="vigie-eval-") as place, closing(open_store(Path(place) / "vigie.db")) as store:
        store.save_articles([item.article for item in items])
        store.save_understandings([item.understanding for item in items])
        group.run(store, work.embedder, work.teacher, until, work.settings.group)
        return {p.article: p.story for p in store.placements_of(item.article.id for item in items)}


# ── ECB+ and BASIL ──────────────────────────────────────────────────────────────────────────────────────────────────


def _clustered(data: Path, progress: Progress) -> Iterator[Score]:
    for name, file, floor in CLUSTERED:
        gold, items = {}, []
        for number, record in enumerate(records(data / file)):
            # Numbered here: some sets use one id twice.
            item = f"{name}-{number}"
            gold[item] = record["cluster"]
            items.append({**record, "id": item, "url": "", "published": record.get("published") or str(UNDATED)})
        last = max(date.fromisoformat(item["published"][:10]) for item in items)
        with TemporaryDirectory(prefix="vigie-eval-") as place:
            lines = write_records(Path(place) / f"{name}.jsonl", items)
            with trial(name, [lines], last, "group", progress) as work:
                found = {p.article: p.story for p in work.store.placements_of(gold)}
        cubed = bcubed(gold, found)
        note = f"{len(gold)} items, {len(set(gold.values()))} events, {len(set(found.values()))} found"
        yield Score(f"{name}.bcubed_precision", cubed.precision)
        yield Score(f"{name}.bcubed_recall", cubed.recall)
        yield Score(f"{name}.bcubed_f1", cubed.f1, floor, note)


# ── Pairs of SemEval 2022 task 8 ────────────────────────────────────────────────────────────────────────────────────


def _paired(data: Path, progress: Progress) -> Iterator[Score]:
    pairs = list(records(data / PAIRS))
    items: dict[tuple[str, str], dict[str, str]] = {}
    for pair in pairs:
        for side in ("1", "2"):
            text, language = pair[f"text{side}"], pair[f"lang{side}"]
            # One article that is in several pairs is one article.
            items.setdefault((text, language), {
                "id": f"semeval-{len(items)}", "text": text, "lang": language, "published": str(UNDATED),
            })  # fmt: skip
    with TemporaryDirectory(prefix="vigie-eval-") as place:
        lines = write_records(Path(place) / "semeval.jsonl", items.values())
        with trial("semeval", [lines], UNDATED, "understand", progress) as work:
            understood = work.store.understood(item["id"] for item in items.values())
            views = [view_of(understood[item["id"]]) for item in items.values()]
            ranked = _ranked(work, views, items, pairs)
    same = [float(pair["Overall"]) <= SAME_UNTIL for pair in pairs]
    across = [row for row, pair in enumerate(pairs) if {pair["lang1"], pair["lang2"]} == {"de", "en"}]
    for name, chosen, floor in (("semeval", list(range(len(pairs))), 0.90), ("semeval.de_en", across, 0.88)):
        note = f"{len(chosen)} pairs, {sum(same[row] for row in chosen)} of one story"
        for way, scores in ranked.items():
            said = average_precision([(scores[row], same[row]) for row in chosen])
            if way:
                yield Score(f"{name}.{way}.average_precision", said)
            else:
                yield Score(f"{name}.average_precision", said, floor, note)


def _ranked(
    work: pipeline.Work,
    views: Sequence[View],
    items: Mapping[tuple[str, str], Mapping[str, str]],
    pairs: Sequence[Mapping[str, Any]],
) -> dict[str, list[float]]:
    """How likely each pair is of one story: by all that is known of it (""), by the student's vectors without the
    teacher's, and by the bare cosine of either."""
    rows = {key: row for row, key in enumerate(items)}
    both = [[rows[pair[f"text{side}"], pair[f"lang{side}"]] for side in ("1", "2")] for pair in pairs]
    wanted = [(min(sides), max(sides)) for sides in both]
    order = np.array(sorted(set(wanted)), dtype=np.int64)
    place = {(int(one), int(other)): number for number, (one, other) in enumerate(order)}
    languages = [view.language for view in views]
    near = work.embedder.embed([view.lead for view in views], languages)
    window = Window(views, near, work.embedder.embed([view.body for view in views], languages), work.embedder.name)
    table = window.features(order)
    found = {"student": weights_for(work.embedder.name).log_odds(table), "student_cosine": table[:, 0]}
    if work.teacher:
        vectors = work.teacher.embed([view.lead for view in views], languages)
        deep = deep_features(order, vectors, work.teacher.name, np.asarray(vectors.any(axis=1)))
        weights = weights_for(work.embedder.name, work.teacher.name)
        found = {"": weights.log_odds(np.hstack([table, deep])), "cosine": deep[:, 0], **found}
    else:
        found[""] = found.pop("student")
    return {way: [float(scores[place[pair]]) for pair in wanted] for way, scores in found.items()}

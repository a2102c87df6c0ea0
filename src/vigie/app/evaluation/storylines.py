"""The evaluation of `follow`: are the chapters of one saga in one storyline, and only those?

Four parts: the sagas that the demo's newsroom promises, the two texts the project was born from, the storylines of our own
labels, and storylines of four months of news that were read and judged. The last part is told only where
VIGIE_EVAL_ARCHIVE names a working folder that holds those months: making one takes longer than the rest together.
VIGIE_EVAL_SAMPLE=SEED:COUNT prints some of its storylines to be read.
"""

import os
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from vigie.adapters.store import open_store
from vigie.app import demo
from vigie.app.configuration import ARCHIVE
from vigie.app.evaluation import seeds
from vigie.app.evaluation.clusters import bcubed, pairwise
from vigie.app.evaluation.scores import Progress, Score, required
from vigie.app.evaluation.seeds import SEEDS
from vigie.app.evaluation.stories import GOLD, WINDOWS
from vigie.app.evaluation.trial import records, trial
from vigie.app.newsroom import load_newsroom
from vigie.model import Chapter, UsageError
from vigie.ports import Store

# Beside the sources, not in what is installed.
JUDGMENTS = Path(__file__).parents[4] / "evals" / "judgments" / "storylines.json"
HELD, SAMPLE = "VIGIE_EVAL_ARCHIVE", "VIGIE_EVAL_SAMPLE"
# Storylines read and judged are those that had at least so many chapters.
READ_FROM = 2
EVER = datetime(9999, 1, 1, tzinfo=UTC)
BEGINNING = datetime(1, 1, 2, tzinfo=UTC)


class Judged(msgspec.Struct, frozen=True):
    """One chapter as a reader judged it: the article that opened its story, the first article of the storyline it was
    found in, and whether it belongs there. Ids only: the texts are third parties'."""

    article: str
    storyline: str
    belongs: bool


class Judgments(msgspec.Struct, frozen=True):
    """What was read, by whom and when, and the verdicts."""

    about: str
    chapters: tuple[Judged, ...]


def run(data: Path, progress: Progress) -> tuple[Score, ...]:
    """All scores of `storylines`. Raises UsageError when a file is missing."""
    required(data, GOLD, *(name for _, name, _ in WINDOWS), *(name for name, _, _ in SEEDS))
    return (*_newsroom(progress), *_seeds(data, progress), *_labelled(data, progress), *_months(progress))


# ── The demo's newsroom ─────────────────────────────────────────────────────────────────────────────────────────────


def _newsroom(progress: Progress) -> Iterator[Score]:
    newsroom = load_newsroom()
    sagas = {article.url: article.saga for article in newsroom.articles}
    with TemporaryDirectory(prefix="vigie-eval-") as place:
        demo.prepare(Path(place), newsroom)
        for day in newsroom.days:
            progress.started(f"newsroom: {day}")
            demo.read_day(Path(place), newsroom, day)
        with closing(open_store(Path(place) / ARCHIVE)) as store:
            chapters = _chapters(store)
            urls = {article.id: article.url for article in store.articles(None, None)}
            members = {story.id: story.articles for story in store.stories(BEGINNING, EVER)}
    # A story is of the saga that most of its articles are of.
    saga_of = {
        story: Counter(sagas.get(urls[article], "") for article in articles).most_common(1)[0][0]
        for story, articles in members.items()
    }
    found = {chapter.story: chapter.storyline for chapter in chapters if saga_of.get(chapter.story)}
    gold = {story: saga_of[story] for story in found}
    several = {saga for saga, count in Counter(gold.values()).items() if count > 1}
    right = _at_home(gold, found)
    note = f"{len(found)} chapters, {len(several)} sagas of several"
    yield Score("newsroom.chapters_in_their_saga", right / len(found), 0.9, note)


def _at_home(gold: Mapping[str, str], found: Mapping[str, str]) -> int:
    """How many chapters stand in the storyline that holds most of their saga, where their saga is the one most told."""
    together = Counter((gold[story], found[story]) for story in found)
    # On equal numbers one of them, the same each time.
    line_of = {saga: line for (saga, line), _ in sorted(together.items(), key=lambda pair: (pair[1], pair[0]))}
    saga_of = {line: saga for (saga, line), _ in sorted(together.items(), key=lambda pair: (pair[1], pair[0]))}
    return sum(line_of[gold[story]] == found[story] and saga_of[found[story]] == gold[story] for story in found)


# ── The two texts that the project was born from ────────────────────────────────────────────────────────────────────


def _seeds(data: Path, progress: Progress) -> Iterator[Score]:
    chapters = seeds.read(data, progress).chapters
    together = len(chapters) == len(SEEDS) and len({chapter.storyline for chapter in chapters}) == 1
    reversed_roles = any(chapter.reversal for chapter in chapters)
    yield Score("seeds.one_storyline", float(together), 1.0, "with its roles reversed" if reversed_roles else "")


# ── Our own labels ──────────────────────────────────────────────────────────────────────────────────────────────────


def _labelled(data: Path, progress: Progress) -> Iterator[Score]:
    labels = {label["id"]: label for label in records(data / GOLD)}
    gold: dict[str, str] = {}
    found: dict[str, str] = {}
    stories: dict[str, str] = {}
    for window, stream, last in WINDOWS:
        with trial(window, [data / stream], last, "follow", progress) as work:
            placed = {p.article: p.story for p in work.store.placements_of(labels)}
            lines = work.store.storylines_of(placed.values())
        gold |= {article: labels[article]["storyline_id"] for article in placed}
        found |= {article: lines[story] for article, story in placed.items()}
        stories |= placed
    whole = bcubed(gold, found)
    yield Score(
        "gold.bcubed_precision", whole.precision, None, f"{len(gold)} items, {len(set(gold.values()))} storylines"
    )
    yield Score("gold.bcubed_recall", whole.recall)
    yield Score("gold.bcubed_f1", whole.f1, 0.85)
    across = pairwise(gold, found, stories)
    yield Score("gold.across_stories.pairwise_precision", across.precision, None, "pairs of items of two stories")
    yield Score("gold.across_stories.pairwise_recall", across.recall)


# ── Four months, read and judged ────────────────────────────────────────────────────────────────────────────────────


def _months(progress: Progress) -> Iterator[Score]:
    folder = os.environ.get(HELD, "")
    if not folder:
        yield Score("months.chapters_that_belong", None, 0.9, f"{HELD} names no working folder of the four months")
        return
    if not (Path(folder) / ARCHIVE).is_file():
        raise UsageError("eval.no_archive", f"{HELD}: there is no {ARCHIVE} in {folder}", "run vigie there first")
    progress.started("months")
    with closing(open_store(Path(folder) / ARCHIVE)) as store:
        lines = storylines(store)
        if sample := os.environ.get(SAMPLE, ""):
            _print_sample(store, lines, sample)
        members = {story.id: story.articles for story in store.stories(BEGINNING, EVER)}
    yield from judged_scores(lines, members, _judgments())


def storylines(store: Store) -> list[tuple[Chapter, ...]]:
    """The storylines of at least READ_FROM chapters, by id."""
    lines: dict[str, list[Chapter]] = {}
    for chapter in _chapters(store):
        lines.setdefault(chapter.storyline, []).append(chapter)
    return [tuple(lines[line]) for line in sorted(lines) if len(lines[line]) >= READ_FROM]


def judged_scores(
    lines: Sequence[Sequence[Chapter]], members: Mapping[str, Sequence[str]], judgments: Judgments
) -> Iterator[Score]:
    """Of the chapters found now that were judged beside the same opening article: the share that belongs."""
    verdicts = {(one.storyline, one.article): one.belongs for one in judgments.chapters}
    seen = [verdicts[pair] for chapters in lines for pair in _pairs(chapters, members) if pair in verdicts]
    chapters = sum(map(len, lines))
    note = f"{len(lines)} storylines of {READ_FROM} chapters and more, {len(seen)} of their {chapters} chapters judged"
    yield Score("months.chapters_that_belong", sum(seen) / len(seen) if seen else None, 0.9, note)
    yield Score("months.storylines", float(len(lines)), 30.0)


def _pairs(chapters: Sequence[Chapter], members: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """(an article of the storyline's first story, one of this chapter's story): grouping may open a story with another
    article than it did when the chapter was judged, so any of them stands for it."""
    for chapter in chapters:
        yield from (
            (first, article)
            for first in members.get(chapters[0].story, ())
            for article in members.get(chapter.story, ())
        )


def _print_sample(store: Store, lines: Sequence[Sequence[Chapter]], written: str) -> None:
    """Some storylines as JSON Lines, each chapter with its first title, on stderr: to be read and judged."""
    seed, _, count = written.partition(":")
    chosen = list(lines)
    random.Random(int(seed)).shuffle(chosen)  # noqa: S311 - a sample, no secret
    for chapters in chosen[: int(count or 30)]:
        told = [_told(store, chapter) for chapter in chapters]
        sys.stderr.buffer.write(msgspec.json.encode({"storyline": chapters[0].storyline, "chapters": told}) + b"\n")


def _told(store: Store, chapter: Chapter) -> dict[str, Any]:
    story = store.story(chapter.story)
    articles = [store.article(article) for article in story.articles] if story else []
    titles = [article.title or article.text[:100] for article in articles if article]
    opening = story.articles[0] if story else ""
    return {"day": chapter.day, "article": opening, "articles": len(titles), "titles": titles[:3]}


def _judgments() -> Judgments:
    if not JUDGMENTS.is_file():
        return Judgments("", ())
    return msgspec.json.decode(JUDGMENTS.read_bytes(), type=Judgments)


def _chapters(store: Store) -> tuple[Chapter, ...]:
    """The chapter of every story, by day then story."""
    stories = store.stories(BEGINNING, EVER)
    lines = set(store.storylines_of(story.id for story in stories).values())
    return store.past_chapters(lines, date.max)

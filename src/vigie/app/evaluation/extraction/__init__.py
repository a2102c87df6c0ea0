"""The evaluation of extraction: the text, title, time and authors of real pages, against what people or parsers expect.

Three labelled sets: `aeb` (Zyte's article-extraction-benchmark, with its own measure), `wcxb_dev` (the articles of WCXB) and
`fundus_2025` (pages of 38 countries with the expectations of fundus' parsers). Every page goes through `extract.article_of` as
any page does; no feed says anything of it. Each score is told of the whole set and, in its note, of the two halves by the
digest of the page's name. VIGIE_EVAL_BASELINE=no leaves out what trafilatura alone gives; VIGIE_EVAL_LIMIT takes only so many
pages of each set; VIGIE_EVAL_SAMPLE prints one half's weak pages on stderr. Read next: pages.py, judging.py, scoring.py.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean

import msgspec

from vigie.adapters.engines import ProcessPool
from vigie.app.evaluation.extraction.judging import Judged, judged, judged_beside
from vigie.app.evaluation.extraction.pages import FOLDER, SETS, labelled
from vigie.app.evaluation.extraction.scoring import f1_of_means
from vigie.app.evaluation.scores import Progress, Score, required
from vigie.app.evaluation.trial import limited

BASELINE = "VIGIE_EVAL_BASELINE"
SAMPLE = "VIGIE_EVAL_SAMPLE"
OPENED = 0  # the half that VIGIE_EVAL_SAMPLE shows
WEAK = 0.9
NO_TEXT = ("extract.no_text", "extract.no_words")  # refused, and said so

AEB_F1, WCXB_F1, FUNDUS_F1 = 0.965, 0.935, 0.955
TITLE, DAY, MINUTE, AUTHORS = 0.85, 0.975, 0.94, 0.85

Measure = Callable[[Sequence[Judged]], float | None]


def run(data: Path, progress: Progress) -> tuple[Score, ...]:
    """All scores of `extraction`. Raises UsageError when a set is missing or the limit is no number."""
    required(data, *(f"{FOLDER}/{name}.jsonl.gz" for name in SETS))
    read = judged if os.environ.get(BASELINE, "") == "no" else judged_beside
    found: dict[str, list[Judged]] = {}
    limit = limited()
    with ProcessPool() as pool:
        for name in SETS:
            progress.started(f"extraction: {name}")
            found[name] = []
            for one in pool.map(read, labelled(data, name, limit)):
                found[name].append(one)
                progress.advanced(f"extraction: {name}", 1)
    _show([one for pages in found.values() for one in pages])
    return tuple(scores(found["aeb"], found["wcxb_dev"], found["fundus_2025"]))


def scores(aeb: Sequence[Judged], wcxb: Sequence[Judged], fundus: Sequence[Judged]) -> Iterator[Score]:
    """The table, from pages judged one by one."""
    yield _score("aeb.f1", aeb, _f1, AEB_F1, "published: trafilatura .961, best .970")
    yield _score("aeb.precision", aeb, lambda pages: f1_of_means(one.text for one in pages)[0])
    yield _score("aeb.recall", aeb, lambda pages: f1_of_means(one.text for one in pages)[1])
    yield from _alone("aeb.trafilatura_f1", aeb, _f1)
    yield _score("wcxb_dev.word_f1", wcxb, _mean_f1, WCXB_F1, "published: trafilatura .930, best .932")
    yield _score("wcxb_dev.with", wcxb, lambda pages: _told([one.told for one in pages]), None, "snippets to be told")
    yield _score(
        "wcxb_dev.without", wcxb, lambda pages: _told([one.not_told for one in pages]), None, "snippets not to be told"
    )
    yield from _alone("wcxb_dev.trafilatura_word_f1", wcxb, _mean_f1)
    yield _score("fundus_2025.text_f1", fundus, _f1, FUNDUS_F1, "published: trafilatura .950")
    yield from _alone("fundus_2025.trafilatura_text_f1", fundus, _f1)
    yield _score("fundus_2025.title", fundus, _share("title"), TITLE, "exact; trafilatura .69")
    yield _score("fundus_2025.day", fundus, _share("day"), DAY, "trafilatura .97")
    yield _score("fundus_2025.minute", fundus, _share("minute"), MINUTE, "best library .73")
    yield _score("fundus_2025.authors_any", fundus, _share("authors"), AUTHORS, "trafilatura .85")
    yield _score("fundus_2025.authors_all", fundus, _share("all_authors"), None, "trafilatura .78")
    every = [*aeb, *wcxb, *fundus]
    yield from _prices(every)


def _prices(every: Sequence[Judged]) -> Iterator[Score]:
    empty = [one for one in every if one.raised in NO_TEXT]
    raised = [one for one in every if one.raised and one.raised not in NO_TEXT]
    yield Score("pages_without_text", float(len(empty)), None, _named(empty))
    yield Score("pages_raised", float(len(raised)), None, _named(raised) or f"of {len(every)}", ceiling=0.0)
    yield Score("seconds", sum(one.seconds for one in every), None, f"of the processor, {len(every)} pages")
    if alone := sum(one.alone_seconds for one in every):
        yield Score("seconds.trafilatura", alone, None, "of the processor, the same pages, its defaults")


def _named(pages: Sequence[Judged]) -> str:
    return ", ".join(f"{one.set} {one.id[:24]}: {one.raised}" for one in pages[:3])


def _score(name: str, pages: Sequence[Judged], measure: Measure, floor: float | None = None, more: str = "") -> Score:
    halves = [measure([one for one in pages if one.half == half]) for half in (0, 1)]
    told = " · ".join("–" if half is None else f"{half:.3f}" for half in halves)
    note = f"{len(pages)} pages, halves {told}"
    return Score(name, measure(pages), floor, f"{note}; {more}" if more else note)


def _alone(name: str, pages: Sequence[Judged], measure: Measure) -> Iterator[Score]:
    """The same measure of what trafilatura alone gives, where that was asked for."""
    if texts := [replace(one, text=one.alone) for one in pages if one.alone is not None]:
        yield _score(name, texts, measure, None, "its defaults, without comments")


def _f1(pages: Sequence[Judged]) -> float | None:
    return f1_of_means(one.text for one in pages)[2] if pages else None


def _mean_f1(pages: Sequence[Judged]) -> float | None:
    return mean(one.text.f1 for one in pages) if pages else None


def _share(field: str) -> Measure:
    def measure(pages: Sequence[Judged]) -> float | None:
        known = [getattr(one, field) for one in pages if getattr(one, field) is not None]
        return sum(known) / len(known) if known else None

    return measure


def _told(counts: Sequence[tuple[int, int]]) -> float | None:
    asked = sum(total for _, total in counts)
    return sum(hits for hits, _ in counts) / asked if asked else None


def _show(pages: Sequence[Judged]) -> None:
    """What is wrong in the opened half, page by page; of the other half nothing but its scores is to be seen."""
    if SAMPLE in os.environ:
        for one in pages:
            wrong = [name for name in ("title", "day", "minute", "authors") if getattr(one, name) is False]
            if one.half == OPENED and (wrong or one.raised or one.text.f1 < WEAK):
                shown = {
                    "set": one.set,
                    "id": one.id,
                    "f1": round(one.text.f1, 3),
                    "wrong": wrong,
                    "raised": one.raised,
                }
                sys.stderr.buffer.write(msgspec.json.encode(shown) + b"\n")

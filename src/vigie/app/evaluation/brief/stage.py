"""The briefs of the recorded days, and all scores of `brief`."""

import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from vigie import pipeline
from vigie.app.evaluation.brief import leads, verdicts
from vigie.app.evaluation.brief.repeating import repeats
from vigie.app.evaluation.brief.support import ground_of, unsupported
from vigie.app.evaluation.scores import Progress, Score, required
from vigie.app.evaluation.trial import take, temporary_folder
from vigie.app.evaluation.vectors import KeptVectors
from vigie.app.workplace import workplace
from vigie.knowledge.tongue import language_of
from vigie.model import Brief, Item, Sentence, UnderstoodArticle
from vigie.ports import Embedder, Reader
from vigie.understand import words_reader

# A stream, the first day that is told (a reader of the second has read the first), and the days that are scored.
WINDOWS = (
    ("feb", "data/streams/2026-02-11_14.jsonl.gz", date(2026, 2, 11), (date(2026, 2, 12),)),
    ("tue", "data/streams/2026-02-24.jsonl.gz", date(2026, 2, 24), (date(2026, 2, 24),)),
    ("apr", "data/streams/2026-04-20_24.jsonl.gz", date(2026, 4, 20), tuple(date(2026, 4, d) for d in range(20, 25))),
)  # fmt: skip
LANGUAGES = ("fr", "en")
SAMPLE = "VIGIE_EVAL_SAMPLE"
# A shorter text holds too few letters to tell its language.
ENOUGH_LETTERS = 40
LEADS = 0.95
REPEATS = 0.01


@dataclass(frozen=True, slots=True)
class Told:
    """A brief that is scored, the articles that its sentences cite, and the days of the briefs before it."""

    brief: Brief
    articles: Mapping[str, UnderstoodArticle]
    earlier: frozenset[date]


@dataclass(frozen=True, slots=True)
class Fault:
    """One sentence that fails a question, as printed for whoever mends it."""

    question: str
    brief: Brief
    sentence: Sentence
    what: str

    def line(self) -> str:
        where = f"{self.brief.date} {self.brief.language}"
        return f"{self.question}\t{where}\t{self.sentence.kind}\t{self.sentence.text}\t{self.what}"


def run(data: Path, progress: Progress) -> tuple[Score, ...]:
    """All scores of `brief`. Raises UsageError when a stream is missing."""
    required(data, *(stream for _, stream, _, _ in WINDOWS))
    told: list[Told] = []
    teacher: Embedder | None = None
    for name, stream, first, days in WINDOWS:
        with TemporaryDirectory(prefix="vigie-eval-") as place:
            folder = temporary_folder(Path(place))
            take(folder, [data / stream], name, progress)
            with workplace(folder, first) as opened:
                teacher = KeptVectors(opened.teacher) if opened.teacher else None
                work = replace(opened, teacher=teacher)
                told += written(work, first, days, progress)
    return tuple(judged(told, words_reader(), teacher))


def written(work: pipeline.Work, first: date, days: Sequence[date], progress: Progress) -> Iterator[Told]:
    """The briefs of `days` in each language, each day from `first` on told in its turn."""
    zone = work.day.since.tzinfo
    for language in LANGUAGES:
        settings = replace(work.settings, write=replace(work.settings.write, language=language))
        told: set[date] = set()
        for number in range((max(days) - first).days + 1):
            day = first + timedelta(days=number)
            progress.started(f"brief: {day} {language}")
            since = work.day.since.replace(year=day.year, month=day.month, day=day.day, tzinfo=zone)
            asked = pipeline.Day(day, since, since + timedelta(days=1), live=False)
            pipeline.run(replace(work, day=asked, settings=settings), "write")
            brief = work.store.edition(day, language)
            if brief is not None and day in days:
                cited = {c.article for _, _, s in brief.numbered() for c in s.citations}
                cited |= {c.article for item in brief.items for c in item.title.citations}
                yield Told(brief, work.store.understood(cited), frozenset(told))
            told.add(day)


def judged(told: Sequence[Told], reader: Reader, teacher: Embedder | None) -> Iterator[Score]:
    """The scores of some briefs; with VIGIE_EVAL_SAMPLE each failure is printed."""
    faults = [fault for one in told for fault in _faults(one, reader, teacher)]
    if SAMPLE in os.environ:
        for fault in faults:
            sys.stderr.write(fault.line() + "\n")
    count = Counter(fault.question for fault in faults)
    shown = [sentence for one in told for item in one.brief.items for sentence in (item.title, *item.told())]
    kinds = Counter(sentence.kind for sentence in shown)
    items = [(one.brief, item) for one in told for item in one.brief.items]
    listed = ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items()))
    yield Score(
        "unsupported", float(count["unsupported"]), None, f"{len(shown)} sentences in {len(told)} briefs: {listed}", 0.0
    )
    yield Score("wrong_language", float(count["language"]), None, "", 0.0)
    yield Score("repeats", count["repeats"] / len(shown) if shown else None, None, f"{count['repeats']}", REPEATS)
    found = [(brief, item, leads.told_by(item, reader, brief.date)) for brief, item in items]
    yield Score(
        "leads", sum(lead.whole for _, _, lead in found) / len(found) if found else None, LEADS, f"{len(found)} items"
    )
    for part in ("who", "what", "whose_word", "certainty"):
        yield Score(f"leads.{part}", sum(getattr(lead, part) for _, _, lead in found) / len(found) if found else None)
    for language in sorted({brief.language for brief, _ in items}):
        spoken = [item for brief, item in items if brief.language == language]
        short = sum(len(_news(item)) < 2 for item in spoken)
        yield Score(f"{language}.of_one_sentence", short / len(spoken), None, f"{short} of {len(spoken)} items")
    failed = Counter(kind for one in told for kind, n in one.brief.checks.failed for _ in range(n))
    checked = sum(one.brief.checks.checked for one in told)
    kinds_failed = ", ".join(f"{n} {kind}" for kind, n in failed.most_common())
    yield Score("checked", float(checked), None, f"sentences checked; {sum(failed.values())} not shown: {kinds_failed}")
    yield from verdicts.scores([one.brief for one in told])


def _faults(told: Told, reader: Reader, teacher: Embedder | None) -> Iterator[Fault]:
    brief = told.brief
    for item in brief.items:
        ground = ground_of(item, told.articles, told.earlier)
        for sentence in (item.title, *item.told()):
            if missing := unsupported(sentence, ground, reader, brief.date):
                yield Fault("unsupported", brief, sentence, "; ".join(missing))
            if not is_in(sentence.text, brief.language):
                yield Fault("language", brief, sentence, language_of("", sentence.text, brief.language))
        lead = leads.told_by(item, reader, brief.date)
        if not lead.whole:
            lacking = [part for part in ("who", "what", "whose_word", "certainty") if not getattr(lead, part)]
            yield Fault("lead", brief, (*leads.lead_of(item), item.title)[0], ", ".join(lacking))
    for earlier, later in repeats(brief, teacher):
        yield Fault("repeats", brief, later, earlier.text)


def is_in(text: str, language: str) -> bool:
    """True unless the text is surely in another language."""
    letters = sum(map(str.isalpha, text))
    return language_of("", text, language) == language or (letters < ENOUGH_LETTERS and text.isascii())


def _news(item: Item) -> list[Sentence]:
    return [sentence for sentence in item.sentences if sentence.kind != "composed"]

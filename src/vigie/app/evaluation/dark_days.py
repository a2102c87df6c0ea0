"""The evaluation of dark days: four months are told day by day; a day with news of the subject must have a brief.

The rule: a day counts when at least one of its articles names the subject in its title, whatever became of the article. It
is dark when writing its brief fails or the brief has no item. Seconds a day are told beside it, for a replay must not take
an evening. VIGIE_EVAL_LIMIT takes only so many days; VIGIE_EVAL_ARCHIVE names an archive built before (see recorded.py).
"""

from contextlib import closing
from datetime import date
from pathlib import Path
from statistics import mean
from time import perf_counter

from vigie.adapters.store import open_store
from vigie.app.configuration import Folder
from vigie.app.evaluation.recorded import END, FIRST, days, editions, recorded
from vigie.app.evaluation.scores import Progress, Score
from vigie.knowledge import subjects
from vigie.knowledge.subjects import Subject
from vigie.model import VigieError
from vigie.ports import Store

SECONDS = 3.0


def run(data: Path, progress: Progress) -> tuple[Score, ...]:
    """All scores of `dark-days`. Raises UsageError when the stream is missing."""
    wanted = days(FIRST)
    with recorded(data, "dark-days", wanted[-1], progress) as folder:
        progress.started("dark-days: days")
        counted = _days_with_news(folder, wanted)
        items: dict[date, int] = {}
        seconds: list[float] = []
        failed: list[str] = []
        for day in wanted:
            began = perf_counter()
            try:
                items[day] = sum(len(brief.items) for brief in editions(folder, (day,)))
            except (VigieError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
                failed.append(f"{day}: {error!r:.80}")
            seconds.append(perf_counter() - began)
            progress.advanced("dark-days: days", 1)
    dark = [day for day in counted if not items.get(day)]
    named = "; dark: " + ", ".join(map(str, dark[:8])) if dark else ""
    few = sum(1 for day in counted if 0 < items.get(day, 0) < 3)
    note = f"of {len(wanted)} days, {len(counted)} with news of the subject{named}"
    return (
        Score("dark_days", len(dark), None, note, ceiling=0.0),
        Score("failed_days", len(failed), None, "; ".join(failed[:3]), ceiling=0.0),
        Score("items_a_day", mean(items.values()) if items else 0.0, None, f"{few} days with one or two"),
        Score("seconds_a_day", mean(seconds), None, f"the longest {max(seconds):.1f} s", ceiling=SECONDS),
    )


def _days_with_news(folder: Folder, wanted: tuple[date, ...]) -> tuple[date, ...]:
    subject = subjects.load(folder.configuration.subject)
    with closing(open_store(folder.archive)) as store:
        return tuple(day for day in wanted if _has_news(store, folder, day, subject))


def _has_news(store: Store, folder: Folder, day: date, subject: Subject) -> bool:
    window = folder.day(day, END)
    return any(subject.fit(article.title, article.language) for article in store.articles(window.since, window.until))

"""The evaluations by name. To add one: a function that takes (data, progress) and gives scores, and a row here."""

from collections.abc import Iterator
from pathlib import Path

from vigie.app.evaluation import (
    amounts,
    attribution,
    brief,
    checker,
    dark_days,
    day,
    extraction,
    feeds,
    fetching,
    origins,
    reading,
    rebuild,
    repeats,
    seeds,
    since,
    speed,
    stories,
    storylines,
)
from vigie.app.evaluation.scores import Evaluation, Progress, Score
from vigie.model import UsageError

EVALUATIONS: dict[str, Evaluation] = {
    one.name: one
    for one in (
        Evaluation(
            "stories", "grouping: labelled stories in six languages, ECB+, BASIL, pairs of SemEval", stories.run
        ),
        Evaluation("repeats", "nine briefs of two windows: items that tell what the same brief has told", repeats.run),
        Evaluation(
            "brief",
            "seven days in French and English: every sentence against its words, its language, repeats, leads",
            brief.run,
        ),
        Evaluation(
            "storylines",
            "following: sagas of the demo, the two first texts, labelled storylines, four months read and judged",
            storylines.run,
        ),
        Evaluation(
            "attribution",
            "origins, attributions and claims: labels in six languages, PolNeAR, German Wikinews",
            attribution.run,
        ),
        Evaluation("origins", "the sample newsroom: every article at the roots that its file names", origins.run),
        Evaluation(
            "checker",
            "errors planted in sentences of ten languages, right ones rewritten, and judged summaries",
            checker.run,
        ),
        Evaluation("seeds", "the two first texts: articles, roots, claims, amounts, storyline, each demand", seeds.run),
        Evaluation(
            "reading",
            "one core: milliseconds to understand and trace an article, and beside its extraction",
            reading.run,
        ),
        Evaluation(
            "feeds", "real feeds beside two other readers, and two suites: titles, links, dates, crashes", feeds.run
        ),
        Evaluation(
            "fetch",
            "2,000 feeds on this machine, then a tenth of them changed: processor time, requests spared, memory",
            fetching.run,
        ),
        Evaluation("amounts", "a table of amounts and dates in fifteen languages, row by row", amounts.run),
        Evaluation(
            "extraction",
            "real pages of three labelled sets: text, title, day, minute, authors; seconds beside trafilatura's",
            extraction.run,
        ),
        Evaluation("rebuild", "three months written twice and made again: editions with the same digest", rebuild.run),
        Evaluation("dark-days", "118 recorded days told one by one: days without a brief", dark_days.run),
        Evaluation("day", "a day of 2,515 items on two workers, all stages after import: minutes, memory", day.run),
        Evaluation("since", "readers with gaps of 1, 3, 10 days: claims told twice, changes missed", since.run),
        Evaluation(
            "speed",
            "1,000 pages through extract; 118 recorded days from import to follow: items a second, memory, growth",
            speed.run,
        ),
    )
}


def evaluate(name: str, data: Path, progress: Progress | None = None) -> tuple[Score, ...]:
    """The scores of one evaluation. Raises UsageError for an unknown name or missing data."""
    if name not in EVALUATIONS:
        raise UsageError("eval.unknown", f"there is no evaluation {name!r}", f"choose: {', '.join(EVALUATIONS)}")
    return EVALUATIONS[name].run(data, progress or Progress())


def listed() -> Iterator[str]:
    """One line for each evaluation."""
    width = max(map(len, EVALUATIONS))
    return (f"{one.name:<{width}}  {one.what}" for one in EVALUATIONS.values())

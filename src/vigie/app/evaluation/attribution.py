"""The evaluation of origins, attributions and claims: who said it first, who says what, how sure it is.

Our labels: 150 articles in six languages are imported into a folder that is thrown away, the real stages run until
`trace`, origins and claims are exported, and the scorer that lies beside the labels scores the export (yardstick.py loads
it by path). Each score is told three times: of all articles, of the half that was opened while the rules were made, and
of the half that never was. Then two corpora that others annotated: see corpora.py.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec

from vigie.app.evaluation import corpora
from vigie.app.evaluation.scores import Progress, Score, required
from vigie.app.evaluation.trial import limited, records, trial
from vigie.app.evaluation.yardstick import SCORER, Label, Yardstick, loaded
from vigie.app.exporting import stored_lines

LABELS = "gold/attribution/dev.jsonl"
TEXTS = "data/attribution/gold_texts_dev.jsonl.gz"
# Beside the sources, not in what is installed.
HALVES = Path(__file__).parents[4] / "evals" / "judgments" / "attribution_halves.json"
ALL_LANGUAGES = ("fr", "en", "zh", "pt", "de", "es")


class Halves(msgspec.Struct, frozen=True):
    """Which labelled articles were opened while the rules were made, and which never were. Ids only."""

    about: str
    opened: frozenset[str]
    unopened: frozenset[str]


class Asked(msgspec.Struct, frozen=True):
    """One score of the scorer: where it stands in its answer, of which languages, and what is asked of it."""

    name: str
    find: Callable[[Label], float | None]
    floor: float | None = None
    ceiling: float | None = None
    languages: tuple[str, ...] = ALL_LANGUAGES


def _at(*path: str) -> Callable[[Label], float | None]:
    def found(result: Label) -> float | None:
        value: Any = result
        for step in path:
            value = value[step]
        return None if value is None else float(value)

    return found


WHOLE = _at("attribution", "whole", "F1")
ASKED = (
    Asked("origin.top1_accuracy", _at("origin", "top1_accuracy"), 0.80),
    Asked("origin.intermediary_taken_for_origin", _at("origin", "intermediary_taken_for_origin"), ceiling=0.05),
    Asked("origin.count_exact", _at("origin", "count_exact"), 0.80),
    Asked("attribution.fr.whole_f1", WHOLE, 0.65, languages=("fr",)),
    Asked("attribution.en.whole_f1", WHOLE, 0.65, languages=("en",)),
    Asked("attribution.zh_pt_de_es.whole_f1", WHOLE, 0.50, languages=("zh", "pt", "de", "es")),
    Asked("attribution.anonymous_f1", _at("attribution", "anonymous", "F1"), 0.70),
    Asked("claim.status_macro_f1", _at("claim", "status_macro_F1"), 0.65),
    Asked("claim.agent_accuracy", _at("claim", "agent_accuracy"), 0.65),
    Asked("claim.patient_accuracy", _at("claim", "patient_accuracy"), 0.60),
    Asked("claim.amount_accuracy", _at("claim", "amount_accuracy"), 0.90),
    # Nothing is asked of these: accuracies count only what was found.
    Asked("claim.found_recall", _at("claim", "found", "R")),
    Asked("claim.found_precision", _at("claim", "found", "P")),
)


def run(data: Path, progress: Progress) -> tuple[Score, ...]:
    """All scores of `attribution`. Raises UsageError when a file is missing or the limit is no number."""
    labels, texts, scorer, *_ = required(data, LABELS, TEXTS, SCORER, corpora.POLNEAR, corpora.WIKINEWS)
    limit = limited()
    return (*_labelled(labels, texts, loaded(scorer), progress), *corpora.scores(data, progress, limit))


def _labelled(labels: Path, texts: Path, yardstick: Yardstick, progress: Progress) -> Iterator[Score]:
    golds = list(records(labels))
    written = list(records(texts))
    halves = msgspec.json.decode(HALVES.read_bytes(), type=Halves)
    guesses = exported(texts, _last_day(written), progress)
    words = {record["id"]: record["text"] for record in written}
    for asked in ASKED:
        of_all = {g["id"]: g for g in golds if g["lang"] in asked.languages}
        for half, ids in (("", of_all.keys()), (".opened", halves.opened), (".unopened", halves.unopened)):
            chosen = [gold for name, gold in of_all.items() if name in ids]
            found = asked.find(yardstick.score(chosen, guesses, words)) if chosen else None
            bounds = (None, None) if half else (asked.floor, asked.ceiling)
            yield Score(f"{asked.name}{half}", found, bounds[0], f"{len(chosen)} articles", bounds[1])


def _last_day(written: list[dict[str, Any]]) -> date:
    # As `vigie run` would: today, when records without a date are read as of today.
    days = [date.fromisoformat(record["published"][:10]) for record in written if record.get("published")]
    return max(datetime.now(UTC).date(), *days)


def exported(texts: Path, day: date, progress: Progress) -> Mapping[str, Label]:
    """What `vigie export origins` and `vigie export claims` give after import and the stages until `trace`, by article."""
    found: dict[str, dict[str, Any]] = {}
    with trial("attribution", [texts], day, "trace", progress) as work:
        for what in ("origins", "claims"):
            for line in stored_lines(work.store, what):
                record = msgspec.json.decode(line)
                found.setdefault(record["id"], {}).update(record)
    return found

"""Summaries that people have judged, sentence by sentence or as a whole, against their whole article.

QAGS and FRANK: written by models of 2017 to 2019, many in small letters only. Nothing is tuned on them: they tell how a checker
made for Vigie's own
sentences fares on errors that others made.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from vigie.app.evaluation.scores import Progress, Score
from vigie.app.evaluation.trial import records
from vigie.knowledge import names as known
from vigie.knowledge.cues import cues
from vigie.model import Article, Citation, Sentence, Span, UnderstoodArticle
from vigie.ports import Reader
from vigie.understand.reading import understood
from vigie.understand.sentences import sentence_bounds
from vigie.write.checking import Cited, faults

QAGS = "data/checker/qags.jsonl.gz"
FRANK = "data/checker/frank_valid.jsonl.gz"
AT = datetime(2018, 6, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Judged:
    """What people said of a text, and the kinds of faults that we find in it."""

    set: str
    supported: bool
    kinds: tuple[str, ...]


def scores(data: Path, reader: Reader, limit: int, progress: Progress) -> Iterator[Score]:
    """Balanced accuracy of both sets where they are at hand: any fault, and the best of a few simple rules."""
    for name, path, read in (("qags", QAGS, _qags), ("frank", FRANK, _frank)):
        if not (data / path).is_file():
            yield Score(f"{name}.balanced_accuracy", None, None, f"{path} is missing")
            continue
        progress.started(f"checker: {name}")
        judged = list(read(data / path, reader, limit, progress))
        for group in ("", *sorted({one.set for one in judged})):
            of_group = [one for one in judged if group in {"", one.set}]
            named = ".".join(filter(None, (name, group)))
            yield Score(f"{named}.balanced_accuracy", balanced(of_group, _any), None, _told(of_group))
            rule, best = max(
                ((rule, balanced(of_group, tells)) for rule, tells in RULES.items()), key=lambda pair: pair[1]
            )
            yield Score(f"{named}.best_simple_rule", best, None, rule)


def _any(kinds: Sequence[str]) -> bool:
    return bool(kinds)


RULES: dict[str, Callable[[Sequence[str]], bool]] = {
    "any fault": _any,
    "any fault but words": lambda kinds: any(kind != "words" for kind in kinds),
    "two faults": lambda kinds: len(kinds) >= 2,
    "three faults": lambda kinds: len(kinds) >= 3,
    "five faults": lambda kinds: len(kinds) >= 5,
    "a name, a number or a date": lambda kinds: bool({"name", "number", "unit", "date"} & set(kinds)),
    "two words or any other": lambda kinds: (
        sum(kind == "words" for kind in kinds) >= 2 or any(kind != "words" for kind in kinds)
    ),
    "words alone": lambda kinds: "words" in kinds,
}


def balanced(judged: Sequence[Judged], wrong: Callable[[Sequence[str]], bool]) -> float:
    """Mean of the share of supported texts let pass and of unsupported ones caught."""
    counted = Counter((one.supported, wrong(one.kinds)) for one in judged)
    passed = counted[True, False] / max(counted[True, False] + counted[True, True], 1)
    caught = counted[False, True] / max(counted[False, True] + counted[False, False], 1)
    return (passed + caught) / 2


def _told(judged: Sequence[Judged]) -> str:
    bad = [one for one in judged if not one.supported]
    caught = sum(bool(one.kinds) for one in bad)
    passed = sum(not one.kinds for one in judged if one.supported)
    return f"{caught} of {len(bad)} unsupported caught, {passed} of {len(judged) - len(bad)} supported let pass"


def _qags(path: Path, reader: Reader, limit: int, progress: Progress) -> Iterator[Judged]:
    for number, record in enumerate(_some(path, limit)):
        item = _item(f"qags-{number}", record["article"])
        for one in record["summary_sentences"]:
            votes = [answer["response"] == "yes" for answer in one["responses"]]
            yield Judged(record["set"], sum(votes) * 2 > len(votes), _kinds(one["sentence"], item, reader))
        progress.advanced("checker: qags", 1)


def _frank(path: Path, reader: Reader, limit: int, progress: Progress) -> Iterator[Judged]:
    for number, record in enumerate(_some(path, limit)):
        item = _item(f"frank-{number}", record["article"])
        cut = sentence_bounds(record["summary"], cues("en")) if cues("en") else ()
        kinds = [kind for start, end in cut for kind in _kinds(record["summary"][start:end], item, reader)]
        # Judged as a whole: a summary is right when nobody found an error in any of its sentences.
        yield Judged(record["dataset"], record["Factuality"] == 1.0, tuple(kinds))
        progress.advanced("checker: frank", 1)


def _some(path: Path, limit: int) -> Iterator[dict[str, Any]]:
    for number, record in enumerate(records(path)):
        if limit and number >= limit:
            return
        yield record


def _item(name: str, text: str) -> UnderstoodArticle:
    article = Article(name, "", "Example Daily", "", text, AT, AT, language="en")
    return UnderstoodArticle(article, understood(article, "en", known.load(())))


def _kinds(text: str, item: UnderstoodArticle, reader: Reader) -> tuple[str, ...]:
    if not text.strip():
        return ()
    spans = item.understanding.sentences or (Span(item.article.id, 0, len(item.article.text)),)
    first = spans[0]
    quote = item.article.text[first.start : first.end]
    citation = Citation(item.article.id, "", "Example Daily", first.start, first.end, quote)
    sentence = Sentence(text, "en", "reworded", (citation,))
    return tuple(fault.kind for fault in faults(sentence, (Cited(item, spans, "Example Daily"),), reader))

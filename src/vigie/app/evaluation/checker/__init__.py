"""The evaluation of the checker: errors planted in real sentences, and real sentences rewritten without one.

Each case is one sentence and the words that it is checked against. An error counts as found when the checker names any
fault; a right sentence with a fault is a false alarm. Sentences are recorded ones of the data folder, drawn the same each
time, and ones of our own in evals/tables/checker, which are also checked across languages. VIGIE_EVAL_LIMIT takes only so
many recorded sentences of a kind; VIGIE_EVAL_SAMPLE=1 prints what was missed and what was wrongly found. Read next:
cases.py, tables.py.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vigie.app.evaluation.checker import judged
from vigie.app.evaluation.checker.cases import ACROSS, EACH, Case, across_cases, own_cases, recorded_cases
from vigie.app.evaluation.checker.composed import COMPOSED, composed_cases
from vigie.app.evaluation.checker.recorded import sources
from vigie.app.evaluation.checker.tables import KINDS, languages
from vigie.app.evaluation.scores import Progress, Score, required
from vigie.app.evaluation.trial import limited
from vigie.model import Citation, Sentence, UsageError
from vigie.model.brief import SentenceKind
from vigie.ports import Reader
from vigie.understand.reading import words_reader
from vigie.write.checking import Cited, faults

SAMPLE = "VIGIE_EVAL_SAMPLE"
RECALL, ALARMS = 0.97, 0.02
# The checker's word for each kind of error.
NAMED = {"digit": "number", "role": "roles"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A case and the faults that the checker found."""

    case: Case
    found: tuple[str, ...]
    what: str = ""

    @property
    def right(self) -> bool:
        return bool(self.found) == self.case.wrong


def run(data: Path, progress: Progress) -> tuple[Score, ...]:
    """All scores of `checker`. Raises UsageError when there are no tables or no recorded set at all; sets that are missing are
    skipped, and the note of a score tells how many recorded sentences it holds."""
    required(data)
    limit = min(limited() or EACH, EACH)
    reader = words_reader()
    verdicts: list[Verdict] = []
    found = sources(data, languages())
    if not any(found.values()):
        raise UsageError(
            "eval.no_data", f"{data} lacks data/streams and data/summaries", "name another folder with --data DIR"
        )
    progress.started("checker: reading")
    for language in languages():
        progress.started(f"checker: {language}")
        for case in (
            *recorded_cases(language, found[language], limit),
            *own_cases(language),
            *across_cases(language),
            *composed_cases(language),
        ):
            verdicts.append(verdict(case, reader))
            progress.advanced(f"checker: {language}", 1)
    if os.environ.get(SAMPLE):
        _print(verdicts)
    return (*scores(verdicts), *judged.scores(data, reader, limited(), progress))


def verdict(case: Case, reader: Reader) -> Verdict:
    """What the checker says of a case."""
    article, span = case.cited.item.article, case.cited.span
    citation = Citation(article.id, article.url, article.source, span.start, span.end, case.cited.text)
    kind: SentenceKind = "composed" if case.sort == COMPOSED else "reworded"
    sentence = Sentence(case.text, case.language, kind, (citation,))
    found = faults(sentence, (Cited(case.cited.item, (span,), article.source),), reader)
    return Verdict(case, tuple(fault.kind for fault in found), "; ".join(f"{f.kind} {f.what}" for f in found))


def scores(verdicts: Sequence[Verdict]) -> Iterator[Score]:
    """Totals; recall by kind of error and language; false alarms by way of writing and language; across languages; and
    how often the fault named is the one planted."""
    wrong = [one for one in verdicts if one.case.wrong]
    yield Score("recall", _share(wrong), RECALL, f"{len(wrong)} planted errors")
    clean = [one for one in verdicts if not one.case.wrong]
    yield Score("false_alarms", 1 - _share(clean), None, f"{len(clean)} right sentences", ALARMS)
    for sort in ("recorded", "own", ACROSS, COMPOSED):
        of_sort = [one for one in verdicts if one.case.sort == sort]
        yield from _both(sort, of_sort)
    for language in sorted({one.case.language for one in verdicts}):
        inside = [one for one in verdicts if one.case.language == language and one.case.sort in {"recorded", "own"}]
        for kind in KINDS:
            yield from _recall(
                f"{language}.{kind}", [one for one in inside if one.case.wrong and one.case.kind == kind]
            )
        shapes = sorted({one.case.kind for one in inside if not one.case.wrong})
        for shape in shapes:
            yield from _alarms(
                f"{language}.{shape}", [one for one in inside if not one.case.wrong and one.case.kind == shape]
            )
        yield from _both(
            f"{language}.{ACROSS}",
            [one for one in verdicts if one.case.language == language and one.case.sort == ACROSS],
        )
    for kind in KINDS:
        caught = [one for one in wrong if one.case.kind == kind and one.found]
        named = sum(NAMED.get(kind, kind) in one.found for one in caught)
        yield Score(f"named.{kind}", named / len(caught) if caught else None, None, f"of {len(caught)} found errors")


def _both(name: str, verdicts: Sequence[Verdict]) -> Iterator[Score]:
    yield from _recall(name, [one for one in verdicts if one.case.wrong])
    yield from _alarms(name, [one for one in verdicts if not one.case.wrong])


def _recall(name: str, verdicts: Sequence[Verdict]) -> Iterator[Score]:
    yield Score(f"{name}.recall", _share(verdicts) if verdicts else None, RECALL, _counted(verdicts))


def _alarms(name: str, verdicts: Sequence[Verdict]) -> Iterator[Score]:
    share = 1 - _share(verdicts) if verdicts else None
    yield Score(f"{name}.false_alarms", share, None, _counted(verdicts), ALARMS)


def _counted(verdicts: Sequence[Verdict]) -> str:
    of = Counter(one.case.sort for one in verdicts)
    return ", ".join(f"{count} {sort}" for sort, count in of.items()) or "no such sentence"


def _share(verdicts: Sequence[Verdict]) -> float:
    return sum(one.right for one in verdicts) / max(len(verdicts), 1)


def _print(verdicts: Sequence[Verdict]) -> None:
    for one in verdicts:
        if not one.right:
            case = one.case
            sign = "missed" if case.wrong else "false alarm"
            told = (f"{sign} {case.language} {case.sort} {case.kind}", case.text, case.cited.text, one.what)
            sys.stderr.write("\n   ".join(told) + "\n")

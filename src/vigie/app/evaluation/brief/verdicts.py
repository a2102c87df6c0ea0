"""What a person found who read items of the briefs against their articles: evals/judgments/reading.json, ids and verdicts only.

A verdict holds for the very sentences that were read: an item whose words have changed since is not counted as read.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from vigie.app.evaluation.scores import Score
from vigie.model import Brief, Item

# Beside the sources, not in what is installed.
JUDGMENTS = Path(__file__).parents[5] / "evals" / "judgments" / "reading.json"
FEWEST = 40
WRONG_AT_MOST = 1 / 40


class Verdict(msgspec.Struct, frozen=True):
    """One item as it was read. `words` is the digest of its title and sentences; `fault` is empty, or says what is wrong,
    misleading or unreadable."""

    day: str
    language: str
    story: str
    words: str
    fault: str = ""


class Judgments(msgspec.Struct, frozen=True):
    """What was read, by whom and when."""

    about: str = ""
    items: tuple[Verdict, ...] = ()


def words_of(item: Item) -> str:
    """16 hexadecimal digits of the title and all sentences of an item, as shown."""
    shown = "\n".join([item.title.text, *(sentence.text for sentence in item.told())])
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def scores(briefs: Sequence[Brief], judged: Judgments | None = None) -> Iterator[Score]:
    """Of the items read word for word as they stand now: the share that is wrong, misleading or unreadable."""
    judged = judged or (
        msgspec.json.decode(JUDGMENTS.read_bytes(), type=Judgments) if JUDGMENTS.is_file() else Judgments()
    )
    verdicts = {(one.day, one.language, one.story, one.words): one.fault for one in judged.items}
    keys = [
        (brief.date.isoformat(), brief.language, item.story, words_of(item)) for brief in briefs for item in brief.items
    ]
    read = [verdicts[key] for key in keys if key in verdicts]
    faults = [fault for fault in read if fault]
    note = f"{len(faults)} of {len(read)} items read as they stand" + (f": {'; '.join(faults)}" if faults else "")
    yield Score("reading.wrong", len(faults) / len(read) if read else None, None, note, ceiling=WRONG_AT_MOST)
    yield Score("reading.items", float(len(read)), float(FEWEST))

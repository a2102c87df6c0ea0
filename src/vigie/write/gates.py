"""What a sentence of a model or a translator must pass beside the checker: it can be read, it is in the right language."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from vigie.knowledge.tongue import language_of
from vigie.model import Sentence
from vigie.write.aids import Aids
from vigie.write.checking import Fault

LONGEST, SHORTEST = 420, 12
# Marks of other tongues than a newspaper's: addresses, markup, braces, emoji, a chat's own turns.
_FOREIGN = re.compile(r"https?://|www\.|[{}<>|\\`#*_~]|\*\*|[\U0001F300-\U0001FAFF]|\[\d+\]|={3}")
_ENDS = ".!。！؟…”»」』)）"
_PAIRS = (("«", "»"), ("“", "”"), ("„", "“"), ("(", ")"), ("（", "）"), ("「", "」"), ("『", "』"), ("[", "]"))
# Dates are not compared here, so that any day will do.
_ANY_DAY = date(2026, 1, 1)


Check = Callable[[Sentence], Sequence[Fault]]


@dataclass(frozen=True, slots=True)
class Worded:
    """What became of an item's sentences: those to be shown; how many were written and checked; of those that failed, the kind
    of the first fault of each."""

    sentences: tuple[Sentence, ...]
    checked: int = 0
    failed: tuple[str, ...] = ()


def readable(text: str, most: int = LONGEST) -> bool:
    """True for one whole line of plain words that a page can show."""
    if not SHORTEST <= len(text) <= min(most, LONGEST) and not _dense(text):
        return False
    if any(unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"} for c in text) or _FOREIGN.search(text):
        return False
    if any(text.count(a) != text.count(b) for a, b in _PAIRS if a != "„") or text.count('"') % 2:
        return False
    return text[-1] in _ENDS and not text[0].islower() and any(map(str.isalpha, text))


def _dense(text: str) -> bool:
    """Chinese, Japanese and Korean say in six signs what others say in twelve letters and more."""
    return 6 <= len(text) <= LONGEST and sum(c > "\u3000" and c.isalpha() for c in text) * 2 > len(text)


def wrong_language(text: str, language: str) -> bool:
    """True when the words are seen to be in another language than this one. Words too few to tell are believed."""
    return language_of("", text, language) != language


def figures(text: str, language: str, aids: Aids) -> frozenset[tuple[str, str, str]]:
    """The amounts that are read in a text: value, currency, unit."""
    found = aids.reader(text, language, _ANY_DAY).understanding.amounts
    return frozenset((f"{one.value.normalize():f}", one.currency, one.unit) for one in found)


def first_fault(sentence: Sentence, check: Check) -> str:
    """The kind of the first fault that the checker finds; a checker that crashes has found one."""
    try:
        found = check(sentence)
    except Exception:  # noqa: BLE001 - a crash of the checker is a failure of the sentence
        return "crash"
    return found[0].kind if found else ""

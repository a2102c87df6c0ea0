"""Sentences of a text, as offsets. Rules of our own: the packaged splitters cut after « Mme. » or fail on Chinese."""

import re
from collections.abc import Iterable
from functools import cache

from vigie.knowledge.cues import Cues

CLOSERS = "\"'”’»)]』」】）〉》"
_DEFAULT_TERMINATORS = ".!?…。！？؟।"
_INITIAL = re.compile(r"(?:^|[\s(«“\"'.-])[^\W\d_]\.$")
_BLANKS = " \t\u00a0\u202f\u3000\u200b\ufeff"


def sentence_bounds(text: str, cues: Cues | None) -> list[tuple[int, int]]:
    """(start, end) of every sentence of `text`, in order, without outer white space.

    A line break always ends a sentence. A full stop does not after an abbreviation of the language, an initial
    (J. Doe), inside a number, a host name or an acronym (U.S.), in a day (« am 15. April »), or before a small letter.
    """
    terminators = (cues.terminators if cues else "") + _DEFAULT_TERMINATORS
    mark = _any_of(terminators)
    abbreviations = _lowered(cues.abbreviations) if cues else ()
    months = _lowered(tuple(form for forms in cues.dates.months for form in forms)) if cues else ()
    found: list[tuple[int, int]] = []
    for line_start, line_end in _lines(text):
        start = line_start
        at = line_start
        while ended := mark.search(text, at, line_end):
            inside = _in_a_day(text, ended.start(), months)
            if not inside and (cut := _cut(text, ended.start(), start, line_end, terminators, abbreviations)):
                found.append((start, cut))
                start = at = cut
            else:
                at = ended.end()
        found.append((start, line_end))
    return [bounds for bounds in (_trimmed(text, *pair) for pair in found) if bounds]


def _lines(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, start + len(line)
        start += len(line)


def _cut(text: str, at: int, start: int, limit: int, terminators: str, abbreviations: tuple[str, ...]) -> int:
    """Where the sentence that the mark at `at` may end does end, or 0 when it goes on."""
    end = at + 1
    closers = CLOSERS + "“" if "„" in text[start:at] else CLOSERS  # „Wir schließen.“: what opens in English closes here
    while end < limit and (text[end] in terminators or text[end] in closers):
        end += 1
    # French sets a space inside closing guillemets: « … juristes. » belongs to the sentence that it ends.
    after = end
    while after < limit and text[after] in _BLANKS:
        after += 1
    if after < limit and text[after] in "»”":
        return _cut_after_quote(text, after, limit)
    if text[at] in "。！？；؟।":
        # 「ダムを閉じる。」と述べた: the particle takes the quotation into the sentence around it.
        return 0 if text[end - 1] in "」』" and "\u3041" <= text[end : end + 1] <= "\u3096" else end
    if end >= limit:
        return end
    if not text[end].isspace():
        if not _glued(text, at, end):
            return 0
        # « … en colère.""Un policier … »: of two glued marks the second opens.
        end -= text[end - 1] == '"' and text.count('"', start, end) % 2
        after = end
    if text[at] == "." and _abbreviated(text[start : at + 1], abbreviations):
        return 0
    return 0 if after < limit and text[after].islower() else end


def _in_a_day(text: str, at: int, months: tuple[str, ...]) -> bool:
    """« am 15. April »: the full stop makes an ordinal of the day."""
    if text[at] != "." or not text[at - 1 : at].isdigit() or (text[max(0, at - 3) : at].isdigit() and at >= 3):
        return False
    word = re.match(r"[ \u00a0]([^\W\d_]+)", text[at + 1 : at + 20])
    return word is not None and word[1].lower() in months


def _cut_after_quote(text: str, quote: int, limit: int) -> int:
    after = quote + 1
    while after < limit and text[after] in _BLANKS:
        after += 1
    # « … contrat. », a déclaré X : the sentence goes on after the quotation.
    goes_on = after < limit and (text[after].islower() or text[after] in ",;:—–-")
    return 0 if goes_on else quote + 1


def _glued(text: str, at: int, end: int) -> bool:
    """Two sentences without a space between them (« vie.Alain », « 2018.Mais »): small letters or a year, the mark, perhaps
    quotation marks, a capital and a small one."""
    ended = text[max(0, at - 2) : at]
    return (
        at > 1
        and set(text[at + 1 : end]) <= set(CLOSERS)
        and (ended.islower() or text[max(0, at - 4) : at].isdigit() or ended[-1] in CLOSERS)
        and text[end : end + 2].istitle()
        and len(text[end : end + 2].strip()) == 2
    )


def _abbreviated(before: str, abbreviations: tuple[str, ...]) -> bool:
    low = before.lower()
    if low.endswith(abbreviations):
        for short in abbreviations:
            if low.endswith(short) and not low[: -len(short)][-1:].isalnum():
                return True
    return bool(_INITIAL.search(before[-4:]))


@cache
def _any_of(characters: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(characters)}]")


@cache
def _lowered(abbreviations: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(short.lower() for short in abbreviations)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and (text[start].isspace() or text[start] in _BLANKS):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _BLANKS):
        end -= 1
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None

"""Quotations: what stands between quotation marks, over as many sentences as it lasts."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

# ” opens in Finnish and Swedish, “ closes in German.
CLOSING = {"«": "»", "“": '”"', "„": "“”", "「": "」", "『": "』", '"': '"', "”": "”", "»": "«", "''": "''"}
_MARKS = re.compile(r"[«»“”„「」『』\"\n]|''")
# A mark that nothing closes is an inch, or a paragraph that the next one carries on.
LONGEST = 1_500


def quotations_of(text: str) -> tuple[tuple[int, int], ...]:
    """The quotations of a text, marks included, in order: the outermost ones."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[tuple[int, int]]:
    opened, closing = -1, ""
    for match in _MARKS.finditer(text):
        at, sign = match.start(), match[0]
        if opened >= 0 and at - opened > LONGEST:
            opened = -1
        if opened < 0:
            if sign in CLOSING and _opens(text, at, sign):
                opened, closing = at, CLOSING[sign]
        elif sign == "\n":
            if closing in {'"', "”", "''"}:  # the next paragraph opens its own
                if at - opened > 30:
                    yield opened, at
                opened = -1
        elif sign in {'"', "''"} and sign in closing and _begins(text, at, sign):
            opened = at  # the one before was never closed
        elif sign in closing:  # "''" closes itself alone, one sign any of its kind
            yield opened, match.end()
            opened = -1


def _opens(text: str, at: int, sign: str) -> bool:
    """» and ” open only where such texts use them so: after a blank, before a letter. A straight mark between a letter and a
    blank closes one that a line break cut in two."""
    if sign in {'"', "''"}:
        follows = text[at + len(sign) : at + len(sign) + 1]
        return not (
            at > 0
            and (text[at - 1].isalnum() or text[at - 1] in ".,!?)")
            and (not follows or follows.isspace() or follows in ".,;)")
        )
    if sign not in "»”":
        return True
    return (at == 0 or text[at - 1].isspace()) and text[at + 1 : at + 2].isalnum()


def _begins(text: str, at: int, sign: str) -> bool:
    """A straight mark behind a blank and before a word can only open."""
    return at > 0 and text[at - 1] in " \u00a0(" and text[at + len(sign) : at + len(sign) + 1].isalnum()


def around(quotations: Sequence[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """The quotation that holds a place, its marks included."""
    found = bisect_right(quotations, (at, 1 << 60)) - 1
    return quotations[found] if found >= 0 and quotations[found][0] <= at < quotations[found][1] else None

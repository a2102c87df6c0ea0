"""Quotations: what stands between quotation marks, over as many sentences as it lasts."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

# ” opens in Finnish and Swedish, “ closes in German.
CLOSING = {"«": "»", "“": "”", "„": "“”", "「": "」", "『": "』", '"': '"', "”": "”", "»": "«"}
_MARKS = re.compile(r"[«»“”„「」『』\"\n]")
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
            if closing in {'"', "”"}:  # the next paragraph opens its own
                if at - opened > 30:
                    yield opened, at
                opened = -1
        elif sign in closing:
            yield opened, at + 1
            opened = -1


def _opens(text: str, at: int, sign: str) -> bool:
    """» and ” open only where such texts use them so: after a blank, before a letter."""
    if sign not in "»”":
        return True
    return (at == 0 or text[at - 1].isspace()) and text[at + 1 : at + 2].isalnum()


def around(quotations: Sequence[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """The quotation that holds a place, its marks included."""
    found = bisect_right(quotations, (at, 1 << 60)) - 1
    return quotations[found] if found >= 0 and quotations[found][0] <= at < quotations[found][1] else None

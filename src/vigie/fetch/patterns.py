"""The pattern that the addresses of a page's articles match (`Feed.links`), refused where it could take for ever.

Python's expressions go back and try again: `(a+)+` doubles its time with every character. A pattern is taken only where
the ways back are few: none inside a repeat, and at most two repeats that what follows them could also have taken.
Raises FetchError. Read next: links.py.
"""

import re
from functools import lru_cache
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from vigie.model import FetchError

LONGEST = 200
LONGEST_ADDRESS = 300  # longer ones are passed over: time grows with the cube of it
_MOST_LOOSE = 2
_MANY = 10


@lru_cache(maxsize=2_000)
def link_pattern(written: str) -> re.Pattern[str]:
    """The pattern, compiled. Raises FetchError, in one line, for one that is wrong or may take for ever."""
    if len(written) > LONGEST:
        raise _refused(written[:60] + "…", f"has more than {LONGEST} characters")
    try:
        compiled = re.compile(written)
        tree = parser.parse(written)
    except (re.error, RecursionError, OverflowError) as error:
        raise _refused(written, f"is no regular expression ({error})") from error
    if _loose(list(tree), inside=False) > _MOST_LOOSE:
        raise _refused(written, "has repeats that can be read in too many ways")
    return compiled


def _refused(written: str, why: str) -> FetchError:
    return FetchError(
        "fetch.bad_pattern", f"the pattern of links {written!r} {why}", "write a plainer one: /news/[0-9]+"
    )


def _loose(nodes: list[Any], *, inside: bool) -> int:
    """How many repeats could be read in several ways; more than allowed where one stands inside another."""
    count = 0
    for place, (kind, argument) in enumerate(nodes):
        following = nodes[place + 1] if place + 1 < len(nodes) else None
        if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            _, most, inner = argument
            if most != sre.MAXREPEAT and most <= 1:
                count += _loose(list(inner), inside=inside)
            elif most == sre.MAXREPEAT or most > _MANY:
                count += _MOST_LOOSE + 1 if inside or _has_repeat(list(inner)) else _free(list(inner), following)
            else:
                count += most * _loose(list(inner), inside=inside)
        elif kind in (sre.GROUPREF, sre.GROUPREF_EXISTS):
            count += _MOST_LOOSE + 1
        else:
            count += sum(_loose(branch, inside=inside) for branch in _branches(kind, argument))
    return count


def _branches(kind: Any, argument: Any) -> list[list[Any]]:
    if kind is sre.SUBPATTERN:
        return [list(argument[-1])]
    if kind is sre.BRANCH:
        return [list(branch) for branch in argument[1]]
    if kind in (sre.ASSERT, sre.ASSERT_NOT):
        return [list(argument[1])]
    return [list(argument)] if kind is sre.ATOMIC_GROUP else []


def _has_repeat(nodes: list[Any]) -> bool:
    return any(
        kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.BRANCH) or any(map(_has_repeat, _branches(kind, argument)))
        for kind, argument in nodes
    )


def _free(inner: list[Any], following: Any) -> int:
    """0 where the repeat must end: at the end of the pattern, or before a character that it cannot take; else 1."""
    if following is None:
        return 0
    kind, argument = following
    if len(inner) != 1 or kind is not sre.LITERAL:
        return 1
    one, what = inner[0]
    if one is sre.LITERAL:
        return int(what == argument)
    if one is sre.NOT_LITERAL:
        return int(what != argument)
    if one is not sre.IN:
        return 1
    negated = what[:1] == [(sre.NEGATE, None)]
    taken = any(_takes(part, chr(argument)) for part in what)
    return int(taken is not negated)


def _takes(part: Any, character: str) -> bool:
    kind, what = part
    if kind is sre.LITERAL:
        return bool(what == ord(character))
    if kind is sre.RANGE:
        return bool(what[0] <= ord(character) <= what[1])
    if kind is sre.CATEGORY:
        return {
            sre.CATEGORY_DIGIT: character.isdigit(),
            sre.CATEGORY_NOT_DIGIT: not character.isdigit(),
            sre.CATEGORY_WORD: character.isalnum() or character == "_",
            sre.CATEGORY_NOT_WORD: not (character.isalnum() or character == "_"),
            sre.CATEGORY_SPACE: character.isspace(),
            sre.CATEGORY_NOT_SPACE: not character.isspace(),
        }.get(what, True)
    return False

"""Which of many patterns may match a text: those with a word that every match of theirs holds, and that the text holds too.

Three hundred patterns, most of which begin with « up to 80 of anything », are slow to fail on every line of every article. One
pass over the line for the words they need leaves none or two to be tried. Read next: asides.py.
"""

import re
from collections.abc import Sequence
from functools import cache

from ahocorasick_rs import AhoCorasick

_REPEATED = re.compile(r"[?*+]\??|\{(\d*)(?:,\d*)?\}\??")
# IGNORECASE and `str.lower` do not agree on these: ſ for s, ı and İ for i, µ for μ; Σ is lowered to σ or ς.
_ODD = re.compile(
    "[\u00b5\u03a3\u0130\u0131\u017f\u0345\u03c2\u03d0\u03d1\u03d5\u03d6\u03f0\u03f1\u03f5\u1c80-\u1c88"
    "\u1e9b\u1e9e\u1fbe\u1fd3\u1fe3\ufb05\ufb06]"
)


class Needles:
    """Patterns (re, IGNORECASE) in the order in which they are tried."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = tuple(patterns)
        self._always: list[int] = []
        words: dict[str, list[int]] = {}
        for number, pattern in enumerate(self._patterns):
            needed = words_needed(pattern)
            for word in needed:
                words.setdefault(word, []).append(number)
            if not needed:
                self._always.append(number)
        self._numbers = list(words.values())
        self._automaton = AhoCorasick(list(words)) if words else None

    def first_full(self, text: str) -> int | None:
        """The number of the first pattern that matches the whole of `text`."""
        return next((n for n in self._possible(text) if _compiled(self._patterns[n]).fullmatch(text)), None)

    def _possible(self, text: str) -> Sequence[int]:
        if self._automaton is None:
            return self._always
        if not text.isascii() and _ODD.search(text):
            return range(len(self._patterns))
        hits = self._automaton.find_matches_as_indexes(text.lower(), overlapping=True)
        if not hits:
            return self._always
        return sorted({number for word, _, _ in hits for number in self._numbers[word]} | set(self._always))


def words_needed(pattern: str) -> frozenset[str]:
    """Words in small letters of which every match of `pattern` holds at least one; empty when none can be told.

    « .{0,80}(cookies|traceurs).{0,200} » needs « cookies » or « traceurs ». What is not understood needs nothing.
    """
    try:
        found, end = _alternatives(pattern, 0)
    except _UnknownSyntaxError:
        return frozenset()
    return found if end == len(pattern) else frozenset()


class _UnknownSyntaxError(Exception):
    """A construct that is not read here; its pattern is always tried."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _alternatives(pattern: str, at: int) -> tuple[frozenset[str], int]:
    """What the branches up to the end of a group need, and where they end: all of them, or nothing if one needs nothing."""
    branches: list[frozenset[str]] = []
    while True:
        branch, at = _sequence(pattern, at)
        branches.append(branch)
        if at >= len(pattern) or pattern[at] != "|":
            return (frozenset().union(*branches) if all(branches) else frozenset()), at
        at += 1


def _sequence(pattern: str, at: int) -> tuple[frozenset[str], int]:
    """What one branch needs: of the words and groups that it cannot do without, the longest."""
    offers: list[frozenset[str]] = []
    word = ""
    while at < len(pattern) and pattern[at] not in "|)":
        letter, group, at = _element(pattern, at)
        repeated = _REPEATED.match(pattern, at)
        at = repeated.end() if repeated else at
        if repeated and (repeated[0][0] in "?*" or (repeated[0][0] == "{" and not int(repeated[1] or 0))):
            letter, group = "", frozenset()
        word += letter
        if not letter or repeated:
            offers.append(frozenset([word] if word else []))
            offers.append(group)
            word = ""
    offers.append(frozenset([word] if word else []))
    return max(offers, key=lambda words: min(map(len, words), default=0)), at


def _element(pattern: str, at: int) -> tuple[str, frozenset[str], int]:
    """One element of a branch: (its letter in lower case, what its group needs, where the next one begins)."""
    sign = pattern[at]
    if sign == "(":
        plain = pattern.startswith("(?:", at)
        if pattern.startswith("(?", at) and not plain:
            raise _UnknownSyntaxError
        group, at = _alternatives(pattern, at + (3 if plain else 1))
        return "", group, at + 1
    if sign == "[":
        return "", frozenset(), _after_class(pattern, at)
    if sign == "\\":
        escaped = pattern[at + 1]
        if escaped.isalnum() and escaped not in "dDsSwWbB":
            raise _UnknownSyntaxError
        return "" if escaped.isalnum() else escaped, frozenset(), at + 2
    if sign in ".^$":
        return "", frozenset(), at + 1
    low = sign.lower()
    # A letter that grows in lower case, or that IGNORECASE may find under an odd sign, cuts the word.
    return low if len(low) == 1 and not _ODD.match(sign) else "", frozenset(), at + 1


def _after_class(pattern: str, at: int) -> int:
    """Where « [^…] » ends: a bracket right after the opening one, and an escaped one, are members."""
    at += 2 if pattern.startswith("[^", at) else 1
    first = at
    while pattern[at] != "]" or at == first:
        at += 2 if pattern[at] == "\\" else 1
    return at + 1

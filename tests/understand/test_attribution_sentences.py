"""Who says what, as sentences: one file a language, each sentence marked with what must be found in it.

`<s>…</s>` is the source (`<a>…</a>` one that nobody could ask again), `<c>…</c>` the cue, `<q>…</q>` the content. Marks
may stand inside one another: « <q>Le régime s'est, <c>selon</c> <s>lui</s>, effondré</q> ». Under `none`, sentences
that report nothing.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from vigie.model import Article, Attribution
from vigie.understand.reading import decide

CASES = Path(__file__).parent / "attribution_cases"
MARK = re.compile(r"<(/?)([sacq])>")
# Where exactly a content begins and ends is a matter of taste (« que » in or out): so much of both must be the same.
ALIKE = 0.7


@dataclass(frozen=True)
class Marked:
    """A sentence without its marks, and what they marked: (start, end) by letter."""

    text: str
    spans: dict[str, tuple[int, int]]


def marked(written: str) -> Marked:
    text, at = "", 0
    spans: dict[str, tuple[int, int]] = {}
    opened: dict[str, int] = {}
    for mark in MARK.finditer(written):
        text += written[at : mark.start()]
        at = mark.end()
        if mark[1]:
            spans[mark[2]] = (opened.pop(mark[2]), len(text))
        else:
            opened[mark[2]] = len(text)
    return Marked(text + written[at:], spans)


def sentences(table: str) -> list[tuple[str, str]]:
    found = []
    for path in sorted(CASES.glob("*.toml")):
        listed = tomllib.loads(path.read_text("utf-8"))
        found += [(path.stem, sentence) for sentence in listed.get(table, ())]
    return found


def read(language: str, text: str) -> tuple[str, tuple[Attribution, ...]]:
    when = datetime(2026, 3, 18, 8, tzinfo=UTC)
    article = Article(
        "a", "https://example.org/a", "Essai", "", text, when, when, language=language, title_in_text=True
    )
    return text, decide(article).attributions


def alike(one: tuple[int, int], other: tuple[int, int]) -> float:
    common = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return common / max(one[1] - one[0], other[1] - other[0], 1)


def agrees(expected: Marked, found: Attribution) -> bool:
    wanted = expected.spans.get("s") or expected.spans.get("a")
    if wanted and wanted[0] == wanted[1]:
        wanted = None
    source = (found.source.start, found.source.end) if found.source else None
    cue = (found.cue.start, found.cue.end) if found.cue else None
    if (wanted is None) != (source is None) or found.anonymous != ("a" in expected.spans):
        return False
    same_source = wanted is None or source is None or alike(wanted, source) >= ALIKE
    wanted_cue = expected.spans.get("c")
    same_cue = wanted_cue is None or (cue is not None and alike(wanted_cue, cue) >= 0.5)
    return same_source and same_cue and alike(expected.spans["q"], (found.content.start, found.content.end)) >= ALIKE


@pytest.mark.parametrize(("language", "written"), sentences("cases"))
def test_who_says_what(language: str, written: str) -> None:
    expected = marked(written)
    text, found = read(language, expected.text)
    told = [
        (a.source and text[a.source.start : a.source.end], a.cue and text[a.cue.start : a.cue.end],
         text[a.content.start : a.content.end], a.anonymous)
        for a in found
    ]  # fmt: skip
    assert any(agrees(expected, attribution) for attribution in found), told


@pytest.mark.parametrize(("language", "written"), sentences("none"))
def test_nobody_says_anything(language: str, written: str) -> None:
    assert read(language, written)[1] == ()

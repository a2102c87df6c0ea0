"""Rewriting recorded sentences without changing what they say: what a checker must let pass."""

import re
from collections.abc import Iterator
from typing import Final

from vigie.app.evaluation.checker.planting import swapped
from vigie.app.evaluation.checker.recorded import Source
from vigie.app.evaluation.checker.tables import Pairs, Table, Variant
from vigie.model import Span

SHAPES: Final = ("verbatim", "shortened", "formats", "reporting", "fronted")
FRONTED_LEAST = 30  # characters of what is said: less is no sentence
FRONTED_REST = 8  # characters beside what is said, who says it and the verb: marks, « mardi »
_QUOTES = re.compile('[“”«»„「」『』"]| [-–—] ')  # and a dateline's dash
_QUOTED = re.compile('“[^”]*”|«[^»]*»|„[^“”]*[“”]|「[^」]*」|『[^』]*』|"[^"]*"')


def rewritten(source: Source, table: Table, language: str) -> Iterator[Variant]:
    """The sentence as it stands, and each way in which it can be rewritten."""
    yield Variant("verbatim", source.text)
    for shape, pairs in (
        ("shortened", table.same.cut),
        ("formats", table.same.formats),
        ("reporting", table.same.reporting),
    ):
        text = _first(source.text, pairs, language)
        if text:
            yield Variant(shape, text)
    fronted = _fronted(source, table.same.fronted)
    if fronted:
        yield Variant("fronted", fronted)


def _first(text: str, pairs: Pairs, language: str) -> str:
    """The first rewriting that leaves alone what stands between quotation marks: quoted words are to stay as they are."""
    quoted = _quoted(text)
    return next((found for found in swapped(text, pairs, language) if found != text and _quoted(found) == quoted), "")


def _quoted(text: str) -> list[str]:
    # An odd mark leaves open where a quotation ends: then all of the sentence counts as quoted.
    if text.count('"') % 2 or text.count("«") != text.count("»") or text.count("“") > text.count("”") + text.count("„"):
        return [text]
    return _QUOTED.findall(text)


def _fronted(source: Source, template: str) -> str:
    """« Selon X, … » for what X is said to have said: all of one sentence, of a speaker with a name."""
    if not template:
        return ""
    text, base = source.item.article.text, source.span
    for attribution in source.item.understanding.attributions:
        said, by = attribution.content, attribution.source
        if by is None or not _inside(by, base) or not _inside(said, base) or attribution.kind != "indirect":
            continue
        content = text[said.start : said.end].strip(" ,.;。、，")
        # What follows the speaker may be a part of a clause; what goes before him to the sentence's head is whole when
        # nothing but him and the verb of saying comes behind it.
        cue = attribution.cue
        rest = base.end - said.end - (by.end - by.start) - (cue.end - cue.start if cue else 0)
        named = any(m.span.overlaps(by) for m in source.item.understanding.mentions if m.kind != "unknown")
        if (
            said.start == base.start
            and (cue is None or cue.start >= said.end)
            and by.start >= said.end
            and named
            and rest <= FRONTED_REST
            and len(content) >= FRONTED_LEAST
            and not _QUOTES.search(content)
        ):
            end = "。" if "。" in text[base.start : base.end] else "."
            return template.format(source=text[by.start : by.end], content=content) + end
    return ""


def _inside(span: Span, other: Span) -> bool:
    return span.part == other.part and other.start <= span.start and span.end <= other.end

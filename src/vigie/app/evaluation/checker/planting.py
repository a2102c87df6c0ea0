"""Planting errors in recorded sentences: one thing changed, of which one can be sure that it is wrong now.

What is put for what stands in tables; nothing here knows a language. A sentence without the thing to change gives nothing.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import cache

from vigie.app.evaluation.checker.recorded import Source
from vigie.app.evaluation.checker.tables import Pairs, Swaps, Table, Variant
from vigie.knowledge.cues import cues
from vigie.model import Claim, EventType, Mention, Span

# Events that both parties are in alike: exchanging them changes nothing.
EVEN = frozenset({EventType.PARTNERSHIP, EventType.OTHER, EventType.RESULTS, EventType.LAUNCH, EventType.RESEARCH})
_DIGIT = re.compile(r"\d")
# Digits that count nothing: of an address, a clock, a score, a list, a number in a longer name (GPT-5.2, F-35).
_NO_FIGURE = re.compile(r"\S*[@/:]\S*|\w*[^\W\d_][-–]?\d[\w.\-]*|\d+[A-Za-z]\w*|^\W*\d+[.)]\s|[(（]\d+[)）]")
MARK = re.compile(r"[\u200b-\u200f\u202a-\u202e]")


def planted(source: Source, table: Table, language: str) -> Iterator[Variant]:
    """Every kind of error that this sentence can carry, one variant a kind."""
    several = {
        "name": _names(source, table),
        "digit": _digits(source),
        "unit": swapped(source.text, table.swaps.unit, language),
        "currency": swapped(source.text, table.swaps.currency, language),
        "date": _days(source.text, table.swaps, language),
        "direction": swapped(source.text, table.swaps.direction, language),
        "negation": swapped(source.text, table.swaps.negation, language),
        "hedge": swapped(source.text, table.swaps.hedge, language),
        "speaker": _speakers(source, table),
        "role": _roles(source),
        "status": swapped(source.text, table.swaps.status, language),
    }
    for kind, texts in several.items():
        different = [text for text in texts if text != source.text]
        if different:
            yield Variant(kind, different[_number(source, kind) % len(different)])


def swapped(text: str, pairs: Pairs, language: str) -> list[str]:
    """The text with one pattern's place replaced, once for each place. Patterns stand for whole words in scripts that
    space them; a capital at the head of the place is kept."""
    found = []
    for pattern, put in pairs:
        for place in _pattern(pattern, language).finditer(text):
            words = place.expand(put)
            if place[0][:1].isupper() and not words[:1].isupper():
                words = words[:1].upper() + words[1:]
            found.append(_tidy(text[: place.start()] + words + text[place.end() :]))
    return found


@cache
def _pattern(pattern: str, language: str) -> re.Pattern[str]:
    read = cues(language)
    if read is not None and read.spaced:
        # A pattern that looks behind itself, or opens with a sign, has its own left edge.
        edge = "" if pattern.startswith(("(?<", "\\", "€", "£")) else r"(?<![\w’'-])"
        pattern = rf"{edge}(?:{pattern})(?![\w-])"
    return re.compile(pattern, re.IGNORECASE)


def _tidy(text: str) -> str:
    text = re.sub(r" {2,}", " ", text).replace(" ,", ",").replace(" .", ".").strip()
    return text[:1].upper() + text[1:]


def _names(source: Source, table: Table) -> list[str]:
    """A name replaced by one of its kind that the article does not hold."""
    found = []
    for mention in _mentions(source):
        kind = _pool_of(mention)
        others = [name for name in table.names.get(kind, ()) if name not in source.item.article.text]
        if others:
            found.append(_put(source, mention.span, others[_number(source, mention.name) % len(others)]))
    return found


def _pool_of(mention: Mention) -> str:
    if mention.kind in {"company", "lab", "outlet", "person", "place"}:
        return mention.kind if mention.kind != "lab" else "company"
    # An unknown name of two words or more: what it is cannot be told, but an unknown one of our own is another.
    return "unknown" if mention.kind == "unknown" and " " in mention.name else ""


def _digits(source: Source) -> list[str]:
    """One digit changed, of a figure. The first digit of a number stays other than zero."""
    text = source.text
    closed = [place.span() for place in _NO_FIGURE.finditer(text)]
    found = []
    for place in _DIGIT.finditer(text):
        if any(start <= place.start() < end for start, end in closed):
            continue
        digit = int(place[0])
        other = (digit + 3 + _number(source, str(place.start())) % 5) % 10 or 4
        if other != digit:
            # In the digits of its own script: ٣ stays Arabic-Indic.
            zero = ord(place[0]) - digit
            found.append(text[: place.start()] + chr(zero + other) + text[place.end() :])
    return found


def _days(text: str, swaps: Swaps, language: str) -> list[str]:
    found = []
    for names, shapes in ((swaps.months, swaps.month_shapes), (swaps.weekdays, ("M",))):
        for at, name in enumerate(names):
            other = names[(at + 2) % len(names)]
            for shape in shapes:
                before, _, after = shape.partition("M")
                read = cues(language)
                edges = ("(?<!\\w)", "(?!\\w)") if read is not None and read.spaced else ("", "")
                shaped = re.compile(f"({_wild(before)}){edges[0]}{re.escape(name)}{edges[1]}(?={_wild(after)})")
                found += [text[: place.end(1)] + other + text[place.end() :] for place in shaped.finditer(text)]
    return found


def _wild(shape: str) -> str:
    return shape.replace("#", r"\d+").replace(" ", "[ \u00a0\u202f]")


def _speakers(source: Source, table: Table) -> list[str]:
    """The named speaker of this sentence replaced: by another name of the sentence where there is one, which is the
    harder error, else by another of the same kind."""
    mentions = _mentions(source)
    found = []
    for attribution in source.item.understanding.attributions:
        if attribution.source is None or attribution.anonymous or not _holds(source, attribution.source):
            continue
        speaking = [m for m in mentions if _inside(m.span, attribution.source)]
        if len(speaking) != 1:
            continue
        speaker = speaking[0]
        others = [m for m in mentions if m.name != speaker.name and m.kind == speaker.kind != "unknown"]
        pool = [name for name in table.names.get(_pool_of(speaker), ()) if name not in source.item.article.text]
        if others:
            found.append(_exchanged(source, speaker.span, others[0].span))
        elif pool:
            found.append(_put(source, speaker.span, pool[_number(source, "speaker") % len(pool)]))
    return found


def _roles(source: Source) -> list[str]:
    """Agent and patient of one claim exchanged, both names of this sentence."""
    found = []
    for claim in source.item.understanding.claims:
        at = _parties(source, claim)
        if at is not None and claim.event_type not in EVEN:
            found.append(_exchanged(source, *at))
    return found


def _parties(source: Source, claim: Claim) -> tuple[Span, Span] | None:
    if not (claim.agent_named and claim.patient_named and claim.agent and claim.patient):
        return None
    found = [
        next((m.span for m in _mentions(source) if at is not None and m.span.overlaps(at)), None)
        for at in (claim.agent_at, claim.patient_at)
    ]
    agent, patient = found
    return (agent, patient) if agent is not None and patient is not None and agent != patient else None


def _mentions(source: Source) -> list[Mention]:
    return [m for m in source.item.understanding.mentions if _holds(source, m.span)]


def _holds(source: Source, span: Span) -> bool:
    return span.part == source.span.part and _inside(span, source.span)


def _inside(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _put(source: Source, span: Span, words: str) -> str:
    start, end = span.start - source.span.start, span.end - source.span.start
    return source.text[:start] + words + source.text[end:]


def _exchanged(source: Source, one: Span, other: Span) -> str:
    first, second = sorted((one, other), key=lambda span: span.start)
    text, base = source.item.article.text, source.span
    return (
        text[base.start : first.start]
        + text[second.start : second.end]
        + text[first.end : second.start]
        + text[first.start : first.end]
        + text[second.end : base.end]
    )


def _number(source: Source, salt: str) -> int:
    named = f"{source.item.article.id}:{source.span.start}:{salt}"
    return int.from_bytes(hashlib.sha256(named.encode()).digest()[:4], "big")

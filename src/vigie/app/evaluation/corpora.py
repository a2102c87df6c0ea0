"""Attributions in two corpora that others annotated: PolNeAR (English politics) and German Wikinews.

Each text is read by the stage `understand` alone, as one record. What is compared: the distinct source spans and the
distinct content spans of a text, each kind by itself, one-to-one, best overlap first, as the scorer of our own labels
pairs them (it stands beside those labels and is loaded from there, so that there is one yardstick).

A span is hit when it shares at least half of the tokens of the longer one; `exact` asks for the very same tokens, marks
around them aside. `attribution` asks for more: source and content of one attribution both hit by those of one other
(a source that the corpus leaves out is asked of nobody). An annotation in several pieces (« "No", he said, "never" ») is
taken from its first to its last character, as ours are; nested ones count like the others, and so does every type of
quotation of Wikinews, "reported" and free indirect ones too. Texts are read to the same length as any other: what the
corpora annotate beyond it is missed and counted as missed.
"""

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from vigie.app.evaluation.scores import Progress, Score, required
from vigie.app.evaluation.trial import records
from vigie.app.evaluation.yardstick import SCORER, Yardstick, loaded
from vigie.model import Article, Span
from vigie.understand.reading import decide

POLNEAR = "data/attribution/polnear_dev.jsonl.gz"
WIKINEWS = "data/attribution/de_wikinews_dev.jsonl.gz"
HALF = 0.5
SOURCE_FLOOR, CONTENT_FLOOR = 0.65, 0.70
PARTS = ("source", "cue", "content")

Bounds = tuple[int, int]
PairUp = Callable[[Mapping[tuple[int, int], float]], Sequence[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Voiced:
    """One attribution of a text as characters from and to: by the corpus or by us."""

    source: Bounds | None
    cue: Bounds | None
    content: Bounds | None

    def part(self, name: str) -> Bounds | None:
        return {"source": self.source, "cue": self.cue, "content": self.content}[name]


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text of a corpus as an article, and its attributions."""

    article: Article
    attributions: tuple[Voiced, ...]
    joined: bool = False  # a quotation cut in two by its speaker is one content


def scores(data: Path, progress: Progress, limit: int = 0) -> tuple[Score, ...]:
    """The scores of both corpora; `limit` reads only so many texts of each. Raises UsageError when a file is missing."""
    polnear, wikinews, scorer = required(data, POLNEAR, WIKINEWS, SCORER)
    yardstick = loaded(scorer)
    return (
        *_scores("polnear", chosen(polnear_texts(polnear), limit), yardstick, progress),
        *_scores("wikinews_de", chosen(wikinews_texts(wikinews), limit), yardstick, progress),
    )


def chosen(texts: Iterator[Annotated], limit: int) -> list[Annotated]:
    """All texts, or so many of them, picked by the digest of their names: the same ones each time, of all publishers."""
    every = list(texts)
    if not limit:
        return every
    return sorted(every, key=lambda text: hashlib.sha256(text.article.id.encode()).digest())[:limit]


# ── What the corpora hold ───────────────────────────────────────────────────────────────────────────────────────────


def polnear_texts(path: Path) -> Iterator[Annotated]:
    """PolNeAR: relations name the spans, "Attribution:T4 Content:T3 Cue:T2 Source:T1". The first line is the title."""
    for record in records(path):
        title = record["text"].lstrip().partition("\n")[0].strip()
        yield Annotated(
            _article(f"polnear-{record['id']}", title, record["text"], "en", record["id"].split("_")[1], True),
            tuple(voiced for relation in record["relations"] if (voiced := _related(relation, record["spans"]))),
            joined=True,
        )


def _related(relation: str, spans: Mapping[str, Mapping[str, Any]]) -> Voiced | None:
    parts: dict[str, list[Bounds]] = {}
    for role, name in (part.split(":") for part in relation.split()):
        parts.setdefault(role.rstrip("2"), []).extend((start, end) for start, end in spans[name]["spans"])
    voiced = Voiced(*(_hull(parts.get(role, [])) for role in ("Source", "Cue", "Content")))
    return voiced if voiced.content or voiced.source else None


def wikinews_texts(path: Path) -> Iterator[Annotated]:
    """German Wikinews: title and day are in the document's name, "7 - Brücke öffnet (2005-09-06)"."""
    for record in records(path):
        named = re.fullmatch(r"(?P<number>\d+) - (?P<title>.+?)(?: \((?P<day>[\d-]{10})\))?", record["documentName"])
        title, day = (named["title"], named["day"] or "") if named else (record["documentName"], "")
        yield Annotated(
            _article(f"wikinews-{record['documentName']}", title, record["originalText"], "de", day, False),
            tuple(
                Voiced(*(_hull(_pieces(given[role])) for role in ("speaker", "cue", "quote")))
                for given in record["annotations"]
            ),
        )


def _pieces(given: Mapping[str, Any]) -> list[Bounds]:
    return [(piece["charBegin"], piece["charEnd"]) for piece in given["spans"]]


def _hull(pieces: Sequence[Bounds]) -> Bounds | None:
    return (min(start for start, _ in pieces), max(end for _, end in pieces)) if pieces else None


def _article(name: str, title: str, text: str, language: str, day: str, title_in_text: bool) -> Article:
    # Not through the import: it brings texts to one Unicode form, and the offsets of 25 of them would move.
    known = re.fullmatch(r"\d{4}-\d\d-\d\d", day)
    at = datetime.fromisoformat(day if known else "2000-01-01").replace(tzinfo=UTC)
    return Article(name, "", "corpus", title, text, at, at, bool(known), language, title_in_text=title_in_text)


def predicted(article: Article, *, joined: bool = False) -> tuple[Voiced, ...]:
    """What we find in a text; what stands in a title of its own is not annotated by the corpora, and left out. With `joined`
    a quotation that goes on behind its cue is one content with its beginning, as PolNeAR has it."""
    found = (a for a in decide(article).attributions if a.content.part == "text")
    voiced = tuple(Voiced(_bounds(a.source), _bounds(a.cue), _bounds(a.content)) for a in found)
    return _joined(voiced) if joined else voiced


def _joined(found: Iterable[Voiced]) -> tuple[Voiced, ...]:
    """What our labels call a second attribution without a source, made one with the first: the hull of both contents."""
    kept: list[Voiced] = []
    for one in found:
        last = kept[-1] if kept else None
        if last and one.source is None and one.cue == last.cue and last.content and one.content:
            hull = (min(last.content[0], one.content[0]), max(last.content[1], one.content[1]))
            kept[-1] = Voiced(last.source, last.cue, hull)
        else:
            kept.append(one)
    return tuple(kept)


def _bounds(span: Span | None) -> Bounds | None:
    return (span.start, span.end) if span else None


# ── Counting ────────────────────────────────────────────────────────────────────────────────────────────────────────


class Tokens:
    """Tells which tokens of a text a span holds, with the tokens of the scorer, and how much two spans share."""

    def __init__(self, pieces: Sequence[Bounds]) -> None:
        self._starts = [start for start, _ in pieces]
        self._ends = [end for _, end in pieces]

    def of(self, span: Bounds | None) -> Bounds | None:
        """First token and one past the last; None for a span that holds none."""
        if span is None:
            return None
        first, last = bisect_right(self._ends, span[0]), bisect_left(self._starts, span[1])
        return (first, last) if first < last else None


def overlap(one: Bounds | None, other: Bounds | None) -> float:
    """The share of the longer span that both hold."""
    if one is None or other is None:
        return 0.0
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(shared, 0) / max(one[1] - one[0], other[1] - other[0])


def counted(gold: Sequence[Voiced], found: Sequence[Voiced], tokens: Tokens, pair_up: PairUp) -> Counter[str]:
    """How many spans of each kind the corpus has, how many we have, how many are hit by half and exactly."""
    tally: Counter[str] = Counter()
    for part in PARTS:
        wanted, had = (_distinct(part, side, tokens) for side in (gold, found))
        for way, least in (("half", HALF), ("exact", 1.0)):
            shares = {(g, f): overlap(a, b) for g, a in enumerate(wanted) for f, b in enumerate(had)}
            hits = pair_up({pair: share for pair, share in shares.items() if share >= least})
            tally[f"{part}.{way}.hit"] += len(hits)
            tally[f"{part}.{way}.wanted"] += len(wanted)
            tally[f"{part}.{way}.had"] += len(had)
    return tally + _together(gold, found, tokens, pair_up)


def _distinct(part: str, side: Sequence[Voiced], tokens: Tokens) -> list[Bounds]:
    return sorted({span for one in side if (span := tokens.of(one.part(part)))})


def _together(gold: Sequence[Voiced], found: Sequence[Voiced], tokens: Tokens, pair_up: PairUp) -> Counter[str]:
    shares: dict[tuple[int, int], float] = {}
    for g, one in enumerate(gold):
        for f, other in enumerate(found):
            content = overlap(tokens.of(one.content), tokens.of(other.content))
            source = overlap(tokens.of(one.source), tokens.of(other.source)) if one.source else 1.0
            if content >= HALF and source >= HALF:
                shares[g, f] = content + source
    hits = len(pair_up(shares))
    return Counter(
        {"attribution.half.hit": hits, "attribution.half.wanted": len(gold), "attribution.half.had": len(found)}
    )


def tallied(text: Annotated, yardstick: Yardstick) -> Counter[str]:
    """The counts of one text."""
    tokens = Tokens(yardstick.Ruler(text.article.text).starts)
    return counted(text.attributions, predicted(text.article, joined=text.joined), tokens, yardstick.pair_up)


def _scores(name: str, texts: Sequence[Annotated], yardstick: Yardstick, progress: Progress) -> Iterator[Score]:
    progress.started(f"attribution: {name}")
    total: Counter[str] = Counter()
    for text in texts:
        total.update(tallied(text, yardstick))
        progress.advanced(f"attribution: {name}", 1)
    floors = {"source": SOURCE_FLOOR, "content": CONTENT_FLOOR}
    size = f"{len(texts)} texts"
    for part in ("source", "content", "cue", "attribution"):
        precision, recall, f1 = precision_recall(total, f"{part}.half")
        wanted, had = total[f"{part}.half.wanted"], total[f"{part}.half.had"]
        if part in floors:
            yield Score(f"{name}.{part}_precision", precision)
            yield Score(f"{name}.{part}_recall", recall)
        yield Score(f"{name}.{part}_f1", f1, floors.get(part), f"{size}, {wanted} annotated, {had} found")
        if part in floors:
            yield Score(f"{name}.{part}_exact_f1", precision_recall(total, f"{part}.exact")[2])


def precision_recall(total: Mapping[str, int], what: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of one kind of span; 0 where nothing is there to count."""
    hit, wanted, had = total[f"{what}.hit"], total[f"{what}.wanted"], total[f"{what}.had"]
    precision, recall = hit / had if had else 0.0, hit / wanted if wanted else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if hit else 0.0

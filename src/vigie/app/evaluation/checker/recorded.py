"""Recorded sentences of a language with the articles they stand in, drawn the same each time."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from vigie.app.evaluation.trial import records
from vigie.knowledge import names as known
from vigie.knowledge.cues import cues
from vigie.knowledge.tongue import language_of
from vigie.model import Article, Span, UnderstoodArticle
from vigie.understand.reading import understood

STREAMS = (
    "data/streams/2026-02-11_14.jsonl.gz",
    "data/streams/2026-02-24.jsonl.gz",
    "data/streams/2026-04-20_24.jsonl.gz",
)
LONG_STREAM = "data/streams/2026-01-13_05-10.jsonl.gz"
FRENCH = "data/summaries/orangesum_5000.jsonl.gz"
PAIRS = "data/stories/semeval_pairs_dev.jsonl.gz"
WIKINEWS = "data/attribution/de_wikinews_dev.jsonl.gz"
CRISES = "data/follow/cl_tls_fr_es.jsonl.gz"
# What only a few languages need: the streams have hardly any of them.
BESIDE = {"de": (WIKINEWS, PAIRS), "es": (CRISES, PAIRS), "ar": (PAIRS, LONG_STREAM), "it": (LONG_STREAM,), "pt": ()}
SHORTEST, LONGEST = 40, 260  # characters; a Chinese or Japanese sentence says the same in a third of them
DENSE = 3
READ = 4_000
ARTICLES = 400


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence as it was published: the article it stands in, understood, and where."""

    item: UnderstoodArticle
    span: Span

    @property
    def text(self) -> str:
        return self.item.article.text[self.span.start : self.span.end]


def sources(data: Path, languages: Sequence[str]) -> dict[str, list[Source]]:
    """Recorded sentences by language, one after the other from up to ARTICLES articles, in an order that is always the
    same and that favours no publisher."""
    drawn: dict[str, list[Article]] = {language: [] for language in languages}
    for article in _articles(data, languages):
        if article.language in drawn:
            drawn[article.language].append(article)
    names = known.load(())
    found: dict[str, list[Source]] = {}
    for language, articles in drawn.items():
        chosen = sorted(articles, key=lambda article: _digest(article.id))[:ARTICLES]
        # Three sentences of an article at most: its first, and two that its digest picks.
        of_articles = [_of_article(UnderstoodArticle(a, understood(a, language, names)), language) for a in chosen]
        found[language] = [source for several in of_articles for source in several]
    return found


def _of_article(item: UnderstoodArticle, language: str) -> list[Source]:
    read = cues(language)
    dense = DENSE if read is not None and not read.spaced else 1
    sentences = [
        span
        for span in item.understanding.sentences
        if span.part == "text"
        and SHORTEST / dense <= span.end - span.start <= LONGEST / dense
        and "\n" not in item.article.text[span.start : span.end]
    ]
    ordered = sorted(sentences, key=lambda span: _digest(f"{item.article.id}:{span.start}"))
    return [Source(item, span) for span in sorted(ordered[:3], key=lambda span: span.start)]


def _articles(data: Path, languages: Sequence[str]) -> Iterator[Article]:
    for stream in STREAMS:
        if (data / stream).is_file():
            for record in records(data / stream):
                text = record["text"] or record["summary"] or ""
                yield _article(record["id"], record["lang"], text, record["published"])
    if (data / FRENCH).is_file():
        for record in records(data / FRENCH):
            yield _article(f"orange-{record['id']}", "fr", record["article"], "")
    for name in sorted({name for language in languages for name in BESIDE.get(language, ())}):
        if (data / name).is_file():
            yield from _beside(name, records(data / name))


def _beside(name: str, several: Iterable[dict[str, Any]]) -> Iterator[Article]:
    for number, record in enumerate(several):
        if name == PAIRS:
            for which in "12":
                if record[f"lang{which}"] in {"de", "es", "ar"}:
                    yield _article(f"{record['pair_id']}-{which}", record[f"lang{which}"], record[f"text{which}"], "")
        elif name == WIKINEWS:
            day = record["documentName"][-11:-1]
            yield _article(f"wikinews-{number}", "de", record["originalText"], day)
        elif name == CRISES:
            if record["lang"] == "es":
                yield _article(record["id"], "es", record["text"], record["date"])
        elif record["lang"] in {"de", "es", "it", "ar"}:
            yield _article(record["id"], record["lang"], record["text"] or record["summary"] or "", record["published"])


def _article(name: str, language: str, text: str, published: str) -> Article:
    try:
        at = datetime.fromisoformat(published[:10]).replace(hour=12, tzinfo=UTC)
    except ValueError:
        at = datetime(2020, 3, 12, 12, tzinfo=UTC)
    text = text[:READ]
    # Recorded labels of language may be wrong; a sentence in another language would make errors of clean ones.
    told = language if language_of("", text[:300], "") == language else ""
    return Article(name, "", "Example Daily", "", text, at, at, language=told)


def _digest(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()

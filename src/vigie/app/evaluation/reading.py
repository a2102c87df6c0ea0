"""The evaluation of the price of reading: processor time of `understand` and `trace` for one article, on one core.

Two parts. Recorded articles of 2,000 to 3,000 characters in six languages are understood and traced one after the other:
milliseconds an article, all its languages weighing alike. Then recorded pages are extracted, and what was extracted is
understood and traced: how the two prices compare in one run. Names and cues are loaded before the clock starts, as a day of
2,500 items loads them once. VIGIE_EVAL_LIMIT takes only so many articles of each language and so many pages of each set.
"""

import gzip
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from statistics import mean, median
from time import process_time
from typing import Any

from vigie.app.evaluation.corpora import WIKINEWS
from vigie.app.evaluation.scores import Progress, Score, required
from vigie.app.evaluation.trial import limited, records
from vigie.extract.page import article_of
from vigie.extract.records import Record, article_of_record
from vigie.knowledge import names as known
from vigie.model import Article, Entry, ExtractError, Page, Story, UnderstoodArticle
from vigie.trace.origins import decide as trace
from vigie.understand.reading import decide as understand

STREAMS = ("data/streams/2026-02-11_14.jsonl.gz", "data/streams/2026-04-20_24.jsonl.gz")
FRENCH = "data/summaries/orangesum_5000.jsonl.gz"
SPANISH = "data/follow/cl_tls_fr_es.jsonl.gz"
PAGES = ("aeb", "fundus_2025")
SHORTEST, LONGEST = 2_000, 3_000
EACH = 60
MILLISECONDS, SHARE = 15.0, 0.5
READ_AT = datetime(2026, 4, 24, tzinfo=UTC)


def run(data: Path, progress: Progress) -> tuple[Score, ...]:
    """All scores of `reading`. Raises UsageError when a file is missing or the limit is no number."""
    required(data, *STREAMS, FRENCH, SPANISH, WIKINEWS, *(f"data/extraction/{name}.jsonl.gz" for name in PAGES))
    limit = limited()
    return (*_articles(data, min(limit or EACH, EACH), progress), *_pages(data, limit, progress))


def spent(article: Article) -> float:
    """Milliseconds of the processor to understand one article and to trace it as a story of its own."""
    began = process_time()
    item = UnderstoodArticle(article, understand(article))
    alone = Story(article.id, (article.id,), article.published_at, article.published_at)
    trace(alone, {article.id: item}, {}, known.load(()))
    return 1000 * (process_time() - began)


def _articles(data: Path, each: int, progress: Progress) -> Iterator[Score]:
    chosen = by_language(_recorded(data), each)
    taken: dict[str, list[float]] = {}
    for language, articles in chosen.items():
        progress.started(f"reading: {language}")
        spent(articles[0])  # cues and names of the language are loaded by the first one
        taken[language] = [spent(article) for article in articles]
        progress.advanced(f"reading: {language}", len(articles))
    every = sorted(chain.from_iterable(taken.values()))
    told = ", ".join(f"{language} {len(times)}" for language, times in taken.items())
    yield Score("milliseconds", mean(map(mean, taken.values())), None, f"mean over languages; {told}", MILLISECONDS)
    yield Score("milliseconds.median", median(every), None, f"of {len(every)} articles", MILLISECONDS)
    yield Score("milliseconds.of_95_in_100", every[int(0.95 * len(every))], None, "as much or less")
    for language, times in taken.items():
        yield Score(f"milliseconds.{language}", mean(times))


def by_language(articles: Iterable[Article], each: int) -> Mapping[str, Sequence[Article]]:
    """So many articles of each language, of the length that is measured, picked by the digest of their names."""
    found: dict[str, list[Article]] = {}
    for article in articles:
        if SHORTEST <= len(article.text) <= LONGEST:
            found.setdefault(article.language, []).append(article)
    digest = {a.id: hashlib.sha256(a.id.encode()).digest() for some in found.values() for a in some}
    return {
        language: sorted(found[language], key=lambda article: digest[article.id])[:each] for language in sorted(found)
    }


def _recorded(data: Path) -> Iterator[Article]:
    for stream in STREAMS:
        for record in records(data / stream):
            yield _article(record["id"], record["title"], record["text"] or "", record["lang"])
    for record in records(data / FRENCH):
        yield _article(record["id"], record["title"], record["article"], "fr")
    for record in records(data / SPANISH):
        if record["lang"] == "es":
            yield _article(record["id"], "", record["text"], "es")
    for record in records(data / WIKINEWS):
        yield _article(record["documentName"], record["documentName"], record["originalText"], "de")


def _article(name: str, title: str | None, text: str, language: str) -> Article:
    record = Record("", name, language=language, title=title or "", text=text, published_at=READ_AT)
    return article_of_record(record, READ_AT)


# ── Against extraction ──────────────────────────────────────────────────────────────────────────────────────────────


def _pages(data: Path, limit: int, progress: Progress) -> Iterator[Score]:
    extracting = reading = 0.0
    read = characters = 0
    for name in PAGES:
        progress.started(f"reading: pages of {name}")
        for page in islice(_recorded_pages(data / "data/extraction", name), limit or None):
            began = process_time()
            try:
                article = article_of(page)
            except ExtractError:
                continue
            extracting += 1000 * (process_time() - began)
            reading += spent(article)
            read, characters = read + 1, characters + len(article.text)
            progress.advanced(f"reading: pages of {name}", 1)
    note = f"{read} pages of {characters // max(read, 1)} characters each, without those that give no text"
    yield Score("milliseconds.of_a_page", reading / read if read else None, None, note)
    yield Score("milliseconds.of_its_extraction", extracting / read if read else None)
    yield Score("share_of_extraction", reading / extracting if extracting else None, ceiling=SHARE)


def _recorded_pages(folder: Path, name: str) -> Iterator[Page]:
    for record in records(folder / f"{name}.jsonl.gz"):
        yield _page(record, gzip.decompress((folder / name / f"{record['id']}.html.gz").read_bytes()))


def _page(record: Mapping[str, Any], body: bytes) -> Page:
    url = record.get("url", f"https://{record['id']}.example/")
    return Page(url, url, READ_AT, body, "text/html", "", "", Entry("", url, ""))

"""The evaluation of feeds: real ones against two other readers, and two suites of cases that state what is right.

Real feeds: how many items we find of those that the better of two readers finds, file by file (feedparser, and a count
of <item> and <entry> in the tree that lxml recovers): what we find beyond it in one file makes up for nothing in another.
The suites: nothing may crash, and the title, link and date of an entry are as the case states them. Titles are compared
as plain text, the stated one (text or HTML) brought to it by the rule that ours goes by; addresses made absolute alike. A
stated address that is no address of the web (a relative one without a base, mailto:) asks for nothing. A stated time is
right when it is the entry's time of publication or of change: which of the two a <dc:date> is, the suites do not agree.
Read next: feeds_stated.py.
"""

import io
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import feedparser
from lxml import etree

from vigie.app.evaluation.feeds_stated import KINDS, Case, Kind, Statement, feedparser_cases, gofeed_cases
from vigie.app.evaluation.scores import Progress, Score
from vigie.fetch import lenient
from vigie.fetch.addresses import absolute
from vigie.fetch.charsets import as_utf8
from vigie.fetch.feeds import entries_of, reading_of
from vigie.fetch.items import Reading, entries_in, entry_of
from vigie.fetch.mending import without_prologue
from vigie.fetch.wording import on_one_line
from vigie.model import Entry, Feed, FetchError, UsageError
from vigie.ports import Answer

T = TypeVar("T")

FOUND, RIGHT = 0.995, 0.97
FOLDERS = {name: f"data/feeds/{name}" for name in ("real", "ai", "feedparser", "gofeed")}


@dataclass(frozen=True, slots=True)
class Compared:
    """A real feed as we read it and as others do. `error` is why we could not."""

    name: str
    items: int
    entries: int
    reference: int
    error: str
    ours_seconds: float
    reference_seconds: float
    agreement: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a case: its crash, if any, and each of its statements with what we gave instead, if wrong."""

    case: Case
    crash: str
    judged: tuple[tuple[Statement, bool | None, str], ...]


def run(data: Path, progress: Progress) -> tuple[Score, ...]:
    """All scores of `feeds`. Raises UsageError when a folder of feeds is missing."""
    missing = [place for place in FOLDERS.values() if not (data / place).is_dir()]
    if missing:
        raise UsageError("eval.no_data", f"{data} lacks {', '.join(missing)}", "name another folder with --data DIR")
    scores: list[Score] = []
    for name in ("real", "ai"):
        progress.started(name)
        scores += real_scores(name, [compared(file) for file in sorted((data / FOLDERS[name]).iterdir())])
    suites: list[Verdict] = []
    for name, cases in (("feedparser", feedparser_cases), ("gofeed", gofeed_cases)):
        progress.started(name)
        verdicts = [judged(case) for case in cases(data / FOLDERS[name])]
        scores += suite_scores(name, verdicts)
        suites += verdicts
    return (*scores, *right_scores("both", suites, RIGHT))


# ── Real feeds ──────────────────────────────────────────────────────────────────────────────────────────────────────


def compared(file: Path) -> Compared:
    """One recorded feed, read by us and by the others."""
    body = file.read_bytes()
    url = f"https://recorded.example/{file.name}"
    feed, answer = Feed(url), Answer(url, url, 200, body)
    error, items = "", 0
    entries: tuple[Entry, ...] = ()
    seconds, result = _timed(lambda: _read(feed, answer))
    if isinstance(result, FetchError):
        error = str(result)
    else:
        entries, items = result, len(reading_of(feed, answer).items)
    others_seconds, parsed = _timed(lambda: _by_feedparser(body))
    reference = max(len(parsed.entries), naive_count(body))
    patient = lenient.reading_of(without_prologue(as_utf8(body)), url)
    return Compared(
        file.name, items, len(entries), reference, error, seconds, others_seconds, agreement(entries, patient, feed)
    )


def _by_feedparser(body: bytes) -> feedparser.FeedParserDict:
    return feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)


def naive_count(body: bytes) -> int:
    """The elements named item or entry in whatever tree lxml makes of the bytes."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(body.strip(), parser)
    except (etree.LxmlError, ValueError):
        return 0
    names = (
        (str(element.tag).rpartition("}")[2].rpartition(":")[2].lower() for element in root.iter(etree.Element))
        if root is not None
        else ()
    )
    return sum(name in ("item", "entry") for name in names)


def agreement(entries: Sequence[Entry], patient: Reading | None, feed: Feed) -> tuple[int, int]:
    """Of the entries that feedparser's reading gives, how many we give with the same address, title and time."""
    theirs = tuple(entries_in(patient, feed, feed.url)) if patient else ()
    ours = {(one.url, one.title, one.published_at or one.updated_at) for one in entries}
    return sum((one.url, one.title, one.published_at or one.updated_at) in ours for one in theirs), len(theirs)


def real_scores(name: str, feeds: Sequence[Compared]) -> Iterator[Score]:
    """How much of the recorded feeds is found."""
    readable = [feed for feed in feeds if feed.reference]
    wanted = sum(feed.reference for feed in feeds)
    lost = {feed.name: feed.reference - feed.items for feed in feeds if feed.items < feed.reference}
    yield Score(
        f"{name}.feeds_read",
        _share(sum(not feed.error for feed in readable), len(readable)),
        1.0,
        f"{len(feeds)} files, {len(readable)} with items elsewhere; errors: {_named(f.name for f in readable if f.error)}",
    )
    yield Score(
        f"{name}.items_found",
        _share(wanted - sum(lost.values()), wanted),
        FOUND,
        f"{sum(feed.items for feed in feeds)} items, the better other reader {wanted}; fewer in {_named(lost)}",
    )
    kept = sum(min(feed.entries, feed.reference) for feed in feeds)
    yield Score(
        f"{name}.entries_kept",
        _share(kept, wanted),
        FOUND,
        f"{sum(feed.entries for feed in feeds)} entries: an item given twice is one, an empty one is none",
    )
    same, all_ = (sum(feed.agreement[index] for feed in feeds) for index in (0, 1))
    yield Score(
        f"{name}.same_as_feedparser", _share(same, all_), None, f"{all_} entries: address, title and time all the same"
    )
    ours, theirs = sum(f.ours_seconds for f in feeds), sum(f.reference_seconds for f in feeds)
    yield Score(
        f"{name}.times_faster",
        theirs / ours if ours else None,
        None,
        f"{1000 * ours / max(1, len(feeds)):.1f} ms a feed with all its texts made plain, feedparser alone "
        f"{1000 * theirs / max(1, len(feeds)):.1f} ms",
    )


# ── Cases that state what is right ──────────────────────────────────────────────────────────────────────────────────


def judged(case: Case) -> Verdict:
    """Reads a case and holds what it states against what was read."""
    feed = Feed(case.url)
    answer = Answer(case.url, case.url, 200, case.body, case.media_type, case.charset)
    try:
        result = _read(feed, answer)
        reading = Reading() if isinstance(result, FetchError) else reading_of(feed, answer)
        found = [entry_of(item, reading, feed, case.url) for item in reading.items]
    except FetchError:  # a sitemap has no reading
        found = []
    except Exception as error:  # noqa: BLE001 (a crash is what is looked for here)
        return Verdict(case, f"{type(error).__name__}: {error}", ())
    return Verdict(case, "", tuple(_judge(one, found, case) for one in case.statements))


def _judge(one: Statement, found: Sequence[Entry], case: Case) -> tuple[Statement, bool | None, str]:
    entry = found[one.entry] if one.entry < len(found) else None
    if one.kind == "date":
        given: Sequence[str | datetime | None] = (entry.published_at, entry.updated_at) if entry else ()
        return one, one.value in given, str(given)
    value = str(one.value)
    wanted = [absolute(value, case.url)] if one.kind == "link" else [on_one_line(value), on_one_line(f"<p>{value}</p>")]
    if not wanted[0]:
        return one, None, ""
    got = (entry.title if one.kind == "title" else entry.url) if entry else ""
    return one, got in wanted, got


def suite_scores(name: str, verdicts: Sequence[Verdict]) -> Iterator[Score]:
    """Crashes, then each kind of statement."""
    crashed = [verdict for verdict in verdicts if verdict.crash]
    unread = sum(not verdict.case.readable for verdict in verdicts)
    without = sum(not verdict.judged and verdict.case.readable for verdict in verdicts)
    yield Score(
        f"{name}.crashes",
        float(len(crashed)),
        None,
        f"{len(verdicts)} cases, {without} that state nothing of an entry's title, link or date, {unread} whose statement "
        f"could not be read{'; ' + _named(v.case.name for v in crashed) if crashed else ''}",
        ceiling=0.0,
    )
    yield from right_scores(name, verdicts, None)
    for kind in KINDS:
        yield from right_scores(name, verdicts, RIGHT, kind)


def right_scores(
    name: str, verdicts: Sequence[Verdict], floor: float | None, kind: Kind | None = None
) -> Iterator[Score]:
    """The share of statements that hold."""
    tally = Counter(
        right for verdict in verdicts for one, right, _ in verdict.judged if kind is None or one.kind == kind
    )
    asked = tally[True] + tally[False]
    aside = f", {tally[None]} that ask for no web address" if tally[None] else ""
    yield Score(f"{name}.{kind or 'all'}_right", _share(tally[True], asked), floor, f"{asked} statements{aside}")


def _read(feed: Feed, answer: Answer) -> tuple[Entry, ...] | FetchError:
    try:
        return entries_of(feed, answer)
    except FetchError as error:
        return error


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _named(names: Iterable[str]) -> str:
    several = list(names)
    return (", ".join(several[:6]) + (" …" if len(several) > 6 else "")) or "none"

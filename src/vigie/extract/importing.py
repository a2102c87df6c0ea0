"""Import: files in, articles in the archive.

Takes paths; gives an ImportReport. Streams: at most BATCH articles are in memory, each batch is one transaction, so a
stopped import can be started again and finds its first part known. A line or file that gives no article leaves a
Rejection. May fail with UsageError (before anything is read) and StoreError. Read next: records.py, page.py.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from vigie.extract.archives import read_archive
from vigie.extract.characters import storable
from vigie.extract.decoding import decoded
from vigie.extract.page import article_of
from vigie.extract.records import Record, article_of_record, opened, read_json_lines
from vigie.extract.versions import Latest, addresses_of, in_time
from vigie.model import Article, Entry, ExtractError, Page, Rejection, UsageError
from vigie.ports import ArticleStore, Clock

BATCH = 1_000
NAMED = 10
LARGEST_FILE = 16 * 1024 * 1024

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What the person says of the files: it stands wherever a file itself says nothing."""

    source: str = ""
    published_at: datetime | None = None
    url: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How many articles were added, how many were there already, how many lines or files gave none. `clashes` are
    ids that another text already has; they are counted in `rejected` too. `first` are the first NAMED rejections."""

    added: int = 0
    known: int = 0
    rejected: int = 0
    clashes: tuple[str, ...] = ()
    first: tuple[Rejection, ...] = ()


@dataclass(slots=True)
class _Tally:
    added: int = 0
    known: int = 0
    rejected: int = 0
    clashes: list[str] = field(default_factory=list)
    first: list[Rejection] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Found:
    where: str
    article: Article


def import_files(
    store: ArticleStore,
    paths: Sequence[Path],
    clock: Clock,
    options: Options | None = None,
    progress: Progress = lambda *_: None,
) -> ImportReport:
    """Imports every file. `progress` is told (items so far, 0): how many there will be is not known."""
    options = options or Options()
    readers = [(path, reader_of(path)) for path in paths]  # all names are checked before anything is stored
    now = clock.now()
    items = (item for path, reader in readers for item in _guarded(reader, path, options, now))
    tally = _Tally()
    done = 0
    while batch := list(islice(items, BATCH)):
        _save(store, batch, now, tally)
        done += len(batch)
        progress(done, 0)
    return ImportReport(tally.added, tally.known, tally.rejected, tuple(tally.clashes), tuple(tally.first))


def _save(store: ArticleStore, batch: Sequence[_Found | Rejection], now: datetime, tally: _Tally) -> None:
    found = [item for item in batch if isinstance(item, _Found)]
    rejections = [item for item in batch if isinstance(item, Rejection)]
    given = in_time(item.article for item in found)
    standing = Latest.of(store.articles_at(url for one in given for url in addresses_of(one)))
    saved = store.save_articles([standing.settled(one) for one in given], rejections)
    tally.added += len(saved.added)
    tally.known += saved.known
    tally.rejected += len(rejections) + len(saved.clashes)
    if saved.clashes:
        tally.clashes += saved.clashes
        clashing = list(_clash_rejections(found, saved.clashes, now))
        store.save_articles((), clashing)
        rejections += clashing
    tally.first += rejections[: NAMED - len(tally.first)]


def _clash_rejections(found: Iterable[_Found], clashes: Sequence[str], now: datetime) -> Iterator[Rejection]:
    # The last line with an id is the one that lost, unless the id was in the archive before: then all of them did.
    where = {item.article.id: item.where for item in found}
    for name in clashes:
        yield Rejection(where.get(name, "import"), f"the id {name!r} belongs to another text already", now)


Reader = Callable[[Path, Options, datetime], Iterator[_Found | Rejection]]


def reader_of(path: Path) -> Reader:
    """How to read a file, by the end of its name. Raises UsageError for a file that is missing or of no known kind."""
    if not path.is_file():
        raise UsageError("import.no_file", f"there is no file {path}", "check the path")
    name = path.name.lower().removesuffix(".gz")
    for ends, reader in _READERS:
        if name.endswith(ends):
            return reader
    known = ", ".join(end for ends, _ in _READERS for end in ends)
    raise UsageError("import.unknown_kind", f"cannot tell what {path} holds", f"known endings: {known}, each also .gz")


def _guarded(reader: Reader, path: Path, options: Options, now: datetime) -> Iterator[_Found | Rejection]:
    try:
        yield from reader(path, options, now)
    except (OSError, EOFError) as error:
        yield Rejection(str(path), f"the file cannot be read: {error}", now)


def _json_lines(path: Path, options: Options, now: datetime) -> Iterator[_Found | Rejection]:
    for item in read_json_lines(path, now):
        if isinstance(item, Record):
            yield _Found(item.where, article_of_record(_completed(item, options), now))
        else:
            yield item


def _completed(record: Record, options: Options) -> Record:
    return Record(
        record.where,
        record.id,
        record.url,
        record.source or options.source,
        record.language or options.language,
        record.published_at or options.published_at,
        record.title,
        record.summary,
        record.text,
    )


def _text_file(path: Path, options: Options, now: datetime) -> Iterator[_Found | Rejection]:
    body = _whole(path)
    if body is None:
        yield Rejection(str(path), f"the file is larger than {LARGEST_FILE} bytes", now)
        return
    text = storable(decoded(body).replace("\r\n", "\n").strip())
    if not text:
        yield Rejection(str(path), "the file holds no text", now)
        return
    record = _completed(Record(str(path), url=options.url, text=text), options)
    yield _Found(str(path), article_of_record(record, now))


def _html_file(path: Path, options: Options, now: datetime) -> Iterator[_Found | Rejection]:
    body = _whole(path)
    if body is None:
        yield Rejection(str(path), f"the file is larger than {LARGEST_FILE} bytes", now)
        return
    entry = Entry("", options.url, "", language=options.language, published_at=options.published_at)
    page = Page(options.url, options.url, now, body, "text/html", "", options.source, entry)
    try:
        yield _Found(str(path), article_of(page))
    except ExtractError as error:
        yield Rejection(str(path), str(error), now)


def _whole(path: Path) -> bytes | None:
    with opened(path) as file:
        body = file.read(LARGEST_FILE + 1)
    return body if len(body) <= LARGEST_FILE else None


def _archive(path: Path, options: Options, now: datetime) -> Iterator[_Found | Rejection]:
    for item in read_archive(path, options.source, options.language, now):
        yield item if isinstance(item, Rejection) else _Found(item.where, item.article)


_READERS: tuple[tuple[tuple[str, ...], Reader], ...] = (
    ((".jsonl", ".ndjson", ".json"), _json_lines),
    ((".txt", ".text", ".md"), _text_file),
    ((".html", ".htm", ".xhtml"), _html_file),
    ((".warc",), _archive),
)

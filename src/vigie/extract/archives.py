"""Web archives (WARC, as CC-NEWS publishes them): each page that a crawler kept, as the page that it was.

Streams: one record is in memory at a time. A record that cannot be read gives a Rejection that names it, and the rest goes on;
what is no page (requests, redirects, pictures) is passed over. Needs the extra `warc`. Raises UsageError without it. Read
next: importing.py, which calls it.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vigie.extract.page import article_of
from vigie.extract.patience import patience
from vigie.model import Article, Entry, ExtractError, Page, Rejection, UsageError

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

LARGEST_PAGE = 10 * 1024 * 1024
LONGEST_SECONDS = 20.0
_CHUNK = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]*(?:;[^\r\n]*)?\r?\n")
_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Kept:
    """An article of an archive, and where it stood."""

    where: str
    article: Article


def read_archive(path: Path, source: str, language: str, now: datetime) -> Iterator[Kept | Rejection]:
    """The articles of a .warc or .warc.gz file, in its order. Seen when the crawler saw them, or now if it does not say."""
    for number, item in enumerate(_records(path), start=1):
        where = f"{path}: record {number}"
        try:
            # A page as it came is read like any other: its own headers say whether robots or miners may use it.
            page = _page_of(item, source, language, now) if not isinstance(item, Exception) else None
            if page is not None:
                with patience(LONGEST_SECONDS, page.url):
                    article = article_of(page)
                yield Kept(f"{where} ({page.url})", article)
            elif isinstance(item, Exception):
                yield Rejection(where, f"the record cannot be read: {item}", now)
        except ExtractError as error:
            yield Rejection(where, str(error), now)
        except Exception as error:  # noqa: BLE001 - the library's own errors vary by what is spoilt: gzip, chunks, headers
            yield Rejection(where, f"the record cannot be read: {error}", now)


def _records(path: Path) -> "Iterator[WarcRecord | Exception]":
    """The records, and the error in place of one that broke the reading."""
    archive = _opened(path)
    broken = 0
    while True:
        try:
            yield next(archive)
        except StopIteration:
            return
        except Exception as error:  # noqa: BLE001 - as above
            yield error
            broken += 1
            if broken == 3:  # what follows cannot be found again
                return
        else:
            broken = 0


def _opened(path: Path) -> Any:
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - an extra, loaded when first asked for
    except ImportError as error:
        what = f"{path} is a web archive, and the package that reads them is not installed"
        raise UsageError("import.no_warc", what, "pip install 'vigie[warc]'") from error
    return ArchiveIterator(str(path), record_types=WarcRecordType.response, parse_http=True)


def _page_of(record: "WarcRecord", source: str, language: str, now: datetime) -> Page | None:
    headers = record.http_headers if record.is_http_parsed else None
    if headers is None or headers.status_code != 200 or (record.http_content_type or "").lower() not in _PAGES:
        return None
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    expected = record.content_length
    body = record.reader.read(LARGEST_PAGE + 1)
    if len(body) < min(expected, LARGEST_PAGE):
        raise ExtractError("extract.cut", f"{url} ends after {len(body)} of {expected} bytes")
    body = _unpacked(body, headers.get("Transfer-Encoding") or "", headers.get("Content-Encoding") or "")
    if len(body) > LARGEST_PAGE:
        raise ExtractError("extract.too_large", f"{url} is larger than {LARGEST_PAGE} bytes")
    return Page(
        url=url,
        final_url=url,
        fetched_at=_seen(record, now),
        body=body,
        media_type="text/html",
        charset=record.http_charset or "",
        source=source,
        entry=Entry("", url, "", language=language),
        robots_tag=", ".join(headers.get_multiple("X-Robots-Tag")),
        tdm_reservation=headers.get("TDM-Reservation") or "",
    )


def _unpacked(body: bytes, transfer: str, content: str) -> bytes:
    """The body as its server meant it. By hand rather than by the library's own unpacking, after which one spoilt body hides
    all records behind it; never more than one byte over LARGEST_PAGE, whatever a small body unpacks to."""
    from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader  # noqa: PLC0415 - an extra

    codings = [name.strip().lower() for name in f"{content},{transfer}".split(",")]
    for coding in reversed(codings):
        if coding in ("gzip", "x-gzip", "deflate"):
            # Crawlers that unpacked the body often left the header as it was.
            if coding == "deflate" or body.startswith(b"\x1f\x8b"):
                body = GzipReader(io.BytesIO(body), zlib=coding == "deflate").read(LARGEST_PAGE + 1)
        elif coding == "chunked":
            body = ChunkedReader(io.BytesIO(body)).read(LARGEST_PAGE + 1) if _CHUNK.match(body) else body
        elif coding in ("br", "zstd"):
            reader = BrotliReader if coding == "br" else ZstdReader
            body = reader(io.BytesIO(body)).read(LARGEST_PAGE + 1)
    return body


def _seen(record: "WarcRecord", now: datetime) -> datetime:
    written = record.headers.get("WARC-Date") or ""
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return now
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)

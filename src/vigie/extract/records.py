"""Read imported files, one record at a time: JSON Lines and plain text, compressed or not.

Takes a path, gives a stream of `Record | Rejection`: a line that is spoilt costs that line only, and says why. Holds
one line in memory, whatever the size of the file. `article_of_record` then makes the article; the text of a record is
kept exactly as given (see characters.py for the only exceptions), so that offsets made elsewhere still fit.
Fails with OSError only when a file cannot be opened. Read next: importing.py.
"""

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from vigie.extract.characters import first_line, one_line, storable, unescaped
from vigie.extract.moments import moment_of
from vigie.model import Article, RecordError, Rejection, article_id

LONGEST_LINE = 16 * 1024 * 1024
GZIP = b"\x1f\x8b"
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Record:
    """One imported item, checked but not changed. `where` is file:line; an absent field is empty, or None."""

    where: str
    id: str = ""
    url: str = ""
    source: str = ""
    language: str = ""
    published_at: datetime | None = None
    title: str = ""
    summary: str = ""
    text: str = ""


def read_json_lines(path: Path, at: datetime) -> Iterator[Record | Rejection]:
    """The records of a JSON Lines file, in order; blank lines are passed over. `at` dates the rejections."""
    for where, line in _lines(path):
        if line is None:
            yield Rejection(where, f"the line is longer than {LONGEST_LINE} bytes", at)
        elif isinstance(line, str):
            yield Rejection(where, line, at)
        elif line.strip():
            try:
                yield record_of_line(where, line)
            except RecordError as error:
                yield Rejection(where, error.what, at)


def record_of_line(where: str, line: bytes) -> Record:
    """The record that one line holds. Raises RecordError, whose `what` is the reason alone."""
    try:
        fields = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise RecordError("record.not_utf8", f"not UTF-8 at byte {error.start + 1}") from error
    except RecursionError as error:
        raise RecordError("record.not_json", "not JSON that can be read: nested too deep") from error
    except ValueError as error:
        raise RecordError("record.not_json", f"not JSON: {error}") from error
    if not isinstance(fields, dict):
        raise RecordError("record.not_object", f"not a JSON object but {_KINDS.get(type(fields), 'a value')}")
    record = Record(
        where=where,
        id=_id(fields),
        url=_string(fields, "url").strip(),
        source=_string(fields, "source").strip(),
        language=_string(fields, "lang").strip(),
        published_at=_published(fields),
        title=_string(fields, "title"),
        summary=_string(fields, "summary"),
        text=_string(fields, "text"),
    )
    if not record.title.strip() and not record.text.strip():
        raise RecordError("record.empty", "neither title nor text")
    return record


def article_of_record(record: Record, seen_at: datetime) -> Article:
    """The article of a record. Pure: the same record seen at the same time gives the same article."""
    text = next((given for given in (record.text, record.summary) if given.strip()), "")
    text = storable(text)
    own_title = storable(one_line(unescaped(record.title)))
    title = own_title or first_line(text)
    url = storable(record.url)
    source = storable(one_line(record.source)) or host_of(url) or "unknown"
    return Article(
        id=storable(record.id) or article_id(source, url, title, text),
        url=url,
        source=source,
        title=title,
        text=text,
        published_at=record.published_at or seen_at,
        seen_at=seen_at,
        dated=record.published_at is not None,
        language=storable(record.language),
        title_in_text=not own_title,
    )


def host_of(url: str) -> str:
    """The host of an address in small letters, without "www."; empty where there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # "http://[" and its like
        return ""
    return host.removeprefix("www.")


def opened(path: Path) -> BinaryIO:
    """The file for reading bytes, unpacked when its first bytes say gzip, whatever its name says."""
    with path.open("rb") as file:
        packed = file.read(2) == GZIP
    return cast("BinaryIO", gzip.open(path, "rb")) if packed else path.open("rb")


def _lines(path: Path) -> Iterator[tuple[str, bytes | str | None]]:
    """(file:line, the line); instead of the line None when it is too long, or a reason why the rest cannot be read."""
    number = 0
    with opened(path) as file:
        while True:
            number += 1
            where = f"{path}:{number}"
            try:
                line = file.readline(LONGEST_LINE)
                if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                    while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                        pass
                    yield where, None
                    continue
            except (EOFError, zlib.error, OSError) as error:
                yield where, f"the file cannot be read from here on: {error}"
                return
            if not line:
                return
            yield where, line.removeprefix(BOM) if number == 1 else line


_KINDS = {list: "a list", str: "a string", int: "a number", float: "a number", bool: "a boolean", type(None): "null"}


def _string(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    raise RecordError("record.wrong_type", f"`{name}` is {_KINDS.get(type(value), 'an object')}, not a string")


def _id(fields: Mapping[str, object]) -> str:
    # Archives that number their articles write 17, not "17": the digits are as good a name.
    value = fields.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(fields, "id").strip()


def _published(fields: Mapping[str, object]) -> datetime | None:
    written = _string(fields, "published")
    if not written.strip():
        return None
    moment = moment_of(written)
    if moment is None:
        raise RecordError("record.bad_date", f"`published` is not an ISO 8601 time: {written[:40]!r}")
    return moment.at

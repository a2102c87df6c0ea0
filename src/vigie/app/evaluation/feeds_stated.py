"""What the cases of two conformance suites state of an entry's title, link and date, read without running anything.

feedparser's cases say it in a comment at their start, as an expression of Python: it is parsed, never evaluated, and of
its parts only `entries[N]['title'] == '…'` and the like are used. gofeed's cases say it in a JSON file beside them.
What states something else (authors, namespaces, sanitised markup) is counted and left. Read next: feeds.py.
"""

import ast
import json
import re
import time
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin

Kind = Literal["title", "link", "date"]
KINDS: tuple[Kind, ...] = ("title", "link", "date")
_FIELDS: dict[str, Kind] = {
    "title": "title",
    "link": "link",
    "feedburner_origlink": "link",
    "url": "link",
    **dict.fromkeys(("published", "updated", "created", "issued", "modified", "date", "pubDate"), "date"),
    **dict.fromkeys(("published_parsed", "updated_parsed", "created_parsed", "issued_parsed"), "date"),
    **dict.fromkeys(("modified_parsed", "date_parsed"), "date"),
    **dict.fromkeys(("publishedParsed", "updatedParsed", "pubDateParsed", "date_published", "date_modified"), "date"),
}
_COMMENT = re.compile(r"Expect:\s*(.*?)\s*-->", re.DOTALL)
_HEADER = re.compile(r"^Header:\s*([^:\s]+)\s*:\s*(.*?)\s*$", re.MULTILINE)
# Where the suite's own server stood: relative addresses are stated against it.
_SERVER = "http://127.0.0.1:8097/"


@dataclass(frozen=True, slots=True)
class Statement:
    """`value` is a title or an address as the case writes it, or a time."""

    kind: Kind
    entry: int
    value: str | datetime


@dataclass(frozen=True, slots=True)
class Case:
    """A feed of a suite as a server would answer it. `readable`: what it states could be read, whatever it is about."""

    name: str
    body: bytes
    url: str
    media_type: str = ""
    charset: str = ""
    statements: tuple[Statement, ...] = ()
    readable: bool = True


# ── feedparser ──────────────────────────────────────────────────────────────────────────────────────────────────────


def feedparser_cases(folder: Path) -> Iterator[Case]:
    """All files of the suite, in the order of their names."""
    for path in sorted(file for file in folder.rglob("*") if file.is_file()):
        body = path.read_bytes()
        name = path.relative_to(folder).as_posix()
        written = _comment(body)
        headers = {key.lower(): value for key, value in _HEADER.findall(written)}
        media_type, _, rest = headers.get("content-type", "").partition(";")
        charset = rest.partition("charset=")[2].partition(";")[0].strip().strip("\"'")
        found = _COMMENT.search(written)
        stated = _stated(found[1]) if found else None
        yield Case(
            name,
            body,
            urljoin(f"{_SERVER}tests/{name}", headers.get("content-location", "")),
            media_type.strip(),
            charset,
            tuple(dict.fromkeys(stated or ())),
            stated is not None,
        )


def _comment(body: bytes) -> str:
    """The start of a case, which may be in any encoding: its own words are ASCII and Python's escapes."""
    if body.startswith(b"\x4c\x6f\xa7\x94"):
        return body.decode("cp037")
    if b"\0" in body[:8] or body.startswith((b"\xff\xfe", b"\xfe\xff")):
        for name in ("utf-32", "utf-16") if body[:2] in (b"\xff\xfe", b"\xfe\xff", b"\0\0") else ():
            try:
                return body.decode(name)
            except UnicodeError:
                continue
        wide = "utf-32" if body[:4].count(0) == 3 else "utf-16"
        return body.decode(wide + ("-be" if body[:1] == b"\0" else "-le"), "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("latin-1")


def _stated(expression: str) -> tuple[Statement, ...] | None:
    """The statements of an expression; None for what is no expression."""
    try:
        tree = ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return None
    return tuple(found for part in _parts(tree) for found in _compared(part))


def _parts(tree: ast.expr) -> Iterator[ast.expr]:
    """What must all hold. « a or b » says nothing certain of either."""
    if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And):
        for value in tree.values:
            yield from _parts(value)
    else:
        yield tree


def _compared(tree: ast.expr) -> Iterator[Statement]:
    if not isinstance(tree, ast.Compare) or not all(isinstance(one, ast.Eq) for one in tree.ops):
        return
    *places, last = (tree.left, *tree.comparators)
    try:
        value = _literal(last)
    except ValueError:
        return
    for place in places:
        path = _path(place)
        if len(path) >= 3 and path[0] == "entries" and isinstance(path[1], int):
            name = str(path[2])
            plain = len(path) == 3 or (path[2:] == ("title_detail", "value"))
            kind = _FIELDS.get(name.removesuffix("_detail"))
            if plain and kind and (stated := _value(kind, value)):
                yield Statement(kind, path[1], stated)


def _literal(tree: ast.expr) -> object:
    """A constant, a tuple of them, or strings added up."""
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Add):
        left, right = _literal(tree.left), _literal(tree.right)
        if isinstance(left, str) and isinstance(right, str):
            return left + right
    return ast.literal_eval(tree)


def _path(tree: ast.expr) -> tuple[object, ...]:
    """`entries[0]['title']` and `entries[0].title` as ("entries", 0, "title")."""
    if isinstance(tree, ast.Name):
        return (tree.id,)
    if isinstance(tree, ast.Attribute):
        return (*_path(tree.value), tree.attr)
    if isinstance(tree, ast.Subscript) and isinstance(tree.slice, ast.Constant):
        return (*_path(tree.value), tree.slice.value)
    return ()


def _value(kind: Kind, value: object) -> str | datetime | None:
    if kind != "date":
        return value if isinstance(value, str) and value.strip() else None
    if isinstance(value, tuple) and len(value) == 9:
        return datetime.fromtimestamp(timegm(time.struct_time(value)), UTC)
    return _moment(value) if isinstance(value, str) else None


def _moment(written: str) -> datetime | None:
    """A time in one of the two norms; any other manner of writing it states no moment that could be compared."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(written.strip())
        except (ValueError, TypeError, IndexError):
            continue
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    return None


# ── gofeed ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def gofeed_cases(folder: Path) -> Iterator[Case]:
    """Every file of the suite: also those that only state what to expect of another, which must be no crash either."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    stating = {file for file in files if file.suffix == ".json" and _states(file)}
    for path in files:
        body = path.read_bytes()
        name = path.relative_to(folder).as_posix()
        if path in stating:
            yield Case(name, body, f"http://127.0.0.1:8097/{name}")
            continue
        beside = path.with_suffix(".json") if path.suffix == ".xml" else path.with_name(f"{path.stem}_expected.json")
        stated = tuple(_items(beside)) if beside in stating else ()
        yield Case(name, body, f"http://127.0.0.1:8097/{name}", statements=stated, readable=beside in stating)


def _states(path: Path) -> bool:
    return path.stem.endswith("_expected") or path.with_suffix(".xml").is_file()


def _items(path: Path) -> Iterator[Statement]:
    try:
        whole = json.loads(path.read_text("utf-8"))
    except ValueError:
        return
    items = whole.get("items") or whole.get("entries") or [] if isinstance(whole, dict) else []
    for number, item in enumerate(items):
        links = [one.get("href") for one in item.get("links", []) if isinstance(one, dict) and _is_page(one)]
        fields = dict(item) | ({"link": links[0]} if links else {})
        found = {
            Statement(kind, number, value)
            for name, kind in _FIELDS.items()
            if name in fields and (value := _value(kind, fields[name]))
        }
        yield from sorted(found, key=repr)


def _is_page(link: dict[str, str]) -> bool:
    return link.get("rel", "alternate") == "alternate" and bool(link.get("href"))

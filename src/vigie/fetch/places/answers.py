"""What places answer, taken apart: items of their XML, values of their JSON. Raises FetchError for an answer that is
neither, with the words in which the place said why. Read next: place.py."""

import json
import re
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from vigie.fetch.wording import moment_of, on_one_line, plain
from vigie.model import FetchError

_ROOTS = {"feed", "rss", "rdf"}
_ITEMS = {"entry", "item"}
_LONGEST_COMPLAINT = 160
# GDELT copies titles with backslashes that JSON does not know.
_WRONG_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')


def items_of(body: bytes, url: str, place: str) -> Iterator[etree._Element]:
    """The <entry> or <item> elements, wherever they stand."""
    # Entities of a DTD are never resolved, and no network is asked.
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(body.lstrip(b"\xef\xbb\xbf \t\r\n"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None or local(root) not in _ROOTS:
        raise _not_expected(body, url, place, "feed")
    return (element for element in root.iter() if local(element) in _ITEMS)


def json_of(body: bytes, url: str, place: str) -> object:
    """The value of a JSON answer."""
    written = body.decode("utf-8-sig", "replace")
    for attempt in (written, _WRONG_ESCAPE.sub(r"\\\\", written)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    raise _not_expected(body, url, place, "JSON")


def complaint(place: str, url: str, said: str) -> FetchError:
    """The error for an answer in which a place says that it will not serve what was asked."""
    words = on_one_line(said)[:_LONGEST_COMPLAINT] or "nothing at all"
    return FetchError("fetch.place", f"{place} gives no items for {url}: {words}", "check the words asked for")


def local(element: etree._Element) -> str:
    """The name of an element without its namespace, in small letters; prefixes vary."""
    return str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def children(item: etree._Element, name: str) -> list[etree._Element]:
    """The children of this local name."""
    return [child for child in item if local(child) == name]


def inner(item: etree._Element, *path: str) -> str:
    """The characters at the end of a path of local names, as they stand (they may be escaped HTML); or nothing."""
    found: etree._Element | None = item
    for name in path:
        found = next(iter(children(found, name)), None) if found is not None else None
    return "" if found is None else "".join(str(piece) for piece in found.itertext())


def line(item: etree._Element, *path: str) -> str:
    """The same as plain text on one line."""
    return on_one_line(inner(item, *path))


def moment(item: etree._Element, *path: str) -> datetime | None:
    """The same as a time."""
    return moment_of(inner(item, *path))


def link(item: etree._Element) -> str:
    """The address of an item: the text of RSS's <link>, the href of Atom's alternate one."""
    for child in children(item, "link"):
        if child.get("rel", "alternate") == "alternate":
            return child.get("href") or (child.text or "").strip()
    return ""


def string(value: object, key: str) -> str:
    """A text in a JSON object; empty for anything else."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


def objects(value: object, key: str = "") -> list[dict[str, object]]:
    """The objects of a JSON list, or of the list that an object has under `key`."""
    listed = value.get(key) if key and isinstance(value, dict) else value
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _not_expected(body: bytes, url: str, place: str, expected: str) -> FetchError:
    start = body[:20_000].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if re.match(r"<!doctype html|<html", start, re.IGNORECASE):
        title = re.search(r"<title[^>]*>(.*?)</title", start, re.IGNORECASE | re.DOTALL)
        name = f" ({on_one_line(title[1])[:_LONGEST_COMPLAINT]})" if title else ""
        what = f"{place} answers {url} with a web page{name} instead of {expected}"
        return FetchError("fetch.place_page", what, "it may ask for fewer questions; try later")
    return complaint(place, url, plain(start))

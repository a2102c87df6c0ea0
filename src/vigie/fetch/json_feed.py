"""JSON Feed 1.0 and 1.1. Raises FetchError for JSON that is something else. Read next: items.py."""

import json

from vigie.fetch.items import Item, Reading
from vigie.model import FetchError

MOST_PARTS = 3_000_000  # each takes a hundred bytes or so once it is read
_MOST_ITEMS = 20_000


def reading_of(body: bytes, address: str) -> Reading:
    """The items; a damaged item costs no other. `body` is UTF-8."""
    if sum(map(body.count, (b"{", b"[", b","))) > MOST_PARTS:
        raise FetchError("fetch.too_large", f"{address} has more than {MOST_PARTS} parts")
    try:
        whole = json.loads(body.decode("utf-8", "replace"), strict=False)
    except (ValueError, RecursionError) as error:
        raise FetchError("fetch.not_a_feed", f"{address} is not JSON that can be read") from error
    items = whole.get("items") if isinstance(whole, dict) else None
    if not isinstance(items, list):
        raise FetchError("fetch.not_a_feed", f"{address} is JSON, but has no list of items")
    read = tuple(_item(item) for item in items[:_MOST_ITEMS] if isinstance(item, dict))
    return Reading(read, _string(whole, "home_page_url"), _string(whole, "language"))


def _item(item: dict[str, object]) -> Item:
    name = _string(item, "id")
    links = (
        _string(item, "url"),
        name if name.startswith(("http://", "https://")) else "",
        _string(item, "external_url"),
    )
    files = item.get("attachments")
    text = _string(item, "content_html") or _as_html(_string(item, "content_text"))
    return Item(
        links=tuple(filter(None, links)),
        files=tuple(filter(None, (_string(file, "url") for file in files if isinstance(file, dict))))
        if isinstance(files, list)
        else (),
        name=name,
        title=_string(item, "title"),
        summary=_string(item, "summary"),
        content=text,
        language=_string(item, "language"),
        authors=_authors(item),
        published=(_string(item, "date_published"),),
        updated=(_string(item, "date_modified"),),
    )


def _as_html(text: str) -> str:
    """Plain text whose signs are no markup and whose lines are paragraphs."""
    return "".join(
        f"<p>{line.replace('&', '&amp;').replace('<', '&lt;')}</p>" for line in text.split("\n") if line.strip()
    )


def _authors(item: dict[str, object]) -> tuple[str, ...]:
    people = item.get("authors")
    people = people if isinstance(people, list) else [item.get("author")]  # 1.0 had one author
    return tuple(filter(None, (_string(person, "name") for person in people if isinstance(person, dict))))


def _string(item: dict[str, object], key: str) -> str:
    value = item.get(key)
    return str(value) if key == "id" and isinstance(value, int) else value if isinstance(value, str) else ""

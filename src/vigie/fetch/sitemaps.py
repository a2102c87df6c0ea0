"""Sitemaps, with the news extension where a site has it. Tags are known by their local name: prefixes vary.

Never fails: a damaged map gives the entries that can be read. Read next: feeds.py.
"""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from vigie.fetch.addresses import absolute
from vigie.fetch.charsets import as_utf8
from vigie.fetch.mending import bounded, without_prologue
from vigie.fetch.times import moment_of
from vigie.fetch.trees import mended_tree, strict_tree
from vigie.fetch.wording import on_one_line
from vigie.model import Entry, Feed

_MOST = 50_000  # addresses in one map: what the protocol allows
_ROOT = re.compile(rb"<(?![?!])\s*(?:[A-Za-z0-9_.\-]+:)?([A-Za-z0-9_.\-]+)")


def root_name(body: bytes) -> str:
    """The local name of the first element, in small letters, or nothing."""
    found = _ROOT.search(re.sub(rb"<!--.*?-->", b"", body[:20_000].replace(b"\0", b""), flags=re.DOTALL))
    return found[1].decode("ascii").lower() if found else ""


def is_sitemap_index(root: str) -> bool:
    return root == "sitemapindex"


def entries_of_sitemap(feed: Feed, body: bytes, base: str) -> Iterator[Entry]:
    """The addresses of a <urlset>. Without the news extension they have neither title nor publication time."""
    for element in _elements(body, "url"):
        fields = _fields(element)
        url = absolute(fields.get("loc", ""), base)
        if url:
            yield Entry(
                feed=feed.url,
                url=url,
                title=on_one_line(fields.get("title", "")),
                language=fields.get("language", "") or feed.language,
                published_at=moment_of(fields.get("publication_date", "")),
                updated_at=moment_of(fields.get("lastmod", "")),
            )


def children_of(body: bytes, base: str, most: int) -> tuple[str, ...]:
    """The addresses of a sitemap index, those of news and the latest first; at most `most`."""
    found: list[tuple[bool, float, int, str]] = []
    for element in _elements(body, "sitemap"):
        fields = _fields(element)
        if url := absolute(fields.get("loc", ""), base):
            changed = moment_of(fields.get("lastmod", ""))
            found.append(("news" not in url.lower(), -changed.timestamp() if changed else 0.0, len(found), url))
    return tuple(dict.fromkeys(url for *_, url in sorted(found)))[:most]


def _elements(body: bytes, name: str) -> Iterator[etree._Element]:
    bare = bounded(without_prologue(as_utf8(body)))
    root, state = strict_tree(bare)
    if root is None:
        root, _ = mended_tree(bare, deep=state == "deep")
    if root is not None:
        yield from islice((child for child in root if _local(child) == name), _MOST)


def _fields(element: etree._Element) -> dict[str, str]:
    """The first text under each local name; images and videos have titles of their own, which are not the article's."""
    found: dict[str, str] = {}
    for child in element.iter():
        parent = child.getparent()
        if parent is not None and _local(parent) in ("image", "video"):
            continue
        if child.text and child.text.strip():
            found.setdefault(_local(child), child.text.strip())
    return found


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else ""

"""arXiv: its Atom interface (export.arxiv.org/api/query) and its daily feeds (rss.arxiv.org). A paper is its abstract.

Announcements of replaced versions are no news of today, and a paper has one address whatever its version: both kinds
of answer name a paper once.
"""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult

from lxml import etree

from vigie.fetch.places.answers import children, complaint, inner, items_of, line, link, local, moment
from vigie.fetch.places.place import Place, host
from vigie.fetch.wording import on_one_line
from vigie.model import Entry, Feed

PUBLISHER = "arxiv.org"
# 2511.01234v2, math.GT/0309136v1
_PAPER = re.compile(
    r"(?:abs/|pdf/|arXiv\.org:|arXiv:)((?:[a-z\-]+(?:\.[A-Z]{2})?/)?\d[\d.]+\d)(?:v\d+)?", re.IGNORECASE
)
_PREAMBLE = re.compile(r"^\s*arXiv:\S+\s+Announce Type:\s*([a-z\-]+)\s*(?:Abstract:)?\s*", re.IGNORECASE)


def address_of_paper(written: str) -> str:
    """The page of the paper that an id or address names, without its version; empty when it names none."""
    found = _PAPER.search(written)
    return f"https://arxiv.org/abs/{found[1]}" if found else ""


def _knows(address: SplitResult) -> bool:
    if host(address) in ("export.arxiv.org", "arxiv.org"):
        return address.path.startswith(("/api/query", "/rss/"))
    return host(address) == "rss.arxiv.org"


def _read(feed: Feed, body: bytes) -> Iterator[Entry]:
    for item in items_of(body, feed.url, "arXiv"):
        if "/api/errors" in inner(item, "id"):
            raise complaint("arXiv", feed.url, line(item, "summary"))
        url = (
            address_of_paper(inner(item, "id")) or address_of_paper(link(item)) or address_of_paper(line(item, "guid"))
        )
        abstract = on_one_line(inner(item, "summary") or inner(item, "description"))
        announced = _PREAMBLE.match(abstract)
        kind = line(item, "announce_type") or (announced[1] if announced else "")
        if url and not kind.startswith("replace"):
            yield Entry(
                feed=feed.url,
                url=url,
                title=line(item, "title"),
                text=abstract[announced.end() :] if announced else abstract,
                language=feed.language or "en",
                authors=_authors(item),
                published_at=moment(item, "published") or moment(item, "pubdate"),
                updated_at=moment(item, "updated"),
                publisher=PUBLISHER,
                whole=True,
            )


def _authors(item: etree._Element) -> tuple[str, ...]:
    named = [line(author, "name") for author in children(item, "author")]
    # RSS has them all in one <dc:creator>, parted by commas.
    named += [name for child in item if local(child) == "creator" for name in on_one_line(child.text or "").split(",")]
    return tuple(dict.fromkeys(name.strip() for name in named if name.strip()))


PLACE = Place("arXiv", _knows, _read, (("export.arxiv.org", 3.0),))

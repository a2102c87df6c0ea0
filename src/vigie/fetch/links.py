"""A page with links, for sites that have no feed: the links to the same host that read like headlines, or that match.

With a pattern (`Feed.links`) the address decides and the words may be short. Raises FetchError for a bad pattern.
Read next: patterns.py.
"""

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from vigie.fetch.addresses import absolute, host_of
from vigie.fetch.mending import bounded
from vigie.fetch.patterns import LONGEST_ADDRESS, link_pattern
from vigie.fetch.wording import on_one_line
from vigie.model import Entry, Feed

_CHROME = frozenset({"nav", "footer", "header", "aside", "form"})
_HEAD = 200_000
_LARGEST = 10 * 1024 * 1024
_MOST_LINKS = 5_000
_LONGEST_TITLE = 500
_FEED_TYPES = {
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "text/xml",
}
_CJK_OR_THAI = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def entries_of_page(feed: Feed, body: bytes, charset: str, base: str) -> Iterator[Entry]:
    """One entry for each address, named by the longest text that links to it."""
    pattern = link_pattern(feed.links) if feed.links else None
    found: dict[str, str] = {}
    for url, text in _links(body, charset, base, anywhere=pattern is not None):
        if len(found) == _MOST_LINKS:
            break
        if pattern:
            wanted = bool(text) and len(url) <= LONGEST_ADDRESS and pattern.search(url) is not None
        else:
            wanted = reads_like_a_headline(text)
        if wanted and len(text) > len(found.get(url, "")):
            found[url] = text
    for url, text in found.items():
        yield Entry(feed=feed.url, url=url, title=text, language=feed.language)


def feeds_named_by(body: bytes, base: str) -> tuple[str, ...]:
    """The feeds that a page names in its head (<link rel="alternate">), in its order; none for what is no page."""
    start = body[:_HEAD]
    tree = _tree(start, "") if b"alternate" in start else None
    if tree is None:
        return ()
    found = (
        absolute(link.get("href") or "", base)
        for link in tree.iter("link")
        if "alternate" in (link.get("rel") or "").lower().split()
        and (link.get("type") or "").strip().lower().partition(";")[0] in _FEED_TYPES
    )
    return tuple(dict.fromkeys(url for url in found if url))


def reads_like_a_headline(text: str) -> bool:
    """Four words; in scripts that do not part words, eight characters."""
    return len(text.split()) >= 4 or len(_CJK_OR_THAI.findall(text)) >= 8


def _links(body: bytes, charset: str, base: str, *, anywhere: bool) -> Iterator[tuple[str, str]]:
    """The links to the host of the page, with their words; in the frame around the news only when it is asked for."""
    tree = _tree(body[:_LARGEST], charset)
    if tree is None:
        return
    host, itself = host_of(base), absolute(base, base)
    start = next((url for element in tree.iter("base") if (url := absolute(element.get("href") or "", base))), base)
    within = 0  # how many elements of the frame are open: counted on the way, for pages may be deep
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in _CHROME:
            within += 1 if event == "start" else -1
        elif element.tag == "a" and event == "start" and (anywhere or not within):
            url = absolute(element.get("href") or "", start)
            # A pattern may lead to another host of the same house: it says which.
            if url and url != itself and (anywhere or host_of(url) == host):
                yield url, _words(element)


def _words(link: etree._Element) -> str:
    words = on_one_line("".join(str(piece) for piece in link.itertext())[: _LONGEST_TITLE * 4])
    words = words or on_one_line(link.get("title") or link.get("aria-label") or "")
    return words[:_LONGEST_TITLE].rstrip()


def _tree(body: bytes, charset: str) -> lxml_html.HtmlElement | None:
    body = bounded(body)
    for encoding in ("utf-8" if _is_utf8(body) else charset or None, None):
        try:
            return lxml_html.document_fromstring(body, parser=lxml_html.HTMLParser(encoding=encoding))
        except LookupError:  # a charset that nobody knows
            continue
        except (etree.LxmlError, ValueError):
            return None
    return None


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True

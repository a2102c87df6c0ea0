"""A page with links, for sites that have no feed: the links to the same host that read like headlines.

Simple on purpose. Never fails. Read next: feeds.py.
"""

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from vigie.fetch.addresses import absolute, host_of
from vigie.fetch.wording import on_one_line
from vigie.model import Entry, Feed

_CHROME = {"nav", "footer", "header", "aside", "form"}
_HEAD = 200_000
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
    found: dict[str, str] = {}
    for url, text in _links(body, charset, base):
        if reads_like_a_headline(text) and len(text) > len(found.get(url, "")):
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


def _links(body: bytes, charset: str, base: str) -> Iterator[tuple[str, str]]:
    tree = _tree(body, charset)
    if tree is None:
        return
    host = host_of(base)
    start = next((url for element in tree.iter("base") if (url := absolute(element.get("href") or "", base))), base)
    for link in tree.iter("a"):
        if any(parent.tag in _CHROME for parent in link.iterancestors()):
            continue
        url = absolute(link.get("href") or "", start)
        if host_of(url) == host and url != absolute(base, base):
            yield url, on_one_line("".join(str(piece) for piece in link.itertext()))


def _tree(body: bytes, charset: str) -> lxml_html.HtmlElement | None:
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

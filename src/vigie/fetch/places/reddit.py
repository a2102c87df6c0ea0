"""Reddit: the feeds of its forums. A link is the news of whoever publishes it; a text written for the forum is its own."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from lxml import etree
from lxml import html as lxml_html

from vigie.fetch.addresses import absolute, host_of
from vigie.fetch.places.answers import inner, items_of, line, link, moment
from vigie.fetch.places.place import Place, host
from vigie.fetch.wording import plain
from vigie.model import Entry, Feed

FORUM = "reddit.com"
# Its own pages, pictures and films: nothing to read there but the discussion.
_OWN = re.compile(r"(?:^|\.)(?:reddit\.com|redd\.it|redditmedia\.com|redditstatic\.com)$")


def _knows(address: SplitResult) -> bool:
    return host(address) in (FORUM, "old.reddit.com") and address.path.endswith((".rss", "/rss"))


def _read(feed: Feed, body: bytes) -> Iterator[Entry]:
    for item in items_of(body, feed.url, "Reddit"):
        discussion = absolute(link(item), feed.url)
        if not discussion or _is_comment(discussion):
            continue
        linked, text = _parts(inner(item, "content"), discussion)
        asked = not linked or _OWN.search(host_of(linked)) is not None
        posted = moment(item, "published") or moment(item, "updated")
        author = line(item, "author", "name")
        yield Entry(
            feed=feed.url,
            url=discussion if asked else linked,
            title=line(item, "title"),
            text=text if asked else "",
            summary="" if asked else text,
            language=feed.language or ("en" if asked else ""),
            authors=(author,) if asked and author else (),
            published_at=posted if asked else None,
            updated_at=None if asked else posted,
            publisher=FORUM if asked else host_of(linked).removeprefix("www."),
            whole=asked,
        )


def _parts(content: str, base: str) -> tuple[str, str]:
    """What a post links to (« [link] », before « [comments] ») and what it says itself."""
    try:
        tree = lxml_html.fragment_fromstring(content, create_parent="div") if content.strip() else None
    except (etree.LxmlError, ValueError, AssertionError):
        tree = None
    if tree is None:
        return "", ""
    linked = next((a.get("href") or "" for a in tree.iter("a") if (a.text or "").strip() == "[link]"), "")
    written = next((block for block in tree.iter("div") if block.get("class") == "md"), None)
    own = "" if written is None else plain(lxml_html.tostring(written, encoding="unicode", with_tail=False))
    return absolute(linked, base), own


def _is_comment(url: str) -> bool:
    # /r/forum/comments/id/slug/comment/
    return len([part for part in urlsplit(url).path.split("/") if part]) > 5


PLACE = Place("Reddit", _knows, _read, (("www.reddit.com", 6.0),))

"""Discovery: where the feeds of a site may be. Pure: addresses and answers in, addresses to try out, the likeliest first.

What a site says itself comes first (its head, its links, its robots.txt), then what the software it runs is known to serve,
then the places where feeds usually are. Nothing is asked here: vigie.app.discovering tries them, a few and politely.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as lxml_html

from vigie.fetch.addresses import absolute, host_of
from vigie.fetch.links import feeds_named_by
from vigie.fetch.mending import bounded, without_prologue
from vigie.fetch.wording import on_one_line

How = Literal["itself", "named", "linked", "platform", "robots", "usual place"]

# So many links are looked at, and so many addresses of one page are worth a try.
MOST_LINKS, MOST_LINKED = 5_000, 8
USUAL = (
    "/feed",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feed.json",
    "/?feed=rss2",
    "/feeds/posts/default",
)
USUAL_MAPS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml")
_PATH = re.compile(r"(?i)(?:^|[/._=?&-])(?:rss|rss2|atom|feeds?|flux|xml|rdf|syndication)(?:[/._=&?-]|$)")
_WORDS = re.compile(r"(?i)(?:\brss\b|\batom\b|\bfeeds?\b|flux rss|fil rss|news ?feed|订阅|訂閱|フィード|구독|лента)")
_NO_FEED = re.compile(r"(?i)\.(?:png|jpe?g|gif|svg|ico|css|js|pdf|zip|mp[34]|webp|woff2?)(?:$|\?)")
_CHANNEL = re.compile(rb'(?:"(?:channelId|externalId|browseId)"\s*:\s*"|/channel/)(UC[\w-]{22})')
_SITEMAP = re.compile(r"(?im)^[ \t]*sitemap[ \t]*:[ \t]*(\S+)")
_GENERATED: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"(?i)wordpress"), ("/feed/", "/?feed=rss2")),
    (re.compile(r"(?i)substack"), ("/feed",)),
    (re.compile(r"(?i)ghost"), ("/rss/",)),
    (re.compile(r"(?i)blogger"), ("/feeds/posts/default",)),
    (re.compile(r"(?i)hugo"), ("/index.xml",)),
    (re.compile(r"(?i)jekyll"), ("/feed.xml",)),
    (re.compile(r"(?i)drupal"), ("/rss.xml",)),
    (re.compile(r"(?i)squarespace|wix"), ("/?format=rss", "/blog-feed.xml")),
    (re.compile(r"(?i)medium"), ("/feed",)),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be a feed, and how it was come by."""

    url: str
    how: How


def site_of(written: str) -> str:
    """The address of a site as people write it: « example.org » too. Empty for what is none."""
    written = written.strip()
    return absolute(written if "://" in written else f"https://{written}", "")


def by_address(url: str) -> tuple[Candidate, ...]:
    """What an address tells by itself: known platforms have their feeds in known places."""
    host = host_of(url).removeprefix("www.")
    path = [part for part in urlsplit(url).path.split("/") if part]
    found = next((rule(host, path) for suffix, rule in _PLATFORMS if host == suffix or host.endswith(f".{suffix}")), [])
    return tuple(Candidate(one, "platform") for one in found)


def on_page(body: bytes, base: str) -> tuple[Candidate, ...]:
    """What a page tells: the feeds that it names, those that it links to, those of the software it says it runs on."""
    found: dict[str, How] = dict.fromkeys(feeds_named_by(body, base), "named")
    tree = _tree(body)
    if tree is not None:
        for url in _linked(tree, base):
            found.setdefault(url, "linked")
        for url in _generated(tree, base):
            found.setdefault(url, "platform")
    if host_of(base).removeprefix("www.") in ("youtube.com", "m.youtube.com") and (channel := _CHANNEL.search(body)):
        found.setdefault(f"https://www.youtube.com/feeds/videos.xml?channel_id={channel[1].decode()}", "platform")
    return tuple(Candidate(url, how) for url, how in found.items())


def in_robots(body: bytes, base: str) -> tuple[Candidate, ...]:
    """The sitemaps that a robots.txt names, those of news first."""
    named = (absolute(line, base) for line in _SITEMAP.findall(body[:500_000].decode("utf-8", "replace")))
    found = sorted(dict.fromkeys(filter(None, named)), key=lambda url: "news" not in url.lower())
    return tuple(Candidate(url, "robots") for url in found[:MOST_LINKED])


def usual_places(url: str) -> tuple[Candidate, ...]:
    """Where feeds usually are, at the site's root."""
    return tuple(Candidate(absolute(path, url), "usual place") for path in (*USUAL, *USUAL_MAPS))


def title_of(body: bytes) -> str:
    """What a feed calls itself; empty where it does not."""
    if body.lstrip()[:1] == b"{":
        try:
            told = json.loads(body.decode("utf-8-sig", "replace"), strict=False)
        except (ValueError, RecursionError):
            return ""
        title = told.get("title") if isinstance(told, dict) else ""
        return on_one_line(title)[:200] if isinstance(title, str) else ""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root: etree._Element | None = etree.fromstring(without_prologue(bounded(body)), parser)
    except (etree.LxmlError, ValueError):
        return ""
    if root is None:
        return ""
    channel = next((child for child in root if _local(child) == "channel"), root)
    titles = (child for child in channel if _local(child) == "title")
    title = next(titles, None)
    return on_one_line("".join(str(part) for part in title.itertext()))[:200] if title is not None else ""


# ── Platforms ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_medium(host: str, path: list[str]) -> list[str]:
    if host != "medium.com":
        return [f"https://{host}/feed"]
    return [f"https://medium.com/feed/{path[0]}"] if path else []


def _of_github(_: str, path: list[str]) -> list[str]:
    if len(path) < 2:
        return [f"https://github.com/{path[0]}.atom"] if path else []
    repository = f"https://github.com/{path[0]}/{path[1].removesuffix('.git')}"
    return [f"{repository}/releases.atom", f"{repository}/tags.atom", f"{repository}/commits.atom"]


def _of_reddit(_: str, path: list[str]) -> list[str]:
    return (
        [f"https://www.reddit.com/{path[0]}/{path[1]}/new/.rss"] if path[:1] in (["r"], ["user"]) and path[1:] else []
    )


def _of_youtube(_: str, path: list[str]) -> list[str]:
    known = path[:1] == ["channel"] and path[1:2] and re.fullmatch(r"UC[\w-]{22}", path[1])
    return [f"https://www.youtube.com/feeds/videos.xml?channel_id={path[1]}"] if known else []


def _at_root(*places: str) -> Callable[[str, list[str]], list[str]]:
    return lambda host, _: [f"https://{host}{place}" for place in places]


_PLATFORMS: tuple[tuple[str, Callable[[str, list[str]], list[str]]], ...] = (
    ("medium.com", _of_medium),
    ("github.com", _of_github),
    ("reddit.com", _of_reddit),
    ("youtube.com", _of_youtube),
    ("substack.com", _at_root("/feed")),
    ("wordpress.com", _at_root("/feed/")),
    ("blogspot.com", _at_root("/feeds/posts/default")),
    ("ghost.io", _at_root("/rss/")),
    ("tumblr.com", _at_root("/rss")),
    ("hatenablog.com", _at_root("/feed", "/rss")),
)


# ── Pages ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _linked(tree: lxml_html.HtmlElement, base: str) -> Iterator[str]:
    """The links that look like feeds, by address or by word; those of the same house before the others."""
    found: dict[str, bool] = {}
    for n, link in enumerate(tree.iter("a")):
        if n == MOST_LINKS:
            break
        url = absolute(link.get("href") or "", base)
        if not url or _NO_FEED.search(url) or url == base:
            continue
        parts = urlsplit(url)
        words = on_one_line(str(link.text_content()))[:80] + " " + (link.get("title") or "")[:80]
        if (
            _PATH.search(f"{parts.path}?{parts.query}")
            or parts.netloc.startswith(("feeds.", "rss."))
            or _WORDS.search(words)
        ):
            found.setdefault(url, _house(url) != _house(base))
    yield from sorted(found, key=lambda url: found[url])[:MOST_LINKED]


def _house(url: str) -> str:
    return ".".join(host_of(url).split(".")[-2:])


def _generated(tree: lxml_html.HtmlElement, base: str) -> Iterator[str]:
    named = " ".join(m.get("content") or "" for m in tree.iter("meta") if (m.get("name") or "").lower() == "generator")
    for pattern, places in _GENERATED:
        if named and pattern.search(named):
            yield from (absolute(place, base) for place in places)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _tree(body: bytes) -> lxml_html.HtmlElement | None:
    try:
        return lxml_html.document_fromstring(bounded(body[:3_000_000]))
    except (etree.LxmlError, ValueError, AssertionError):
        return None

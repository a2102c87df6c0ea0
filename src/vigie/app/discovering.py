"""`vigie sources discover SITE`: finds the feeds of a site and tells of each what it is, by asking a few addresses politely."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from vigie.fetch.discovery import Candidate, by_address, in_robots, on_page, site_of, title_of, usual_places
from vigie.fetch.feeds import entries_of, reading_of
from vigie.fetch.places import short
from vigie.fetch.sitemaps import children_of, is_sitemap_index, root_name
from vigie.fetch.unpacking import unpacked
from vigie.model import Entry, Feed, FetchError, UsageError
from vigie.ports import Answer, Fetcher

# So many addresses are asked of one site at most, the page and its robots.txt apart.
MOST_TRIED = 24
MOST_FOUND = 12
_KINDS = {"rss": "RSS", "rdf": "RDF", "feed": "Atom", "urlset": "sitemap", "channel": "CDF"}


@dataclass(frozen=True, slots=True)
class Found:
    """A feed of a site: what it is, how it was found, and what is in it."""

    url: str
    how: str
    kind: str
    title: str
    entries: int
    newest: datetime | None
    language: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """The feeds of a site; why its own page could not be read, if so; and how many addresses were asked in vain."""

    found: tuple[Found, ...]
    trouble: str = ""
    in_vain: int = 0


def discover(fetcher: Fetcher, written: str) -> Discovery:
    """The feeds of a site, the likeliest first. Raises UsageError for what is no address."""
    site = site_of(short.address_of(written))
    if not site:
        raise UsageError(
            "sources.site", f"{written!r} is no address of a site", "for example: vigie sources discover example.org"
        )
    search = _Search(fetcher)
    trouble = ""
    try:
        answer = fetcher.get(site)
    except FetchError as error:
        # The page may be closed, and the feed open.
        answer, trouble = None, str(error)
    base = (answer.final_url or site) if answer else site
    if answer and (itself := _told(Candidate(site, "itself"), answer)):
        return Discovery((itself,))
    search.try_all([*by_address(site), *(on_page(_body(answer), base) if answer else ())])
    robots = _robots(fetcher, base)
    search.try_all(
        in_robots(robots, base) if not search.found else [c for c in in_robots(robots, base) if "news" in c.url]
    )
    if not search.found:
        search.try_all(usual_places(base))
    return Discovery(tuple(search.found), trouble if not search.found else "", search.in_vain)


class _Search:
    """Tries candidates one by one, none twice, until enough were found or asked."""

    def __init__(self, fetcher: Fetcher) -> None:
        self.fetcher = fetcher
        self.found: list[Found] = []
        self.in_vain = 0
        self._asked: set[str] = set()
        self._reached: set[str] = set()

    def try_all(self, candidates: Iterable[Candidate]) -> None:
        for one in candidates:
            # « /feed » and « /feed/ » are one address for most servers.
            key = one.url.rstrip("/").removeprefix("https://").removeprefix("http://")
            if key in self._asked or len(self._asked) >= MOST_TRIED or len(self.found) >= MOST_FOUND:
                continue
            self._asked.add(key)
            self._try(one)

    def _try(self, one: Candidate) -> None:
        try:
            answer = self.fetcher.get(one.url)
            told = _told(one, answer) or self._news_of_index(one, answer)
        except FetchError:
            told = None
        if told is None:
            self.in_vain += 1
        elif answer.final_url not in self._reached:
            self._reached.add(answer.final_url)
            self.found.append(told)

    def _news_of_index(self, one: Candidate, answer: Answer) -> Found | None:
        """A sitemap index is read through its map of news, or its latest."""
        body = unpacked(answer.body, answer.url)
        if not is_sitemap_index(root_name(body)):
            return None
        for child in children_of(body, answer.final_url or answer.url, 1):
            told = _told(Candidate(child, one.how), self.fetcher.get(child))
            if told:
                return told
        return None


def _told(one: Candidate, answer: Answer) -> Found | None:
    """What an answer is, if it is a feed."""
    # The address that answered, where it has moved for good; it is the one to be written down.
    feed = Feed(answer.moved_to or one.url)
    try:
        body = unpacked(answer.body, answer.url)
        kind = "JSON Feed" if body.lstrip()[:1] in (b"{", b"[") else _KINDS.get(root_name(body), "")
        if not kind:
            return None
        entries = entries_of(feed, answer)
    except FetchError:
        return None
    language = ""
    if kind != "sitemap":
        with suppress(FetchError):
            language = reading_of(feed, answer).language
    dates = [at for entry in entries if (at := entry.published_at or entry.updated_at)]
    newest = max(dates, default=None)
    return Found(feed.url, one.how, kind, title_of(body), len(entries), newest, language or _language(entries))


def _language(entries: Iterable[Entry]) -> str:
    return next((entry.language for entry in entries if entry.language), "")


def _body(answer: Answer) -> bytes:
    return unpacked(answer.body, answer.url)


def _robots(fetcher: Fetcher, base: str) -> bytes:
    with suppress(FetchError):
        return fetcher.get(_root(base) + "/robots.txt").body
    return b""


def _root(url: str) -> str:
    return "/".join(url.split("/", 3)[:3])


def lines_of(found: Discovery, site: str) -> Iterator[str]:
    """What the person is told: a table, then how to take one."""
    if not found.found:
        yield f"no feed found at {site}" + (
            f": {found.trouble}" if found.trouble else f" ({found.in_vain} addresses asked)"
        )
        yield 'if its page lists its news, add it with the kind "page": see docs/howto/look-after-sources.md'
        return
    for one in found.found:
        newest = f"{one.newest:%Y-%m-%d}" if one.newest else "no dates"
        yield f"{one.kind:<9} {one.entries:>5} entries  newest {newest}  {one.language or '??':<5} {one.title or '(no title)'}"
        yield f"          {one.url}  ({one.how})"
    yield f"Take one: vigie sources add {found.found[0].url}"

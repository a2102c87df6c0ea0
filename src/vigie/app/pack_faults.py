"""What is wrong with a pack: addresses that stand twice or can no longer answer, facts that are missing or disagree.

A pack is written by hand from what is known; nobody can ask a thousand servers before each release. What can be seen
without asking is seen here, so that a shipped pack has none of it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import get_args
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from babel import Locale
from courlan import extract_domain

from vigie.app.sources import PackFeed, read_pack
from vigie.knowledge.names import Outlet
from vigie.model import PublisherKind

KINDS = frozenset(get_args(PublisherKind)) - {""}
REQUIRED = ("outlet", "owner", "country", "language", "kind")

# Services that are closed, or that answer to nobody but a browser.
DEAD = frozenset({
    "feedproxy.google.com", "feeds2.feedburner.com", "fulltextrssfeed.com", "nitter.net", "pipes.yahoo.com",
    "plus.google.com", "reader.google.com", "rss2.feedburner.com", "twitrss.me", "twitter-rss.com", "twitter.com", "x.com",
})  # fmt: skip
# A mirror of feeds: needless beside a feed that the house itself serves.
MIRRORS = ("feeds.feedburner.com",)

# Where many houses publish: one of its addresses says nothing of who owns another.
PLATFORMS = frozenset({
    "beehiiv.com", "blogspot.com", "bearblog.dev", "europa.eu", "feedburner.com", "ghost.io", "github.com", "github.io",
    "githubusercontent.com", "gitlab.io", "habr.com", "hatenablog.com", "hatenablog.jp", "huggingface.co", "livedoor.jp",
    "medium.com", "netlify.app", "note.com", "pages.dev", "qiita.com", "reddit.com", "sapo.pt", "substack.com", "tistory.com",
    "tumblr.com", "vercel.app", "wordpress.com", "youtube.com", "zenn.dev",
})  # fmt: skip

# Marks that tell where a reader came from, not what is served.
TRACKING = ("utm_", "fbclid", "gclid", "at_medium", "at_campaign", "xtor")

# Codes that CLDR names beside those of ISO 3166-1: parts of countries, groups, tests. EU stays: ISO reserves it for the
# European Union, whose bodies are at home in no member state.
NO_COUNTRY = frozenset({"AC", "CP", "CQ", "DG", "EA", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"})


def faults_of(pack: Iterable[PackFeed], outlets: Mapping[str, Outlet]) -> tuple[str, ...]:
    """One line for each fault, in the pack's order; none for a sound pack. `outlets` are those known, by id."""
    feeds = tuple(pack)
    return (*_of_single_lines(feeds, outlets), *_repeats(feeds), *_divided_houses(feeds))


def lines_on(packs: Iterable[str], outlets: Mapping[str, Outlet]) -> Iterator[str]:
    """What `vigie doctor` says of the packs a folder names: how wide each is, and each fault."""
    for name in packs:
        feeds = read_pack(name)
        faults = faults_of(feeds, outlets)
        wide = f"{len(counts_of(feeds, 'language'))} languages, {len(counts_of(feeds, 'country'))} countries"
        yield f"{'note ' if faults else 'ok   '} pack {name}: {len(feeds)} sources, {wide}"
        yield from (f"        {fault}" for fault in faults)


def counts_of(feeds: Iterable[PackFeed], field: str) -> tuple[tuple[str, int], ...]:
    """How many feeds have each value of a field, the most frequent first. The European Union is no country."""
    counted = Counter(str(getattr(feed, field)) for feed in feeds)
    told = ((value, count) for value, count in counted.items() if value and not (field == "country" and value == "EU"))
    return tuple(sorted(told, key=lambda one: (-one[1], one[0])))


def plain_address(url: str) -> str:
    """An address without what does not change where it leads: scheme, www, a last slash, marks of tracking."""
    parts = _parts(url)
    told = sorted((key, value) for key, value in parse_qsl(parts.query, True) if not key.lower().startswith(TRACKING))
    return _host(parts) + parts.path.rstrip("/") + (f"?{urlencode(told)}" if told else "")


def registrable_domain(url: str) -> str:
    """What a house registered: bbc.co.uk of feeds.bbc.co.uk. The last two words of a host whose ending nobody lists."""
    host = _host(_parts(url))
    return extract_domain(url) or ".".join(host.split(".")[-2:]) if host else ""


@cache
def countries() -> frozenset[str]:
    """ISO 3166-1 alpha-2, and EU."""
    codes = map(str, Locale("en").territories)
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha()) - NO_COUNTRY


@cache
def languages() -> frozenset[str]:
    """The codes of languages that CLDR names, macrolanguages among them; no code of a script or a region."""
    return frozenset(
        code for code in map(str, Locale("en").languages) if code.isalpha() and code not in {"root", "und", "mul"}
    )


def _of_single_lines(feeds: tuple[PackFeed, ...], outlets: Mapping[str, Outlet]) -> Iterator[str]:
    for feed in feeds:
        yield from (f"{feed.url}: {fault}" for fault in _faults(feed, outlets))


def _parts(url: str) -> SplitResult:
    try:
        return urlsplit(url.strip())
    except ValueError:  # a bracket that is never closed
        return SplitResult("", "", "", "", "")


def _host(parts: SplitResult) -> str:
    return (parts.hostname or "").removeprefix("www.")


def _faults(feed: PackFeed, outlets: Mapping[str, Outlet]) -> Iterator[str]:
    missing = [field for field in REQUIRED if not getattr(feed, field)]
    if missing:
        yield f"no {', '.join(missing)}"
    parts = _parts(feed.url)
    host = _host(parts)
    if parts.scheme not in {"http", "https"} or "." not in host:
        yield f"no address of the web ({parts.scheme or 'no scheme'})"
    elif host in DEAD or (host == "google.com" and parts.path.startswith("/reader")):
        yield f"{host} no longer serves feeds"
    if feed.kind and feed.kind not in KINDS:
        yield f"unknown kind {feed.kind!r}; known: {', '.join(sorted(KINDS))}"
    if feed.country and feed.country not in countries():
        yield f"unknown country {feed.country!r}; two capital letters, ISO 3166-1"
    if feed.language and feed.language not in languages():
        yield f"unknown language {feed.language!r}; ISO 639"
    known = outlets.get(feed.outlet)
    if feed.outlet and known is None:
        yield f"unknown outlet {feed.outlet!r}; add it to outlets.toml"
    elif known is not None and feed.owner and known.owner != feed.owner:
        yield f"owner {feed.owner!r}, but outlets.toml gives {feed.outlet} to {known.owner!r}"


def _repeats(feeds: tuple[PackFeed, ...]) -> Iterator[str]:
    """Addresses that lead to the same place, and mirrors of feeds that the pack has from their own house."""
    first: dict[str, PackFeed] = {}
    own = {feed.outlet for feed in feeds if _host(_parts(feed.url)) not in MIRRORS}
    for feed in feeds:
        before = first.setdefault(plain_address(feed.url), feed)
        if before is not feed:
            better = (
                ", and https is listed too" if "http" in {_parts(before.url).scheme, _parts(feed.url).scheme} else ""
            )
            yield f"{feed.url}: stands twice{better} ({before.url})"
        elif feed.outlet in own and _host(_parts(feed.url)) in MIRRORS:
            yield f"{feed.url}: a mirror, while {feed.outlet} has a feed of its own here"


def _on_platform(domain: str) -> bool:
    return any(domain == platform or domain.endswith(f".{platform}") for platform in PLATFORMS)


def _divided_houses(feeds: tuple[PackFeed, ...]) -> Iterator[str]:
    """Owners that differ for one registrable domain: one house cannot be two voices."""
    owners: dict[str, dict[str, str]] = defaultdict(dict)
    for feed in feeds:
        domain = registrable_domain(feed.url)
        if domain and not _on_platform(domain) and feed.owner:
            owners[domain].setdefault(feed.owner, feed.outlet)
    for domain, told in owners.items():
        if len(told) > 1:
            yield f"{domain}: {len(told)} owners ({', '.join(f'{owner} of {outlet}' for owner, outlet in told.items())})"

"""When it was published: to the minute where any place of the page tells the minute, with the zone where any tells it.

Asked are the article's description, <meta>, <time> and microdata, then the words that a reader sees, and last the address.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from lxml.html import HtmlElement

from vigie.extract.metadata.linked import Node, parts_of, strings
from vigie.extract.metadata.marks import apart, tokens, words_of
from vigie.extract.metadata.zones import localised
from vigie.extract.moments import Moment, moment_of
from vigie.extract.written import Reading, written_moment

EARLIEST = 1990  # 0001-01-01 and 1970-01-01 are what empty fields print
FURTHEST_ZONE = timedelta(hours=14)
QUARTER = timedelta(minutes=15)
LONGEST_LINE = 160
_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "sailthru.date", "article.published", "published_time",
    "article:published", "article:publish_time", "article:post_date", "publish-date", "publish_date", "published-date",
    "published_date", "pubdate", "publishdate", "publishtime", "publication_date", "publication-date", "publisheddate",
    "originalpublicationdate", "citation_publication_date", "citation_online_date", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "dcterms.available", "vr:published_time",
    "og:pubdate",
    "displaydate", "release_date", "releasedate", "rnews:datepublished", "date", "date.issued", "creation_date",
    "weibo:article:create_at",
    "bt:pubdate", "gsa:publishdate", "last-published", "time",
)  # fmt: skip
_CHANGED_META = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
)
_TIMES = (
    "//time[@pubdate or contains(@class, 'publi') or @itemprop='datePublished']/@datetime",
    "//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content",
    "//article//time[not(ancestor::aside or ancestor::nav or ancestor::footer)]/@datetime",
    "//time[not(ancestor::aside or ancestor::nav or ancestor::footer)]/@datetime",
)
_DATED = re.compile(
    r"date|(?<![a-z])(?:time|publi|posted|published|stamp|meta|byline|infos?|lineinfo|dateline|datum|datu|dato|fecha|data|tarih|"
    r"created|entry-meta|pubtime)",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"comment|related|teaser|promo|sidebar|recommend|popular|newsletter|event|modified|updated-|countdown",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[/_.-])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|[/_-](?P<y2>(?:19|20)\d\d)(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
)


def published_at(
    tree: HtmlElement,
    article: Node,
    meta: Mapping[str, str],
    nodes: Sequence[Node],
    urls: Sequence[str],
    reading: Reading,
) -> Moment | None:
    """The first time to the minute among the places that may have one; failing that, the first day."""
    told: list[Moment] = []
    for value in _told(tree, article, meta, nodes):
        moment = _moment(value, reading)
        if moment:
            told.append(moment)
            if moment.to_the_minute and moment.zoned:
                break
    first = next((moment for moment in told if moment.to_the_minute), None)
    if first is not None:
        return first if first.zoned else _zoned(first, told, reading)
    day = next(iter(told), None) or _day_of_address(urls)
    shown = next(_shown(tree, reading, day), None)
    if shown is not None and (day is None or shown.to_the_minute):
        return shown if shown.zoned or not shown.to_the_minute else localised(shown, reading.country, reading.language)
    if day is not None:
        return day
    changed = (_moment(meta[key], reading) for key in _CHANGED_META if key in meta)
    return next((moment for moment in (*map_moments(article.get("dateModified"), reading), *changed) if moment), None)


def map_moments(value: object, reading: Reading) -> Iterator[Moment | None]:
    return (_moment(text, reading) for text in strings(value))


def _moment(value: str | float, reading: Reading) -> Moment | None:
    moment = _counted(value) or (moment_of(value) or written_moment(value, reading) if isinstance(value, str) else None)
    return moment if moment and moment.at.year >= EARLIEST else None


def _counted(value: str | float) -> Moment | None:
    """Seconds or milliseconds since 1970, as a number or its digits."""
    if isinstance(value, str):
        if not (value.isascii() and value.isdigit() and len(value) in (10, 13)):
            return None
        value = int(value)
    if not 0 < value < 10**14:
        return None
    seconds = value / 1000 if value > 10**11 else value
    return Moment(datetime.fromtimestamp(seconds, UTC)) if 10**9 <= seconds < 10**10 else None


def _told(tree: HtmlElement, article: Node, meta: Mapping[str, str], nodes: Iterable[Node]) -> Iterator[str | float]:
    yield from _values(article.get("datePublished"))
    yield from (meta[key] for key in _PUBLISHED_META if key in meta)
    yield from (value for node in nodes for value in _values(node.get("datePublished")))
    yield from _values(article.get("dateCreated"))
    for path in _TIMES:
        yield from (str(text) for text in tree.xpath(path)[:1])


def _values(value: object) -> Iterator[str | float]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield value
    else:
        yield from strings(value)


def _zoned(first: Moment, told: Iterable[Moment], reading: Reading) -> Moment:
    """The same wall clock with the zone that another place tells; failing that, with the zone of the site's country."""
    for other in told:
        apart_by = abs(other.at - first.at)
        if (
            other.to_the_minute
            and other.zoned
            and apart_by <= FURTHEST_ZONE
            and apart_by % QUARTER < timedelta(minutes=1)
        ):
            return other
    return localised(first, reading.country, reading.language)


def _day_of_address(urls: Iterable[str]) -> Moment | None:
    for url in urls:
        if found := _IN_ADDRESS.search(parts_of(url).path):
            year, month, day = (int(found[name] or found[name + "2"]) for name in "ymd")
            try:
                return Moment(datetime(year, month, day, tzinfo=UTC), to_the_minute=False)
            except ValueError:
                continue
    return None


def _shown(tree: HtmlElement, reading: Reading, day: Moment | None) -> Iterator[Moment]:
    """The dates that a reader sees near the heading, those below it first; where a day is known, only that day's."""
    before: list[Moment] = []
    below = tree.find(".//h1") is None
    for element in tree.iter(
        "h1", "time", "span", "div", "p", "li", "small", "em", "i", "b", "strong", "td", "a", "dd"
    ):
        if element.tag == "h1":
            below = True
            continue
        if element.tag == "time" or _called_date(element.get("class"), element.get("id")):
            moment = _seen(element, reading)
            if moment and (day is None or abs(moment.at - day.at) <= timedelta(days=1) + FURTHEST_ZONE):
                if below:
                    yield moment
                else:
                    before.append(moment)
    yield from before


@lru_cache(maxsize=4096)
def _called_date(*given: str | None) -> bool:
    return any(name and _DATED.search(name) for name in given)


def _seen(element: HtmlElement, reading: Reading) -> Moment | None:
    if len(element) > 12 or _BESIDE.search(tokens(element)):
        return None
    line = words_of(element)
    if not 6 <= len(line) <= LONGEST_LINE or not any(c.isdigit() for c in line):
        return None
    moment = written_moment(line, reading)
    if (
        moment is None
        or apart(element)
        or any(_BESIDE.search(tokens(above)) for above in [*element.iterancestors()][:4])
    ):
        return None
    return moment if moment.at.year >= EARLIEST else None

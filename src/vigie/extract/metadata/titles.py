"""The title of an article: what the page shows as its heading, as most of the places that tell it agree.

Four places tell it: JSON-LD, the visible heading, OpenGraph (made for sharing) and the window's title (made for search
engines). None of them is always right, so they vote: the article's own description weighs most, then what its reader sees.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from vigie.extract.metadata.linked import Node, first_string, parts_of
from vigie.extract.metadata.marks import Scanned, apart, clean, letters, same_words, tokens, words_of

LONGEST = 300
DESCRIBED, SEEN, SHARED, POSTED, WINDOW = 2.2, 2.0, 1.2, 0.1, 0.7
SHOWN, AGAINST = 0.9, 1.9
MOST_PARTS, MOST_HEADINGS = 8, 40
_HEADLINE = etree.XPath("//*[@itemprop='headline'][not(self::meta)]")
_CUT_SHORT = re.compile(r"\s*(?:…|\.\.\.)$")
_SEPARATOR = re.compile(r"\s+(?:[-–—|•·»:]|::)\s+|\s*[|｜]\s*")


@dataclass(frozen=True, slots=True)
class _Told:
    text: str
    weight: float


def title_of(tree: HtmlElement, scan: Scanned, article: Node, meta: Mapping[str, str], names: Sequence[str]) -> str:
    """The title, or nothing. `names` are what the site calls itself: no title, and no part of one."""
    headings = _headings(tree, scan.headings)
    shared = clean(meta.get("og:title", ""))
    posted = clean(meta.get("twitter:title", ""))
    described = clean(first_string(article.get("headline")) or first_string(article.get("name")))
    window = next((text for title in scan.titles if (text := words_of(title))), "")
    raw = ((described, DESCRIBED), *((h, SEEN) for h in headings), (shared, SHARED), (posted, POSTED), (window, WINDOW))
    told = []
    for text, weight in raw:
        others = [other for other, _ in raw if other != text]
        bare = without_site_name(text, names, others)
        if bare and len(bare) <= LONGEST and not any(same_words(bare, name) for name in names):
            told.append(_Told(bare, weight))
    keys = {rank: {letters(one.text) for one in told if one.weight == rank} for rank in (DESCRIBED, SEEN)}
    if not keys[DESCRIBED] & keys[SEEN] and len(every := {letters(one.text) for one in told}) > 1:
        told += _shown_lower(tree, every)
    return _whole(_elected(told), [one.text for one in told if one.weight in (SEEN, SHARED)])


def _shown_lower(tree: HtmlElement, wanted: Collection[str]) -> Iterator[_Told]:
    """Those of the candidates that stand as a heading of lower rank: templates keep the first rank for other things."""
    for heading in islice(tree.iter("h2", "h3"), MOST_HEADINGS):
        for element in (heading, *heading.iter("span")) if len(heading) < MOST_PARTS else ():
            text = words_of(element)
            if text and letters(text) in wanted and not apart(element) and not _path_to_page(element):
                yield _Told(text, SHOWN)
                return


def _headings(tree: HtmlElement, first: Iterable[HtmlElement]) -> list[str]:
    """The visible headings of the first rank in the article; where there are several, all of them are candidates."""
    every = [h1 for h1 in first if not _path_to_page(h1)]
    found = [h1 for h1 in every if not apart(h1)] or every
    found = found or _HEADLINE(tree)[:1]
    return [text for h1 in found[:5] if (text := words_of(h1))]


def _path_to_page(h1: HtmlElement) -> bool:
    """True for the last step of a « Home › World › … » line: what it tells search engines is no heading."""
    above = h1.getparent()
    marks = " ".join((tokens(h1), *map(str, h1.keys()), tokens(above) if above is not None else ""))
    return "breadcrumb" in marks.lower()


def _elected(told: Sequence[_Told]) -> str:
    """The text of most weight; equal ones: the first. Each group of same words counts together, one heading once."""
    best, most = "", 0.0
    groups: dict[str, list[_Told]] = {}
    for one in told:
        groups.setdefault(letters(one.text), []).append(one)
    # Where no first heading decides between description and shared title, the window's is the one made for search engines.
    ranks = {one.weight for one in told}
    unseen = SEEN not in ranks and {DESCRIBED, SHARED} <= ranks
    for key, group in groups.items():
        weights = {one.weight for one in group}
        # A heading may show more: what the story belongs to, before the title itself.
        longer = [one for one in told if len(letters(one.text)) < 2 * len(key) and letters(one.text).endswith(key)]
        for rank in (SEEN, SHOWN):
            if rank not in weights and any(one.weight == rank for one in longer):
                weights.add(rank / 2)
        total = sum(weights)
        if unseen and WINDOW in weights:
            total -= AGAINST
        if key and total > most:
            best, most = _best_written(group), total
    return best


def _best_written(group: Sequence[_Told]) -> str:
    """As the article describes itself; else the longest: with the same letters it has more of the marks between words."""
    described = next((one for one in group if one.weight == DESCRIBED), None)
    return (described or max(group, key=lambda one: len(one.text))).text


def _whole(title: str, others: Iterable[str]) -> str:
    """The title uncut: descriptions are often cut at 110 characters, while another place has the whole."""
    start = _CUT_SHORT.sub("", title)
    for whole in others:
        if (
            len(whole) > len(start)
            and whole.startswith(start)
            and (start != title or 100 <= len(title) < len(whole) <= LONGEST)
        ):
            return whole
    return title


def without_site_name(title: str, names: Iterable[str], others: Iterable[str] = ()) -> str:
    """« Title - Site name » or « Site name | Title » without the site, when that part names it or another place lacks it."""
    cuts = list(_SEPARATOR.finditer(title))
    if not cuts:
        return title
    known = list(names)
    front, back = title[: cuts[-1].start()], title[cuts[-1].end() :]
    if front and (any(same_words(back, name) for name in known) or front in others):
        # Some sites write two names: « Title - News - Daily ».
        return without_site_name(front, known) if cuts[:-1] else front
    first, rest = title[: cuts[0].start()], title[cuts[0].end() :]
    return rest if rest and any(same_words(first, name) for name in known) else title


def names_of_host(url: str) -> tuple[str, ...]:
    """What an address calls its site: daily.example and daily."""
    host = (parts_of(url).hostname or "").removeprefix("www.")
    return (host, host.rpartition(".")[0].rpartition(".")[2], host.partition(".")[0]) if host else ()

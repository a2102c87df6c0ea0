"""Kinds: what sort of text a page holds, or what it is instead of an article.

Told by what the page says of itself (the types of JSON-LD and OpenGraph), by its title, address and section, and by how it is
built; the words are in knowledge/pages.toml and the cue files. Precision before recall: what is taken for no article is lost,
so a page that calls itself one, or holds paragraphs, is one. Pure. Read next: page.py.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from vigie.knowledge import pages
from vigie.knowledge.pages import kind_of_address, kind_of_section, kind_of_title
from vigie.model import ArticleKind, Page

_TYPES = re.compile(r'"@type"\s*:\s*(?:"([^"]{1,60})"|\[([^\]]{1,200})\])')
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|SocialMediaPosting|Recipe|DiscussionForumPosting)$")
_LISTS = {"CollectionPage", "SearchResultsPage", "ProfilePage"}
_SHOWN = {"VideoObject", "ImageGallery", "MediaGallery", "VideoGallery"}
_ANSWERS = {"FAQPage", "HowTo", "QAPage"}
_COMMENT = {"OpinionNewsArticle", "AnalysisNewsArticle", "ReviewNewsArticle"}
# A sign of these scripts says as much as three letters.
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Letters: of a paragraph that is prose, of a text too short to be more than an opening, a notice, a caption.
PROSE, OPENING, NOTICE, CAPTION = 90, 1_800, 900, 250
# A list has fewer paragraphs than this, and so much of its words are links.
FEW, LINKED = 3, 0.5
# So many lines of a live page open with the time, and such a share of them.
TIMES, TIMED = 4, 0.08
CONSENT = 0.6
# Announced now, dated so long ago.
OLD, NOW = timedelta(days=180), timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Signs:
    """What is seen of a page before its text is taken out. `linked`: the share of its words that are links, of a page that does
    not call itself an article."""

    types: frozenset[str] = frozenset()
    og_type: str = ""
    headings: tuple[str, ...] = ()
    password: bool = False
    linked: float = 0.0

    @property
    def is_article(self) -> bool:
        """True where the page calls itself an article."""
        return self.og_type == "article" or any(_ARTICLE.search(kind) for kind in self.types)


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind of a text; `instead`: what the page is where it is none, in words for a Rejection."""

    kind: ArticleKind
    instead: str = ""


def signs_of(tree: HtmlElement) -> Signs:
    types = frozenset(
        name.strip(" \"'").rpartition("/")[2]
        for script in tree.iter("script")
        if "ld+json" in (script.get("type") or "").lower()
        for one, several in _TYPES.findall(script.text or "")
        for name in (one or several).split(",")
    )
    og_type = next(
        (
            (meta.get("content") or "").strip().lower()
            for meta in tree.iter("meta")
            if (meta.get("property") or meta.get("name") or "").lower() == "og:type"
        ),
        "",
    )
    signs = Signs(types, og_type)
    if signs.is_article:
        return signs
    headings = tuple(" ".join(one.text_content().split())[:200] for one in (*tree.iter("title"), *tree.iter("h1")))
    password = any((field.get("type") or "").lower() == "password" for field in tree.iter("input"))
    return Signs(types, og_type, headings[:4], password, _linked(tree))


def kind_of(
    page: Page,
    signs: Signs,
    title: str,
    section: str,
    text: str,
    *,
    language: str,
    dated: bool,
    paywalled: bool = False,
) -> Kind:
    """The kind of a page with this text; `dated`: page or feed gives a date."""
    lines = [line for line in text.split("\n") if line.strip()]
    size = _letters(text)
    instead = instead_of(page, signs, title, lines, size)
    if instead:
        return Kind("none", instead)
    kind: ArticleKind = next(_shown(page, signs, title, section, language, lines), "article")
    if kind == "article" and _breaks_off(lines, size, paywalled=paywalled):
        return Kind("teaser")
    if kind == "article" and not dated and not signs.is_article:
        return Kind("evergreen")
    return Kind(kind)


def kind_of_words(title: str, language: str) -> ArticleKind:
    """The kind of an entry's own words, of which only the title tells."""
    return kind_of_title(title, language[:2].lower())


def instead_of(page: Page, signs: Signs, title: str, lines: Sequence[str], size: int) -> str:
    """What a page is that holds no article, or nothing."""
    return "" if signs.is_article else next(_instead(page, signs, title, lines, size), "")


def _instead(page: Page, signs: Signs, title: str, lines: Sequence[str], size: int) -> Iterator[str]:
    if size < NOTICE:
        for words in (title, *signs.headings, *(lines[:2] if size < NOTICE / 2 else ())):
            found = pages.instead_of_article(words)
            if found is not None and (found != "login" or signs.password):
                yield _CALLED[found]
    if lines and size < OPENING and _consenting(lines) >= CONSENT:
        yield _CALLED["wall"]
    if (signs.types & _SHOWN or signs.og_type.startswith(("video", "music"))) and size < CAPTION:
        yield "a gallery or a video without text"
    prose = sum(_letters(line) >= PROSE for line in lines)
    if prose >= FEW:
        return
    if signs.password and size < CAPTION:
        yield _CALLED["login"]
    url = page.final_url or page.url
    if _is_front(url) and (signs.linked >= LINKED or prose == 0):
        yield "a front page"
    listed = bool(signs.types & _LISTS) or kind_of_address(url) == "none"
    if signs.linked >= (LINKED / 2 if listed else LINKED) and prose == 0:
        yield "a list of links"


def _shown(
    page: Page, signs: Signs, title: str, section: str, language: str, lines: Sequence[str]
) -> Iterator[ArticleKind]:
    """What types, title, address, section and structure say, the surest first."""
    by_title = kind_of_title(title, language)
    if "LiveBlogPosting" in signs.types or by_title == "live" or _is_timed(lines):
        yield "live"
    if signs.types & _COMMENT:
        yield "opinion"
    # « /live/ » is a folder of lifestyle as well: its pages are live only if they look it.
    yield from (
        found
        for found in (by_title, kind_of_address(page.final_url or page.url), kind_of_section(section))
        if found not in {"article", "none", "live"}
    )
    if pages.is_release(lines):
        yield "press_release"
    answers = bool(signs.types & _ANSWERS) and not any(kind.endswith("NewsArticle") for kind in signs.types)
    if answers or _is_renewed(page):
        yield "evergreen"


def _breaks_off(lines: Sequence[str], size: int, *, paywalled: bool) -> bool:
    """True for the opening of a text: a page that is kept for subscribers may hold the whole of a short one for machines."""
    cut = bool(lines) and lines[-1].rstrip().endswith(("…", "..."))
    if any(pages.breaks_off(line) for line in lines[-3:]) or (cut and paywalled):
        return size < OPENING
    return paywalled and size < NOTICE


_CALLED = {
    "error": "an error page",
    "wall": "a wall for robots or cookies",
    "login": "a form to log in",
    "search": "results of a search",
}
KEPT_BACK = {_CALLED["error"], _CALLED["wall"], _CALLED["login"]}


def _is_timed(lines: Sequence[str]) -> bool:
    """True for the entries of a live page: lines that open with the time of day, each another."""
    timed = {line[:12] for line in lines if pages.opens_with_time(line)}
    return len(timed) >= TIMES and len(timed) >= TIMED * len(lines)


def _is_renewed(page: Page) -> bool:
    """True for a page that its feed dates long ago and changed now."""
    begun, changed = page.entry.published_at, page.entry.updated_at
    return begun is not None and changed is not None and page.fetched_at - begun > OLD and changed - begun > OLD


def _is_front(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.path in {"", "/", "/index.html", "/index.php"} and not parts.query


def _consenting(lines: Sequence[str]) -> float:
    return sum(_letters(line) for line in lines if pages.asks_consent(line)) / max(1, sum(map(_letters, lines)))


def _linked(tree: HtmlElement) -> float:
    """The share of the words on a page that are links."""
    body = tree.find("body")
    if body is None:
        return 0.0
    linked = sum(len(str(piece).strip()) for link in body.iter("a") for piece in link.itertext())
    whole = sum(len(piece.strip()) for piece in body.xpath(".//text()[not(parent::script or parent::style)]"))
    return linked / whole if whole else 0.0


def _letters(text: str) -> int:
    return len(text) + 2 * len(_DENSE.findall(text))

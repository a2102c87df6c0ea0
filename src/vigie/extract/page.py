"""One page in, one article out.

Pure: `article_of(page)` depends on the page alone. The text comes from trafilatura, the rest from metadata/; the
feed's entry stands behind both, and makes the whole article when the page could not be read. Raises ExtractError
when neither page nor entry has words. Read next: metadata/, decoding.py, characters.py.
"""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from lxml.html import HtmlElement
from trafilatura.utils import load_html

from vigie.extract.characters import first_line, one_line, storable, unescaped
from vigie.extract.decoding import decoded
from vigie.extract.kinds import KEPT_BACK, kind_of, kind_of_words, signs_of
from vigie.extract.metadata import PageMetadata, metadata_of
from vigie.extract.moments import Moment
from vigie.extract.optouts import reserved
from vigie.extract.records import host_of
from vigie.extract.text import fullest, main_text
from vigie.model import Article, Entry, ExtractError, Page, article_id

_HTML = re.compile(r"html|xml|^$")
_FURTHEST_ZONE = timedelta(hours=14)


def article_of(page: Page) -> Article:
    """The article that a page holds, or that its entry announces. Raises ExtractError."""
    entry = page.entry
    if _only_the_way(page):
        page = replace(page, final_url=page.url, body=b"")
    if entry.whole or not page.body.strip():
        return _article(page, PageMetadata(), entry.text or entry.summary)
    if page.media_type == "text/plain" and not page.body.lstrip()[:15].lower().startswith(
        (b"<!doctype html", b"<html")
    ):
        return _article(page, PageMetadata(), decoded(page.body, page.charset))
    tree = _tree(page)
    if tree is None:
        return _article(page, PageMetadata(), page.entry.summary)
    metadata = metadata_of(tree, page.final_url or page.url)
    signs, kept_back = signs_of(tree), reserved(page, tree)
    language = (metadata.language or entry.language)[:2].lower()
    text = fullest(main_text(tree, page.url, metadata.title, language), metadata.body, entry.text)
    dated = metadata.published is not None or bool(entry.published_at or entry.updated_at)
    walled = metadata.paywalled
    kind = kind_of(
        page, signs, metadata.title, metadata.section, text, language=language, dated=dated, paywalled=walled
    )
    if kind.instead:
        return _announced(page, kind.instead)
    text = text or entry.text or entry.summary
    if not text.strip() and not page.entry.title.strip():
        # A gallery or a video: a title alone is an article only when a feed announced it as one.
        raise ExtractError("extract.no_text", f"no text found in {page.url}", "the page may need a rule of its own")
    made = _article(page, metadata, text)
    walled = walled or kind.kind == "teaser"
    return replace(made, kind=kind.kind, paywalled=walled, opted_out=metadata.opted_out or kept_back)


def _announced(page: Page, instead: str) -> Article:
    """The entry's own words, where its page turned out to be no article. Raises ExtractError where it has none."""
    words = page.entry.text or page.entry.summary
    # A server that kept its page back has said nothing against the title that its feed gives.
    if not page.entry.title.strip() or not (words.strip() or instead in KEPT_BACK):
        raise ExtractError("extract.not_an_article", f"not an article: {instead}", f"see {page.url}")
    return _article(replace(page, final_url=page.url), PageMetadata(), words)


def published_of(found: Moment | None, entry: Entry) -> datetime | None:
    """The page's time, unless the feed knows it better: the page has a day only, or forgets its zone."""
    announced = entry.published_at or entry.updated_at
    if found is None or announced is None:
        return announced if found is None else found.at
    apart = abs(found.at - announced)
    if not found.to_the_minute and apart < timedelta(days=1) + _FURTHEST_ZONE:
        return announced
    if not found.zoned and apart <= _FURTHEST_ZONE:
        return announced
    return found.at


def _only_the_way(page: Page) -> bool:
    """True where a search engine's link, meant to lead to a publisher, ended on a page of the engine itself."""
    publisher, asked, reached = page.entry.publisher, host_of(page.entry.url), host_of(page.final_url or page.url)
    if "." not in publisher or " " in publisher:  # a name, which no address can be compared with
        return False
    name, _, ending = asked.rpartition(".")
    name = name.rpartition(".")[2]
    # news.engine.example may end on consent.engine.example; two sites that share « co.uk » have nothing in common.
    way = f".{name}.{ending}" if len(name) > 3 else f".{asked}"
    return f".{reached}".endswith(way) and not f".{publisher}".endswith(way)


def _tree(page: Page) -> HtmlElement | None:
    if not _HTML.search(page.media_type):
        return None
    text = decoded(page.body, page.charset)
    tree = load_html(text)
    # lxml gives a piece without <html> as that piece alone, and trafilatura wants a document.
    return load_html(f"<html><body>{text}</body></html>") if tree is None else tree


def _article(page: Page, metadata: PageMetadata, text: str) -> Article:
    entry = page.entry
    text = storable(text.replace("\r\n", "\n").strip())
    own_title = metadata.title or storable(one_line(unescaped(entry.title)))
    title = own_title or first_line(text)
    if not title:
        raise ExtractError("extract.no_words", f"neither {page.url} nor its feed has a title or a text")
    url = storable(page.final_url or page.url or metadata.canonical_url)
    source = page.source or host_of(metadata.canonical_url or url) or "unknown"
    published_at = published_of(metadata.published, entry)
    return Article(
        id=article_id(source, metadata.canonical_url or url, title, text),
        url=url,
        source=source,
        title=title,
        text=text,
        published_at=published_at or page.fetched_at,
        seen_at=page.fetched_at,
        dated=published_at is not None,
        language=metadata.language or entry.language,
        authors=metadata.authors or tuple(storable(one_line(name)) for name in entry.authors),
        canonical_url=metadata.canonical_url,
        section=metadata.section,
        licence=metadata.licence,
        opted_out=metadata.opted_out or reserved(page),
        paywalled=metadata.paywalled,
        title_in_text=not own_title,
        kind=kind_of_words(title, metadata.language or entry.language),
    )

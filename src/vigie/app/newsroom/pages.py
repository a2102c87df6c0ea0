"""Render a newsroom as a web server would: feeds, sitemaps, robots.txt, front pages and article pages.

Takes a `Newsroom`, gives one `Answer` for each host and path. Feeds carry title, link, summary and date, never
the text. Pages differ by site as real ones do: the text in <article> or in a <div>, the time in JSON-LD, in
OpenGraph, in <time> or only in words; and some print captions, promotions and « Comment (0) » as bare paragraphs
among the text. Same newsroom, same bytes. Nothing here fails. Read next: loader.py for the values.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from vigie.app.newsroom.loader import Newsroom, NewsroomArticle, Site
from vigie.app.newsroom.words import WORDS

HTML = "text/html; charset=utf-8"
XML_PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sends for one address; `last_modified` is an HTTP date, or empty where none is known."""

    status: int
    content_type: str
    body: bytes
    last_modified: str = ""

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


def answers(newsroom: Newsroom) -> dict[tuple[str, str], Answer]:
    """Everything the newsroom publishes, by (host, path)."""
    published: dict[tuple[str, str], Answer] = {}
    for site in newsroom.sites:
        articles = newsroom.articles_of(site)
        published[site.host, "/robots.txt"] = Answer(200, "text/plain; charset=utf-8", robots(site).encode())
        published[site.host, "/"] = Answer(200, HTML, front_page(site, articles).encode())
        published[site.host, site.feed_path] = feed(site, articles)
        for article in articles:
            changed = _http_date(article.updated or article.published)
            published[site.host, article.path] = Answer(200, HTML, article_page(article).encode(), changed)
    return published


def robots(site: Site) -> str:
    """The site's robots.txt; a site that says nothing allows everything."""
    lines = list(site.robots) or ["User-agent: *", "Disallow:"]
    if site.feed == "sitemap":
        lines += ["", f"Sitemap: {site.feed_url}"]
    return "\n".join(lines) + "\n"


def feed(site: Site, articles: Sequence[NewsroomArticle]) -> Answer:
    """The site's feed in its own format, newest first; a failing site answers 500."""
    if site.behaviour == "failing":
        return Answer(500, "text/plain; charset=utf-8", b"internal server error\n")
    content_type, render = FEEDS[site.feed]
    changed = _http_date(_newest(articles)) if articles else ""
    return Answer(200, content_type, render(site, articles).encode(), changed)


def rss(site: Site, articles: Sequence[NewsroomArticle]) -> str:
    items = "".join(
        f"<item><title>{escape(article.title)}</title><link>{escape(article.url)}</link>"
        f'<guid isPermaLink="true">{escape(article.url)}</guid>'
        f"<pubDate>{format_datetime(article.published)}</pubDate>"
        + "".join(f"<dc:creator>{escape(author)}</dc:creator>" for author in article.authors)
        + f"<description>{escape(article.summary)}</description></item>\n"
        for article in articles
    )
    return (
        XML_PROLOGUE + '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>\n'
        f"<title>{escape(site.name)}</title><link>{site.home_url}</link>"
        f"<description>{escape(site.name)}</description><language>{site.language}</language>"
        f'<atom:link href="{site.feed_url}" rel="self" type="application/rss+xml"/>\n'
        f"{items}</channel></rss>\n"
    )


def atom(site: Site, articles: Sequence[NewsroomArticle]) -> str:
    entries = "".join(
        f"<entry><id>{escape(article.url)}</id><title>{escape(article.title)}</title>"
        f'<link rel="alternate" type="text/html" href="{escape(article.url)}"/>'
        f"<published>{_iso(article.published)}</published>"
        f"<updated>{_iso(article.updated or article.published)}</updated>"
        + "".join(f"<author><name>{escape(author)}</name></author>" for author in article.authors)
        + (f"<summary>{escape(article.summary)}</summary>" if article.summary else "")
        + "</entry>\n"
        for article in articles
    )
    return (
        XML_PROLOGUE + f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{site.language}">\n'
        f"<id>{site.feed_url}</id><title>{escape(site.name)}</title><updated>{_iso(_newest(articles))}</updated>"
        f"<author><name>{escape(site.name)}</name></author>"
        f'<link rel="self" href="{site.feed_url}"/><link rel="alternate" href="{site.home_url}"/>\n'
        f"{entries}</feed>\n"
    )


def json_feed(site: Site, articles: Sequence[NewsroomArticle]) -> str:
    items = [
        {
            "id": article.url,
            "url": article.url,
            "title": article.title,
            # JSON Feed 1.1 wants a content; a site that gives only summaries repeats the summary there.
            "content_text": article.summary or article.title,
            **({"summary": article.summary} if article.summary else {}),
            "date_published": _iso(article.published),
            **({"date_modified": _iso(article.updated)} if article.updated else {}),
            "authors": [{"name": author} for author in article.authors],
            "language": article.language,
        }
        for article in articles
    ]
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.name,
        "home_page_url": site.home_url,
        "feed_url": site.feed_url,
        "language": site.language,
        "items": items,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def sitemap(site: Site, articles: Sequence[NewsroomArticle]) -> str:
    urls = "".join(
        f"<url><loc>{escape(article.url)}</loc>"
        + (f"<lastmod>{_iso(article.updated)}</lastmod>" if article.updated else "")
        + f"<news:news><news:publication><news:name>{escape(site.name)}</news:name>"
        f"<news:language>{article.language}</news:language></news:publication>"
        f"<news:publication_date>{_iso(article.published)}</news:publication_date>"
        f"<news:title>{escape(article.title)}</news:title></news:news></url>\n"
        for article in articles
    )
    return (
        XML_PROLOGUE + '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{urls}</urlset>\n'
    )


FEEDS: dict[str, tuple[str, Callable[[Site, Sequence[NewsroomArticle]], str]]] = {
    "rss": ("application/rss+xml; charset=utf-8", rss),
    "atom": ("application/atom+xml; charset=utf-8", atom),
    "json": ("application/feed+json; charset=utf-8", json_feed),
    "sitemap": ("application/xml; charset=utf-8", sitemap),
}


def front_page(site: Site, articles: Sequence[NewsroomArticle]) -> str:
    """The home page: its links, and the feed announced in the head so that it can be discovered."""
    links = "".join(f'<li><a href="{escape(a.path)}">{escape(a.title)}</a></li>\n' for a in articles)
    return _document(site, site.language, escape(site.name), "", f"<main><ul>\n{links}</ul></main>")


def article_page(article: NewsroomArticle) -> str:
    """One article's page in its site's template."""
    site = article.site
    box = "div" if "div" in site.layout else "article"
    parts = [f"<h1>{escape(article.title)}</h1>", *_signature(article)]
    parts += _bare_body(article) if article.furniture.bare else _marked_body(article)
    main = f'<main>\n<{box} class="{"story-body" if box == "div" else "post"}">\n' + "\n".join(parts)
    main += f"\n</{box}>\n{'' if article.furniture.bare else _around(article)}</main>"
    return _document(site, article.language, escape(f"{article.title} | {site.name}"), _head(article), main)


def _document(site: Site, language: str, title: str, head: str, main: str) -> str:
    words = WORDS[language]
    menu = "".join(f'<li><a href="/">{escape(word)}</a></li>' for word in words.menu)
    announced = ""
    if site.feed != "sitemap":
        kind = FEEDS[site.feed][0].partition(";")[0]
        announced = f'<link rel="alternate" type="{kind}" href="{site.feed_url}">\n'
    direction = ' dir="rtl"' if language == "ar" else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"{direction}>\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n{announced}{head}</head>\n<body>\n"
        f'<header class="top"><a class="logo" href="/">{escape(site.name)}</a>\n<nav><ul>{menu}</ul></nav></header>\n'
        f'<div class="cookie-banner">{escape(words.cookies)}</div>\n{main}\n'
        f"<footer><p>{escape(site.name)} · {escape(words.footer)}</p></footer>\n</body>\n</html>\n"
    )


def _head(article: NewsroomArticle) -> str:
    layout = article.site.layout
    lines = []
    if article.summary:
        lines.append(f'<meta name="description" content="{escape(article.summary)}">')
    if article.canonical:
        lines.append(f'<link rel="canonical" href="{escape(article.canonical)}">')
    if "opengraph" in layout:
        properties = [
            ("og:type", "article"),
            ("og:title", article.title),
            ("og:site_name", article.site.name),
            ("og:url", article.canonical or article.url),
            ("article:published_time", _iso(article.published)),
        ]
        if article.updated:
            properties.append(("article:modified_time", _iso(article.updated)))
        lines += [f'<meta property="{name}" content="{escape(value)}">' for name, value in properties]
    if "json-ld" in layout:
        lines.append(f'<script type="application/ld+json">{_json_ld(article)}</script>')
    return "".join(f"{line}\n" for line in lines)


def _json_ld(article: NewsroomArticle) -> str:
    kind = "LiveBlogPosting" if "live-blog" in article.shows else "NewsArticle"
    described: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": kind,
        "headline": article.title,
        "inLanguage": article.language,
        "datePublished": _iso(article.published),
        "publisher": {"@type": "Organization", "name": article.site.name},
    }
    if article.updated:
        described["dateModified"] = _iso(article.updated)
    if article.authors:
        described["author"] = [{"@type": "Person", "name": author} for author in article.authors]
    return json.dumps(described, ensure_ascii=False).replace("</", "<\\/")


def _signature(article: NewsroomArticle) -> Iterator[str]:
    words = WORDS[article.language]
    if article.authors:
        yield f'<p class="byline">{escape(words.byline.format(", ".join(article.authors)))}</p>'
    written = f"{article.published:%d/%m/%Y %H:%M}"
    if article.language in {"zh", "ja", "ko"}:
        written = f"{article.published:%Y-%m-%d %H:%M}"
    shown = escape(words.day.format(written))
    if "time" in article.site.layout:
        yield f'<p class="meta"><time datetime="{_iso(article.published)}">{shown}</time></p>'
    else:
        yield f'<p class="meta">{shown}</p>'


def _marked_body(article: NewsroomArticle) -> Iterator[str]:
    """The text with its picture in a figure; all other furniture stands outside, see `_around`."""
    furniture = article.furniture
    if furniture.caption or furniture.credit:
        credit = f' <span class="credit">{escape(furniture.credit)}</span>' if furniture.credit else ""
        caption = f"<figcaption>{escape(furniture.caption)}{credit}</figcaption>"
        yield f'<figure><img src="/picture.jpg" alt="">{caption}</figure>'
    yield from _text(article)


def _bare_body(article: NewsroomArticle) -> Iterator[str]:
    """The text as badly made sites print it: every piece of furniture is one more paragraph."""
    furniture = article.furniture
    text = list(_text(article))
    if furniture.caption or furniture.credit:
        yield f"<p>{escape(f'{furniture.caption} {furniture.credit}'.strip())} |</p>"
    yield from text[:2]
    yield from (f"<p>{escape(promo)}</p>" for promo in furniture.promo)
    yield from text[2:]
    yield from (f"<p>{escape(WORDS[article.language].related)} : {escape(title)}</p>" for title in furniture.related)
    yield from (f"<p>{escape(line)}</p>" for line in (furniture.newsletter, furniture.share) if line)
    if furniture.comments:
        yield f"<br><br>{escape(furniture.comments)}"


def _around(article: NewsroomArticle) -> str:
    """The furniture of a well made page, each piece in an element that says what it is."""
    furniture = article.furniture
    parts = [f'<aside class="promo">{escape(promo)}</aside>' for promo in furniture.promo]
    if furniture.related:
        titles = "".join(f'<li><a href="/">{escape(title)}</a></li>' for title in furniture.related)
        related = escape(WORDS[article.language].related)
        parts.append(f'<aside class="related"><h2>{related}</h2><ul>{titles}</ul></aside>')
    for name, line in (
        ("newsletter", furniture.newsletter),
        ("share-bar", furniture.share),
        ("comments", furniture.comments),
    ):
        if line:
            parts.append(f'<div class="{name}">{escape(line)}</div>')
    return "".join(f"{part}\n" for part in parts)


def _text(article: NewsroomArticle) -> Iterator[str]:
    for paragraph in article.paragraphs:
        shown = escape(paragraph)
        for link in article.links:
            anchor = f'<a href="{escape(link.url)}">{escape(link.text)}</a>'
            shown = shown.replace(escape(link.text), anchor, 1)
        yield f"<p>{shown}</p>"
    if article.source_line:
        yield f"<p>{escape(article.source_line)}</p>"


def _newest(articles: Sequence[NewsroomArticle]) -> datetime:
    moments = (article.updated or article.published for article in articles)
    return max(moments, default=datetime.fromtimestamp(0, UTC))


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)

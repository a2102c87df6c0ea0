"""Valid samples of our own, and the ways in which they are damaged: as transfers, programs and ill will damage them."""

# ruff: noqa: E501  (one telling a line)

import json
import os

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

# The bounded run of every test; `make fuzz` sets the number of examples of each property, which decides the minutes.
EXAMPLES = int(os.environ.get("VIGIE_FUZZ_EXAMPLES", "0"))
bounded = settings(
    max_examples=EXAMPLES or 60,
    deadline=None,
    derandomize=not EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE rss [<!ENTITY eacute "&#233;">]>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">
<channel><title>Le Quotidien</title><link>https://daily.example/</link><language>fr</language>
<item><title>Le barrage est ferm&eacute; &amp; vid&#233;</title><link>https://daily.example/a?x=1&amp;y=2</link>
<guid isPermaLink="false">a-1</guid><pubDate>jeu., 12 mars 2026 08:17:00 CET</pubDate><dc:creator>Ada Writer</dc:creator>
<description><![CDATA[<p>Fermé <b>lundi</b>.</p>]]></description>
<content:encoded><![CDATA[<p>Fermé.</p><script>x()</script><p>Longtemps.</p>]]></content:encoded>
<source url="https://wire.example/rss">La Dépêche</source></item>
<item><title>Плотина</title><guid>https://daily.example/b</guid><pubDate>Thu, 12 Mar 26 08:17 +0200</pubDate>
<media:group><media:description>Слова</media:description></media:group><enclosure url="/b.mp3" type="audio/mpeg"/></item>
<item><title>السد</title><feedburner:origLink>https://daily.example/c</feedburner:origLink></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi" xml:base="https://daily.example/x/">
<title>Báo</title><link href="/"/><entry xml:base="y/"><id>tag:daily.example,2026:1</id><link href="a" rel="alternate"/>
<link rel="enclosure" href="a.mp3"/><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Đập <b>đóng</b></div></title>
<published>2026-03-12T08:17:00+07:00</published><updated>12 tháng 3, 2026 09:00</updated><author><name>Ánh</name></author>
<summary type="html">&lt;p&gt;Đóng &amp;amp; khô&lt;/p&gt;</summary><content type="text/html" mode="base64">PHA+eDwvcD4=</content>
</entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>日刊</title></channel>
<item rdf:about="https://daily.example/1"><title>ダムが閉鎖</title><link>https://daily.example/1</link>
<dc:date>2026年3月12日 15:17</dc:date></item></rdf:RDF>"""
CDF = """<CHANNEL HREF="https://daily.example/"><ITEM HREF="/1" LASTMOD="2026-03-12T08:17"><TITLE>Dam</TITLE></ITEM></CHANNEL>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "home_page_url": "https://daily.example/",
        "items": [
            {
                "id": "1",
                "url": "/a",
                "title": "Dam",
                "content_html": "<p>a</p>",
                "date_published": "2026-03-12T06:17:00Z",
            },
            {
                "id": 2,
                "content_text": "a < b\n大坝",
                "authors": [{"name": "Ada"}],
                "tags": ["x"],
                "attachments": [{"url": "b"}],
            },
        ],
    },
    ensure_ascii=False,
)
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"><url>
<loc>https://daily.example/dam</loc><xhtml:link rel="alternate" hreflang="de" href="https://daily.example/de/dam"/>
<news:news><news:publication><news:name>D</news:name><news:language>pt</news:language></news:publication>
<news:publication_date>2026-03-12T06:17Z</news:publication_date><news:title>Barragem</news:title></news:news></url></urlset>"""
LINKS = """<html><head><base href="/x/"><link rel="alternate" type="application/rss+xml" href="/rss"></head><body><main>
<a href="dam">The dam was closed on Monday</a><a href="//daily.example/zh">城镇上方的大坝周一关闭</a></main></body></html>"""
PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Le barrage est fermé</title>
<link rel="canonical" href="https://daily.example/a"><meta property="og:title" content="Le barrage est fermé">
<meta property="article:published_time" content="2026-03-12T08:17:00+01:00"><meta name="author" content="Ada Writer">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","headline":"Le barrage",
"datePublished":"2026-03-12T08:17:00+01:00","author":[{"@type":"Person","name":"Ada Writer"}],"isAccessibleForFree":true}]}
</script></head><body><article><h1>Le barrage est fermé</h1><time datetime="2026-03-12">12 mars</time>
<p>Le barrage au-dessus de la ville a été fermé lundi après une fuite, a dit le maire.</p>
<p>Les habitants des vallées voisines attendent depuis des semaines que l’eau revienne, disent-ils.</p></article></body></html>"""
OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Liste</title></head><body><outline text="Tech">
<outline type="rss" text="Daily" xmlUrl="https://daily.example/rss" htmlUrl="https://daily.example/" language="fr"/>
<outline text="x" xmlUrl="feed://daily.example/atom"/></outline></body></opml>"""

FEEDS = (RSS, ATOM, RDF, CDF, JSON_FEED, SITEMAP, LINKS)
CHARSETS = ("utf-8", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp1251", "gb18030", "shift_jis", "iso2022_jp", "utf-7")
# What parsers trip over.
TOKENS = (
    b"\0", b"\xff", b"\xed\xa0\x80", b"\x1b$B", b"&#0;", b"&#xD800;", b"&#x110000;", b"&nbsp;", b"&", b"&amp;amp;", b"<", b">",
    b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?xml ?>", b"<!DOCTYPE x [<!ENTITY y 'z'>]>", b"&y;", b"<item>", b"</item>",
    b"<entry/>", b"<b>", b"</p>", b"<div>" * 300, b"<a " + b"x=1 " * 50, b"<script>", b"<svg>", b"<title>", b'"', b"'", b"{", b"}",
    b"[", b"]", b",", b":", b"null", b"1e999", b"\\ud83d", b"javascript:x", b"http://[", b"http://a:0/", b"//", b"\xe2\x80\xa8",
    "e\u0301\u202e\u0000".encode(), b"9999-99-99", b"0001-01-01T00:00+14:00", b"99:99", b"xml:base='http://['", b"\r\n",
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, samples: tuple[str, ...] = FEEDS) -> bytes:
    """A sample, in some encoding, after a few of: cut, piece repeated, piece lost, bytes turned, a token let in."""
    body = draw(st.sampled_from(samples)).encode(draw(st.sampled_from(CHARSETS)), "replace")
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, max(0, len(body))))
        to = min(len(body), at + draw(st.integers(0, 80)))
        kind = draw(st.sampled_from(("cut", "repeat", "lose", "turn", "let in", "move")))
        if kind == "cut":
            body = body[:at]
        elif kind == "repeat":
            body = body[:to] + body[at:to] * draw(st.integers(1, 40)) + body[to:]
        elif kind == "lose":
            body = body[:at] + body[to:]
        elif kind == "turn":
            body = body[:at] + draw(st.binary(max_size=8)) + body[at + 4 :]
        elif kind == "let in":
            body = body[:at] + draw(st.sampled_from(TOKENS)) * draw(st.integers(1, 4)) + body[at:]
        else:
            body = body[:at] + body[to:] + body[at:to]
    return body

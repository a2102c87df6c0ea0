"""The newsroom as an HTTP client meets it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from urllib.robotparser import RobotFileParser

import feedparser
import pytest
from lxml import etree, html

from vigie.app.newsroom import Newsroom, NewsroomArticle, Site, load_newsroom, serve

NEWS = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


class Reader:
    """A client that names the host it wants and is always sent to the loopback address."""

    def __init__(self, address: str, port: int) -> None:
        self.address, self.port = address, port

    def get(self, host: str, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
        connection = HTTPConnection(self.address, self.port, timeout=5)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers={"Host": host, **named})
            response = connection.getresponse()
            return response, response.read()
        finally:
            connection.close()

    def page(self, article: NewsroomArticle) -> html.HtmlElement:
        response, body = self.get(article.site.host, article.path)
        assert response.status == 200
        return html.fromstring(body.decode())


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    return load_newsroom()


@pytest.fixture(scope="module")
def reader(newsroom: Newsroom) -> Iterator[Reader]:
    with serve(newsroom) as (address, port):
        yield Reader(address, port)


def _entries(site: Site, body: bytes) -> list[tuple[str, str]]:
    """(title, link) of each entry, read with the tool that fits the feed."""
    if site.feed == "json":
        return [(item["title"], item["url"]) for item in json.loads(body)["items"]]
    if site.feed == "sitemap":
        urls = etree.fromstring(body).findall("s:url", NEWS)
        return [(url.findtext("n:news/n:title", "", NEWS), url.findtext("s:loc", "", NEWS)) for url in urls]
    parsed = feedparser.parse(body)
    assert not parsed.bozo
    assert all(entry.get("published_parsed") for entry in parsed.entries)
    return [(entry.title, entry.link) for entry in parsed.entries]


def test_every_feed_lists_its_articles_newest_first_without_their_text(newsroom: Newsroom, reader: Reader) -> None:
    for site in newsroom.sites:
        response, body = reader.get(site.host, site.feed_path)
        if site.behaviour == "failing":
            assert response.status == 500
            continue
        articles = newsroom.articles_of(site)
        assert _entries(site, body) == [(article.title, article.url) for article in articles]
        assert not any(article.paragraphs[1] in body.decode() for article in articles)


def test_every_page_carries_its_title_its_text_and_its_furniture(newsroom: Newsroom, reader: Reader) -> None:
    for article in newsroom.articles:
        page = reader.page(article)
        shown = page.text_content()
        assert page.get("lang") == article.language
        assert page.findtext("head/title") == f"{article.title} | {article.site.name}"
        assert page.findtext(".//h1") == article.title
        for line in (*article.paragraphs, *article.furniture.lines(), *filter(None, [article.source_line])):
            assert line in shown, (article.id, line)
        assert [a.get("href") for a in page.xpath("//p/a")] == [link.url for link in article.links]


def test_marks_of_time_agree_with_the_front_matter(newsroom: Newsroom, reader: Reader) -> None:
    seen = set()
    for article in newsroom.articles:
        page = reader.page(article)
        moment = article.published.isoformat()
        for script in page.xpath("//script[@type='application/ld+json']/text()"):
            described = json.loads(script)
            assert (described["headline"], described["datePublished"]) == (article.title, moment)
            assert [author["name"] for author in described.get("author", [])] == list(article.authors)
            seen.add("json-ld")
        for value in page.xpath("//meta[@property='article:published_time']/@content"):
            assert value == moment
            seen.add("opengraph")
        for value in page.xpath("//time/@datetime"):
            assert value == moment
            seen.add("time")
    assert seen == {"json-ld", "opengraph", "time"}


def test_at_least_six_pages_print_furniture_among_their_paragraphs(newsroom: Newsroom, reader: Reader) -> None:
    bare = [article for article in newsroom.articles if article.furniture.bare]
    assert len(bare) >= 6
    for article in bare:
        main = reader.page(article).find(".//main")
        assert main is not None
        assert not main.xpath(".//aside | .//figure")
        assert len(main.xpath("./*[1]/p[not(@class)]")) > len(article.paragraphs)


def test_robots_forbid_the_articles_of_the_refused_site_only(newsroom: Newsroom, reader: Reader) -> None:
    for site in newsroom.sites:
        rules = RobotFileParser()
        rules.parse(reader.get(site.host, "/robots.txt")[1].decode().splitlines())
        allowed = {rules.can_fetch("vigie", article.url) for article in newsroom.articles_of(site)}
        assert rules.can_fetch("vigie", site.feed_url)
        assert allowed == {site.behaviour != "refused"}


def test_unknown_hosts_and_paths_are_not_found(newsroom: Newsroom, reader: Reader) -> None:
    host = newsroom.sites[0].host
    assert reader.get("nobody.example", "/")[0].status == 404
    assert reader.get("127.0.0.1", "/robots.txt")[0].status == 404
    assert reader.get(host, "/nothing-here")[0].status == 404
    assert reader.get(host.upper() + ":80", "/robots.txt?x=1")[0].status == 200


def test_a_client_may_use_the_server_as_its_proxy(newsroom: Newsroom, reader: Reader) -> None:
    article = newsroom.articles[0]
    assert reader.get("127.0.0.1", article.url)[1] == reader.get(article.site.host, article.path)[1]


def test_a_known_page_is_not_sent_twice(newsroom: Newsroom, reader: Reader) -> None:
    article = newsroom.articles[0]
    response, body = reader.get(article.site.host, article.path)
    head, nothing = reader.get(article.site.host, article.path, "HEAD")
    again, empty = reader.get(article.site.host, article.path, If_None_Match=response.headers["ETag"])

    assert response.headers["Last-Modified"].endswith("GMT")
    assert (head.status, nothing, head.headers["Content-Length"]) == (200, b"", str(len(body)))
    assert (again.status, empty) == (304, b"")


def test_home_pages_announce_their_feed(newsroom: Newsroom, reader: Reader) -> None:
    for site in newsroom.sites:
        page = html.fromstring(reader.get(site.host, "/")[1].decode())
        announced = page.xpath("//link[@rel='alternate']/@href")
        assert announced == ([] if site.feed == "sitemap" else [site.feed_url])


def test_the_same_newsroom_answers_the_same_bytes(newsroom: Newsroom, reader: Reader) -> None:
    with serve(load_newsroom()) as (address, port):
        other = Reader(address, port)
        for site in newsroom.sites:
            assert other.get(site.host, site.feed_path)[1] == reader.get(site.host, site.feed_path)[1]

"""Each place against a server on this machine that answers in its shape, through the fetcher that runs in earnest.

The shapes are those of the public feeds and interfaces; what they tell is invented here.
"""

import base64
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie.adapters.http import HttpFetcher, Pace
from vigie.fetch.feeds import entries_of
from vigie.fetch.places import PACES, PLACES, place_of
from vigie.fetch.places.google_news import true_address
from vigie.fetch.places.short import FORMS, address_of
from vigie.model import Entry, Feed, FetchError, UsageError
from vigie.ports import Answer

MORNING = datetime(2026, 3, 12, 6, 17, tzinfo=UTC)


class Place:
    """A server on this machine that stands for every host asked; it answers everything but robots.txt with one body."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.body = b""
        self.status = 200
        self.headers: dict[str, str] = {}
        self.asked: list[str] = []

    def read(self, feed: Feed | str) -> tuple[Entry, ...]:
        feed = Feed(address_of(feed)) if isinstance(feed, str) else feed
        host = feed.url.split("/")[2]
        with HttpFetcher("mailto:desk@vigie.example", "0.1", via={host: ("127.0.0.1", self.port)}) as fetcher:
            return entries_of(feed, fetcher.get(feed.url))

    def says(self, body: str | bytes | object, status: int = 200, **headers: str) -> "Place":
        self.status, self.headers = status, headers
        if isinstance(body, bytes):
            self.body = body
        else:
            self.body = (body if isinstance(body, str) else json.dumps(body)).encode()
        return self


@pytest.fixture(scope="module")
def server() -> Iterator[Place]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            made.asked.append(self.path)
            robots = self.path == "/robots.txt"
            body = b"" if robots else made.body
            self.send_response(200 if robots else made.status)
            for name, value in made.headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        made = Place(http.server_port)
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield made
        http.shutdown()
        thread.join()


@pytest.fixture
def place(server: Place) -> Place:
    server.asked.clear()
    return server.says("")


# ── arXiv ───────────────────────────────────────────────────────────────────────────────────────────────────────────

ATOM = '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>'

PAPER = (
    "<entry><id>http://arxiv.org/abs/2603.01234v2</id><updated>2026-03-12T09:00:00Z</updated>"
    "<published>2026-03-12T06:17:00Z</published><title>Salt cells\n  that last</title>"
    "<summary>  We show that\n a salt cell lasts.  </summary><author><name>Ada Writer</name></author>"
    "<author><name>Bao Nguyễn</name></author>"
    '<link href="http://arxiv.org/abs/2603.01234v2" rel="alternate" type="text/html"/>'
    '<link title="pdf" href="http://arxiv.org/pdf/2603.01234v2" rel="related" type="application/pdf"/></entry>'
)


def test_a_paper_of_arxiv_is_its_abstract_at_one_address_whatever_its_version(place: Place) -> None:
    (entry,) = place.says(f"{ATOM}{PAPER}</feed>").read('arxiv:"salt cells"')

    assert (entry.url, entry.publisher, entry.whole) == ("https://arxiv.org/abs/2603.01234", "arxiv.org", True)
    assert (entry.title, entry.text) == ("Salt cells that last", "We show that a salt cell lasts.")
    assert entry.authors == ("Ada Writer", "Bao Nguyễn")
    assert entry.published_at == MORNING


def test_the_daily_feed_of_arxiv_leaves_out_replaced_versions(place: Place) -> None:
    def item(number: str, kind: str) -> str:
        return (
            f"<item><title>Paper {number}</title><link>https://arxiv.org/abs/{number}</link>"
            f"<description>arXiv:{number}v1 Announce Type: {kind} \nAbstract: Words of {number}.</description>"
            f'<guid isPermaLink="false">oai:arXiv.org:{number}v1</guid><pubDate>Thu, 12 Mar 2026 02:17:00 -0400</pubDate>'
            f"<arxiv:announce_type>{kind}</arxiv:announce_type><dc:creator>Ada Writer, Bao Nguyễn</dc:creator></item>"
        )

    body = (
        '<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">'
        f"<channel><title>cs.CL</title>{item('2603.00001', 'new')}{item('2602.00002', 'replace')}"
        f"{item('2603.00003', 'cross')}</channel></rss>"
    )

    first, second = place.says(body).read("arxiv:cs.CL")

    assert (first.url, first.text) == ("https://arxiv.org/abs/2603.00001", "Words of 2603.00001.")
    assert (first.authors, first.published_at) == (("Ada Writer", "Bao Nguyễn"), MORNING)
    assert second.url.endswith("2603.00003")


def test_what_arxiv_says_of_a_bad_question_is_an_error_and_no_paper(place: Place) -> None:
    error = (
        "<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_1</id><title>Error</title>"
        "<summary>incorrect id format for 1</summary></entry></feed>"
    )

    with pytest.raises(FetchError, match=r"arXiv gives no items .* incorrect id format for 1"):
        place.says(ATOM + error).read("arxiv:x y")


# ── Hacker News ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_hacker_news_links_to_is_published_by_its_own_host(place: Place) -> None:
    hits = [
        {"objectID": "1", "title": "Dam closed", "url": "https://www.daily.example/dam#x", "points": 312,
         "num_comments": 9, "created_at": "2026-03-12T06:17:00Z", "story_text": None},
        {"objectID": "2", "title": "Ask HN: who closes dams?", "url": None, "points": 3, "created_at_i": 1,
         "story_text": "I wonder &amp; ask.<p>Second.", "created_at": "2026-03-12T06:17:00Z"},
        {"objectID": "3", "comment_text": "Nonsense.", "story_title": "Dam closed", "story_id": 1,
         "story_url": "https://www.daily.example/dam", "created_at": "2026-03-12T07:17:00Z"},
        "not an object", {"objectID": 4},
    ]  # fmt: skip

    linked, asked = place.says({"hits": hits, "nbHits": 3}).read("hn:dam")

    assert (linked.url, linked.publisher) == ("https://www.daily.example/dam", "daily.example")
    assert (linked.text, linked.summary, linked.whole) == ("", "", False)
    assert (linked.published_at, linked.updated_at) == (None, MORNING)
    assert (asked.url, asked.publisher) == ("https://news.ycombinator.com/item?id=2", "news.ycombinator.com")
    assert (asked.text, asked.whole, asked.published_at) == ("I wonder & ask.\nSecond.", True, MORNING)


def test_the_feed_of_hnrss_says_the_same_without_points(place: Place) -> None:
    def item(link: str, told: str) -> str:
        return (
            f"<item><title><![CDATA[Dam closed]]></title><description><![CDATA[{told}]]></description><link>{link}</link>"
            "<pubDate>Thu, 12 Mar 2026 06:17:00 +0000</pubDate>"
            "<comments>https://news.ycombinator.com/item?id=7</comments></item>"
        )

    article = '<p>Article URL: <a href="https://daily.example/dam">x</a></p><p>Points: 5</p><p># Comments: 0</p>'
    question = '<p>Who closes dams?</p><hr><p>Comments URL: <a href="x">x</a></p><p>Points: 5</p>'
    body = (
        '<rss version="2.0"><channel><title>Newest</title>'
        + item("https://daily.example/dam", article)
        + item("https://news.ycombinator.com/item?id=7", question)
        + "</channel></rss>"
    )

    linked, asked = place.says(body).read("https://hnrss.org/newest?q=dam")

    assert (linked.url, linked.publisher, linked.text) == ("https://daily.example/dam", "daily.example", "")
    assert (asked.text, asked.whole) == ("Who closes dams?", True)


def test_hacker_news_that_complains_or_finds_nothing(place: Place) -> None:
    assert place.says({"hits": [], "nbHits": 0}).read("hn:dam") == ()
    with pytest.raises(FetchError, match="invalid value for hitsPerPage"):
        place.says({"message": "invalid value for hitsPerPage", "status": 400}).read("hn:dam")


# ── GitHub ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_release_is_its_notes_under_the_name_of_its_repository(place: Place) -> None:
    def release(name: str) -> str:
        return (
            "<entry><id>tag:github.com,2008:Repository/1/v0.5</id><updated>2026-03-12T06:17:00Z</updated>"
            f'<link rel="alternate" type="text/html" href="https://github.com/dams/sluice/releases/tag/v0.5"/>'
            f"<title>{name}</title><content type='html'>&lt;h2&gt;What is new&lt;/h2&gt;&lt;ul&gt;&lt;li&gt;Gates "
            "&amp;amp; locks&lt;/li&gt;&lt;/ul&gt;</content><author><name>ada</name></author></entry>"
        )

    (entry,) = place.says(f"{ATOM}{release('v0.5')}</feed>").read("github:dams/sluice")
    (named,) = place.says(f"{ATOM}{release('Sluice 0.5, wide open')}</feed>").read("github:dams/sluice")

    assert (entry.title, entry.text) == ("dams/sluice v0.5", "What is new\nGates & locks")
    assert (entry.url, entry.publisher) == ("https://github.com/dams/sluice/releases/tag/v0.5", "dams")
    assert (entry.whole, entry.published_at) == (True, MORNING)
    assert named.title == "Sluice 0.5, wide open"


def test_a_repository_without_releases_is_a_feed_without_entries(place: Place) -> None:
    assert place.says(f"{ATOM}</feed>").read("github:dams/sluice") == ()


# ── Hugging Face ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_model_is_one_line_of_its_card(place: Place) -> None:
    listed = [
        {"id": "dams/sluice-7b", "likes": 99, "downloads": 1_000, "pipeline_tag": "text-generation", "private": False,
         "library_name": "transformers", "createdAt": "2026-03-12T06:17:00.000Z",
         "tags": ["license:apache-2.0", "region:us", "base_model:dams/sluice", "arxiv:2603.01234", 3]},
        {"id": "dams/hidden", "private": True}, {"id": "../../etc"}, {"id": 4}, "x",
    ]  # fmt: skip

    (entry,) = place.says(listed).read("hf:models")

    assert (entry.url, entry.title) == ("https://huggingface.co/dams/sluice-7b", "dams/sluice-7b")
    assert entry.text == ("dams/sluice-7b: text-generation, transformers, license apache-2.0, base_model dams/sluice")
    assert (entry.publisher, entry.whole, entry.published_at) == ("dams", True, MORNING)


def test_a_data_set_stands_at_its_own_address_with_its_description(place: Place) -> None:
    (entry,) = place.says([{"id": "dams/levels", "description": "Levels of\n\n\t dams.", "tags": []}]).read(
        "hf:datasets"
    )

    assert (entry.url, entry.text) == ("https://huggingface.co/datasets/dams/levels", "dams/levels\nLevels of dams.")


def test_a_paper_of_the_day_is_the_paper_of_arxiv(place: Place) -> None:
    paper = {"id": "2603.01234", "title": "Salt cells", "summary": "They\nlast.", "publishedAt": "2026-03-12T06:17:00Z",
             "authors": [{"name": "Ada Writer", "hidden": False}], "upvotes": 50}  # fmt: skip

    (entry,) = place.says([{"paper": paper, "title": "Salt cells", "numComments": 2}, {"paper": None}]).read(
        "hf:papers"
    )

    assert (entry.url, entry.publisher) == ("https://arxiv.org/abs/2603.01234", "arxiv.org")
    assert (entry.text, entry.authors, entry.published_at) == ("They last.", ("Ada Writer",), MORNING)


def test_the_blog_of_hugging_face_is_a_plain_feed(place: Place) -> None:
    body = "<rss version='2.0'><channel><item><title>a</title><link>https://huggingface.co/blog/a</link></item></channel></rss>"

    (entry,) = place.says(body).read("hf:blog")

    assert (entry.url, entry.whole) == ("https://huggingface.co/blog/a", False)


def test_an_error_of_hugging_face_is_told_in_its_words(place: Place) -> None:
    with pytest.raises(FetchError, match="Invalid sort parameter"):
        place.says({"error": "Invalid sort parameter"}).read("hf:models")


# ── Reddit ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_link_on_reddit_is_its_publishers_and_a_text_is_the_forums(place: Place) -> None:
    def post(number: str, content: str) -> str:
        return (
            f"<entry><author><name>/u/ada</name></author><content type='html'>{quote_xml(content)}</content>"
            f'<id>t3_{number}</id><link href="https://www.reddit.com/r/dams/comments/{number}/dam_closed/" />'
            "<updated>2026-03-12T06:17:00+00:00</updated><published>2026-03-12T06:17:00+00:00</published>"
            f"<title>Dam {number}</title></entry>"
        )

    by = '&#32; submitted by &#32; <a href="https://www.reddit.com/user/ada"> /u/ada </a><br/>'
    own = f'<!-- SC_OFF --><div class="md"><p>I saw it <b>close</b>.</p></div><!-- SC_ON --> {by}'
    self_link = '<span><a href="https://www.reddit.com/r/dams/comments/b/dam_closed/">[link]</a></span>'
    posts = (
        post(
            "a",
            f'{by}<span><a href="https://daily.example/dam?a=1&amp;b=2">[link]</a></span> <a href="x">[comments]</a>',
        ),
        post("b", own + self_link),
        post("c", f'{by}<span><a href="https://i.redd.it/x.png">[link]</a></span>'),
    )

    linked, told, picture = place.says(f"{ATOM}{''.join(posts)}</feed>").read("reddit:dams")

    assert (linked.url, linked.publisher) == ("https://daily.example/dam?a=1&b=2", "daily.example")
    assert (linked.whole, linked.summary, linked.authors) == (False, "", ())
    assert told.url == "https://www.reddit.com/r/dams/comments/b/dam_closed/"
    assert (told.text, told.publisher, told.whole) == ("I saw it close.", "reddit.com", True)
    assert (picture.url, picture.text) == ("https://www.reddit.com/r/dams/comments/c/dam_closed/", "")


def quote_xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# ── YouTube ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_film_is_what_is_written_under_it_without_the_lines_that_point_on(place: Place) -> None:
    body = (
        '<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/"'
        ' xmlns="http://www.w3.org/2005/Atom"><title>Dams</title><entry><id>yt:video:abc</id><yt:videoId>abc</yt:videoId>'
        '<title>Плотину закрыли</title><link rel="alternate" href="https://www.youtube.com/watch?v=abc"/>'
        "<author><name>Дамба ТВ</name></author><published>2026-03-12T06:17:00+00:00</published>"
        "<media:group><media:title>Плотину</media:title><media:description>Её закрыли в понедельник.\n\n"
        "Магазин: https://shop.example\n00:00 Начало\n1:02:03 Конец\n#дамба #вода\n</media:description>"
        '<media:community><media:statistics views="12"/></media:community></media:group></entry></feed>'
    )

    (entry,) = place.says(body).read("youtube:UCabcdefghijklmnopqrstuv")

    assert (entry.url, entry.publisher) == ("https://www.youtube.com/watch?v=abc", "Дамба ТВ")
    assert (entry.text, entry.whole) == ("Её закрыли в понедельник.", True)


# ── Searches for news ───────────────────────────────────────────────────────────────────────────────────────────────


def google(link: str, title: str = "Barrage fermé - Le Quotidien") -> str:
    return (
        '<rss version="2.0"><channel><title>q</title><language>fr</language><item>'
        f"<title>{title}</title><link>{link}</link><guid isPermaLink='false'>x</guid>"
        "<pubDate>Thu, 12 Mar 2026 06:17:00 GMT</pubDate><description>&lt;a href='x'&gt;Barrage&lt;/a&gt;</description>"
        '<source url="https://www.quotidien.example">Le Quotidien</source></item></channel></rss>'
    )


def older_link(url: str) -> str:
    size = len(url)
    length = bytes([size]) if size < 128 else bytes([size % 128 + 128, size // 128])
    held = b"\x08\x13\x22" + length + url.encode() + b"\xd2\x01\x00"
    return f"https://news.google.com/rss/articles/{base64.urlsafe_b64encode(held).decode().rstrip('=')}?oc=5"


def test_google_news_names_the_publisher_and_keeps_its_title_clean(place: Place) -> None:
    (entry,) = place.says(google("https://news.google.com/rss/articles/CBMiAU_yqLM?oc=5")).read(
        'google-news:"barrage"@fr-FR'
    )

    assert (entry.title, entry.publisher) == ("Barrage fermé", "quotidien.example")
    assert entry.url == "https://news.google.com/rss/articles/CBMiAU_yqLM?oc=5"
    assert (entry.language, entry.summary, entry.published_at, entry.whole) == ("fr", "", MORNING, False)


def test_only_the_newest_of_the_links_that_hide_their_address_are_followed(place: Place) -> None:
    def item(number: int, link: str) -> str:
        day = f"{number + 1:02d} Feb 2026 06:17:00 GMT"
        return f"<item><title>{number}</title><link>{link}</link><pubDate>{day}</pubDate></item>"

    items = [item(number, f"https://news.google.com/rss/articles/CBMi{number:04d}") for number in range(20)]
    items.append(item(20, older_link("https://quotidien.example/barrage")))
    found = place.says(f'<rss version="2.0"><channel>{"".join(items)}</channel></rss>').read("google-news:barrage")

    assert [entry.title for entry in found if not entry.whole] == [str(number) for number in range(10, 21)]
    assert len(found) == 21


@pytest.mark.parametrize("url", ["https://quotidien.example/barrage", f"https://quotidien.example/{'long/' * 40}"])
def test_the_address_in_an_older_link_of_google_news_is_known_without_a_request(place: Place, url: str) -> None:
    (entry,) = place.says(google(older_link(url))).read("google-news:barrage@fr-FR")

    assert entry.url == url


def test_bing_news_has_the_true_address_in_its_link(place: Place) -> None:
    true = quote("https://daily.example/dam?x=1", "")
    way = f"http://www.bing.com/news/apiclick.aspx?ref=FexRss&amp;aid=&amp;url={true}&amp;c=1"
    body = (
        '<rss version="2.0" xmlns:News="https://www.bing.com/news/search?q=x&amp;format=rss"><channel><title>x</title><item>'
        f"<title>Dam closed</title><link>{way}</link><description>It was closed.</description>"
        "<pubDate>Thu, 12 Mar 2026 06:17:00 GMT</pubDate><News:Source>Daily on MSN</News:Source></item></channel></rss>"
    )

    (entry,) = place.says(body).read("bing-news:dam@en-GB")

    assert (entry.url, entry.publisher) == ("https://daily.example/dam?x=1", "daily.example")
    assert (entry.summary, entry.language) == ("It was closed.", "en")


def test_gdelt_names_domain_and_language_and_when_it_saw_an_article(place: Place) -> None:
    articles = [
        {"url": "https://www.daily.example/dam", "title": "Đập \\x đóng cửa", "seendate": "20260312T061700Z",
         "domain": "daily.example", "language": "Vietnamese", "sourcecountry": "Vietnam"},
        {"title": "no address"},
    ]  # fmt: skip
    body = json.dumps({"articles": articles}, ensure_ascii=False).replace("\\\\x", "\\x")  # GDELT forgets to escape

    (entry,) = place.says(body).read("gdelt:dam@vi")

    assert (entry.url, entry.publisher, entry.language) == ("https://www.daily.example/dam", "daily.example", "vi")
    assert (entry.published_at, entry.updated_at, entry.title) == (None, MORNING, "Đập \\x đóng cửa")


def test_gdelt_finds_nothing_in_two_ways(place: Place) -> None:
    assert place.says("{}").read("gdelt:dam") == ()
    assert place.says("").read("gdelt:dam") == ()


def test_gdelt_complains_in_plain_text(place: Place) -> None:
    with pytest.raises(FetchError, match=r"GDELT gives no items for .*: Your query was too short or too long"):
        place.says("Your query was too short or too long.\n").read("gdelt:a")


# ── All of them ─────────────────────────────────────────────────────────────────────────────────────────────────────

KEYS = st.sampled_from(["hits", "articles", "id", "url", "paper", "tags"])
VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner),
)
ANYTHING = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=60).map(lambda text: f"<feed><entry>{text}</entry></feed>".encode()),
    VALUES.map(lambda value: json.dumps(value).encode()),
)
SHORT = (
    "arxiv:cs.CL", "arxiv:salt cells", "hn:dam", "https://hnrss.org/newest", "github:dams/sluice", "hf:models", "hf:papers",
    "reddit:dams", "youtube:UCabcdefghijklmnopqrstuv", "google-news:dam", "bing-news:dam", "gdelt:dam",
)  # fmt: skip


@pytest.mark.parametrize("short", SHORT)
def test_a_web_page_instead_of_an_answer_is_an_error_that_names_the_place(place: Place, short: str) -> None:
    page = "<!DOCTYPE html><html><head><title>Sorry &amp; wait</title></head><body>Robot?</body></html>"

    with pytest.raises(FetchError, match=r"answers http\S+ with a web page \(Sorry & wait\)"):
        place.says(page).read(short)


@pytest.mark.parametrize("short", SHORT)
def test_being_asked_to_wait_is_a_failed_reading(place: Place, short: str) -> None:
    with pytest.raises(FetchError, match="429"):
        place.says("slow down", 429, Retry_After="120").read(short)


@pytest.mark.parametrize("short", SHORT)
@settings(max_examples=25, deadline=None)
@given(body=ANYTHING)
def test_nothing_that_a_place_may_answer_breaks_it(short: str, body: bytes) -> None:
    url = address_of(short)
    try:
        found = entries_of(Feed(url), Answer(url, url, 200, body))
    except FetchError:
        return
    assert all(entry.url.startswith("http") for entry in found)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=40))
def test_no_link_of_google_news_breaks_the_reading_of_its_address(held: bytes) -> None:
    for name in (base64.urlsafe_b64encode(held).decode(), base64.urlsafe_b64encode(b"\x08\x13\x22" + held).decode()):
        found = true_address(f"https://news.google.com/rss/articles/{name}?oc=5")
        assert not found or found.startswith("http")


def test_addresses_that_are_no_place_are_read_as_plain_feeds() -> None:
    for url in (
        "https://daily.example/feed", "https://github.com/dams/sluice", "https://youtube.com.example/feeds/videos.xml",
        "https://arxiv.org/abs/2603.01234", "http://[", "https://huggingface.co/blog/feed.xml", "",
    ):  # fmt: skip
        assert place_of(url) is None


def test_a_place_is_asked_as_slowly_as_its_terms_ask() -> None:
    pace = Pace(1.0, terms=PACES)

    assert pace.of("https://export.arxiv.org") == 3.0
    assert pace.of("https://api.gdeltproject.org") == 5.0
    assert pace.of("https://daily.example") == 1.0
    assert Pace(30.0, terms=PACES).of("https://export.arxiv.org") == 30.0


def test_every_place_has_a_short_form_that_leads_to_it() -> None:
    found = {place_of(address_of(short)) for short in SHORT}

    assert found == set(PLACES)


# ── Short forms ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("short", "address"),
    [
        ("arxiv:cs.CL", "https://rss.arxiv.org/rss/cs.CL"),
        ("arxiv:cs.CL+quant-ph", "https://rss.arxiv.org/rss/cs.CL+quant-ph"),
        ("github:dams/sluice", "https://github.com/dams/sluice/releases.atom"),
        ("reddit:r/dams", "https://www.reddit.com/r/dams/new/.rss"),
        (
            'google-news:"barrage fermé"@fr-FR',
            "https://news.google.com/rss/search?q=%22barrage+ferm%C3%A9%22&hl=fr&gl=FR&ceid=FR:fr",
        ),
        ("google-news:dam", "https://news.google.com/rss/search?q=dam&hl=en-US&gl=US&ceid=US:en"),
        (
            "google-news:大坝@zh",
            "https://news.google.com/rss/search?q=%E5%A4%A7%E5%9D%9D&hl=zh-CN&gl=CN&ceid=CN:zh-Hans",
        ),
        ("google-news:presa@es-MX", "https://news.google.com/rss/search?q=presa&hl=es-419&gl=MX&ceid=MX:es-419"),
        ("google-news:barragem@pt", "https://news.google.com/rss/search?q=barragem&hl=pt-BR&gl=BR&ceid=BR:pt-419"),
        ("bing-news:dam@en-GB", "https://www.bing.com/news/search?q=dam&format=rss&mkt=en-GB&setlang=en"),
        ("https://daily.example/feed", "https://daily.example/feed"),
        ("daily:feed", "daily:feed"),
    ],
)
def test_a_short_form_stands_for_an_address(short: str, address: str) -> None:
    assert address_of(short) == address


@pytest.mark.parametrize(
    "short",
    ["github:dams", "github:dams/../x", "hf:friends", "hf:models/", "reddit:a b", "youtube:dams", "google-news:", 'hn:""',
     "gdelt:@fr", "arxiv:"],
)  # fmt: skip
def test_a_short_form_that_is_wrong_says_what_it_wants(short: str) -> None:
    with pytest.raises(UsageError) as caught:
        address_of(short)

    assert short in str(caught.value)
    assert "for example: " in caught.value.hint


def test_the_examples_of_short_forms_are_good() -> None:
    for form in FORMS.values():
        for example in form.example.split(", "):
            assert address_of(example).startswith("https://")

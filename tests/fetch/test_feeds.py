import gzip
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie.fetch.feeds import entries_of
from vigie.fetch.wording import on_one_line, plain
from vigie.model import Entry, Feed, FeedKind, FetchError
from vigie.ports import Answer

URL = "https://daily.example/feeds/all"
MORNING = datetime(2026, 3, 12, 6, 17, tzinfo=UTC)


def entries(body: str | bytes, kind: FeedKind = "auto", media_type: str = "", charset: str = "") -> tuple[Entry, ...]:
    raw = body.encode() if isinstance(body, str) else body
    answer = Answer(URL, URL, 200, raw, media_type, charset)
    return entries_of(Feed(URL, kind=kind, language="fr"), answer)


def rss(items: str, channel: str = "<language>en-gb</language>") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Daily</title>{channel}{items}</channel></rss>'


def item(title: str = "Dam closed", link: str = "https://daily.example/dam", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def test_an_rss_item_is_an_entry() -> None:
    more = (
        "<pubDate>Thu, 12 Mar 2026 08:17:00 +0200</pubDate><description>It was closed.</description>"
        '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Ada Writer</dc:creator>'
    )

    (entry,) = entries(rss(item(more=more)), media_type="application/rss+xml")

    assert entry == Entry(
        URL, "https://daily.example/dam", "Dam closed", "It was closed.", "en-gb", ("Ada Writer",), MORNING, None
    )


def test_an_atom_entry_has_two_times() -> None:
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru"><title>Вести</title><entry><id>tag:1</id>'
        '<title type="html">Плотину &lt;b&gt;закрыли&lt;/b&gt;</title><link href="/dam"/>'
        "<published>2026-03-12T08:17:00+02:00</published><updated>2026-03-12T10:00:00Z</updated>"
        "<content type='html'>&lt;p&gt;Закрыли.&lt;/p&gt;&lt;p&gt;Надолго.&lt;/p&gt;</content></entry></feed>"
    )

    (entry,) = entries(body)

    assert (entry.title, entry.summary) == ("Плотину закрыли", "Закрыли.\nНадолго.")
    assert entry.url == "https://daily.example/dam"
    assert entry.published_at == MORNING
    assert entry.updated_at == datetime(2026, 3, 12, 10, tzinfo=UTC)


def test_an_rdf_item_is_an_entry() -> None:
    body = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>ダム</title></channel>'
        '<item rdf:about="https://daily.example/1"><title>ダムが閉鎖</title><link>https://daily.example/1</link>'
        "<dc:date>2026-03-12T15:17:00+09:00</dc:date></item></rdf:RDF>"
    )

    (entry,) = entries(body)

    assert (entry.title, entry.published_at or entry.updated_at) == ("ダムが閉鎖", MORNING)


def test_a_json_feed_item_is_an_entry() -> None:
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "language": "ar",
        "items": [
            {
                "id": "1",
                "url": "dam",
                "title": "أُغلق السد",
                "content_html": "<p>أُغلق <b>اليوم</b>.</p>",
                "date_published": "2026-03-12T06:17:00Z",
                "authors": [{"name": "Ada"}, {"url": "x"}, "y"],
            },
            {"id": "https://daily.example/2", "content_text": "No title"},
            {"id": "3", "title": "no address"},
            "not an object",
            {"id": 4, "url": 5, "title": []},
        ],
    }

    first, second, third = entries("\ufeff" + json.dumps(whole))

    assert first == Entry(
        URL, "https://daily.example/feeds/dam", "أُغلق السد", "أُغلق اليوم.", "ar", ("Ada",), MORNING, text="أُغلق اليوم."
    )
    assert (second.title, second.summary) == ("", "No title")
    assert (third.title, third.whole) == ("no address", True)


def test_a_news_sitemap_gives_titles_and_times() -> None:
    body = (
        '<?xml version="1.0"?><!-- made by x --><s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
        ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
        "<s:url><s:loc> https://daily.example/dam </s:loc>"
        "<image:image><image:title>A picture</image:title></image:image>"
        "<news:news><news:publication><news:name>D</news:name><news:language>pt</news:language></news:publication>"
        "<news:publication_date>2026-03-12T06:17Z</news:publication_date><news:title>Barragem &amp; cia</news:title>"
        "</news:news></s:url><s:url><s:loc>/old</s:loc><s:lastmod>2020-01-01</s:lastmod></s:url></s:urlset>"
    )

    for raw in (body.encode(), gzip.compress(body.encode())):
        first, second = entries(raw)

        assert first == Entry(URL, "https://daily.example/dam", "Barragem & cia", "", "pt", (), MORNING)
        assert second.updated_at == datetime(2020, 1, 1, tzinfo=UTC)


def test_a_page_of_links_gives_its_headlines() -> None:
    body = (
        "<html><body><nav><a href='/a'>All the news of today</a></nav><main>"
        "<a href='/dam'>Dam</a><a href='/dam#c'>Dam closed after a leak</a>"
        "<a href='//daily.example/zh'>城镇上方的大坝周一关闭</a><a href='/short'>Read more</a>"
        "<a href='https://other.example/x'>A story that stands elsewhere</a>"
        "<a href='javascript:x'>one two three four</a>"
        "</main></body></html>"
    )

    found = entries(body, kind="page")

    assert [(entry.url, entry.title) for entry in found] == [
        ("https://daily.example/dam", "Dam closed after a leak"),
        ("https://daily.example/zh", "城镇上方的大坝周一关闭"),
    ]


@pytest.mark.parametrize(
    "body",
    [b"", b"   ", b"<html><body>Not found</body></html>", b'{"a": 1}', b"{", b"plain words", b"\x1f\x8bspoilt"],
)
def test_what_is_no_feed_is_an_error_that_names_it(body: bytes) -> None:
    with pytest.raises(FetchError, match=r"daily\.example"):
        entries(body)


def test_a_feed_without_items_is_no_error() -> None:
    assert entries(rss("")) == ()
    assert entries('{"version": "https://jsonfeed.org/version/1.1", "items": []}') == ()


def test_an_index_of_sitemaps_is_told_apart() -> None:
    with pytest.raises(FetchError) as caught:
        entries("<sitemapindex><sitemap><loc>https://daily.example/1.xml</loc></sitemap></sitemapindex>")

    assert caught.value.key == "fetch.sitemap_index"


def test_each_address_comes_once() -> None:
    items = item("c", "/c#xtor=RSS") + item("d", "/c")

    assert [(entry.url, entry.title) for entry in entries(rss(items))] == [("https://daily.example/c", "c")]


def test_an_item_without_an_address_is_read_for_its_own_words() -> None:
    items = item("a", "") + item("b", "javascript:alert(1)") + item("", "")

    a, b = entries(rss(items, "<link>https://daily.example/</link>"))

    assert (a.title, b.title, a.whole, b.whole) == ("a", "b", True, True)
    assert a.url != b.url
    assert {a.url[:25], b.url[:25]} == {"https://daily.example/#/" + a.url[24], "https://daily.example/#/" + b.url[24]}
    assert entries(rss(items, "<link>https://daily.example/</link>"))[0].url == a.url


def test_a_page_that_is_told_of_again_and_again_gives_an_entry_each_time() -> None:
    def change(number: int) -> str:
        return item(f"Version {number}", "https://daily.example/changes", f"<guid>changes-{number}</guid>")

    found = entries(rss(change(1) + change(2) + change(2)))

    assert [entry.title for entry in found] == ["Version 1", "Version 2"]
    assert len({entry.url for entry in found}) == 2


def test_an_address_in_the_guid_stands_in_for_a_missing_link() -> None:
    body = rss("<item><title>a</title><guid>https://daily.example/a</guid></item>")

    assert entries(body)[0].url == "https://daily.example/a"


def test_nul_bytes_cost_nothing() -> None:
    (entry,) = entries(rss(item("Dam\0 closed")).encode())

    assert entry.title == "Dam closed"


def test_a_feed_in_utf_16_keeps_its_bytes() -> None:
    body = rss(item("Плотина")).replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="utf-16"?>')

    assert entries(body.encode("utf-16"))[0].title == "Плотина"


def test_a_body_that_looks_like_an_address_is_not_opened() -> None:
    with pytest.raises(FetchError):
        entries(b"http://127.0.0.1:9/feed")
    with pytest.raises(FetchError):
        entries(b"/etc/hostname")


def test_a_feed_that_declares_no_language_takes_the_configured_one() -> None:
    assert entries(rss(item(), channel=""))[0].language == "fr"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("AT&amp;T &#8211; <b>bold</b>", "AT&T – bold"),
        ("&lt;p&gt;Twice escaped&lt;/p&gt;", "Twice escaped"),
        ("a < b and c > d", "a < b and c > d"),
        ("The <dialog> of Plato", "The <dialog> of Plato"),
        ("one<br>two<script>alert(1)</script><p>three", "one\ntwo\nthree"),
        ("<div>a<!-- b -->c</div>", "ac"),
        ("<style>p{}</style>", ""),
        ("<div>" * 1_000 + "deep", "deep"),
        ("e\u0301", "é"),
        ("\ud800\0x", "x"),
    ],
)
def test_words_come_out_plain(written: str, expected: str) -> None:
    assert plain(written) == expected


def test_a_title_is_one_line() -> None:
    assert on_one_line("<p>a</p>\n\n<p>b</p>") == "a b"


@settings(max_examples=80, deadline=None)
@given(
    st.binary(max_size=120),
    st.sampled_from([b"", b"<rss version='2.0'><channel><item>", b"<urlset><url>", b'{"items":[{', b"\x1f\x8b"]),
)
def test_any_bytes_are_entries_or_a_fetch_error(tail: bytes, head: bytes) -> None:
    try:
        found = entries(head + tail)
    except FetchError:
        return
    assert all(entry.url.startswith("http") for entry in found)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_words_in_an_item_come_out_storable(title: str, link: str, day: str) -> None:
    whole = {
        "items": [{"url": "https://daily.example/" + link, "title": title, "date_published": day, "content_html": day}]
    }
    for entry in entries(json.dumps(whole)):
        for kept in (entry.title, entry.url, entry.summary):
            assert "\0" not in kept
            kept.encode("utf-8")

import json
from datetime import UTC, datetime, timedelta

import pytest

from vigie.adapters.engines import Serial
from vigie.extract.decoding import decoded
from vigie.extract.moments import Moment
from vigie.extract.page import article_of, published_of
from vigie.extract.stage import run
from vigie.model import Entry, ExtractError, Feed, FeedState, Outcome, Page, article_id
from vigie.ports.testing.memory import MemoryStore

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
URL = "https://daily.example/news/dam"
ENGLISH = (
    "The dam above the town was closed on Monday after water came through the eastern wall, the owner said.",
    "Engineers will look at the damage for two weeks, and the valley road stays closed until they have finished.",
    "The mayor asked people who live below the dam to keep their radios on during the night.",
)
ARABIC = (
    "أُغلق السد الواقع فوق البلدة يوم الاثنين بعد أن تسرب الماء من الجدار الشرقي، كما قالت الشركة المالكة.",
    "سيفحص المهندسون الأضرار لمدة أسبوعين، ويبقى طريق الوادي مغلقا حتى ينتهوا من عملهم بالكامل.",
    "وطلب رئيس البلدية من السكان الذين يعيشون أسفل السد إبقاء أجهزة الراديو مفتوحة أثناء الليل.",
)
CHINESE = (
    "城镇上方的大坝因东墙渗水于周一关闭，业主在一份声明中表示，目前没有人员受伤，下游水位保持稳定。",
    "工程师将用两周时间检查损坏情况，山谷公路在检查结束之前将继续封闭，居民需要绕行北侧的旧公路。",
    "镇长要求住在大坝下方的居民夜间保持收音机开启，以便在情况变化时能够及时收到撤离的通知。",
)


def html(paragraphs: tuple[str, ...] = ENGLISH, head: str = "", before: str = "<h1>Dam closed after leak</h1>") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<!DOCTYPE html><html><head>{head}</head><body><article>{before}{text}</article></body></html>"


def page(
    body: str | bytes, *, charset: str = "utf-8", media_type: str = "text/html", entry: Entry | None = None
) -> Page:
    raw = body.encode() if isinstance(body, str) else body
    return Page(
        URL, URL, NOW, raw, media_type, charset, "Example Daily", entry or Entry("https://daily.example/rss", URL, "")
    )


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def announced(title: str = "", summary: str = "", published_at: datetime | None = None) -> Entry:
    return Entry("https://daily.example/rss", URL, title, summary, "fr", ("A. Writer",), published_at)


@pytest.mark.parametrize("paragraphs", [ENGLISH, ARABIC, CHINESE], ids=["english", "arabic", "chinese"])
def test_the_text_of_a_page_is_its_paragraphs(paragraphs: tuple[str, ...]) -> None:
    made = article_of(page(html(paragraphs)))

    assert all(paragraph in made.text for paragraph in paragraphs)
    assert made.text.startswith(paragraphs[0])  # and not with the title again
    assert "<p>" not in made.text
    assert made.title == "Dam closed after leak"


def test_json_ld_says_title_authors_time_section_licence_and_language() -> None:
    head = ld(
        headline="Dam closed &amp; guarded",
        datePublished="2026-03-12T08:17:00+02:00",
        author=[{"@type": "Person", "name": "By Ada Writer"}, {"name": "https://x.example/ada"}, "Bo Reporter"],
        articleSection=["World"],
        license="https://creativecommons.org/licenses/by/4.0/",
        inLanguage="en_GB",
    )

    made = article_of(page(html(head=head)))

    assert made.title == "Dam closed & guarded"
    assert made.published_at == datetime(2026, 3, 12, 6, 17, tzinfo=UTC)
    assert made.dated
    assert made.authors == ("Ada Writer", "Bo Reporter")
    assert made.section == "World"
    assert made.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert made.language == "en-GB"


def test_authors_named_by_reference_are_found_in_the_graph() -> None:
    graph = {
        "@graph": [
            {"@type": "Article", "headline": "Dam", "author": {"@id": "#ada"}},
            {"@type": "Person", "@id": "#ada", "name": "Ada Writer"},
        ]
    }
    head = f'<script type="application/ld+json">{json.dumps(graph)}</script>'

    assert article_of(page(html(head=head))).authors == ("Ada Writer",)


def test_a_person_is_preferred_to_the_name_of_the_site() -> None:
    site = (
        ld(headline="Dam", author={"name": "Example Daily"}) + '<meta property="og:site_name" content="Example Daily">'
    )

    assert article_of(page(html(head=site))).authors == ("Example Daily",)
    assert article_of(page(html(head=site + '<meta name="author" content="Ada Writer">'))).authors == ("Ada Writer",)


def test_the_article_of_the_page_is_preferred_to_those_it_links_to() -> None:
    head = ld(headline="Another", url="https://daily.example/other") + ld(headline="Dam", url=URL)

    assert article_of(page(html(head=head))).title == "Dam"


@pytest.mark.parametrize(
    "block", ["{oops", "[" * 50_000, '"text"', "null", '{"@type": 3, "author": 7, "headline": {"name": 1}}']
)
def test_spoilt_json_ld_is_passed_over(block: str) -> None:
    made = article_of(page(html(head=f'<script type="application/ld+json">{block}</script>')))

    assert made.title == "Dam closed after leak"


@pytest.mark.parametrize(
    "mark",
    [
        '<meta property="article:published_time" content="2026-03-12T08:17:00+02:00">',
        '<meta name="date" content="Thu, 12 Mar 2026 06:17:00 GMT">',
        '<meta itemprop="datePublished" content="2026-03-12 06:17Z">',
    ],
)
def test_the_time_is_also_read_from_meta(mark: str) -> None:
    assert article_of(page(html(head=mark))).published_at == datetime(2026, 3, 12, 6, 17, tzinfo=UTC)


def test_the_time_is_also_read_from_the_time_element() -> None:
    body = html(before='<h1>Dam</h1><time datetime="2026-03-12T06:17Z">this morning</time>')

    assert article_of(page(body)).published_at == datetime(2026, 3, 12, 6, 17, tzinfo=UTC)


def test_a_time_to_the_minute_is_preferred_to_a_day() -> None:
    head = ld(headline="Dam", datePublished="2026-03-12") + '<meta name="pubdate" content="2026-03-12T06:17:00Z">'

    assert article_of(page(html(head=head))).published_at == datetime(2026, 3, 12, 6, 17, tzinfo=UTC)


def test_the_feed_knows_the_time_when_the_page_forgets_minute_or_zone() -> None:
    feed_time = datetime(2026, 3, 12, 6, 17, tzinfo=UTC)
    entry = announced(published_at=feed_time)

    assert published_of(None, entry) == feed_time
    assert published_of(Moment(datetime(2026, 3, 12, tzinfo=UTC), to_the_minute=False), entry) == feed_time
    assert published_of(Moment(datetime(2026, 3, 12, 8, 17, tzinfo=UTC), zoned=False), entry) == feed_time
    assert published_of(Moment(feed_time - timedelta(hours=1)), entry) == feed_time - timedelta(hours=1)


def test_a_page_without_any_date_is_dated_by_its_reading() -> None:
    made = article_of(page(html()))

    assert (made.published_at, made.dated) == (NOW, False)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<link rel="canonical" href="/news/dam-closed">', "https://daily.example/news/dam-closed"),
        ('<link rel="canonical" href="https://agency.example/1">', "https://agency.example/1"),
        ('<link rel="canonical" href="https://daily.example/">', ""),
        ('<link rel="canonical" href="javascript:alert(1)">', ""),
        ('<link rel="canonical" href="http://[">', ""),
        ('<meta property="og:url" content="https://daily.example/og">', "https://daily.example/og"),
    ],
)
def test_the_canonical_address_is_absolute_and_never_the_front_page(link: str, expected: str) -> None:
    made = article_of(page(html(head=link)))

    assert made.canonical_url == expected
    assert made.id == article_id("Example Daily", expected or URL, made.title, made.text)


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ('<meta name="robots" content="index, noai">', True),
        ('<meta name="ROBOTS" content="NOIMAGEAI">', True),
        ('<meta name="tdm-reservation" content="1">', True),
        ('<meta name="tdm-reservation" content="0">', False),
        ('<meta name="robots" content="noindex">', False),
        ("", False),
    ],
)
def test_an_opt_out_is_seen(mark: str, expected: bool) -> None:
    assert article_of(page(html(head=mark))).opted_out is expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Dam closed after leak - Example Daily", "Dam closed after leak"),
        ("Dam closed after leak | daily.example", "Dam closed after leak"),
        ("大坝关闭｜Example Daily", "大坝关闭"),
        ("Leak - a short history", "Leak - a short history"),
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_title(title: str, expected: str) -> None:
    head = f'<title>{title}</title><meta property="og:site_name" content="Example Daily">'

    assert article_of(page(html(head=head, before=""))).title == expected


def test_an_empty_page_gives_the_words_of_its_entry() -> None:
    made = article_of(page(b"", entry=announced("Dam&nbsp;: closed", "It was closed.", NOW)))

    assert (made.title, made.text) == ("Dam\u00a0: closed", "It was closed.")
    assert (made.language, made.authors) == ("fr", ("A. Writer",))
    assert made.dated


def test_a_page_that_is_no_html_gives_the_words_of_its_entry() -> None:
    made = article_of(page(b"%PDF-1.7 ...", media_type="application/pdf", entry=announced("Report", "A report.")))

    assert made.text == "A report."


def test_a_page_without_words_whose_entry_has_none_is_an_error_that_names_it() -> None:
    for body in ("", "<html><body><img src=x></body></html>"):
        with pytest.raises(ExtractError, match=r"daily\.example/news/dam"):
            article_of(page(body))


def test_line_ends_and_unstorable_characters_are_put_right_before_storing() -> None:
    made = article_of(page("one\r\ntwo\x00three e\u0301".encode(), media_type="text/plain"))

    assert made.text == "one\ntwo\ufffdthree é"


@pytest.mark.parametrize(
    ("body", "charset", "expected"),
    [
        ("été".encode(), "", "été"),
        ("été".encode(), "iso-8859-1", "été"),  # the header is wrong, the bytes are not
        ("été".encode("latin-1"), "iso-8859-1", "été"),
        ("“été”".encode("cp1252"), "iso-8859-1", "“été”"),
        ('<meta charset="windows-1251">Плотина'.encode("cp1251"), "", '<meta charset="windows-1251">Плотина'),
        ("大坝".encode("gb18030"), "gb2312", "大坝"),
        ("ダム".encode("iso2022_jp"), "iso-2022-jp", "ダム"),
        ("ダム".encode("utf-16"), "", "ダム"),
        ("سد".encode("cp1256"), "windows-1256", "سد"),
        (b"\xff\xfa\x80", "no-such-charset", None),
        (b"caf\xe9", "unicode_escape", None),
        (b"caf\xe9", "idna", None),
    ],
)
def test_bytes_are_read_as_bom_bytes_header_or_meta_say(body: bytes, charset: str, expected: str | None) -> None:
    read = decoded(body, charset)

    assert expected is None or read == expected


def test_the_same_page_gives_the_same_article() -> None:
    assert article_of(page(html())) == article_of(page(html()))


class FixedClock:
    def now(self) -> datetime:
        return NOW


def stored(*bodies: str) -> MemoryStore:
    store = MemoryStore()
    feed = "https://daily.example/rss"
    store.save_feeds([Feed(feed)])
    pages = [
        Page(
            f"{URL}/{n}",
            f"{URL}/{n}",
            NOW,
            body.encode(),
            "text/html",
            "",
            "Example Daily",
            Entry(feed, f"{URL}/{n}", ""),
        )
        for n, body in enumerate(bodies)
    ]
    store.save_reading(FeedState(feed), Outcome(NOW.date(), feed, "new", NOW), pages)
    return store


def test_every_page_gives_an_article_or_a_rejection() -> None:
    store = stored(html(), "<html><body></body></html>", html(ARABIC))
    told: list[int] = []

    report = run(store, Serial(), FixedClock(), progress=told.append)

    assert (report.taken, report.given, report.set_aside) == (3, 2, 1)
    assert [rejection.where for rejection in store.rejections()] == [f"{URL}/1"]
    assert told == [3]


def test_a_second_run_has_nothing_to_do() -> None:
    store = stored(html())
    run(store, Serial(), FixedClock())

    assert run(store, Serial(), FixedClock()).taken == 0

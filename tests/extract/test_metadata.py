"""What a page says of itself, form by form. All pages are of our invention."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trafilatura.utils import load_html

from vigie.extract.metadata import PageMetadata, metadata_of
from vigie.extract.metadata.authors import person_like, split
from vigie.extract.metadata.zones import country_of

URL = "https://daily.example/news/dam"
AT = datetime(2026, 3, 12, 8, 17, tzinfo=UTC)


def read(
    head: str = "", body: str = "<h1>Dam closed</h1><p>Words.</p>", lang: str = "en", url: str = URL
) -> PageMetadata:
    tree = load_html(f'<html lang="{lang}"><head>{head}</head><body>{body}</body></html>')
    assert tree is not None
    return metadata_of(tree, url)


def ld(**fields: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


# ── Titles ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("described", "heading", "shared", "window", "expected"),
    [
        # What the page shows and what it shares agree against a description made for search engines.
        ("Dam news 2026: all facts", "Dam closed", "Dam closed", "Dam news 2026: all facts", "Dam closed"),
        ("Плотина закрыта", "Плотина закрыта", "Что случилось?", "Что случилось?", "Плотина закрыта"),
        ("大坝关闭", "大坝关闭", "发生了什么", "大坝关闭 - 日报", "大坝关闭"),
        # Without a heading, the one that the window does not show was written for readers.
        ("Dam facts and figures", "", "The night the dam closed", "Dam facts and figures", "The night the dam closed"),
        ("أُغلق السد", "", "ما يجب معرفته عن السد", "ما يجب معرفته عن السد", "أُغلق السد"),
        ("", "Đập đã đóng cửa", "Tin tức về đập", "Tin tức về đập | Báo Mẫu", "Đập đã đóng cửa"),
        ("", "", "Dam closed - Daily Example", "Dam closed", "Dam closed"),
        ("Dam closed - Daily Example", "Dam closed", "", "", "Dam closed"),
        # What the story belongs to may stand in the heading, before the title: two places tell the title.
        ("", "Storms: Dam closed for two weeks", "Dam closed for two weeks", "", "Dam closed for two weeks"),
    ],
)
def test_the_places_that_tell_a_title_vote(
    described: str, heading: str, shared: str, window: str, expected: str
) -> None:
    head = (ld(headline=described) if described else "") + f"<title>{window}</title>"
    head += f'<meta property="og:title" content="{shared}">' if shared else ""

    assert read(head, f"<h1>{heading}</h1><p>Words.</p>" if heading else "<p>Words.</p>").title == expected


def test_the_last_step_of_a_path_is_no_heading() -> None:
    path = '<ol class="breadcrumbs"><li>Home</li><li class="breadcrumb-item"><h1>Dam facts</h1></li></ol>'

    assert read(ld(headline="Dam closed") + "<title>Dam facts</title>", path).title == "Dam closed"


def test_a_description_cut_short_is_made_whole() -> None:
    whole = (
        "The dam above the town stays closed for two weeks while engineers look at the wall that let the water through"
    )

    assert read(ld(headline=whole[:60] + "…"), f"<h1>{whole}</h1>").title == whole


def test_two_spans_of_a_heading_are_two_words_and_a_drop_capital_is_none() -> None:
    assert read(body="<h1><span>World news</span><span>Dam closed</span></h1>").title == "World news Dam closed"
    assert read(body="<h1><b>D</b>am <i>closed</i>, they say</h1>").title == "Dam closed, they say"
    assert read(body="<h1>Dam<br>closed<script>alert(1)</script></h1>").title == "Dam closed"


# ── Authors ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "language", "names"),
    [
        ("By Ada Writer and Bo Reporter", "en", ["Ada Writer", "Bo Reporter"]),
        ("Written By Ada Writer, PhD", "en", ["Ada Writer"]),
        ("Von Ada Schreiber und Bo Melder, dpa", "de", ["Ada Schreiber", "Bo Melder", "dpa"]),
        ("Par Ada Plume, à Lyon", "fr", ["Ada Plume", "à Lyon"]),
        ("Di Ada Penna", "it", ["Ada Penna"]),
        ("Di Penna", "it", ["Di Penna"]),  # a name that begins as « by » does
        ("Por Ada Pluma y Bo de la Nota", "es", ["Ada Pluma", "Bo de la Nota"]),
        ("Автор: Ада Перо", "ru", ["Ада Перо"]),
        ("Ада Перо и Бо Слово", "ru", ["Ада Перо", "Бо Слово"]),
        ("بقلم: آدا كاتبة", "ar", ["آدا كاتبة"]),
        ("Tác giả: Nguyễn Văn Mẫu", "vi", ["Nguyễn Văn Mẫu"]),
        ("作者：李样本、王示例", "zh", ["李样本", "王示例"]),
        ("记者 李样本 王示例", "zh", ["李样本", "王示例"]),
        ("見本太郎記者", "ja", ["見本太郎"]),
        ("홍견본 기자", "ko", ["홍견본"]),
        ("Writer, Ada B.", "en", ["Ada B Writer"]),
        ("Example Media, Inc.", "en", ["Example Media, Inc."]),
        ("Centre for Science and culture", "en", ["Centre for Science and culture"]),
        ("Ada Writer (aw)", "en", ["Ada Writer"]),
        ("", "en", []),
    ],
)
def test_a_line_is_split_into_names(line: str, language: str, names: list[str]) -> None:
    assert list(split(line, language)) == names


@pytest.mark.parametrize(
    "name", ["Ada Writer", "Ada van der Writer", "李样本", "Ада Перо", "آدا كاتبة", "Nguyễn Văn Mẫu"]
)
def test_a_name_looks_like_one(name: str) -> None:
    assert person_like(name)


@pytest.mark.parametrize("line", ["Read more", "Ada", "12 March 2026", "the whole team of our paper", "X" * 80, ""])
def test_other_words_do_not(line: str) -> None:
    assert not person_like(line)


@pytest.mark.parametrize(
    ("body", "lang"),
    [
        ('<div class="article-byline">By <a href="/u/7">Ada Writer</a> | 12 March 2026</div>', "en"),
        ('<p class="author">von <a href="mailto:a@daily.example">Ada Writer</a></p>', "de"),
        ('<ul class="authors__list"><li><span>von</span> <span>Ada Writer</span></li></ul>', "de"),
        ('<div class="x1"><a href="/autor/ada-writer/"><span>Ada Writer</span></a></div>', "es"),
        ("<p>Par <strong>Ada Writer</strong></p>", "fr"),
        ('<div class="post-author-details"><p>Ada Writer</p><small>covers water and what holds it</small></div>', "en"),
        ('<div rel="author">Ada Writer</div>', "en"),
        ('<span itemprop="author" itemscope><span itemprop="name">Ada Writer</span></span>', "en"),
        ('<address>Ada Writer</address><div class="author-name">Ada Writer</div>', "en"),
    ],
)
def test_a_byline_that_readers_see_is_read_where_no_mark_names_a_person(body: str, lang: str) -> None:
    page = f'<h1>Dam closed</h1>{body}<p>Words.</p><div class="comments"><p class="author">By Bo Loud</p></div>'

    assert read(body=page, lang=lang).authors == ("Ada Writer",)
    own = ld(headline="Dam closed", author={"@type": "Organization", "name": "Daily"}, publisher={"name": "Daily"})
    assert read(own, page, lang).authors == ("Ada Writer",)


def test_who_signs_when_nobody_does_is_kept_where_no_place_has_a_person() -> None:
    assert read(ld(headline="Dam", author="Redaktion"), lang="de").authors == ("Redaktion",)
    assert read(
        ld(headline="Dam", author="Redaktion") + '<meta name="author" content="Ada Writer">', lang="de"
    ).authors == ("Ada Writer",)


def test_publishing_systems_name_the_author_in_odd_places() -> None:
    yoast = '<meta name="twitter:label1" content="Écrit par"><meta name="twitter:data1" content="Ada Writer">'
    minutes = '<meta name="twitter:label1" content="Reading time"><meta name="twitter:data1" content="Two Minutes">'
    page = ld(**{"@type": "WebPage", "name": "Dam", "author": {"@id": "#a"}}) + ld(
        **{"@type": "Person", "@id": "#a", "name": "Ada Writer"}
    )

    assert read(yoast).authors == ("Ada Writer",)
    assert read(minutes).authors == ()
    assert read(page).authors == ("Ada Writer",)
    assert read('<meta name="author" content="Ada Writer"><meta name="author" content="Bo Reporter">').authors == (
        "Ada Writer",
        "Bo Reporter",
    )


# ── Time ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "lang", "expected"),
    [
        ("Published 12 March 2026, 8:17 GMT", "en", AT),
        ("March 12, 2026 at 8:17 AM UTC", "en", AT),
        ("12. März 2026, 9.17 Uhr", "de", AT),
        ("Do 12.03.26 | 09:17 Uhr", "de", AT),
        ("Publié le 12 mars 2026 à 9h17", "fr", AT),
        ("12 de marzo de 2026 9:17 CET", "es", AT),
        ("12 марта 2026, 11:17 MSK", "ru", AT),
        ("١٢ مارس ٢٠٢٦ 08:17 GMT", "ar", AT),
        ("2026年3月12日 17時17分", "ja", AT),
        ("2026年3月12日 下午4:17", "zh", AT),
        ("2026. 3. 12. 오후 5:17", "ko", AT),
        ("Thứ Năm, 12/3/2026, 15:17 (GMT+7)", "vi", AT),
        ("12 marca 2026 09:17", "pl", AT),
    ],
)
def test_a_date_that_readers_see_is_read_to_the_minute_in_their_language(
    line: str, lang: str, expected: datetime
) -> None:
    found = read(body=f'<h1>Dam</h1><div class="article-date">{line}</div><p>Words.</p>', lang=lang).published

    assert found is not None
    assert (found.at, found.to_the_minute) == (expected, True)


def test_a_time_without_zone_takes_the_one_that_another_place_tells_or_that_of_the_country() -> None:
    bare = ld(headline="Dam", datePublished="2026-03-12T09:17:00")
    told = bare + '<meta name="date" content="2026-03-12T09:17:00+01:00">'

    assert read(told).published.at == AT  # type: ignore[union-attr]
    assert read(bare, lang="de").published.at == AT  # type: ignore[union-attr]
    assert read(bare, url="https://daily.at/dam").published.at == AT  # type: ignore[union-attr]
    guessed = read(bare, lang="de").published
    assert guessed is not None
    assert not guessed.zoned
    assert read(bare).published.at.hour == 9  # type: ignore[union-attr]  # English is spoken in too many zones


@pytest.mark.parametrize(
    ("url", "language", "country"),
    [
        ("https://daily.at/a", "de", "AT"),
        ("https://daily.co.uk/a", "en", "GB"),
        ("https://daily.ai/a", "pt-BR", "BR"),
        ("https://daily.example/a", "en-US", ""),
        ("http://[", "", ""),
    ],
)
def test_a_country_is_read_from_the_address_then_from_the_language(url: str, language: str, country: str) -> None:
    assert country_of(url, language) == country


@pytest.mark.parametrize("path", ["/2026/03/12/dam", "/news/20260312/dam", "/news-2026-03-12-dam", "/dam/2026-3-12"])
def test_the_address_tells_the_day_where_nothing_else_does(path: str) -> None:
    found = read(url=f"https://daily.example{path}").published

    assert found is not None
    assert (found.at, found.to_the_minute) == (datetime(2026, 3, 12, tzinfo=UTC), False)


def test_seconds_since_1970_are_a_time() -> None:
    assert read(ld(headline="Dam", datePublished=1773303420)).published.at == AT  # type: ignore[union-attr]
    assert read('<meta name="publishdate" content="1773303420000">').published.at == AT  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "written", ["0000-00-00", "0000-00-00T00:00:00Z", "1970-01-01T00:00:00Z", "2026-13-45", "soon", ""]
)
def test_a_date_that_is_none_is_passed_over(written: str) -> None:
    assert read(ld(headline="Dam", datePublished=written)).published is None


def test_dates_of_comments_and_other_articles_are_not_the_articles() -> None:
    body = '<h1>Dam</h1><p>Words.</p><div class="comments"><span class="date">12 March 2026 8:17</span></div>'

    assert read(body=body).published is None
    assert read(body='<h1>Dam</h1><aside><span class="date">12 March 2026</span></aside>').published is None


# ── Walls ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "mark",
    [
        ld(headline="Dam", isAccessibleForFree=False),
        ld(headline="Dam", isAccessibleForFree="False"),
        ld(headline="Dam", isAccessibleForFree="http://schema.org/False"),
        ld(headline="Dam", hasPart={"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".more"}),
        '<meta property="article:content_tier" content="locked">',
        '<meta property="article:content_tier" content="metered">',
        '<meta name="paywall" content="true">',
        '<meta itemprop="isAccessibleForFree" content="false">',
    ],
)
def test_a_page_that_says_so_is_behind_a_wall(mark: str) -> None:
    assert read(mark).paywalled


def test_a_wall_with_words_in_it_is_one_and_an_empty_or_hidden_one_is_none() -> None:
    words = "To read on, subscribe to our paper for a small sum."

    assert read(body=f'<h1>Dam</h1><div class="paywall-container"><p>{words}</p></div>').paywalled
    assert not read(body='<h1>Dam</h1><div class="paywall"></div>').paywalled
    assert not read(body=f'<h1>Dam</h1><div class="paywall" style="display: none">{words}</div>').paywalled
    assert not read(body=f'<h1>Dam</h1><div class="wallpaper">{words}</div>').paywalled
    free = ld(headline="Dam", isAccessibleForFree=True)
    assert not read(free, f'<h1>Dam</h1><div class="paywall">{words}</div>').paywalled


@pytest.mark.parametrize(
    "mark",
    [
        "",
        ld(headline="Dam", isAccessibleForFree=True),
        '<meta property="article:content_tier" content="free">',
        ld(headline="Dam", url=URL) + ld(headline="Another", url="https://daily.example/b", isAccessibleForFree=False),
    ],
)
def test_other_pages_are_not(mark: str) -> None:
    assert not read(mark).paywalled


# ── Hostile pages ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "D" * 5_000_000},
        {"headline": [["Dam"], {"name": ["Dam"]}, 7, None]},
        {"headline": 7, "author": 7, "datePublished": True, "isAccessibleForFree": [], "hasPart": "x", "publisher": 3},
        {"author": [[["Ada"]], {"name": {"name": "Ada"}}, {"@id": "#nowhere"}, None, 3.5]},
        {"author": {"name": "A" * 1_000_000}},
        {"author": [f"Ada Writer{n}" for n in range(10_000)]},
        {"datePublished": 10**400},
        {"datePublished": -1},
        {"datePublished": ["2026-03-12", {"@value": 3}]},
        {"url": "http://[", "mainEntityOfPage": {"@id": ["x"]}},
        {"@graph": [{"@type": "Article", "headline": str(n)} for n in range(20_000)]},
    ],
)
def test_whatever_the_description_holds_the_page_is_read(fields: dict[str, Any]) -> None:
    found = read(ld(**fields))

    assert len(found.title) <= 300
    assert len(found.authors) <= 12


@pytest.mark.parametrize(
    "block",
    [
        '{"@type": "NewsArticle", "headline": "Dam closed",}',
        '<!-- {"@type": "NewsArticle", "headline": "Dam closed"} -->',
        '/*<![CDATA[*/{"@type": "NewsArticle", "headline": "Dam closed"}/*]]>*/',
        "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;Dam closed&quot;}",
        '{"@type": "NewsArticle", "headline": "Dam \n closed"}',
    ],
)
def test_descriptions_that_are_nearly_json_are_read(block: str) -> None:
    assert read(f'<script type="application/ld+json">{block}</script>', "<p>Words.</p>").title == "Dam closed"


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    ["@type", "@id", "name", "headline", "author", "datePublished", "hasPart", "@graph", "url"]
                ),
                inner,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_read_without_an_error(value: object) -> None:
    block = json.dumps(
        {"@type": "Article", "headline": value, "author": value, "datePublished": value, "hasPart": value}
    )

    read(f'<script type="application/ld+json">{block}</script>')


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120), st.sampled_from(["en", "de", "ar", "zh", "ja", "vi", "ru", "", "xx"]))
def test_any_line_is_read_without_an_error(line: str, lang: str) -> None:
    split(line, lang)
    safe = line.replace("<", " ").replace("&", " ")
    read(body=f'<h1>Dam</h1><div class="byline date">{safe}</div>', lang=lang)

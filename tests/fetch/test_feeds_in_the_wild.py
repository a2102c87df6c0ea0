"""What feeds really are: broken, mislabelled, cut, wrapped, hostile. Each case is our own."""

import faulthandler
import gzip
import tracemalloc
from datetime import UTC, datetime

import pytest

from vigie.fetch import lenient, syndication
from vigie.fetch.charsets import as_utf8
from vigie.fetch.feeds import MOST_ENTRIES, entries_behind, entries_of
from vigie.fetch.items import entries_in
from vigie.fetch.mending import MOST_ATTRIBUTES, bounded, without_prologue
from vigie.fetch.patterns import link_pattern
from vigie.fetch.times import moment_of
from vigie.fetch.unpacking import MOST_MEMBERS
from vigie.model import Entry, Feed, FeedKind, FetchError
from vigie.ports import Answer

URL = "https://daily.example/feeds/all"
MORNING = datetime(2026, 3, 12, 7, 17, tzinfo=UTC)


def entries(body: str | bytes, charset: str = "", kind: FeedKind = "auto", links: str = "") -> tuple[Entry, ...]:
    raw = body.encode() if isinstance(body, str) else body
    return entries_of(Feed(URL, kind=kind, links=links), Answer(URL, URL, 200, raw, "", charset))


def rss(items: str, more: str = "") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"{more}><channel><title>D</title>{items}</channel></rss>'


def item(title: str = "Dam closed", link: str = "https://daily.example/dam", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


# ── What an item says ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_whole_text_of_a_feed_is_kept_beside_its_summary() -> None:
    more = "<description>Short.</description><content:encoded><![CDATA[<p>Long.</p><p>Longer.</p>]]></content:encoded>"

    (entry,) = entries(rss(item(more=more), ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'))

    assert (entry.summary, entry.text) == ("Short.", "Long.\nLonger.")


def test_who_publishes_an_item_of_somebody_elses_feed_is_told() -> None:
    assert (
        entries(rss(item(more='<source url="https://w.example/rss">La Dépêche</source>')))[0].publisher == "La Dépêche"
    )
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>a</title><link href="/a"/>'
        "<source><id>x</id><title>Wire</title></source></entry></feed>"
    )
    assert entries(body)[0].publisher == "Wire"


def test_the_address_before_a_counter_of_clicks_is_taken() -> None:
    more = "<feedburner:origLink>https://daily.example/true</feedburner:origLink>"

    assert entries(rss(item(link="https://count.example/1", more=more)))[0].url == "https://daily.example/true"


def test_addresses_start_from_the_nearest_base() -> None:
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://other.example/x/"><entry xml:base="y/">'
        '<title>a</title><link href="z"/></entry></feed>'
    )

    assert entries(body)[0].url == "https://other.example/x/y/z"


def test_each_item_may_have_a_language_of_its_own() -> None:
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi"><entry><title>a</title><link href="/a"/></entry>'
        '<entry xml:lang="ar"><title>b</title><link href="/b"/></entry></feed>'
    )

    assert [entry.language for entry in entries(body)] == ["vi", "ar"]


def test_authors_are_names_without_addresses() -> None:
    assert entries(rss(item(more="<author>ada@daily.example (Ada Writer)</author>")))[0].authors == ("Ada Writer",)
    two = "<author>desk@daily.example</author><dc:creator>Ada</dc:creator><dc:creator>Bob</dc:creator>"
    assert entries(rss(item(more=two)))[0].authors == ("Ada", "Bob")


def test_a_podcast_without_a_page_is_an_entry_of_its_own_words() -> None:
    more = '<item><title>Talk</title><enclosure url="https://daily.example/t.mp3" type="audio/mpeg"/></item>'

    (entry,) = entries(rss(more))

    assert (entry.url, entry.whole) == ("https://daily.example/t.mp3", True)


def test_words_of_media_and_podcast_namespaces_stand_in() -> None:
    media = (
        "<item><link>/a</link><media:group><media:title>T</media:title>"
        "<media:description>D</media:description></media:group></item>"
    )
    podcast = "<item><link>/b</link><itunes:title>T</itunes:title><itunes:summary>D</itunes:summary></item>"

    for entry in entries(rss(media + podcast)):
        assert (entry.title, entry.summary) == ("T", "D")


def test_a_channel_of_cdf_is_read() -> None:
    body = '<CHANNEL><ITEM HREF="/1" LASTMOD="2026-03-12T07:17"><TITLE>Dam</TITLE></ITEM></CHANNEL>'

    (entry,) = entries(body)

    assert (entry.url, entry.title, entry.published_at or entry.updated_at) == (
        "https://daily.example/1",
        "Dam",
        MORNING,
    )


def test_words_escaped_twice_and_scripts_in_titles_are_plain() -> None:
    for title in (
        "&amp;lt;b&amp;gt;Dam&amp;lt;/b&amp;gt; R&amp;amp;amp;D",
        "&lt;b&gt;Dam&lt;/b&gt; &lt;script&gt;alert(1)&lt;/script&gt;R&amp;amp;D",
        "<![CDATA[<b>Dam</b> R&amp;D]]>",
    ):
        assert entries(rss(item(title)))[0].title == "Dam R&D"


@pytest.mark.parametrize(
    "written",
    [
        "Thu, 12 Mar 2026 08:17:00 +0100",
        "Thu, 12 Mar 26 07:17:00 GMT",
        "2026-03-12T08:17:00+01:00",
        "2026-03-12 07:17:00 UTC",
        "20260312T071700Z",
        "2026-03-12T07:17Z",
        "jeu., 12 mars 2026 08:17:00 +0100",
        "jeudi 12 mars 2026 à 08h17 CET",
        "Do, 12 Mär 2026 08:17:00 MEZ",
        "Donnerstag, 12. März 2026 08:17 MEZ",
        "чт, 12 марта 2026 10:17:00 MSK",
        "qui, 12 março 2026 04:17:00 BRT",
        "jueves, 12 de marzo de 2026 07:17",
        "2026年3月12日 16:17 JST",
        "2026년 3월 12일 16:17 KST",
        "12 tháng 3, 2026 14:17 ICT",
        "١٢ مارس ٢٠٢٦ 07:17",
        "12 มีนาคม 2569 14:17 ICT",
        "Mar 12, 2026 07:17 AM",
        "March 12, 2026, 2:17 a.m. CDT",
        "12/03/2026 07:17",
        "12.03.2026 07:17:00",
        "Thu Mar 12 07:17:00 2026",
        "1773299820",
    ],
)
def test_times_in_many_manners_are_one_time(written: str) -> None:
    assert moment_of(written) == MORNING


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1 Sept 2025", datetime(2025, 9, 1, tzinfo=UTC)),
        ("2026-03-12T24:00:00Z", datetime(2026, 3, 13, tzinfo=UTC)),
        ("2026-03-12T23:59:60Z", datetime(2026, 3, 12, 23, 59, 59, tzinfo=UTC)),
        ("2026", datetime(2026, 1, 1, tzinfo=UTC)),
        ("yesterday", None),
        ("31 Feb 2026", None),
        ("12 12 12", None),
        ("0001-01-01T00:00+14:00", None),
        ("", None),
    ],
)
def test_odd_times(written: str, expected: datetime | None) -> None:
    assert moment_of(written) == expected


def test_an_american_feed_puts_the_month_first() -> None:
    assert moment_of("03/12/2026", "en-US") == datetime(2026, 3, 12, tzinfo=UTC)


# ── What its bytes are ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("encoding", "declared", "header"),
    [
        ("utf-8", "iso-8859-1", ""),  # the declaration is wrong
        ("utf-8", "", "iso-8859-1"),  # the header is wrong
        ("cp1251", "windows-1251", "iso-8859-1"),
        ("cp1251", "", "windows-1251"),
        ("koi8-r", "koi8-r", ""),
        ("utf-16", "utf-16", ""),
        ("utf-16-le", "utf-8", ""),
        ("utf-8-sig", "utf-8", "x-nobody"),
    ],
)
def test_a_charset_is_found_whoever_is_wrong(encoding: str, declared: str, header: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    body = declaration + f"<rss><channel>{item('Плотина закрыта')}</channel></rss>"

    assert entries(body.encode(encoding), header)[0].title == "Плотина закрыта"


def test_a_feed_glued_from_two_charsets_keeps_both() -> None:
    good = "".join(item(f"Плотина {number}", f"/{number}") + "\n" for number in range(5))
    body = rss(good + "@").encode().replace(b"@", item("Barrage fermé", "/f").encode("latin-1"))

    assert {"Плотина 0", "Barrage fermé"} <= {entry.title for entry in entries(body)}


def test_small_damage_costs_nothing() -> None:
    broken = (
        "\n\n junk <?xml version='1.0'?><rss version=2.0><channel>"
        + item("R&D &nbsp;&eacute; a < b &#0;\x0b", "https://daily.example/?a=1&b=2")
        + "<item><media:thumbnail url='x'/><title>b</title><link>/b</link></item></channel></rss> trailing words"
    )

    first, second = entries(broken)

    assert (first.title, first.url) == ("R&D \xa0é a < b", "https://daily.example/?a=1&b=2")
    assert second.title == "b"


def test_a_feed_cut_in_two_gives_the_items_before_the_cut() -> None:
    whole = rss("".join(item(f"t{number}", f"/{number}") for number in range(5)))

    found = entries(whole[: whole.index("t3") + 20])

    assert [entry.title for entry in found] == ["t0", "t1", "t2"]


def test_a_feed_wrapped_in_a_page_is_found() -> None:
    feed = rss(item())
    escaped = feed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    for page in (f"<html><body>{feed}</body></html>", f"<!DOCTYPE html><html><body><pre>{escaped}</pre></body></html>"):
        assert entries(page)[0].title == "Dam closed"


def test_a_page_that_is_no_feed_is_told_with_the_feed_it_names() -> None:
    page = '<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head><body>x</body></html>'

    with pytest.raises(FetchError, match=r"is not a feed.*https://daily\.example/rss\.xml"):
        entries(page)


def test_what_no_tree_can_hold_is_read_by_the_patient_reader() -> None:
    broken = rss(item("a") + "<item><title>b</titel><link>/b</link></item>" + item("c", "/c"))

    assert {"a", "c"} <= {entry.title for entry in entries(broken)}


def test_both_readers_give_the_same_entries() -> None:
    body = rss(
        item(more="<pubDate>Thu, 12 Mar 2026 08:17:00 +0100</pubDate><description>&lt;p&gt;x&lt;/p&gt;</description>")
        + item("Two", "/two", "<author>ada@daily.example (Ada)</author><guid>2</guid>")
    ).encode()
    bare = without_prologue(as_utf8(body))
    quick, _ = syndication.reading_of(bare, URL)
    patient = lenient.reading_of(bare, URL)

    assert quick
    assert patient
    assert list(entries_in(quick, Feed(URL), URL)) == list(entries_in(patient, Feed(URL), URL))


# ── Sitemaps and pages of links ─────────────────────────────────────────────────────────────────────────────────────


def _map(*addresses: str) -> bytes:
    return ("<urlset>" + "".join(f"<url><loc>{one}</loc></url>" for one in addresses) + "</urlset>").encode()


def test_an_index_leads_through_indexes_and_compressed_maps_to_the_articles() -> None:
    site = {
        "https://daily.example/i": b"<sitemapindex><sitemap><loc>/j</loc></sitemap><sitemap><loc>/gone</loc></sitemap>"
        b"<sitemap><loc>/i</loc></sitemap></sitemapindex>",
        "https://daily.example/j": b"<sitemapindex><sitemap><loc>/news.gz</loc></sitemap></sitemapindex>",
        "https://daily.example/news.gz": gzip.compress(_map("/a", "/b")),
    }
    asked: list[str] = []

    def get(url: str) -> Answer:
        asked.append(url)
        if url not in site:
            raise FetchError("fetch.status", f"{url} answered 404")
        return Answer(url, url, 200, site[url])

    top = "https://daily.example/i"
    found = entries_behind(Feed(top), Answer(top, top, 200, site[top]), get)

    assert [entry.url for entry in found] == ["https://daily.example/a", "https://daily.example/b"]
    assert len(asked) == len(set(asked))


def test_an_index_whose_maps_all_fail_has_failed() -> None:
    def get(url: str) -> Answer:
        raise FetchError("fetch.status", f"{url} answered 404")

    body = b"<sitemapindex><sitemap><loc>/a</loc></sitemap></sitemapindex>"
    with pytest.raises(FetchError, match="404"):
        entries_behind(Feed(URL), Answer(URL, URL, 200, body), get)


def test_an_address_in_other_languages_is_one_entry() -> None:
    body = (
        '<urlset xmlns:xhtml="http://www.w3.org/1999/xhtml"><url><loc>/a</loc>'
        '<xhtml:link rel="alternate" hreflang="de" href="/de/a"/></url></urlset>'
    )

    assert [entry.url for entry in entries(body)] == ["https://daily.example/a"]


def test_a_pattern_says_which_links_of_a_page_are_articles() -> None:
    body = "<nav><a href='/news/12'>Dam</a></nav><a href='/news/12#c'>More</a><a href='/about/us'>What we are and do here</a>"

    (entry,) = entries(body, kind="page", links=r"/news/\d+$")

    assert (entry.url, entry.title) == ("https://daily.example/news/12", "More")


@pytest.mark.parametrize(
    "pattern", [r"(a+)+$", r"(a|a)*b", r"(.*)*", r".*.*.*x", r"(\w+)\1", "(", "[", "x" * 300, r"(?:/[a-z-]+)+$"]
)
def test_a_pattern_that_may_take_for_ever_is_refused_in_one_line(pattern: str) -> None:
    with pytest.raises(FetchError) as caught:
        link_pattern(pattern)

    assert "\n" not in str(caught.value)
    assert caught.value.key == "fetch.bad_pattern"


@pytest.mark.parametrize(
    "pattern",
    [
        r"/news/\d+",
        r"/\d{4}/\d{2}/[^/]+/?$",
        r"^https://x\.example/(news|actu)/[a-z0-9-]+\.html$",
        r".*/a/.*-\d+",
        r"/(?!tag)[^/]+/$",
    ],
)
def test_plain_patterns_are_taken(pattern: str) -> None:
    link_pattern(pattern)


# ── What it may cost ────────────────────────────────────────────────────────────────────────────────────────────────


def test_entities_do_not_grow() -> None:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    laughs = f'<!DOCTYPE rss [<!ENTITY a0 "ha">{levels}]>' + rss(item("x&a11;")).partition("?>")[2]
    long = f'<!DOCTYPE rss [<!ENTITY a "{"h" * 50_000}">]>' + rss(item("x" + "&a;" * 5_000)).partition("?>")[2]

    for bomb in (laughs, long):
        assert len(without_prologue(bomb.encode())) <= len(bomb)
        assert sum(len(entry.title) for entry in entries(bomb)) <= 2_000


def test_small_entities_of_a_feed_stand_for_their_characters() -> None:
    body = (
        '<!DOCTYPE rss [<!ENTITY eacute "&#233;"><!ENTITY co "Daily">]>'
        + rss(item("Caf&eacute; &co;")).partition("?>")[2]
    )

    assert entries(body)[0].title == "Café Daily"


def test_no_file_is_read_for_an_entity() -> None:
    body = '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/hostname">]>' + rss(item("a&f;b")).partition("?>")[2]

    with open("/etc/hostname", encoding="utf-8") as file:  # noqa: PTH123
        assert file.read().strip() not in entries(body)[0].title


def test_a_flood_of_tags_or_attributes_is_cut() -> None:
    attributes = " ".join(f'a{number}=""' for number in range(MOST_ATTRIBUTES + 1))

    assert bounded(f"<rss><item {attributes}>".encode()) == b"<rss>"
    assert bounded(b"<a/>" * 100, most_tags=10).count(b"<") == 9


def test_entries_are_at_most_so_many() -> None:
    assert len(entries(rss("".join(item(str(n), f"/{n}") for n in range(MOST_ENTRIES + 50))))) == MOST_ENTRIES


def test_what_is_nested_without_end_is_left_at_some_depth() -> None:
    body = (rss(item()).removesuffix("</channel></rss>") + "<a>" * 100_000).encode()

    bare = bounded(without_prologue(body))
    assert syndication.reading_of(bare, URL)[1] == "deep"  # then the patient reader is not asked
    entries(body)


def test_a_gzip_file_of_very_many_pieces_is_refused() -> None:
    with pytest.raises(FetchError, match="pieces"):
        entries(gzip.compress(b"") * (MOST_MEMBERS + 1))


HOSTILE = {
    "angles": "<",
    "half tags": "<a ",
    "half names": "<a",
    "ampersands": "&",
    "quotations": "<![CDATA[",
    "comments": "<!--",
    "instructions": "<?",
    "equal signs": "<a =",
    "closing": "</item",
    "letters": "a",
    "spaces": " ",
    "scripts": "<script>",
    "blocks": "<div>",
}


@pytest.mark.parametrize("token", HOSTILE.values(), ids=HOSTILE.keys())
def test_memory_grows_with_a_hostile_input_and_no_faster_and_nothing_hangs(token: str) -> None:
    """A cost that grows with the square of the input would hold up the run, which is then stopped and shows where it stood."""

    def peak(size: int) -> int:
        flood = token * (size // len(token))
        bodies = (
            f"<rss><channel><item><title>{flood}",
            f"<rss><channel><item><title>x</title><description><![CDATA[<p>{flood}]]></description></item></channel></rss>",
        )
        tracemalloc.start()
        for body in bodies:
            syndication.reading_of(bounded(without_prologue(body.encode())), URL)
            entries(rss(item(more=f"<description><![CDATA[<p>{flood}]]></description>")))
        reached = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return reached

    peak(1_000)
    faulthandler.dump_traceback_later(300, exit=True)
    try:
        small, large = peak(20_000), peak(160_000)
    finally:
        faulthandler.cancel_dump_traceback_later()
    assert large < 2_000_000 + 16 * small

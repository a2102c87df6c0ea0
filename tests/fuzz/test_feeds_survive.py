"""Whatever a feed's bytes are: entries that can be stored, or one clear error."""

import unicodedata
from datetime import timedelta
from pathlib import Path

import pytest
from damage import CHARSETS, FEEDS, OPML, bounded, damaged
from hypothesis import given
from hypothesis import strategies as st

from vigie.fetch import lenient, syndication
from vigie.fetch.charsets import as_utf8
from vigie.fetch.feeds import entries_of
from vigie.fetch.mending import mended, without_prologue
from vigie.fetch.opml import read_opml
from vigie.fetch.times import moment_of
from vigie.fetch.wording import _text_of, _text_of_tree, plain
from vigie.model import Entry, Feed, FeedKind, FetchError
from vigie.ports import Answer

URL = "https://daily.example/feeds/all"
LISTS = sorted((Path(__file__).parent / "found").glob("list-*"))
FOUND = sorted((Path(__file__).parent / "found").glob("feed-*"))


def one_clear_line(error: Exception) -> None:
    assert "\n" not in str(error)


def read(body: bytes, kind: FeedKind = "auto", charset: str = "") -> tuple[Entry, ...]:
    try:
        return entries_of(
            Feed(URL, kind=kind, links="/[a-z]+$" if charset == "utf-8" else ""),
            Answer(URL, URL, 200, body, "", charset),
        )
    except FetchError as error:
        one_clear_line(error)
        return ()


def storable(text: str, *, one_line: bool = False) -> bool:
    text.encode("utf-8")
    return "\0" not in text and unicodedata.is_normalized("NFC", text) and not (one_line and "\n" in text)


def check(entry: Entry) -> None:
    assert entry.url.startswith(("http://", "https://"))
    assert storable(entry.url, one_line=True) or unicodedata.normalize("NFC", entry.url) != entry.url
    entry.url.encode("utf-8")
    for line in (entry.title, entry.publisher, entry.language, *entry.authors):
        assert storable(line, one_line=True), line
    assert storable(entry.summary)
    assert storable(entry.text)
    for at in (entry.published_at, entry.updated_at):
        assert at is None or at.utcoffset() == timedelta(0)


@bounded
@given(damaged(), st.sampled_from(("auto", "page")), st.sampled_from(("", *CHARSETS, "x-nobody")))
def test_a_damaged_feed_gives_storable_entries_or_an_error(body: bytes, kind: FeedKind, charset: str) -> None:
    for entry in read(body, kind, charset):
        check(entry)


@bounded
@given(damaged(FEEDS[:4]))
def test_a_damaged_feed_is_read_by_either_reader(body: bytes) -> None:
    bare = without_prologue(as_utf8(body))
    syndication.reading_of(bare, URL)
    lenient.reading_of(bare, URL)


@bounded
@given(damaged((OPML,)))
def test_a_damaged_list_of_feeds_gives_addresses_or_an_error(body: bytes) -> None:
    try:
        found = read_opml(body)
    except FetchError:
        return
    assert all(outline.url.startswith(("http://", "https://")) for outline in found.outlines)


@bounded
@given(damaged(), st.sampled_from(("", *CHARSETS)))
def test_any_bytes_become_characters_without_nul(body: bytes, charset: str) -> None:
    assert b"\0" not in as_utf8(body, charset)
    as_utf8(body, charset).decode("utf-8")


@bounded
@given(st.text(st.sampled_from("<>/&;!-[]?'\" =abAB\n\0é#x41ampdivscript"), max_size=200))
def test_any_markup_becomes_plain_and_mended(text: str) -> None:
    assert storable(plain(text))
    assert plain(text) == "\n".join(line.strip() for line in plain(text).split("\n"))
    mended(text)


_INLINE = st.sampled_from(["b", "i", "a href='x'", "span", "p", "div", "li", "br/", "td", "h2", "EM"])


@bounded
@given(st.recursive(st.text("word &;é\n", max_size=8).map(lambda text: text.replace("&", "&amp;")),
                    lambda inner: st.tuples(_INLINE, inner, inner).map(
                        lambda t: f"<{t[0]}>{t[1]}</{t[0].split()[0].rstrip('/')}>{t[2]}"), max_leaves=12))  # fmt: skip
def test_a_glance_at_simple_markup_sees_what_a_tree_sees(markup: str) -> None:
    markup = markup.replace("</br>", "").replace("\n", " ")
    # A tree closes a paragraph before the next one: where lines end may differ, which words there are may not.
    assert "".join(_text_of(markup).split()) == "".join(_text_of_tree(markup).split())


@bounded
@given(
    st.one_of(
        st.text(max_size=40),
        st.text("0123456789-/:.TZ+ ", max_size=30),
        st.lists(
            st.sampled_from(
                (
                    "12",
                    "mars",
                    "2026",
                    "08:17",
                    "CET",
                    "jeu.",
                    "Март",
                    "三月",
                    "年",
                    "月",
                    "日",
                    "tháng",
                    "AM",
                    "99",
                    "+0900",
                    "١٢",
                )
            ),
            max_size=8,
        ).map(" ".join),
    )
)
def test_any_words_are_a_time_in_utc_or_none(written: str) -> None:
    found = moment_of(written, "fr")
    assert found is None or found.utcoffset() == timedelta(0)


@pytest.mark.parametrize("path", FOUND, ids=[path.name for path in FOUND])
def test_what_once_broke_a_reader_breaks_none(path: Path) -> None:
    for kind in ("auto", "page"):
        for entry in read(path.read_bytes(), kind):
            check(entry)


@pytest.mark.parametrize("path", LISTS, ids=[path.name for path in LISTS])
def test_what_once_broke_the_reading_of_lists_breaks_it_no_more(path: Path) -> None:
    assert [outline.url for outline in read_opml(path.read_bytes()).outlines] == ["https://daily.example/rss"]

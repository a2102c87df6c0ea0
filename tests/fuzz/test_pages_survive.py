"""Whatever a page's bytes are: an article that can be stored, or one clear error."""

import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from damage import CHARSETS, FEEDS, PAGE, bounded, damaged
from hypothesis import given
from hypothesis import strategies as st

from vigie.extract.decoding import decoded
from vigie.extract.page import article_of
from vigie.model import Article, Entry, ExtractError, Page

URL = "https://daily.example/a"
NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
FOUND = sorted((Path(__file__).parent / "found").glob("page-*"))


def one_clear_line(error: Exception) -> None:
    assert "\n" not in str(error)


def article(body: bytes, media_type: str = "text/html", charset: str = "") -> Article | None:
    page = Page(URL, URL, NOON, body, media_type, charset, "daily", Entry("https://daily.example/rss", URL, "Dam"))
    try:
        return article_of(page)
    except ExtractError as error:
        one_clear_line(error)
        return None


def check(found: Article) -> None:
    for text in (found.title, found.text, found.section, found.licence, found.url, found.canonical_url, *found.authors):
        text.encode("utf-8")
        assert "\0" not in text
        assert unicodedata.is_normalized("NFC", text)
    assert "\n" not in found.title
    assert found.published_at.utcoffset() == timedelta(0)


@bounded
@given(
    damaged((PAGE, PAGE, *FEEDS)),
    st.sampled_from(("text/html", "text/plain", "", "application/pdf")),
    st.sampled_from(("", *CHARSETS)),
)
def test_a_damaged_page_gives_a_storable_article_or_an_error(body: bytes, media_type: str, charset: str) -> None:
    found = article(body, media_type, charset)
    if found:
        check(found)


@bounded
@given(damaged((PAGE, *FEEDS)), st.sampled_from(("", *CHARSETS, "idna", "zip", "x-nobody")))
def test_any_bytes_can_be_decoded(body: bytes, charset: str) -> None:
    assert isinstance(decoded(body, charset), str)


@pytest.mark.parametrize("path", FOUND, ids=[path.name for path in FOUND])
def test_what_once_broke_extraction_breaks_it_no_more(path: Path) -> None:
    found = article(path.read_bytes())
    if found:
        check(found)

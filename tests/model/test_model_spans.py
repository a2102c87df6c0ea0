"""Spans point at code points of a text that never changes; an article's id tells its content."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.model import Span, VigieError, article_id
from vigie.ports.testing import article, at, span, story

WORDS = [
    ("Le barrage a fermé lundi.", "fermé"),
    ("大坝周一关闭。", "周一"),
    ("أُغلق السد يوم الاثنين", "السد"),
    ("Плотину закрыли в понедельник.", "закрыли"),
    ("댐이 월요일에 닫혔다.", "월요일"),
    ("Đập đã đóng cửa hôm thứ Hai.", "đóng cửa"),
    ("L’outil 🌊 d’OpenAI lit le 日本語.", "日本語"),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_a_span_gives_back_the_words_it_points_at(text: str, words: str) -> None:
    one = article(text=text)

    assert one.words(span(one, words)) == words


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2)])
def test_a_span_holds_at_least_one_character(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="at least one character"):
        Span("a", start, end)


def test_a_span_of_the_title_is_read_in_the_title() -> None:
    one = article(title="Dam closed", text="On Monday the river rose.")

    assert one.words(Span(one.id, 0, 3, "title")) == "Dam"
    assert one.words(Span(one.id, 0, 9)) == "On Monday"


def test_a_span_of_another_article_is_refused() -> None:
    with pytest.raises(ValueError, match="not of"):
        article().words(Span("another", 0, 3))


@pytest.mark.parametrize(
    ("one", "two", "covers", "overlaps"),
    [
        (Span("a", 0, 10), Span("a", 2, 5), True, True),
        (Span("a", 0, 10), Span("a", 0, 10), True, True),
        (Span("a", 2, 5), Span("a", 0, 10), False, True),
        (Span("a", 0, 5), Span("a", 5, 9), False, False),
        (Span("a", 0, 5), Span("a", 4, 9), False, True),
        (Span("a", 0, 10), Span("b", 2, 5), False, False),
        (Span("a", 0, 10), Span("a", 2, 5, "title"), False, False),
    ],
)
def test_spans_cover_and_overlap_only_within_one_part_of_one_article(
    one: Span, two: Span, covers: bool, overlaps: bool
) -> None:
    assert one.covers(two) is covers
    assert one.overlaps(two) is overlaps


def test_an_article_has_the_same_id_wherever_and_whenever_it_is_read() -> None:
    one = article("Le Quotidien", "大坝周一关闭。", published_at=at(6), language="zh", authors=["A. Writer"])
    other = article("Le Quotidien", "大坝周一关闭。", published_at=at(20), language="", authors=[])

    assert one.id == other.id


def test_another_source_address_title_or_text_is_another_article() -> None:
    ids = {
        article_id("s", "u", "t", "x"),
        article_id("S", "u", "t", "x"),
        article_id("s", "U", "t", "x"),
        article_id("s", "u", "T", "x"),
        article_id("s", "u", "t", "X"),
        article_id("su", "", "t", "x"),
    }

    assert len(ids) == 6


@given(st.text(), st.text(), st.text(), st.text())
def test_every_content_has_an_id_of_sixteen_digits(source: str, url: str, title: str, text: str) -> None:
    made = article_id(source, url, title, text)

    assert len(made) == 16
    assert int(made, 16) >= 0
    assert made == article_id(source, url, title, text)


def test_half_a_character_still_gives_an_id() -> None:
    assert len(article_id("s", "u", "half \ud83d", "")) == 16


def test_a_story_has_one_digest_for_one_membership() -> None:
    one, two = article(text="One fell."), article(text="Two rose.")

    assert story(one, two).members == replace(story(one, two), articles=(two.id, one.id)).members
    assert story(one).members != story(one, two).members


def test_an_error_says_what_which_and_what_next() -> None:
    error = VigieError("extract.no_text", "no text found in https://a.example", "see howto/add-a-source")

    assert str(error) == "no text found in https://a.example (extract.no_text); see howto/add-a-source"

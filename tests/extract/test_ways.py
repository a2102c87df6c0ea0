"""Articles that are the words of their entry: what needs no page, and what a search engine would not lead to."""

from datetime import UTC, datetime

import pytest

from vigie.extract.page import article_of
from vigie.model import Entry, Page

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
TEXT = "The dam above the town was closed on Monday after water came through the eastern wall, the owner said."
WALL = f"<html><head><title>Before you go on</title></head><body><p>{'We value your privacy. ' * 30}</p></body></html>"


def page(entry: Entry, final_url: str = "", body: str = "") -> Page:
    return Page(entry.url, final_url or entry.url, NOW, body.encode(), "text/html", "utf-8", "quotidien.example", entry)


def test_an_entry_that_is_whole_is_the_article_whatever_its_page_says() -> None:
    entry = Entry("https://x.example/f", "https://x.example/p", "Salt cells", text="They last.\nLong.", whole=True)

    for made in (article_of(page(entry)), article_of(page(entry, body=WALL))):
        assert (made.title, made.text) == ("Salt cells", "They last.\nLong.")


def test_the_whole_text_of_a_feed_stands_where_no_page_came() -> None:
    entry = Entry("https://x.example/f", "https://x.example/p", "Dam", summary="Short.", text="Long.\nLonger.")

    assert article_of(page(entry)).text == "Long.\nLonger."


@pytest.mark.parametrize("reached", ["https://search.engine.example/read/1", "https://consent.engine.example/ml?x"])
def test_a_page_of_the_engine_that_should_have_led_on_is_not_the_article(reached: str) -> None:
    way = "https://search.engine.example/articles/1"
    entry = Entry("https://search.engine.example/rss", way, "Barrage fermé", publisher="quotidien.example")

    made = article_of(page(entry, reached, WALL))

    assert (made.title, made.text, made.url, made.source) == ("Barrage fermé", "", way, "quotidien.example")


@pytest.mark.parametrize(
    ("publisher", "asked", "reached"),
    [
        ("quotidien.example", "https://search.engine.example/articles/1", "https://www.quotidien.example/1"),
        ("quotidien.example", "https://quotidien.example/1", "https://quotidien.example/1"),
        ("Le Quotidien", "https://planet.engine.example/1", "https://planet.engine.example/1"),
        ("daily.co.example", "https://short.co.example/1", "https://other.co.example/1"),
    ],
)
def test_a_page_that_was_reached_is_the_article(publisher: str, asked: str, reached: str) -> None:
    article = f"<article><h1>Dam closed</h1><p>{TEXT}</p></article>"
    body = f"<html><head><title>Dam closed</title></head><body>{article}</body></html>"

    assert (
        TEXT
        in article_of(page(Entry("https://f.example", asked, "Dam closed", publisher=publisher), reached, body)).text
    )

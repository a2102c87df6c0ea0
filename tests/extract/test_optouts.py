"""What a publisher reserves, wherever it says so."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from vigie.extract import article_of
from vigie.extract.optouts import directives_of
from vigie.model import Entry, Page

AT = datetime(2026, 3, 12, 9, tzinfo=UTC)
URL = "https://daily.example/dam"


def page(head: str = "", *, robots_tag: str = "", tdm: str = "") -> Page:
    text = "<p>The dam above the town was closed on Monday after two days of rain, the mayor said.</p>" * 3
    body = f"<html><head><title>Dam closed</title>{head}</head><body><article>{text}</article></body></html>"
    made = Page(URL, URL, AT, body.encode(), "text/html", "utf-8", "Daily", Entry("", URL, "", published_at=AT))
    return replace(made, robots_tag=robots_tag, tdm_reservation=tdm)


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="robots" content="index, noai">',
        '<meta name="ROBOTS" content="NOIMAGEAI">',
        '<meta name="robots" content="noarchive">',
        '<meta name="robots" content="nosnippet, max-image-preview:large">',
        '<meta name="robots" content="max-snippet: 0">',
        '<meta name="robots" content="index"><meta name="robots" content="noai">',
        '<meta name="vigie" content="noai">',
        '<meta http-equiv="X-Robots-Tag" content="noai">',
        '<meta name="tdm-reservation" content="1">',
        '<meta name="tdm-policy" content="https://daily.example/policy.json">',
    ],
)
def test_a_page_may_reserve_its_words(head: str) -> None:
    assert article_of(page(head)).opted_out


@pytest.mark.parametrize(
    "tag", ["noai", "NoAI, noimageai", "vigie: noai", "otherbot: noindex, vigie: nosnippet", "*: noai"]
)
def test_a_header_may_reserve_them_too(tag: str) -> None:
    assert article_of(page(robots_tag=tag)).opted_out
    assert article_of(replace(page(robots_tag=tag), body=b"", entry=Entry("", URL, "Dam closed"))).opted_out


@pytest.mark.parametrize(
    "tag", ["", "index, follow", "otherbot: noai", "otherbot: noindex, noai", "max-snippet:-1", "all"]
)
def test_what_is_meant_for_others_reserves_nothing(tag: str) -> None:
    assert not article_of(page(robots_tag=tag)).opted_out


def test_a_reservation_against_mining_is_heard_from_header_and_page_and_the_page_decides() -> None:
    assert article_of(page(tdm="1")).opted_out
    assert not article_of(page(tdm="0")).opted_out
    assert not article_of(page('<meta name="tdm-reservation" content="0">', tdm="1")).opted_out
    policy = '<meta name="tdm-policy" content="https://daily.example/policy.json">'
    assert not article_of(page(policy + '<meta name="tdm-reservation" content="0">')).opted_out


def test_a_directive_that_holds_a_colon_names_no_agent() -> None:
    written = "unavailable_after: 25 Jun 2030 15:00:00 GMT, max-image-preview:large, NoAI"

    assert list(directives_of(written))[-1] == "noai"

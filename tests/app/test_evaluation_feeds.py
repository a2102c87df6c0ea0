"""The evaluation of feeds, on suites of two cases of our own."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from vigie.app.evaluation.feeds import judged, naive_count, right_scores, suite_scores
from vigie.app.evaluation.feeds_stated import Statement, feedparser_cases, gofeed_cases

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A case whose statements hold but for one, and one that says nothing of an entry."""
    (tmp_path / "a.xml").write_text(
        "<!--\nDescription: all of it\nHeader: Content-Location: http://daily.example/x/\n"
        "Expect: not bozo and entries[0]['title'] == u'<b>Dam</b>' and entries[0].link == 'http://daily.example/x/a' and "
        "entries[0]['published_parsed'] == (2026, 3, 12, 12, 0, 0, 3, 71, 0) and entries[1]['title'] == 'other'\n-->\n"
        "<rss><channel><item><title>&lt;b&gt;Dam&lt;/b&gt;</title><link>a</link>"
        "<pubDate>Thu, 12 Mar 2026 12:00:00 GMT</pubDate></item></channel></rss>",
        "utf-8",
    )
    (tmp_path / "b.xml").write_text(
        "<!--\nDescription: x\nExpect: feed['title'] == 'y' or __import__('os')\n-->\n<rss/>"
    )
    return tmp_path


def test_statements_are_read_and_nothing_is_run(suite: Path) -> None:
    first, second = feedparser_cases(suite)

    assert first.url == "http://daily.example/x/"
    assert first.statements == (
        Statement("title", 0, "<b>Dam</b>"),
        Statement("link", 0, "http://daily.example/x/a"),
        Statement("date", 0, NOON),
        Statement("title", 1, "other"),
    )
    assert (second.readable, second.statements) == (True, ())


def test_each_statement_is_judged_and_counted(suite: Path) -> None:
    verdicts = [judged(case) for case in feedparser_cases(suite)]

    scores = {
        score.name: score.score for score in (*suite_scores("s", verdicts), *right_scores("both", verdicts, 0.97))
    }

    assert scores == {
        "s.crashes": 0,
        "s.all_right": 0.75,
        "s.title_right": 0.5,
        "s.link_right": 1,
        "s.date_right": 1,
    } | {"both.all_right": 0.75}


def test_a_case_may_have_its_statements_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<rss><channel><item><title>Dam</title></item></channel></rss>")
    (tmp_path / "a.json").write_text('{"items": [{"title": "Dam", "publishedParsed": "2026-03-12T12:00:00Z"}]}')

    states, feed = gofeed_cases(tmp_path)

    assert not states.statements
    assert {one.kind for one in feed.statements} == {"title", "date"}
    assert [right for _, right, _ in judged(feed).judged].count(True) == 1


def test_items_are_counted_in_whatever_tree_there_is() -> None:
    assert naive_count(b"<rss><channel><item/><item/><x:item/></channel>") == 3
    assert naive_count(b"") == 0

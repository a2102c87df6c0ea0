"""The scorers of `vigie eval extraction` on cases that a person can count, and the whole evaluation on pages of our own."""

import gzip
import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from vigie.app.evaluation import Progress
from vigie.app.evaluation.extraction import run, scores
from vigie.app.evaluation.extraction.judging import half_of, judged, judged_beside
from vigie.app.evaluation.extraction.pages import Labelled, labelled, zones_of
from vigie.app.evaluation.extraction.scoring import (
    Shared,
    f1_of_means,
    names_in_common,
    same_day,
    same_minute,
    same_names,
    same_title,
    share_told,
    shingled,
    worded,
)

TEXT = (
    "The dam above the town was closed on Monday after water came through the eastern wall, the owner said.",
    "Engineers will look at the damage for two weeks, and the valley road stays closed until they have finished.",
)
AT = datetime(2026, 3, 12, 23, 30, tzinfo=timezone(timedelta(hours=9)))


def html() -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in TEXT)
    head = '<meta property="article:published_time" content="2026-03-12T23:31:00+09:00"><meta name="author" content="Ada W">'
    return f"<html><head>{head}</head><body><article><h1>Dam closed</h1>{paragraphs}</article></body></html>".encode()


# ── Texts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("expected", "found", "shared"),
    [
        ("a b c d e", "a b c d e", Shared(2, 0, 0)),
        ("a b c d e", "a b c d", Shared(1, 0, 1)),
        ("a b c d", "b a c d", Shared(0, 1, 1)),  # the order counts
        ("a b", "a b", Shared(1, 0, 0)),  # a short text is one run
        ("a b c d", "", Shared(0, 0, 1)),
        ("", "a b c d", Shared(0, 1, 0)),
    ],
)
def test_runs_of_four_words_are_compared_as_bags(expected: str, found: str, shared: Shared) -> None:
    assert shingled(expected, found) == shared


@pytest.mark.parametrize(
    ("expected", "found", "shared"),
    [
        ("The dam, the dam.", "the DAM", Shared(2, 0, 2)),
        ("Плотина закрыта", "плотина открыта", Shared(1, 1, 1)),
        ("大坝关闭", "大坝、开放", Shared(2, 2, 2)),  # characters: no spaces set words apart
        ("أغلق السد", "السد", Shared(1, 0, 1)),
    ],
)
def test_words_are_compared_as_bags_and_characters_where_words_are_not_set_apart(
    expected: str, found: str, shared: Shared
) -> None:
    assert worded(expected, found) == shared


def test_the_f1_of_a_set_is_that_of_the_two_means() -> None:
    pages = [Shared(1, 0, 0), Shared(1, 1, 3), Shared(0, 0, 5)]

    # The page from which nothing was read has no precision, but it has a recall.
    precision, recall, f1 = f1_of_means(pages)

    assert precision == pytest.approx((1 + 1 / 2) / 2)
    assert recall == pytest.approx((1 + 1 / 4 + 0) / 3)
    assert f1 == pytest.approx(2 * precision * recall / (precision + recall))
    assert f1_of_means([]) == (0, 0, 0)


def test_a_snippet_is_told_when_its_words_stand_together() -> None:
    assert share_told(["closed on Monday", "on closed", "…"], "It was CLOSED on  Monday.") == (1, 2)


# ── Marks ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_title_is_right_to_the_letter() -> None:
    assert same_title("Đập\u00a0đóng  cửa", "Đập đóng cửa")
    assert not same_title("Dam closed", "Dam closed - Daily")


def test_a_day_is_that_of_the_expected_zone() -> None:
    assert same_day(AT, datetime(2026, 3, 12, 1, tzinfo=UTC))
    assert not same_day(AT, datetime(2026, 3, 12, 16, tzinfo=UTC))  # the 13th over there
    assert not same_day(AT, None)
    assert same_day(datetime(2026, 3, 12), datetime(2026, 3, 12, 1, tzinfo=UTC))  # noqa: DTZ001


def test_a_minute_is_right_within_two() -> None:
    assert same_minute(AT, AT.astimezone(UTC) + timedelta(minutes=2))
    assert not same_minute(AT, AT.astimezone(UTC) + timedelta(minutes=3))
    assert same_minute(datetime(2026, 3, 12, 8), datetime(2026, 3, 12, 8, 1, tzinfo=UTC))  # noqa: DTZ001
    # Without a zone the wall clock of the publisher's country counts as well.
    assert same_minute(datetime(2026, 3, 12, 8), datetime(2026, 3, 12, 7, tzinfo=UTC), zones_of("de"))  # noqa: DTZ001
    assert not same_minute(datetime(2026, 3, 12, 8), datetime(2026, 3, 12, 6, tzinfo=UTC), zones_of("de"))  # noqa: DTZ001
    assert same_day(datetime(2026, 3, 12), datetime(2026, 3, 11, 15, tzinfo=UTC), zones_of("jp"))  # noqa: DTZ001
    assert not same_minute(AT, None)


def test_one_name_in_common_is_enough_and_nobody_is_nobody() -> None:
    assert names_in_common(["Ada Writer", "Bo"], ["ADA WRITER"])
    assert not names_in_common(["Ada Writer"], [])
    assert names_in_common([], [])
    assert not names_in_common([], ["Ada Writer"])
    assert not same_names(["Ada Writer", "Bo"], ["Ada Writer"])


# ── Pages ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def recorded(folder: Path) -> Path:
    """One page in each of the three sets."""
    expected = {
        "title": "Dam closed",
        "authors": ["Ada W"],
        "publishing_date": "2026-03-12 23:30:00+09:00",
        "body": {"summary": [TEXT[0]], "sections": [{"headline": [], "paragraphs": [TEXT[1]]}]},
    }
    rows: dict[str, dict[str, object]] = {
        "aeb": {"url": "https://daily.example/dam", "text": "\n".join(TEXT)},
        "wcxb_dev": {
            "url": None,
            "type": "article",
            "main_content": "\n".join(TEXT),
            "with": [TEXT[0]],
            "without": ["Subscribe"],
        },
        "fundus_2025": {"country": "jp", "publisher": "Daily", "expected": expected},
    }
    place = folder / "data" / "extraction"
    for name, row in rows.items():
        (place / name).mkdir(parents=True)
        (place / name / "one.html.gz").write_bytes(gzip.compress(html()))
        with gzip.open(place / f"{name}.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.write(json.dumps({"id": "one", **row}) + "\n")
    return folder


def test_a_page_of_each_set_is_read_and_judged(tmp_path: Path) -> None:
    data = recorded(tmp_path)
    sets = [[judged_beside(one) for one in labelled(data, name)] for name in ("aeb", "wcxb_dev", "fundus_2025")]

    told = {score.name: score.score for score in scores(*sets)}

    for name in ("aeb.f1", "wcxb_dev.word_f1", "fundus_2025.text_f1", "wcxb_dev.with", "fundus_2025.authors_all"):
        assert told[name] == 1, name
    assert all(told[f"fundus_2025.{name}"] == 1 for name in ("title", "day", "minute", "authors_any"))
    assert told["wcxb_dev.without"] == told["pages_raised"] == 0
    assert told["aeb.trafilatura_f1"] is not None


def test_a_page_that_gives_nothing_counts_as_wrong_and_is_named(tmp_path: Path) -> None:
    path = tmp_path / "empty.html.gz"
    path.write_bytes(gzip.compress(b"<html><body></body></html>"))
    one = judged(
        Labelled("fundus_2025", "empty", path, "https://page.example/1", "some text", "Dam", AT, (), ("Ada W",))
    )

    assert (one.text.recall, one.title, one.day, one.minute, one.authors) == (0, False, False, False, False)
    assert one.raised.startswith("extract.")
    assert "empty" in next(score.note for score in scores([], [], [one]) if score.name == "pages_without_text")


def test_the_evaluation_shares_pages_among_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_EVAL_BASELINE", "no")
    told = run(recorded(tmp_path), Progress())

    assert next(score.score for score in told if score.name == "aeb.f1") == 1
    assert not [score for score in told if "trafilatura" in score.name]


def test_halves_depend_on_the_name_alone() -> None:
    assert {half_of(str(n)) for n in range(20)} == {0, 1}
    assert half_of("a page") == half_of("a page")

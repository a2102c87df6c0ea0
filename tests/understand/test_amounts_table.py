"""The table of amounts and dates: well formed, and read as it says, language by language."""

from collections import Counter
from pathlib import Path

import pytest

from vigie.app.evaluation.amounts import FLOOR, read, rows, scores
from vigie.knowledge.cues import languages
from vigie.model import UsageError

ROWS = rows()
LANGUAGES = sorted({row.language for row in ROWS})


def test_the_table_holds_three_hundred_rows_in_ten_languages() -> None:
    counts = Counter(row.language for row in ROWS)

    assert len(ROWS) >= 300
    assert sum(count >= 20 for count in counts.values()) >= 10
    assert set(counts) <= set(languages())
    assert {row.kind for row in ROWS} == {"amounts", "dates"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_both_kinds_texts_without_any_and_no_text_twice(language: str) -> None:
    of_language = [row for row in ROWS if row.language == language]
    texts = [(row.kind, row.text) for row in of_language]

    assert len(texts) == len(set(texts))
    assert any(not row.expected for row in of_language)
    assert {row.kind for row in of_language} == {"amounts", "dates"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_read_as_the_table_says(language: str) -> None:
    of_language = [row for row in ROWS if row.language == language]

    assert {row.text: read(row) for row in of_language} == {row.text: row.expected for row in of_language}


def test_the_scores_are_those_of_the_rows() -> None:
    found = {score.name: score for score in scores(ROWS)}

    assert (found["rows_right"].score or 0) >= FLOOR
    assert found["spurious"].score == 0
    assert {f"{language}.rows_right" for language in LANGUAGES} <= set(found)


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="missing"):
        rows(tmp_path / "none.toml")

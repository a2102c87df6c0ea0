"""A slice of a recorded day, as it came: many outlets, five languages, titles and leads."""

import gzip
import json
import re
from collections.abc import Callable
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest

from conftest import begun, vigie
from vigie.adapters.store import open_store
from vigie.app.configuration import open_folder
from vigie.model import Article, Brief

pytestmark = [pytest.mark.slow, pytest.mark.shared]

DAY = "2026-02-24"
TAKEN = 250
# Every tenth line: the file is in the order of the sources, and its first lines are of two of them.
STEP = 10
# Letters that a text in these languages cannot do without.
SCRIPTS = {"zh": re.compile("[\u4e00-\u9fff]"), "ja": re.compile("[\u3040-\u30ff\u4e00-\u9fff]")}

# Words that a sentence of some length in these languages cannot do without.
COMMON = {
    "fr": re.compile(r"\b(?:le|la|les|l|du|des|un|une|et|en|à)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:the|a|an|of|to|in|and|for|is)\b", re.IGNORECASE),
}


@pytest.fixture(scope="module")
def day(shared: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the slice was imported and its day run, with the embedder that a reader has."""
    folder = begun(tmp_path_factory.mktemp("stream"))
    settings = folder / "vigie.toml"
    settings.write_text(settings.read_text("utf-8").replace('"ngrams"', '"auto"'), "utf-8")
    with gzip.open(shared(f"data/streams/{DAY}.jsonl.gz"), "rt", encoding="utf-8") as lines:
        (folder / "slice.jsonl").write_text("".join(islice(lines, 0, STEP * TAKEN, STEP)), "utf-8")
    assert vigie(folder, "import", "slice.jsonl").text.startswith(f"{TAKEN} articles added")
    assert vigie(folder, "run", "--date", DAY).status == 0
    return folder


@pytest.fixture(scope="module")
def brief(day: Path) -> Brief:
    with closing(open_store(day / "vigie.db")) as store:
        found = store.latest_edition("fr")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def articles(day: Path) -> dict[str, Article]:
    with closing(open_store(day / "vigie.db")) as store:
        return {article.id: article for article in store.articles(None, None)}


def test_a_brief_comes_out(brief: Brief) -> None:
    assert len(brief.items) >= 5
    assert brief.coverage.articles >= 200


def test_every_citation_is_exact(brief: Brief, articles: dict[str, Article]) -> None:
    for item in brief.items:
        for sentence in (item.title, *item.told()):
            for citation in sentence.citations:
                article = articles[citation.article]
                assert article.part(citation.part)[citation.start : citation.end] == citation.quote


def test_every_sentence_is_in_the_language_it_says(brief: Brief, day: Path) -> None:
    languages = {
        record["id"]: record["lang"]
        for line in vigie(day, "export", "articles").text.splitlines()
        for record in [json.loads(line)]
    }
    for item in brief.items:
        for sentence in (item.title, *item.told()):
            if sentence.kind == "composed":
                assert sentence.language == "fr"
                continue
            assert sentence.language == languages[sentence.citations[0].article]
            if sentence.language in SCRIPTS:
                assert SCRIPTS[sentence.language].search(sentence.text), sentence.text
            else:
                assert not any(script.search(sentence.text) for script in SCRIPTS.values()), sentence.text
            if sentence.language in COMMON and len(sentence.text.split()) >= 12:
                assert COMMON[sentence.language].search(sentence.text), sentence.text


def test_every_item_has_two_sentences_and_no_more_than_asked(brief: Brief, day: Path) -> None:
    most = open_folder(day).configuration.brief.sentences

    assert [item.title.text for item in brief.items if not 2 <= len(item.sentences) <= most] == []

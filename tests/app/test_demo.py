"""The demo, once: four days of the sample newsroom over loopback HTTP, the real embedder, and all that came out."""

import importlib.util
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree, html

from conftest import vigie
from vigie.adapters.store import open_store
from vigie.app.newsroom import load_newsroom
from vigie.app.newsroom.loader import Newsroom, NewsroomArticle
from vigie.model import Article, Brief, Citation, Item, Sentence

ROOT = Path(__file__).parents[2]
LOADING = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src", "object": "data"}


@dataclass(frozen=True)
class Demo:
    """What the demo printed and left."""

    folder: Path
    printed: str
    newsroom: Newsroom
    briefs: tuple[Brief, ...]
    articles: dict[str, Article]

    def published(self, article: str) -> NewsroomArticle:
        """The file of the newsroom that an article of the archive was read from."""
        return next(one for one in self.newsroom.articles if one.url == self.articles[article].url)

    def sentences(self) -> Iterator[tuple[Brief, Item, Sentence]]:
        """Every sentence of every brief, titles included."""
        for brief in self.briefs:
            for item in brief.items:
                for sentence in (item.title, *item.told()):
                    yield brief, item, sentence

    def citations(self) -> Iterator[Citation]:
        for _, _, sentence in self.sentences():
            yield from sentence.citations
        for brief in self.briefs:
            for item in brief.items:
                yield from (figure.citation for figure in item.figures)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo") / "work"
    ran = vigie(folder.parent, "demo", "--out", folder.name)
    assert ran.status == 0, ran.err
    with closing(open_store(folder / "vigie.db")) as store:
        editions = [store.edition(day, language) for day, language, _, _ in store.editions()]
        articles = {article.id: article for article in store.articles(None, None)}
    return Demo(folder, ran.text, load_newsroom(), tuple(brief for brief in editions if brief), articles)


def test_every_day_of_the_newsroom_has_one_brief_that_is_not_empty(demo: Demo) -> None:
    assert [brief.date for brief in demo.briefs] == list(demo.newsroom.days)
    assert {brief.language for brief in demo.briefs} == {"fr"}
    assert min(len(brief.items) for brief in demo.briefs) >= 1
    assert sum(len(brief.items) for brief in demo.briefs) >= 10
    assert all(len(item.sentences) >= 2 for brief in demo.briefs for item in brief.items)


def test_the_last_brief_is_printed(demo: Demo) -> None:
    assert demo.printed.startswith("INTELLIGENCE ARTIFICIELLE · jeudi 19 mars 2026")
    assert " ".join(demo.briefs[-1].items[0].sentences[0].text.split()) in " ".join(demo.printed.split())


def test_a_figure_that_an_item_told_is_not_told_again_from_another_language(demo: Demo) -> None:
    # « Kestring supprime environ 900 postes », then « Kestring Versicherung a supprimé 900 postes » from the German.
    for _, item, _ in demo.sentences():
        said = [sentence.text for sentence in item.sentences if re.search(r"\b900\b", sentence.text)]
        assert len(said) <= 1, said


def test_what_could_not_be_read_is_said(demo: Demo) -> None:
    behaviours = [site.behaviour for site in demo.newsroom.sites]
    # The day on which the site that refuses robots announced something.
    brief = next(brief for brief in demo.briefs if str(brief.date) == "2026-03-18")
    text = vigie(demo.folder, "brief", "--date", "2026-03-18", "--format", "txt").text
    opening = " ".join(text.split("────")[0].split())

    assert (brief.coverage.failed, brief.coverage.refused) == (behaviours.count("failing"), behaviours.count("refused"))
    assert brief.coverage.silent >= behaviours.count("silent")
    for words in ("muette", "en panne", "fermée aux robots"):
        assert words in opening


def test_a_quote_is_the_article_s_own_words_at_its_place(demo: Demo) -> None:
    for citation in demo.citations():
        article = demo.articles[citation.article]
        assert article.part(citation.part)[citation.start : citation.end] == citation.quote
        assert citation.url == article.url


def test_no_furniture_is_told_or_quoted(demo: Demo) -> None:
    for _, _, sentence in demo.sentences():
        for citation in sentence.citations:
            around = demo.published(citation.article).furniture
            marked = (around.caption, *around.promo, *around.related, around.comments, around.newsletter, around.share)
            for line in filter(None, marked):
                assert _flat(line) not in _flat(citation.quote)
            # A credit may show where a text comes from; it is never told.
            for line in around.lines():
                assert _flat(line) not in _flat(sentence.text)


def test_no_furniture_of_any_article_is_in_any_brief(demo: Demo) -> None:
    everywhere = {
        line
        for article in demo.newsroom.articles
        for kind in ("caption", "comments", "newsletter", "share")
        if (line := getattr(article.furniture, kind))
    } | {line for article in demo.newsroom.articles for line in article.furniture.promo}

    for brief in demo.briefs:
        told = _flat(vigie(demo.folder, "brief", "--date", str(brief.date), "--format", "txt").text)
        assert [line for line in everywhere if _flat(line) in told] == []


def test_every_sentence_is_in_the_readers_language_whatever_its_words_are_in(demo: Demo) -> None:
    foreign = 0
    for brief, item, sentence in demo.sentences():
        assert sentence.language == item.title.language == brief.language
        assert not sentence.translated
        spoken = {demo.published(citation.article).language for citation in sentence.citations}
        if sentence.kind in {"quoted", "shortened"}:
            assert spoken == {brief.language}
        foreign += brief.language not in spoken

    assert foreign > 0


def test_each_item_says_in_french_where_it_comes_from(demo: Demo) -> None:
    for brief in demo.briefs:
        for item in brief.items:
            assert any(sentence.language == "fr" for sentence in item.sentences)
            assert item.n_origins == len(item.origins) >= 1


# ── The site ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_site_has_a_first_page_and_a_page_a_day(demo: Demo) -> None:
    site = demo.folder / "site"

    assert (site / "index.html").is_file()
    for day in demo.newsroom.days:
        assert {"index.html", "brief.md", "brief.json"} <= {file.name for file in (site / str(day)).iterdir()}


def test_pages_parse_and_load_nothing_from_elsewhere(demo: Demo) -> None:
    for file in _pages(demo):
        page = _parsed(file)
        for tag, attribute in LOADING.items():
            for element in page.iter(tag):
                assert not re.match(r"(?:https?:)?//", element.get(attribute, "")), file
                assert not element.get("srcset")
        assert not re.search(r"url\(\s*['\"]?(?:https?:)?//|@import", file.read_text("utf-8"))


def test_links_within_the_site_lead_somewhere(demo: Demo) -> None:
    for file in _pages(demo):
        page = _parsed(file)
        names = {element.get("id") for element in page.iter() if element.get("id")}
        for link in page.iter("a"):
            target, _, name = link.get("href", "").partition("#")
            if not re.match(r"[a-z]+:", target):
                assert (file.parent / target).exists() if target else name in names, link.get("href")


def test_a_page_marks_the_language_of_each_foreign_sentence(demo: Demo) -> None:
    for brief in demo.briefs:
        page = _parsed(demo.folder / "site" / str(brief.date) / "index.html")
        marked = {
            (element.get("lang"), _flat(" ".join(element.itertext()))) for element in page.iter() if element.get("lang")
        }
        foreign = [(s.language, _flat(s.text)) for one, _, s in demo.sentences() if one is brief and s.language != "fr"]

        assert page.get("lang") == "fr"
        for language, text in foreign:
            assert any(text in words for tongue, words in marked if tongue == language), text


# ── From a wheel ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.slow
def test_a_wheel_holds_all_that_the_demo_needs(demo: Demo, tmp_path: Path) -> None:
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("needs hatchling to build a wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        names = file.namelist()
        file.extractall(tmp_path / "installed")

    for held in (
        "vigie/app/newsroom/articles/2026-03-18-cirravel-outage-tokyo.en.md",
        "vigie/app/newsroom/sites.toml",
        "vigie/knowledge/entities.toml",
        "vigie/knowledge/cues/fr.toml",
        "vigie/knowledge/subjects/ai.toml",
        "vigie/publish/templates/page.html.j2",
        "vigie/publish/wording/fr.toml",
        "vigie/write/phrasing/fr.toml",
        "vigie/adapters/store/migrations/versions/0001_the_archive.py",
        "vigie/adapters/embedders/means.npz",
    ):
        assert held in names
    assert sum(name.startswith("vigie/app/newsroom/articles/") for name in names) == len(demo.newsroom.articles)
    assert not [name for name in names if name.startswith(("tests/", "evals/")) or name.endswith(".pyc")]

    code = "import vigie, sys\nassert 'installed' in vigie.__file__\nfrom vigie.app.cli import main\nmain()"
    ran = subprocess.run(
        [sys.executable, "-c", code, "demo", "--out", "work"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    assert json.loads((tmp_path / "work/site/2026-03-19/brief.json").read_text("utf-8"))["digest"] == (
        demo.briefs[-1].digest
    )


# ── Histories and figures ───────────────────────────────────────────────────────────────────────────────────────────


def test_what_the_newsroom_promises_of_figures_denials_and_roles_is_found(demo: Demo) -> None:
    lines = [json.loads(line) for line in vigie(demo.folder, "export", "storylines").text.splitlines()]
    told = [chapter for line in lines for chapter in line["chapters"]]

    def values(kind: str) -> list[set[str]]:
        found = [one for chapter in told for one in chapter[kind]]
        return [{value["value"] for value in one.get("values") or (one["before"], one["after"])} for one in found]

    # Two rounds, two counts of jobs: different sources at one time. The second count of clients replaces the first one.
    assert sorted(map(sorted, values("conflicts"))) == [["1400", "900"], ["1800000000", "2100000000"]]
    assert values("updates") == [{"3200", "4700"}]
    moved = [(one["before"], one["after"]) for chapter in told for one in chapter["transitions"]]
    assert ("Valombrine", "considering", "denied") in {(a["agent"], a["status"], b["status"]) for a, b in moved}
    turned = [chapter["reversal"] for chapter in told if chapter["reversal"]]
    assert [(one["before"]["agent"], one["after"]["agent"]) for one in turned] == [("OpenAI", "Microsoft")]


def _pages(demo: Demo) -> list[Path]:
    return sorted((demo.folder / "site").rglob("*.html"))


def _parsed(file: Path) -> html.HtmlElement:
    """The page's tree; what the parser had to mend is an error, tags younger than the parser are not."""
    parser = html.HTMLParser(encoding="utf-8")
    page = html.document_fromstring(file.read_bytes(), parser=parser)
    mended = [error.message for error in parser.error_log if error.type != etree.ErrorTypes.HTML_UNKNOWN_TAG]
    assert mended == [], file
    return page


def _flat(text: str) -> str:
    return " ".join(text.split())

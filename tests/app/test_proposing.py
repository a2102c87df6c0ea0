"""Sources proposed for any subject: in many languages, each with its reason, offline, the same every time."""

import tomllib
from pathlib import Path

import pytest

from vigie.app.beginning import begin
from vigie.app.configuration import open_folder
from vigie.app.proposing import Proposed, propose, told
from vigie.app.sources import feeds_of
from vigie.fetch.places import place_of
from vigie.knowledge import names

NAMES = names.load()
LINES = (
    ("batteries sodium-ion", "fr"), ("droit d’auteur et IA", "fr"), ("football féminin", "fr"), ("半導体", "fr"),
    ("vaccins ARNm", "fr"), ("океанология", "fr"), ("biển Đông", "fr"), ("أزمة المياه", "fr"), ("OpenAI", "en"),
    ("Wasserstoff", "de"), ("elecciones en Brasil", "es"), ("lutherie baroque", "fr"), ('a "quoted" [line] = "x"', "pt"),
)  # fmt: skip


def of(line: str, reader: str = "fr") -> Proposed:
    return propose(line, reader, NAMES)


@pytest.mark.parametrize(("line", "reader"), LINES)
def test_any_subject_has_searches_in_eight_languages_and_feeds_with_reasons(line: str, reader: str) -> None:
    found = of(line, reader)

    searched = {one.language for one in found.sources if one.kind == "Google News"}
    assert len(searched) >= 8
    assert len({one.url for one in found.sources}) == len(found.sources)
    assert all(one.why and one.url.startswith("http") and "\n" not in one.why for one in found.sources)
    assert any(one.language == reader and one.kind == "newspaper" for one in found.sources)


@pytest.mark.parametrize(("line", "reader"), LINES)
def test_what_is_written_is_read_back_and_the_same_every_time(line: str, reader: str, tmp_path: Path) -> None:
    folders = (tmp_path / "a", tmp_path / "b")
    for folder in folders:
        folder.mkdir()
        said = begin(folder, line, reader)
        assert "searches: " in said
        assert " languages: " in said

    first, second = ((folder / "vigie.toml").read_text("utf-8") for folder in folders)
    feeds = feeds_of(open_folder(folders[0]).configuration)
    assert first == second
    assert {one.url for one in of(line, reader).sources} <= {feed.url for feed in feeds}
    assert all(one.get("language") or "gdelt" in one["url"] for one in tomllib.loads(first)["feed"])


def test_every_search_leads_to_a_place_that_can_be_read() -> None:
    for line, reader in LINES:
        for one in of(line, reader).sources:
            if one.kind in ("Google News", "Bing News", "GDELT", "arXiv", "Hacker News"):
                place = place_of(one.url)
                assert place is not None
                assert place.name == one.kind


def test_the_line_is_asked_as_it_was_written_in_its_own_language() -> None:
    asked = {one.language: one.why for one in of("Vaccins à ARNm").sources if one.kind == "Google News"}

    assert asked["fr"] == "Google News for Vaccins à ARNm (fr)"
    assert asked["ru"] == "Google News for вакцина мРНК (ru)"


def test_papers_and_forums_are_for_subjects_of_engineers_and_researchers() -> None:
    kinds = {line: {one.kind for one in of(line).sources} for line in ("batteries sodium-ion", "football féminin")}

    assert {"arXiv", "Hacker News"} <= kinds["batteries sodium-ion"]
    assert not {"arXiv", "Hacker News"} & kinds["football féminin"]


def test_a_subject_within_one_that_has_a_pack_gets_that_pack() -> None:
    assert of("droit d’auteur et IA").packs == ("ai",)
    assert of("football féminin").packs == ()


def test_a_country_brings_its_press() -> None:
    outlets = {one.outlet for one in of("élections au Brésil").sources if "press of BR" in one.why}

    assert len(outlets) >= 3


def test_the_message_counts_by_kind_and_language() -> None:
    found = of("batteries sodium-ion")
    searches, feeds, languages = told(found)

    assert f"searches: Google News {sum(one.kind == 'Google News' for one in found.sources)}, " in searches
    assert " feeds: " in feeds
    assert "fr " in languages.partition("languages: ")[2]


def test_what_a_pack_knows_of_a_source_is_kept(tmp_path: Path) -> None:
    begin(tmp_path, "football féminin", "fr")

    own = [feed for feed in feeds_of(open_folder(tmp_path).configuration) if feed.outlet]
    assert own
    assert all(feed.owner and feed.publisher and feed.country for feed in own)


def test_a_subject_that_ships_has_its_pack_and_nothing_beside_it(tmp_path: Path) -> None:
    begin(tmp_path, "ai", "fr")

    configuration = open_folder(tmp_path).configuration
    assert (configuration.packs, configuration.feed) == (("ai",), ())


def test_a_subject_file_has_sources_for_what_it_means(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        'id = "mine"\nlanguage = "fr"\nmeaning = "batteries sodium-ion"\n[names]\nfr = "Mes piles"\n', "utf-8"
    )

    said = begin(tmp_path, str(tmp_path / "mine.toml"), "fr")

    assert "searches: Google News 15" in said

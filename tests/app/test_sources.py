from pathlib import Path

import pytest

from vigie.app.configuration import FeedTable, Folder, open_folder
from vigie.app.exchanging import exported, import_opml
from vigie.app.own_sources import add_all, mark_checked
from vigie.app.source_list import Wanted, listed
from vigie.app.sources import feeds_of
from vigie.fetch.opml import read_opml
from vigie.model import UsageError

TOML = """subject = "ai"
# Mine.
[[feed]]
url = "https://phare.example/rss"  # the old one
name = "Le Phare"
outlet = "phare"
language = "fr"
country = "FR"
publisher = "newspaper"
owner = "groupe-phare"

[[feed]]
url = "https://lab.example/news"
name = "江岬实验室"
language = "zh-Hant"
kind = "page"
publisher = "laboratory"
links = "/news/[0-9]+"
category = "Labs/Asia"
"""


def folder_with(path: Path, text: str = TOML) -> Folder:
    (path / "vigie.toml").write_text(text, "utf-8")
    return open_folder(path)


def test_a_list_exported_and_imported_elsewhere_gives_the_same_feeds(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    one, two = folder_with(tmp_path / "one"), folder_with(tmp_path / "two", "")
    (tmp_path / "list.opml").write_bytes(exported(one))

    told = import_opml(two, tmp_path / "list.opml")
    again = open_folder(two.path)

    assert told == ["2 sources added, in 1 folder"]
    assert feeds_of(again.configuration) == feeds_of(one.configuration)
    assert [table.category for table in again.configuration.feed] == ["", "Labs/Asia"]
    assert exported(again) == exported(one)


def test_what_others_read_stands_in_the_list_where_they_look_for_it(tmp_path: Path) -> None:
    outlines = read_opml(exported(folder_with(tmp_path))).outlines

    assert [(one.title, one.language, one.category) for one in outlines] == [
        ("Le Phare", "fr", "newspaper"),
        ("江岬实验室", "zh-Hant", "Labs/Asia"),
    ]


def test_an_imported_list_tells_what_was_known_twice_or_unusable(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    (tmp_path / "list.opml").write_text(
        '<opml><body><outline xmlUrl="https://phare.example/rss"/><outline xmlUrl="https://new.example/"/>'
        '<outline xmlUrl="https://new.example/"/><outline xmlUrl="ftp://x.example/"/></body></opml>'
    )

    assert import_opml(folder, tmp_path / "list.opml") == [
        "1 source added",
        "  1 twice in the list:",
        "    https://new.example/",
        "  1 known already:",
        "    https://phare.example/rss",
        "  1 with no address that can be asked:",
        "    ftp://x.example/",
    ]
    assert (tmp_path / "vigie.toml").read_text("utf-8").startswith(TOML)


def test_words_that_are_not_ours_in_our_attributes_change_nothing(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "")
    (tmp_path / "list.opml").write_text(
        '<opml xmlns:v="urn:vigie:source"><body><outline xmlUrl="https://a.example/" v:kind="evil" v:publisher="spy" '
        'v:url="https://b.example/" v:last_checked="x"/></body></opml>'
    )

    import_opml(folder, tmp_path / "list.opml")

    assert open_folder(tmp_path).configuration.feed == (FeedTable("https://a.example/"),)


def test_a_file_that_is_no_list_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "list.opml").write_text("hello")
    for name in ("list.opml", "absent.opml"):
        with pytest.raises(UsageError, match=name):
            import_opml(folder_with(tmp_path), tmp_path / name)


def test_sources_added_together_are_each_added_once(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)

    added = add_all(
        folder,
        [FeedTable("https://n.example/"), FeedTable("https://n.example/"), FeedTable("https://lab.example/news")],
    )

    assert [table.url for table in added.new] == ["https://n.example/"]
    assert len(added.known) == 2
    assert len(open_folder(tmp_path).configuration.feed) == 3


def test_the_day_on_which_a_source_answered_stands_in_its_table_and_nothing_else_changes() -> None:
    once, marked = mark_checked(TOML, ["https://phare.example/rss", "https://gone.example/"], "2026-03-12")
    twice, _ = mark_checked(once, ["https://phare.example/rss"], "2026-03-13")

    assert marked == 1
    assert 'url = "https://phare.example/rss"  # the old one\nlast_checked = "2026-03-12"\n' in once
    assert once.replace('last_checked = "2026-03-12"\n', "") == TOML
    assert twice == once.replace("2026-03-12", "2026-03-13")


def test_sources_are_listed_by_sort_of_house_and_filtered(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)

    assert listed(folder, Wanted()) == [
        "2 sources; 2 languages",
        "",
        "newspapers (1)",
        "* fr  FR  Le Phare                     https://phare.example/rss",
        "",
        "laboratories (1)",
        "* zh-Hant --  江岬实验室                   https://lab.example/news",
    ]
    assert len(listed(folder, Wanted(language="zh"))) == len(listed(folder, Wanted(country="fr"))) == 4
    assert listed(folder, Wanted(words="groupe"))[0] == "1 of 2 sources"
    assert listed(folder, Wanted(kind="court")) == ["0 of 2 sources"]
    with pytest.raises(UsageError, match="kinds: agency"):
        listed(folder, Wanted(kind="newspapers"))

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.fetch.opml import Outline, read_opml, write_opml
from vigie.model import FetchError

FOLDERS = """<?xml version="1.0"?>
<opml version="1.0"><head><title>Mine</title></head><body>
  <outline text="Presse">
    <outline text="Quotidiens" title="Quotidiens">
      <outline type="rss" text="Le Phare" xmlUrl="https://phare.example/rss" htmlUrl="https://phare.example/" language="fr_FR"/>
    </outline>
    <outline type="rss" title="江岬日报" xmlurl="feed://jiang.example/atom.xml"/>
  </outline>
  <outline text="Phare, encore" xmlUrl="https://phare.example/rss"/>
  <outline text="No folder" xmlUrl="https://alone.example/feed?a=1&amp;b=2" category="/Tech/AI,/Other"/>
  <outline text="Script" xmlUrl="javascript:alert(1)"/>
  <outline text="Empty"/>
</body></opml>""".encode()


def test_folders_become_categories_and_duplicates_and_dead_addresses_are_told() -> None:
    read = read_opml(FOLDERS)

    assert [(one.url, one.title, one.language, one.category) for one in read.outlines] == [
        ("https://phare.example/rss", "Le Phare", "fr-FR", "Presse/Quotidiens"),
        ("https://jiang.example/atom.xml", "江岬日报", "", "Presse"),
        ("https://alone.example/feed?a=1&b=2", "No folder", "", "Tech/AI"),
    ]
    assert read.twice == ("https://phare.example/rss",)
    assert read.unusable == ("javascript:alert(1)",)


words = st.text(
    st.characters(codec="utf-8", exclude_characters="/,\ufffe\uffff", exclude_categories=["Cc", "Cs", "Z"]), max_size=12
)
paths = st.lists(words.filter(bool), max_size=3).map("/".join)


def own(given: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(given.items()))


outlines = st.builds(
    Outline,
    url=st.integers(0, 10**6).map(lambda n: f"https://s{n}.example/rss?a=1&b={n}"),
    title=words,
    language=st.sampled_from(["", "fr", "zh-Hant"]),
    category=paths,
    description=words,
    own=st.dictionaries(st.sampled_from(["outlet", "owner", "links"]), words.filter(bool)).map(own),
)


@given(st.lists(outlines, unique_by=lambda one: one.url, max_size=8))
def test_a_list_that_was_written_comes_back_as_it_was(given_outlines: list[Outline]) -> None:
    read = read_opml(write_opml(given_outlines, "List"))
    named = {
        one.url: (one.title or one.url, one.language, one.category, one.description, one.own) for one in given_outlines
    }

    assert {
        one.url: (one.title, one.language, one.category, one.description, one.own) for one in read.outlines
    } == named
    assert (read.twice, read.unusable) == ((), ())


BOMB = b"""<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
<opml><body><outline text="&e;&e;&e;" xmlUrl="https://a.example/&e;"/><outline text="x" xmlUrl="https://b.example/">&f;</outline>
</body></opml>"""


def test_entities_are_bounded_and_no_file_is_read() -> None:
    read = read_opml(BOMB)

    assert all(len(one.url) < 3000 and len(one.title) <= 300 for one in read.outlines)
    assert "root:" not in str(read)


@pytest.mark.parametrize(
    "body",
    [b"", b"<html><body><p>Not found</body></html>", b"\x00\xff", b"<rss version='2.0'><channel/></rss>", b"{}"],
)
def test_what_is_no_list_is_refused(body: bytes) -> None:
    with pytest.raises(FetchError) as error:
        read_opml(body)
    assert error.value.key == "opml.not_opml"


def test_a_list_cut_in_the_middle_gives_what_came_before() -> None:
    assert [one.title for one in read_opml(FOLDERS[: FOLDERS.index(b'<outline text="Phare, encore')]).outlines] == [
        "Le Phare",
        "江岬日报",
    ]


def test_a_deep_list_ends() -> None:
    read_opml(b"<opml>" + b"<outline text='x'>" * 100_000 + b"<outline xmlUrl='https://a.example/'/>")


@given(st.binary(max_size=300))
def test_any_bytes_after_the_first_tag_give_a_list_or_a_clear_refusal(body: bytes) -> None:
    with suppress(FetchError):
        assert read_opml(b"<opml><body><outline xmlUrl='https://a.example/'/>" + body).outlines

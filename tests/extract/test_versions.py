"""When a text is an article edited, when it is the same, when another one; and what of an edit is news."""

from dataclasses import replace
from datetime import timedelta

import pytest

from vigie.extract.versions import Latest, addresses_of, in_time, is_mended, replaces
from vigie.model import Article
from vigie.ports.testing import article, at

URL = "https://daily.example/dam"
TEXT = "The dam above the town was closed on Monday, the mayor said. Two thousand people left the valley."


def version(text: str = TEXT, title: str = "Dam closed", hour: int = 8, seen: int = 9, **other: str) -> Article:
    made = article(text=text, title=title, url=other.pop("url", URL), published_at=at(hour))
    return replace(made, seen_at=at(seen), **other)  # type: ignore[arg-type]


OLD = version()


def settled(new: Article, *stored: Article) -> Article:
    return Latest.of(dict.fromkeys((*addresses_of(new), *addresses_of(OLD)), stored)).settled(new)


def test_an_edit_replaces_the_article_and_is_dated_when_it_was_seen() -> None:
    new = settled(version(TEXT + " It will open again on Friday.", seen=20), OLD)

    assert new.supersedes == OLD.id
    assert (new.published_at, new.written_at) == (at(20), at(8))


def test_a_title_or_a_typo_is_no_news() -> None:
    for new in (
        version(title="Dam above the town closed", seen=20),
        version(TEXT.replace("thousand", "thosand"), seen=20),
        version(TEXT.replace("Monday,", "Monday"), seen=20),
    ):
        made = settled(new, OLD)
        assert made.supersedes == OLD.id
        assert (made.published_at, made.written_at) == (at(8), at(8))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2 000 personnes ont quitté la vallée.", "200 personnes ont quitté la vallée."),
        ("Le barrage est fermé.", "Le barrage n’est pas fermé."),
        ("Il coûte trois millions.", "Il coûte trois milliards."),
        ("It is legal, the court said.", "It is illegal, the court said."),
        ("It opens on Tuesday.", "It opens on Thursday."),
        ("Плотину закрыли в понедельник.", "Плотину открыли в понедельник."),
        ("أغلق السد يوم الاثنين.", "فتح السد يوم الاثنين."),
        ("公司宣布关闭水坝。", "公司否认关闭水坝。"),
        ("Đập đã đóng hôm thứ Hai.", "Đập chưa đóng hôm thứ Hai."),
    ],
)
def test_another_figure_or_another_word_is_news(before: str, after: str) -> None:
    assert not is_mended(version(after), version(before))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Le gouvernment a fermé le barrage.", "Le gouvernement a fermé le barrage."),
        ("Правительсто закрыло плотину.", "Правительство закрыло плотину."),
        ("公司宣布关闭水坝。", "公司宣布关闭水坝 。"),
        ("The dam is closed", "The dam is closed."),
    ],
)
def test_a_word_spelt_otherwise_is_none(before: str, after: str) -> None:
    assert is_mended(version(after), version(before))


def test_the_same_again_is_known_whatever_else_is_announced() -> None:
    assert settled(replace(OLD, seen_at=at(20)), OLD).supersedes == ""
    # One text that a file gives under two names is no edit of itself.
    assert settled(replace(OLD, id="other"), OLD).supersedes == ""


def test_a_page_written_afresh_holds_another_article() -> None:
    fresh = version("Snow fell on the northern coast, and three roads were shut.", "Snow in the north", seen=20)

    assert not replaces(fresh, OLD)
    assert settled(fresh, OLD).supersedes == ""


def test_a_canonical_address_joins_the_addresses_of_one_house_only() -> None:
    old = version(canonical_url="https://daily.example/whole")
    moved = version(
        TEXT + " It opens on Friday.", seen=20, url="https://m.daily.example/1", canonical_url=old.canonical_url
    )
    elsewhere = replace(moved, source="Another House", url="https://another.example/1")

    assert replaces(moved, old)
    assert not replaces(elsewhere, old)


def test_a_front_page_is_the_address_of_many() -> None:
    assert addresses_of(version(url="https://daily.example/")) == ()
    assert addresses_of(version(url="https://daily.example/?p=12")) == ("https://daily.example/?p=12",)
    assert addresses_of(version(url="http://[")) == addresses_of(version(url="dam")) == ()


def test_each_version_replaces_the_one_before_it() -> None:
    standing = Latest({})
    texts = [TEXT, TEXT + " One.", TEXT + " One. Two more."]
    first, second, third = (standing.settled(version(text, seen=9 + n)) for n, text in enumerate(texts))

    assert (first.supersedes, second.supersedes, third.supersedes) == ("", first.id, second.id)
    assert third.written_at == at(8)


def test_an_earlier_version_that_comes_late_replaces_nothing() -> None:
    late = version(TEXT + " One.", hour=6)

    assert settled(late, OLD).supersedes == ""
    assert [one.published_at for one in in_time([OLD, late])] == [at(6), at(8)]


def test_an_edit_found_in_an_old_archive_keeps_its_time() -> None:
    found = replace(version(TEXT + " One."), seen_at=at(9) + timedelta(days=90))

    assert settled(found, OLD).published_at == at(8)

"""What of a page is the article, and what only stands around it."""

import pytest
from lxml.html import document_fromstring

from vigie.extract.boilerplate import own_lines, pruned
from vigie.extract.text import main_text, without_heading

DAM = (
    "The dam above the town was closed on Monday after water came through the eastern wall, the owner said.",
    "Engineers will look at the damage for two weeks, and the valley road stays closed until they have finished.",
    "The mayor asked people who live below the dam to keep their radios on during the night, and to follow no rumour.",
)


def text_of(body: str, title: str = "Dam closed after leak", language: str = "en") -> str:
    page = document_fromstring(f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>")
    return main_text(page, "https://daily.example/dam", title, language)


def article(*inside: str) -> str:
    """The three paragraphs with something between the second and the third."""
    first, second, third = (f"<p>{words}</p>" for words in DAM)
    return f"<article><h1>Dam closed after leak</h1>{first}{second}{''.join(inside)}{third}</article>"


@pytest.mark.parametrize(
    "furniture",
    [
        '<p><a href="/x">Three villages want a wall of their own</a></p>',
        '<ul><li><a href="/x">The wall of 1962</a></li><li><a href="/y">How dams age</a></li></ul>',
        '<div class="article-share"><span>Tell your friends of this</span></div>',
        '<div class="shareTools">Tell your friends of this</div>',
        '<section id="newsletter-box"><p>All of the valley every Friday, and nothing else.</p></section>',
        "<figcaption>The dam seen from the valley road in spring</figcaption>",
        "<p>Read more: Three villages want a wall of their own</p>",
        "<p>Sign up for our daily newsletter</p>",
        "<p>Advertisement</p>",
        "<p>Comments (0)</p>",
        "<p>Photo: Harbour Post</p>",
    ],
)
def test_furniture_between_two_paragraphs_is_left_out(furniture: str) -> None:
    assert text_of(article(furniture)) == "\n".join(DAM)


@pytest.mark.parametrize(
    "own",
    [
        "The owner told its newsletter that the gates would stay shut until the end of the month.",
        "Nobody would share the photo: it showed the wall, the water and a man with a lamp.",
        "A comment from the ministry came late in the evening and spoke of a mistake.",
    ],
)
def test_a_sentence_that_speaks_of_furniture_stays(own: str) -> None:
    assert own in text_of(article(f"<p>{own}</p>"))


def test_a_link_within_a_sentence_stays() -> None:
    linked = 'The <a href="/report">report of the engineers</a> will be public in May, the ministry said.'

    assert "The report of the engineers will be public in May" in text_of(article(f"<p>{linked}</p>"))


def test_a_moment_in_the_middle_of_a_sentence_stays() -> None:
    told = "The gates were shut on <time datetime='2026-03-09'>Monday at noon</time> by two men with a crank."

    assert "shut on Monday at noon by two men" in text_of(article(f"<p>{told}</p>"))


def test_a_page_of_which_all_paragraphs_are_links_keeps_them() -> None:
    body = "".join(f'<p><a href="/{number}">{words}</a></p>' for number, words in enumerate(DAM))

    assert len(pruned(document_fromstring(f"<html><body>{body}</body></html>")).findall(".//p")) == 3


def test_a_frame_around_the_whole_page_is_no_furniture_whatever_its_name() -> None:
    assert text_of(f'<div class="has-newsletter share-enabled">{article()}</div>') == "\n".join(DAM)


def test_sub_headings_and_lists_are_lines_of_their_own() -> None:
    found = text_of(article("<h2>What the wall holds</h2><ul><li>Forty million tonnes of water</li><li>Mud</li></ul>"))

    assert "\nWhat the wall holds\n" in found
    assert "\n- Forty million tonnes of water\n- Mud\n" in found


def test_the_headline_above_the_text_is_left_out_also_behind_a_kicker() -> None:
    assert without_heading("Valley\nDam closed after leak\nThe dam…", "Dam closed after leak") == "Valley\nThe dam…"


def test_a_text_that_is_nothing_but_its_headline_stays() -> None:
    assert without_heading("Dam closed after leak", "Dam closed after leak") == "Dam closed after leak"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "À lire aussi : le barrage rouvre"),
        ("de", "Lesen Sie auch: Der Damm öffnet wieder"),
        ("ru", "Читайте также: плотину снова открыли"),
        ("zh", "相关阅读：大坝重新开放"),
        ("ja", "関連記事：ダムが再開"),
        ("vi", "Comment (3)"),
        ("ar", "Facebook | X | WhatsApp"),
    ],
)
def test_lines_of_furniture_are_known_in_their_language(language: str, line: str) -> None:
    assert own_lines(f"a\n{line}\nb", language) == "a\nb"


@pytest.mark.parametrize(("language", "line"), [("fr", "Source : Harbour Post"), ("de", "(dpa)")])
def test_lines_that_tell_where_a_text_comes_from_stay(language: str, line: str) -> None:
    assert own_lines(f"a\n{line}", language) == f"a\n{line}"

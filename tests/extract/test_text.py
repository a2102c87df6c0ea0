"""What of a page is the article, and what only stands around it."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from vigie.extract.boilerplate import own_lines, pruned
from vigie.extract.gaps import filled
from vigie.extract.standfirst import standfirst
from vigie.extract.text import fullest, main_text, without_heading

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


def test_the_spaces_of_french_stay() -> None:
    told = "Le débit est de 10\u202f000 litres, dit-elle\u00a0: «\u00a0La route de la vallée est fermée.\u00a0» Le pont aussi."

    assert told in text_of(article(f"<p>{told}</p>"), language="fr")


def test_a_teaser_gives_way_to_a_fuller_telling_of_the_text() -> None:
    whole = "\n".join(DAM)

    assert fullest(DAM[0], "", whole) == whole
    assert fullest(whole, DAM[0], whole + DAM[0]) == whole


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


# ── What a reader of the tree leaves behind ─────────────────────────────────────────────────────────────────────────

VALLEY = (
    "Below the dam lie four villages, and in the lowest of them the water stood in the cellars by the evening.",
    "The road along the river had been closed once before, when a bridge was carried away in the spring of 1962.",
)


def filled_in(text: str, body: str) -> str:
    return filled(text, document_fromstring(f"<html><body>{body}</body></html>"))


def container(name: str, *paragraphs: str) -> str:
    return f'<div class="{name}">{"".join(f"<p>{words}</p>" for words in paragraphs)}</div>'


def test_a_text_that_goes_on_in_another_container_of_the_same_class_is_whole() -> None:
    body = container("part", *DAM) + "<div class='wall'></div>" + container("part", *VALLEY)

    assert filled_in("\n".join(DAM), body) == "\n".join((*DAM, *VALLEY))


def test_a_container_of_another_class_is_not_the_text() -> None:
    body = container("part", *DAM) + container("card", *VALLEY)

    assert filled_in("\n".join(DAM), body) == "\n".join(DAM)


def test_lists_and_sub_headings_between_two_paragraphs_come_back() -> None:
    first, second, third = (f"<p>{words}</p>" for words in DAM)
    body = f"<div>{first}{second}<h2>What was closed</h2><ul><li>The road</li><li>The school</li></ul>{third}</div>"

    assert filled_in("\n".join(DAM), body).split("\n")[2:6] == ["What was closed", "- The road", "- The school", DAM[2]]


def test_a_list_of_ways_out_stays_away() -> None:
    first, second, third = (f"<p>{words}</p>" for words in DAM)
    ways = '<ul><li><a href="/a">The wall of 1962</a></li><li><a href="/b">How dams age</a></li></ul>'

    assert filled_in("\n".join(DAM), f"<div>{first}{ways}{second}{third}</div>") == "\n".join(DAM)


def test_what_follows_the_last_paragraph_is_not_the_article() -> None:
    paragraphs = "".join(f"<p>{words}</p>" for words in DAM)
    body = f"<div>{paragraphs}<h2>From our shop</h2><ul><li>A lamp for dark valleys</li></ul></div>"

    assert filled_in("\n".join(DAM), body) == "\n".join(DAM)


LEAD = "Four villages were cut off when the gates were shut; the owner speaks of a crack as long as a man."


def described(description: str, body: str) -> str:
    head = f'<head><title>x</title><meta name="description" content="{description}"></head>'
    page = document_fromstring(f"<!DOCTYPE html><html>{head}<body>{body}</body></html>")
    return main_text(page, "https://daily.example/dam", "Dam closed after leak", "en")


def headed(below: str) -> str:
    text = "".join(f"<p>{words}</p>" for words in DAM)
    return f"<header><h1>Dam closed after leak</h1>{below}</header><article>{text}</article>"


def test_the_standfirst_opens_the_text() -> None:
    assert described(LEAD, headed(f"<div class='x'>{LEAD}</div>")) == "\n".join((LEAD, *DAM))


def test_a_description_cut_short_still_finds_its_standfirst() -> None:
    assert described(LEAD[:80] + "…", headed(f"<h2>{LEAD}</h2>")).startswith(f"{LEAD}\n")


def test_a_description_that_nobody_sees_is_no_part_of_the_article() -> None:
    assert described(LEAD, headed("")) == "\n".join(DAM)


def test_a_description_that_is_a_caption_is_no_standfirst() -> None:
    assert described(LEAD, headed(f"<figure><img><span>{LEAD}</span></figure>")) == "\n".join(DAM)


def test_a_standfirst_is_not_said_twice() -> None:
    assert described(DAM[0], headed("")) == "\n".join(DAM)


@given(st.text(max_size=300), st.text(max_size=120))
def test_no_page_breaks_what_goes_around_the_reader(body: str, text: str) -> None:
    tree = document_fromstring(f"<html><body><p>x</p>{html.escape(body)}</body></html>")

    assert all(line in filled(text, pruned(tree)).split("\n") for line in text.split("\n"))
    standfirst(tree, text, body)

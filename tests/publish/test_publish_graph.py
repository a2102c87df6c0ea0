"""The origin graph: its boxes and ways, the text in columns, and the drawing."""

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publish_builders import brief, item, source

from vigie.model import Chain, Origin, OriginKind, StoryTrace
from vigie.ports.testing import article, at, story
from vigie.publish import render
from vigie.publish.graph import MOST_ARTICLES, OriginGraph, Way, graph_of, ways_of_sources, ways_of_trace
from vigie.publish.graph_svg import apart, ems, graph_svg, wrapped
from vigie.publish.graph_text import graph_text, width
from vigie.publish.wording import languages, wording

SVG = "{http://www.w3.org/2000/svg}"
DAY = "2026-03-18"


def _way(
    source: str = "Le Phare",
    root: str = "Reuters",
    via: tuple[str, ...] = (),
    kind: str = "agency",
    anonymous: bool = False,
    article: str = "",
) -> Way:
    return Way(article or f"id-{source}", source, f"Titre du {source}", DAY, via, root, kind, anonymous)


def _graph(*ways: Way, language: str = "fr", n: int = 1) -> OriginGraph:
    return graph_of("Le barrage ferme", ways, n, wording(language))


def _names(graph: OriginGraph) -> list[list[str]]:
    return [[graph.boxes[step].name for step in path] for path in graph.paths]


# ── The graph ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_articles_lead_through_intermediaries_to_roots_in_columns() -> None:
    graph = _graph(
        _way("Matin", "Wall Street Journal", ("Znews",), anonymous=True), _way("Soir", "Financial Times"), n=2
    )

    assert _names(graph) == [["Matin", "Znews", "Wall Street Journal"], ["Soir", "Financial Times"]]
    assert graph.headings == ("Articles", "Par", "À l’origine")
    assert [box.column for box in graph.boxes] == [0, 1, 2, 0, 2]
    assert graph.boxes[2].notes == ("agence", "source non nommée")
    assert graph.summary == "2 articles\u202f; 2 origines indépendantes"


def test_one_root_is_one_box_and_the_root_of_most_comes_first() -> None:
    graph = _graph(_way("A", "Mirelune"), _way("B"), _way("C", root="reuters"))

    assert _names(graph) == [["B", "Reuters"], ["C", "Reuters"], ["A", "Mirelune"]]


def test_an_article_with_two_roots_is_one_box() -> None:
    graph = _graph(_way("A", "Mirelune"), _way("A", "Office du calcul"))

    assert len(graph.boxes) == 3
    assert len(graph.links) == 2


def test_articles_of_one_outlet_that_go_one_way_are_one_box() -> None:
    graph = _graph(_way("A", article="1"), _way("A", article="2"), _way("A", via=("AFP",), article="3"))

    assert [box.notes for box in graph.boxes if box.place == "article"] == [("2 articles",), ("18 mars 2026",)]
    assert graph.summary.startswith("3 articles")


def test_many_articles_that_go_one_way_are_counted_in_one_box() -> None:
    graph = _graph(*(_way(f"Journal {n}") for n in range(MOST_ARTICLES + 1)), _way("Seul", "Mirelune"))
    first = graph.boxes[0]

    assert len(graph.boxes) == 4
    assert first.notes == (f"et {MOST_ARTICLES} autres médias", f"{MOST_ARTICLES + 1} articles")
    assert len(first.titles) == MOST_ARTICLES + 1


def test_what_is_not_established_comes_last_and_unnamed_sources_stay_with_their_outlet() -> None:
    graph = _graph(_way("A", ""), _way("B", "", kind="unnamed", anonymous=True), _way("C", "Reuters"))
    roots = [box for box in graph.boxes if box.place == "root"]

    assert [(box.name, box.notes, box.known) for box in roots] == [
        ("Reuters", ("agence",), True),
        ("source non nommée", ("citée par B",), False),
        ("origine non établie", (), False),
    ]


def test_a_root_is_its_own_reporting_only_when_no_other_article_goes_back_to_it() -> None:
    alone = _graph(_way("Agence M", "Agence M", kind="own"))
    relayed = _graph(_way("Agence M", "Agence M", kind="own"), _way("B", "Agence M", kind="agency"))

    assert [box.notes for box in alone.boxes if box.place == "root"] == [("information propre",)]
    assert [box.notes for box in relayed.boxes if box.place == "root"] == [("agence",)]


def test_nobody_is_on_the_way_to_himself() -> None:
    assert _names(_graph(_way("The Ledger", "Reuters", ("The Ledger", "reuters", " ")))) == [["The Ledger", "Reuters"]]


def test_a_graph_that_shows_nothing_says_so() -> None:
    assert not _graph(_way("A", "A", kind="own")).tells
    assert not _graph(_way("A", "")).tells
    assert _graph(_way("A", "Reuters")).tells


def test_the_ways_of_a_trace_are_those_of_its_chains() -> None:
    one, two = article("wire", id="1", url="https://one.example/"), article("daily", id="2")
    agency = Origin("Agence M", OriginKind.AGENCY, "m")
    chains = (
        Chain("1", agency, "attribution", ("Znews",), True),
        Chain("2", Origin("daily", OriginKind.OWN, "daily"), "own"),
    )
    trace = StoryTrace("s", story(one, two).members, chains, (agency,))

    first, second = ways_of_trace(trace, {"1": one, "2": two}, lambda source, url: f"{source} at {bool(url)}")

    assert (first.source, first.via, first.root, first.kind, first.anonymous) == (
        "wire at True", ("Znews",), "Agence M", "agency", True,
    )  # fmt: skip
    assert (second.root, second.kind) == ("", "")
    assert first.published == at().date().isoformat()


@pytest.mark.parametrize("language", languages())
def test_every_kind_of_origin_has_a_word(language: str) -> None:
    assert set(wording(language).names["origin"]) == {kind.value for kind in OriginKind}


# ── As text ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_text_is_in_columns_that_stay_in_line_whatever_the_script() -> None:
    told = graph_text(_graph(_way("新浪科技", via=("AFP",)), _way("Le Soir de Brévane"), _way("الغد", "", kind="")))
    lines = told.splitlines()

    assert lines[0] == "D’où vient «\u00a0Le barrage ferme\u00a0»"
    assert lines[2].split() == ["Articles", "Par", "À", "l’origine"]
    assert [lines[n].count("▶") for n in (3, 4, 5)] == [1, 2, 1]
    assert len({width(line[: line.rindex("▶")]) for line in lines[3:6]}) == 1
    assert lines[-1] == "3 articles\u202f; 1 origine indépendante"


def test_long_names_are_wrapped_and_lose_nothing() -> None:
    root = "Ministère de l'Économie, des Finances et de la Souveraineté industrielle et numérique"
    told = graph_text(_graph(_way("A" * 90, root)))

    assert "".join(told.split()).count("A" * 30) >= 2
    assert all(word in told for word in root.split())
    assert max(map(width, told.splitlines())) < 80


# ── As a drawing ────────────────────────────────────────────────────────────────────────────────────────────────────

HOSTILE = '<script>alert("x")</script> & \u202e<b>'


def test_the_drawing_is_well_formed_and_holds_no_word_unescaped() -> None:
    drawn = graph_svg(_graph(_way(HOSTILE, HOSTILE + "2", (HOSTILE + "3",))))
    tree = ET.fromstring(drawn)  # noqa: S314 (our own)

    assert {element.tag.removeprefix(SVG) for element in tree.iter()} == {
        "svg", "title", "desc", "style", "text", "path", "g", "rect",
    }  # fmt: skip
    assert "<script" not in drawn
    assert "\u202e" not in drawn


@pytest.mark.parametrize("language", languages())
def test_who_cannot_see_it_is_told_its_title_and_every_way(language: str) -> None:
    graph = _graph(_way("A", via=("AFP",)), _way("B", "Mirelune", kind="company"), language=language, n=2)
    tree = ET.fromstring(graph_svg(graph, "x"))  # noqa: S314
    described = tree.find(f"{SVG}desc")

    assert tree.get("role") == "img"
    assert tree.get("aria-labelledby") == "x-title x-desc"
    assert described is not None
    assert all(name in str(described.text) for name in ("A", "AFP", "Reuters", "B", "Mirelune"))


def test_nothing_is_fetched_and_no_script_or_font_is_named() -> None:
    drawn = graph_svg(_graph(_way()))

    assert not [word for word in ("href", "url(", "@import", "@font-face", "<script", "foreignObject") if word in drawn]


def test_alone_it_has_its_style_for_light_and_dark_and_in_a_page_none() -> None:
    graph = _graph(_way())

    assert "prefers-color-scheme:dark" in graph_svg(graph)
    assert "<style>" not in graph_svg(graph, alone=False)


def test_no_box_stands_over_another_and_all_are_inside() -> None:
    ways = [_way(f"Journal {n}", f"Racine {n % 5}", ("AFP", "dpa")[: n % 3]) for n in range(11)]
    tree = ET.fromstring(graph_svg(_graph(*ways), alone=False))  # noqa: S314
    boxes = [tuple(float(r.get(k, "0")) for k in ("x", "y", "width", "height")) for r in tree.iter(f"{SVG}rect")]
    _, _, wide, high = map(float, str(tree.get("viewBox")).split())

    for n, (x, y, w, h) in enumerate(boxes):
        assert x >= 0
        assert y >= 0
        assert x + w <= wide
        assert y + h <= high
        for a, b, _, d in boxes[:n]:
            assert a != x or b + d <= y or y + h <= b


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 20)), max_size=12))
def test_boxes_are_set_apart_and_stay_where_they_are_wanted_if_they_can(wanted: list[tuple[int, int]]) -> None:
    places = apart([float(want) for want, _ in wanted], [float(height) for _, height in wanted])

    assert all(b - a >= h - 1e-6 for a, b, (_, h) in zip(places, places[1:], wanted, strict=False))
    if all(b - a >= h for (a, h), (b, _) in pairwise(wanted)):
        assert places == [float(want) for want, _ in wanted]


@given(st.text(st.characters(codec="utf-8", exclude_characters=" "), max_size=60), st.floats(2, 12))
def test_words_are_broken_to_the_room_there_is_and_cut_with_an_ellipsis(text: str, room: float) -> None:
    lines = wrapped(text, room, 3)

    assert len(lines) <= 3
    assert all(ems(line) <= room for line in lines)
    assert "".join(wrapped(text, room, 1000)) == text


def test_the_same_ways_give_the_same_bytes() -> None:
    ways = [_way(f"Journal {n}", f"Racine {n % 3}", ("AFP",) if n % 2 else ()) for n in range(9)]

    assert graph_svg(_graph(*ways)) == graph_svg(_graph(*ways))


# ── In the page ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_item_with_a_way_to_show_has_its_drawing_and_others_have_none() -> None:
    shown = item(sources=(source(origin="Reuters", via=("AFP",)), source("a2", name="El País", origin="Reuters")))
    told = render(brief(shown, item(story="s2")), "html").decode()

    assert told.count("<svg") == 1
    assert 'aria-labelledby="origins-1-title origins-1-desc"' in told


def test_the_ways_of_a_brief_are_those_of_its_sources() -> None:
    own, relayed = ways_of_sources((source(), source("a2", name="El País", origin="Le Monde", via=("AFP",))))

    assert (own.kind, own.root) == ("own", "Le Monde")
    assert (relayed.kind, relayed.via, relayed.published) == ("", ("AFP",), "2026-04-23")

"""What a person said of two articles holds, whatever their likeness, the order of arrival and the day."""

import itertools
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from group_builders import everything, grouped, stories, told, vectors_of, view

from vigie.adapters.embedders import NgramEmbedder
from vigie.group import Settings, run
from vigie.group.constraints import Constraints
from vigie.group.linking import story_id
from vigie.model import Article, Correction, Placement
from vigie.ports.testing import MemoryStore, at, correction
from vigie.understand import decide as understood

END = at(0, day=13)


def placed(
    new: Sequence[Article],
    *corrections: Correction,
    before: Sequence[tuple[Article, str]] = (),
    closed: Sequence[tuple[Article, str]] = (),
) -> tuple[Placement, ...]:
    views, old = [view(one) for one in new], [(view(one), story) for one, story in before]
    known = vectors_of([*views, *(v for v, _ in old)])
    return grouped(views, old, known, corrections, {one.id: story for one, story in closed})


def together(placements: Sequence[Placement], *articles: Article) -> bool:
    return len({p.story for p in placements if p.article in {one.id for one in articles}}) == 1


def drawn(draw: random.Random, articles: Sequence[Article], moment: datetime) -> Correction:
    one, other = draw.sample(articles, 2)
    return correction("merge" if draw.random() < 0.6 else "split", one, other, moment)


# --- one day


def test_two_articles_that_belong_together_are_one_story_in_any_language() -> None:
    french, chinese = told("dam"), told("chip", 0, at(7))

    assert not together(placed([french, chinese]), french, chinese)
    found = placed([french, chinese], correction("merge", french, chinese))
    assert together(found, french, chinese)
    assert {p.story for p in found} == {story_id(french.id)}


def test_articles_like_one_of_them_join_both_stories_made_one() -> None:
    found = placed(everything(), correction("merge", told("dam", 0), told("court", 0)))

    assert together(found, told("dam", 0), told("dam", 1), told("court", 0))
    assert not together(found, told("dam", 0), told("round", 0))


def test_merges_are_transitive_even_over_an_article_that_is_not_here() -> None:
    dam, absent, court, chip = told("dam"), told("round"), told("court"), told("chip")
    said = [correction("merge", dam, absent), correction("merge", absent, court), correction("merge", court, chip)]

    assert together(placed([dam, court, chip], *said), dam, court, chip)


def test_two_articles_that_must_be_apart_are_never_one_story_whatever_joins_them() -> None:
    one, two, three = told("dam", 0), told("dam", 1), told("dam", 2)

    assert together(placed([one, two, three]), one, two, three)
    found = placed([one, two, three], correction("split", one, two))
    assert not together(found, one, two)
    assert len(stories(found)) == 2


def test_what_must_be_apart_stays_apart_for_the_whole_group() -> None:
    one, two, three = told("dam", 0), told("dam", 1), told("dam", 2)
    found = placed([one, two, three], correction("split", one, two), correction("merge", two, three))

    assert stories(found) == {frozenset({one.id}), frozenset({two.id, three.id})}


def test_all_apart_are_all_alone() -> None:
    dams = [told("dam", way) for way in range(3)]

    assert len(stories(placed(dams, *(correction("split", a, b) for a, b in itertools.combinations(dams, 2))))) == 3


@pytest.mark.parametrize(("hour", "kept"), [(6, True), (8, False)])
def test_of_two_that_contradict_the_later_wins(hour: int, kept: bool) -> None:
    dam, round_, court = told("dam"), told("round"), told("court")
    merges = [correction("merge", dam, round_, at(9)), correction("merge", round_, court, at(7))]
    found = placed([dam, round_, court], *merges, correction("split", dam, court, at(hour)))

    assert together(found, dam, round_)
    assert together(found, dam, court) is together(found, round_, court) is kept


def test_of_one_moment_merges_go_first() -> None:
    dam, round_, court = told("dam"), told("round"), told("court")
    said = [correction("split", dam, court), correction("merge", dam, round_), correction("merge", round_, court)]

    assert together(placed([dam, round_, court], *said), dam, round_, court)


def test_a_round_up_goes_where_a_person_put_it_and_draws_nobody_in() -> None:
    listing = replace(told("dam", 1), title="Revue de presse : OpenAI ferme le barrage de Rivemont")
    found = placed([told("dam", 0), listing, told("round", 0)], correction("merge", listing, told("round", 0)))

    assert together(found, listing, told("round", 0))
    assert not together(found, listing, told("dam", 0))


def test_what_nobody_spoke_of_is_placed_as_before() -> None:
    strangers = Correction("merge", "a", "b", at(9)), Correction("split", "b", "c", at(9))

    assert placed(everything(), *strangers) == placed(everything())
    assert placed(everything(), correction("split", told("dam"), told("chip"))) == placed(everything())


@pytest.mark.parametrize("seed", range(12))
def test_the_order_of_arrival_makes_no_difference(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - a shuffle, no secret
    articles = everything()
    said = [drawn(draw, articles, at(draw.randrange(6))) for _ in range(12)]
    before = [(replace(told("dam", 1), id="x" * 16), "s-dam"), (replace(told("round", 1), id="y" * 16), "s-round")]
    expected = placed(articles, *said, before=before)

    for _ in range(3):
        draw.shuffle(articles)
        draw.shuffle(said)
        draw.shuffle(before)
        assert placed(articles, *said, before=before) == expected


@pytest.mark.parametrize("seed", range(12))
def test_every_correction_that_is_not_contradicted_is_kept(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311
    articles = everything()
    said = [drawn(draw, articles, at(9, n)) for n in range(8)]
    held = Constraints(said, {})
    found = {p.article: p.story for p in placed(articles, *said)}

    for one in articles:
        for other in articles:
            if held.root(one.id) == held.root(other.id):
                assert found[one.id] == found[other.id]
            elif held.root(other.id) in held.apart(held.root(one.id)):
                assert found[one.id] != found[other.id]
    last = said[-1]
    assert (found[last.one] == found[last.other]) is (last.kind == "merge")


# --- the days before


def test_an_article_that_must_be_apart_from_one_of_an_open_story_does_not_join_it() -> None:
    old, other, new = told("dam", 0), told("dam", 2), told("dam", 1)
    before = [(old, "s-dam"), (other, "s-dam")]

    assert placed([new], before=before)[0].story == "s-dam"
    assert placed([new], correction("split", old, new), before=before)[0].story == story_id(new.id)


def test_an_article_that_belongs_to_an_open_story_joins_it_whatever_it_is_like() -> None:
    found = placed([told("chip")], correction("merge", told("chip"), told("dam")), before=[(told("dam"), "s-dam")])

    assert found[0].story == "s-dam"


def test_an_article_may_belong_to_a_story_closed_long_ago_and_bring_its_like() -> None:
    found = placed(
        [told("chip", 0), told("chip", 1)],
        correction("merge", told("chip", 0), told("dam")),
        closed=[(told("dam"), "s-old")],
    )

    assert [p.story for p in found] == ["s-old", "s-old"]


def test_a_closed_story_and_its_open_articles_are_one() -> None:
    found = placed(
        [told("court"), told("dam", 1)],
        correction("merge", told("court"), told("round")),
        correction("split", told("dam", 1), told("round")),
        before=[(told("dam", 0), "s-dam")],
        closed=[(told("round"), "s-dam")],
    )

    assert {p.article: p.story for p in found} == {
        told("court").id: "s-dam",
        told("dam", 1).id: story_id(told("dam", 1).id),
    }


def test_two_placed_stories_stay_two_and_the_later_word_says_where_an_article_goes() -> None:
    before = [(told("dam"), "s-dam"), (told("round"), "s-round")]
    new = told("chip")
    to_dam, to_round = correction("merge", new, told("dam"), at(9)), correction("merge", new, told("round"), at(10))

    assert placed([new], to_dam, to_round, before=before)[0].story == "s-round"
    assert placed([new], replace(to_dam, at=at(11)), to_round, before=before)[0].story == "s-dam"
    both = correction("merge", told("dam"), told("round"), at(12))
    assert placed([told("dam", 1)], both, before=before)[0].story == "s-dam"


# --- the stage


def archive(*articles: Article) -> MemoryStore:
    store = MemoryStore()
    store.save_articles(articles)
    store.save_understandings([understood(one) for one in articles])
    return store


def test_the_stage_asks_the_store_what_was_said() -> None:
    store = archive(*everything())
    store.save_corrections([correction("split", told("dam", 0), told("dam", 1))])
    store.save_corrections([correction("merge", told("court"), told("chip"))])

    run(store, NgramEmbedder(), None, END, Settings())

    found = store.placements(at(0), END)
    assert not together(found, told("dam", 0), told("dam", 1))
    assert together(found, told("court"), told("chip"))


def test_what_was_said_of_an_article_of_long_ago_holds_for_one_of_today() -> None:
    old, between = told("dam", 0, at(8, day=1)), told("court", 0, at(8, day=3))
    new = told("chip", 0, at(8, day=12))
    store = archive(old, between, new)
    store.save_corrections([correction("merge", old, between), correction("merge", between, new)])

    run(store, NgramEmbedder(), None, END, Settings())

    assert together(store.placements(at(0, day=1), END), old, between, new)


def test_days_grouped_one_by_one_or_together_respect_the_same_words() -> None:
    days = [told("dam", way, at(8, day=10 + way)) for way in range(3)]
    said = [correction("split", days[0], days[1]), correction("merge", days[1], days[2])]
    whole, apart = archive(*days), archive(*days)
    for store in (whole, apart):
        store.save_corrections(said)

    run(whole, NgramEmbedder(), None, END, Settings())
    for day in (11, 12, 13):
        run(apart, NgramEmbedder(), None, at(0, day=day), Settings())

    assert whole.placements(at(0, day=1), END) == apart.placements(at(0, day=1), END)
    assert stories(whole.placements(at(0, day=1), END)) == {
        frozenset({days[0].id}),
        frozenset({days[1].id, days[2].id}),
    }


def test_a_correction_names_two_articles_in_order() -> None:
    assert Correction.of("merge", "b", "a", at()) == Correction("merge", "a", "b", at())
    for one, other in (("b", "a"), ("a", "a")):
        with pytest.raises(ValueError, match="two articles, in order"):
            Correction("split", one, other, at())

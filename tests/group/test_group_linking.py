"""Which articles are one story: sure of what they share, and indifferent to the order in which they came."""

import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from group_builders import TELLINGS, everything, grouped, placed, stories, told, vectors_of, view

from vigie.group.linking import story_id
from vigie.ports.testing import article, at


def expected() -> set[frozenset[str]]:
    return {frozenset(told(event, way).id for way in range(len(ways))) for event, ways in TELLINGS.items()}


def test_articles_on_one_event_are_one_story_and_others_are_not() -> None:
    assert stories(placed(everything())) == expected()


@pytest.mark.parametrize("seed", range(8))
def test_the_order_of_arrival_makes_no_difference(seed: int) -> None:
    shuffled = everything()
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - a shuffle, no secret

    assert placed(shuffled) == placed(everything())


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_earlier_articles_makes_no_difference(seed: int) -> None:
    before = [(told("dam", 0), "s-dam"), (told("round", 0), "s-round"), (told("court", 0), "s-court")]
    shuffled = list(before)
    random.Random(seed).shuffle(shuffled)  # noqa: S311
    new = [told("dam", 1), told("round", 1), told("chip", 0)]

    assert placed(new, shuffled) == placed(new, before)


def test_a_story_is_named_after_the_article_that_opened_it() -> None:
    found = {p.article: p.story for p in placed([told("dam", 2), told("dam", 0), told("dam", 1)])}

    assert set(found.values()) == {story_id(told("dam", 0).id)}


def test_an_article_joins_the_open_story_and_the_story_keeps_its_id() -> None:
    (found,) = placed([told("dam", 1)], [(told("dam", 0), "s-yesterday")])

    assert found.story == "s-yesterday"


def test_articles_on_another_event_do_not_join_an_open_story() -> None:
    found = placed([told("round", 0), told("round", 1)], [(told("dam", 0), "s-dam")])

    assert "s-dam" not in {p.story for p in found}
    assert len(stories(found)) == 1


def test_two_open_stories_are_never_made_one() -> None:
    # The same words, but placed apart in earlier days: the editions already printed say so.
    before = [(told("dam", 0), "s-one"), (told("dam", 2), "s-two")]
    found = placed([told("dam", 1)], before)

    assert [p.article for p in found] == [told("dam", 1).id]
    assert found[0].story in {"s-one", "s-two"}


def test_every_new_article_has_exactly_one_placement_and_no_earlier_one_has() -> None:
    found = placed(everything(), [(told("dam", 0, at(8, day=11), "Hier"), "s-old")])

    assert sorted(p.article for p in found) == sorted(one.id for one in everything())


def test_a_round_up_joins_nobody_and_draws_nobody_in() -> None:
    listing = replace(told("dam", 1), title="Revue de presse : OpenAI ferme le barrage de Rivemont")
    found = {p.article: p.story for p in placed([told("dam", 0), listing, told("dam", 2)])}

    assert found[listing.id] == story_id(listing.id)
    assert list(found.values()).count(found[listing.id]) == 1


def test_a_text_of_which_nothing_can_be_said_stays_alone() -> None:
    silent = [article(title="…", text=mark) for mark in ("…", "—", "🌊")]
    found = placed([*silent, told("dam", 0)])

    assert len({p.story for p in found}) == 4


def test_zero_vectors_never_meet_even_with_the_same_words() -> None:
    views = [view(told("dam", 0)), view(told("dam", 0, source="Autre"))]
    zeros = {key: np.zeros(8, dtype=np.float32) for one in views for key in (one.key, one.body_key)}

    assert len({p.story for p in grouped(views, [], zeros)}) == 2


def test_nothing_new_gives_no_placement() -> None:
    assert placed([]) == ()
    assert placed([], [(told("dam", 0), "s-dam")]) == ()


def test_one_article_is_a_story() -> None:
    one = told("dam")

    assert [(p.article, p.story) for p in placed([one])] == [(one.id, story_id(one.id))]


_PRINTED = """
import random, sys; sys.path.insert(0, sys.argv[1])
from group_builders import everything, placed
print(placed(everything()))
"""


def test_no_process_groups_otherwise_than_another() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", _PRINTED, str(Path(__file__).parent)],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("0", "77")
    }  # fmt: skip

    assert printed == {f"{placed(everything())}\n"}


def test_vectors_of_other_articles_in_the_archive_are_not_needed() -> None:
    views = [view(told("dam", 0)), view(told("dam", 1))]

    assert grouped(views, [], vectors_of(views)) == placed([told("dam", 0), told("dam", 1)])

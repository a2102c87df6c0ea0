"""Grouping a store: each article is placed once, copies are marked, a second run changes nothing."""

from collections.abc import Sequence
from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
from group_builders import everything, told
from numpy.typing import NDArray

from vigie.adapters.embedders import NgramEmbedder
from vigie.group import Settings, run
from vigie.model import Article, Placement, StoreError
from vigie.ports import Embedder
from vigie.ports.testing import LetterEmbedder, MemoryStore, at
from vigie.understand import decide as understood

END = at(0, day=13)


def archive(*articles: Article) -> MemoryStore:
    store = MemoryStore()
    store.save_articles(articles)
    store.save_understandings([understood(one) for one in articles])
    return store


@pytest.mark.parametrize("embedder", [NgramEmbedder(), LetterEmbedder()])
def test_a_second_run_changes_nothing(embedder: Embedder) -> None:
    store = archive(*everything())

    first = run(store, embedder, None, END, Settings())
    before = store.placements(at(0), END)
    second = run(store, embedder, None, END, Settings())

    assert first.taken == first.given == len(everything())
    assert (second.taken, second.given) == (0, 0)
    assert store.placements(at(0), END) == before


def test_vectors_are_made_once_for_one_text() -> None:
    class Counting(LetterEmbedder):
        asked = 0

        def embed(self, texts: Sequence[str], languages: Sequence[str]) -> NDArray[np.float32]:
            self.asked += len(texts)
            return super().embed(texts, languages)

    embedder = Counting()
    same = replace(told("dam"), id="f" * 16, source="Le Copiste", published_at=at(9))
    store = archive(told("dam"), same, told("round"))

    run(store, embedder, None, END, Settings())
    run(store, embedder, None, END, Settings())

    assert embedder.asked == 2


def test_a_copy_is_marked_with_the_article_it_repeats() -> None:
    long = replace(
        told("dam"), text=told("dam").text * 3 + " La mairie a conduit les habitants vers les écoles du plateau voisin."
    )
    copy = replace(long, id="f" * 16, source="Le Copiste", published_at=at(9))
    store = archive(long, copy)

    run(store, NgramEmbedder(), None, END, Settings())

    found = {p.article: (p.story, p.copy_of, p.copied) for p in store.placements(at(0), END)}
    assert found[copy.id] == (found[long.id][0], long.id, 1.0)
    assert found[long.id][1:] == ("", 0.0)


def test_a_copy_that_comes_the_day_after_goes_back_to_the_first_of_its_chain() -> None:
    long = replace(
        told("dam", published_at=at(20, day=11)),
        text=told("dam").text * 3 + " La mairie a conduit les habitants vers les écoles du plateau voisin.",
    )
    copy = replace(long, id="e" * 16, source="Le Copiste", published_at=at(21, day=11))
    late = replace(long, id="f" * 16, source="La Copie", published_at=at(9))
    store = archive(long, copy, late)

    run(store, NgramEmbedder(), None, at(0), Settings())
    run(store, NgramEmbedder(), None, END, Settings())

    assert {p.article: p.copy_of for p in store.placements(at(0, day=1), END)} == {
        long.id: "",
        copy.id: long.id,
        late.id: long.id,
    }


def test_a_story_of_yesterday_takes_in_an_article_of_today_and_one_long_closed_does_not() -> None:
    soon = archive(told("dam", 0, at(20, day=11)), told("dam", 1, at(8)))
    late = archive(told("dam", 0, at(20, day=2)), told("dam", 1, at(8)))

    for store in (soon, late):
        run(store, NgramEmbedder(), None, END, Settings())

    assert len({p.story for p in soon.placements(at(0, day=1), END)}) == 1
    assert len({p.story for p in late.placements(at(0, day=1), END)}) == 2


def test_days_grouped_one_by_one_or_together_are_the_same_stories() -> None:
    days = [
        told("dam", 0, at(20, day=10)),
        told("dam", 1, at(8, day=11)),
        told("dam", 2, at(8)),
        told("round", 0, at(9)),
    ]
    together = archive(*days)
    run(together, NgramEmbedder(), None, END, Settings())
    apart = archive(*days)
    for day in (11, 12, 13):
        run(apart, NgramEmbedder(), None, at(0, day=day), Settings())

    assert together.placements(at(0, day=1), END) == apart.placements(at(0, day=1), END)


def test_an_article_that_comes_late_changes_no_earlier_placement() -> None:
    store = archive(told("dam", 0), told("round", 0))
    run(store, NgramEmbedder(), None, END, Settings())
    before = store.placements(at(0), END)
    late = told("dam", 1, at(7))
    store.save_articles([late])
    store.save_understandings([understood(late)])

    run(store, NgramEmbedder(), None, END, Settings())

    after = {p.article: p for p in store.placements(at(0), END)}
    assert all(after[p.article] == p for p in before)
    assert after[late.id].story == after[told("dam", 0).id].story


def test_a_run_that_was_killed_before_it_saved_is_done_again() -> None:
    store = archive(*everything())

    def lost(placements: Sequence[Placement]) -> None:
        raise StoreError("store.lost", "the plug was pulled")

    with patch.object(store, "save_placements", lost), pytest.raises(StoreError):
        run(store, NgramEmbedder(), None, END, Settings())
    run(store, NgramEmbedder(), None, END, Settings())
    once = archive(*everything())
    run(once, NgramEmbedder(), None, END, Settings())

    assert store.placements(at(0), END) == once.placements(at(0), END)


def test_an_empty_archive_gives_nothing() -> None:
    assert run(MemoryStore(), NgramEmbedder(), None, END, Settings()).given == 0

"""What every StoryStore promises. Run through StoreKit (store_kit.py)."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from vigie.model import Article, StoreError, Story
from vigie.ports.stores import Naming, Store
from vigie.ports.testing.builders import article, at, chapter, origin, placement, story, trace, understanding
from vigie.ports.testing.promises import refused

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (at(0, day=day) for day in (9, 10, 11, 12))


class StoryKit:
    """Placements, vectors, stories as of a moment, traces, chapters."""

    def make_store(self, folder: Path) -> Store:
        """A new, empty store; `folder` is empty and the store's own."""
        raise NotImplementedError

    def test_understood_articles_wait_for_a_story_until_they_are_placed(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        one, two, three = (_told(f"Text {n}.", hour=8 + n) for n in range(3))
        store.save_articles([three, two, one])
        store.save_understandings([understanding(one), understanding(three)])
        assert [waiting.article for waiting in store.articles_without_story(at(23))] == [one, three]
        assert [waiting.article for waiting in store.articles_without_story(at(10))] == [one]

        store.save_placements([placement(one, "s")])

        assert [waiting.article for waiting in store.articles_without_story(at(23))] == [three]
        store.close()

    def test_placements_of_an_interval_come_by_time_and_saving_again_changes_nothing(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        one, two, three = (_told(f"Text {n}.", hour=8 + n) for n in range(3))
        _put(store, "s", three, one)
        store.save_articles([two])
        copy = placement(two, "s", similarity=0.125, copy_of=one.id, copied=0.8125)

        store.save_placements([copy])
        store.save_placements([copy])

        assert store.placements(at(8), at(23)) == (placement(one, "s"), copy, placement(three, "s"))
        assert store.placements(at(8), at(10)) == (placement(one, "s"), copy)
        store.close()

    def test_placements_of_given_articles_come_by_article(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        articles = [article(id=f"{n:05}", text=f"Text {n}.") for n in range(3000)]
        store.save_articles(articles)
        store.save_placements([placement(one, "s") for one in articles[:-1]])

        asked = ["nobody", *(one.id for one in reversed(articles)), "00007"]

        assert store.placements_of(asked) == tuple(placement(one, "s") for one in articles[:-1])
        assert store.placements_of([]) == ()
        store.close()

    def test_a_placement_of_an_unknown_article_is_refused_with_all_that_came_with_it(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        known = article()
        store.save_articles([known])

        with refused(StoreError):
            store.save_placements([placement(known, "s"), placement(article(text="Never saved."), "s")])

        assert store.placements(at(0), at(23)) == ()
        store.close()

    def test_vectors_are_kept_by_model_in_half_precision_and_the_first_stays(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        vector = np.array([0.6, -0.8, 0.0], dtype=np.float32)

        store.save_vectors("m1", {"a": vector, "b": vector})
        store.save_vectors("m1", {"a": -vector})
        store.save_vectors("m2", {"a": -vector})

        found = store.vectors("m1", ["a", "b", *map(str, range(3000))])
        assert found.keys() == {"a", "b"}
        assert found["a"].dtype == np.float32
        assert np.array_equal(found["a"], vector.astype(np.float16).astype(np.float32))
        assert np.allclose(store.vectors("m2", ["a"])["a"], -vector, atol=1e-3)
        store.close()

    def test_views_are_kept_by_article_and_kind_until_they_are_forgotten(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        store.save_views("v1", {"a": (at(8), b"one"), "b": (at(9), b"two")})
        store.save_views("v2", {"a": (at(8), b"other")})
        store.save_views("v1", {"a": (at(8), b"three")})

        assert store.views("v1", ["a", "b", *map(str, range(3000))]) == {"a": b"three", "b": b"two"}
        assert store.views("v2", ["a", "b"]) == {"a": b"other"}

        store.forget_views(at(9))
        assert store.views("v1", ["a", "b"]) == {"b": b"two"}
        assert store.views("v2", ["a", "b"]) == {}
        store.close()

    # --- stories

    def test_a_story_holds_its_articles_by_time_then_id(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        late, early, same = _told("Late.", hour=9), _told("Early.", hour=7), _told("Same.", hour=9)
        _put(store, "s", late, early, same)

        assert store.stories(MONDAY, at(23)) == (story(early, late, same, id="s"),)
        store.close()

    def test_a_story_is_told_as_of_the_end_of_the_interval(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        monday, tuesday = _told("Monday.", day=9), _told("Tuesday.", day=10)
        _put(store, "s", monday, tuesday)

        assert store.stories(MONDAY, TUESDAY) == (story(monday, id="s"),)
        assert store.stories(TUESDAY, WEDNESDAY) == (story(monday, tuesday, id="s"),)
        assert store.stories(WEDNESDAY, THURSDAY) == ()
        store.close()

    def test_an_edited_article_takes_the_place_of_the_one_that_it_replaces_from_then_on(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        one, old = _told("Text 1.", hour=8), _told("Text 2.", hour=9)
        new = replace(_told("Text 2, edited.", hour=12), supersedes=old.id)
        _put(store, "s", one, old)
        store.save_articles([new])
        store.save_understandings([understanding(new)])
        assert [waiting.article for waiting in store.articles_without_story(at(23))] == [new]
        store.save_placements([placement(new, "s")])

        assert [one.articles for one in store.stories(at(0), at(23))] == [(one.id, new.id)]
        assert [one.articles for one in store.stories(at(0), at(12))] == [(one.id, old.id)]
        assert [one.article for one in store.placements(at(0), at(23))] == [one.id, new.id]
        held = store.story("s")
        assert held is not None
        assert held.articles == (one.id, new.id)
        store.close()

    def test_stories_come_by_their_first_article_then_id(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        _put(store, "z", _told("Z.", hour=7))
        _put(store, "b", _told("B.", hour=8))
        _put(store, "a", _told("A.", hour=8), _told("A2.", hour=9))

        assert [one.id for one in store.stories(at(8), at(10))] == ["a", "b"]
        assert [one.id for one in store.stories(at(7), at(10))] == ["z", "a", "b"]
        store.close()

    # --- traces

    def test_a_trace_is_found_only_for_the_membership_it_was_made_for(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        monday, tuesday = _told("Monday.", day=9), _told("Tuesday.", day=10)
        _put(store, "s", monday, tuesday)
        then, now = story(monday, id="s"), story(monday, tuesday, id="s")

        store.save_traces([trace(then)])
        assert store.traces([then]) == {"s": trace(then)}
        assert store.traces([now]) == {}

        store.save_traces([trace(now, origin("AFP"))])
        assert store.traces([now]) == {"s": trace(now, origin("AFP"))}
        assert store.traces([then]) == {"s": trace(then)}
        store.close()

    def test_a_story_that_grew_waits_for_a_trace_again(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        monday, tuesday = _told("Monday.", day=9), _told("Tuesday.", day=10)
        _put(store, "s", monday)
        store.save_traces([trace(story(monday, id="s"))])
        assert store.stories_without_trace(MONDAY, TUESDAY) == ()

        _put(store, "s", tuesday)

        assert store.stories_without_trace(TUESDAY, WEDNESDAY) == (story(monday, tuesday, id="s"),)
        store.save_traces([trace(story(monday, tuesday, id="s"))])
        assert store.stories_without_trace(TUESDAY, WEDNESDAY) == ()
        store.close()

    def test_an_earlier_day_replayed_after_a_later_one_sees_what_it_saw_then(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        monday, tuesday = _told("Monday.", day=9), _told("Tuesday.", day=10)
        _put(store, "s", monday, tuesday)
        store.save_traces([trace(story(monday, tuesday, id="s"))])

        assert store.stories_without_trace(MONDAY, TUESDAY) == (story(monday, id="s"),)
        store.save_traces([trace(story(monday, id="s"))])

        assert store.stories_without_trace(MONDAY, TUESDAY) == ()
        assert store.stories_without_trace(TUESDAY, WEDNESDAY) == ()
        store.close()

    def test_older_stories_wait_too_but_only_when_they_never_had_a_trace(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        never, grew, more = _told("Never.", day=9), _told("Grew.", day=9), _told("Grew more.", hour=9, day=9)
        _put(store, "never", never)
        _put(store, "grew", grew, more)
        _put(store, "future", _told("Future.", day=12))
        store.save_traces([trace(story(grew, id="grew"))])

        assert store.stories_without_trace(WEDNESDAY, THURSDAY) == (story(never, id="never"),)
        store.close()

    def test_saving_a_trace_again_changes_nothing(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        one = _told("One.")
        _put(store, "s", one)
        told = story(one, id="s")

        store.save_traces([trace(told), trace(told)])
        store.save_traces([trace(told)])

        assert store.traces([told, told]) == {"s": trace(told)}
        store.close()

    # --- chapters

    def test_chapters_are_found_and_waited_for_as_traces_are(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        old, monday, tuesday = _told("Old.", day=2), _told("Monday.", day=9), _told("Tuesday.", day=10)
        _put(store, "old", old)
        _put(store, "s", monday, tuesday)
        then, now = story(monday, id="s"), story(monday, tuesday, id="s")
        assert store.stories_without_chapter(MONDAY, TUESDAY) == (story(old, id="old"), then)

        store.save_chapters([chapter(then), chapter(story(old, id="old"))])
        store.save_chapters([chapter(then)])

        assert store.stories_without_chapter(MONDAY, TUESDAY) == ()
        assert store.stories_without_chapter(TUESDAY, WEDNESDAY) == (now,)
        assert store.chapters([then]) == {"s": chapter(then)}
        assert store.chapters([now]) == {}
        store.close()

    def test_the_past_is_the_latest_chapter_of_each_story_of_the_storylines_asked_for(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        monday, tuesday, other = _told("Monday.", day=9), _told("Tuesday.", day=10), _told("Other.", day=10)
        first, second = chapter(story(monday, id="s"), "l"), chapter(story(monday, tuesday, id="s"), "l")
        third, stranger = chapter(story(other, id="r"), "l"), chapter(story(other, id="q"), "k")
        store.save_chapters([second, third, stranger])
        store.save_chapters([first])

        assert store.past_chapters(["l"], date(2026, 3, 9)) == ()
        assert store.past_chapters(["l"], date(2026, 3, 10)) == (first,)
        assert store.past_chapters(["l", "l"], date(2026, 3, 11)) == (third, second)
        assert store.past_chapters(["k", "l", "nobody"], date(2026, 3, 11)) == (stranger, third, second)
        assert store.past_chapters([], date(2026, 3, 11)) == ()
        store.close()

    def test_of_two_chapters_of_one_day_the_past_has_the_last_saved(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        one, two = _told("One.", hour=7), _told("Two.", hour=8)
        alone, both = chapter(story(one, id="s")), chapter(story(one, two, id="s"))
        store.save_chapters([alone])
        store.save_chapters([both])
        store.save_chapters([alone])

        assert store.past_chapters(["l-s"], date(2026, 3, 13)) == (both,)
        store.close()

    def test_of_a_long_storyline_the_past_has_both_ends(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        long = [chapter(story(_told(f"{n}.", day=n), id=f"s{n}"), "l") for n in range(1, 8)]
        short = [chapter(story(_told(f"k{n}.", day=n), id=f"t{n}"), "k") for n in (2, 3)]
        store.save_chapters([*long, *short])

        kept = store.past_chapters(["l", "k"], date(2026, 3, 20), ends=2)

        assert [one.story for one in kept] == ["s1", "s2", "t2", "t3", "s6", "s7"]
        assert [one.story for one in store.past_chapters(["l"], date(2026, 3, 5), ends=2)] == ["s1", "s2", "s3", "s4"]
        store.close()

    def test_chapters_are_found_by_what_they_name(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        told = [story(_told(f"{n}.", day=n), id=f"s{n}") for n in (2, 3, 4)]
        store.save_chapters([chapter(one, "l", keys=["dam", "Zoë 水"]) for one in told])
        since, before = date(2026, 3, 1), date(2026, 3, 20)
        namings = tuple(Naming("l", one.id, one.last_at.date()) for one in told)

        assert store.namings(["dam", "nobody"], since, before, 9) == {"dam": namings}
        assert store.namings(["dam", "Zoë 水"], since, before, 2) == {"dam": namings[1:], "Zoë 水": namings[1:]}
        assert store.namings(["dam"], date(2026, 3, 3), date(2026, 3, 4), 9) == {"dam": namings[1:2]}
        assert store.count_chapters(since, before, 9) == 3
        assert store.count_chapters(date(2026, 3, 3), before, 9) == 2
        assert store.count_chapters(since, before, 2) == 2
        store.close()

    def test_a_story_is_found_by_its_last_chapter_alone(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        one, two = _told("One.", hour=7), _told("Two.", hour=8)
        alone, both = story(one, id="s"), story(one, two, id="s")
        store.save_chapters([chapter(alone, "l", keys=["dam", "Monday"])])
        store.save_chapters([chapter(both, "l", keys=["dam"]), chapter(both, "l", keys=["dam"])])

        found = store.namings(["dam", "Monday"], date(2026, 3, 1), date(2026, 3, 20), 9)

        assert found == {"dam": (Naming("l", "s", date(2026, 3, 12)),)}
        assert store.count_chapters(date(2026, 3, 1), date(2026, 3, 20), 9) == 1
        assert store.storylines_of(["s", "nobody"]) == {"s": "l"}
        store.close()

    def test_many_stories_are_asked_for_at_once(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        articles = [article(id=f"{n:05}", text=f"Text {n}.", published_at=at(8 + n % 3)) for n in range(3000)]
        store.save_articles(articles)
        store.save_placements([placement(one, f"s{one.id}") for one in articles])

        stories = store.stories_without_trace(at(10), at(23))
        assert len(stories) == 3000
        store.save_traces([trace(one) for one in stories])

        assert len(store.traces(stories)) == 3000
        assert store.stories_without_trace(at(8), at(23)) == ()
        store.close()


def _told(text: str, hour: int = 8, day: int = 12) -> Article:
    return article(text=text, published_at=at(hour, day=day))


def _put(store: Store, story_id: str, *articles: Article) -> Story:
    """Saves articles, understood, as members of one story."""
    store.save_articles(articles)
    store.save_understandings([understanding(one) for one in articles])
    store.save_placements([placement(one, story_id) for one in articles])
    return story(*articles, id=story_id)

"""What every StoryStore promises of a person's corrections. Run through StoreKit (store_kit.py)."""

from dataclasses import replace
from datetime import date, timedelta, timezone
from pathlib import Path

from vigie.model import Correction, StoreError
from vigie.ports.stores import Naming, Store
from vigie.ports.testing.builders import article, at, chapter, correction, placement, story, trace, understanding
from vigie.ports.testing.promises import refused


class CorrectionKit:
    """Corrections, one story, articles moved from story to story."""

    def make_store(self, folder: Path) -> Store:
        """A new, empty store; `folder` is empty and the store's own."""
        raise NotImplementedError

    def test_corrections_are_remembered_by_time_then_articles(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        assert store.corrections() == ()
        first = Correction("split", "b", "c", at(8), "Zoë 王")
        same_time = Correction("merge", "a", "z", at(8))
        later = Correction("merge", "a", "b", at(9))

        store.save_corrections([later, first])
        store.save_corrections([same_time])

        assert store.corrections() == (same_time, first, later)
        store.close()

    def test_of_two_corrections_of_a_pair_the_later_stands_whatever_came_first(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        earlier, later = Correction("merge", "a", "b", at(8), "Ann"), Correction("split", "a", "b", at(9), "Bob")

        store.save_corrections([earlier])
        store.save_corrections([later])
        assert store.corrections() == (later,)
        store.save_corrections([earlier])
        assert store.corrections() == (later,)
        store.save_corrections([replace(later, kind="merge")])
        assert store.corrections() == (replace(later, kind="merge"),)
        store.save_corrections([replace(later, at=at(11)), replace(earlier, at=at(10))])
        assert store.corrections() == (replace(later, at=at(11)),)
        store.close()

    def test_a_correction_may_speak_of_articles_that_are_not_here_yet(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        hanoi = at(9).astimezone(timezone(timedelta(hours=7)))

        store.save_corrections([correction("merge", article(text="Never saved."), article(text="Nor this."), hanoi)])

        assert [(one.at, one.at.utcoffset()) for one in store.corrections()] == [(at(9), timedelta(0))]
        store.close()

    def test_articles_move_and_the_story_they_left_is_gone(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        one, two = article(text="One.", published_at=at(7)), article(text="Two.", published_at=at(8))
        store.save_articles([one, two])
        store.save_understandings([understanding(one), understanding(two)])
        store.save_placements([placement(one, "s"), placement(two, "t")])
        was, gone = story(one, id="s"), story(two, id="t")
        store.save_traces([trace(was), trace(gone)])
        store.save_chapters([chapter(was, keys=["dam"]), chapter(gone, keys=["dam"])])
        assert (store.story("s"), store.story("t"), store.story("u")) == (was, gone, None)

        store.save_corrections([correction("merge", one, two)], [placement(two, "s")])

        now = story(one, two, id="s")
        assert store.stories(at(0), at(23)) == (now,)
        assert (store.story("s"), store.story("t")) == (now, None)
        assert store.stories_without_trace(at(0), at(23)) == store.stories_without_chapter(at(0), at(23)) == (now,)
        # An edition that told it can still be made again; no later day is compared with it.
        assert (store.traces([gone]), store.chapters([gone])) == (
            {"t": trace(gone)},
            {"t": chapter(gone, keys=["dam"])},
        )
        assert store.count_chapters(date(2026, 3, 1), date(2026, 3, 13), 9) == 1
        assert store.past_chapters([f"l-{was.id}", f"l-{gone.id}"], date(2026, 3, 13)) == (chapter(was, keys=["dam"]),)
        assert store.storylines_of([was.id, gone.id]) == {was.id: f"l-{was.id}"}
        assert store.namings(["dam"], date(2026, 3, 1), date(2026, 3, 13), 9) == {
            "dam": (Naming(f"l-{was.id}", was.id, was.last_at.date()),)
        }
        store.close()

    def test_a_story_that_gets_its_article_back_is_followed_again(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        one, two = article(), article(text="Two.")
        store.save_articles([one, two])
        store.save_understandings([understanding(one), understanding(two)])
        store.save_placements([placement(one, "s"), placement(two, "t")])
        gone = story(two, id="t")
        store.save_chapters([chapter(story(one, id="s")), chapter(gone)])
        store.save_corrections([correction("merge", one, two)], [placement(two, "s")])

        store.save_corrections([correction("split", one, two)], [placement(two, "t")])

        assert gone in store.stories_without_chapter(at(0), at(23))
        store.save_chapters([chapter(gone)])
        assert gone not in store.stories_without_chapter(at(0), at(23))
        assert store.storylines_of(["t"]) == {"t": f"l-{gone.id}"}
        store.close()

    def test_what_cannot_be_moved_is_refused_with_the_corrections_that_came_with_it(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        known, unknown = article(), article(text="Never saved.")
        store.save_articles([known])

        with refused(StoreError):
            store.save_corrections(
                [correction("merge", known, unknown)], [placement(known, "s"), placement(unknown, "s")]
            )
        with refused(StoreError):
            store.save_corrections([Correction("merge", "a", "b", at().replace(tzinfo=None))], [placement(known, "s")])

        assert store.corrections() == ()
        assert store.placements(at(0), at(23)) == ()
        store.close()

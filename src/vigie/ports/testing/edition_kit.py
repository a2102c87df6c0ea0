"""What every EditionStore and RunLog promises. Run through StoreKit (store_kit.py)."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from vigie.model import Notice, Report, Shown, StoreError, tellings_of
from vigie.ports.stores import Store
from vigie.ports.testing.builders import DAY, at, brief, feed_state, item, outcome, rejection, sentence
from vigie.ports.testing.promises import refused

NEXT_DAY = date(2026, 3, 13)


class EditionKit:
    """Editions, deliveries, the log of runs."""

    def make_store(self, folder: Path) -> Store:
        """A new, empty store; `folder` is empty and the store's own."""
        raise NotImplementedError

    def test_a_brief_comes_back_as_it_was_issued(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        issued = brief(DAY, "fr", item(sentence("Le barrage — 水坝 — 🌊 a été fermé.")))

        assert store.edition(DAY, "fr") is None
        assert store.latest_edition() is None
        assert store.save_edition(issued) == 1
        assert store.edition(DAY, "fr") == issued
        assert store.edition(DAY, "en") is None
        store.close()

    def test_the_same_brief_again_is_no_new_revision_and_another_one_is(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)

        assert store.save_edition(brief(digest="d1")) == 1
        assert store.save_edition(brief(digest="d1")) == 1
        assert store.save_edition(brief(digest="d2")) == 2
        assert store.save_edition(brief(digest="d1")) == 3
        assert store.save_edition(brief(language="en", digest="d9")) == 1
        assert store.edition(DAY, "fr") == brief(digest="d1")
        assert store.editions() == (
            (DAY, "en", 1, "d9"), (DAY, "fr", 1, "d1"), (DAY, "fr", 2, "d2"), (DAY, "fr", 3, "d1")
        )  # fmt: skip
        store.close()

    def test_a_brief_without_digest_is_refused(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)

        with refused(StoreError):
            store.save_edition(brief(digest=""))

        assert store.editions() == ()
        store.close()

    def test_the_latest_edition_is_that_of_the_latest_day(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        store.save_edition(brief(NEXT_DAY, digest="d2"))
        store.save_edition(brief(DAY, digest="d1"))
        store.save_edition(brief(DAY, "en", digest="d3"))

        assert store.latest_edition() == brief(NEXT_DAY, digest="d2")
        assert store.latest_edition("en") == brief(DAY, "en", digest="d3")
        assert store.latest_edition("zh") is None
        store.close()

    def test_an_edition_is_undelivered_until_its_latest_revision_went_out_there(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        first, second, other = brief(digest="d1"), brief(digest="d2"), brief(NEXT_DAY, digest="d3")
        store.save_edition(other)
        store.save_edition(first)
        assert store.undelivered("mail") == (first, other)

        store.save_delivery(first, "mail", at(7))
        store.save_delivery(first, "mail", at(9))
        assert store.undelivered("mail") == (other,)
        assert store.undelivered("folder") == (first, other)

        store.save_edition(second)
        assert store.undelivered("mail") == (second, other)
        store.close()

    def test_a_delivery_of_a_brief_that_is_not_stored_is_refused(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        store.save_edition(brief(digest="d1"))

        with refused(StoreError):
            store.save_delivery(brief(digest="d2"), "mail", at())

        assert store.undelivered("mail") == (brief(digest="d1"),)
        store.close()

    # --- who was told what

    def test_what_an_edition_told_is_asked_for_by_its_digest(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        first, second = brief(digest="d1"), brief(NEXT_DAY, "fr", item(story="s-b"), item(story="s-c"), digest="d2")
        store.save_edition(second)
        store.save_edition(first)

        assert [(one.day, one.story) for one in store.tellings(["d2", "d1", "d9"])] == [
            (DAY, "s-dam"), (NEXT_DAY, "s-b"), (NEXT_DAY, "s-c")
        ]  # fmt: skip
        assert store.tellings(["d1"]) == tuple(tellings_of(first))
        assert store.tellings([]) == ()
        store.close()

    def test_what_a_reader_was_shown_is_kept_once_even_where_it_is_no_edition(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        issued, own = brief(digest="d1"), brief(NEXT_DAY, "fr", item(story="s-own"), digest="d2")
        store.save_edition(issued)
        late, early = Shown("ana", NEXT_DAY, "fr", "d2", at(9)), Shown("ana", DAY, "fr", "d1", at(8))
        store.save_shown(late, own)
        store.save_shown(early, issued)
        store.save_shown(replace(early, at=at(10)), issued)
        store.save_shown(Shown("", DAY, "fr", "d1", at(8)), issued)

        assert store.readings("ana") == (early, late)
        assert [one.digest for one in store.readings("")] == ["d1"]
        assert store.readings("bo") == ()
        assert (store.shown("d1"), store.shown("d2"), store.shown("d3")) == (issued, own, None)
        assert [one.story for one in store.tellings(["d2"])] == ["s-own"]
        assert store.editions() == ((DAY, "fr", 1, "d1"),)
        store.close()

    def test_an_edition_with_a_new_notice_goes_out_again(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        issued = brief(digest="d1")
        store.save_edition(issued)
        store.save_delivery(issued, "folder", at(7))
        told = Notice(DAY, "fr", 1, "s-dam", 1, "corrected", NEXT_DAY, sentence())

        store.save_notices([told, told])
        assert store.notices(DAY, "fr") == (told,)
        assert store.notices(DAY, "en") == ()
        assert store.edition(DAY, "fr") == issued
        assert store.undelivered("folder") == (issued,)

        store.save_delivery(issued, "folder", at(8))
        assert store.undelivered("folder") == ()
        store.close()

    # --- runs

    def test_stages_come_in_the_order_of_saving(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        store.save_stage(DAY, "group", Report(3, 2, 1), at(8), at(9))
        store.save_stage(NEXT_DAY, "group", Report(), at(8), at(9))
        store.save_stage(DAY, "fetch", Report(1), at(7), at(7, 30))

        assert store.stages(DAY) == (("group", Report(3, 2, 1), at(9)), ("fetch", Report(1), at(7, 30)))
        store.close()

    def test_the_last_outcome_of_each_feed_is_told_by_feed(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        for feed, kind in (("b", "failed"), ("a", "new"), ("b", "unchanged")):
            store.save_reading(feed_state(feed), outcome(DAY, feed, kind), [])  # type: ignore[arg-type]
        store.save_reading(feed_state("b"), outcome(NEXT_DAY, "b", "refused"), [])

        assert store.outcomes(DAY) == (outcome(DAY, "a", "new"), outcome(DAY, "b", "unchanged"))
        store.close()

    def test_rejections_are_kept_once_and_come_the_latest_first(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        early, late, same = (
            rejection("a", moment=at(8)), rejection("b", moment=at(9)), rejection("c", moment=at(8))
        )  # fmt: skip

        store.save_rejections([early, late, same])
        store.save_rejections([early, rejection("a", moment=at(10))])

        assert store.rejections() == (late, same, early)
        assert store.rejections(limit=1) == (late,)
        assert store.count_rejections() == 3
        assert store.count_rejections(since=at(9), until=at(10)) == 1
        store.close()

"""What every MakingLog promises. Run through StoreKit (store_kit.py)."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from vigie.model import Making, Standing
from vigie.ports.stores import Store
from vigie.ports.testing.builders import DAY, at, brief

EARLIER = date(2026, 3, 10)
MADE_OF = Making(
    since=at(0),
    until=at(23),
    stories=(("s1", ("a1", "水坝")),),
    copies=(("a2", "a1"),),
    named=(("水坝", 3),),
    read=(3, 2),
    rejected=0,
    settings='{"items":12}',
    parts=(("vigie", "0.1.0"),),
    standings=(Standing("水坝报", ("failed",)), Standing("a", ("new", "silent"), 3, 1)),
)


class MakingKit:
    """What editions were made of."""

    def make_store(self, folder: Path) -> Store:
        """A new, empty store; `folder` is empty and the store's own."""
        raise NotImplementedError

    def test_what_an_edition_was_made_of_comes_back_and_never_changes(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        revision = store.save_edition(brief(digest="d1"))

        assert store.making(DAY, "fr", revision) is None
        store.save_making(DAY, "fr", revision, MADE_OF)
        store.save_making(DAY, "fr", revision, replace(MADE_OF, rejected=9))

        assert store.making(DAY, "fr", revision) == MADE_OF
        assert store.making(DAY, "fr", revision + 1) is None
        store.close()

    def test_every_revision_can_be_read_again(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        store.save_edition(brief(digest="d1"))
        store.save_edition(brief(digest="d2"))

        assert store.revision(DAY, "fr", 1) == brief(digest="d1")
        assert store.revision(DAY, "fr", 2) == brief(digest="d2")
        assert store.revision(DAY, "fr", 3) is None
        assert store.revision(DAY, "fr", 0) is None
        store.close()

    def test_an_edition_knows_those_written_before_it_whatever_their_day(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        store.save_edition(brief(EARLIER, digest="old"))  # without a note: from before notes were kept
        for digest in ("d1", "d2"):
            store.save_making(DAY, "fr", store.save_edition(brief(digest=digest)), MADE_OF)
        store.save_making(EARLIER, "fr", store.save_edition(brief(EARLIER, digest="replayed")), MADE_OF)

        old = (EARLIER, "fr", 1, "old")
        assert store.editions_before(DAY, "fr", 1) == (old,)
        assert store.editions_before(DAY, "fr", 2) == (old, (DAY, "fr", 1, "d1"))
        assert store.editions_before(EARLIER, "fr", 2) == (old, (DAY, "fr", 1, "d1"), (DAY, "fr", 2, "d2"))
        assert store.editions_before(EARLIER, "fr", 1) == ()
        store.close()

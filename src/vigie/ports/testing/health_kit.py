"""What every store promises of the health of sources. Run through StoreKit (store_kit.py)."""

from dataclasses import replace
from pathlib import Path

from vigie.model import OutcomeKind
from vigie.ports.health import Sample, Streak
from vigie.ports.stores import Store
from vigie.ports.testing.builders import DAY, article, at, feed_state, outcome, understanding


class HealthKit:
    """Appearances, samples, streaks."""

    def make_store(self, folder: Path) -> Store:
        """A new, empty store; `folder` is empty and the store's own."""
        raise NotImplementedError

    def test_appearances_are_the_dates_of_what_is_dated_by_source(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        told = [("水坝报", 9), ("a", 10), ("水坝报", 8), ("a", 6)]
        store.save_articles([article(name, f"{hour}", published_at=at(hour)) for name, hour in told])
        store.save_articles([replace(article("a", "No date.", published_at=at(11)), dated=False)])

        assert store.appearances(at(7)) == {"水坝报": (at(8), at(9)), "a": (at(10),)}
        assert store.appearances(at(7), ["a", "nobody"]) == {"a": (at(10),)}
        assert store.appearances(at(7), []) == {}
        store.close()

    def test_samples_are_the_last_of_each_source_in_the_order_in_which_they_came(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        given = [
            replace(article("a", "水" * n, published_at=at(n)), seen_at=at(12 - n), dated=n != 2, language="zh")
            for n in range(1, 5)
        ]
        walled = replace(article("b", "Opening.", published_at=at(5)), paywalled=True)
        none = replace(article("b", "List.", published_at=at(6)), kind="none")
        store.save_articles([*given, walled, none])
        store.save_understandings([understanding(given[0], "ja")])

        assert store.samples(at(1), 3) == {
            "a": (
                Sample("a", at(9), True, 3, "zh", False),
                Sample("a", at(10), False, 2, "zh", False),
                Sample("a", at(11), True, 1, "ja", False),
            ),
            "b": tuple(Sample("b", one.seen_at, True, len(one.text), one.language, True) for one in (walled, none)),
        }
        assert store.samples(at(7), 3) == {}
        store.close()

    def test_streaks_are_of_feeds_whose_last_readings_did_not_work(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        read: list[tuple[str, OutcomeKind, int]] = [
            ("a", "failed", 1), ("a", "new", 2), ("a", "failed", 3), ("a", "refused", 4),
            ("b", "failed", 1), ("b", "unchanged", 5),
            ("c", "paywalled", 3), ("c", "later", 4),
            ("d", "silent", 3), ("d", "later", 4),
        ]  # fmt: skip
        for name, kind, hour in read:
            url = f"https://{name}.example/rss"
            told = replace(outcome(DAY, url, kind, at(hour)), detail=f"{kind} at {hour}")
            store.save_reading(feed_state(url), told, [])

        assert store.streaks() == (
            Streak("https://a.example/rss", "refused", "refused at 4", at(3), 2, at(2)),
            Streak("https://c.example/rss", "paywalled", "paywalled at 3", at(3), 1, None),
        )
        store.close()

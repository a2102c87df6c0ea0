"""What every ArticleStore promises of feeds and pages. Run through StoreKit (store_kit.py)."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from vigie.model import OutcomeKind, PageState, Standing
from vigie.ports.stores import PageResult, Saved, Store
from vigie.ports.testing.builders import (
    DAY,
    article,
    at,
    feed,
    feed_state,
    outcome,
    page,
    rejection,
)


class PageKit:
    """Feeds and pages."""

    def make_store(self, folder: Path) -> Store:
        """A new, empty store; `folder` is empty and the store's own."""
        raise NotImplementedError

    def test_a_page_says_why_it_could_not_be_read_until_it_is(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        failed = replace(page(body=b""), failure="fetch.timeout")
        store.save_reading(feed_state(), outcome(), [failed])

        assert store.pages_without_article(9) == (failed,)
        assert store.page_states([failed.url])[failed.url].failure == "fetch.timeout"

        store.save_reading(feed_state(), outcome(), [replace(page(), fetched_at=at(10))])
        state = store.page_states([failed.url])[failed.url]
        assert (state.failure, state.asked) == ("", 1)
        store.close()

    def test_feeds_come_by_address_and_the_last_saved_stands(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)

        assert store.save_feeds([feed("https://b.example/"), feed("https://a.example/")]) == 2
        assert store.save_feeds([feed("https://a.example/", name="Renamed"), feed("https://c.example/")]) == 1
        assert [(one.url, one.name) for one in store.feeds()] == [
            ("https://a.example/", "Renamed"),
            ("https://b.example/", "Example Daily"),
            ("https://c.example/", "Example Daily"),
        ]
        store.close()

    def test_a_removed_feed_is_gone_and_starts_anew_when_added_again(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        store.save_feeds([feed()])
        store.save_reading(feed_state(), outcome(), [])

        assert store.remove_feed(feed().url)
        assert not store.remove_feed(feed().url)
        assert store.feeds() == ()
        assert store.feed_states() == {}
        store.close()

    def test_a_reading_leaves_state_outcome_and_pages(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        read = page(body=b"\x00\xff\xfe caf\xe9")

        store.save_reading(feed_state(), outcome(), [read])

        assert store.feed_states() == {feed_state().url: feed_state()}
        assert store.outcomes(DAY) == (outcome(),)
        assert store.pages_without_article(10) == (read,)
        store.close()

    def test_a_known_page_is_left_as_it_was(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        store.save_reading(feed_state(), outcome(), [page(body=b"first")])

        store.save_reading(feed_state(etag='"2"'), outcome(), [page(body=b"second"), page(body=b"third")])

        assert [one.body for one in store.pages_without_article(10)] == [b"first"]
        assert store.feed_states()[feed_state().url].etag == '"2"'
        store.close()

    def test_a_page_read_again_stands_beside_the_first_only_when_it_changed(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        first, same, edited = (page(body=body, fetched_at=at(8 + n)) for n, body in enumerate((b"1", b"1", b"2")))
        edited = replace(edited, etag='"2"', last_modified="Thu, 12 Mar 2026 10:00:00 GMT")
        store.save_reading(feed_state(), outcome(), [first])
        store.save_reading(feed_state(), outcome(), [same])
        assert store.pages_without_article(10) == (first,)
        store.save_extracted([PageResult(first.url, None, None, first.fetched_at)])

        store.save_reading(feed_state(), outcome(), [edited])
        store.save_reading(feed_state(), outcome(moment=at(20)), [], asked=[first.url])

        assert store.pages_without_article(10) == (edited,)
        assert store.page_states([first.url, "nobody"]) == {
            first.url: PageState(first.url, at(8), at(10), at(20), 3, edited.etag, edited.last_modified)
        }
        store.save_extracted([PageResult(first.url, article(), None, at(10))])
        assert store.pages_without_article(10) == ()
        store.close()

    def test_known_urls_are_those_of_pages_and_of_articles(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        store.save_reading(feed_state(), outcome(), [page("https://a.example/1")])
        store.save_articles([article(url="https://a.example/2")])

        asked = [f"https://a.example/{n}" for n in range(5000)]

        assert store.known_urls(asked) == {"https://a.example/1", "https://a.example/2"}
        store.close()

    def test_an_extracted_page_does_not_come_back_whether_it_gave_an_article_or_not(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        good, bad, later = (page(f"https://a.example/{name}") for name in ("good", "bad", "later"))
        store.save_reading(feed_state(), outcome(), [later, good, bad])
        assert [one.url[-3:] for one in store.pages_without_article(2)] == ["bad", "ood"]

        made = article(url=good.url)
        saved = store.save_extracted(
            [PageResult(good.url, made), PageResult(bad.url, None, rejection(bad.url, "no text found"))]
        )

        assert saved == Saved((made.id,))
        assert store.pages_without_article(10) == (later,)
        assert store.rejections() == (rejection(bad.url, "no text found"),)
        assert store.article(made.id) == made
        store.close()

    def test_standings_tell_of_each_source_how_its_feeds_were_read_and_what_it_gave(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        urls = [f"https://{name}.example/rss" for name in "abcd"]
        store.save_feeds([feed(url, name=url[8]) for url in urls[:3]])
        kinds: tuple[OutcomeKind, ...] = ("failed", "silent", "new", "failed")
        for url, kind, days in zip(urls, kinds, (0, 3, 9, 0), strict=True):
            store.save_reading(feed_state(url), outcome(DAY - timedelta(days=days), url, kind), [])
        store.save_reading(feed_state(urls[0]), outcome(DAY, urls[0], "refused"), [])
        store.save_reading(feed_state(urls[0]), outcome(DAY, urls[0], "unchanged"), [])
        store.save_reading(feed_state(urls[0]), outcome(DAY, urls[0], "later"), [])
        store.save_reading(
            replace(feed_state(urls[2]), gone=True), outcome(DAY - timedelta(days=8), urls[2], "failed"), []
        )
        walled = replace(article("a", "Behind."), paywalled=True)
        teaser = replace(article("水坝", "Opening."), kind="teaser")
        store.save_articles([article("a", "One."), walled, teaser, article("z", "Later.", published_at=at(23))])

        assert store.standings(DAY, at(0), at(23)) == (
            Standing("a", ("refused",), 2, 1),
            Standing("b", ("silent",)),
            Standing("c", ("failed",)),
            Standing("水坝", (), 1, 1),
        )
        assert store.standings(DAY + timedelta(days=1), at(23), at(0, day=13)) == (Standing("z", (), 1, 0),)
        store.close()

"""What every ArticleStore promises of articles. Run through StoreKit (store_kit.py)."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from vigie.model import Mention, StoreError
from vigie.ports.stores import Saved, Store
from vigie.ports.testing.builders import (
    DAY,
    article,
    at,
    feed_state,
    outcome,
    rejection,
    span,
    understanding,
)
from vigie.ports.testing.promises import refused

# One text of each kind that has broken an archive somewhere: emoji with joiners, scripts of both directions, combining
# marks, half-width and full-width forms, line ends of three systems, spaces that are not spaces.
HARD_TEXTS = (
    "👩‍🔬 and 🇫🇷 and \U0001f9ff",
    "中文和日本語とハングル 한국어",
    "العربية \u200fمن اليمين\u200e left",
    "e\u0301 is not \u00e9, nor is \ufb01 fi",
    "a\r\nb\rc\u2028d\u00a0e\u200bf\ufeff",
    "Ｆｕｌｌ ｶﾀｶﾅ",
    "Tiếng Việt, ชีวิต, हिन्दी, ѓ",
    'it\'s "quoted" 100 % _ \\ ; --',
)


class ArticleKit:
    """Articles, search."""

    def make_store(self, folder: Path) -> Store:
        """A new, empty store; `folder` is empty and the store's own."""
        raise NotImplementedError

    def test_a_new_store_is_empty(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)

        assert store.feeds() == ()
        assert store.feed_states() == {}
        assert store.counts(None, None) == (0, 0)
        assert list(store.articles(None, None)) == []
        assert store.article("nobody") is None
        assert store.search("anything") == ()
        store.close()

    # --- articles

    def test_an_article_comes_back_character_for_character(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        given = [article(text=text, title=f"On {text}", authors=("Zoë", text), language="fr") for text in HARD_TEXTS]
        given.append(replace(article(text="Bare."), dated=False, opted_out=True, title_in_text=True, licence="CC0"))

        store.save_articles(given)

        assert [store.article(one.id) for one in given] == given
        store.close()

    def test_times_come_back_aware_and_in_utc_to_the_microsecond(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        hanoi = timezone(timedelta(hours=7))
        there = datetime(2026, 3, 12, 6, 30, 15, 123457, tzinfo=hanoi)
        early = article(text="Before 1970.", published_at=at().replace(year=1963))

        store.save_articles([article(id="a", published_at=there), early])
        store.save_reading(feed_state(read_at=there), outcome(moment=there), [])

        stored = store.article("a")
        assert stored is not None
        assert stored.published_at == there
        assert stored.published_at.utcoffset() == timedelta(0)
        assert stored.published_at.hour == 23
        assert store.outcomes(DAY)[0].at.hour == 23
        state = store.feed_states()[feed_state().url]
        assert state.read_at is not None
        assert state.read_at.hour == 23
        assert store.article(early.id) == early
        store.close()

    def test_saving_again_changes_nothing(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        given = [article(text=text) for text in HARD_TEXTS]
        store.save_articles(given, [rejection()])

        again = store.save_articles([replace(one, seen_at=at(22)) for one in given], [rejection(), rejection()])

        assert again == Saved((), len(given), ())
        assert store.count_rejections() == 1
        assert set(store.articles(None, None)) == set(given)
        store.close()

    def test_an_id_used_by_another_text_is_a_clash_and_the_first_text_stays(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        first, second, third = (article(id="1", text=f"Text {n}.") for n in range(3))

        assert store.save_articles([first, second, first]) == Saved(("1",), 1, ("1",))
        assert store.save_articles([third, article(id="2")]) == Saved(("2",), 0, ("1",))
        assert store.article("1") == first
        store.close()

    def test_what_cannot_be_kept_is_refused_and_nothing_of_it_stays(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)

        with refused(StoreError):
            store.save_articles(
                [article(text="Sound."), replace(article(id="half"), text="half \ud83d")], [rejection()]
            )
        with refused(StoreError):
            store.save_articles([article(text="Sound."), article(published_at=at().replace(tzinfo=None))])

        assert list(store.articles(None, None)) == []
        assert store.count_rejections() == 0
        assert store.search("sound") == ()
        store.close()

    def test_articles_of_an_interval_come_by_time_then_id_without_its_end(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        ids = [("c", 9), ("b", 9), ("a", 10), ("d", 8), ("e", 11)]
        store.save_articles([article(id=name, text=name, published_at=at(hour)) for name, hour in ids])

        assert [one.id for one in store.articles(None, None)] == ["d", "b", "c", "a", "e"]
        assert [one.id for one in store.articles(at(9), at(11))] == ["b", "c", "a"]
        assert [one.id for one in store.articles(at(10), None)] == ["a", "e"]
        assert store.counts(at(9), at(11)) == (3, 1)
        store.close()

    def test_articles_may_be_saved_while_others_are_read(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        store.save_articles([article(id=f"{n:05}", text=f"Text {n}.") for n in range(1200)])

        seen = 0
        for one in store.articles(None, None):
            if seen == 0:
                store.save_understandings([understanding(one)])
            seen += 1

        assert seen == 1200
        store.close()

    def test_an_edited_article_stands_in_the_place_of_the_one_that_it_replaces(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        url = "https://daily.example/dam"
        old = article(text="The dam was shut.", published_at=at(8), url=url)
        other = article(text="Elsewhere, a dam.", published_at=at(9), url=url)
        new = article(text="The dam was shut, then opened.", published_at=at(10), url=url)
        new = replace(new, supersedes=old.id, first_published_at=at(8), canonical_url="https://daily.example/whole")
        store.save_articles([old, other, new])

        assert store.article(new.id) == new
        assert store.article(old.id) == old
        assert [one.id for one in store.articles(None, None)] == [other.id, new.id]
        assert store.counts(None, None) == (2, 1)
        assert store.counts(None, at(10)) == (2, 1)  # the edit was not seen yet
        assert store.search("dam") == (new, other)
        assert store.search("shut", until=at(9)) == (old,)
        assert store.articles_at([url, "https://daily.example/whole", "https://daily.example/none"]) == {
            url: (other, new), "https://daily.example/whole": (new,)
        }  # fmt: skip
        store.close()

    def test_counts_tell_articles_and_their_sources(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        store.save_articles([article("AFP", "One."), article("AFP", "Two."), article("Reuters", "One.")])

        assert store.counts(None, None) == (3, 2)
        assert store.counts(None, at(8)) == (0, 0)
        store.close()

    # --- understanding

    def test_articles_wait_for_understanding_until_they_have_it(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        one, two, three = (article(text=f"Text {n}.", published_at=at(8 + n)) for n in range(3))
        store.save_articles([three, one, two])
        assert store.articles_without_understanding(at(10), 10) == (one, two)
        assert store.articles_without_understanding(at(23), 1) == (one,)

        store.save_understandings([understanding(one)])
        store.save_understandings([understanding(one), understanding(three)])

        assert store.articles_without_understanding(at(23), 10) == (two,)
        assert store.understandings([one.id, two.id, "nobody"]) == {one.id: understanding(one)}
        assert store.understood([three.id])[three.id].article == three
        store.close()

    def test_an_understanding_of_an_unknown_article_is_refused_with_all_that_came_with_it(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        known = article()
        store.save_articles([known])

        with refused(StoreError):
            store.save_understandings([understanding(known), understanding(article(text="Never saved."))])

        assert store.understandings([known.id]) == {}
        store.close()

    # --- search

    def test_search_finds_articles_that_hold_all_the_words_the_latest_first(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        old = article(text="The dam of Kakhovka was closed.", published_at=at(7))
        new = article(text="Nothing else.", title="Kakhovka: the dam again", published_at=at(9))
        other = article(text="Another dam.", published_at=at(8))
        store.save_articles([old, new, other])

        assert store.search("dam KAKHOVKA") == (new, old)
        assert store.search("dam") == (new, other, old)
        assert store.search("dam", limit=1) == (new,)
        assert store.search("dam volcano") == ()
        store.close()

    def test_search_reads_every_script(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        texts = {
            "fr": "L’Élysée a reçu les députés à Évry.",
            "ru": "Правительство России объявило о санкциях.",
            "ar": "أعلنت الحكومة المصرية عن اتفاق جديد",
            "zh": "国务院发布人工智能发展规划，OpenAI表示欢迎。",
            "ja": "トランプ大統領が東京で会談した。",
            "ko": "삼성전자가 반도체 공장을 짓는다.",
            "th": "นายกรัฐมนตรีประกาศยุบสภา",
            "vi": "Thủ đô Hà Nội công bố kế hoạch.",
        }
        store.save_articles([article(id=language, text=text) for language, text in texts.items()])

        queries = {
            "elysee deputes": "fr", "Évry": "fr", "россии": "ru", "الحكومة": "ar", "人工智能": "zh", "智能": "zh",
            "openai 规划": "zh", "OpenAI表示": "zh", "大統領": "ja", "東京": "ja", "トランプ": "ja", "삼성": "ko",
            "반도체": "ko", "นายกรัฐมนตรี": "th", "ha noi": "vi", "Hà Nội": "vi",
        }  # fmt: skip
        found = {query: [one.id for one in store.search(query)] for query in queries}
        assert found == {query: [language] for query, language in queries.items()}
        store.close()

    def test_search_keeps_to_a_language_found_or_else_declared(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        found = article(text="Dam of the found.", language="en", published_at=at(7))
        declared = article(text="Dam of the declared.", language="pt-BR", published_at=at(8))
        contrary = article(text="Dam of the contrary.", language="fr", published_at=at(9))
        unknown = article(text="Dam of the unknown.", language="FR", published_at=at(10))
        store.save_articles([found, declared, contrary, unknown])
        store.save_understandings(
            [understanding(found, "fr"), understanding(contrary, "en"), understanding(unknown, "")]
        )

        assert store.search("dam", language="fr") == (unknown, found)
        assert store.search("dam", language="PT") == (declared,)
        assert store.search("dam", language="en") == (contrary,)
        assert store.search("dam", language="p_") == ()
        store.close()

    def test_search_keeps_to_sources_times_and_articles(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        told = [article(source, f"Dam {n}.", published_at=at(7 + n)) for n, source in enumerate(("AFP", "時報", "AFP"))]
        store.save_articles(told)
        one, two, three = told

        assert store.sources() == ("AFP", "時報")
        assert store.search("dam", sources=["時報", "Nobody"]) == (two,)
        assert store.search("dam", since=at(8), until=at(9)) == (two,)
        assert store.search("dam", since=at(8)) == (three, two)
        assert store.search("dam", among=[one.id, two.id, "nobody"]) == (two, one)
        assert store.search("dam", among=[]) == ()
        assert store.search("dam", 1, among={one.id: 0, two.id: 0}, until=at(8)) == (one,)
        assert store.search("dam 0", sources=["AFP"], since=at(7), among=[one.id]) == (one,)
        store.close()

    def test_search_keeps_to_the_names_that_an_article_mentions(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        one, two = article(text="Acme a fermé."), article(text="爱可美公司关闭了。", published_at=at(9))
        store.save_articles([one, two])
        known, unknown = Mention(span(two, "爱可美"), "Acme", "company", "acme"), Mention(span(two), "…", "unknown")
        first = replace(understanding(one), mentions=(Mention(span(one, "Acme"), "Acme", "company", "acme"),))
        store.save_understandings([first, replace(understanding(two), mentions=(known, known, unknown))])

        assert store.search("", entities=["acme"]) == (two, one)
        assert store.search("fermé", entities=["acme", "bolt"]) == (one,)
        assert store.search("", entities=["bolt"]) == store.search("", entities=["Acme"]) == ()

        store.save_understandings([replace(first, mentions=())])
        assert store.search("", entities=["acme"]) == (two,)
        store.close()

    def test_a_blank_search_finds_all_that_is_left_to_find(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        articles = [article(id=f"{n:04}", text=f"Text {n}.", published_at=at(n % 24)) for n in range(2400)]
        store.save_articles(articles)

        assert [one.id for one in store.search(" ", 2)] == ["0023", "0047"]
        assert len(store.search("", 3000, among=[one.id for one in articles])) == 2400
        assert [one.id for one in store.search("", 2, among=[one.id for one in articles])] == ["0023", "0047"]
        store.close()

    def test_search_takes_anything_a_reader_may_type(self, tmp_path: Path) -> None:
        store = self.make_store(tmp_path)
        store.save_articles([article(text="Plain words, C++ and AT&T, 50 % or more.")])

        for query in [
            *"\"'*^()%_-\\🙂中\x00",
            "",
            "  ",
            "NEAR(",
            "a AND",
            "OR",
            "title:x",
            "-x",
            'a" OR "b',
            "a" * 10_000,
        ]:
            store.search(query)

        assert len(store.search('"plain" (words)')) == 1
        assert store.search("!!") == ()
        store.close()

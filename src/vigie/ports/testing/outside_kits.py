"""What fetchers, embedders, engines, deliveries, translators and language models promise, one small class each.

Subclass a kit in a test, fill in its first method, and every promise is a test:

    class TestMyEngine(EngineKit):
        def make_engine(self) -> Engine:
            return MyEngine(workers=2)
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np

from vigie.model import FeedState, FetchError, ModelError, RefusedError, VigieError
from vigie.ports.answers import fits
from vigie.ports.outside import Clock, Delivery, Embedder, Engine, Fetcher, LanguageModel, Translator
from vigie.ports.testing.promises import refused


class FetcherKit:
    """`make_fetcher` gives a fetcher for which, by whatever means (a loopback server, a record), these addresses hold:
    PAGE answers 200 with PAGE_BODY as text/html in UTF-8 and the etag `"v1"`, and 304 to a request that already has it;
    MISSING answers 404; FORBIDDEN is refused to robots."""

    PAGE = "http://site.example/page"
    MISSING = "http://site.example/missing"
    FORBIDDEN = "http://site.example/private/page"
    PAGE_BODY = "<p>Fermé, 关闭.</p>".encode()
    ETAG = '"v1"'

    def make_fetcher(self, folder: Path) -> Fetcher:
        raise NotImplementedError

    def test_a_page_comes_as_its_bytes(self, tmp_path: Path) -> None:
        answer = self.make_fetcher(tmp_path).get(self.PAGE)

        assert (answer.url, answer.status, answer.body) == (self.PAGE, 200, self.PAGE_BODY)
        assert (answer.media_type, answer.charset.lower(), answer.etag) == ("text/html", "utf-8", self.ETAG)
        assert not answer.unchanged

    def test_a_page_that_did_not_change_is_not_sent_again(self, tmp_path: Path) -> None:
        answer = self.make_fetcher(tmp_path).get(self.PAGE, FeedState(self.PAGE, etag=self.ETAG))

        assert answer.unchanged
        assert answer.body == b""

    def test_a_page_that_changed_is_sent(self, tmp_path: Path) -> None:
        answer = self.make_fetcher(tmp_path).get(self.PAGE, FeedState(self.PAGE, etag='"v0"'))

        assert answer.body == self.PAGE_BODY

    def test_a_missing_page_is_a_fetch_error(self, tmp_path: Path) -> None:
        with refused(FetchError):
            self.make_fetcher(tmp_path).get(self.MISSING)

    def test_a_page_that_robots_may_not_read_is_refused(self, tmp_path: Path) -> None:
        with refused(RefusedError):
            self.make_fetcher(tmp_path).get(self.FORBIDDEN)

    def test_what_is_no_address_is_a_fetch_error(self, tmp_path: Path) -> None:
        fetcher = self.make_fetcher(tmp_path)
        for url in ("", "not an address", "file:///etc/passwd", "http://", "javascript:alert(1)"):
            with refused(FetchError):
                fetcher.get(url)


class EmbedderKit:
    """Vectors are comparable, the same each time, and nothing typed by anyone breaks them."""

    TEXTS = (
        "The dam was closed on Monday.",
        "Le barrage a été fermé lundi.",
        "大坝周一关闭。",
        "أُغلق السد يوم الاثنين",
        "AI 芯片",
    )
    LANGUAGES = ("en", "fr", "zh", "ar", "")

    def make_embedder(self) -> Embedder:
        raise NotImplementedError

    def test_each_text_has_a_unit_row_of_one_width(self) -> None:
        rows = self.make_embedder().embed(self.TEXTS, self.LANGUAGES)

        assert rows.shape[0] == len(self.TEXTS)
        assert rows.dtype == np.float32
        assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-3)

    def test_no_text_gives_no_row(self) -> None:
        embedder = self.make_embedder()

        assert embedder.embed([], []).shape == (0, embedder.embed(["a"], ["en"]).shape[1])

    def test_a_text_without_letters_or_digits_gives_zeros(self) -> None:
        rows = self.make_embedder().embed(["", "  \n", "…?! — «»", "🌊", "dam"], ["en"] * 5)

        assert not rows[:4].any()
        assert rows[4].any()

    def test_the_same_text_has_the_same_row_alone_and_among_others(self) -> None:
        embedder = self.make_embedder()
        together = embedder.embed(self.TEXTS, self.LANGUAGES)
        alone = [
            embedder.embed([text], [language])[0] for text, language in zip(self.TEXTS, self.LANGUAGES, strict=True)
        ]

        assert np.array_equal(together, embedder.embed(self.TEXTS, self.LANGUAGES))
        # Batches may add numbers in another order; what is stored is half precision.
        assert np.allclose(together, np.array(alone), atol=1e-3)

    def test_nothing_in_a_text_breaks_it(self) -> None:
        hard = ["a\x00b", "half \ud83d", "\u202eright to left", "x" * 100_000, "e\u0301" * 500, "\ufffd\ufeff dam"]

        rows = self.make_embedder().embed(hard, ["en", "xx", "", "fr", "zh-Hant", "?"])

        assert rows.shape[0] == len(hard)
        assert np.isfinite(rows).all()

    def test_a_name_is_given(self) -> None:
        assert self.make_embedder().name.strip()


class TranslatorKit:
    """`SERVED` is a pair the translator serves, `UNSERVED` one it does not."""

    SERVED = ("en", "fr")
    UNSERVED = ("xx", "yy")

    def make_translator(self) -> Translator:
        raise NotImplementedError

    def test_a_served_pair_gives_words(self) -> None:
        assert self.make_translator().translate("The dam was closed.", *self.SERVED).strip()

    def test_a_pair_that_is_not_served_says_so(self) -> None:
        with refused(ModelError):
            self.make_translator().translate("The dam was closed.", *self.UNSERVED)

    def test_the_same_words_are_translated_alike_each_time(self) -> None:
        translator = self.make_translator()
        told = [translator.translate("The dam was closed.", *self.SERVED) for _ in range(2)]

        assert told == [self.make_translator().translate("The dam was closed.", *self.SERVED)] * 2
        assert translator.name.strip()


class LanguageModelKit:
    """`make_model` gives a model whose server, real or recorded, will give these answers in turn."""

    SCHEMA: Mapping[str, object] = {
        "type": "object",
        "properties": {"text": {"type": "string"}, "cited": {"type": "array", "items": {"type": "integer"}}},
        "required": ["text", "cited"],
    }

    def make_model(self, answers: Sequence[Mapping[str, object]]) -> LanguageModel:
        raise NotImplementedError

    def test_an_answer_that_fits_is_given(self) -> None:
        model = self.make_model([{"text": "Le barrage est fermé.", "cited": [1]}])

        answer = model.complete("Reword.", ["The dam was closed."], self.SCHEMA)

        assert fits(answer, self.SCHEMA)
        assert answer["text"] == "Le barrage est fermé."
        assert model.name.strip()
        assert model.tally().calls == 1

    def test_an_answer_that_does_not_fit_is_an_error(self) -> None:
        for wrong in ({"text": "No citation."}, {"text": 7, "cited": []}, {"text": "x", "cited": ["one"]}):
            with refused(ModelError):
                # Given often enough for a model that asks again.
                self.make_model([wrong] * 5).complete("Reword.", ["The dam was closed."], self.SCHEMA)


class DeliveryKit:
    """`delivered` tells what lies at the place, by relative path."""

    FILES: Mapping[str, bytes] = {"index.html": b"<p>1</p>", "2026/03/12/brief.json": b"{}", "été/水.txt": b"\x00\xff"}

    def make_delivery(self, folder: Path) -> Delivery:
        raise NotImplementedError

    def delivered(self, delivery: Delivery, folder: Path) -> Mapping[str, bytes]:
        raise NotImplementedError

    def test_every_file_arrives_whole(self, tmp_path: Path) -> None:
        delivery = self.make_delivery(tmp_path)

        delivery.deliver(self.FILES)

        assert dict(self.delivered(delivery, tmp_path)) == dict(self.FILES)

    def test_delivering_twice_changes_nothing(self, tmp_path: Path) -> None:
        delivery = self.make_delivery(tmp_path)

        delivery.deliver(self.FILES)
        delivery.deliver(self.FILES)

        assert dict(self.delivered(delivery, tmp_path)) == dict(self.FILES)

    def test_a_file_delivered_anew_replaces_the_old_one_and_leaves_the_others(self, tmp_path: Path) -> None:
        delivery = self.make_delivery(tmp_path)
        delivery.deliver(self.FILES)

        delivery.deliver({"index.html": b"<p>2</p>"})

        assert dict(self.delivered(delivery, tmp_path)) == {**self.FILES, "index.html": b"<p>2</p>"}

    def test_the_place_has_a_name_that_stays(self, tmp_path: Path) -> None:
        delivery = self.make_delivery(tmp_path)

        assert delivery.target.strip()
        assert delivery.target == self.make_delivery(tmp_path).target


class EngineKit:
    """Functions here stand at the top of the module, so that engines with other processes can name them."""

    def make_engine(self) -> Engine:
        raise NotImplementedError

    def test_results_come_in_the_order_of_the_inputs(self) -> None:
        assert list(self.make_engine().map(_squared, range(500))) == [n * n for n in range(500)]

    def test_no_input_gives_no_result(self) -> None:
        assert list(self.make_engine().map(_squared, [])) == []

    def test_inputs_may_be_a_stream(self) -> None:
        assert list(self.make_engine().map(_squared, (n for n in range(10)))) == [n * n for n in range(10)]

    def test_an_error_of_the_function_comes_through_as_itself(self) -> None:
        with refused(VigieError):
            list(self.make_engine().map(_failing_at_seven, range(20)))

    def test_an_engine_serves_again_after_an_error(self) -> None:
        engine = self.make_engine()
        with refused(VigieError):
            list(engine.map(_failing_at_seven, range(20)))

        assert list(engine.map(_squared, [3])) == [9]


class ClockKit:
    """Moments are aware, in UTC, and do not run backwards."""

    def make_clock(self) -> Clock:
        raise NotImplementedError

    def test_now_is_aware_and_in_utc(self) -> None:
        clock = self.make_clock()
        before, after = clock.now(), clock.now()

        assert before.utcoffset() == timedelta(0)
        assert before <= after


def _squared(n: int) -> int:
    return n * n


def _failing_at_seven(n: int) -> int:
    if n == 7:
        raise VigieError("test.seven", "seven fails", "leave it out")
    return n

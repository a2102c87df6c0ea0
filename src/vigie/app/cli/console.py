"""What every command shares: where it prints, how it fails, how it shows progress."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from vigie.model import UsageError, VigieError

if TYPE_CHECKING:
    from vigie.app.configuration import Folder


def out(text: str = "") -> None:
    """Prints to standard output: what was asked for, nothing else."""
    sys.stdout.write(text + "\n")


def languages() -> str:
    """The languages that briefs are written in, those with both files. The folders are listed rather than the rooms
    imported: `vigie --help` must not wait for them."""
    folders = [files("vigie") / "write" / "phrasing", files("vigie") / "publish" / "wording"]
    held = [{file.name.removesuffix(".toml") for file in folder.iterdir()} for folder in folders]
    return ", ".join(sorted(name for name in set.intersection(*held) if name.isalpha()))


def note(text: str) -> None:
    """Prints to standard error: progress and remarks."""
    sys.stderr.write(text + "\n")


def example(*lines: str) -> str:
    """The examples under a command's help."""
    return "Example:  " + "   ·   ".join(lines)


def fail(error: VigieError) -> NoReturn:
    """One line on standard error; exit status 2 for bad use, 1 for failure."""
    note(f"vigie: {error}")
    sys.exit(2 if isinstance(error, UsageError) else 1)


def a_day(written: str | None) -> date | None:
    """A day as people give it: 2026-04-23. Raises UsageError."""
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise UsageError("use.day", f"{written!r} is not a day", "write it as 2026-04-23") from None


def a_moment(written: str | None) -> datetime | None:
    """A day or a moment, UTC unless it says otherwise. Raises UsageError."""
    from datetime import UTC

    if written is None:
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise UsageError("use.moment", f"{written!r} is not a time", "write it as 2026-04-23T08:30") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def here() -> "Folder":
    """The working folder: the current one. Raises ConfigError when nothing was begun here."""
    from vigie.app.configuration import open_folder

    return open_folder(Path())


@contextmanager
def progress() -> Iterator[tuple[Callable[[str], None], Callable[[str, int], None]]]:
    """(started, advanced): a live line for each stage on a terminal, one plain line a stage elsewhere."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield (lambda stage: note(f"  {stage} …")), (lambda *_: None)
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<12}"),
        TextColumn("{task.completed}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=False) as bar:
        tasks: dict[str, int] = {}

        def started(stage: str) -> None:
            for name, task in tasks.items():
                if name != stage:
                    bar.stop_task(task)  # type: ignore[arg-type]
            tasks[stage] = bar.add_task(stage, total=None)

        def advanced(stage: str, count: int) -> None:
            bar.advance(tasks[stage], count)  # type: ignore[arg-type]

        yield started, advanced

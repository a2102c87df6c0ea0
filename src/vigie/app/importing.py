"""`vigie import`: files into the folder's archive, and what to tell of it."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from vigie.adapters.clock import SystemClock
from vigie.adapters.store import open_store
from vigie.app.configuration import Folder
from vigie.extract import Options, import_files

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Imported:
    """One line for the person, and a remark for each of the first inputs that could not be read."""

    summary: str
    remarks: tuple[str, ...]


def import_paths(
    folder: Folder,
    paths: Sequence[Path],
    source: str,
    published: datetime | None,
    url: str,
    language: str,
    progress: Callable[[int], None],
) -> Imported:
    """Imports the files. Raises UsageError for a file that is missing or of an unknown kind."""
    before = 0

    def advanced(done: int, _: int) -> None:
        nonlocal before
        progress(done - before)
        before = done

    with closing(open_store(folder.archive)) as store:
        options = Options(source=source, published_at=published, url=url, language=language)
        report = import_files(store, paths, SystemClock(), options, advanced)
        remarks = (
            [f"{r.where}: {r.reason}" for r in store.rejections(min(report.rejected, SHOWN))] if report.rejected else []
        )
    if report.rejected > SHOWN:
        remarks.append(f"… and {report.rejected - SHOWN} more: vigie doctor")
    parts = [f"{report.added} articles added"]
    parts += [f"{report.known} known already"] if report.known else []
    parts += [f"{report.rejected} set aside"] if report.rejected else []
    return Imported(", ".join(parts), tuple(remarks))

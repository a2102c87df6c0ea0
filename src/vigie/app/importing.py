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
from vigie.extract.importing import reader_of


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
    begun: Callable[[], None],
    progress: Callable[[int], None],
) -> Imported:
    """Imports the files; `begun` is called once their names are known to be good. Raises UsageError for a file that is
    missing or of an unknown kind."""
    for path in paths:
        reader_of(path)
    begun()
    before = 0

    def advanced(done: int, _: int) -> None:
        nonlocal before
        progress(done - before)
        before = done

    with closing(open_store(folder.archive)) as store:
        options = Options(source=source, published_at=published, url=url, language=language)
        report = import_files(store, paths, SystemClock(), options, advanced)
    remarks = [f"{rejection.where}: {rejection.reason}" for rejection in report.first]
    if report.rejected > len(remarks):
        remarks.append(f"… and {report.rejected - len(remarks)} more: vigie doctor")
    parts = [f"{report.added} articles added"]
    parts += [f"{report.known} known already"] if report.known else []
    parts += [f"{report.rejected} set aside"] if report.rejected else []
    return Imported(", ".join(parts), tuple(remarks))

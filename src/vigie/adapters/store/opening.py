"""Opening an archive: one SQLite file, looked at before it is touched, at the newest schema, with one writer at a time.

May fail with StoreError: not an archive of ours, made by a newer release, locked, damaged. Read next: schema.py.
"""

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from vigie.adapters.store.schema import HEAD
from vigie.model import StoreError

# "VIGI", in the file's header: `file vigie.db` shows it, and a stranger's database does not have it.
APPLICATION_ID = 0x56494749
MIGRATIONS = Path(__file__).parent / "migrations"
# A writer waits this long for another one: longer than the longest transaction of a stage.
_BUSY_SECONDS = 60


class Archive:
    """One open file. Everything that reads or writes does it within `reading()` or `writing()`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine: Engine | None = _engine(path)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One view of the archive, whatever others write meanwhile."""
        with self._errors(), _collector_at_rest(), self._open().connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or none of it when anything fails."""
        # IMMEDIATE: a transaction that reads first and asks for the write lock later can be refused it half-way.
        options = {"vigie_begin": "BEGIN IMMEDIATE"}
        with self._errors(), self._open().execution_options(**options).begin() as connection:
            yield connection

    def close(self) -> None:
        """Lets go of the file; the last one to close folds the write-ahead log into it."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def _open(self) -> Engine:
        if self._engine is None:
            raise StoreError("store.closed", f"the archive {self.path} is closed", "open it again")
        return self._engine

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise self._told(error) from error
        except UnicodeEncodeError as error:
            # A lone surrogate, out of a "\ud83d" in JSON for instance: no UTF-8 exists for it.
            what = f"{error.object[max(0, error.start - 20) : error.start]!r} is followed by half a character"
            raise StoreError("store.not_unicode", what, "replace lone surrogates before saving") from error

    def _told(self, error: SQLAlchemyError) -> StoreError:
        cause = getattr(error, "orig", None) or error
        if isinstance(cause, StoreError):
            return cause
        if "locked" in str(cause):
            return StoreError("store.busy", f"another process is writing to {self.path}", "try again when it is done")
        if "FOREIGN KEY" in str(cause):
            return StoreError("store.no_article", "a result names an article that is not stored", "save articles first")
        return StoreError("store.failed", f"{self.path}: {cause}", "see `vigie doctor`")


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Without the collector of cycles. What is read has none, and thousands of articles that come at once would make it walk
    through everything in memory again and again: two thirds of the time that reading takes."""
    working = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if working:
            gc.enable()


class ArchivePart:
    """What the parts of the store have in common: the archive they work on."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive


def open_archive(path: Path) -> Archive:
    """The archive at `path`, made when there is none, brought to the newest schema when it is older."""
    revision = _look(path)
    archive = Archive(path)
    if revision != HEAD:
        try:
            _upgrade(archive)
        except BaseException:
            archive.close()
            raise
    return archive


def _look(path: Path) -> str:
    """The schema revision of the file, or "" when it is new. Reads only: a file that is not ours stays as it is."""
    if not path.parent.is_dir():
        raise StoreError("store.no_folder", f"the folder {path.parent} does not exist", "make it first")
    if not path.exists():
        return ""
    if not path.is_file():
        raise StoreError("store.not_an_archive", f"{path} is not a file", "name another place for the archive")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
            if not ours and not empty:
                raise _not_ours(path)
            return "" if empty else str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise StoreError("store.failed", f"{path}: {error}", "check that it may be read and written") from error
        raise _not_ours(path) from error


def _not_ours(path: Path) -> StoreError:
    return StoreError("store.not_an_archive", f"{path} is not an archive of Vigie", "name another file or move it away")


def _upgrade(archive: Archive) -> None:
    # Imported here because an archive that is up to date, as almost always, does not need it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    revision = _look(archive.path)
    if revision and revision not in known:
        raise StoreError(
            "store.newer",
            f"{archive.path} was made by a newer release of Vigie (schema {revision}, this one knows {HEAD})",
            "install the newest release",
        )
    # One transaction, begun before the revision is read: of two processes that open a new archive, one makes it.
    with archive.writing() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreError("store.failed", f"{archive.path} cannot be upgraded: {error}", "restore a copy") from error


def _engine(path: Path) -> Engine:
    # Absolute: connections are opened when they are needed, and the working directory may be another one by then.
    url = URL.create("sqlite", database=str(path.absolute()))
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # The driver begins transactions late and by guessing; None leaves BEGIN to us.
        connection.isolation_level = None
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -32768")
        # 32 MB of log before it is folded into the file: in a large archive each fold writes pages all over it.
        connection.execute("PRAGMA wal_autocheckpoint = 8000")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("vigie_begin", "BEGIN"))

    return engine

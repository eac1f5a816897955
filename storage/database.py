"""Opening the database: pragmas, migrations, backup."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError

from storage.ballot_box import NEVER_COPIED
from storage.errors import StorageProblem, problem

MIGRATIONS = Path(__file__).parent / "migrations"
BACKUPS_KEPT = 5
# What no backup holds: tables, and a setting that proves to phones that a laptop is this one.
SECRETS = {*NEVER_COPIED, "draft", "session"}
SECRET_SETTINGS = ("network_secret", "moderator_key", "moderator_pin")
PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds, for who looks into a new file
PATIENCE_MS = 2000  # for another program that holds the file

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # "saved" survives a power cut, not only a crash
    "PRAGMA fullfsync=ON",  # on a Mac that takes this, too: its fsync leaves data in the drive's own memory
    "PRAGMA secure_delete=ON",  # a deleted ballot key is overwritten, not just unlinked
    f"PRAGMA busy_timeout={PATIENCE_MS}",
    "PRAGMA foreign_keys=ON",
)


def sqlite_url(path: Path) -> URL:
    """A path is no URL: there, % and ? in a folder's name would lead elsewhere."""
    return URL.create("sqlite", database=str(path))


def open_database(url: str | URL) -> Engine:
    """An engine on a migrated database, which is created if there is none.

    Raises StorageProblem: missing (folder), read_only, locked, newer, damaged, disk_full, no_wal.
    """
    # Errors end up in the log, and what people wrote or voted must not.
    engine = create_engine(url, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_connect)
    try:
        with engine.begin() as connection:
            _migrate(connection)
            _check_log(connection)
            connection.execute(text("UPDATE setting SET value = value WHERE name = 'probe'"))
    except (DatabaseError, sqlite3.DatabaseError) as error:
        engine.dispose()
        raise problem(error) from error
    except BaseException:
        engine.dispose()
        raise
    return engine


def _check_log(connection: Connection) -> None:
    """Some network drives have no write-ahead log. Without one "saved" is not what we say it is."""
    if connection.dialect.name == "sqlite":
        mode = connection.execute(text("PRAGMA journal_mode")).scalar()
        if mode not in ("wal", "memory"):
            raise StorageProblem("no_wal", str(mode))


def _on_connect(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


class FileIdentity:
    """The file as it was when it was opened. Who deletes or replaces it while it is open leaves
    the database writing into nowhere, without an error."""

    def __init__(self, engine: Engine) -> None:
        name = engine.url.database if engine.dialect.name == "sqlite" else None
        self._file = name if name and name != ":memory:" else None
        self._identity, self._size = self._found()

    def _found(self) -> tuple[tuple[int, int] | None, int]:
        """Which file it is, and how large. It is only looked at: who opens and closes it in this process
        takes SQLite's locks on it away (POSIX), and then another program that closes it deletes the log under
        our hands."""
        try:
            found = os.stat(self._file) if self._file else None
        except OSError:
            return None, 0
        return ((found.st_dev, found.st_ino), found.st_size) if found else (None, 0)

    def check(self) -> None:
        """To be asked within a transaction. Raises StorageProblem: missing, damaged."""
        if self._file and self._identity:
            identity, size = self._found()
            if identity != self._identity or not os.path.exists(self._file + "-wal"):
                raise StorageProblem("missing", "moved or replaced while it was open")
            if size < self._size:  # it keeps its identity, but never shrinks by itself
                raise StorageProblem("damaged", "cut short while it was open")
            self._size = size


def checkpoint_wal(engine: Engine) -> bool:
    """Whether the write-ahead log could be written back and emptied. Waits for nobody."""
    if engine.dialect.name != "sqlite":
        return True
    with engine.connect() as connection:
        connection.execute(text("PRAGMA busy_timeout=0"))
        try:
            busy = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).scalar()
        finally:
            connection.execute(text(f"PRAGMA busy_timeout={PATIENCE_MS}"))
    return not busy


def newest_revision() -> str:
    """Migrations are called by their revision, numbered."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def _migrate(connection: Connection) -> None:
    """Alembic is loaded only where it has something to do: that takes a good part of a start."""
    told = inspect(connection).has_table("alembic_version")
    current = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if told else None
    if current != newest_revision():
        from storage.upgrading import upgrade

        upgrade(connection, MIGRATIONS, current)


def keep_private(folder: Path) -> None:
    """What lies in a data folder is for whoever started the program: what was made before, and what comes.

    On Windows a user's folder is private already, and these calls change nothing that matters.
    """
    os.umask(0o077)
    made = [folder, *(path for name in ("*.sqlite*", "backups", "backups/*") for path in folder.glob(name))]
    for path in made:
        with contextlib.suppress(OSError):  # a disk that knows no modes
            path.chmod(0o700 if path.is_dir() else 0o600)


@contextlib.contextmanager
def keep_alone(folder: Path) -> Iterator[None]:
    """Lets one program at a time use a data folder: two would number events twice.

    The lock is SQLite's own on a file beside the database, so the system frees it whatever way
    the program ends. Raises StorageProblem: locked, read_only, missing.
    """
    with contextlib.ExitStack() as held:
        try:
            lock = sqlite3.connect(folder / "running.lock", timeout=0, isolation_level=None)
            held.callback(lock.close)
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            raise problem(error) from error
        yield


def back_up(database: Path, folder: Path, name: str) -> Path | None:
    """Copies the file as it is now, without open votings' ballots and drafts. Keeps the last five.

    Returns the copy's path, or None if there is no database yet. Raises StorageProblem.
    """
    if not database.exists():
        return None
    target = folder / f"{name}.sqlite"
    # Until the secrets are out of it; one that was cut off goes with the next.
    unfinished = folder / "unfinished"
    for left in folder.glob("unfinished*"):
        with contextlib.suppress(OSError):
            left.unlink()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy(database, unfinished)
        _put(unfinished, target)
    except sqlite3.DatabaseError as error:
        raise problem(error) from error
    except OSError as error:
        raise StorageProblem("locked", str(error)) from error
    for old in sorted(folder.glob("*.sqlite"))[:-BACKUPS_KEPT]:
        with contextlib.suppress(OSError):  # somebody has it open: it goes another time
            old.unlink()
    return target


def _put(unfinished: Path, target: Path) -> None:
    """On Windows a program that looks into every new file holds it for a moment. Raises OSError."""
    for pause in PAUSES:
        try:
            unfinished.replace(target)
            return
        except PermissionError:
            time.sleep(pause)
    unfinished.replace(target)


def _copy(database: Path, target: Path) -> None:
    """Closes both files whatever happens: on Windows nobody can take an open one away."""
    with (
        contextlib.closing(sqlite3.connect(database, timeout=PATIENCE_MS / 1000)) as source,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()  # backup() would wait for ever
        source.backup(copy)
        _forget_secrets(copy)


def _forget_secrets(copy: sqlite3.Connection) -> None:
    copy.execute("PRAGMA journal_mode=DELETE")
    tables = {row[0] for row in copy.execute("SELECT name FROM sqlite_master")}
    for table in tables & SECRETS:  # another version may have others
        copy.execute(f"DELETE FROM {table}")  # noqa: S608 - one of these five
    if "setting" in tables:
        marks = ", ".join("?" * len(SECRET_SETTINGS))
        copy.execute(f"DELETE FROM setting WHERE name IN ({marks})", SECRET_SETTINGS)  # noqa: S608
    copy.commit()
    copy.execute("VACUUM")

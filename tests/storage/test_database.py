"""A database that is missing, read-only, locked, newer, damaged: a clear answer, nothing harmed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psutil
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect
from sqlmodel import SQLModel

from storage.database import back_up, keep_alone, open_database, sqlite_url
from storage.errors import StorageProblem
from storage.store import Store, Transaction
from storage.tables import NOUNS


def _url(path: Path) -> str:
    return f"sqlite:///{path}"


def test_a_new_database_is_made_with_all_tables_as_the_models_say(tmp_path: Path) -> None:
    engine = open_database(_url(tmp_path / "new.sqlite"))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
    engine.dispose()


@pytest.mark.parametrize("name", ["Was nun?", "50 % #1", "a@b&c+d;e", "Größe (1) 'neu'"])
def test_a_folder_may_be_called_what_a_url_reads_as_something_else(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    url = sqlite_url(folder / "x.sqlite")
    assert create_engine(url).dialect.create_connect_args(url)[0] == [str(folder / "x.sqlite")]
    if os.name == "nt" and "?" in name:
        return  # no folder there can be called so
    folder.mkdir()
    open_database(sqlite_url(folder / "x.sqlite")).dispose()
    assert (folder / "x.sqlite").exists()
    assert list(tmp_path.iterdir()) == [folder], "nothing beside it"


def test_opening_twice_changes_nothing(tmp_path: Path) -> None:
    first = Store(open_database(_url(tmp_path / "x.sqlite")))
    first.set_setting("moderator_pin", "123456")
    first.engine.dispose()
    again = Store(open_database(_url(tmp_path / "x.sqlite")))
    assert again.setting("moderator_pin") == "123456"
    again.engine.dispose()


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(StorageProblem, match="missing"):
        open_database(_url(tmp_path / "nowhere" / "x.sqlite"))


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    path.write_bytes(b"This is a letter, not a database. " * 100)
    with pytest.raises(StorageProblem, match="damaged"):
        open_database(_url(path))
    assert path.read_bytes().startswith(b"This is a letter")


def test_from_a_newer_version(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    open_database(_url(path)).dispose()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StorageProblem, match="newer"):
        open_database(_url(path))


def test_locked_by_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.sqlite"
    store = Store(open_database(_url(path)))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=10")
    monkeypatch.setattr("storage.database._PRAGMAS", ("PRAGMA busy_timeout=10",))
    with pytest.raises(StorageProblem, match="locked"):
        open_database(_url(path))
    other.close()
    store.engine.dispose()


def test_read_only(tmp_path: Path) -> None:
    """Through SQLite's own read-only mode: as root, file modes would not stop us."""
    path = tmp_path / "x.sqlite"
    open_database(_url(path)).dispose()
    with pytest.raises(StorageProblem, match="read_only"):
        open_database(f"sqlite:///file:{path.as_posix()}?mode=ro&uri=true")


def test_two_programs_never_share_a_folder(tmp_path: Path) -> None:
    with keep_alone(tmp_path), pytest.raises(StorageProblem, match="locked"), keep_alone(tmp_path):
        pass
    with keep_alone(tmp_path):
        pass


def test_a_copy_is_kept_of_each_start_but_only_five(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    assert back_up(path, tmp_path / "backups", "0") is None
    open_database(_url(path)).dispose()
    for n in range(7):
        back_up(path, tmp_path / "backups", str(n))
    assert [p.name for p in sorted((tmp_path / "backups").iterdir())] == [f"{n}.sqlite" for n in range(2, 7)]
    copy = Store(open_database(_url(tmp_path / "backups" / "6.sqlite")))
    assert copy.room_ids("workshop") == []
    copy.engine.dispose()


def test_an_id_belongs_to_its_scope(tmp_path: Path) -> None:
    engine = open_database(_url(tmp_path / "x.sqlite"))
    with engine.connect() as connection:
        for table in NOUNS.values():
            key = inspect(connection).get_pk_constraint(table.name)
            assert sorted(key["constrained_columns"]) == ["id", "scope"]
    engine.dispose()


def test_a_copy_of_a_file_that_another_version_made_or_another_program_holds(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE sealed_ballot (key)")
        other.execute("INSERT INTO sealed_ballot VALUES ('a key')")
    other.close()
    copy = back_up(path, tmp_path / "backups", "1")
    assert copy is not None and b"a key" not in copy.read_bytes()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StorageProblem, match="locked"):
        back_up(path, tmp_path / "backups", "2")
    holder.close()


def test_who_looks_into_the_new_copy_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows' scanner: 8 of 300 are refused, and all are granted 50 ms later."""
    path, refused = tmp_path / "x.sqlite", [PermissionError(13, "in use")] * 2
    open_database(_url(path)).dispose()
    replace = Path.replace

    def scanned(self: Path, target: Path) -> Path:
        if refused:
            raise refused.pop()
        return replace(self, target)

    monkeypatch.setattr("storage.database.PAUSES", (0.0, 0.0, 0.0))
    monkeypatch.setattr(Path, "replace", scanned)
    copy = back_up(path, tmp_path / "backups", "1")
    assert copy is not None and copy.exists()


def test_an_old_copy_that_somebody_has_open_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, unlink = tmp_path / "x.sqlite", Path.unlink
    open_database(_url(path)).dispose()

    def refuses(self: Path, missing_ok: bool = False) -> None:
        if self.name == "0.sqlite":
            raise PermissionError(13, "open elsewhere")
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuses)
    for n in range(7):
        assert back_up(path, tmp_path / "backups", str(n)) is not None


def test_a_folder_for_copies_that_cannot_be_made_is_a_problem_with_a_name(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    open_database(_url(path)).dispose()
    (tmp_path / "backups").write_text("in the way")
    with pytest.raises(StorageProblem):
        back_up(path, tmp_path / "backups", "1")


def test_a_place_without_a_write_ahead_log_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.database._PRAGMAS", ("PRAGMA journal_mode=DELETE",))
    with pytest.raises(StorageProblem, match="no_wal"):
        open_database(_url(tmp_path / "x.sqlite"))


def test_saved_means_on_disk_on_a_mac_as_well(tmp_path: Path) -> None:
    """Elsewhere it has no effect, so only that it is asked for can be seen here."""
    engine = open_database(_url(tmp_path / "x.sqlite"))
    with engine.connect() as connection:
        said = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("fullfsync", "synchronous")
        ]
    engine.dispose()
    assert said == [1, 2]


def _held(folder: Path) -> list[str]:
    """Open files: on Windows nobody could move these away, and from Python 3.13 on each is an error."""
    return [file.path for file in psutil.Process().open_files() if Path(file.path).is_relative_to(folder)]


def test_what_cannot_be_opened_is_let_go_of(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_bytes(b"This is a letter, not a database. " * 100)
    with pytest.raises(StorageProblem, match="damaged") as damaged:
        open_database(_url(tmp_path / "x.sqlite"))
    (tmp_path / "running.lock").write_bytes(b"This is a letter, not a database. " * 100)
    with pytest.raises(StorageProblem, match="damaged") as alone, keep_alone(tmp_path):
        pass
    assert damaged.tb and alone.tb  # which hold what was opened
    assert _held(tmp_path) == []


def test_an_engine_that_is_disposed_of_takes_the_connection_for_commits_along(tmp_path: Path) -> None:
    store = Store(open_database(_url(tmp_path / "x.sqlite")))
    store.write(Transaction((), traces=False))
    assert _held(tmp_path) != []
    store.engine.dispose()
    assert _held(tmp_path) == []
    store.write(Transaction((), traces=False))  # which opens another
    store.close()
    assert _held(tmp_path) == []


def test_another_program_that_looks_in_leaves_the_log_alone(tmp_path: Path) -> None:
    """SQLite's locks are the process's: had we opened the file ourselves beside it, they would be gone."""
    path = tmp_path / "x.sqlite"
    store = Store(open_database(_url(path)))
    write = Transaction((), traces=False)
    store.write(write)
    look = (
        "import sqlite3, sys; other = sqlite3.connect(sys.argv[1]);"
        "other.execute('SELECT count(*) FROM journal').fetchone(); other.close()"
    )
    for _ in range(3):
        subprocess.run([sys.executable, "-c", look, str(path)], check=True)
        store.write(write)
    store.close()

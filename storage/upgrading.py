"""A database of an earlier version becomes one of this version: alembic's work."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.errors import StorageProblem


def config(connection: Connection, migrations: Path) -> Config:
    made = Config()
    made.set_main_option("script_location", str(migrations).replace("%", "%%"))
    made.attributes["connection"] = connection
    return made


def upgrade(connection: Connection, migrations: Path, current: str | None) -> None:
    """To the newest revision. Raises StorageProblem: newer (than this program)."""
    asked = config(connection, migrations)
    known = {script.revision for script in ScriptDirectory.from_config(asked).walk_revisions()}
    if current is not None and current not in known:
        raise StorageProblem("newer", current)
    command.upgrade(asked, "head")

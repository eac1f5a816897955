"""Numbers on the command lines: whatever is typed, a sentence and an exit code."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app import main
from app.texts import of_this_computer, texts
from storage.database import open_database, sqlite_url
from storage.errors import StorageProblem
from storage.store import Store

BOUNDS = {
    "--port": (0, 65535),
    "--participants": (1, 5000),
    "--speed": (0.0, 1000.0),
    "--limit": (1, 1_000_000),
}
NEVER = ("nan", "inf", "-inf", "-1", "1e400", "9" * 5000, "0x10", "", "zwei")


@pytest.mark.parametrize("option", BOUNDS)
@pytest.mark.parametrize("number", NEVER)
def test_a_number_that_cannot_be_meant_is_said(tmp_path: Path, option: str, number: str) -> None:
    source = tmp_path / "cards.csv"
    source.write_text("text\nDer Bus\n", encoding="utf-8")
    rehearsal = (
        [] if option == "--port" else ["rehearse", str(source), "--url", "http://127.0.0.1:1/j/ABCDEF"]
    )
    folder = ["--data-dir", str(tmp_path / "data")] if option == "--port" else []
    ended = CliRunner(env={"COLUMNS": "300"}).invoke(main.cli, [*rehearsal, *folder, f"{option}={number}"])
    least, most = BOUNDS[option]
    assert ended.exit_code == 2, ended.output
    assert texts(of_this_computer()).t("cli.number_wrong", least=least, most=most) in ended.output
    assert not (tmp_path / "data").exists(), "nothing is begun"


def test_a_demo_that_cannot_be_saved_lets_go_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[Store] = []
    close = Store.close

    def full(*_: object) -> None:
        raise StorageProblem("disk_full")

    with monkeypatch.context() as patched:
        patched.setattr(Store, "commit", full)
        patched.setattr(Store, "close", lambda store: (closed.append(store), close(store)))
        with pytest.raises(StorageProblem, match="disk_full"), main._store(tmp_path, demo=True):
            pass
    assert len(closed) == 1
    with closing(Store(open_database(sqlite_url(tmp_path / main.DATABASE)))) as store:
        assert store.room_ids("workshop") == []

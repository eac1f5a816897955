"""What a rehearsal reads: tables as spreadsheets and corpora write them, and a sentence for all else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.rehearsal.source import Line, Request, SourceProblem, lines, mapping, script
from tests.app.rehearsal.test_rehearsal import a_table
from tests.load.server import ROOT


@pytest.mark.parametrize(
    ("url", "options", "sentence"),
    [
        ("http://127.0.0.1:9/x/ABC", [], "soll wie http://RECHNER:PORT/j/CODE aussehen"),
        ("http://127.0.0.1:99999/j/ABCDEF", [], "soll wie http://RECHNER:PORT/j/CODE aussehen"),
        ("http:///j/ABCDEF", [], "soll wie http://RECHNER:PORT/j/CODE aussehen"),
        ("http://127.0.0.1:9/j/ABCDEF", ["--moderator", "http://127.0.0.1:abc/m"], "wird nicht angenommen"),
        ("http://127.0.0.1:9/j/ABCDEF", ["--moderator", "http://[x"], "wird nicht angenommen"),
        ("http://127.0.0.1:9/j/ABCDEF", ["--moderator", "http://127.0.0.1:9/m/ä"], "wird nicht angenommen"),
        ("http://127.0.0.1:9/j/ABCDEF", ["--map", "text=nothing"], "keine Spalte für text"),
        ("http://127.0.0.1:9/j/ABCDEF", ["--map", "text"], "Keine Zuordnung wie"),
        ("http://127.0.0.1:9/j/ABCDEF", ["--delimiter", "||"], "Kein Trennzeichen: ||"),
    ],
)
def test_what_cannot_work_is_said_in_a_sentence(
    tmp_path: Path, url: str, options: list[str], sentence: str
) -> None:
    source = a_table(tmp_path / "cards.csv", ("text",), ("Karte",))
    command = [sys.executable, "-m", "app.main", "rehearse", str(source), "--url", url, *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    missing = tmp_path / "karten.csv"
    command = [
        sys.executable,
        "-m",
        "app.main",
        "rehearse",
        str(missing),
        "--url",
        "http://127.0.0.1:9/j/ABCDEF",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, f"{missing} lässt sich nicht lesen" in done.stderr) == (2, True), done.stderr


def test_lines_may_end_as_on_an_old_mac(tmp_path: Path) -> None:
    (tmp_path / "cards.csv").write_bytes(b"text\rEine\rZwei\r")
    assert [line.words for line in lines(tmp_path / "cards.csv", {})] == ["Eine", "Zwei"]


def test_a_very_long_text_is_one_text(tmp_path: Path) -> None:
    """Python's own limit for a cell is 131,072 letters."""
    words = "Lärm " * 50_000
    source = a_table(tmp_path / "cards.csv", ("text",), (words,))
    assert [line.words for line in lines(source, {})] == [words]


def test_tab_separated_texts_keep_their_quotes(tmp_path: Path) -> None:
    file = tmp_path / "texts.tsv"
    file.write_bytes('\ufeffid\tcontent\r\n1\t"Offen\r\n2\tsagte „ja"\x0b \r\n3\t\r\n'.encode())
    found = list(lines(file, {"text": "content"}))
    assert [line.words for line in found] == ['"Offen', 'sagte „ja"\x0b ']


def test_semicolons_are_found(tmp_path: Path) -> None:
    file = tmp_path / "texts.csv"
    file.write_text('Art;Karte\nStärke;"eins; zwei, drei"\n', "utf-8")
    assert list(lines(file, mapping("kind=Art"))) == [Line("eins; zwei, drei", "Stärke")]


def test_a_folder_without_known_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceProblem):
        script(Request(tmp_path))

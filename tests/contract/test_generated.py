"""The browser's copy of the protocol is the one that the Python models give."""

import re
from pathlib import Path

from app.live.generate import files

ROOT = Path(__file__).resolve().parents[2]


def test_the_browsers_copy_is_what_the_models_give() -> None:
    for path, text in files().items():
        assert path.read_text("utf-8") == text, "run: python -m app.live.generate"


def test_generating_twice_gives_the_same() -> None:
    assert files() == files()


# How a form says what may be typed: with a number of its own it would be a second place for a limit.
OF_ITS_OWN = re.compile(r'data-most="\d|data-to="\d|\blimit=\d{3}|Stepper\(.*, \d{2,}\)')


def test_no_form_has_a_limit_of_its_own() -> None:
    scripts, pages = (ROOT / "assets" / "components").rglob("*.js"), (ROOT / "app" / "pages").rglob("*.py")
    found = [
        (path.name, hit[0])
        for path in (*scripts, *pages)
        for hit in OF_ITS_OWN.finditer(path.read_text("utf-8"))
    ]
    assert found == []

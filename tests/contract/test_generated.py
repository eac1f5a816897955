"""The browser's copy of the protocol is the one that the Python models give."""

from app.live.generate import files


def test_the_browsers_copy_is_what_the_models_give() -> None:
    for path, text in files().items():
        assert path.read_text("utf-8") == text, "run: python -m app.live.generate"


def test_generating_twice_gives_the_same() -> None:
    assert files() == files()

"""The browser's copy of the protocol is the one that the Python models give."""

from app.live.generate import TARGET, generate


def test_protocol_gen_js_is_what_the_models_give() -> None:
    assert TARGET.read_text("utf-8") == generate(), "run: python -m app.live.generate"


def test_generating_twice_gives_the_same() -> None:
    assert generate() == generate()

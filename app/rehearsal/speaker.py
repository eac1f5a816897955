"""Says on the command line what happens in a rehearsal."""

from __future__ import annotations

from app.texts import of_this_computer, texts


class Speaker:
    """Prints sentences in one language; "" is the language of this computer."""

    def __init__(self, language: str = "") -> None:
        self.t = texts(language or of_this_computer()).t

    def text(self, key: str, **values: object) -> str:
        return self.t(f"cli.rehearsal.{key}", **values)

    def say(self, key: str, **values: object) -> None:
        print(self.text(key, **values), flush=True)

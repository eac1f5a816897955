"""Says on the command line what happens in a rehearsal."""

from __future__ import annotations

from app.rehearsal.device import CommandRejected
from app.texts import of_this_computer, texts
from facilitation.errors import REFUSALS

TROUBLES = ("malformed", "too_large", "internal")  # with a sentence of their own


class Speaker:
    """Prints sentences in one language; "" is the language of this computer."""

    def __init__(self, language: str = "") -> None:
        self.t = texts(language or of_this_computer()).t

    def text(self, key: str, **values: object) -> str:
        return self.t(f"cli.rehearsal.{key}", **values)

    def why(self, refused: CommandRejected) -> str:
        """What a person would read on a screen."""
        known = f"error.{refused.code}" if refused.code in TROUBLES else "error.malformed"
        return self.t(f"refused.{refused.code}" if refused.code in REFUSALS else known, **refused.params)

    def say(self, key: str, **values: object) -> None:
        print(self.text(key, **values), flush=True)

"""`python -m app.press document < words.json > document.pdf`: typst, in a process of its own.

typst keeps what it worked out for the last documents, hundreds of megabytes, and offers nothing to change
that. A process that ends gives all of it back, and if typst breaks, it takes nobody along.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import typst

from app.paths import ASSETS

_PRINT = ASSETS / "print"
NICE = 10  # steps behind the hall


def typeset_as(template: str, words: str, standards: list[str]) -> bytes:
    """A tagged PDF of assets/print/<template>.typ. `words`: JSON.

    Raises typst.TypstError where the standards cannot be kept."""
    made = typst.compile(
        str(_PRINT / f"{template}.typ"),
        root=str(_PRINT),
        font_paths=[str(_PRINT / "fonts")],
        sys_inputs={"data": words},
        format="pdf",
        pdf_standards=standards,
    )
    if not isinstance(made, bytes):
        raise TypeError("typst made no PDF")
    return made


def certified_or_not(template: str, words: str) -> bytes:
    """PDF/UA forbids letters that no font on this laptop has, such as an emoji. A document with a box in it
    is better than none, so then the PDF is tagged all the same and only not certified."""
    try:
        return typeset_as(template, words, ["ua-1"])
    except typst.TypstError:
        return typeset_as(template, words, [])


def main() -> None:
    with contextlib.suppress(AttributeError, OSError):  # Windows is told by who starts it
        os.nice(NICE)
    sys.stdout.buffer.write(certified_or_not(Path(sys.argv[1]).name, sys.stdin.buffer.read().decode()))


if __name__ == "__main__":
    main()

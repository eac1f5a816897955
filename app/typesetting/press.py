"""`python -m app.typesetting.press document < words.json > document.pdf`: typst, in a process of its own.

typst keeps what it worked out for the last documents, hundreds of megabytes, and offers nothing to change
that. A process that ends gives all of it back, and if typst breaks, it takes nobody along.
"""

from __future__ import annotations

import contextlib
import os
import sys

from app.paths import ASSETS

NO_TYPST = 3  # how the process ends then
_PRINT = ASSETS / "print"
NICE = 10  # steps behind the hall


def typeset_as(template: str, words: str, standards: list[str]) -> bytes:
    """A tagged PDF of assets/print/<template>.typ. `words`: JSON.

    Raises ImportError where there is no typst, typst.TypstError where the standards cannot be kept."""
    import typst  # not before: the hall itself only reads NO_TYPST

    made = typst.compile(  # type: ignore[call-overload]
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
    except RuntimeError:  # typst.TypstError is one
        return typeset_as(template, words, [])


def main() -> None:
    with contextlib.suppress(AttributeError, OSError):  # Windows is told by who starts it
        os.nice(NICE)
    try:
        made = certified_or_not(sys.argv[1], sys.stdin.buffer.read().decode())
    except ImportError:  # there is none for Windows on ARM, and a company's policy may refuse it
        sys.exit(NO_TYPST)
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()

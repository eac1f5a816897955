"""PDFs by typst: the template lies in assets/print, and all words come to it as data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

try:
    import typst
except ImportError:  # there is none for Windows on ARM
    typst = None  # type: ignore[assignment]

from app.paths import ASSETS

_PRINT = ASSETS / "print"
KEPT_BY_TYPST = 11


class NoPdf(Exception):
    """This laptop cannot make a PDF. The sentences are `setup.problem.no_pdf` and `error.no_pdf`."""

    code = "no_pdf"


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """A tagged PDF of assets/print/<template>.typ. Takes up to a second, and blocks: call it in a thread.

    PDF/UA forbids letters that no font on this laptop has, such as an emoji. A document with a
    box in it is better than none, so then the PDF is tagged all the same and only not certified.
    Raises NoPdf.
    """
    if typst is None:
        raise NoPdf
    words = json.dumps(data, ensure_ascii=False)
    try:
        return typeset_as(template, words, ["ua-1"])
    except typst.TypstError:
        return typeset_as(template, words, [])
    finally:
        _forget()


def _forget() -> None:
    """typst keeps what it worked out for the last ten documents, up to 40 MB for each, and offers nothing to
    change that: but empty ones count, too."""
    for _ in range(KEPT_BY_TYPST):
        typst.compile(b"", ignore_system_fonts=True)


def typeset_as(template: str, words: str, standards: list[str]) -> bytes:
    """`words`: JSON. Raises typst.TypstError where the standards cannot be kept."""
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

"""EXPORTS: the formats in which a workshop can be taken home. To add one, add an entry and its file."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from app.exports import pdf, xlsx
from facilitation.documentation.parts import Documentation


class Export(NamedTuple):
    """`render(documentation, language)` blocks: call it in a thread."""

    media_type: str
    suffix: str
    render: Callable[[Documentation, str], bytes]


_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

EXPORTS: dict[str, Export] = {
    "pdf": Export("application/pdf", "pdf", pdf.render),
    "xlsx": Export(_SHEET, "xlsx", xlsx.render),
}

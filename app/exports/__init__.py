"""EXPORTS: the formats in which a workshop can be taken home. To add one, add an entry and its file."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from app.exports import pdf, xlsx
from facilitation.documentation_parts import Documentation


class Export(NamedTuple):
    """`render(documentation, language)` blocks: call it in a thread. `label` is the key of a text."""

    id: str
    label: str
    media_type: str
    suffix: str
    render: Callable[[Documentation, str], bytes]


_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

EXPORTS: dict[str, Export] = {
    "pdf": Export("pdf", "doc.export_pdf", "application/pdf", "pdf", pdf.render),
    "xlsx": Export("xlsx", "doc.export_xlsx", _SHEET, "xlsx", xlsx.render),
}

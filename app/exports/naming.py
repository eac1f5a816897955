"""Names of files as a county files them: the day, what it is about, what it is."""

from __future__ import annotations

import re
from urllib.parse import quote

from facilitation.model import Workshop

LONGEST = 80
"""Characters of a title. A path of Windows has 259, and a share's folders need most of them."""

# What Windows, macOS or a shell would not have in a name, and what nobody sees.
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f]+')


def file_name(workshop: Workshop, what: str, suffix: str) -> str:
    """ "2026-11-16 Bürgerinnen und Bürger - Dokumentation.pdf"; the day only where there is a date."""
    day = workshop.date if re.fullmatch(r"\d{4}-\d{2}-\d{2}", workshop.date) else ""
    title = _clean(workshop.title)[:LONGEST].strip(" .") or workshop.code
    return f"{day} {title} - {_clean(what)}.{suffix}".strip()


def _clean(words: str) -> str:
    return " ".join(_FORBIDDEN.sub(" ", words).split()).strip(" .")


def disposition(name: str) -> str:
    """The header with which a browser saves a file under this name (RFC 6266)."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"

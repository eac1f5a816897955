"""The accessibility statement: a page without any script, so that it can be read with anything."""

from __future__ import annotations

import re

from app.paths import ASSETS
from app.texts import LANGUAGES, direction, languages_of, name_of, texts
from app.web import shell
from app.web.templating import html
from app.workplace.contact import Contact

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}

NOBODY = "nobody yet"
READ_BY = '"X-Native-Reader: {}\\n"'
"""In the head of each catalogue: when a native speaker last read it (2027-01-31), or NOBODY."""

# Heading `statement.<id>`, sentences `statement.<id>_1` and so on.
SECTIONS = {"standard": 2, "tested": 5, "untested": 3, "limits": 7, "without": 2}


def statement_page(lang: str, contact: Contact | None, back: str = "/") -> str:
    """HTML. `lang`: one of `languages_of("statement")`; `back`: one of our own addresses."""
    return html(
        "statement.html",
        t=texts(lang).t,
        lang=lang,
        dir=direction(lang),
        way_back=back,
        css=shell.styles("statement"),
        languages=[(code, name_of(code)) for code in languages_of("statement")],
        sections=[_section(lang, id, count) for id, count in SECTIONS.items()],
        contact=contact,
        dialled=re.sub(r"[^\d+]", "", contact.phone) if contact else "",
    )


def _section(lang: str, id: str, count: int) -> tuple[str, list[str]]:
    """Heading and sentences."""
    t = texts(lang).t
    said = [t(f"statement.{id}_{n}") for n in range(1, count + 1)]
    if id == "limits" and (names := unread()):
        said.insert(1, t("statement.limits_unread", languages=", ".join(names)))
    return t(f"statement.{id}"), said


def unread() -> list[str]:
    """What the languages call themselves of which no native speaker has read all catalogues."""
    folder = ASSETS / "translations"
    return [
        name
        for code, name in LANGUAGES
        if any(READ_BY.format(NOBODY) in path.read_text("utf-8") for path in folder.glob(f"{code}/*.po"))
    ]

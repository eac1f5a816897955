"""The accessibility statement: a page without any script, so that it can be read with anything."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from app.paths import ASSETS
from app.texts import LANGUAGES, direction, languages_of, name_of, texts
from app.web import bundle
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

_PAGE = """<!doctype html>
<html lang="{lang}" dir="{dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{title} · Zielrunde</title>
<link rel="icon" href="data:,">
<style>{css}</style>
</head>
<body class="zr statement">
<header><a class="button" href="{way_back}">{back}</a><nav aria-label="{language}">{languages}</nav></header>
<main>
<h1>{title}</h1>
<p>{intro}</p>
{sections}
<h2>{contact}</h2>
{ways}
</main>
</body>
</html>
"""


def statement_page(lang: str, contact: Contact | None, back: str = "/") -> str:
    """HTML. `lang`: one of `languages_of("statement")`; `back`: one of our own addresses."""
    t = texts(lang).t
    return _PAGE.format(
        lang=lang,
        dir=direction(lang),
        way_back=_escaped(back),
        css=bundle.css("tokens", "base", "statement"),
        languages=_languages(lang),
        sections="\n".join(_section(lang, id, count) for id, count in SECTIONS.items()),
        ways=_ways(lang, contact),
        language=_escaped(t("common.language")),
        **{id: _escaped(t(f"statement.{id}")) for id in ("title", "intro", "back", "contact")},
    )


def _section(lang: str, id: str, count: int) -> str:
    t = texts(lang).t
    said = [t(f"statement.{id}_{n}") for n in range(1, count + 1)]
    if id == "limits" and (names := unread()):
        said.insert(1, t("statement.limits_unread", languages=", ".join(names)))
    return f"<h2>{_escaped(t(f'statement.{id}'))}</h2>\n{_items(said)}"


def unread() -> list[str]:
    """What the languages call themselves of which no native speaker has read all catalogues."""
    folder = ASSETS / "translations"
    return [
        name
        for code, name in LANGUAGES
        if any(READ_BY.format(NOBODY) in path.read_text("utf-8") for path in folder.glob(f"{code}/*.po"))
    ]


def _items(sentences: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{_escaped(sentence)}</li>" for sentence in sentences) + "</ul>"


def _ways(lang: str, contact: Contact | None) -> str:
    """Who is asked. Somebody in the room can help at once, whoever else is named."""
    t = texts(lang).t
    said = [_escaped(t("statement.in_the_room"))]
    if contact:
        said += [_escaped(t("statement.write")), _address(lang, contact)]
    said.append(_escaped(t("statement.arbitration")))
    return "\n".join(f"<p>{sentence}</p>" for sentence in said)


def _address(lang: str, contact: Contact) -> str:
    t = texts(lang).t
    lines = [f'<strong dir="auto">{_escaped(contact.name)}</strong>']
    if contact.email:
        lines.append(_link(t("statement.email"), f"mailto:{contact.email}", contact.email))
    if contact.phone:
        dialled = re.sub(r"[^\d+]", "", contact.phone)
        lines.append(_link(t("statement.phone"), f"tel:{dialled}", contact.phone))
    return "<br>".join(lines)


def _link(label: str, target: str, text: str) -> str:
    return f'{_escaped(label)}: <a href="{_escaped(target)}" dir="ltr">{_escaped(text)}</a>'


def _languages(lang: str) -> str:
    """Each in its own language; the one that is read now says so."""
    now = {lang: ' aria-current="true"'}
    return "".join(
        f'<a href="?lang={code}" lang="{code}" hreflang="{code}"{now.get(code, "")}>{name_of(code)}</a>'
        for code in languages_of("statement")
    )


def _escaped(text: str) -> str:
    return html.escape(text)

"""The light pages: participant and stage. One HTML answer with its styles and texts inside.

First paint needs no script: the page's frame comes with the HTML. The scripts follow, immutable and
compressed beforehand; they are named first, so that a slow network brings them first.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from app.exports.facts import speaking
from app.network.addresses import nearby
from app.network.monitor import Network
from app.texts import LANGUAGES, direction, languages_of, texts
from app.web import bundle
from app.web.templating import html
from app.workplace.invitations import Invitations
from facilitation.agenda import doing
from facilitation.model import Group, Workshop
from facilitation.model.agenda import Activity
from facilitation.state import State

_END = """<script type="module">{begin}</script>
</body>
</html>
"""
_OWN = ("home", "group_number")  # what differs between phones that ask for the same page

# The three marks, without gradients: a tab should be found again at a glance.
_ICON = (
    "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 36 12'%3E"
    "%3Ccircle cx='6' cy='6' r='6' fill='%23115536'/%3E"
    "%3Crect x='13' width='11' height='12' fill='%23783905'/%3E"
    "%3Cpath d='M25 12l5.5-12L36 12z' fill='%2317397b'/%3E%3C/svg%3E"
)


# The hall's light decides how the stage looks, and so the moderator, not the laptop's own theme.
_WHERE_PREFERRED = "@media (prefers-color-scheme:dark){:root{"
_WHERE_CHOSEN = "@media all{:root[data-look=dark]{"


class Page(NamedTuple):
    """HTML: what is the same for all who ask, compressed once (`app.web.page_cache`), and the rest."""

    same: str
    own: str
    scripts: str  # those inside, as a policy names them: by hash, for a number used once would differ


def security_headers(scripts: str, own: Sequence[str]) -> dict[str, str]:
    """Nothing from elsewhere may load, and no text becomes a script: templates are compiled beforehand.

    `scripts`: those inside the page (`Page.scripts`). `own`: the laptop's addresses. A phone that lost it
    asks for it at others, which may be newer than the page: so any host may be asked, but only on our own
    ports and those where we may be after a restart.
    """
    policy = (
        f"default-src 'self'; script-src 'self' {scripts}; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        f"connect-src 'self' ws: wss: {elsewhere(own)}; "
        "frame-ancestors 'self'; base-uri 'none'; form-action 'self'"
    )
    return {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
    }


def elsewhere(own: Sequence[str]) -> str:
    """Any host, on our own ports and where we may be after a restart, as a security policy names them."""
    bases = [urlsplit(base) for name in own for base in (name, *nearby(name))]
    return " ".join(sorted({f"{b.scheme}://*" + (f":{b.port}" if b.port else "") for b in bases}))


def page_data(
    invitations: Invitations,
    role: str,
    lang: str,
    state: State | None,
    area: str,
    group_number: int | None = None,
) -> dict[str, Any]:
    """What a page must know before the live channel opens (see assets/live/live.js)."""
    workshop = state.workshop if state else None
    code = workshop.code if workshop else ""
    return {
        "code": code,
        "role": role,
        "lang": lang,
        "dir": direction(lang),
        "texts": bundle.said(lang, area),
        "texts_url": {code: bundle.url(f"{area}.{code}.json") for code in languages_of(area)},
        "languages": _languages(workshop),
        "document_language": speaking(workshop.language).language if workshop else "",
        "home": home(invitations.network),
        "invite": invitations.invitation(code) if role != "participant" else None,
        "group_number": group_number,
        "workshop": _head(workshop),
        **_several(role),
    }


def home(network: Network) -> dict[str, Any]:
    """Where else to look for the laptop, and how to know that it is ours (see assets/live/home.js)."""
    question, places = network.places()
    return {"question": question, "places": places, "former": network.former}


def _languages(workshop: Workshop | None) -> list[tuple[str, str]]:
    """Code and name of all languages: those of the workshop first."""
    names = dict(LANGUAGES)
    first = (workshop.language, *workshop.languages) if workshop else ()
    return [(code, names[code]) for code in dict.fromkeys((*first, *names)) if code in names]


def _several(role: str) -> dict[str, Any]:
    """What stage and console say in more than one language: a few texts, fetched when they are wanted."""
    if role == "stage":
        return {"second_url": {code: bundle.url(f"second.{code}.json") for code, _ in LANGUAGES}}
    if role == "moderator":
        key = f"common.question.{doing(Activity.VOTE).id}"
        return {"vote_questions": {code: texts(code).t(key) for code, _ in LANGUAGES}}
    return {}


def _head(workshop: Workshop | None) -> dict[str, Any] | None:
    if workshop is None:
        return None
    known = {"title", "audience", "place", "dialogue_title", "date", "language", "stage_dark", "stage_size"}
    return workshop.model_dump(include=known)


def _tables(state: State | None) -> list[dict[str, Any]]:
    """With the tables in the page, one can sit down before the live channel is open."""
    return (
        [g.model_dump(include={"id", "number", "name", "seats"}) for g in state.all(Group)] if state else []
    )


def participant_page(
    invitations: Invitations, state: State | None, lang: str, group_number: int | None = None
) -> Page:
    """A phone's page; without a workshop it asks for the code."""
    data = page_data(invitations, "participant", lang, state, "phone", group_number)
    data["groups"] = _tables(state)
    return _page("participant", "mountParticipant", lang, data, styles("phone"))


def stage_page(invitations: Invitations, state: State, lang: str) -> Page:
    """The projected page."""
    data = page_data(invitations, "stage", lang, state, "stage")
    return _page("stage", "mountStage", lang, data, styles("stage"))


def check_page(invitations: Invitations, lang: str) -> Page:
    """The page on which a phone tries itself."""
    data = page_data(invitations, "participant", lang, None, "check")
    return _page("check", "mountCheck", lang, data, styles("check"))


@functools.cache
def _started() -> str:
    return bundle.inline("started")


@functools.cache
def styles(name: str) -> str:
    """All styles of a light page: "phone", "stage", "check" or "statement"."""
    css = bundle.lowered(bundle.css("tokens", "base", name))
    return css.replace(_WHERE_PREFERRED, _WHERE_CHOSEN) if name == "stage" else css


def _page(kind: str, mount: str, lang: str, data: dict[str, Any], css: str) -> Page:
    scripts = _scripts(kind, mount, data)
    head = data["workshop"] or {}
    page = html(
        "light.html",
        **scripts,
        t=texts(lang).t,
        lang=lang,
        dir=data["dir"],
        look="dark" if head.get("stage_dark") else "light",
        above=head.get("dialogue_title") or "Zielrunde",
        heading=head.get("title") or "Zielrunde",
        icon=_ICON,
        css=css,
        preloaded=bundle.first_urls(kind),
        kind=kind,
    )
    return Page(page, _END.format(**scripts), " ".join(map(_source, scripts.values())))


def _scripts(kind: str, mount: str, data: dict[str, Any]) -> dict[str, str]:
    """What stands in the page itself: whether it starts, what it must know, and how it begins."""
    same = {key: value for key, value in data.items() if key not in _OWN}
    own = {key: data[key] for key in _OWN}
    return {
        "started": _started(),
        "boot": f"window.ZIELRUNDE={_in_script(same)}",
        "begin": f'import {{ {mount} }} from "{bundle.bundle_url(kind)}";'
        f'{mount}(document.getElementById("app"), Object.assign(window.ZIELRUNDE, {_in_script(own)}));',
    }


def _source(script: str) -> str:
    """A script as a content security policy lets it in (CSP 3, 2.3.1: the hash of its text)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _in_script(data: dict[str, Any]) -> str:
    """JSON that cannot end its own <script>: titles are typed by people."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")

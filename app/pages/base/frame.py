"""The frame around every moderator page: who may enter, in which language, header, look."""

from __future__ import annotations

import copy
import functools
import html
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from nicegui import ui
from nicegui.language import Language

from app.pages.base.alarm import LaptopAlarm
from app.pages.base.guard import Guard
from app.pages.base.parts import face, icon, plain, tagged
from app.pages.base.trouble import Notice, numbered
from app.pages.base.words import LANGUAGES, language, t
from app.paths import ASSETS
from app.texts import COOKIE
from app.web import bundle
from app.workplace.access import Access
from app.workplace.rooms import Rooms
from app.workplace.workplace import Workplace

# NiceGUI names languages as Quasar does, and puts that name into <html lang>.
_QUASAR: dict[str, Language] = {"de": "de", "en": "en-US"}
A_YEAR = 365 * 24 * 3600
RECONNECT_SECONDS = 45.0
LOOK_SECONDS = 2.0


def serve(workplace: Workplace, path: str, build: Callable[..., Any], guard: Guard | None = None) -> None:
    """Makes `build` the page at `path`, which is handed the workplace first.

    With a guard it is for signed-in moderators only, and ends with their session.
    """
    of_address = list(inspect.signature(build, eval_str=True).parameters.values())[1:]

    async def page(**given: Any) -> Any:
        request = ui.context.client.request
        if elsewhere := _language_change(request) or (guard and _login_first(workplace.access, request)):
            return elsewhere
        if guard:
            guard.keep_an_eye_on(ui.context.client)
        _apply_styles()
        result = build(workplace, **given)
        return await result if inspect.isawaitable(result) else result

    page.__signature__ = inspect.Signature(of_address)  # type: ignore[attr-defined]
    ui.page(path, title="Zielrunde", dark=None, reconnect_timeout=RECONNECT_SECONDS)(page)


def _language_change(request: Request) -> Response | None:
    wanted = request.query_params.get("lang")
    if wanted not in LANGUAGES:
        return None
    response = RedirectResponse(request.url.path, status_code=303)
    response.set_cookie(COOKIE, wanted, max_age=A_YEAR, samesite="lax")
    return response


def _login_first(access: Access, request: Request) -> Response | None:
    if access.is_moderator(request.scope):
        return None
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/m/login?next={quote(wanted, safe='')}", status_code=303)


def not_here() -> Response:
    """To the start page, which says that there is no such workshop."""
    return RedirectResponse("/m?unknown=1", status_code=303)


# NiceGUI's pages need an import map, and stay empty where there is none: iPads up to 16.3, Firefox up to 107.
_TOO_OLD = """<p id="too-old" class="zr notice" style="display:none">{words}</p><script>
if (!(HTMLScriptElement.supports && HTMLScriptElement.supports("importmap")))
  document.getElementById("too-old").style.display = "block";
</script>"""

# Else the browser would open in place of the page whatever file was dropped beside the uploader.
_NO_DROPS = """<script>for (const name of ["dragover", "drop"]) addEventListener(name, (event) => {
  if (!event.dataTransfer?.types.includes("Files")) return; // words are still dropped into fields
  event.preventDefault();
  event.dataTransfer.dropEffect = "none";
});</script>"""


def _apply_styles() -> None:
    client = ui.context.client
    client.page = copy.copy(client.page)  # the language belongs to this visitor, not to the page
    client.page.language = _QUASAR[language()]
    ui.add_head_html(f"<style>{_styles()}</style>")  # inside, so that no page is ever seen undressed
    ui.add_body_html(_TOO_OLD.format(words=html.escape(t("setup.old_browser"))) + _NO_DROPS)


@functools.cache
def _styles() -> str:
    return bundle.css("tokens", "base", "pages")


@contextmanager
def frame(
    workplace: Workplace | None, title: str, subtitle: str | Callable[[], str] = ""
) -> Iterator[ui.element]:
    """Header and body of a page. Yields the place in the header for the page's own buttons.

    `workplace`: None for who is outside. A `subtitle` that may change while the page is open is asked for
    again and again.
    """
    ui.page_title(f"{title} · Zielrunde")
    with plain("div", "zr pages" if workplace else "zr pages outside"):
        with plain("header", "bar"):
            _brand(title, subtitle, home=workplace is not None)
            if workplace:
                saving_state(workplace.rooms)
            actions = plain("div", "bar-actions")
        Redrawn()
        with plain("div", "page-over"):  # what comes by itself lies over: nothing moves under a finger
            Notice.here()
            if workplace:
                LaptopAlarm(workplace.network, workplace.warned)
        with plain("div", "page"):  # NiceGUI has put all of this into a <main>
            yield actions


def _brand(title: str, subtitle: str | Callable[[], str], *, home: bool) -> None:
    with plain("a", "brand").props("href=/m"):
        ui.html(_LOGO, sanitize=False)
        with plain("span"):
            ui.label("Zielrunde")
            if home:
                ui.label(t("setup.home")).classes("muted")
    with plain("div", "bar-title"):
        tagged("h1", title)
        if subtitle:
            _subtitle(subtitle)


def _subtitle(subtitle: str | Callable[[], str]) -> None:
    """Cut where it is too long for two lines; whole for whoever points, touches or comes by Tab."""
    label = ui.label().classes("muted").props("dir=auto tabindex=0")

    def look() -> None:
        label.text = subtitle() if callable(subtitle) else subtitle
        label.props["title"] = label.text

    look()
    if callable(subtitle):
        ui.timer(LOOK_SECONDS, look)


class Redrawn(ui.element, component=ASSETS / "components" / "pages" / "redrawn_element.js"):
    """Lets a press and the focus outlast what is drawn anew under them, and stay where they are."""

    def __init__(self) -> None:
        super().__init__()
        self.props["still"] = bundle.bundle_url("shared_still")


# The three marks of the cards, side by side.
_LOGO = (
    '<svg class="logo" viewBox="0 0 62 22" aria-hidden="true">'
    '<circle cx="10" cy="11" r="10" fill="var(--strength-mark)"/>'
    '<rect x="21.5" y="1.5" width="19" height="19" fill="var(--weakness-mark)"/>'
    '<path d="M51 1l10.500 20h-21z" fill="var(--challenge-mark)"/></svg>'
)


def saving_state(rooms: Rooms) -> None:
    """Says all the time whether what is done here is on disk."""
    with plain("div", "saving").props("role=status"):
        mark = icon("saved")
        words = ui.label()

    def look() -> None:
        problem = rooms.saving_problem
        words.text = t(f"setup.problem.{problem}") if problem else t("setup.all_saved")
        mark.become("warning" if problem else "saved")

    look()
    ui.timer(LOOK_SECONDS, look)


def help_link() -> None:
    link_button(t("common.help"), "/m/help", "help")


def link_button(
    text: str, target: str, symbol: str = "", *, filled: bool = False, new_tab: bool = False
) -> ui.element:
    """A link that looks like a button. `target` is always one of our own addresses."""
    with plain("a", "button filled" if filled else "button").props(f'href="{target}"') as link:
        face(text, symbol)
    if new_tab:
        link.props("target=_blank")
    return link


def error_page(error: Exception) -> None:
    """Instead of a page that could not be built: a sentence and a number, no stack trace."""
    _apply_styles()
    with frame(None, t("setup.error_title")), plain("section", "narrow"):
        tagged("p", t("setup.unexpected", id=numbered(error)))
        link_button(t("setup.to_start"), "/m", filled=True)

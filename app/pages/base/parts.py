"""Small building blocks: words in a tag, icons, buttons, fields with their label above."""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from nicegui import events, ui

from app.exports.wording import direction
from app.paths import ASSETS
from app.texts import direction as of_language
from app.web import bundle
from facilitation.limits import LINE_LIMIT, whole
from facilitation.text import is_seen

Handler = Callable[..., Awaitable[Any] | Any]


@cache
def _strokes() -> dict[str, str]:
    """The icons' paths, read from where they are drawn: those of a first visit, and the others."""
    shared = ASSETS / "components" / "shared"
    drawn = "".join((shared / name).read_text("utf-8") for name in ("shared.js", "icons.js"))
    return dict(re.findall(r'^ +"?([a-z-]+)"?:\s+"(M[^"]+)",$', drawn, re.MULTILINE))


class Icon(ui.html):
    """A line icon beside a word."""

    def __init__(self, name: str) -> None:
        super().__init__(_drawn(name), sanitize=False, tag="span")
        self.classes("icon-box").props("aria-hidden=true")

    def become(self, name: str) -> None:
        self.content = _drawn(name)


def _drawn(name: str) -> str:
    return f'<svg class="icon" viewBox="0 0 24 24"><path d="{_strokes()[name]}"/></svg>'


def icon(name: str) -> Icon:
    return Icon(name)


def plain(tag: str, classes: str = "") -> ui.element:
    """An element of our own style sheet."""
    return ui.element(tag).classes(classes)


def tagged(tag: str, text: str, classes: str = "") -> ui.label:
    """Text in an element of its own meaning: heading, paragraph. Text only, never markup."""
    label = ui.label(text).classes(classes)
    label.tag = tag
    return label


def typed(tag: str, text: str, language: str, classes: str = "") -> ui.label:
    """Words that people typed, in their own direction and in a hall's `language`, unless their script is none
    of it. So a browser divides them, and a screen reader speaks them, as they are written."""
    known = language if direction(text) == of_language(language) else ""
    return tagged(tag, text, classes).props(f'dir=auto lang="{known}"')


@contextmanager
def more(title: str) -> Iterator[None]:
    """What most people leave as it is. Folded by the browser, so the fields are always there."""
    with plain("details", "more"):
        with plain("summary"):
            icon("chevron")
            ui.label(title)
        with plain("div", "more-body"):
            yield


def lasting(handler: Callable[[], Any]) -> Callable[[], Any]:
    """Acts for the page, not for what was pressed: that may be drawn anew before the deed is done."""
    client = ui.context.client

    async def to_its_end(deed: Awaitable[Any]) -> None:
        with client:
            await deed

    def act() -> Awaitable[None] | None:
        with client:
            deed = handler()
        return to_its_end(deed) if inspect.isawaitable(deed) else None

    return act


def button(text: str, on_click: Handler, symbol: str = "", *, filled: bool = False) -> ui.button:
    """`color=None`: our style sheet dresses it, Quasar adds nothing."""
    made = ui.button(text, on_click=lasting(on_click), color=None).props("unelevated no-caps :ripple=false")
    made.classes("button filled" if filled else "button")
    if symbol:
        with made:
            icon(symbol).classes("behind" if symbol == "arrow" else "")
    return made


def face(text: str, symbol: str) -> None:
    """What is written on a link; the arrow stands behind the words, where it points to."""
    if symbol and symbol != "arrow":
        icon(symbol)
    if text:
        ui.label(text)
    if symbol == "arrow":
        icon(symbol)


def address(holder: ui.element, text: str) -> ui.element:
    """An address in a holder of its own. It breaks between name, port and path before it does elsewhere."""
    host, slash, path = text.partition("/")
    name, colon, port = host.rpartition(":")
    with holder.classes("address"):
        tagged("span", name or host)
        if colon:
            tagged("span", colon + port)
        if slash:
            tagged("span", slash + path)
    return holder


class Field(ui.element):
    """A label above an outlined field, and below it a hint or what is wrong with it.

    What is typed is a draft in the browser (see Drafts) under `name`, until it is saved.
    """

    def __init__(
        self,
        name: str,
        label: str,
        value: str | int = "",
        *,
        hint: str = "",
        lines: int = 0,
        digits: bool = False,
        calendar: bool = False,
        limit: int = LINE_LIMIT,
    ) -> None:
        super().__init__("div")
        self.name = name
        self._typed = str(value)
        self.classes("field")
        with self:
            caption = tagged("label", label, "label")
            self.input = ui.textarea(value=str(value)) if lines else ui.input(value=str(value))
            caption.props["for"] = self.input.html_id
            if hint:
                tagged("p", hint, "hint")
            self._wrong = tagged("p", "", "wrong").props("role=alert")
            self._wrong.visible = False
            self.input.mark(name).on_value_change(self._note)
        self._dress(lines, digits, calendar, limit)

    def _dress(self, lines: int, digits: bool, calendar: bool, limit: int) -> None:
        props = self.input.props("outlined dense hide-bottom-space no-error-icon dir=auto").props
        # A browser counts an emoji as two characters, the laptop as one: so the laptop counts.
        props(f"data-draft={self.name} autocomplete=off maxlength={2 * limit}")
        if lines:
            props(f"rows={lines} autogrow")
        if digits:
            props("inputmode=numeric")
        if calendar:
            props("type=date")

    def _note(self, event: events.ValueChangeEventArguments[str | None]) -> None:
        self._typed = event.value if isinstance(event.value, str) else ""  # whatever a browser sends

    @property
    def text(self) -> str:
        """Without outer blanks; what nobody sees is nothing. All else stays: it may be a password."""
        return self._typed.strip() if is_seen(self._typed) else ""

    def empty(self) -> None:
        """As if what stood here had been taken out."""
        self._typed = ""
        self.input.value = ""

    def placeholder(self, text: str) -> Field:
        self.input.props["placeholder"] = text
        return self

    def complain(self, sentence: str | None) -> None:
        """Says below the field what is wrong with it; None: nothing any more."""
        self._wrong.text = sentence or ""
        self._wrong.visible = bool(sentence)
        self.input.props(f"aria-invalid={'true' if sentence else 'false'}")

    def on_done(self, save: Callable[[], Awaitable[None]]) -> Field:
        """Calls `save` when the typing in this field is finished: on leaving it, or on Enter."""

        act = lasting(save)

        async def done(event: events.GenericEventArguments) -> None:
            # The browser may report that a field is done before it reports its last value. Set as the
            # input's value, the text would go back there and cross that report: the field would be emptied.
            if isinstance(event.args, str):
                self._typed = event.args
            await act()

        self.input.on("change", done)
        return self


def whole_number(typed: str) -> int | None:
    """As people type it, in any digits; None where it is none."""
    try:
        return int(whole(typed))
    except ValueError:
        return None


class Stepper(Field):
    """A number with minus and plus."""

    def __init__(self, name: str, label: str, value: int, least: int, most: int, **given: Any) -> None:
        super().__init__(name, label, value, digits=True, **given)
        self.classes("stepper")
        self.input.props(f'aria-label="{label}"')  # else the two buttons belong to its name
        self._least, self._most = least, most
        with self.input.add_slot("prepend"):
            self._step(-1, "minus", f"{label} −")
        with self.input.add_slot("append"):
            self._step(1, "plus", f"{label} +")

    def _step(self, by: int, symbol: str, name: str) -> None:
        # In the browser, as if typed: so a step is drafted and saved like any other typing.
        code = f"(e) => window.zrStep?.(e.currentTarget, {by}, {self._least}, {self._most})"
        with plain("button", "step").props(f'type=button aria-label="{name}"').on("click", js_handler=code):
            icon(symbol)

    @property
    def number(self) -> int | None:
        return whole_number(self.text)


class Drafts(ui.element, component=ASSETS / "components" / "pages" / "drafts_element.js"):
    """Keeps what is typed on this page in the browser until it is saved: over reloads and restarts."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.props["scope"] = scope
        self.props["numbers"] = bundle.bundle_url("shared_numbers")

    def forget(self, saved: dict[str, str]) -> None:
        """Drops the drafts of these fields, if they still hold what was saved."""
        self.run_method("forget", saved)

    def forget_all(self) -> None:
        self.run_method("forgetAll")

"""Of the network, on several pages: the address in the codes, the hall's Wi-Fi, and the recipe to print."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from nicegui import ui

from app.network.addresses import Choice
from app.network.monitor import Network
from app.network.wifi import PASSWORD_LENGTH, SSID_BYTES, Wifi, wifi_problem
from app.pages.base.parts import Drafts, Field, button, plain, tagged
from app.pages.base.question import Question
from app.pages.base.words import LANGUAGES, language, t
from app.print import network_recipe
from app.print.catalogue import venue
from app.qr import svg
from app.texts import texts
from app.workplace.invitations import Invitations
from app.workplace.workplace import Workplace


class _Choices:
    """Buttons of which some are pressed. They stay what they are: one that was made anew would lose its
    focus, and a click that is on its way."""

    def __init__(self, label: str) -> None:
        self.group = plain("div", "choices").props(f'role=group aria-label="{label}"')
        self._pressed: list[tuple[ui.element, Callable[[], bool]]] = []

    def offer(
        self,
        text: str,
        aside: str,
        pressed: Callable[[], bool],
        press: Callable[[], Awaitable[None] | None],
        kind: str = "radio",
    ) -> None:
        with plain("button", "choice").props("type=button").on("click", press) as made:
            plain("i", kind)
            with plain("span", "grow"):
                ui.label(text)
                if aside:
                    ui.label(aside).classes("muted")
        self._pressed.append((made, pressed))

    def show(self) -> None:
        for made, pressed in self._pressed:
            made.props(f"aria-pressed={'true' if pressed() else 'false'}")


class AddressForm:
    """One of the laptop's addresses, its name, or whatever is likeliest."""

    def __init__(self, network: Network) -> None:
        self._network = network
        tagged("p", t("setup.check_address_text"), "muted")
        self._shown: object = None
        self.choices()
        ui.timer(2.0, self._look)

    def _state(self) -> object:
        network = self._network
        return (list(network.found), network.name, network.choice, network.urls)

    def _look(self) -> None:
        if self._state() != self._shown:
            self.choices.refresh()

    @ui.refreshable_method
    def choices(self) -> None:
        network = self._network
        self._shown = self._state()
        self._offered = _Choices(t("setup.check_address"))
        with self._offered.group:
            likeliest = network.found[0].host if network.found else ""
            self._offer(t("setup.address_auto"), likeliest, Choice())
            for found in network.found:
                aside = " · ".join(filter(None, (found.interface, t(f"setup.address_kind.{found.kind}"))))
                self._offer(found.host, aside, Choice("interface", found.interface, found.host))
            if network.name:
                self._offer(network.name, t("setup.address_name"), Choice("name"))
        self._offered.show()

    def _offer(self, text: str, aside: str, choice: Choice) -> None:
        def press() -> None:
            self._network.choose(choice)
            self._shown = self._state()
            self._offered.show()

        self._offered.offer(text, aside, lambda: _is_chosen(choice, self._network.choice), press)


def _is_chosen(choice: Choice, now: Choice) -> bool:
    same = (now.kind, now.interface) == (choice.kind, choice.interface)
    return same and (now.kind != "interface" or now.host == choice.host)


class WifiForm:
    """Typed once for stage, sheets and this page. Saved on leaving a field, as soon as it is whole."""

    def __init__(self, invitations: Invitations) -> None:
        self._invitations = invitations
        kept = invitations.wifi or Wifi("")
        self._security, self._hidden = kept.security, kept.hidden
        self._on_stage, self._on_paper = kept.on_stage, kept.on_paper
        tagged("p", t("setup.wifi_text"), "muted")
        with plain("div", "pair"):
            name, password = t("setup.wifi_name"), t("setup.wifi_password")
            self.ssid = Field("wifi_ssid", name, kept.ssid, limit=SSID_BYTES)
            self.password = Field("wifi_password", password, kept.password, limit=PASSWORD_LENGTH[1])
        for field in (self.ssid, self.password):
            field.on_done(self._done)
        self._chosen = self._switches()
        self._said = tagged("p", "", "strong").props("role=status")
        self.code()
        self.drafts = Drafts("wifi")

    def _switches(self) -> _Choices:
        made = _Choices(t("setup.check_wifi"))
        with made.group:
            for secured, text in (("wpa", t("setup.wifi_wpa")), ("none", t("setup.wifi_open"))):
                made.offer(text, "", *self._switch("_security", secured))
            hidden, stage, paper = (
                self._switch(f"_{name}", True) for name in ("hidden", "on_stage", "on_paper")
            )
            made.offer(t("setup.wifi_hidden"), "", *hidden, "tick")
            made.offer(t("setup.wifi_on_stage"), t("setup.wifi_on_stage_text"), *stage, "tick")
            made.offer(t("setup.wifi_on_paper"), t("setup.wifi_on_paper_text"), *paper, "tick")
        made.show()
        return made

    def _switch(self, name: str, on: str | bool) -> tuple[Callable[[], bool], Callable[[], Awaitable[None]]]:
        """Whether it has this value, and what gives it that, or takes a truth back."""

        async def press() -> None:
            setattr(self, name, not getattr(self, name) if on is True else on)
            self._chosen.show()
            await self._done()

        return lambda: getattr(self, name) == on, press

    async def _done(self) -> None:
        """Saves what is whole; says at its field what is wrong, and what is still missing."""
        wifi = self._typed()
        problem = self._problem(wifi)
        at_password = problem == "setup.wifi_wrong_password"
        missing = at_password and not wifi.password
        self.ssid.complain(t(problem) if problem and not at_password else None)
        self.password.complain(t(problem) if problem and at_password and not missing else None)
        self._said.text = t("setup.wifi_half") if missing else ""
        if problem is None:
            self._save(wifi)

    def _typed(self) -> Wifi:
        password = "" if self._security == "none" else self.password.text
        return Wifi(
            self.ssid.text, password, self._security, self._hidden, self._on_stage, on_paper=self._on_paper
        )

    def _problem(self, wifi: Wifi) -> str | None:
        if wifi.ssid:
            return wifi_problem(wifi)
        return "setup.wifi_wrong_empty" if self.password.text else None

    def _save(self, wifi: Wifi) -> None:
        """Without a name there is none: who empties both fields has it forgotten."""
        wanted = wifi if wifi.ssid else None
        if wanted != self._invitations.wifi:
            self._invitations.set_wifi(wanted)
            self._said.text = t("setup.wifi_saved" if wanted else "setup.wifi_forgotten")
            self.code.refresh()
        self.drafts.forget({field.name: field.text for field in (self.ssid, self.password)})

    def _ask_to_forget(self, name: str) -> None:
        title = t("setup.wifi_forget_ask", name=name)
        words = (t("setup.wifi_forget_text"),)
        Question(title, words, t("setup.wifi_forget_do"), self._forget)

    async def _forget(self) -> None:
        for field in (self.ssid, self.password):
            field.empty()
        await self._done()

    @ui.refreshable_method
    def code(self) -> None:
        """Both codes in their order: a phone that is not in the Wi-Fi cannot open the page."""
        wifi = self._invitations.wifi
        if wifi is None:
            return
        base = self._invitations.address
        with plain("div", "two-codes"):
            for title, text in (("setup.code_wifi", wifi.qr_text), ("setup.code_page", base)):
                with plain("div"):
                    tagged("h3", t(title))
                    with plain("div", "qr-paper check-qr"):
                        ui.html(svg(text), sanitize=False)
        button(t("setup.wifi_forget"), lambda: self._ask_to_forget(wifi.ssid)).classes("quiet")


def recipe_buttons(workplace: Workplace) -> None:
    """The network's recipe in each language of moderators, their own first."""
    for code in sorted(LANGUAGES, key=lambda code: code != language()):
        button(LANGUAGES[code], _recipe_in(code, workplace), "download").props(f"lang={code}")


def _recipe_in(code: str, workplace: Workplace) -> Callable[[], object]:
    async def fetch() -> None:
        about = venue(workplace.rooms, workplace.network.urls)
        body = await asyncio.to_thread(network_recipe.recipe, about, code)
        ui.download.content(body, f"{texts(code).t('doc.network_title')}.pdf", "application/pdf")

    return fetch

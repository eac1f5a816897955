"""What can be decided on the hall check's page: the address in the codes, and the hall's Wi-Fi."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import ui

from app.addresses import Choice
from app.halls import hall
from app.pages.parts import Field, button, plain, tagged
from app.pages.words import t
from app.qr import svg
from app.wifi import PASSWORD_LENGTH, SSID_BYTES, Wifi, wifi_problem


def _choice(
    text: str, aside: str, pressed: bool, press: Callable[[], None], kind: str = "radio"
) -> ui.element:
    state = "true" if pressed else "false"
    with plain("button", "choice").props(f"type=button aria-pressed={state}").on("click", press) as made:
        plain("i", kind)
        with plain("span", "grow"):
            ui.label(text)
            if aside:
                ui.label(aside).classes("muted")
    return made


class Addresses:
    """One of the laptop's addresses, its name, or whatever is likeliest."""

    def __init__(self) -> None:
        tagged("p", t("setup.check_address_text"), "muted")
        self._shown: object = None
        self.choices()
        ui.timer(2.0, self._look)

    def _state(self) -> object:
        network = hall().network
        return (list(network.found), network.name, network.choice, network.urls)

    def _look(self) -> None:
        if self._state() != self._shown:
            self.choices.refresh()

    @ui.refreshable_method
    def choices(self) -> None:
        network = hall().network
        self._shown = self._state()
        with plain("div", "choices").props(f'role=group aria-label="{t("setup.check_address")}"'):
            likeliest = network.found[0].host if network.found else ""
            self._offer(t("setup.address_auto"), likeliest, Choice())
            for found in network.found:
                aside = " · ".join(filter(None, (found.interface, t(f"setup.address_kind.{found.kind}"))))
                self._offer(found.host, aside, Choice("interface", found.interface, found.host))
            if network.name:
                self._offer(network.name, t("setup.address_name"), Choice("name"))

    def _offer(self, text: str, aside: str, choice: Choice) -> None:
        now = hall().network.choice
        same = (now.kind, now.interface) == (choice.kind, choice.interface)
        pressed = same and (now.kind != "interface" or now.host == choice.host)

        def press() -> None:
            hall().network.choose(choice)
            self.choices.refresh()

        _choice(text, aside, pressed, press)


class WifiForm:
    """Typed once for stage, sheets and this page. Saved by its button, so that half a password is none."""

    def __init__(self, *, filled: bool) -> None:
        """`filled`: whether saving is what the page is for; one page has one filled button."""
        kept = hall().wifi() or Wifi("")
        self._security, self._hidden = kept.security, kept.hidden
        self._on_stage, self._on_paper = kept.on_stage, kept.on_paper
        tagged("p", t("setup.wifi_text"), "muted")
        with plain("div", "pair"):
            name, password = t("setup.wifi_name"), t("setup.wifi_password")
            self.ssid = Field("wifi_ssid", name, kept.ssid, limit=SSID_BYTES)
            self.password = Field("wifi_password", password, kept.password, limit=PASSWORD_LENGTH[1])
        self.switches()
        with plain("div", "form-row"):
            button(t("setup.wifi_save"), self._save, "saved", filled=filled)
            button(t("setup.wifi_forget"), self._forget)
        self._said = tagged("p", "", "strong").props("role=status")
        self.code()

    @ui.refreshable_method
    def switches(self) -> None:
        with plain("div", "choices").props(f'role=group aria-label="{t("setup.check_wifi")}"'):
            wpa = self._security == "wpa"
            _choice(t("setup.wifi_wpa"), "", wpa, lambda: self._set(_security="wpa"))
            _choice(t("setup.wifi_open"), "", not wpa, lambda: self._set(_security="none"))
            _choice(
                t("setup.wifi_hidden"), "", self._hidden, lambda: self._set(_hidden=not self._hidden), "tick"
            )
            stage = lambda: self._set(_on_stage=not self._on_stage)  # noqa: E731
            _choice(t("setup.wifi_on_stage"), t("setup.wifi_on_stage_text"), self._on_stage, stage, "tick")
            paper = lambda: self._set(_on_paper=not self._on_paper)  # noqa: E731
            _choice(t("setup.wifi_on_paper"), t("setup.wifi_on_paper_text"), self._on_paper, paper, "tick")

    def _set(self, **values: object) -> None:
        for name, value in values.items():
            setattr(self, name, value)
        self.switches.refresh()

    def _save(self) -> None:
        password = "" if self._security == "none" else self.password.text
        wifi = Wifi(
            self.ssid.text, password, self._security, self._hidden, self._on_stage, on_paper=self._on_paper
        )
        problem = wifi_problem(wifi) if wifi.ssid else "setup.wifi_wrong_empty"
        wrong_password = problem == "setup.wifi_wrong_password"
        self.ssid.complain(t(problem) if problem and not wrong_password else None)
        self.password.complain(t(problem) if problem and wrong_password else None)
        self._said.text = "" if problem else t("setup.wifi_saved")
        if problem is None:
            hall().set_wifi(wifi)
            self.code.refresh()

    def _forget(self) -> None:
        hall().set_wifi(None)
        self._said.text = t("setup.wifi_forgotten")
        self.code.refresh()

    @ui.refreshable_method
    def code(self) -> None:
        """Both codes in their order: a phone that is not in the Wi-Fi cannot open the page."""
        wifi = hall().wifi()
        if wifi is None:
            return
        base = hall().addresses()[0]
        with plain("div", "two-codes"):
            for title, text in (("setup.code_wifi", wifi.qr_text), ("setup.code_page", base)):
                with plain("div"):
                    tagged("h3", t(title))
                    with plain("div", "qr-paper check-qr"):
                        ui.html(svg(text), sanitize=False)

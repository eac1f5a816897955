"""Who may lead: the PIN, a code for one more device, and the devices that are signed in."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import ui

from app.exports.wording import moment
from app.pages.base.frame import frame, help_link, link_button
from app.pages.base.parts import button, plain, tagged
from app.pages.base.question import Question
from app.pages.base.trouble import Notice
from app.pages.base.words import language, t
from app.qr import svg_once
from app.workplace.access import ONCE_SECONDS, Access, session_of
from app.workplace.invitations import Invitations
from app.workplace.workplace import Workplace

LOOK_SECONDS = 2.0


def build(workplace: Workplace) -> None:
    """At /m/access."""
    with frame(workplace, t("setup.access")) as actions:
        with actions:
            link_button(t("setup.to_start"), "/m", "arrow")
            help_link()
        with plain("div", "columns access"):
            with plain("div", "main-column form"):
                Devices(workplace.access)
            with plain("aside", "side paper-side"):
                OneTime(workplace.access, workplace.invitations)
                Pin(workplace.access, workplace.invitations)


class Devices:
    """The devices that are signed in; each can be sent away, with what it has open."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._own = session_of(ui.context.client.request.scope)
        self._seen: list[str] = []
        tagged("h2", t("setup.access_devices"))
        tagged("p", t("setup.access_devices_text"), "muted")
        self.show()
        ui.timer(LOOK_SECONDS, self._look)

    @ui.refreshable_method
    def show(self) -> None:
        found = self._access.sessions()
        self._seen = [session.id for session in found]
        with plain("ul", "plain devices"):
            for session in found:
                with plain("li", "check"):
                    own = session.id == self._own
                    name = session.device or t("setup.access_some_device")
                    with plain("div", "grow"):
                        tagged("p", t("setup.access_this", device=name) if own else name, "strong")
                        since = moment(session.created_at, language())
                        tagged("p", t("setup.access_since", moment=since), "muted")
                    if not own:
                        button(
                            t("setup.access_sign_out"),
                            lambda id=session.id, name=name: self._ask_one(id, name),
                            "lock",
                        )
        if set(self._seen) - {self._own}:
            button(t("setup.access_sign_out_all"), self._ask_all, "lock")

    def _look(self) -> None:
        if [session.id for session in self._access.sessions()] != self._seen:
            self.show.refresh()

    def _ask_one(self, id: str, name: str) -> None:
        title = t("setup.access_sign_out_one", device=name)
        self._ask(title, t("setup.access_sign_out_do"), lambda: {id})

    def _ask_all(self) -> None:
        """Who came while the question stood is one of them."""
        title = t("setup.access_sign_out_ask")
        self._ask(title, t("setup.access_sign_out_all"), self._others)

    def _others(self) -> set[str]:
        return {session.id for session in self._access.sessions()} - {self._own}

    def _ask(self, title: str, answer: str, ids: Callable[[], set[str]]) -> None:
        Question(title, (t("setup.access_sign_out_text"),), answer, lambda: self._sign_out(ids()))

    def _sign_out(self, ids: set[str]) -> None:
        self._access.sign_out(ids)
        Notice.say(t("setup.access_signed_out", count=len(ids)), good=True)
        self.show.refresh()


class OneTime:
    """A picture that signs one device in, on demand and for two minutes."""

    def __init__(self, access: Access, invitations: Invitations) -> None:
        self._access, self._invitations = access, invitations
        self._code = ""
        tagged("h2", t("setup.access_once"))
        tagged("p", t("setup.access_once_text", count=round(ONCE_SECONDS / 60)), "muted")
        self.show()
        ui.timer(LOOK_SECONDS, self._look)

    @ui.refreshable_method
    def show(self) -> None:
        if self._code:
            with plain("div", "qr-paper check-qr"):
                address = f"{self._invitations.address}/m/enter?once={self._code}"
                ui.html(svg_once(address), sanitize=False).props(
                    f'role=img aria-label="{t("setup.access_once")}"'
                )
            button(t("setup.access_once_hide"), self._hide)
        else:
            button(t("setup.access_once_show"), self._make, filled=True)

    def _make(self) -> None:
        self._code = self._access.one_time()
        self.show.refresh()

    def _hide(self) -> None:
        self._code = ""
        self.show.refresh()

    def _look(self) -> None:
        if self._code and not self._access.waits_for(self._code):
            self._hide()


class Pin:
    """Shown on demand: the laptop's screen is often the hall's."""

    def __init__(self, access: Access, invitations: Invitations) -> None:
        self._access = access
        self._open = False
        self._closed = False
        tagged("h2", t("setup.pin"))
        tagged("p", t("setup.access_pin_text", address=f"{invitations.address}/m"), "muted")
        self.show()
        ui.timer(LOOK_SECONDS, self._look)

    @ui.refreshable_method
    def show(self) -> None:
        self._closed = self._access.pause() > 0
        if self._closed:
            with plain("div", "check"):
                tagged("p", t("setup.access_pin_closed"))
        if self._open:
            tagged("p", self._access.pin, "code").props("dir=ltr")
            button(t("setup.pin_hide"), self._toggle)
        else:
            button(t("setup.pin_show"), self._toggle)
        button(t("setup.access_renew"), self._ask, "redo")

    def _look(self) -> None:
        if self._closed != (self._access.pause() > 0):
            self.show.refresh()

    def _toggle(self) -> None:
        self._open = not self._open
        self.show.refresh()

    def _ask(self) -> None:
        words = (t("setup.access_renew_text"),)
        Question(t("setup.access_renew_ask"), words, t("setup.access_renew"), self._renew)

    def _renew(self) -> None:
        self._access.renew()
        Notice.say(t("setup.access_renewed"), good=True)
        self.show.refresh()

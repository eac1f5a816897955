"""The hall check in real browsers: a phone reports, a moderator reads, a stage draws its codes anew."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import WebSocketRoute, expect

from app.texts import texts
from facilitation.commands import DressStage, ShowOnStage
from tests.browser.cable import Cables
from tests.browser.conftest import Hall
from tests.browser.hall.test_access import LOOKS, STILL, problems
from tests.browser.people import BEAMER, Person
from tests.browser.phone.test_faults import NEVER_OPENS

t = texts("de").t

SLEEPS = """
const state = { configurable: true, get: () => window.shown || "visible" };
Object.defineProperty(document, "visibilityState", state);
window.lock = (state) => { window.shown = state; document.dispatchEvent(new Event("visibilitychange")); };
"""


def laptop(hall: Hall, **device: object) -> Person:
    """The moderator in front of the hall check."""
    person = hall._let_in(Person(hall._browser, hall.server.base, **(BEAMER | device)))
    person.context.add_cookies(hall.moderator.cookies)
    person.goes_to("/m/hall")
    person.sees(t("setup.check.saving.fine"))
    return person


def test_a_phone_reports_and_the_moderator_reads_it(own_hall: Hall) -> None:
    desk = laptop(own_hall)
    desk.sees(t("setup.check.reach.nobody"))
    phone = own_hall.phone()
    phone.page.add_init_script(SLEEPS)
    phone.goes_to("/check")
    phone.sees(t("check.phone_number", number=1))
    phone.sees(t("check.channel_ws"))
    desk.sees(re.compile(t("setup.check_phone", number=1, browser="Chrome") + r" \d+"))
    desk.sees(t("setup.check_lock_open"))
    phone.page.evaluate("lock('hidden')")
    phone.page.evaluate("lock('visible')")
    desk.sees(re.compile("^" + t("setup.check_lock_alive", seconds=0).split(" war ")[0]))


def test_a_phone_without_websocket_and_storage_is_told_apart(own_hall: Hall) -> None:
    desk = laptop(own_hall)
    phone = own_hall.phone()
    phone.page.add_init_script(NEVER_OPENS)
    phone.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw Error('no') } })"
    )
    phone.goes_to("/check")
    phone.sees(t("check.channel_http"))
    desk.sees(t("setup.check.phone.http_only"))
    desk.sees(t("setup.check.phone.no_storage"))


def test_the_wifi_comes_to_the_stage_without_a_reload(own_hall: Hall) -> None:
    own_hall.moderator.asks(ShowOnStage(view="join", covered=False))
    stage = own_hall.stage()
    expect(stage.page.locator(".stage-qr")).to_have_count(1)
    stage.page.evaluate("window.notReloaded = true")
    desk = laptop(own_hall)
    desk.page.locator('[data-draft="wifi_ssid"]').fill("Bürgerhaus")
    desk.page.locator('[data-draft="wifi_password"]').fill("Willkommen26")
    desk.page.get_by_role("button", name=t("setup.wifi_on_stage")).click()
    desk.page.locator('[data-draft="wifi_password"]').blur()
    stage.sees("Bürgerhaus")
    stage.sees("Willkommen26")
    expect(stage.page.locator(".stage-qr")).to_have_count(2)
    desk.page.get_by_role("button", name=t("setup.wifi_forget"), exact=True).click()
    desk.page.get_by_role("button", name=t("setup.wifi_forget_do")).click()
    expect(stage.page.locator(".stage-qr")).to_have_count(1)
    assert stage.page.evaluate("window.notReloaded")
    phone = own_hall.phone()
    phone.goes_to(own_hall.path)
    assert "Willkommen26" not in phone.page.content()


def test_the_console_says_that_the_address_has_changed_until_somebody_knows(hall: Hall) -> None:
    """A real laptop's address does not change for a test; what the laptop then says is put into its mouth."""
    desk = hall._let_in(Person(hall._browser, hall.server.base, **BEAMER))
    desk.context.add_cookies(hall.moderator.cookies)
    before, warned = ["192.168.1.20:8080"], ["no_pdf"]

    def in_between(socket: WebSocketRoute) -> None:
        def passes(text: str | bytes) -> None:
            frame = json.loads(text)
            if frame["type"] == "addresses":
                frame |= {"before": before[0] if before else None, "warned": warned}
            socket.send(json.dumps(frame))

        socket.connect_to_server().on_message(passes)

    desk.page.route_web_socket("**/live/**", in_between)
    desk.goes_to(f"/m/w/{hall.code}")
    alarm = desk.page.get_by_role("alert").filter(has_text=t("console.moved"))
    expect(alarm).to_contain_text("192.168.1.20:8080")
    expect(alarm.locator("svg").first).to_be_visible()
    assert problems(desk.page) == []
    with desk.page.expect_response("**/m/addresses/seen") as answered:
        desk.page.get_by_role("button", name=t("console.moved_seen")).first.click()
    assert answered.value.status == 204
    before.clear()
    desk.page.reload()
    other = desk.page.get_by_role("alert").filter(has_text=t("storage.warned.no_pdf"))
    expect(alarm.filter(has_text=t("console.moved"))).to_have_count(0)
    with desk.page.expect_response("**/m/warned/no_pdf/seen") as answered:
        other.get_by_role("button", name=t("console.moved_seen")).click()
    assert answered.value.status == 204
    warned.clear()
    desk.page.reload()
    desk.sees(t("console.saved_here"))
    expect(alarm).to_have_count(0)


def test_a_console_that_lost_the_laptop_leads_to_its_other_address(hall: Hall) -> None:
    with Cables(hall.server.port) as cables:
        wire = cables.lay()
        desk = hall._let_in(Person(hall._browser, f"http://127.0.0.1:{wire.port}", **BEAMER))
        desk.context.add_cookies(hall.moderator.cookies)
        desk.faults_expected = True
        desk.goes_to(f"/m/w/{hall.code}")
        desk.sees(t("console.saved_here"))
        cables.at(wire.cut)
        now = f"{hall.server.base}/m/w/{hall.code}"
        desk.page.get_by_role("link", name=now).click()
        desk.page.wait_for_url(now)
        desk.sees(t("console.saved_here"))


@pytest.mark.parametrize(("scheme", "lang"), LOOKS)
def test_axe_finds_nothing_on_the_check_page(hall: Hall, scheme: str, lang: str) -> None:
    phone = hall.phone(lang, color_scheme=scheme, **STILL)
    phone.goes_to("/check")
    phone.sees(phone.t("check.told"))
    expect(phone.page.locator("html")).to_have_attribute("dir", "rtl" if lang == "ar" else "ltr")
    assert problems(phone.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_hall_check(own_hall: Hall, scheme: str) -> None:
    phone = own_hall.phone()
    phone.goes_to("/check")
    phone.sees(t("check.told"))
    desk = laptop(own_hall, color_scheme=scheme, **STILL)
    for more in desk.page.locator("details.more").all():
        more.locator("summary").click()
    assert problems(desk.page) == []


def test_switches_pressed_in_quick_succession_all_count_and_keep_their_focus(own_hall: Hall) -> None:
    desk = laptop(own_hall)
    words = [t("setup.wifi_open"), t("setup.wifi_on_stage"), t("setup.wifi_hidden")]
    switches = [desk.page.get_by_role("button", name=one) for one in words]
    switches[-1].focus()
    desk.page.evaluate(
        "buttons => buttons.forEach(one => one.click())", [one.element_handle() for one in switches]
    )
    for one in switches:
        expect(one).to_have_attribute("aria-pressed", "true")
    expect(switches[-1]).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_stage_with_both_codes(own_hall: Hall, scheme: str) -> None:
    desk = laptop(own_hall)
    desk.page.locator('[data-draft="wifi_ssid"]').fill("Bürgerhaus")
    desk.page.get_by_role("button", name=t("setup.wifi_open")).click()
    desk.page.get_by_role("button", name=t("setup.wifi_on_stage")).click()
    desk.page.locator('[data-draft="wifi_password"]').blur()
    desk.sees(t("setup.wifi_saved"))
    own_hall.moderator.asks(ShowOnStage(view="join", covered=False), DressStage(dark=scheme == "dark"))
    stage = own_hall.stage(**STILL)
    expect(stage.page.locator("html")).to_have_attribute("data-look", scheme)
    expect(stage.page.locator(".stage-qr")).to_have_count(2)
    assert problems(stage.page) == []

"""The way in for moderators from another device."""

from __future__ import annotations

import pytest
from nicegui.testing import User

from app import pages
from app.pages import login
from app.texts import texts
from app.workplace.access import COOKIE
from app.workplace.workplace import Workplace
from tests.app.laptop import button, sees, t, type_in


@pytest.mark.parametrize("path", [*pages.PAGES])
async def test_every_page_asks_a_visitor_to_sign_in_first(visitor: User, path: str) -> None:
    wanted = path.format(id="x", code="ABCDEF")
    answer = await visitor.http_client.get(wanted)
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/m/login?next={wanted.replace('/', '%2F')}",
    )


async def test_the_right_pin_leads_back_to_the_page_that_was_asked_for(
    visitor: User, workplace: Workplace
) -> None:
    await visitor.open("/m/new")
    type_in(visitor, "pin", workplace.access.pin)
    button(visitor, t("setup.login")).click()
    await sees(visitor, t("setup.create"))
    cookie = next(cookie for cookie in visitor.http_client.cookies.jar if cookie.name == COOKIE)
    assert workplace.access.holds(cookie.value)


async def test_who_presses_twice_signs_in_once(visitor: User, workplace: Workplace) -> None:
    await visitor.open("/m/login")
    type_in(visitor, "pin", workplace.access.pin)
    press = button(visitor, t("setup.login"))
    press.click()
    press.click()
    await sees(visitor, t("setup.welcome"))
    assert len(workplace.access.sessions()) == 1


def test_a_pin_may_be_typed_with_the_keys_of_another_script_and_in_groups(workplace: Workplace) -> None:
    for zero in "\u0660\u06f0\uff10":
        typed = workplace.access.pin.translate({ord("0") + n: ord(zero) + n for n in range(10)})
        assert workplace.access.sign_in_by_pin(typed), typed
    assert workplace.access.sign_in_by_pin(f" {workplace.access.pin[:3]} {workplace.access.pin[3:]}")


@pytest.mark.parametrize("foreign", ['look={"theme":"dark"}', "flag", "name=Müller", 'half="open'])
def test_a_cookie_of_another_program_on_this_address_locks_nobody_out(
    workplace: Workplace, foreign: str
) -> None:
    """Browsers keep cookies apart by host, not by port; and not all programs keep to the standard."""
    header = f"{foreign}; {COOKIE}={workplace.access.sign_in_by_key(workplace.access.key)}"
    assert workplace.access.is_moderator({"headers": [(b"cookie", header.encode("latin-1"))]})


async def test_wrong_pins_make_one_wait_and_the_page_says_how_long(visitor: User) -> None:
    await visitor.open("/m/login")
    type_in(visitor, "pin", "nope")
    button(visitor, t("setup.login")).click()
    await sees(visitor, t("setup.pin_wrong"))
    for _ in range(2):
        button(visitor, t("setup.login")).click()
    await sees(visitor, t("setup.pin_wait_seconds", count=5))


async def test_a_ticket_opens_the_door_once(visitor: User, workplace: Workplace) -> None:
    ticket = login._ticket(workplace.access.sign_in_by_pin(workplace.access.pin) or "", "/m")
    first = await visitor.http_client.get(f"/m/login?ticket={ticket}")
    visitor.http_client.cookies.clear()
    second = await visitor.http_client.get(f"/m/login?ticket={ticket}")
    assert (first.status_code, second.status_code) == (303, 200)
    assert "httponly" in first.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/m\\evil", "/j/ABC", "/mallory", "/m/\nx"]
)
def test_the_login_leads_nowhere_else(target: str) -> None:
    assert login._inside(target) == "/m"


async def test_the_language_is_that_of_the_browser_until_one_chooses(moderator: User) -> None:
    moderator.http_client.headers["accept-language"] = "en-GB,en"
    await moderator.open("/m")
    await sees(moderator, texts("en").t("setup.welcome"))
    await moderator.open("/m?lang=de")
    await sees(moderator, t("setup.welcome"))

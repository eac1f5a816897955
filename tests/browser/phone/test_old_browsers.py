"""Browsers that are older than we thought: they work, or they say so. Never an empty page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from app.texts import texts
from app.web import bundle
from tests.browser.conftest import Hall
from tests.browser.people import Phone

BUNDLE = re.compile(r"/a/\w+/(participant|stage|check)\.js$")
NO_MODULES = "delete HTMLScriptElement.prototype.noModule;"
NO_IMPORT_MAPS = "delete HTMLScriptElement.supports;"
OLD = ("export function {mount}() {{ static #x }}", "throw new TypeError('Object.hasOwn is not a function')")


def newcomer(hall: Hall) -> Phone:
    phone = hall.phone("fr")
    phone.context.clear_cookies()
    return phone


def test_light_pages_need_no_import_map() -> None:
    """iPads up to 15, Firefox up to 107 and Samsung's browser up to 14 have none."""
    imported = re.compile(r'(?:\}from|\bimport)"([^"]+)"')
    found = {
        page: imported.findall(b"".join(bundle.scripts(page).values()).decode()) for page in bundle.SCRIPTS
    }
    assert {*found.pop("console"), *found.pop("shared_numbers")} == {"vue"}
    assert found.pop("participant") == ["./participant_shared.js"] * 2
    assert {page: names for page, names in found.items() if names} == {}


def test_a_page_is_served_without_an_import_map(hall: Hall) -> None:
    phone = newcomer(hall)
    phone.goes_to(hall.path)
    assert phone.page.locator("script[type=importmap]").count() == 0
    expect(phone.page.locator("form.join")).to_be_visible()
    expect(phone.page.locator("#unable")).to_be_hidden()


def test_what_was_only_slow_takes_the_sentence_away(hall: Hall) -> None:
    phone, held = newcomer(hall), list[Route]()
    phone.page.route(re.compile(r"/phone_later\.js$"), lambda route: held.append(route))
    phone.goes_to("/")
    expect(phone.page.locator("#not-started")).to_be_visible()
    held[0].continue_()
    expect(phone.page.get_by_role("textbox")).to_be_visible()
    expect(phone.page.locator("#unable")).to_be_hidden()


@pytest.mark.parametrize("path", ["/j/{code}", "/stage/{code}", "/check"])
@pytest.mark.parametrize("body", OLD)
def test_a_browser_that_is_too_old_gets_a_sentence(hall: Hall, path: str, body: str) -> None:
    phone = newcomer(hall)
    phone.page.route(BUNDLE, lambda route: route.fulfill(body=body, content_type="text/javascript"))
    phone.goes_to(path.format(code=hall.code))
    expect(phone.page.locator("#too-old")).to_be_in_viewport(ratio=1)  # the stage speaks the hall's language
    phone.trouble.clear()


def test_a_browser_without_modules_gets_the_same(hall: Hall) -> None:
    phone = newcomer(hall)
    phone.page.add_init_script(NO_MODULES)
    phone.page.route(BUNDLE, lambda route: route.abort())
    phone.goes_to(hall.path)
    phone.sees(phone.t("error.too_old"))
    phone.trouble.clear()


def test_a_file_that_did_not_come_can_be_asked_for_again(hall: Hall) -> None:
    phone = newcomer(hall)
    phone.page.route(BUNDLE, lambda route: route.abort())
    phone.goes_to(hall.path)
    phone.sees(phone.t("error.not_started"))
    phone.page.unroute(BUNDLE)
    phone.page.locator("#not-started a").tap()
    expect(phone.page.locator("form.join")).to_be_visible()
    phone.trouble.clear()


def test_a_moderators_page_says_which_browsers_it_needs(hall: Hall) -> None:
    """It is NiceGUI's, and stays empty without an import map: iPads up to 16.3, Firefox up to 107."""
    today, old = newcomer(hall), newcomer(hall)
    old.page.add_init_script(NO_IMPORT_MAPS)
    for person in (today, old):
        person.goes_to("/m/login")
        expect(person.page.locator("h1").first).to_be_visible()
    expect(today.page.locator("#too-old")).to_be_hidden()
    expect(old.page.locator("#too-old")).to_have_text(texts("en").t("setup.old_browser"))
    expect(old.page.locator("#too-old")).to_be_visible()

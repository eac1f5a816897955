"""The accessibility statement in a real browser: reached from the phone, and without faults of its own."""

import pytest
from playwright.sync_api import expect

from app.texts import texts
from tests.browser.conftest import Hall
from tests.browser.hall.test_access import STILL, problems
from tests.browser.people import PHONE


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_everybody_can_read_the_statement(hall: Hall, lang: str, scheme: str) -> None:
    phone = hall.phone(
        lang, color_scheme=scheme, **{**PHONE, "viewport": {"width": 320, "height": 700}}, **STILL
    )
    phone.goes_to("/accessibility")
    expect(phone.page.get_by_role("heading", level=1)).to_have_text(texts(lang).t("statement.title"))
    assert problems(phone.page) == []
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_is_reached_before_and_after_joining_and_nothing_is_lost(hall: Hall) -> None:
    phone = hall.phone("ar", **PHONE)
    phone.goes_to(hall.path)
    link = phone.page.get_by_role("link", name=phone.t("phone.accessibility"))
    link.tap()
    expect(phone.page.locator("html")).to_have_attribute("lang", "en")
    phone.page.go_back()
    phone.joins(hall.path, 1)
    link.tap()
    phone.page.get_by_role("link", name=texts("en").t("statement.back")).tap()
    phone.page.wait_for_url(f"**{hall.path}")
    expect(link).to_be_visible()  # still at the table, without being asked again
    expect(phone.page.locator(".place")).to_be_visible()

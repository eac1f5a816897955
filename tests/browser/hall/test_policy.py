"""What the pages may load is said to the browser; nothing of ours is kept from working by it."""

from __future__ import annotations

import pytest

from app import pages
from tests.browser import looks
from tests.browser.conftest import Hall
from tests.browser.pages.test_pages import sit_down

NOTE = """window.refused = [];
addEventListener("securitypolicyviolation", (e) => refused.push(`${e.violatedDirective} ${e.blockedURI}`));"""


@pytest.fixture
def hall(hall_of_few: Hall) -> Hall:
    return hall_of_few


@pytest.mark.parametrize("path", [*pages.PAGES])
def test_no_page_asks_for_what_its_policy_forbids(hall: Hall, path: str) -> None:
    dialogue = hall.moderator.all("workshop")[0]["dialogue_id"]
    laptop = sit_down(hall, "/m")
    laptop.context.add_init_script(NOTE)
    asked = laptop.page.goto(hall.server.base + path.format(code=hall.code, id=dialogue))
    assert asked is not None and "content-security-policy" in asked.headers
    laptop.page.wait_for_function("window.did_handshake || document.querySelector('.pages, .console-host')")
    looks.is_whole(laptop.page)
    assert laptop.page.evaluate("window.refused") == []

"""Long words have room on the moderator's screen: the board's tabs stay beside the panel on its right."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Hall


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("width", [1280, 1366, 1440])
def test_all_tabs_are_seen_at_once(hall: Hall, language: str, width: int) -> None:
    laptop = hall.laptop(viewport={"width": width, "height": 768}, lang=language)
    bar = laptop.page.get_by_role("tablist", name=laptop.t("console.views"))
    laptop.sees(laptop.t("console.tab.translate"))
    assert width < 1366 or bar.evaluate("bar => bar.scrollWidth - bar.clientWidth") == 0
    end = bar.evaluate("bar => bar.getBoundingClientRect().right")
    assert end <= laptop.page.locator(".con-middle").evaluate("box => box.getBoundingClientRect().right")

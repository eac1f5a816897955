"""An old browser for phones and stages, where $OLD_CHROME is the path of one. Moderators keep the new one."""

from __future__ import annotations

import functools
import os

from playwright.sync_api import Browser, BrowserContext

OLD_CHROME = os.environ.get("OLD_CHROME")

# What our stories and Playwright ask pages with, and old browsers do not have. That pages themselves use
# nothing of the kind is for tests/old_browsers.py to see.
LACKING = """
if (!Element.prototype.checkVisibility) Element.prototype.checkVisibility = function (how) {
  const seen = !(how && how.visibilityProperty) || getComputedStyle(this).visibility === "visible";
  return seen && this.getClientRects().length > 0;
};
if (!URL.parse) URL.parse = (...address) => {
  try { return new URL(...address); } catch (error) { return null; }
};
window.WebSocket = class extends WebSocket { // told to be offline, it would keep its sockets
  constructor(...address) {
    super(...address);
    navigator.onLine ? addEventListener("offline", () => this.close()) : this.close();
  }
};
"""


@functools.cache
def in_the_hall(browser: Browser, arguments: tuple[str, ...]) -> Browser:
    """The browser of phones and stages; it ends together with the other one's driver."""
    if not OLD_CHROME:
        return browser
    return browser.browser_type.launch(executable_path=OLD_CHROME, args=arguments)


def can_be_asked(context: BrowserContext) -> None:
    if OLD_CHROME:
        context.add_init_script(LACKING)

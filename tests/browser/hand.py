"""A hand at the console: it takes, carries and lets go, as a mouse, a pen or a finger does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

Point = tuple[float, float]


class Hand:
    """Carries things as a mouse, a pen or a finger does. A finger lies still before it takes a card."""

    def __init__(self, page: Page, how: str = "mouse") -> None:
        self.page = page
        self.how = how
        self._cdp = page.context.new_cdp_session(page)

    def takes(self, thing: Locator) -> None:
        x, y = self.at = middle(thing)
        self._sends("down", x, y)
        if self.how == "mouse":
            self.over((x + 8, y))
        expect(self.page.locator(".con-ghost")).to_be_visible()

    def over(self, place: Locator | Point) -> None:
        x, y = place if isinstance(place, tuple) else middle(place)
        for part in (0.5, 1):
            self._sends("move", self.at[0] + (x - self.at[0]) * part, self.at[1] + (y - self.at[1]) * part)
        self.at = (x, y)

    def lets_go(self, place: Point | None = None) -> None:
        """Where it is; or at `place`, of which no move has told."""
        self._sends("up", *(place or self.at))
        expect(self.page.locator(".con-ghost")).to_have_count(0)

    def _sends(self, what: str, x: float, y: float) -> None:
        if self.how == "finger":
            kind = {"down": "touchStart", "move": "touchMove", "up": "touchEnd"}[what]
            points = [] if what == "up" else [{"x": x, "y": y}]
            self._cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
            return
        kind = {"down": "mousePressed", "move": "mouseMoved", "up": "mouseReleased"}[what]
        event = {"type": kind, "x": x, "y": y, "button": "left", "buttons": 0 if what == "up" else 1}
        self._cdp.send("Input.dispatchMouseEvent", event | {"clickCount": 1, "pointerType": self.how})


def middle(thing: Locator) -> Point:
    thing.scroll_into_view_if_needed()
    box = thing.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def marked(page: Page) -> Locator:
    return page.locator(".con-aim")


@contextmanager
def nothing_moves(page: Page) -> Iterator[None]:
    """Every place where a card or cluster may be let go lies where it lay before."""
    places = """() => [...document.querySelectorAll("[data-takes], [data-drop] > [data-id]")]
      .filter((one) => !one.closest(".con-ghost"))
      .map((one) => JSON.stringify(one.getBoundingClientRect()))"""
    before = page.evaluate(places)
    yield
    assert page.evaluate(places) == before

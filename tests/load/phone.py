"""A first visit on a slow phone in a weak network, in a real Chromium: weight, waits, and 300 cards.

The network is Chromium's own emulation of a slow mobile one; the CPU is slowed 4 times. Times are those of
this machine: believe them only where nothing else runs. What the page's thread worked (`cpu_ms`, slowed as
well) depends less on its neighbours.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from app.texts import languages_of
from app.web import bundle
from tests.browser.looks import until
from tests.chrome import require
from tests.load.server import Server, prepare

HALL, TABLE = "PHQNEA", "PHQNEB"  # a hall of ordinary size; 300 cards on one table's tablet
CARDS = 300
RUNS = 5
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
SLOWER_CPU = {"rate": 4}

# Notes when something is drawn and the page answers again: a task that runs after it was painted.
NOTED = """
window.noted = {};
new MutationObserver(() => {
  for (const [name, selector, count] of %s)
    if (!(name in noted) && document.querySelectorAll(selector).length >= count) {
      noted[name] = 0;
      requestAnimationFrame(() => setTimeout(() => (noted[name] = performance.now())));
    }
}).observe(document, { childList: true, subtree: true });
"""
PAINTED = "performance.getEntriesByName('first-contentful-paint').map((entry) => entry.startTime)[0] ?? 0"
WATCHED = [["language", ".languages button", 2], ["join", "label.table input[name=table]", 1]]


class Phone:
    """One browser context with an empty cache."""

    def __init__(self, browser: Browser, base: str, lang: str, watched: list[Any], slow: bool = True) -> None:
        self.context = browser.new_context(base_url=base, **PHONE)
        self.context.add_cookies([{"name": "zielrunde_language", "value": lang, "url": base}])
        self.page: Page = self.context.new_page()
        self.page.add_init_script(NOTED % watched)
        self._session = session = self.context.new_cdp_session(self.page)
        self.received = received(session)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        session.send("Emulation.setCPUThrottlingRate", SLOWER_CPU)
        if slow:
            session.send("Network.emulateNetworkConditions", SLOW)

    def noted(self, name: str) -> float:
        """Milliseconds from the tap on the link until it was drawn and the page answered."""
        until(self.page, f"window.noted?.{name} > 0")
        return round(self.page.evaluate(f"noted.{name}"))

    def worked(self) -> float:
        """Milliseconds that the page's thread has worked so far."""
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return round(1000 * next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


def received(session: CDPSession) -> dict[str, int]:
    """Compressed bytes with their HTTP heads per address; grows while the page loads."""
    urls: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.send("Network.enable")
    session.on("Network.requestWillBeSent", lambda e: urls.update({e["requestId"]: e["request"]["url"]}))
    session.on("Network.webSocketCreated", lambda e: sizes.update({e["url"]: 0}))

    def finished(event: dict[str, Any]) -> None:
        url = urls[event["requestId"]]
        if not url.startswith("data:"):
            sizes[url] = int(event["encodedDataLength"])

    session.on("Network.loadingFinished", finished)
    return sizes


def visits(browser: Browser, base: str, lang: str) -> dict[str, Any]:
    """The median of some first visits, each until a card can be written."""
    runs = [_visit(browser, base, lang) for _ in range(RUNS)]
    return {name: sorted(run[name] for run in runs)[RUNS // 2] for name in runs[0]}


def _visit(browser: Browser, base: str, lang: str) -> dict[str, float]:
    phone = Phone(browser, base, lang, WATCHED)
    phone.page.goto(f"/j/{HALL}/g/1")
    language, join = phone.noted("language"), phone.noted("join")
    worked = phone.worked()
    painted = round(phone.page.evaluate(PAINTED))
    phone.page.locator("form.join button.filled").tap()
    phone.page.locator(".composer textarea").first.wait_for()
    board = sum(size for url, size in phone.received.items() if "/snapshot/" in url)
    total = sum(phone.received.values()) - board
    phone.context.close()
    return {
        "first_paint_ms": painted,
        "language_ms": language,
        "join_ms": join,
        "cpu_ms": worked,
        "kb": round(total / 1024, 1),
        "board_kb": round(board / 1024, 1),
        "requests": len(phone.received),
    }


def all_cards(browser: Browser, base: str) -> float:
    """Milliseconds from a reload until a table's tablet shows its 300 cards, median; CPU slowed."""
    phone = Phone(browser, base, "de", [["cards", "article.card", CARDS]], slow=False)
    phone.page.goto(f"/j/{TABLE}/g/1")
    phone.page.locator("label.table", has=phone.page.locator("input[value=tablet]")).tap()
    phone.page.locator("form.join button.filled").tap()
    waits = []
    for _ in range(RUNS):
        phone.noted("cards")
        phone.page.reload()
        waits.append(phone.noted("cards"))
    phone.context.close()
    return sorted(waits)[RUNS // 2]


def measure_phone(folder: Path) -> dict[str, Any]:
    """The run as `--phone` prints it."""
    prepare(folder, HALL, cards=60, phase="write")
    prepare(folder, TABLE, cards=CARDS, phase="write", groups=1)
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with Server(folder) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=require(), args=["--no-sandbox"] if root else [])
        largest = max(languages_of("phone"), key=lambda lang: page_bytes(server.base, HALL, lang))
        first = visits(browser, server.base, largest)
        cards = all_cards(browser, server.base)
        browser.close()
    texts = max(len(bundle.files()[f"phone.{lang}.json"].gzip) for lang in languages_of("phone"))
    change = {"language_change_kb": round(texts / 1024, 1)}
    return {"language": largest, **first, **change, "cards": CARDS, "cards_ms": cards}


def page_bytes(base: str, code: str, lang: str) -> int:
    """Bytes of a phone's page as it is sent to somebody who has chosen this language."""
    headers = {"accept-encoding": "gzip", "cookie": f"zielrunde_language={lang}"}
    with httpx.stream("GET", f"{base}/j/{code}", headers=headers) as answer:
        return sum(len(part) for part in answer.iter_raw())

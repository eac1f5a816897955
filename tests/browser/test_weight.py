"""The participants' page is small, comes from the laptop alone, and is there within a moment."""

from pathlib import Path

from playwright.sync_api import CDPSession

from tests.browser.conftest import CODES, Hall
from tests.load.server import Server, prepare

KILOBYTES = 100
FIRST_PAINT = """
new Promise((found) => new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (entry.name === "first-contentful-paint") found(entry.startTime);
}).observe({ type: "paint", buffered: true }))
"""


def test_the_first_visit_weighs_at_most_100_kilobytes(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.phone()
    session = phone.context.new_cdp_session(phone.page)
    received = bytes_received(session)
    phone.joins(hall.path, 1)
    phone.paper.wait_for()
    snapshots = sum(size for url, size in received.items() if "/snapshot/" in url)
    total = sum(received.values()) - snapshots
    print(f"\nfirst visit: {total / 1024:.0f} KB, and {snapshots / 1024:.1f} KB of board")
    assert total <= KILOBYTES * 1024, received


def bytes_received(session: CDPSession) -> dict[str, int]:
    """Compressed bytes with headers per address; grows while the page loads."""
    urls: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.send("Network.enable")
    session.on("Network.requestWillBeSent", lambda e: urls.update({e["requestId"]: e["request"]["url"]}))

    def finished(event: dict) -> None:
        sizes[urls[event["requestId"]]] = int(event["encodedDataLength"])

    session.on("Network.loadingFinished", finished)
    return sizes


def test_first_paint_on_a_slow_phone_with_300_cards(browser, tmp_path: Path) -> None:
    """Printed, not judged: how fast this machine is says nothing of a phone."""
    prepare(tmp_path, CODES[0], cards=300, phase="write")
    with Server(tmp_path) as server:
        hall = Hall(browser, server, CODES[0])
        phone = hall.phone()
        session = phone.context.new_cdp_session(phone.page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        phone.goes_to(hall.path)
        print(f"\nfirst contentful paint, CPU slowed 4 times: {phone.page.evaluate(FIRST_PAINT):.0f} ms")
        phone.joins(hall.path, 1)
        phone.paper.wait_for()
        hall.ends()

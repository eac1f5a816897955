"""The participants' page is small, comes from the laptop alone, and asks little of a newcomer."""

from playwright.sync_api import Request, expect

from app.texts import languages_of
from tests.browser.conftest import Hall
from tests.browser.people import Phone
from tests.load.phone import page_bytes, received

KILOBYTES = 75
REQUESTS = 5
LANGUAGE_KILOBYTES = 15
TAPS = 5  # table, join, kind (none is assumed), paper, send

# What comes at some quiet moment comes at the latest one.
AT_LAST = "Math.random = () => 0.999;"

COUNTED = """
window.taps = 0;
addEventListener("touchstart", (event) => (window.taps += event.isTrusted ? 1 : 0), true);
"""


def newcomer(hall: Hall) -> tuple[Phone, dict[str, int]]:
    """A phone of the language that weighs most, and what it will have received."""
    lang = max(languages_of("phone"), key=lambda lang: page_bytes(hall.server.base, hall.code, lang))
    phone = hall.phone(lang)
    chosen = {"name": "zielrunde_language", "value": lang, "url": hall.server.base}
    phone.context.add_cookies([chosen])
    phone.page.add_init_script(AT_LAST)
    return phone, received(phone.context.new_cdp_session(phone.page))


def test_the_first_visit_weighs_at_most_75_kilobytes_in_five_requests(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone, sizes = newcomer(hall)
    phone.joins(hall.path, 1)
    phone.paper.wait_for()
    total = sum(size for url, size in sizes.items() if "/snapshot/" not in url)
    print(f"\nfirst visit in {phone.lang}: {total / 1024:.1f} KB in {len(sizes)} requests")
    assert total <= KILOBYTES * 1024, sizes
    assert len(sizes) <= REQUESTS, sizes


def test_another_language_is_one_small_file(hall: Hall) -> None:
    phone, _ = newcomer(hall)
    phone.goes_to(hall.path)
    phone.page.locator("label.table").first.wait_for()
    heaviest = max(language_bytes(phone, code) for code in languages_of("phone") if code != phone.lang)
    print(f"\nanother language: at most {heaviest / 1024:.1f} KB")
    assert heaviest <= LANGUAGE_KILOBYTES * 1024


def language_bytes(phone: Phone, code: str) -> int:
    """What choosing this language loads: its texts, and nothing else of any weight."""
    with phone.page.expect_request_finished(lambda request: f"/phone.{code}." in request.url) as loaded:
        phone.page.locator(f".languages button[lang={code}]").tap()
    expect(phone.page.locator("html")).to_have_attribute("lang", code)
    sizes = loaded.value.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


def test_from_the_scan_to_the_first_saved_card_it_takes_five_taps(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    phone = hall.phone()
    phone.page.add_init_script(COUNTED)
    phone.joins(hall.path, 2)
    phone.chooses("strength")
    phone.paper.tap()
    phone.page.keyboard.type("Meine erste Karte")
    phone.button("phone.send_card").tap()
    phone.has("Meine erste Karte", "saved")
    assert phone.page.evaluate("window.taps") <= TAPS


def test_what_is_needed_later_comes_at_a_quiet_moment(hall: Hall) -> None:
    phone = hall.phone()
    asked: list[str] = []
    phone.page.on("request", lambda request: asked.append(request.url))
    phone.page.add_init_script(AT_LAST)
    phone.page.clock.install()
    phone.joins(hall.path, 1)
    phone.sees(phone.t("phone.wait.arrive"))
    assert not any("phone_later" in url for url in asked)

    def is_the_second_half(request: Request) -> bool:
        return "phone_later" in request.url

    with phone.page.expect_request(is_the_second_half):
        phone.page.clock.fast_forward(30_000)

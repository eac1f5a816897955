"""What the console's windows say: in our own words, and nothing that lets somebody lead by chance."""

import pytest
from playwright.sync_api import Locator, Page, expect

from app.texts import texts
from facilitation.commands import ChangeGroup, ChangeWorkshop
from tests.browser.conftest import Hall
from tests.browser.console.test_console import BUS, desk, press, with_cards
from tests.browser.console.test_paper import at_the_papers

t = texts("de").t


def says(form: Page | Locator, words: str, field: Locator) -> None:
    expect(form.get_by_role("alert")).to_have_text(words)
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")


def test_what_a_card_still_needs_is_said_in_our_own_words(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    page = desk(hall)
    press(page, "console.write_card")
    dialog = page.get_by_role("dialog")
    press(dialog, "console.post_card")
    says(dialog, t("console.wrong.missing", field=t("console.kind")), dialog.get_by_role("radio").first)
    dialog.locator("label", has_text=t("common.kind.strength")).click()
    press(dialog, "console.post_card")
    wording = dialog.get_by_label(t("console.wording"))
    says(dialog, t("console.wrong.missing", field=t("console.wording")), wording)
    wording.fill(BUS)
    press(dialog, "console.post_card")
    expect(dialog.get_by_text(t("console.card_saved", text=BUS))).to_be_visible()
    expect(dialog.get_by_role("alert")).to_have_count(0)
    hall.moderator.has(BUS)


def test_a_voting_with_too_many_points_says_which_field_and_how_many(hall: Hall) -> None:
    hall.moderator.goes_to("vote")
    page = desk(hall, "voting")
    form = page.locator("form.con-paper")
    points = form.get_by_label(t("console.voting.points"))
    points.fill("2000")
    press(page, "console.voting.open")
    says(form, t("console.wrong.range", min="1", max="1000", field=t("console.voting.points")), points)
    points.fill("2.5")
    press(page, "console.voting.open")
    says(form, t("console.wrong.whole", field=t("console.voting.points")), points)
    points.fill("3")
    press(page, "console.voting.open")
    expect(page.locator(".con-ballots")).to_be_visible()


def test_a_paper_ballot_has_a_running_sum(hall: Hall) -> None:
    dialog = at_the_papers(hall)
    points = hall.moderator.all("voting")[0]["rules"]["points"]
    expect(dialog).to_contain_text(t("console.paper.sum", used=0, points=points))
    dialog.locator(".con-paper-marks input").first.fill("1")
    expect(dialog).to_contain_text(t("console.paper.sum", used=1, points=points))


def test_the_pin_is_shown_on_demand_only(hall: Hall) -> None:
    page = hall.laptop().page
    pin = hall.server.words().split("PIN ")[1].split()[0]
    press(page, "console.join_open")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".con-qr svg")).to_be_visible()
    expect(dialog).not_to_contain_text(pin)
    page.keyboard.press("Escape")
    press(page, "console.pin")
    expect(dialog).not_to_contain_text(pin)
    press(dialog, "console.pin_show")
    expect(dialog.locator(".con-pin")).to_have_text(pin)
    assert pin not in page.request.get(page.url).text()
    dialog.get_by_role("button", name=t("common.close")).last.click()
    expect(dialog).to_have_count(0)


def test_a_console_that_was_open_before_shows_the_pin_of_now(own_hall: Hall) -> None:
    page = own_hall.laptop().page
    access = page.context.new_page()
    access.goto(f"{own_hall.server.base}/m/access")
    press(access, "setup.access_renew")
    press(access.get_by_role("dialog"), "setup.access_renew")
    expect(access.get_by_text(t("setup.access_renewed"))).to_be_visible()
    press(access, "setup.pin_show")
    page.bring_to_front()
    press(page, "console.pin")
    press(page.get_by_role("dialog"), "console.pin_show")
    expect(page.locator(".con-pin")).to_have_text(access.locator("p.code").inner_text())
    stranger = page.context.browser.new_context()  # type: ignore[union-attr]
    assert stranger.request.get(f"{own_hall.server.base}/m/pin").status == 403
    stranger.close()


def test_the_menu_leads_home_and_to_what_is_printed(hall: Hall) -> None:
    page = hall.laptop(viewport={"width": 1366, "height": 768}).page
    press(page, "console.menu")
    page.get_by_role("menuitem", name=t("console.link.print"), exact=True).click()
    page.wait_for_url(f"**/m/w/{hall.code}/print")
    page.go_back()
    press(page, "console.menu")
    page.get_by_role("menuitem", name=t("console.link.home"), exact=True).click()
    page.wait_for_url("**/m")


def test_time_that_does_not_run_says_so(hall: Hall) -> None:
    page = hall.laptop().page
    idle = page.get_by_text(t("console.timer.idle"))
    expect(idle).to_be_visible()
    press(page, "console.timer.start")
    expect(idle).to_have_count(0)
    press(page, "console.timer.stop")
    expect(idle).to_be_visible()


def test_opening_a_vote_is_in_sight_on_small_screens(hall: Hall) -> None:
    hall.moderator.goes_to("vote")
    for width, height in ((1366, 768), (768, 1024), (1024, 768)):
        page = hall.laptop(viewport={"width": width, "height": height}).page
        expect(page.get_by_role("button", name=t("console.voting.open"), exact=True)).to_be_in_viewport(
            ratio=1
        )


def test_dots_stay_together_beside_the_longest_name(hall: Hall) -> None:
    with_cards(hall, BUS)
    for group, name in zip(
        hall.moderator.all("group"),
        ("Tisch 6 (Sofaecke am Fenster zum Mehrgenerationenhaus)", "W" * 40),
        strict=False,
    ):
        hall.moderator.asks(ChangeGroup(id=group["id"], name=name, seats=12))
    hall.moderator.goes_to("write")
    for width in (1366, 1440):
        page = hall.laptop(viewport={"width": width, "height": 768}).page
        dots = page.locator(".con-tables .con-dots")
        expect(dots.first).to_be_visible()
        for row in dots.all():
            tops = row.locator("i").evaluate_all(
                "dots => [...new Set(dots.map((one) => Math.round(one.getBoundingClientRect().top)))]"
            )
            assert len(tops) == 1
        assert page.locator(".con-right").evaluate("one => one.scrollWidth - one.clientWidth") <= 0


def test_what_phones_will_ask_stands_in_grey_and_who_cannot_read_it_is_named(hall: Hall) -> None:
    hall.moderator.goes_to("vote")
    (workshop,) = hall.moderator.all("workshop")
    kept = {
        name: workshop[name] for name in ChangeWorkshop.model_fields if name in workshop and name != "type"
    }
    hall.moderator.asks(ChangeWorkshop(**kept | {"languages": ("ar", "de-simple")}))
    page = desk(hall, "voting")
    german, arabic = (
        page.get_by_label(t("console.voting.question") + end, exact=True) for end in ("", " · العربية")
    )
    usual = texts("ar").t("common.question.vote")
    missing = page.get_by_text(t("console.voting.unasked", languages="\u2068العربية\u2069"))
    expect(arabic).to_have_value(usual)
    expect(missing).to_have_count(0)
    own = "Was gehen wir noch in diesem Jahr an?"
    german.fill(own)
    expect(arabic).to_have_value("")
    expect(arabic).to_have_attribute("placeholder", own)
    expect(arabic).to_have_css("direction", "ltr")
    expect(missing).to_be_visible()
    press(page, "console.voting.open")
    phone = hall.at_table(1, lang="ar")
    phone.sees(own)


# Whatever button stands there, as if it could not be pressed: in which colour, and how readable. Quasar makes
# it paler by its opacity, which no style of ours can change: its layer comes first.
_DISABLED = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = colour.map((one) => one / 255).map((one) =>
      one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const behind = (one) => {
    const { backgroundColor: colour } = getComputedStyle(one);
    return numbers(colour)[3] === 0 && one.parentElement ? behind(one.parentElement) : colour;
  };
  const look = (one) => {
    const { color, opacity, borderTopStyle: border } = getComputedStyle(one);
    return { color, opacity, border };
  };
  const shown = [...document.querySelectorAll("button.button")].filter((one) => one.checkVisibility());
  return shown.flatMap((one) => {
    one.disabled = false;
    const before = look(one);
    one.disabled = true;
    const now = look(one);
    const [words, ground] = [numbers(now.color), numbers(behind(one))];
    const seen = words.map((part, n) => part * now.opacity + ground[n] * (1 - now.opacity));
    const [more, less] = [light(seen), light(ground)].sort((a, b) => b - a);
    const told = String(seen) !== String(numbers(before.color)) && now.border === "dashed";
    return told && more / less >= 4.2 ? [] : [[one.innerText, now, more / less]];
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_button_that_cannot_be_pressed_looks_so_and_can_be_read(hall: Hall, scheme: str) -> None:
    with_cards(hall, BUS)
    page = hall.laptop(color_scheme=scheme).page
    press(page, "console.select")
    expect(page.locator(".con-selection")).to_be_visible()
    assert page.evaluate(_DISABLED) == []

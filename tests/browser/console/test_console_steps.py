"""No single click moves the hall far or ends something, and a console opens on what the step is about."""

import re

from playwright.sync_api import Page, expect

from app.texts import texts
from facilitation.commands import CreateCluster
from tests.browser.conftest import Hall
from tests.browser.console.test_console import BUS, PATEN, card, cluster, desk, press, with_cards
from tests.browser.hall.test_access import open_a_voting
from tests.browser.people import eventually
from tests.builders import an_id

t = texts("de").t


def step(page: Page, phase: str) -> None:
    page.locator(".con-phases button", has_text=t(f"common.phase.{phase}")).click()


def now(hall: Hall) -> str:
    return str(hall.moderator.all("workshop")[0]["phase"])


def test_a_step_that_is_no_neighbour_is_asked_about_and_undone(hall: Hall) -> None:
    hall.moderator.goes_to("results")
    phone, page = hall.at_table(), hall.laptop().page
    expect(page.locator(".con-people h2 + b")).to_have_text(t("common.devices", count=1))
    step(page, "write")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(t("console.phase.far_back", phase=t("common.phase.write")))
    expect(dialog).to_contain_text(t("console.connected", count=1))
    expect(dialog).to_contain_text(t("console.next.write"))
    press(dialog, "common.cancel")
    assert now(hall) == "results"
    step(page, "write")
    press(dialog, "console.phase.back", phase=t("common.phase.write"))
    expect(phone.paper).to_be_visible()
    press(page, "console.undo", step=t("console.step.phase_started"))
    eventually(lambda: now(hall), "results")


def test_a_double_click_or_a_held_key_is_one_step(hall: Hall) -> None:
    page = hall.laptop().page
    for press_it in (twice, held):
        press_it(page, ".con-next")
        page.wait_for_timeout(600)  # it is over
    eventually(lambda: now(hall), "write")
    twice(page, ".con-back")
    eventually(lambda: now(hall), "input")


def twice(page: Page, where: str) -> None:
    """As quick as a hand, however busy the machine is that moves it."""
    expect(page.locator(where)).to_be_enabled()
    page.evaluate(
        """async (where) => {
          document.querySelector(where).click();
          await new Promise((done) => setTimeout(done, 150));
          document.querySelector(where).click();
        }""",
        where,
    )


def held(page: Page, where: str) -> None:
    page.locator(where).focus()
    for _ in range(5):
        page.keyboard.down("Enter")  # the first time, and then as often as the key repeats
        page.wait_for_timeout(50)
    page.keyboard.up("Enter")


def test_forward_over_a_step_says_what_becomes_of_what_is_typed(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    page = hall.laptop().page
    step(page, "focus")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(t("console.phase.far_on", phase=t("common.phase.focus")))
    expect(dialog).to_contain_text(t("console.phase.typed_stays"))
    press(dialog, "console.phase.go", phase=t("common.phase.focus"))
    eventually(lambda: now(hall), "focus")


def test_a_neighbour_is_one_click_away(hall: Hall) -> None:
    hall.moderator.goes_to("sort")
    page = hall.laptop().page
    step(page, "focus")
    eventually(lambda: now(hall), "focus")
    step(page, "sort")
    eventually(lambda: now(hall), "sort")


def test_closing_the_workshop_says_how_many_are_connected(hall: Hall) -> None:
    hall.moderator.goes_to("results")
    hall.at_table()
    page = hall.laptop().page
    expect(page.locator(".con-people h2 + b")).to_have_text(t("common.devices", count=1))
    press(page, "console.finish")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(t("console.connected", count=1))
    expect(dialog).to_contain_text(t("console.finish_text"))
    press(dialog, "common.cancel")
    assert not hall.moderator.all("workshop")[0]["finished"]


def test_closing_a_voting_says_how_many_are_connected(hall: Hall) -> None:
    hall.moderator.goes_to("vote")
    open_a_voting(hall)
    hall.at_table()
    page = hall.laptop().page
    expect(page.locator(".con-people h2 + b")).to_have_text(t("common.devices", count=1))
    press(page, "console.voting.close")
    expect(page.get_by_role("dialog")).to_contain_text(t("common.devices", count=1))


def shown(page: Page, tab: str) -> None:
    expect(page.get_by_role("tab", name=t(f"console.tab.{tab}"), exact=True)).to_have_attribute(
        "aria-selected", "true"
    )


def test_a_console_that_is_opened_shows_what_the_step_is_about(hall: Hall) -> None:
    hall.moderator.goes_to("sort")
    page = hall.laptop().page
    shown(page, "clusters")
    page.get_by_role("tab", name=t("console.tab.fields"), exact=True).click()
    page.reload()
    shown(page, "fields")
    hall.moderator.goes_to("vote")
    shown(hall.laptop().page, "voting")
    expect(page.locator(".con-undo")).to_contain_text(t("console.step.phase_started"))
    shown(page, "fields")  # somebody looks at it: another moderator's step takes nothing away
    page.reload()
    shown(page, "fields")


def test_a_card_is_moved_into_a_new_cluster_that_has_no_name_yet(hall: Hall) -> None:
    with_cards(hall, BUS, PATEN)
    page = desk(hall, "clusters")
    press(page, "console.card_menu", text=BUS)
    page.get_by_role("menuitem", name=t("console.move_to")).click()
    page.get_by_role("option", name=t("console.new_cluster"), exact=True).click()
    page.locator(".con-rename input").press("Escape")
    expect(cluster(page, t("common.nameless"))).to_contain_text(BUS)


def test_a_cluster_is_born_without_a_name_and_named_in_place(hall: Hall) -> None:
    with_cards(hall, BUS, PATEN)
    stage, page = hall.stage(), desk(hall, "clusters")
    page.locator(".con-new").click()
    page.locator(".con-rename input").press("Escape")
    nameless = cluster(page, t("common.nameless"))
    expect(nameless).to_be_visible()
    press(page, "console.card_menu", text=BUS)
    page.get_by_role("menuitem", name=t("console.move_to")).click()
    page.get_by_role("option", name=t("common.nameless")).click()
    expect(nameless).to_contain_text(BUS)
    stage.sees(t("common.nameless"))
    nameless.get_by_role("button", name=t("common.nameless"), exact=True).click()
    page.locator(".con-rename input").fill("Wege")
    page.locator(".con-head h1").click()  # whoever goes on elsewhere keeps what was typed
    expect(cluster(page, "Wege")).to_contain_text(BUS)
    stage.sees("Wege")


def test_by_keyboard_one_does_all_that_a_hand_does(hall: Hall) -> None:
    """Into a cluster, up and down in it, into a field, up and down there."""
    ids = with_cards(hall, "A", "B", "C")
    hall.moderator.asks(CreateCluster(id=an_id(), name="Wege", contribution_ids=ids))
    hall.moderator.asks(CreateCluster(id=an_id(), name="Paten"))
    page = desk(hall, "clusters")
    shown = cluster(page, "Wege").locator("article")
    expect(shown).to_have_text([re.compile(one) for one in "ABC"])
    by_keys(page, t("console.card_menu", text="A"), t("console.down"))
    expect(shown).to_have_text([re.compile(one) for one in "BAC"])
    by_keys(page, t("console.card_menu", text="C"), t("console.up"))
    expect(shown).to_have_text([re.compile(one) for one in "BCA"])
    page.get_by_role("tab", name=t("console.tab.fields"), exact=True).click()
    heads = page.locator(".con-pile .con-cluster h3")
    expect(heads).to_have_text(["Wege", "Paten"])
    by_keys(page, t("console.cluster.menu", name="Paten"), t("console.up"))
    expect(heads).to_have_text(["Paten", "Wege"])


def by_keys(page: Page, menu: str, item: str) -> None:
    """The keyboard is where it was, so that one can go on."""
    button = page.get_by_role("button", name=menu, exact=True)
    button.focus()
    page.keyboard.press("Enter")
    entry = page.get_by_role("menuitem", name=item, exact=True)
    while not entry.evaluate("one => one === document.activeElement"):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("menu")).to_have_count(0)
    expect(page.locator(".con-saved")).to_have_text(t("console.saved_here"))
    expect(button).to_be_focused()


def test_from_the_last_card_of_the_pile_one_sees_where_to_lay_it(hall: Hall) -> None:
    with_cards(hall, *[f"Karte {n}: Die Sprachkurse am Vormittag erreichen nicht alle" for n in range(1, 20)])
    page = hall.laptop(viewport={"width": 1366, "height": 768}).page
    last = card(page, "Karte 1:")
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
    expect(page.locator(".con-new")).to_be_in_viewport(ratio=1)
    press(page, "console.card_menu", text="Karte 1: Die Sprachkurse am Vormittag e …")
    expect(page.get_by_role("menuitem", name=t("console.move_to"))).to_be_visible()


def test_a_tab_left_over_from_an_earlier_step_is_not_one_that_was_chosen(hall: Hall) -> None:
    """Another laptop went on; who reloads this one finds what the step is about, until they choose."""
    hall.moderator.goes_to("goals")
    page = hall.laptop().page
    chosen = page.locator("[role=tab][aria-selected=true]")
    expect(chosen).to_have_text(t("console.tab.goals"))
    hall.moderator.goes_to("vote")
    expect(page.locator(".con-phases .now")).to_contain_text(t("common.phase.vote"))
    page.reload()
    expect(chosen).to_have_text(t("console.tab.voting"))
    page.get_by_role("tab", name=t("console.tab.fields"), exact=True).click()
    page.reload()
    expect(chosen).to_have_text(t("console.tab.fields"))


def test_a_cluster_is_renamed_once_by_a_browser_that_gives_a_pressed_button_no_focus(hall: Hall) -> None:
    """Safari: the field is left for nothing, and then the form is sent."""
    hall.moderator.asks(CreateCluster(id=an_id(), name="Wege"))
    page = desk(hall, "clusters")
    press(cluster(page, "Wege"), "console.cluster.menu", name="Wege")
    page.get_by_role("menuitem", name=t("console.cluster.rename")).click()
    page.locator(".con-rename input").fill("Bus")
    page.locator(".con-rename").evaluate(
        "form => { form.dispatchEvent(new FocusEvent('focusout')); form.requestSubmit(); }"
    )
    expect(cluster(page, "Bus")).to_be_visible()
    (named,) = hall.moderator.all("cluster")
    assert named["version"] == 2

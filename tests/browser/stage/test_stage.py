"""The stage follows, comes back by itself, and holds nothing but what the moderator sent."""

import re

from playwright.sync_api import WebSocketRoute, expect

from facilitation.commands import (
    ChooseTexts,
    HideContribution,
    OpenVoting,
    PostContribution,
    SetTimer,
    ShowOnStage,
    Translate,
)
from facilitation.model import CardTexts, Kind, StageView
from facilitation.model.agenda import STEP_KINDS
from tests.browser.conftest import Hall
from tests.browser.people import eventually
from tests.builders import an_id

TEXT = "Die Sprachpaten laufen gut"

# Cards that lie over the line in which all fields are named.
COVERING = """() => {
  const edge = document.querySelector(".stage-strip").getBoundingClientRect().top;
  const cards = [...document.querySelectorAll(".stage-page article.card")];
  return cards.filter((card) => card.getBoundingClientRect().bottom > edge).length;
}"""

# How far the question's letters reach below what is shown of it, in letters.
FEET = """() => {
  const question = document.querySelector(".stage-asked h1");
  const words = document.createRange();
  words.selectNodeContents(question);
  const lowest = Math.max(...[...words.getClientRects()].map((box) => box.bottom));
  return (lowest - question.getBoundingClientRect().bottom) / parseFloat(getComputedStyle(question).fontSize);
}"""


def a_posted_card(hall: Hall, text: str = TEXT) -> str:
    id = an_id()
    hall.moderator.asks(PostContribution(id=id, kind=Kind.STRENGTH, text=text))
    return id


def test_the_stage_follows_the_phases(hall: Hall) -> None:
    stage = hall.stage()
    for phase in STEP_KINDS:
        hall.moderator.goes_to(phase.id)
        stage.shows(phase.stage.value)


def test_people_see_how_to_join_without_a_word_from_the_front(hall: Hall) -> None:
    stage = hall.stage()
    stage.sees(stage.t("stage.join"))
    stage.sees(hall.code)
    assert stage.page.locator(".stage-qr svg").count() == 1


def test_a_thousand_devices_are_one_number(hall: Hall) -> None:
    """It stands large, with the mark for thousands that its language writes."""
    stage = hall.stage()
    stage.page.route_web_socket(re.compile("/ws$"), crowded)
    stage.page.reload()
    expect(stage.page.locator(".stage-here b")).to_have_text("1.234")
    expect(stage.page.locator(".stage-here")).to_have_text("1.234 Geräte sind dabei")


def crowded(socket: WebSocketRoute) -> None:
    laptop = socket.connect_to_server()
    laptop.on_message(lambda frame: socket.send(str(frame).replace('"people":0', '"people":1234')))


def test_stages_without_websockets_are_told_apart(hall: Hall) -> None:
    """Who shares a question for news with somebody else misses what the other one hears."""
    for _ in range(2):
        stage = hall.stage()
        stage.context.add_init_script("window.WebSocket = class { close() {} }")
        stage.page.reload()
        stage.shows("join")
    eventually(lambda: hall.moderator.presence()["stages"], 2)


def test_the_moderator_sends_views_and_covers_the_stage(hall: Hall) -> None:
    stage = hall.stage()
    a_posted_card(hall)
    hall.moderator.asks(ShowOnStage(view=StageView.BOARD))
    stage.shows("board")
    stage.sees(TEXT)
    hall.moderator.asks(ShowOnStage(view=StageView.BOARD, covered=True))
    stage.shows("cover")
    stage.does_not_see(TEXT)


def test_a_hidden_card_leaves_the_wall_at_once(hall: Hall) -> None:
    hall.moderator.goes_to("sort")
    stage = hall.stage()
    card = a_posted_card(hall)
    stage.sees(TEXT)
    hall.moderator.asks(HideContribution(id=card, reason="Nennt einen Namen"))
    stage.does_not_see(TEXT)
    assert "Nennt einen Namen" not in stage.page.content()


def test_cards_that_grow_by_their_translations_find_room(hall: Hall) -> None:
    """A full page, and nothing comes: each card on it only becomes longer."""
    hall.moderator.goes_to("sort")
    for n in range(16):
        card = a_posted_card(hall, f"Les cours de langue du matin n'atteignent pas les mères ({n}).")
        words = "Die Sprachkurse am Vormittag erreichen Mütter mit Kindern nicht."
        hall.moderator.asks(Translate(of_id=card, language="de", text=words, original_version=1))
    stage = hall.stage()
    shown = stage.page.locator(".stage-page")
    expect(shown).to_contain_text("(0)")
    expect(shown).not_to_contain_text("(15)")
    assert stage.page.evaluate(COVERING) == 0
    hall.moderator.asks(ChooseTexts(card_texts=CardTexts.BOTH))
    expect(shown.first).to_contain_text("Vormittag")
    eventually(lambda: stage.page.evaluate(COVERING), 0)
    expect(shown).to_contain_text("(0)")


def test_the_timer_is_told_in_minutes(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    stage = hall.stage()
    hall.moderator.asks(SetTimer(minutes=12))
    stage.sees(stage.t("common.minutes_left", count=12))


def test_html_in_a_card_is_text(hall: Hall) -> None:
    hall.moderator.goes_to("sort")
    stage = hall.stage()
    wording = "<script>document.title='x'</script><b>fett</b> {{ 7*7 }}"
    a_posted_card(hall, wording)
    stage.sees(wording)
    assert stage.page.title() != "x"


def test_results_stay_hidden_until_the_voting_is_closed(hall: Hall) -> None:
    goals = tuple(goal["id"] for goal in hall.moderator.all("goal"))
    hall.moderator.goes_to("vote")
    stage = hall.stage()
    hall.moderator.asks(OpenVoting(id=an_id(), question="Was zuerst?", option_ids=goals))
    stage.sees("Was zuerst?")
    hall.moderator.asks(ShowOnStage(view=StageView.RESULT))
    stage.sees(stage.t("stage.still_voting"))
    stage.does_not_see("Ziel 0")


def test_a_question_keeps_the_feet_of_its_letters(hall: Hall) -> None:
    goals = tuple(goal["id"] for goal in hall.moderator.all("goal"))
    hall.moderator.goes_to("vote")
    stage = hall.stage()
    hall.moderator.asks(
        OpenVoting(id=an_id(), question="Welche Ziele sollen wir zuerst angehen?", option_ids=goals)
    )
    stage.sees("Welche Ziele")
    eventually(lambda: stage.page.evaluate(FEET) < 0.07, True, within=5)


def test_after_a_reload_and_a_restart_the_stage_is_where_it_was(own_hall: Hall) -> None:
    own_hall.moderator.goes_to("sort")
    stage = own_hall.stage()
    stage.faults_expected = True
    a_posted_card(own_hall)
    stage.sees(TEXT)
    stage.page.reload()
    stage.sees(TEXT)
    own_hall.server.kill()
    stage.sees(stage.t("stage.connection_lost"))
    stage.sees(TEXT)
    own_hall.server.start()
    stage.does_not_see(stage.t("stage.connection_lost"))
    a_posted_card(own_hall, "Nach dem Stromausfall")
    stage.sees("Nach dem Stromausfall")

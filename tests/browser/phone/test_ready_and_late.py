"""Who is ready, silent or gone, and what a closed round leaves on phones: counted, nobody is named."""

from playwright.sync_api import expect

from facilitation.commands import AllowLate, ChangeWorkshop
from tests.browser.conftest import Hall
from tests.browser.people import TABLET, Person, Phone

SENT = "Die Sprachpaten tragen viel"
TYPED = "Ein Wort noch, als die Runde schon zu war"


def told(laptop: Person, *words: str) -> None:
    """What the moderator reads of all tables together."""
    expect(laptop.page.locator(".con-people > .con-told")).to_have_text(" · ".join(words))


def ready(phone: Phone, table: bool = False) -> None:
    phone.button("phone.ready_group" if table else "phone.ready").tap()


def test_the_moderator_sees_who_is_ready_silent_and_gone_and_the_wall_counts_tables(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    laptop, stage = hall.laptop(), hall.stage()
    t = laptop.t
    anna, ben, tablet = hall.at_table(1), hall.at_table(1), hall.phone(**TABLET)
    tablet.joins(hall.path, 2)
    told(laptop, t("console.tables_ready", ready=0, count=2), t("console.silent", count=3))
    anna.posts(SENT)
    told(laptop, t("console.tables_ready", ready=0, count=2), t("console.silent", count=2))
    ready(anna)
    anna.sees(anna.t("phone.ready_hint"))
    ready(tablet, table=True)
    told(laptop, t("console.tables_ready", ready=1, count=2), t("console.silent", count=2))
    stage.sees(stage.t("stage.tables_ready", ready=1, count=2))
    ready(ben)
    stage.sees(stage.t("stage.tables_ready", ready=2, count=2))
    ready(ben)
    stage.sees(stage.t("stage.tables_ready", ready=1, count=2))
    ben.page.close()
    told(
        laptop,
        t("console.tables_ready", ready=2, count=2),
        t("console.silent", count=1),
        t("console.gone", count=1),
    )
    anna.page.reload()
    expect(anna.button("phone.ready")).to_have_attribute("aria-pressed", "true")
    hall.moderator.goes_to("goals")
    expect(anna.button("phone.ready")).to_have_attribute("aria-pressed", "false")
    told(
        laptop,
        t("console.tables_ready", ready=0, count=2),
        t("console.silent", count=2),
        t("console.gone", count=1),
    )
    stage.does_not_see(stage.t("stage.tables_ready", ready=2, count=2))


def test_ready_without_a_connection_is_said_once_there_is_one_unless_the_phase_is_over(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    laptop = hall.laptop()
    anna = hall.at_table(1)
    anna.faults_expected = True
    anna.context.set_offline(True)
    ready(anna)
    expect(anna.button("phone.ready")).to_have_attribute("aria-pressed", "true")
    hall.moderator.goes_to("goals")
    anna.context.set_offline(False)
    expect(anna.button("phone.ready")).to_have_attribute("aria-pressed", "false", timeout=30_000)
    told(laptop, laptop.t("console.tables_ready", ready=0, count=1), laptop.t("console.silent", count=1))


def test_late_from_the_last_key_to_the_wall(hall: Hall) -> None:
    """Two phones, a moderator and a stage: one card was only typed, one was sent into a closed round."""
    hall.moderator.goes_to("write")
    laptop, stage = hall.laptop(), hall.stage()
    anna, ben = hall.at_table(1), hall.at_table(2)
    anna.types(TYPED)
    ben.faults_expected = True
    ben.context.set_offline(True)
    ben.writes(SENT, "weakness")
    ben.has(SENT, "unsent")
    hall.moderator.goes_to("sort")
    anna.has(TYPED, "unsent")
    ben.context.set_offline(False)
    ben.has(SENT, "late")
    waiting = laptop.t("console.unsent", count=2, tables="Tisch 1, Tisch 2")
    laptop.sees(waiting)
    hall.moderator.has()
    anna.page.reload()
    anna.has(TYPED, "unsent")
    laptop.sees(waiting)

    laptop.button("console.late_accept").click()
    stage.sees(SENT)
    ben.does_not_see(ben.t("phone.still_here"))
    anna.sees(anna.t("phone.late_open"))
    laptop.sees(laptop.t("console.unsent", count=1, tables="Tisch 1"))
    anna.page.locator(".leftover").get_by_role("button", name=anna.t("phone.send_card")).tap()
    stage.sees(TYPED)
    anna.does_not_see(anna.t("phone.still_here"))
    hall.moderator.has(SENT, TYPED)
    laptop.does_not_see(laptop.t("console.unsent", count=1, tables="Tisch 1"))


def test_what_was_only_typed_can_be_thrown_away_and_waits_for_nobody(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    laptop, anna = hall.laptop(), hall.at_table(1)
    anna.types(TYPED)
    hall.moderator.goes_to("sort")
    words = laptop.t("console.unsent", count=1, tables="Tisch 1")
    laptop.sees(words)
    anna.button("phone.throw_away").tap()
    anna.does_not_see(anna.t("phone.still_here"))
    laptop.does_not_see(words)


def test_a_change_that_was_only_typed_is_kept_and_handed_in_late(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    laptop, anna = hall.laptop(), hall.at_table(1)
    anna.posts(SENT)
    anna.card(SENT).get_by_role("button", name=anna.t("common.edit")).tap()
    anna.page.locator(".editing textarea").fill(TYPED)
    hall.moderator.goes_to("sort")
    anna.has(TYPED, "unsent")
    laptop.button("console.late_accept").click()
    anna.page.locator(".leftover").get_by_role("button", name=anna.t("phone.save_change")).tap()
    anna.does_not_see(anna.t("phone.still_here"))
    hall.moderator.has(TYPED)


def test_a_goal_that_was_only_typed_is_kept_and_handed_in_late(hall: Hall) -> None:
    hall.moderator.goes_to("goals")
    laptop, anna = hall.laptop(), hall.at_table(1)
    before = hall.moderator.texts("goal")
    anna.page.locator(".goal-form textarea").fill(TYPED)
    hall.moderator.goes_to("vote")
    left = anna.page.locator(".leftover")
    expect(left.get_by_text(TYPED)).to_be_visible()
    laptop.sees(laptop.t("console.unsent", count=1, tables="Tisch 1"))
    laptop.button("console.late_accept").click()
    anna.sees(anna.t("phone.late_open"))
    left.get_by_role("button", name=anna.t("phone.send_goal")).tap()
    expect(left).to_have_count(0)
    assert hall.moderator.texts("goal") == sorted([*before, TYPED])


def test_a_goal_with_a_number_that_is_none_is_mended_before_it_is_handed_in_late(hall: Hall) -> None:
    hall.moderator.goes_to("goals")
    anna = hall.at_table(1)
    before = hall.moderator.texts("goal")
    anna.page.locator(".goal-form textarea").fill(TYPED)
    anna.button("phone.add_indicator").tap()
    anna.page.get_by_label(anna.t("phone.indicator_name")).fill("Plätze")
    anna.page.get_by_label(anna.t("phone.base_value")).fill("ca. 50")
    hall.moderator.goes_to("vote")
    hall.moderator.asks(AllowLate())
    left = anna.page.locator(".leftover")
    expect(left.locator(".indicators")).to_contain_text("ca. 50")
    left.get_by_role("button", name=anna.t("phone.send_goal")).tap()
    expect(left.locator(".complaint")).to_have_text(anna.t("phone.not_a_number"))
    assert hall.moderator.texts("goal") == before
    anna.page.get_by_label(anna.t("phone.base_value")).fill("50")
    left.get_by_role("button", name=anna.t("phone.send_goal")).tap()
    expect(left).to_have_count(0)
    assert hall.moderator.texts("goal") == sorted([*before, TYPED])
    assert [one["base_value"] for one in hall.moderator.all("indicator")] == [50]


def test_a_card_that_is_too_long_is_shortened_where_it_was_left(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    anna = hall.at_table(1)
    anna.types("x" * 143)
    hall.moderator.goes_to("sort")
    hall.moderator.asks(AllowLate())
    left = anna.page.locator(".leftover")
    left.get_by_role("button", name=anna.t("phone.send_card")).tap()
    anna.sees(anna.t("phone.too_long", count=3))
    left.locator("textarea").fill("")
    left.locator("textarea").fill(TYPED)
    anna.page.reload()
    left.get_by_role("button", name=anna.t("phone.send_card")).tap()
    expect(left).to_have_count(0)
    hall.moderator.has(TYPED)


def test_what_was_refused_when_it_was_let_in_can_be_mended_or_thrown_away(hall: Hall) -> None:
    hall.moderator.goes_to("write")
    anna, ben = hall.at_table(1), hall.at_table(2)
    for phone in (anna, ben):
        phone.types("x" * 60)
    hall.moderator.goes_to("sort")
    for phone in (anna, ben):
        phone.button("phone.send_card").tap()
        phone.has("x" * 60, "late")
    (workshop,) = hall.moderator.all("workshop")
    kept = {name: workshop[name] for name in ("version", "title", "audience", "target_year")}
    hall.moderator.asks(ChangeWorkshop(**kept, card_limit=40), AllowLate())
    anna.has("x" * 60, "refused")
    anna.button("common.edit").tap()
    anna.sees(anna.t("phone.too_long", count=20))
    anna.page.reload()
    anna.has("x" * 60, "unsent")
    anna.button("common.edit").tap()
    anna.page.locator(".leftover textarea").fill(SENT)
    anna.button("phone.send_card").tap()
    expect(anna.page.locator(".leftover")).to_have_count(0)
    ben.has("x" * 60, "refused")
    ben.button("phone.throw_away").tap()
    expect(ben.page.locator(".leftover")).to_have_count(0)
    hall.moderator.has(SENT)

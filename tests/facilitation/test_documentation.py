"""The documentation: everything that was said, nothing about who said it."""

import re

import pytest

from facilitation import commands as c
from facilitation.documentation.assembling import document
from facilitation.documentation.parts import Card, FieldPart
from facilitation.model import Device, Goal, Kind, Source, Voting
from tests.builders import (
    MODERATOR,
    NOON,
    Hall,
    a_card,
    a_cluster,
    a_goal,
    a_voting,
    a_workshop,
    an_id,
    cast,
    close,
)

MINUTE = 60_000


def wordings(part: FieldPart) -> list[tuple[str | None, list[str]]]:
    return [(heap.name, [card.text for card in heap.cards]) for heap in part.heaps]


def goals_with_votes(hall: Hall, *ballots: tuple[int, int, int]) -> Hall:
    """Three goals, one ballot per tuple of points; the voting stays open."""
    goals = [a_goal(hall.phase("goals"), f"Ziel {name}") for name in "ABC"]
    people = [hall.joined() for _ in ballots]
    voting = a_voting(hall, *goals, points=4, max_per_option=4)
    for person, points in zip(people, ballots, strict=True):
        cast(hall, voting, person, dict(zip(goals, points, strict=True)))
    return hall


def test_a_card_is_told_with_its_whole_provenance() -> None:
    hall = a_workshop()
    tablet = hall.joined(group=2, device=Device.TABLET)
    card = a_card(hall, "Sprachcafé – jede Woche voll!", tablet, language="de")
    a_cluster(hall, "Begegnung", card, field="Sprache")
    assert document(hall.state, NOON).cards() == [
        Card(
            kind=Kind.STRENGTH,
            text="Sprachcafé – jede Woche voll!",
            language="de",
            group="Tisch 2",
            source=Source.TABLET,
            field="Sprache",
            cluster="Begegnung",
        )
    ]


def test_cards_lie_by_field_then_cluster_then_kind() -> None:
    hall = a_workshop()
    worry = a_card(hall, "Kurse fehlen", kind=Kind.CHALLENGE)
    praise = a_card(hall, "Gute Kurse")
    a_cluster(hall, "Kurse", worry, praise, field="Sprache")
    a_card(hall, "Ein Lob für die Bücherei", field="Sprache")
    a_card(hall, "Noch auf dem Stapel")
    parts = document(hall.state, NOON).fields
    assert [part.field for part in parts] == ["Sprache", "Wohnen", "Arbeit", None]
    assert wordings(parts[0]) == [
        ("Kurse", ["Gute Kurse", "Kurse fehlen"]),
        (None, ["Ein Lob für die Bücherei"]),
    ]
    assert wordings(parts[1]) == []
    assert wordings(parts[3]) == [(None, ["Noch auf dem Stapel"])]


def test_hidden_and_withdrawn_words_are_only_counted() -> None:
    hall = a_workshop()
    a_card(hall, "Das bleibt")
    named, regretted = a_card(hall, "Herr Meier ist schuld"), a_card(hall, "Das nehme ich zurück")
    hall.ask(c.HideContribution(id=named.id, reason="enthält einen Namen"))
    hall.ask(c.WithdrawContribution(id=regretted.id, version=regretted.version))
    hall.ask(c.HideGoal(id=a_goal(hall, "Meier muss weg").id))
    made = document(hall.state, NOON)
    assert [card.text for card in made.cards()] == ["Das bleibt"]
    assert (made.left_out.hidden_cards, made.left_out.withdrawn_cards) == (1, 1)
    assert (made.left_out.hidden_goals, made.left_out.withdrawn_goals) == (1, 0)
    assert made.weight.total == 1
    assert "Meier" not in made.model_dump_json()
    assert "Namen" not in made.model_dump_json()


def test_no_id_and_no_author_gets_into_it() -> None:
    hall = a_workshop()
    person = hall.joined()
    a_cluster(hall, "Kurse", a_card(hall, actor=person), field="Sprache")
    goals_with_votes(hall, (2, 1, 1), (4, 0, 0))
    written = document(hall.state, NOON, hall.journal).model_dump_json()
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", written)
    assert "author" not in written


def test_the_matrix_marks_its_focal_points() -> None:
    hall = a_workshop()
    for n in range(4):
        a_card(hall, f"Es fehlt Kurs {n}", kind=Kind.WEAKNESS, field="Sprache")
    a_card(hall, "Ein Zimmer", field="Wohnen")
    a_card(hall, "Wohin damit?")
    weight = document(hall.state, NOON).weight
    assert [(p.field, p.kind, p.count) for p in weight.focal_points] == [("Sprache", Kind.WEAKNESS, 4)]
    heats = {row.field: [cell.heat for cell in row.cells] for row in weight.rows}
    assert heats == {"Sprache": [0, 5, 0], "Wohnen": [2, 0, 0], "Arbeit": [0, 0, 0], None: [0, 0, 0]}
    assert (weight.total, weight.totals) == (6, (2, 4, 0))


def test_heads_are_counted_per_table_and_device() -> None:
    hall = a_workshop(groups=2)
    hall.joined(1), hall.joined(1), hall.joined(2, Device.TABLET)
    a_card(hall, group_id=hall.group(2).id, source=Source.PAPER)
    head = document(hall.state, NOON).head
    told = [(g.name, g.phones, g.tablets, g.cards) for g in head.groups]
    assert told == [("Tisch 1", 2, 0, 0), ("Tisch 2", 0, 1, 1)]
    assert (head.phones, head.tablets) == (2, 1)


def at_noon(hall: Hall, minute: int, command: c.Command) -> None:
    hall.ask(command, MODERATOR, NOON + minute * MINUTE)


def test_the_journal_tells_when_which_phase_ran() -> None:
    hall = a_workshop(phase="arrive")
    at_noon(hall, 10, c.GoToPhase(phase="write"))
    at_noon(hall, 12, c.SetTimer(minutes=20))
    at_noon(hall, 40, c.GoToPhase(phase="sort"))
    at_noon(hall, 60, c.FinishWorkshop())
    at_noon(hall, 61, c.ShowOnStage())
    told = [(p.kind, p.started_at, p.ended_at) for p in document(hall.state, NOON, hall.journal).head.phases]
    assert told[1:] == [
        ("write", NOON + 10 * MINUTE, NOON + 40 * MINUTE),
        ("sort", NOON + 40 * MINUTE, NOON + 60 * MINUTE),
    ]


def test_a_phase_started_by_mistake_and_undone_never_happened() -> None:
    hall = a_workshop(phase="arrive")
    at_noon(hall, 10, c.GoToPhase(phase="write"))
    at_noon(hall, 20, c.GoToPhase(phase="goals"))
    at_noon(hall, 21, c.Undo())
    phases = document(hall.state, NOON, hall.journal).head.phases
    assert [p.kind for p in phases] == ["arrive", "write"]
    assert phases[-1].ended_at is None


def test_a_phase_that_was_tried_the_evening_before_and_undone_never_happened() -> None:
    hall = a_workshop(phase="write")
    hall.ask(c.Undo())
    assert hall.state.workshop.phase == "arrive"
    assert document(hall.state, NOON, hall.journal).head.phases == ()
    at_noon(hall, 600, c.GoToPhase(phase="write"))
    phases = document(hall.state, NOON, hall.journal).head.phases
    assert [(p.kind, p.started_at) for p in phases] == [("write", NOON + 600 * MINUTE)]


def test_without_a_journal_the_running_phase_is_known() -> None:
    hall = a_workshop(phase="arrive")
    at_noon(hall, 10, c.GoToPhase(phase="write"))
    assert [p.kind for p in document(hall.state, NOON).head.phases] == ["write"]


def test_a_goal_is_told_with_its_indicators_in_order() -> None:
    hall = a_workshop(phase="goals")
    cluster = a_cluster(hall, "Kurse", field="Sprache")
    drafts = (
        c.IndicatorDraft(id=an_id(), name="Wartezeit", unit="Wochen", base_value=27, target_value=8),
        c.IndicatorDraft(id=an_id(), name="Plätze", target_value=2.5, target_year=2029, source="VHS"),
    )
    sprache = hall.field("Sprache").id
    a_goal(hall, "Kurse für alle", field_id=sprache, cluster_ids=(cluster.id,), indicators=drafts)
    goal = document(hall.state, NOON).goals[0]
    assert (goal.number, goal.field, goal.clusters) == (1, "Sprache", ("Kurse",))
    assert [row.name for row in goal.indicators] == ["Wartezeit", "Plätze"]
    assert goal.indicators[1].target_value == 2.5


def test_a_result_shows_ranks_and_ties() -> None:
    hall = goals_with_votes(a_workshop(), *[(1, 1, 2)] * 5)
    close(hall, next(iter(hall.state.all(Voting))))
    voting = document(hall.state, NOON).votings[0]
    told = [(p.rank, p.tied, p.goal, p.text, p.value) for p in voting.ranking]
    assert told == [(1, False, 3, "Ziel C", 10), (2, True, 1, "Ziel A", 5), (2, True, 2, "Ziel B", 5)]
    assert (voting.ballots, voting.detail) == (5, {"given": 20, "available": 20})
    assert not voting.few


def test_an_open_voting_tells_how_many_voted_and_nothing_else() -> None:
    voting = document(goals_with_votes(a_workshop(), (4, 0, 0), (3, 1, 0)).state, NOON).votings[0]
    assert voting.open
    assert (voting.ballots, voting.ranking, voting.detail) == (2, (), {})


@pytest.mark.parametrize(("ballots", "few"), [(4, True), (5, False)])
def test_few_ballots_are_called_few(ballots: int, few: bool) -> None:
    hall = goals_with_votes(a_workshop(), *[(1, 0, 0)] * ballots)
    close(hall, next(iter(hall.state.all(Voting))))
    assert document(hall.state, NOON).votings[0].few is few


def test_a_goal_hidden_after_the_vote_keeps_its_points_without_its_words() -> None:
    hall = goals_with_votes(a_workshop(), *[(3, 1, 0)] * 5)
    close(hall, next(iter(hall.state.all(Voting))))
    first = next(g for g in document(hall.state, NOON).goals if g.text == "Ziel A")
    assert first.number == 1
    hall.ask(c.HideGoal(id=next(g.id for g in hall.state.all(Goal) if g.text == "Ziel A")))
    place = document(hall.state, NOON).votings[0].ranking[0]
    assert (place.text, place.goal, place.value) == (None, None, 15)

"""Cards: written, changed and taken back by participants; moved, hidden and shown by moderators."""

import pytest

from facilitation import commands as c
from facilitation.events import Actor, Role
from facilitation.model import Contribution, Device, Kind, Source
from tests.builders import MODERATOR, NOON, a_card, a_cluster, a_newcomer, a_workshop, an_id, refused


def edit(card: Contribution, text: str = "Besser so", kind: Kind = Kind.STRENGTH) -> c.EditContribution:
    return c.EditContribution(id=card.id, version=card.version, kind=kind, text=text)


def test_a_participant_posts_a_card() -> None:
    hall = a_workshop()
    person, id = hall.joined(group=2), an_id()
    command = c.PostContribution(id=id, kind=Kind.WEAKNESS, text="Zu wenige Busse", language="de")
    hall.ask(command, person, at=NOON)
    assert hall.state.get(Contribution, id) == Contribution(
        id=id,
        workshop_id=hall.state.workshop.id,
        group_id=hall.group(2).id,
        author_id=person.participant_id,
        source=Source.PERSON,
        kind=Kind.WEAKNESS,
        text="Zu wenige Busse",
        language="de",
        position=float(NOON),
        created_at=NOON,
    )


def test_a_card_says_on_what_it_was_typed() -> None:
    hall = a_workshop()
    tablet = hall.joined(device=Device.TABLET)
    assert a_card(hall, actor=tablet).source == Source.TABLET
    assert a_card(hall).source == Source.MODERATOR
    paper = a_card(hall, group_id=hall.group(2).id, source=Source.PAPER)
    assert (paper.source, paper.group_id, paper.author_id) == (Source.PAPER, hall.group(2).id, None)


def test_a_participant_cannot_write_in_the_name_of_another_table() -> None:
    hall = a_workshop()
    card = a_card(hall, actor=hall.joined(group=1), group_id=hall.group(2).id, source=Source.PAPER)
    assert (card.group_id, card.source) == (hall.group(1).id, Source.PERSON)


def test_cards_are_written_in_the_writing_phase_only() -> None:
    hall = a_workshop()
    person = hall.joined()
    for phase in ("arrive", "input", "sort", "focus", "goals", "vote", "results"):
        hall.phase(phase)
        with refused("phase_closed"):
            a_card(hall, actor=person)
        a_card(hall, "Die Moderation darf immer")


def test_late_cards_come_in_once_the_moderator_lets_them_until_the_next_phase() -> None:
    hall = a_workshop()
    person = hall.joined()
    hall.phase("sort").ask(c.AllowLate())
    a_card(hall, actor=person)
    hall.phase("focus")
    with refused("phase_closed"):
        a_card(hall, actor=person)


def test_one_must_sit_at_a_table_of_an_unfinished_workshop_to_write() -> None:
    hall = a_workshop()
    person = hall.joined()
    with refused("not_joined"):
        a_card(hall, actor=a_newcomer())
    with refused("unknown"):
        a_card(hall, actor=Actor(role=Role.PARTICIPANT, participant_id=an_id()))
    hall.ask(c.FinishWorkshop())
    with refused("workshop_finished"):
        a_card(hall, actor=person)


@pytest.mark.parametrize("text", ["", "   ", "\n\t ", "\u202e\u0000", "\u200b\u200d", "\N{NO-BREAK SPACE}"])
def test_a_card_without_a_word_is_refused(text: str) -> None:
    with refused("text_empty"):
        a_card(a_workshop(), text)


def test_a_card_that_is_too_long_says_by_how_much() -> None:
    hall = a_workshop(card_limit=40)
    a_card(hall, "ä" * 40)
    with refused("text_too_long", over=3, limit=40):
        a_card(hall, "x" * 43)
    card = a_card(hall)
    with refused("text_too_long", over=1, limit=40):
        hall.ask(edit(card, "x" * 41))


def test_an_id_belongs_to_one_card_for_ever() -> None:
    hall = a_workshop()
    card = a_card(hall)
    with refused("exists"):
        hall.ask(c.PostContribution(id=card.id, kind=Kind.STRENGTH, text="Noch einmal"))


def test_a_moderator_names_a_table_that_exists() -> None:
    with refused("unknown"):
        a_card(a_workshop(), group_id=an_id())


def test_an_author_changes_wording_and_kind() -> None:
    hall = a_workshop()
    person = hall.joined()
    card = a_card(hall, actor=person)
    hall.ask(edit(card, "Zu wenige Sprachpaten", Kind.WEAKNESS), person)
    changed = {"text": "Zu wenige Sprachpaten", "kind": Kind.WEAKNESS, "version": 2, "text_version": 2}
    assert hall.now(card) == card.model_copy(update=changed)


def test_nobody_changes_what_others_wrote_on_their_phones() -> None:
    hall = a_workshop()
    card = a_card(hall, actor=hall.joined())
    for actor in (hall.joined(), hall.joined(device=Device.TABLET), hall.joined(group=2)):
        for command in (edit(card), c.WithdrawContribution(id=card.id, version=1)):
            with refused("not_yours"):
                hall.ask(command, actor)


def test_all_tablets_of_a_table_share_what_was_written_on_them() -> None:
    hall = a_workshop()
    card = a_card(hall, actor=hall.joined(device=Device.TABLET))
    hall.ask(edit(card), hall.joined(device=Device.TABLET))
    with refused("not_yours"):
        hall.ask(edit(hall.now(card)), hall.joined(group=2, device=Device.TABLET))
    with refused("not_yours"):
        hall.ask(edit(hall.now(card)), hall.joined())


def test_who_saw_an_older_wording_is_told() -> None:
    hall = a_workshop()
    card = a_card(hall)
    hall.ask(edit(card))
    with refused("stale"):
        hall.ask(edit(card))
    with refused("stale"):
        hall.ask(c.WithdrawContribution(id=card.id, version=card.version))


def test_a_card_that_was_only_laid_elsewhere_is_still_its_authors_to_change() -> None:
    """The theme team sorts while people write; they still see the same words."""
    hall = a_workshop()
    person = hall.joined()
    card, other = a_card(hall, actor=person), a_card(hall, actor=person)
    a_cluster(hall, "Paten", card, other)
    hall.ask(c.MoveContribution(id=card.id, field_id=hall.field("Sprache").id))
    hall.ask(edit(card, "Mehr Sprachpaten"), person)
    assert (hall.now(card).text, hall.now(card).field_id) == ("Mehr Sprachpaten", hall.field("Sprache").id)
    hall.ask(c.WithdrawContribution(id=other.id, version=other.version), person)
    assert hall.now(other).withdrawn


def test_who_saw_the_wording_that_was_brought_back_is_up_to_date() -> None:
    hall = a_workshop()
    person = hall.joined()
    card = a_card(hall, "Sprachpatn", actor=person)
    hall.ask(edit(card, "Sprachpaten"))
    with refused("stale"):
        hall.ask(edit(card, "Sprachpaten fehlen"), person)
    hall.ask(c.Undo())
    hall.ask(edit(card, "Sprachpaten fehlen"), person)
    assert hall.now(card).text == "Sprachpaten fehlen"
    hall.ask(c.MoveContribution(id=card.id))
    with refused("stale"):
        hall.ask(edit(card, "Noch anders"), person)


def test_a_withdrawn_card_stays_but_cannot_be_changed_until_it_is_brought_back() -> None:
    hall = a_workshop()
    person = hall.joined()
    card = a_card(hall, actor=person)
    hall.ask(c.WithdrawContribution(id=card.id, version=1), person)
    assert hall.now(card).withdrawn
    with refused("withdrawn"):
        hall.ask(edit(hall.now(card)), person)
    with refused("withdrawn"):
        hall.ask(c.WithdrawContribution(id=card.id, version=2), person)
    hall.ask(c.RestoreContribution(id=card.id, withdrawn=True))
    hall.ask(edit(hall.now(card)), person)


def test_its_writer_and_nobody_else_takes_a_withdrawal_back() -> None:
    hall = a_workshop()
    person = hall.joined()
    card = a_card(hall, actor=person)
    hall.ask(c.WithdrawContribution(id=card.id, version=1), person)
    with refused("not_yours"):
        hall.ask(c.ReclaimContribution(id=card.id), hall.joined())
    hall.ask(c.ReclaimContribution(id=card.id), person)
    assert not hall.now(card).withdrawn
    hall.ask(c.HideContribution(id=card.id, reason="other"))
    with refused("not_yours"):
        hall.ask(c.ReclaimContribution(id=card.id), person)


def test_a_withdrawal_is_taken_back_only_while_people_write() -> None:
    hall = a_workshop()
    person = hall.joined()
    card = a_card(hall, actor=person)
    hall.ask(c.WithdrawContribution(id=card.id, version=1), person)
    hall.phase("sort")
    with refused("phase_closed"):
        hall.ask(c.ReclaimContribution(id=card.id), person)


def test_a_hidden_card_is_out_of_its_authors_hands() -> None:
    hall = a_workshop()
    person = hall.joined()
    card = a_card(hall, actor=person)
    hall.ask(c.HideContribution(id=card.id, reason="Nennt einen Namen"))
    assert hall.now(card).hidden == "Nennt einen Namen"
    with refused("not_yours"):
        hall.ask(edit(hall.now(card)), person)
    hall.ask(c.RestoreContribution(id=card.id))
    assert hall.now(card).hidden is None


def test_a_card_lies_in_a_cluster_or_in_a_field_or_on_the_pile() -> None:
    hall = a_workshop()
    card, cluster = a_card(hall), a_cluster(hall, "Paten")
    field = hall.field("Wohnen").id
    hall.ask(c.MoveContribution(id=card.id, field_id=field, position=2.5))
    assert (hall.now(card).field_id, hall.now(card).position) == (field, 2.5)
    hall.ask(c.MoveContribution(id=card.id, cluster_id=cluster.id, field_id=field), at=NOON)
    inside = hall.now(card)
    assert (inside.cluster_id, inside.field_id, inside.position) == (cluster.id, None, float(NOON))
    hall.ask(c.MoveContribution(id=card.id))
    assert (hall.now(card).cluster_id, hall.now(card).field_id) == (None, None)


@pytest.mark.parametrize("place", ["cluster_id", "field_id"])
def test_a_card_cannot_be_laid_where_nothing_is(place: str) -> None:
    hall = a_workshop()
    card = a_card(hall)
    with refused("unknown"):
        hall.ask(c.MoveContribution(id=card.id, **{place: an_id()}))


def test_a_card_that_is_not_there_cannot_be_changed() -> None:
    hall, id = a_workshop(), an_id()
    for command in (
        c.EditContribution(id=id, version=1, kind=Kind.STRENGTH, text="x"),
        c.WithdrawContribution(id=id, version=1),
        c.MoveContribution(id=id),
        c.HideContribution(id=id),
        c.RestoreContribution(id=id),
    ):
        with refused("unknown"):
            hall.ask(command, MODERATOR)

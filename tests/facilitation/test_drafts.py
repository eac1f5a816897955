"""What is being typed waits on the laptop for the same person's other device, and for nobody else."""

import pytest
from pydantic import ValidationError

from facilitation import commands as c
from facilitation.events import Actor, Decision, KeptDrafts
from facilitation.ids import ballot_key, participant_id
from tests.builders import MODERATOR, Hall, a_newcomer, a_workshop, refused

CODE = "personal-code-ABCDEFGHJKLM"


def drafts(hall: Hall, person: Actor) -> dict[str, str]:
    return hall.state.drafts(str(person.participant_id))


def keeps(hall: Hall, person: Actor, **typed: str) -> None:
    hall.ask(c.KeepDrafts(drafts=typed), person)


def test_a_draft_is_kept_for_its_writer_and_is_no_event() -> None:
    hall = a_workshop()
    anna, ben = hall.joined(), hall.joined()
    before = (len(hall.journal), hall.state.seq)
    keeps(hall, anna, card='{"text":"halb"}')
    assert drafts(hall, anna) == {"card": '{"text":"halb"}'}
    assert drafts(hall, ben) == {}
    assert (len(hall.journal), hall.state.seq) == before


def test_what_is_empty_goes_and_the_rest_stays() -> None:
    hall = a_workshop()
    anna = hall.joined()
    keeps(hall, anna, card="a", goal="b")
    keeps(hall, anna, card="")
    assert drafts(hall, anna) == {"goal": "b"}
    keeps(hall, anna, goal="")
    assert drafts(hall, anna) == {}
    kept = KeptDrafts(participant_id=str(anna.participant_id), drafts={})
    assert hall.ask(c.KeepDrafts(drafts={}), anna) == Decision(drafts=kept)


def test_drafts_are_kept_in_every_phase_and_end_with_the_workshop() -> None:
    hall = a_workshop()
    anna = hall.joined()
    for phase in ("arrive", "sort", "vote", "results"):
        keeps(hall.phase(phase), anna, card=phase)
    copy = hall.state.copy()
    hall.ask(c.FinishWorkshop())
    assert drafts(hall, anna) == {}
    assert copy.drafts(str(anna.participant_id)) == {"card": "results"}
    with refused("workshop_finished"):
        keeps(hall, anna, card="noch etwas")


def test_only_participants_keep_drafts() -> None:
    hall = a_workshop()
    with refused("not_joined"):
        keeps(hall, a_newcomer(), card="x")
    with refused("not_allowed"):
        keeps(hall, MODERATOR, card="x")


@pytest.mark.parametrize("name", ["ballot", "ballot.0193", "Card", ""])
def test_a_ballot_is_no_draft_that_may_leave_the_device(name: str) -> None:
    with pytest.raises(ValidationError):
        c.KeepDrafts.model_validate({"drafts": {name: "x"}})


def test_a_draft_has_a_limit() -> None:
    with pytest.raises(ValidationError):
        c.KeepDrafts.model_validate({"drafts": {"card": "x" * 20_001}})


def test_a_personal_code_is_one_person_and_costs_whoever_guesses() -> None:
    """The values hold across versions: who wrote a code down must be found again."""
    assert participant_id(CODE) == participant_id(CODE) != participant_id(CODE[:-1] + "N")
    assert participant_id(CODE) == "e7b4de33-1f22-509d-88f5-131f6cf5fb40"
    assert participant_id("AbCdEfGhIjKlMnOpQrStUvWxYz012345") == "5c891f27-8f4a-5983-bed6-a29dad970080"
    assert ballot_key("one", CODE) != ballot_key("two", CODE)

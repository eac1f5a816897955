"""Where two laptops changed the same: of each part it is said whether somebody chooses or a rule decides."""

from __future__ import annotations

import pytest

from app.pages.differences import PARTS as NAMES
from facilitation.clocks import FIXED, KEYED, PARTS
from facilitation.model import (
    ENTITIES,
    Ballot,
    Cluster,
    Contribution,
    Dialogue,
    Difference,
    Entity,
    FieldOfAction,
    Goal,
    Group,
    Indicator,
    Participant,
    SlipSheet,
    Translation,
    Voting,
    VotingResult,
    Workshop,
)
from storage.merging.merge import ASKED

SAID_ONCE = {"created_at", "language", "group_id", "source"}
ON_THE_WALL = {"hidden", "withdrawn"}  # whoever took it away is heard
STAGE = {name for name in Workshop.model_fields if name.startswith("stage_")}  # each hall has its own

BY_RULE: dict[type[Entity], set[str]] = {
    Dialogue: {"created_at"},
    Workshop: STAGE
    | {"running", "agenda", "languages", "language", "card_texts", "door_closed", "finished", "created_at"}
    | {"dialogue_title"},  # that of the dialogue, where people choose
    Group: {"number", "paused"},
    Participant: {"device", "group_id", "language", "ready_for"},
    Contribution: ON_THE_WALL | SAID_ONCE - {"language"} | {"position"},
    Translation: {"of_id", "language", "created_at"},
    Cluster: {"position"},
    FieldOfAction: {"key", "position"},
    Goal: ON_THE_WALL | SAID_ONCE - {"language"} | {"cluster_ids"},
    Indicator: {"goal_id", "position"},
    # Nobody changes what is voted on, how and with what: it is there, or another one is.
    Voting: {*Voting.model_fields} - FIXED,
    VotingResult: {*VotingResult.model_fields} - FIXED,
    Ballot: {*Ballot.model_fields} - FIXED,
    SlipSheet: {*SlipSheet.model_fields} - FIXED,
    Difference: {*Difference.model_fields} - FIXED,
}


def parts_of(noun: type[Entity]) -> set[str]:
    """What of it is changed by itself."""
    together = PARTS.get(noun, {})
    inside = {name for names in together.values() for name in names}
    return {*together, *(set(noun.model_fields) - FIXED - inside - set(KEYED.get(noun, ())))}


@pytest.mark.parametrize("noun", ENTITIES.values())
def test_of_each_part_it_is_said_whether_somebody_chooses(noun: type[Entity]) -> None:
    """A new field stands here or in ASKED: what people wrote must not be decided by a rule unawares."""
    asked, ruled = ASKED.get(noun, set()), BY_RULE[noun]
    assert asked | ruled == parts_of(noun)
    assert not asked & ruled


def test_what_people_choose_between_has_a_name() -> None:
    assert {part for parts in ASKED.values() for part in parts} == NAMES.keys()

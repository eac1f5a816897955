"""What is prepared comes along whole: whatever a table or field of action has, its commands name, too."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from facilitation import commands as c
from facilitation.likeness import fields_named, settings_of, tables_of
from facilitation.model import FieldOfAction, Group, Workshop
from tests.builders import FIELDS, a_workshop, an_id


def names(command: type[BaseModel], *without: str) -> set[str]:
    return set(command.model_fields) - {"type", *without}


def test_a_table_is_made_changed_and_taken_over_with_the_same_words() -> None:
    assert names(c.AddGroup) == names(c.ChangeGroup)
    assert names(c.AddGroup, "id") == names(c.NewGroup)
    assert names(c.NewGroup) == names(Group, "id", "version", "workshop_id", "number", "paused")


def test_so_is_a_field_of_action() -> None:
    assert names(c.AddField, "key") == names(c.ChangeField)  # the key stays what it is
    assert names(c.AddField, "id") == names(c.NewField)
    assert names(c.NewField) == names(FieldOfAction, "id", "version", "workshop_id", "position")


def test_so_is_a_workshop() -> None:
    """What a form changes, what comes along without being shown, and what only the beginning says."""
    beginning = {"id", "dialogue_id", "dialogue_title", "code", "groups", "fields"}
    unshown = {"language", "agenda", "stage_language", "card_texts", "questions_in"}
    assert names(c.CreateWorkshop) == names(c.ChangeWorkshop, "version") | beginning | unshown
    assert unshown <= settings_of(a_workshop().state).keys()
    assert names(c.CreateWorkshop, *beginning, "questions", "questions_in") <= names(Workshop)


def unusual(model: type[BaseModel], **told: Any) -> dict[str, Any]:
    """`told`, which says of each field something else than its default."""
    assert told.keys() == names(model)
    assert not [name for name, value in told.items() if model.model_fields[name].default == value]
    return told


def test_tables_and_fields_of_action_are_like_those_of_the_other_workshop() -> None:
    hall = a_workshop()
    table = unusual(c.ChangeGroup, id=hall.group().id, name="Fensterplatz", seats=9)
    field = unusual(c.AddField, id=an_id(), key=an_id(), name="Mobilität", keywords="Bus, Rad")
    hall.ask(c.ChangeGroup(**table))
    hall.ask(c.AddField(**field))
    assert tables_of(hall.state)[0].model_dump() == {name: table[name] for name in names(c.NewGroup)}
    (found,) = fields_named(["Mobilität"], {}, hall.state)
    assert found.model_dump() == {name: field[name] for name in names(c.NewField)}
    assert [one.name for one in fields_named(FIELDS, {}, hall.state)] == list(FIELDS)

"""Dialogues and workshops: what the moderator prepares and steers."""

from __future__ import annotations

from facilitation import commands as c
from facilitation.agenda import step
from facilitation.catalogue import fresh_key
from facilitation.errors import Refused
from facilitation.events import Actor, Event, ref_of
from facilitation.handlers.checks import changed, require_new, steered
from facilitation.ids import new_id
from facilitation.limits import next_number
from facilitation.model import (
    CatalogueField,
    Dialogue,
    FieldOfAction,
    Group,
    StageView,
    Step,
    Voting,
    Workshop,
)
from facilitation.model.agenda import KINDS_OF_STEPS, Agenda, Asked, standard_agenda
from facilitation.references import is_held
from facilitation.stage import first_page
from facilitation.state import State


def create_dialogue(state: State, command: c.CreateDialogue, actor: Actor, at: int) -> Event:
    require_new(state, Dialogue, command.id)
    dialogue = Dialogue(
        id=command.id,
        title=command.title,
        host=command.host,
        target_year=command.target_year,
        created_at=at,
    )
    return Event(name="dialogue_created", puts=(dialogue,))


def change_dialogue(state: State, command: c.ChangeDialogue, actor: Actor, at: int) -> Event:
    dialogue = state.get(Dialogue, command.id)
    if dialogue.version != command.version:
        raise Refused("stale")
    new = changed(dialogue, title=command.title, host=command.host, target_year=command.target_year)
    return Event(name="dialogue_changed", puts=(new,))


def change_catalogue(state: State, command: c.ChangeCatalogue, actor: Actor, at: int) -> Event:
    """Raises Refused("unknown")."""
    dialogue = state.get(Dialogue, command.id)
    new = {key: CatalogueField(**field.model_dump()) for key, field in command.fields.items()}
    put = changed(dialogue, catalogue={**dialogue.catalogue, **new})
    return Event(name="catalogue_changed", puts=(put,))


def create(state: State, command: c.CreateWorkshop, actor: Actor, at: int) -> Event:
    if any(state.all(Workshop)):
        raise Refused("exists")
    agenda = _agenda(command.agenda)
    _check_asked(agenda, command.questions, *command.questions_in.values())
    given = command.model_dump(exclude={"type", "groups", "fields", "agenda"})
    workshop = Workshop(**given, agenda=agenda, phase=agenda[0].id, phase_started_at=at, created_at=at)
    groups = [_group(workshop, number, given, at) for number, given in enumerate(command.groups, 1)]
    return Event(name="workshop_created", puts=(workshop, *groups, *_fields(workshop, command.fields, at)))


def _agenda(given: tuple[c.NewStep, ...]) -> Agenda:
    """Raises Refused: unknown_phase (a kind that is none), exists (two steps with one id)."""
    for new in given:
        if new.kind not in KINDS_OF_STEPS:
            raise Refused("unknown_phase", phase=new.kind)
    if len({new.id for new in given}) < len(given):
        raise Refused("exists")
    return tuple(Step(**new.model_dump()) for new in given) or standard_agenda()


def _group(workshop: Workshop, number: int, given: str | c.NewGroup, at: int) -> Group:
    new = c.NewGroup(name=given) if isinstance(given, str) else given
    return Group(id=new_id(at), workshop_id=workshop.id, number=number, name=new.name, seats=new.seats)


def _fields(workshop: Workshop, given: tuple[str | c.NewField, ...], at: int) -> list[FieldOfAction]:
    fields: list[FieldOfAction] = []
    for field in given:
        new = c.NewField(name=field) if isinstance(field, str) else field
        fields.append(_field(workshop, new_id(at), new, fields))
    return fields


def _field(
    workshop: Workshop, id: str, given: c.NewField | c.AddField, others: list[FieldOfAction]
) -> FieldOfAction:
    """Behind the others. Its key is the one that was given, unless another field here has it."""
    taken = {other.key for other in others}
    known = given.key and given.key not in taken
    return FieldOfAction(
        id=id,
        workshop_id=workshop.id,
        key=given.key if known else fresh_key(workshop.dialogue_id, given.name, id, taken),
        name=given.name,
        keywords=given.keywords,
        position=max((other.position for other in others), default=-1.0) + 1,
    )


def change(state: State, command: c.ChangeWorkshop, actor: Actor, at: int) -> Event:
    workshop = state.workshop
    if workshop.version != command.version:
        raise Refused("stale")
    _check_asked(workshop.agenda, command.questions)
    others = tuple(code for code in dict.fromkeys(command.languages) if code != workshop.language)
    new = {**command.model_dump(exclude={"type", "version"}), "languages": others}
    return steered(state, "workshop_changed", **new)


def _check_asked(agenda: Agenda, *questions: Asked) -> None:
    """Raises Refused("unknown_phase") where there is no step to ask it in."""
    known = {step.id for step in agenda}
    for id in (id for asked in questions for id in asked if id not in known):
        raise Refused("unknown_phase", phase=id)


def follow_dialogue(state: State, command: c.FollowDialogue, actor: Actor, at: int) -> Event:
    return steered(state, "dialogue_followed", dialogue_title=command.title)


def finish(state: State, command: c.FinishWorkshop, actor: Actor, at: int) -> Event:
    if any(v.open for v in state.all(Voting)):
        raise Refused("voting_open")
    return steered(
        state, "workshop_finished" if command.finished else "workshop_reopened", finished=command.finished
    )


def go_to_phase(state: State, command: c.GoToPhase, actor: Actor, at: int) -> Event:
    """Starts a step. The timer stops and the stage follows again: a new step is a new screen."""
    step(state.workshop, command.phase)
    return steered(
        state,
        "phase_started",
        phase=command.phase,
        phase_started_at=at,
        timer_ends_at=None,
        late_allowed=False,
        **first_page(StageView.FOLLOW, at),
    )


def set_timer(state: State, command: c.SetTimer, actor: Actor, at: int) -> Event:
    ends = None if command.minutes is None else at + round(command.minutes * 60_000)
    return steered(state, "timer_set", timer_ends_at=ends)


def allow_late(state: State, command: c.AllowLate, actor: Actor, at: int) -> Event:
    return steered(state, "late_allowed", late_allowed=command.allowed)


def add_group(state: State, command: c.AddGroup, actor: Actor, at: int) -> Event:
    require_new(state, Group, command.id)
    given = {"id": command.id, "name": command.name, "seats": command.seats}
    number = next_number({other.number for other in state.all(Group)})
    group = Group(**given, workshop_id=state.workshop.id, number=number)
    return Event(name="group_added", puts=(group,))


def change_group(state: State, command: c.ChangeGroup, actor: Actor, at: int) -> Event:
    group = state.get(Group, command.id)
    new = changed(group, name=command.name, seats=command.seats)
    return Event(name="group_changed", puts=(new,))


def remove_group(state: State, command: c.RemoveGroup, actor: Actor, at: int) -> Event:
    """Only a group that nobody joined and that wrote nothing can go."""
    group = state.get(Group, command.id)
    if is_held(state, ref_of(group)):
        raise Refused("group_not_empty")
    if len(list(state.all(Group))) == 1:
        raise Refused("last_group")
    return Event(name="group_removed", drops=(ref_of(group),))


def add_field(state: State, command: c.AddField, actor: Actor, at: int) -> Event:
    require_new(state, FieldOfAction, command.id)
    field = _field(state.workshop, command.id, command, list(state.all(FieldOfAction)))
    return Event(name="field_added", puts=(field,))


def change_field(state: State, command: c.ChangeField, actor: Actor, at: int) -> Event:
    field = state.get(FieldOfAction, command.id)
    new = changed(field, name=command.name, keywords=command.keywords)
    return Event(name="field_changed", puts=(new,))


def remove_field(state: State, command: c.RemoveField, actor: Actor, at: int) -> Event:
    """Only a field to which nothing was laid can go."""
    field = state.get(FieldOfAction, command.id)
    if is_held(state, ref_of(field)):
        raise Refused("field_not_empty")
    return Event(name="field_removed", drops=(ref_of(field),))

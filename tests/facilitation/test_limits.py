"""One limit for one thing: what a command takes is what its noun keeps, and so what an archive may bring."""

from __future__ import annotations

from typing import Any, get_type_hints

import pytest
from pydantic import BaseModel, TypeAdapter

from facilitation import commands as c
from facilitation.model import (
    ENTITIES,
    Ballot,
    CatalogueField,
    Cluster,
    Contribution,
    Dialogue,
    DotRules,
    FieldOfAction,
    Goal,
    Group,
    Indicator,
    Participant,
    Step,
    Translation,
    Voting,
    Workshop,
)
from facilitation.rules import OF_COMMAND
from storage.archive.twins import strict

# What is typed or chosen, and the noun whose fields it becomes.
BECOMES: dict[type[BaseModel], type[BaseModel]] = {
    **dict.fromkeys((c.JoinWorkshop, c.SignalReady), Participant),
    **dict.fromkeys((c.PostContribution, c.EditContribution, c.HideContribution), Contribution),
    **dict.fromkeys((c.MoveContribution, c.HideAllOfDevice), Contribution),
    **dict.fromkeys((c.ProposeGoal, c.EditGoal, c.HideGoal), Goal),
    c.IndicatorDraft: Indicator,
    **dict.fromkeys((c.CastBallot, c.EnterPaperBallot), Ballot),
    **dict.fromkeys((c.CreateDialogue, c.ChangeDialogue), Dialogue),
    **dict.fromkeys((c.CreateWorkshop, c.ChangeWorkshop, c.FollowDialogue, c.GoToPhase), Workshop),
    **dict.fromkeys((c.ShowOnStage, c.TurnStage, c.ChooseTexts), Workshop),
    **dict.fromkeys((c.NewStep, c.AskIn), Step),
    **dict.fromkeys((c.NewGroup, c.AddGroup, c.ChangeGroup), Group),
    **dict.fromkeys((c.NewField, c.AddField, c.ChangeField), FieldOfAction),
    **dict.fromkeys((c.CreateCluster, c.RenameCluster, c.MoveCluster), Cluster),
    c.CatalogueEntry: CatalogueField,
    c.OpenVoting: Voting,
    c.DotRulesDraft: DotRules,
    c.Translate: Translation,
}
# Where the field has another name, or is one value of a map.
NAMED = {
    "FollowDialogue.title": "dialogue_title",
    "HideContribution.reason": "hidden",
    "HideAllOfDevice.reason": "hidden",
    "HideGoal.reason": "hidden",
    "TurnStage.page": "stage_page",
    "AskIn.text": "question",
}
# What is an answer, too, if it is nothing: it is left out, or takes away what was there.
MAY_BE_NOTHING = {"OpenVoting.questions_in", "Translate.text"}
# What a command names or says, and no noun keeps as it is.
NOT_KEPT = {
    *("CreateWorkshop.groups", "CreateWorkshop.fields", "ChangeCatalogue.fields"),
    *("CreateWorkshop.agenda", "CreateWorkshop.questions", "CreateWorkshop.questions_in"),
    *("ChangeWorkshop.questions", "CreateCluster.contribution_ids", "OpenVoting.rules"),
    *("ProposeGoal.indicators", "EditGoal.indicators", "AskIn.language", "AskIn.phase"),
    *("CastBallot.turn", "CastBallot.slip", "SignalReady.ready_for", "ShowOnStage.of"),
}
# What rules give, and nobody types.
GIVEN = {
    *("id", "version", "text_version", "workshop_id", "group_id", "author_id", "created_at", "joined_at"),
    *("Participant.ready_for", "Group.number", "Indicator.goal_id", "Indicator.position"),
    "Workshop.agenda",  # its steps are compared
    *("Dialogue.catalogue", "FieldOfAction.position", "Workshop.phase_started_at", "Workshop.timer_ends_at"),
    *("Workshop.stage_of", "Workshop.stage_page_at", "Voting.opened_at", "Voting.closed_at", "Voting.rules"),
}
COUNTED = ("result", "difference", "slips")  # nouns that nobody types anything of
# Commands once let larger ones in than they do now; no document is torn by them.
EARLIER = {"base_value", "target_value"}


def _rule(kind: Any, *, inner: bool = False) -> dict[str, Any]:
    """What a type lets in, without titles and None, which say nothing of a value."""
    schema = TypeAdapter(kind).json_schema()
    if inner:
        (schema,) = schema["patternProperties"].values()
    kinds = [one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"]
    rule = kinds[0] if len(kinds) == 1 else {"anyOf": kinds}
    return schema["$defs"][rule["$ref"].split("/")[-1]] if "$ref" in rule else rule


def _cleaned(kind: Any, rule: dict[str, Any]) -> str:
    """What becomes of a text of two lines. A pattern takes none."""
    is_text = rule.get("type") == "string" and not {"pattern", "enum", "const"} & rule.keys()
    return str(TypeAdapter(kind).validate_python(" zwei\vZeilen ")) if is_text else ""


def _without(rule: Any, name: str) -> Any:
    if isinstance(rule, dict):
        return {key: _without(value, name) for key, value in rule.items() if key != name}
    return rule


def _is_limited(kind: Any) -> bool:
    said = str(_rule(kind))
    return any(f"'{word}'" in said for word in ("string", "integer", "number")) and "'enum'" not in said


def _fields(of: type[BaseModel]) -> dict[str, Any]:
    hints = get_type_hints(of, include_extras=True)
    return {name: hints[name] for name in of.model_fields if name not in ("type", "id", "version")}


def _pairs() -> list[tuple[str, Any, str, Any]]:
    """The place in a command, its type, the place in a noun, its type."""
    found = []
    for command, noun in BECOMES.items():
        kept = _fields(noun)
        for name, kind in _fields(command).items():
            at = f"{command.__name__}.{name}"
            to = NAMED.get(at, name)
            if at not in NOT_KEPT and to.removesuffix(".*") in kept:
                found.append((at, kind, f"{noun.__name__}.{to}", kept[to.removesuffix(".*")]))
    return found


PAIRS = _pairs()


@pytest.mark.parametrize(("at", "taken", "to", "kept"), PAIRS, ids=[f"{at}>{to}" for at, _, to, _ in PAIRS])
def test_a_command_takes_what_its_noun_keeps(at: str, taken: Any, to: str, kept: Any) -> None:
    asked, held = _rule(taken), _rule(strict(kept), inner=to.endswith(".*"))
    if at in MAY_BE_NOTHING:
        asked, held = _without(asked, "minLength"), _without(held, "minLength")
    if to.split(".")[1] in EARLIER:
        asked = {"type": asked["type"]}
    assert asked == held
    assert to.endswith("*") or _cleaned(taken, asked) == _cleaned(strict(kept), held)


def test_no_field_of_a_command_is_left_out() -> None:
    """Whoever adds one says here what it becomes."""
    compared = {at for at, *_ in PAIRS} | NOT_KEPT
    parts = (c.NewGroup, c.NewField, c.NewStep, c.CatalogueEntry, c.IndicatorDraft, c.DotRulesDraft)
    beside = {"points", "minutes", "seq", "drafts", "hashes", "choice"}  # of the moment, or of no noun
    left = [
        f"{command.__name__}.{name}"
        for command in (*OF_COMMAND, *parts)
        for name, kind in _fields(command).items()
        if _is_limited(kind) and not name.endswith("_id") and name not in beside
    ]
    assert [at for at in left if at not in compared] == []


def test_no_field_of_a_noun_is_left_out() -> None:
    compared = {to.removesuffix(".*") for *_, to, _ in PAIRS}
    left = [
        f"{noun.__name__}.{name}"
        for type, noun in ENTITIES.items()
        for name, kind in _fields(noun).items()
        if type not in COUNTED and _is_limited(strict(kind)) and name not in GIVEN
    ]
    assert [at for at in left if at not in compared | GIVEN] == []

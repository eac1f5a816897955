"""The golden frames, as Python reads and writes them. tests/node reads the same files."""

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from app.live import encoding
from app.live.broadcast import Broadcast
from app.live.encoding import filled_in
from app.live.protocol import FROM_DEVICE, TO_DEVICE, Delta, Snapshot, ToDevice, ToServer
from app.live.script_types import type_name
from facilitation.limits import whole
from facilitation.model import ENTITIES, Entity, Kind
from facilitation.rules import RULES
from facilitation.visibility import Viewer
from tests.builders import a_card, a_workshop

GOLDEN = Path(__file__).parent / "golden"


def golden(name: str) -> dict[str, Any]:
    return json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))


def types(union: Any) -> set[str]:
    return {cls.model_fields["type"].default for cls in get_args(get_args(union)[0])}


@pytest.mark.parametrize("name", golden("to_server"))
def test_what_devices_send_is_read_and_written_unchanged(name: str) -> None:
    frame = golden("to_server")[name]
    assert json.loads(FROM_DEVICE.dump_json(FROM_DEVICE.validate_python(frame, strict=False))) == frame


@pytest.mark.parametrize("name", golden("to_device"))
def test_what_devices_get_is_read_and_written_unchanged(name: str) -> None:
    frame = golden("to_device")[name]
    assert json.loads(_written(TO_DEVICE.validate_json(json.dumps(_of_a_workshop(frame))))) == frame


def _of_a_workshop(frame: Any) -> Any:
    """With the workshop that a device is in, which no frame names."""
    if isinstance(frame, list):
        return [_of_a_workshop(part) for part in frame]
    if not isinstance(frame, dict):
        return frame
    is_entity = frame.get("type") in ENTITIES
    parts = {name: _of_a_workshop(part) for name, part in frame.items()}
    return {**parts, encoding.NEVER_SENT: "of the page"} if is_entity else parts


def _written(message: Any) -> bytes:
    match message:
        case Delta():
            return encoding.delta(encoding.change(c.seq, c.name, c.puts, c.drops) for c in message.changes)
        case Snapshot():
            return encoding.snapshot(message.epoch, message.seq, message.entities)
    return TO_DEVICE.dump_json(message)


def test_a_card_that_is_delivered_is_short() -> None:
    """As the load generator posts it: every viewer gets these bytes."""
    hall = a_workshop()
    text = "Beratung am Abend fehlt, 42. Wer arbeitet, kommt zu keiner Sprechstunde."
    card = a_card(hall, text, hall.joined(), Kind.CHALLENGE, language="de")
    frames = Broadcast("9f2c1a7b", hall.state.seq - 1).add([hall.journal[-1]], hall.state)
    assert {len(frame.text) <= 450 for frame in frames.values()} == {True}, frames[Viewer.PUBLIC].text
    assert filled_in(json.loads(frames[Viewer.PUBLIC].text))["changes"][0]["puts"] == [
        card.model_dump(mode="json", exclude={encoding.NEVER_SENT}) | {"author_id": None}
    ]


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
@pytest.mark.parametrize("noun", ENTITIES.values())
def test_what_is_left_out_is_what_a_device_fills_in(noun: type[Entity]) -> None:
    """Whichever fields have a default: alone they are left out, and what a reader fills in is the same."""
    given = {name: "x" for name, field in noun.model_fields.items() if field.is_required()}
    bare = noun.model_construct(**given, type=noun.model_fields["type"].default)
    sent = json.loads(encoding.entity(bare))
    assert set(sent) == {*given, "type"} - {encoding.NEVER_SENT}
    whole = bare.model_dump(mode="json", exclude={encoding.NEVER_SENT}, warnings=False)
    assert filled_in({"type": "snapshot", "entities": [sent]})["entities"] == [whole]


@pytest.mark.parametrize("name", golden("malformed"))
def test_malformed_frames_are_not_read(name: str) -> None:
    with pytest.raises(ValidationError):
        FROM_DEVICE.validate_python(golden("malformed")[name])


def test_every_type_of_message_has_a_golden_frame() -> None:
    assert {frame["type"] for frame in golden("to_server").values()} == types(ToServer)
    assert {frame["type"] for frame in golden("to_device").values()} == types(ToDevice)


def test_every_command_has_a_golden_frame() -> None:
    frames = golden("to_server").values()
    sent = {frame["command"]["type"] for frame in frames if frame["type"] == "submit"}
    assert sent == {type_name(rule.command) for rule in RULES}


def test_every_noun_that_is_sent_is_in_a_golden_frame() -> None:
    frames = golden("to_device").values()
    puts = [put for frame in frames for change in frame.get("changes", ()) for put in change.get("puts", ())]
    held = [one for frame in frames for one in frame.get("entities", ())]
    assert {one["type"] for one in (*puts, *held)} == set(ENTITIES) - {"ballot"}  # it is secret


@pytest.mark.parametrize("typed", golden("whole_numbers")["read"])
def test_a_whole_number_is_read_as_the_browser_reads_it(typed: str) -> None:
    assert whole(typed) == golden("whole_numbers")["read"][typed]


@pytest.mark.parametrize("typed", golden("whole_numbers")["refused"])
def test_what_the_browser_reads_as_no_whole_number_is_none(typed: str) -> None:
    with pytest.raises(ValueError, match="number"):
        whole(typed)

"""The golden frames, as Python reads and writes them. tests/node reads the same files."""

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from app.live.protocol import FROM_DEVICE, TO_DEVICE, ToDevice, ToServer

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
    assert json.loads(TO_DEVICE.dump_json(TO_DEVICE.validate_json(json.dumps(frame)))) == frame


@pytest.mark.parametrize("name", golden("malformed"))
def test_malformed_frames_are_not_read(name: str) -> None:
    with pytest.raises(ValidationError):
        FROM_DEVICE.validate_python(golden("malformed")[name])


def test_every_type_of_message_has_a_golden_frame() -> None:
    assert {frame["type"] for frame in golden("to_server").values()} == types(ToServer)
    assert {frame["type"] for frame in golden("to_device").values()} == types(ToDevice)

"""The golden frames, as Python reads and writes them. tests/node reads the same files."""

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from app.live.protocol import FROM_DEVICE, TO_DEVICE, ToDevice, ToServer
from facilitation.limits import whole

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


@pytest.mark.parametrize("typed", golden("whole_numbers")["read"])
def test_a_whole_number_is_read_as_the_browser_reads_it(typed: str) -> None:
    assert whole(typed) == golden("whole_numbers")["read"][typed]


@pytest.mark.parametrize("typed", golden("whole_numbers")["refused"])
def test_what_the_browser_reads_as_no_whole_number_is_none(typed: str) -> None:
    with pytest.raises(ValueError, match="number"):
        whole(typed)

"""What is no message costs next to nothing to refuse, however long it is."""

from __future__ import annotations

import json
from unittest.mock import Mock

import pytest
from pydantic import TypeAdapter, ValidationError

from app.live.protocol import FRAME_BYTES, parsed
from app.live.websocket import sentence_of
from facilitation.ids import new_id


@pytest.mark.parametrize("filler", ["0,", "[],", "{},", "[", '{"a":'])
@pytest.mark.parametrize("kind", [str, str.encode])
def test_a_frame_full_of_values_is_refused_unread(filler: str, kind: type) -> None:
    adapter = Mock(spec=TypeAdapter)
    with pytest.raises(ValidationError) as refused:
        parsed(adapter, kind('{"type":"submit","x":[' + filler * (FRAME_BYTES // len(filler) - 50)))
    assert not adapter.validate_json.called
    assert sentence_of(refused.value) == ("malformed", {})


def test_the_longest_ballot_and_a_long_draft_are_read() -> None:
    marks = {new_id(n): 1 for n in range(2000)}
    ballot = {"type": "cast_ballot", "voting_id": new_id(1), "ballot_key": "a" * 32, "marks": marks}
    draft = {"type": "keep_drafts", "text": "ja, " * 4900}
    for command in (ballot, draft):
        said = json.dumps({"type": "submit", "cmd_id": "a" * 32, "command": command})
        adapter = Mock(spec=TypeAdapter)
        parsed(adapter, said)
        assert adapter.validate_json.called

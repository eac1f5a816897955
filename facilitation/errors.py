"""The one way in which the domain says no."""

from __future__ import annotations

REFUSALS = (
    "phase_closed",
    "not_allowed",
    "not_joined",
    "door_closed",
    "table_paused",
    "no_device",
    "workshop_finished",
    "unknown",
    "exists",
    "stale",
    "not_yours",
    "withdrawn",
    "text_empty",
    "text_too_long",
    "number_too_large",
    "number_too_small",
    "too_many",
    "group_not_empty",
    "last_group",
    "field_not_empty",
    "same_cluster",
    "unknown_phase",
    "voting_closed",
    "voting_open",
    "no_options",
    "ballot_empty",
    "too_many_turns",
    "slip_needed",
    "slip_unknown",
    "no_slips",
    "unknown_option",
    "too_many_points",
    "too_many_on_option",
    "nothing_to_undo",
    "nothing_to_redo",
    "not_last_step",
)


class Refused(Exception):
    """A command that is not let in. `code` is one of REFUSALS; the sentence is `refused.<code>`.

    `params` fill the sentence's placeholders.
    """

    def __init__(self, code: str, **params: str | int) -> None:
        if code not in REFUSALS:
            raise ValueError(f"not a refusal: {code}")
        super().__init__(code)
        self.code = code
        self.params = params

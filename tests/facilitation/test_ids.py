"""Ids, codes and what is derived from a device's secret."""

import hashlib
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from facilitation.ids import (
    CODE_ALPHABET,
    CODE_LENGTH,
    ballot_key,
    command_key,
    new_code,
    new_id,
    normal_code,
    participant_id,
    random_id,
)

moments = st.integers(0, 2**48 - 1)


@given(moments, moments)
def test_ids_sort_by_the_moment_they_were_made(first: int, second: int) -> None:
    one, two = new_id(first), new_id(second)
    assert UUID(one).version == 7
    assert UUID(one).variant == "specified in RFC 4122"
    assert int(UUID(one)) >> 80 == first
    if first != second:
        assert (one < two) == (first < second)


def test_ids_of_one_moment_differ() -> None:
    assert len({new_id(1) for _ in range(1000)}) == 1000


def test_ids_of_ballots_hold_no_time() -> None:
    assert {UUID(random_id()).version for _ in range(100)} == {4}


def test_codes_can_be_read_aloud() -> None:
    codes = [new_code() for _ in range(200)]
    assert {len(code) for code in codes} == {CODE_LENGTH}
    assert set("".join(codes)) <= set(CODE_ALPHABET)
    assert not set("IO01") & set(CODE_ALPHABET)
    assert len(set(codes)) == len(codes)


def test_a_code_is_understood_however_it_is_typed() -> None:
    assert normal_code(" ktm-4pz ") == "KTM4PZ"
    assert normal_code("k t m\u00a04 p z") == "KTM4PZ"
    assert normal_code("../") == ""


def test_who_knows_the_secret_is_the_participant_and_nobody_else() -> None:
    assert participant_id("secret") == participant_id("secret") != participant_id("Secret")
    assert "secret" not in participant_id("secret")


def test_a_ballots_key_needs_the_secret_and_differs_per_voting() -> None:
    keys = {ballot_key(v, t) for v in ("v1", "v2") for t in ("t1", "t2")}
    assert len(keys) == 4
    assert participant_id("t1") not in keys


def test_parts_of_a_secret_are_kept_apart() -> None:
    assert ballot_key("a", "bc") != ballot_key("ab", "c")


@given(st.text(max_size=20), st.text(max_size=20))
def test_what_is_derived_is_a_uuid_of_a_hash_for_ever(sender: str, cmd_id: str) -> None:
    """Files of years ago hold such keys."""
    digest = hashlib.sha256("\0".join(("command", sender, cmd_id)).encode()).digest()
    assert command_key(sender, cmd_id) == str(UUID(bytes=digest[:16], version=5))

"""Ids and codes. Randomness comes from the operating system; time is given by the caller."""

from __future__ import annotations

import hashlib
import secrets
import uuid

# Without I, O, 0, 1: nobody asks "is that a zero?" when a code is read out in a hall.
CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 6
PERSONAL_LENGTH = 12  # 60 bits; made on the device
LONG_SECRET = 32  # characters: 192 bits as base64url
STRETCHING = 2000  # rounds: 0.7 ms on a laptop, once for each connection and ballot
SLIP_LENGTH = 12  # 60 bits: nobody guesses a slip, and it can still be typed


def new_id(at: int) -> str:
    """A UUIDv7 (RFC 9562, 5.7) for the moment `at` in milliseconds: sorts by time of creation."""
    random = secrets.randbits(74)
    value = (at & (2**48 - 1)) << 80 | 0x7 << 76 | (random >> 62) << 64 | 0b10 << 62 | random & (2**62 - 1)
    return str(uuid.UUID(int=value))


def random_id() -> str:
    """A UUIDv4: tells nothing of time or order. For ballots."""
    return str(uuid.UUID(bytes=secrets.token_bytes(16), version=4))


def new_code() -> str:
    """A join code of six characters, about 30 bits."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def new_slip() -> str:
    """The code of a voting slip, 60 bits."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(SLIP_LENGTH))


def normal_code(typed: str) -> str:
    """What somebody typed as a code, as the code: upper case, blanks and hyphens gone."""
    return "".join(c for c in typed.upper() if c in CODE_ALPHABET)


def participant_id(token: str) -> str:
    """The participant that a device's secret token stands for.

    Derived by a one-way hash, so the server needs to store no token at all: who knows the
    token is the participant, and who reads the database cannot become one.
    """
    return _derived("participant", stretched(token))


def ballot_key(voting_id: str, token: str) -> str:
    """The key under which an open ballot is kept. Without the token nobody can compute it."""
    return _derived("ballot", voting_id, stretched(token))


def stretched(token: str) -> str:
    """A personal code has 60 bits, which somebody with the file and a hall of graphics cards could
    try: so each try costs as much as thousands of plain hashes. Longer secrets need no such help, nor does
    what has been stretched: so whoever keeps a hall waiting may do it beforehand."""
    if len(token) >= LONG_SECRET:
        return token
    return hashlib.pbkdf2_hmac("sha256", token.encode(), b"zielrunde", STRETCHING).hex()


def translation_id(of_id: str, language: str) -> str:
    """The one translation of a text into a language: whoever translates it again, replaces it."""
    return _derived("translation", of_id, language)


def field_key(dialogue_id: str, *named: str) -> str:
    """What a field of action is in all workshops of a dialogue: laptops that know nothing of each other
    make the same of the same name."""
    return _derived("field", dialogue_id, *named)


def paper_key(voting_id: str, id: str) -> str:
    """The key of a paper ballot: apart from those of all devices, and found again by its id."""
    return _derived("paper", voting_id, id)


def difference_id(*of: str) -> str:
    """The same on all laptops that find the same difference."""
    return _derived("difference", *of)


def command_key(sender: str, cmd_id: str) -> str:
    """What an answered command is known by: an id that somebody else made up is another command."""
    return _derived("command", sender, cmd_id)


def slip_hash(workshop_id: str, slip: str) -> str:
    """What the server keeps of a voting slip. Nobody gets from it to the code."""
    return _derived("slip", workshop_id, stretched(slip))


def _derived(*parts: str) -> str:
    """A UUIDv5 of a hash. By hand: each command has one, and `uuid.UUID` costs more than the hash."""
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    variant = "89ab"[int(digest[16], 16) & 3]
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"

"""What a control of the moderators' pages is called."""

from __future__ import annotations

import re

from app.texts import area

LANGUAGE = "de"
AREAS = ("common", "setup", "console", "phone")


def pattern_of(key: str) -> re.Pattern[str]:
    """What a control is called whose text has this key, whatever is filled in."""
    if key.startswith("="):
        return re.compile(key[1:])
    found = next(texts[key] for name in AREAS if key in (texts := area(LANGUAGE, name)))
    forms = [found] if isinstance(found, str) else found
    return re.compile("|".join(re.sub(r"\\\{\w+\\\}", ".*", re.escape(form)) for form in forms))

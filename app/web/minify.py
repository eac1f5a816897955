"""Styles without what only people read: comments, indentation, blanks that mean nothing."""

from __future__ import annotations

import re

_STRING = r'"(?:[^"\\\n]|\\[\s\S])*"|\'(?:[^\'\\\n]|\\[\s\S])*\''
_STYLE = re.compile(rf"(?P<string>{_STRING})|/\*[\s\S]*?\*/|(?P<sign>\s*(?:[{{}};,]|:(?=\s))\s*)|\s+")
_LAST_SEMICOLON = re.compile(r";(?=\})")


def style(source: str) -> str:
    """CSS that says the same. `a :hover` keeps its blank, and so does `calc(1px + 2px)`."""

    def shrunk(found: re.Match[str]) -> str:
        if found["string"]:
            return found[0]
        return found["sign"].strip() if found["sign"] else "" if found[0].startswith("/*") else " "

    return _LAST_SEMICOLON.sub("", _STYLE.sub(shrunk, source)).strip()

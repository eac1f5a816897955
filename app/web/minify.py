"""Scripts and styles without what only people read: comments, indentation, blanks that mean nothing.

Packages that do it have no wheels but for Linux. No name is changed and no statement moved, so what an
error says is still found in the source; gzip does most of the rest.
"""

from __future__ import annotations

import re

_STRING = r'"(?:[^"\\\n]|\\[\s\S])*"|\'(?:[^\'\\\n]|\\[\s\S])*\''
# After these a slash begins a pattern, after anything else it divides.
_PATTERN = r"/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/\w*"
_BEFORE_PATTERN = re.compile(r"(?:^|[(,=:\[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|void))\Z")
_BLANK = r"(?:\s|//[^\n]*|/\*[\s\S]*?\*/)+"
_CODE = re.compile(rf"(?P<string>{_STRING})|(?P<blank>{_BLANK})|(?P<pattern>{_PATTERN})|[\w$]+|[\s\S]")
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{)")

_LINE_GOES_ON_AFTER = frozenset("{([,;=:?&|")
_LINE_GOES_ON_BEFORE = frozenset(")]},.?:&|")
_NO_BLANK_BESIDE = frozenset("(){}[];,:?=<>&|!*")


def script(source: str) -> str:
    """JavaScript that does the same. Blanks in strings, templates and patterns are left as they are."""
    out: list[str] = []
    braces: list[bool] = []  # of those that are open: whether it belongs to a template
    place = 0
    while place < len(source):
        found: re.Match[str] = _CODE.match(source, place)  # type: ignore[assignment] - it takes anything
        word, place = found[0], found.end()
        if found["pattern"] and not _begins_pattern(out):
            word, place = "/", found.start() + 1
        if found["blank"]:
            word = _blank(word, out, source[place : place + 1])
        elif word == "`" or (word == "}" and braces and braces.pop()):
            rest = _TEMPLATE.match(source, place)
            word, place = word + (rest[0] if rest else ""), rest.end() if rest else place
            if word.endswith("${"):
                braces.append(True)
        elif word == "{":
            braces.append(False)
        out.append(word)
    return "".join(out)


def _begins_pattern(out: list[str]) -> bool:
    """Judged by the last word that is no blank."""
    last = next((word for word in reversed(out) if word.strip()), "")
    return bool(_BEFORE_PATTERN.search(last))


def _blank(words: str, out: list[str], following: str) -> str:
    """What is left of blanks and comments: a line's end where one may end a statement, else one or none."""
    before = out[-1][-1] if out and out[-1] else ""
    if "\n" in words:
        joined = not before or before in _LINE_GOES_ON_AFTER or following in _LINE_GOES_ON_BEFORE
        return "" if joined else "\n"
    return "" if before in _NO_BLANK_BESIDE or following in _NO_BLANK_BESIDE else " "


_STYLE = re.compile(rf"(?P<string>{_STRING})|/\*[\s\S]*?\*/|(?P<sign>\s*(?:[{{}};,]|:(?=\s))\s*)|\s+")
_LAST_SEMICOLON = re.compile(r";(?=\})")


def style(source: str) -> str:
    """CSS that says the same. `a :hover` keeps its blank, and so does `calc(1px + 2px)`."""

    def shrunk(found: re.Match[str]) -> str:
        if found["string"]:
            return found[0]
        return found["sign"].strip() if found["sign"] else "" if found[0].startswith("/*") else " "

    return _LAST_SEMICOLON.sub("", _STYLE.sub(shrunk, source)).strip()

"""Styles are made smaller, and say the same."""

from __future__ import annotations

import re

import pytest

from app.paths import ASSETS
from app.web import bundle, minify


def test_a_style_says_the_same() -> None:
    given = """
    /* a comment; with: signs { } */
    .a :hover > b , .c{ color : red ; width: calc( 1px + 2px ) ; }
    .d::before { content: "a ; b  /* kept */" ; --x:  1 ; }
    @media (min-width: 10px) and (max-width: 20px) { .e:not(.f):dir(rtl) { margin: 0 -1px } }
    """
    assert minify.style(given) == (
        ".a :hover > b,.c{color:red;width:calc( 1px + 2px )}"
        '.d::before{content:"a ; b  /* kept */";--x:1}'
        "@media (min-width:10px) and (max-width:20px){.e:not(.f):dir(rtl){margin:0 -1px}}"
    )


@pytest.mark.parametrize("sheet", sorted(path.stem for path in (ASSETS / "css").glob("*.css")))
def test_no_style_sheet_loses_a_rule(sheet: str) -> None:
    before, after = bundle.style_source(ASSETS / "css" / f"{sheet}.css"), bundle.css(sheet)
    assert after.count("{") == after.count("}") > 0
    assert before.count("}") >= after.count("}") > before.count("}") * 0.9


def test_each_part_is_imported_once_and_none_is_left_to_the_browser() -> None:
    """A part that no sheet imports dresses nothing; an import that stays is one more request, or none."""
    sheets = [path.read_text("utf-8") for path in (ASSETS / "css").glob("*.css")]
    imported = sorted(name for sheet in sheets for name in re.findall(r"@import \"\./(.+)\"", sheet))
    there = sorted(path.relative_to(ASSETS / "css").as_posix() for path in (ASSETS / "css").glob("*/*.css"))
    assert imported == there
    assert not [path.name for path in (ASSETS / "css").glob("*.css") if "@import" in bundle.css(path.stem)]


def test_an_element_is_not_glued_to_a_class_before_it() -> None:
    """So the ellipsis of a long question never came on the stage: no browser has a `.clampedh1`."""
    assert bundle.lowered(":is(h1,.second).clamped{top:0}") == "h1.clamped,.second.clamped{top:0}"
    with pytest.raises(ValueError, match="first"):
        bundle.lowered(".clamped:is(h1,.second){top:0}")

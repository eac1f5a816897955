"""Scripts and styles of the light pages hold nothing that the browsers on our list do not have."""

from __future__ import annotations

import re

import pytest

from app.web import bundle, shell
from app.web.accessibility import statement_page
from tests.old_browsers import newer_in_script, newer_in_styles

PAGES = ("phone", "check", "stage", "statement")
SCRIPTS = [name for page in bundle.SCRIPTS if page not in bundle.GUESTS for name in bundle.SCRIPTS[page]]

# What may stay, because nothing is lost where it is missing.
EXCUSED_IN_STYLES = {
    "(forced-colors)": "what there is shows nothing by colour alone",
    "(prefers-color-scheme)": "there it is light",
    "align-content: safe": "a large card stands at the top",
    "cursor: default": "a finger has none",
    "cursor: pointer": "a finger has none",
    "text-decoration: dotted": "a translation says in words, too, that it is outdated",
    ":focus-visible": "there every focus has its ring",
    ":has": "stands alone in its rules: room for scrolling, rings of touched tables, one printed code",
    ":dir": "stage: order of two languages",
    "-webkit-tap-highlight-color": "looks",
    "box-decoration-break": "looks",
    "color-scheme": "looks of scroll bars",
    "forced-color-adjust": "looks",
    "hyphenate-limit-chars": "short words are parted, too",
    "hyphens": "with -webkit-hyphens before it",
    "outline": "its corners",
    "overscroll-behavior-y": "pulling down reloads; nothing but a turn's marks is gone",
    "overscroll-behavior-x": "a swipe goes back a page, as everywhere there",
    "resize": "text areas grow by themselves",
    "scroll-behavior": "none of ours is smooth",
    "scroll-margin-block-start": "8 px",
    "scroll-padding-block": "what Tab leads to may stop below what sticks to the edge",
    "scroll-padding-block-end": "as above",
    "text-decoration-thickness": "looks",
    "text-size-adjust": "with -webkit-text-size-adjust before it",
    "text-wrap": "looks",
}
# Functions of ours, or of Vue's, that bear a newer name; the last three it only passes on to who calls them.
EXCUSED_IN_SCRIPTS = {
    *(".grow", ".take", ".delay", ".show", ".install", ".move", ".notify"),
    *(".toSpliced", ".toSorted", ".toReversed"),
    "beforeinput",  # without it, what stands before the caret is what came in
}
# What of ours, of Vue's or of HTML bears a newer name and is neither called nor constructed.
OUR_DATA = {
    *("at", "command", "connection", "difference", "left", "move", "reason", "store", "wait"),
    *("capture", "delay", "detached", "displayName", "grow", "install", "notify", "show", "take", "use"),
    *("autocapitalize", "role", "translate", "timeout"),
    "MathMLElement",  # Vue asks whether there is one
    *("cancelIdleCallback", "requestIdleCallback"),  # with a timer instead
    *("findLast", "findLastIndex", "toReversed", "toSorted", "toSpliced"),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_run_on_the_oldest_browser_of_the_list(name: str) -> None:
    found = newer_in_script(bundle.files()[name].raw.decode())
    assert {what: since for what, since in found.items() if what not in EXCUSED_IN_SCRIPTS | OUR_DATA} == {}


def test_the_script_that_speaks_of_old_browsers_is_older_than_all_of_them() -> None:
    source = bundle.inline("started")
    assert newer_in_script(source) == {}
    assert not re.search(r"=>|`|\b(let|const|class|import)\b", source)


@pytest.mark.parametrize("name", PAGES)
def test_styles_are_understood_or_nothing_is_lost(name: str) -> None:
    css = shell.styles(name) + (bundle.later_styles() if name == "phone" else "")
    found = newer_in_styles(css)
    assert {what: since for what, since in found.items() if what not in EXCUSED_IN_STYLES} == {}


def test_the_statement_is_served_with_these_styles() -> None:
    assert shell.styles("statement") in statement_page("de", None)


@pytest.mark.parametrize("name", PAGES)
def test_what_only_newer_browsers_know_never_takes_a_whole_list_of_selectors_with_it(name: str) -> None:
    css = shell.styles(name) + bundle.later_styles()
    lists = re.findall(r"[^{}]*:(?:has|focus-visible)[^{}]*(?=\{)", css)
    assert [one for one in lists if "," in re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", "", one)] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("a ??= 1", {"??="}),
        ("[1].at(-1)", {".at"}),
        ("new Intl.ListFormat('de')", {".ListFormat"}),
        ("a.inert = true", {"inert"}),
        ("const { submitter } = a", {"submitter"}),
        ("class A { #x = 1 }", {"field_definition", "private_property_identifier"}),
        ("await 1", {"await at the top"}),
        ("/(?<=a)b/.test(c)", {"lookbehind (?<=a)b"}),
        ("structuredClone(a)", {"structuredClone"}),
        ("const f = async (a) => (await a?.b) ?? {...a}", set()),
    ],
)
def test_the_search_finds_what_is_newer(source: str, found: set[str]) -> None:
    assert set(newer_in_script(source)) == found


def test_the_search_finds_newer_styles() -> None:
    css = "a:has(b){inset:0;width:min(1px,2px);height:calc(1px)}@media print{p{text-wrap:balance}}"
    assert set(newer_in_styles(css)) == {":has", "text-wrap"}


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("a{overflow-wrap:anywhere}", {"overflow-wrap: anywhere"}),
        ("a{overflow-wrap:break-word;overflow-wrap:anywhere}", set()),
        ("a{overflow-wrap:anywhere;overflow-wrap:break-word}", {"overflow-wrap: anywhere"}),
        ("a{overflow-wrap:break-word}b{overflow-wrap:anywhere}", {"overflow-wrap: anywhere"}),
        ("a{min-height:100dvh}", {"dvh"}),
        ("a{min-height:100vh;min-height:max(1px,100dvh)}", set()),
        ("@layer x{a{color:red}}", {"@layer"}),
        ("@media (width:1px) and (update:slow){a{color:red}}", {"(update)"}),
    ],
)
def test_the_search_finds_newer_values_that_have_no_older_one_before_them(css: str, found: set[str]) -> None:
    assert set(newer_in_styles(css)) == found


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("inset:0", "top:0;right:0;bottom:0;left:0"),
        ("inset:3px 0 -3px", "top:3px;right:0;bottom:-3px;left:0"),
        ("inset:calc(1px + 2px) 0", "top:calc(1px + 2px);right:0;bottom:calc(1px + 2px);left:0"),
        ("inset-inline:4px", "left:4px;right:4px"),
        ("inset-block-end:-4px", "bottom:-4px"),
        ("inset-inline-end:4px", "inset-inline-end:4px"),
        ("box-shadow:inset 0 0", "box-shadow:inset 0 0"),
    ],
)
def test_edges_are_written_out_for_browsers_without_inset(short: str, long: str) -> None:
    assert bundle.lowered(f"a{{b:c;{short};d:e}}@media (x){{a{{{short}}}}}") == (
        f"a{{b:c;{long};d:e}}@media (x){{a{{{long}}}}}"
    )


def test_lists_are_written_out_for_browsers_without_is() -> None:
    assert bundle.lowered("a :is(b, .c d)>e,f{x:y}") == "a b>e,a .c d>e,f{x:y}"
    assert bundle.lowered("@media (x){:is(a,b) :is(c,d){y:z}}") == "@media (x){a c,a d,b c,b d{y:z}}"

"""Scripts and styles are made smaller, and do the same."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from shutil import which

import pytest
from playwright._impl._driver import compute_driver_executable

from app.paths import ASSETS
from app.web import bundle, minify

NODE = which("node") or str(compute_driver_executable()[0])

TRICKY = [
    "const a = `x ${ [1, 2].map((n) => `<i>${ n  }  // no comment</i>`).join(`  `) } ${ {b: '}'}.b }`;",
    "const a = '// no comment /* nor this */' + \"it's  `here`\"; // but this\n",
    "const a = ['a b', 'c/d'].map((w) => w.replace(/[/ ]'/g, '').replace(/\\/\\//, 'x'));",
    "const a = 8 / 2 / 2 /* half */ / 1;",
    "const n = 1\nconst a = n\n+ 1\n",
    "let n = 1, m = 2\nn\n++m\nconst a = [n, m, n - -m, n + +m]",
    "function f() { return /\\}`/.test('}`') }\nconst a = f() ? 1 . toString() : .5",
    "const f = function () {}\nconst a = typeof f, b = f in {} ? 1 : 2",
    "const a = `\\` \\${x} $ {y} ${`${`deep`}`}`; /* ` */ const b = 1;",
    "class A { static b = 1; get c() { return 'c'; } async *d() {} }\nconst a = [A.b, new A().c]",
    "const a = [1, 2]\n  .map((n) => n * 2)\n  // between\n  .filter(Boolean);",
]


def _said(source: str) -> object:
    ended = subprocess.run(
        [NODE, "--input-type=module", "-e", source + "\nconsole.log(JSON.stringify(a));"],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert ended.returncode == 0, (source, ended.stderr)
    return json.loads(ended.stdout)


@pytest.mark.parametrize("source", TRICKY)
def test_a_script_does_the_same(source: str) -> None:
    small = minify.script(source)
    assert _said(small) == _said(source)
    assert len(small) <= len(source)


@pytest.mark.parametrize("entry", bundle.BUNDLES)
def test_every_bundle_can_be_read_and_holds_no_comment(entry: str, tmp_path: Path) -> None:
    for name, content in bundle.bundle(entry).items():
        script = tmp_path / f"{name}.mjs"
        script.write_bytes(content)
        checked = subprocess.run([NODE, "--check", str(script)], capture_output=True, timeout=60)
        assert checked.returncode == 0, checked.stderr
        assert b"/**" not in content and b"\n//" not in content


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
    before, after = (ASSETS / "css" / f"{sheet}.css").read_text("utf-8"), bundle.css(sheet)
    assert after.count("{") == after.count("}") > 0
    assert before.count("}") >= after.count("}") > before.count("}") * 0.9

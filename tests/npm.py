"""`python -m tests.npm NAME`: one of CHECKS, by a tool that package.json names and npm brings the first time.

Where there is no npm, or its registry cannot be reached, it says so and is no failure: no test may depend on
the network, and whoever changes no script needs none of it (so `just lint` and pre-commit pass). `python3 -m
tests` calls such a part UNSEEN.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from playwright._impl._driver import compute_driver_executable

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "package.json"
MARK = ROOT / "node_modules" / ".brought"  # what was wanted when it was brought
INSTALL = ["install", "--ignore-scripts", "--no-audit", "--no-fund"]
SECONDS = 300

LAID_OUT = [
    "assets/*/**/*.js",
    "!assets/built",
    "!**/*.gen.js",
    "*.js",
    "assets/*.mjs",
    "tests/node/**/*.js",
    "tests/lint/*",
]
TSC = "node_modules/typescript/bin/tsc"
PRETTIER = "node_modules/prettier/bin/prettier.cjs"
CHECKS = {
    "build": [["assets/build.mjs", "--check"]],
    "lint": [
        ["node_modules/eslint/bin/eslint.js", "assets", "tests/node", "tests/lint", "eslint.config.js"],
        ["--test", *map(str, ROOT.glob("tests/lint/*.test.js"))],  # they need npm's tools
    ],
    "types": [[TSC], [TSC, "--project", "tsconfig.components.json"]],
    "layout": [[PRETTIER, "--check", *LAID_OUT]],
    "format": [[PRETTIER, "--write", "--log-level", "warn", *LAID_OUT]],
}


def node() -> str:
    """Where there is no Node, the one that Playwright brings along."""
    return shutil.which("node") or str(compute_driver_executable()[0])


def bring() -> bool:
    """Whether the tools are here, at the versions that package.json names."""
    wanted, npm = PACKAGE.read_text("utf-8"), shutil.which("npm")
    if MARK.exists() and MARK.read_text("utf-8") == wanted:
        return True
    if npm is None:
        return False
    try:
        subprocess.run([npm, *INSTALL], cwd=ROOT, check=True, timeout=SECONDS)
    except (OSError, subprocess.SubprocessError):
        return False
    MARK.write_text(wanted, "utf-8")
    return True


def main(name: str) -> int:
    if not bring():
        print("NOT CHECKED: npm is not here, or could not bring the tools that package.json names.")
        return 0
    ended = [subprocess.run([node(), *command], cwd=ROOT).returncode for command in CHECKS[name]]
    return next(filter(None, ended), 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

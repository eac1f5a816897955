"""Finds a browser for the tests, or brings one here. A browser test is never skipped silently."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The first is the same browser without what only a screen needs: stories take two thirds of the work.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
    r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
    r"%ProgramFiles%\Microsoft\Edge\Application\msedge.exe",
)
NONE = (
    "No browser for the browser tests: set CHROME to the path of a Chromium, Chrome or Edge, or install one."
)


def find() -> str | None:
    """The path of a browser on this machine: $CHROME, the search path, the usual places, Playwright's."""
    if os.environ.get("CHROME"):
        return os.environ["CHROME"]
    found = (shutil.which(name) for name in NAMES)
    places = (path for path in map(os.path.expandvars, PLACES) if Path(path).is_file())
    return next(filter(None, found), None) or next(places, None) or _of_playwright()


def require() -> str:
    """Like `find`, but installs a browser where there is none, and ends the run if that fails."""
    browser = find()
    if browser is None:
        _install()
        browser = find()
    if browser is None or not Path(browser).exists():
        sys.exit(NONE)
    return browser


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def _install() -> None:
    print("No browser found, installing Chromium ...", flush=True)
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "-qq", "update"], check=False)
        for browser in NAMES[:2]:
            arguments = ["-qq", "-y", "--no-install-recommends", browser, "fonts-dejavu-core"]
            if not find():
                subprocess.run(["apt-get", "install", *arguments], check=False, env=environment)
    if find() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)

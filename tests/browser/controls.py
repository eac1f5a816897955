"""What can be pressed, typed into or chosen on a page: each control by the name that people read."""

from __future__ import annotations

import re
from collections.abc import Iterable

from playwright.sync_api import Page

from app.texts import area

LANGUAGE = "de"
AREAS = ("common", "setup", "console", "phone")

_COLLECT = """() => {
  const kinds =
    "a[href], button, input, select, textarea, summary, [role^=menuitem], [role=option], [role=tab]";
  const words = (one) => (one ? one.innerText || one.textContent : "").replace(/\\s+/g, " ").trim();
  const name = (one) => {
    const labels = [...(one.labels || [])].map(words).join(" ");
    const by = words(document.getElementById(one.getAttribute("aria-labelledby")));
    const own = one.matches("input, textarea, select") ? labels : words(one);
    return one.getAttribute("aria-label") || by || own || one.title || one.outerHTML.slice(0, 120);
  };
  const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest("[inert]");
  return [...new Set([...document.querySelectorAll(kinds)].filter(shown).map(name))];
}"""


def controls(page: Page) -> set[str]:
    """The names of all controls that are on the page now."""
    return {name.strip() for name in page.evaluate(_COLLECT)}


def without_entry(names: Iterable[str], keys: Iterable[str]) -> list[str]:
    """Names for which a table has no entry: a key of our texts, or `=` and a pattern of other words."""
    patterns = [pattern_of(key) for key in keys]
    return sorted(name for name in names if not any(p.fullmatch(name) for p in patterns))


def without_control(keys: Iterable[str], names: Iterable[str]) -> list[str]:
    """Entries of a table to which no control on the page belongs any more."""
    known = list(names)
    return sorted(key for key in keys if not any(pattern_of(key).fullmatch(name) for name in known))


def pattern_of(key: str) -> re.Pattern[str]:
    """What a control is called whose text has this key, whatever is filled in."""
    if key.startswith("="):
        return re.compile(key[1:])
    found = next(texts[key] for name in AREAS if key in (texts := area(LANGUAGE, name)))
    forms = [found] if isinstance(found, str) else found
    return re.compile("|".join(re.sub(r"\\\{\w+\\\}", ".*", re.escape(form)) for form in forms))

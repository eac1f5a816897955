"""What axe-core does not see: the size of targets, what covers the focus, reflow, and what still moves."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

THUMB, FINGER = 44, 24  # CSS pixels: on phones; where there is a mouse (WCAG 2.5.8)
MOST_STOPS = 150

# A radio button that lies unseen in its label is as large as the label. Links inside a sentence are excepted.
_TARGETS = """least => {
  const kinds = "a[href], button, input, select, textarea, summary, [role=button], [role=tab], [role=option]";
  const small = [];
  for (const one of document.querySelectorAll(kinds)) {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.closest("[inert]")) continue;
    const target = one.matches("input") && one.closest("label") ? one.closest("label") : one;
    const { width, height } = target.getBoundingClientRect();
    const sentence = one.matches("a") && getComputedStyle(one).display === "inline";
    if (!width || !height || sentence) continue;
    if (Math.min(width, height) < least - 0.5)
      small.push(`${Math.round(width)}x${Math.round(height)} ${target.outerHTML.slice(0, 160)}`);
  }
  return small;
}"""

_WIDE = """() => {
  const page = document.scrollingElement;
  const room = page.clientWidth;
  if (page.scrollWidth <= room) return [];
  const found = [...document.body.querySelectorAll("*")].filter((one) => {
    const { left, right, width } = one.getBoundingClientRect();
    return width && (right > room + 1 || left < -1);
  });
  return [`${page.scrollWidth} of ${room}`, ...found.slice(-4).map((one) => one.outerHTML.slice(0, 160))];
}"""

# The place of the keyboard: what it is on, whether one can see that, and whether something lies above it.
_STOP = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const shown = one.matches(".unseen") && one.closest("label") ? one.closest("label") : one;
  const box = shown.getBoundingClientRect();
  const inset = (size) => Math.min(4, size / 2);
  const xs = [box.left + inset(box.width), box.left + box.width / 2, box.right - inset(box.width)];
  const ys = [box.top + inset(box.height), box.top + box.height / 2, box.bottom - inset(box.height)];
  const above = new Set();
  let free = 0;
  for (const x of xs) for (const y of ys) {
    const top = document.elementFromPoint(x, y);
    if (top && (shown.contains(top) || top.contains(shown))) free += 1;
    else if (!top && one.matches("textarea")) free += 1; // of a long text the line that is written is in view
    else above.add(top ? top.outerHTML.slice(0, 80) : `outside at ${Math.round(x)},${Math.round(y)}`);
  }
  const parts = [one, shown, ...shown.querySelectorAll("*"), one.closest(".composer, .sheet")];
  const marked = parts.some((part) => {
    if (!part) return false;
    const style = getComputedStyle(part);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  }) || Boolean(one.closest(".composer .sheet"));
  one.dataset.stop = one.dataset.stop || String(Math.random());
  const tall = box.height > innerHeight || box.width > innerWidth;
  const covered = free < 9 && !tall ? [...above] : [];
  return { key: one.dataset.stop, html: one.outerHTML.slice(0, 160), covered, marked };
}"""

# The keyboard begins where the focus was last, even if that is gone.
_FROM_THE_TOP = """() => {
  const first = document.createElement("span");
  first.tabIndex = -1;
  document.body.prepend(first);
  first.focus();
  first.remove();
  scrollTo(0, 0);
}"""

# Words and drawings, each as the boxes in which they are drawn. Of a line of words the middle counts:
# above and below its letters there is room for accents, into which a neighbour may reach.
_CROWDED = """() => {
  const found = new Set();
  const say = (what, one) => found.add(`${what}: ${one.outerHTML.slice(0, 160)}`);
  const shown = (one) =>
    one.checkVisibility({ visibilityProperty: true }) && !one.closest(".unseen, option, noscript");
  const pieces = [];
  const add = (node, one, { left, right, top, bottom, width, height }) => {
    const air = node === one ? 0 : height * 0.16;
    const box = { left, right, top: top + air, bottom: bottom - air };
    if (width > 1 && height > 1) pieces.push({ node, one, ...box });
  };
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (words.nextNode()) {
    const node = words.currentNode;
    const one = node.parentElement;
    if (!node.data.trim() || one.closest("svg, script, style") || !shown(one)) continue;
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) add(node, one, box);
  }
  for (const one of document.querySelectorAll("svg"))
    if (shown(one)) add(one, one, one.getBoundingClientRect());
  const outside = (piece, box, x = true, y = true) =>
    (x && (piece.left < box.left - 1.5 || piece.right > box.right + 1.5)) ||
    (y && (piece.top < box.top - 1.5 || piece.bottom > box.bottom + 1.5));
  for (const piece of pieces) {
    if (piece.left < -1.5 || piece.right > innerWidth + 1.5) say("beyond the edge", piece.one);
    let framed = piece.node === piece.one;
    for (let box = piece.one; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      const [x, y] = [style.overflowX, style.overflowY].map((how) => how === "hidden" || how === "clip");
      const frame = box.getBoundingClientRect();
      if ((x || y) && outside(piece, frame, x, y)) say("cut off", piece.one);
      piece.gone ||= y && (piece.top >= frame.bottom || piece.bottom <= frame.top);
      piece.gone ||= x && (piece.left >= frame.right || piece.right <= frame.left);
      if (framed || style.display === "inline") continue;
      framed = style.backgroundColor !== "rgba(0, 0, 0, 0)" || parseFloat(style.borderTopWidth) > 0;
      if (framed && outside(piece, frame)) say("sticks out of its frame", piece.one);
    }
  }
  for (const one of document.querySelectorAll("input, textarea")) {
    if (!shown(one)) continue;
    const high = one.matches("textarea") && one.scrollHeight > one.clientHeight + 1;
    if (high || one.scrollWidth > one.clientWidth + 1) say("cut off", one);
  }
  const drawn = (piece) => piece.node === piece.one;
  const seen = pieces.filter((piece) => !piece.gone);
  seen.forEach((a, i) => seen.slice(i + 1).forEach((b) => {
    if (a.node === b.node || (drawn(a) && drawn(b))) return;
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 2 && high > 2) say(`over ${a.one.outerHTML.slice(0, 100)}`, b.one);
  }));
  return [...found];
}"""

# A word in two lines, parted neither at a hyphen of its own nor by one that the browser draws (hyphens: auto,
# in a language that it knows).
_TORN = """(divides) => {
  const torn = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const one = node.parentElement;
    if (!one.checkVisibility() || one.closest(".unseen, script, style, noscript, select, svg")) continue;
    const style = getComputedStyle(one);
    if (divides.includes(one.closest("[lang]").lang) && style.hyphens === "auto") continue;
    for (const { index, 0: word } of node.data.matchAll(/[^\\s\\-\\/–]+/g)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (lines.size > 1) torn.push(word + " in " + one.outerHTML.slice(0, 90));
    }
  }
  return torn;
}"""

# Words that a neighbour has left no room: a letter or two in each line.
_SQUEEZED = """([within, least]) => [...document.querySelectorAll(within)]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.textContent.trim().length > 20)
  .filter((one) => one.getBoundingClientRect().width < least)
  .map((one) => "squeezed: " + one.outerHTML.slice(0, 120))"""

# What just came is drawn, in its letters, and what went has gone.
_DRAWN = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  await document.fonts.ready;
  do {
    await frame();
    await frame();
  } while (document.querySelector("[class*=-leave-active]"));
}"""

_MOVING = """() => document.getAnimations().filter((one) => one.playState === "running")
  .map((one) => `${one.animationName || one.transitionProperty} ${one.effect.target?.className}`)"""


def is_whole(page: Page) -> None:
    """Waits until all that the page asked for has come, or will not: scripts, styles, letters, pictures.
    Silence of the network is no sign of it: one late answer keeps it away, and pages ask by themselves."""
    page.wait_for_load_state("load")
    is_drawn(page)
    until(page, "[...document.images].every((one) => one.complete)")


def until(page: Page, holds: str) -> None:
    """Waits for it. Playwright's own way compiles the words within the page, whose policy forbids that."""
    page.evaluate(
        f"new Promise((done) => {{ const look = () => ({holds}) ? done() : setTimeout(look, 20); look(); }})"
    )


def is_drawn(page: Page) -> None:
    """Waits for the next picture that the page shows."""
    page.evaluate(_DRAWN)


def too_small(page: Page, least: int = THUMB) -> list[str]:
    """Every target that a finger would miss: smaller than `least` CSS pixels."""
    return page.evaluate(_TARGETS, least)


def too_wide(page: Page) -> list[str]:
    """What makes the page scroll sideways."""
    return page.evaluate(_WIDE)


def crowded(page: Page) -> list[str]:
    """Words that are cut off, stick out of their frame, or lie over each other or over a drawing."""
    return page.evaluate(_CROWDED)


def torn(page: Page) -> list[str]:
    """Words that are broken where no hyphen stands, and none is drawn by the browser."""
    return page.evaluate(_TORN, ["de", "de-simple", "ru"])


def squeezed(page: Page, within: str, least: float) -> list[str]:
    """Longer words, among those that the selector finds, that stand in less than `least` CSS pixels."""
    return page.evaluate(_SQUEEZED, [within, least])


def letters(page: Page, size: int) -> None:
    """Chooses the size of letters in the browser's own settings, in CSS pixels; browsers come with 16."""
    sizes = {"standard": size, "fixed": round(size * 13 / 16)}
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": sizes})


def moving(page: Page) -> list[str]:
    """What moves by itself, for people who asked their device for stillness."""
    return page.evaluate(_MOVING)


def stops(page: Page) -> list[dict[str, Any]]:
    """Where Tab leads, from the top of the page once around. Afterwards the focus is where it was."""
    before = page.evaluate_handle("document.activeElement")
    page.evaluate(_FROM_THE_TOP)
    found: list[dict[str, Any]] = []
    while len(found) < MOST_STOPS:
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop is None or any(stop["key"] == known["key"] for known in found):
            page.evaluate("one => one.focus({ preventScroll: true })", before)
            return found
        found.append(stop)
    raise AssertionError(f"the keyboard never comes around: {found[-1]}")


def is_lost(page: Page) -> bool:
    """Whether the keyboard is nowhere: what it was on has gone."""
    return page.evaluate("document.activeElement === document.body")


def lost_on_the_way(page: Page) -> list[str]:
    """Each place of the keyboard that one would not see: covered, or not marked."""
    found = stops(page)
    assert found, "nothing can be reached by keyboard"
    covered = [f"covered by {stop['covered']}: {stop['html']}" for stop in found if stop["covered"]]
    return covered + [f"not marked: {stop['html']}" for stop in found if not stop["marked"]]

// NiceGUI element on every page, of which parts are drawn anew when what they show has changed. What a hand rests
// on stays what it was: a press that began on the old button counts for the new one, which keeps the focus, too.
// What was opened stays open, and where it is, whatever comes above it.

/** @import { Component } from "../../live/shapes.js" */

const CONTROLS = "a, button, input, select, textarea, summary";

/**
 * By what a control is found again: what people read on it, where it leads, and whose row it is in.
 * @param {HTMLElement} control
 */
function marks(control) {
  const words = control.getAttribute("aria-label") || control.textContent.trim();
  const row = control.closest("li, article");
  const of = [row?.querySelector("h2, h3, p")?.textContent, row?.querySelector("a[href]")?.getAttribute("href")];
  return [control.tagName, words, control.getAttribute("href"), control.dataset.draft, ...of].join("\n");
}

/** @param {string} wanted */
function alike(wanted) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(CONTROLS))].filter(
    (control) => marks(control) === wanted,
  );
}

/** @param {HTMLElement|null} control */
function noted(control) {
  if (!control) return null;
  const wanted = marks(control);
  return { control, wanted, nth: alike(wanted).indexOf(control) };
}

/** What stands in its place, where it was drawn anew and says the same. @param {ReturnType<typeof noted>} note */
function successor(note) {
  return note && !note.control.isConnected ? alike(note.wanted)[note.nth] : undefined;
}

/** @type {Component} */
export default {
  template: /* html */ `<i hidden></i>`,
  props: { still: String },
  async mounted() {
    this.folds = new Map(); // details that somebody turned -> note of its summary
    this.listeners = {
      pointerdown: this.press,
      pointerup: this.release,
      focusin: this.focus,
      focusout: this.blur,
      click: this.turn,
      toggle: this.turn,
    };
    for (const [name, listener] of Object.entries(this.listeners)) document.addEventListener(name, listener, true);
    this.observer = new MutationObserver(this.look);
    this.observer.observe(document.body, { childList: true, subtree: true });
    (await import(this.still)).keepStill(document.body, ".columns > *");
  },
  unmounted() {
    for (const [name, listener] of Object.entries(this.listeners)) document.removeEventListener(name, listener, true);
    this.observer.disconnect();
  },
  methods: {
    /** @param {PointerEvent & {target: HTMLElement}} event */
    press(event) {
      this.pressed = event.button === 0 ? noted(event.target.closest(CONTROLS)) : null;
    },
    /**
     * No browser makes a click of a press and a release on two different elements.
     * @param {Event & {target: HTMLElement}} event
     */
    release(event) {
      const now = successor(this.pressed);
      this.pressed = null;
      if (now && now.contains(event.target)) now.click();
    },
    /** @param {Event & {target: HTMLElement}} event */
    focus(event) {
      this.focused = noted(event.target.closest(CONTROLS));
    },
    /** It is told before what is drawn anew has gone. @param {Event & {target: HTMLElement}} event */
    blur(event) {
      queueMicrotask(() => event.target.isConnected && (this.focused = null));
    },
    /**
     * At the click already: a browser tells of a toggle later, and what was drawn anew by then tells nobody.
     * @param {{target: HTMLElement}} event
     */
    turn({ target }) {
      const details = target.closest("details");
      if (details) this.folds.set(details, noted(details.querySelector("summary")));
    },
    look() {
      this.openAgain();
      this.focusAgain();
    },
    openAgain() {
      for (const [details, note] of this.folds) {
        if (details.isConnected) continue;
        this.folds.delete(details);
        const now = details.open && successor(note);
        if (now) this.open(now.closest("details"));
      }
    },
    /** @param {HTMLDetailsElement} details */
    open(details) {
      details.open = true;
      this.turn({ target: details });
    },
    focusAgain() {
      if (!this.focused || this.focused.control.isConnected) return;
      const now = document.activeElement === document.body && successor(this.focused);
      this.focused = null; // it came with the same drawing, or not at all
      if (now) now.focus({ preventScroll: true });
    },
  },
};

// NiceGUI element: keeps what is typed into [data-draft] fields in this browser until the server
// has saved it. A restarted server reloads the page; without this, the typed text would be gone.

/** @import { Component } from "../../live/shapes.js" */

/**
 * What the server calls: to type a text for the person, and a step up or down beside a field for a number.
 * @typedef {{zrFill: (name: string, value: string) => void, zrStep: (...step: Step) => void}} Called
 */
/** @typedef {[button: HTMLElement, by: number, least: number, most: number]} Step */

function storageOf() {
  try {
    return window.localStorage;
  } catch {
    return null; // private windows may refuse; then there are no drafts, and nothing else breaks
  }
}

/**
 * Types for the person: NiceGUI hears it as if it came from the keyboard.
 * @param {HTMLInputElement} field @param {string} value
 */
function typeInto(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/**
 * A step up or down from the number that stands there; what is no number is left for its sentence.
 * @param {Promise<typeof import("../shared/numbers.js")>} numbers
 * @param {any} button in a field @param {number} by @param {number} least @param {number} most
 */
async function stepFrom(numbers, button, by, least, most) {
  const { typedWhole } = await numbers;
  const field = button.closest(".q-field").querySelector("input");
  const now = /** @type {number} */ (typedWhole(field.value)); // from nothing as from 0
  if (!Number.isNaN(now)) typeInto(field, String(Math.min(most, Math.max(least, now + by))));
}

/** @type {Window & Partial<Called>} */ (window).zrFill = (name, value) => {
  /** @type {HTMLInputElement|null} */
  const field = document.querySelector(`[data-draft="${CSS.escape(name)}"]`);
  if (field) typeInto(field, value);
};

/** @type {Component} */
export default {
  template: /* html */ `<i hidden></i>`,
  props: { scope: String, numbers: String },
  mounted() {
    const numbers = import(this.numbers);
    /** @type {Window & Partial<Called>} */ (window).zrStep = (...step) => stepFrom(numbers, ...step);
    this.storage = storageOf();
    document.addEventListener("input", this.keep);
    this.$el.dataset.keeps = ""; // from here on nothing typed is lost
    this.restore();
  },
  unmounted() {
    document.removeEventListener("input", this.keep);
  },
  methods: {
    /** @param {string} name */
    key(name) {
      return `zr.m.${this.scope}.${name}`;
    },
    /** @param {Event & {target: HTMLInputElement}} event */
    keep(event) {
      const name = event.target.dataset?.draft;
      if (!name || !this.storage) return;
      try {
        this.storage.setItem(this.key(name), event.target.value);
      } catch {
        // full: the text is still on the screen and on its way to the server
      }
    },
    restore() {
      for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-draft]"))) {
        const name = /** @type {string} */ (field.dataset.draft);
        const typed = this.storage?.getItem(this.key(name)) ?? null;
        if (typed === null) continue;
        if (typed === field.value) this.forget({ [name]: typed.trim() });
        else typeInto(field, typed);
      }
    },
    /** @param {Object<string, string>} saved */
    forget(saved) {
      for (const [name, value] of Object.entries(saved)) {
        if (this.storage?.getItem(this.key(name))?.trim() === value) this.storage.removeItem(this.key(name));
      }
    },
    forgetAll() {
      const mine = this.key("");
      const keys = Object.keys(this.storage ?? {}).filter((key) => key.startsWith(mine));
      keys.forEach((key) => this.storage.removeItem(key));
    },
  },
};

// What is being typed. Every change is kept on the device at once, and shared by its tabs.

import { withNewIds } from "./ids.js";

/** @import { Keep } from "./keep.js" */
/** @import { Reactive, Watch } from "./shapes.js" */

/** @typedef {Object<string, any>} Draft what its form holds; often an `id`, and `was` where something is changed */
/** @typedef {(name: string, isNew: boolean) => void} DraftListener `isNew`: it was asked for just now */

const DRAFT_KEY = "draft.";

/** @param {string} _ @param {any} value */
const trimmed = (_, value) => (typeof value === "string" ? value.trim() : value);

/**
 * What somebody has typed into a draft; a new id or the kind of the next card is nothing typed.
 * @param {Draft} draft
 */
const said = ({ id, kind, was, ...typed }) => JSON.stringify(typed, trimmed);

/** @param {Object|(() => Object)} initial @returns {Draft} */
const fresh = (initial) => (typeof initial === "function" ? initial() : JSON.parse(JSON.stringify(initial)));

export class Drafts {
  /** @param {{keep: Keep, reactive: Reactive, watch: Watch}} options */
  constructor({ keep, reactive, watch }) {
    this._keep = keep;
    this._reactive = reactive;
    this._watch = watch;
    /** @type {Map<string, {value: Draft, initial: Object}>} */
    this._drafts = reactive(new Map()); // by name; who counts them hears of a new one
    /** @type {DraftListener[]} */
    this._listeners = [];
    this._fromOtherTab = false;
    keep.onOtherTab((key, value) => this._otherTab(key, value));
  }

  /**
   * The draft of this name, as a reactive object. `initial`: an object, or a function that makes one
   * (with a new id, say). Everybody who asks for the same name gets the same object.
   * @param {string} name @param {Object|(() => Object)} [initial] @returns {Draft}
   */
  draft(name, initial = {}) {
    const known = this._drafts.get(name);
    if (known) return known.value;
    const kept = this._keep.get(DRAFT_KEY + name);
    const value = this._reactive({ ...fresh(initial), ...kept });
    this._drafts.set(name, { value, initial });
    // A new id must be the same after a reload. What was only read is not written: another tab is typing on.
    if (!kept) this._keep.set(DRAFT_KEY + name, value);
    this._watch(value, () => this._changed(name, value), { deep: true, flush: "sync" });
    this._tell(name, true);
    return value;
  }

  /** Begins anew, after the draft was handed to the outbox or thrown away. @param {string} name */
  clear(name) {
    const known = this._drafts.get(name);
    if (!known) return this._keep.remove(DRAFT_KEY + name);
    const next = fresh(known.initial);
    for (const key of Object.keys(known.value)) if (!(key in next)) delete known.value[key];
    return Object.assign(known.value, next);
  }

  /**
   * Whether nothing was typed into it, or nothing yet since it began with a text to be changed.
   * @param {string} name
   */
  blank(name) {
    const known = this._drafts.get(name);
    return !known || said(known.value) === (known.value.was ?? said(fresh(known.initial)));
  }

  /** Begins with something that exists, to change it. @param {string} name @param {Draft} fields */
  begin(name, fields) {
    const value = this._value(name);
    Object.assign(value, fields);
    value.was = said(value);
  }

  /** Goes on with what was typed elsewhere. @param {string} name @param {Draft} fields */
  take(name, fields) {
    Object.assign(this._value(name), fields);
  }

  /** Goes on with the same words as something new. @param {string} name */
  renew(name) {
    this.take(name, withNewIds(this._value(name)));
  }

  /** As JSON; "" where nothing was typed. @param {string} name */
  text(name) {
    return this.blank(name) ? "" : JSON.stringify(this._value(name));
  }

  /** @param {string} name @returns {string|undefined} */
  id(name) {
    return this._drafts.get(name)?.value.id;
  }

  names() {
    return [...this._drafts.keys()];
  }

  /** Calls back with each change. @param {DraftListener} listener */
  listen(listener) {
    this._listeners.push(listener);
  }

  /** Of a draft that was asked for before. @param {string} name @returns {Draft} */
  _value(name) {
    return /** @type {any} */ (this._drafts.get(name)).value;
  }

  /** @param {string} name @param {boolean} isNew */
  _tell(name, isNew) {
    this._listeners.forEach((listener) => listener(name, isNew));
  }

  /**
   * What came from another tab is not written back: it may have been typed on there meanwhile.
   * @param {string} name @param {Draft} value
   */
  _changed(name, value) {
    if (this._fromOtherTab) return;
    this._keep.set(DRAFT_KEY + name, value);
    this._tell(name, false);
  }

  /** @param {string} key @param {Draft|null} value */
  _otherTab(key, value) {
    const known = key.startsWith(DRAFT_KEY) && this._drafts.get(key.slice(DRAFT_KEY.length));
    if (!known || !value || JSON.stringify(known.value) === JSON.stringify(value)) return;
    this._fromOtherTab = true;
    Object.assign(known.value, value);
    this._fromOtherTab = false;
  }
}

// What is being typed. Every change is kept on the device at once, and shared by its tabs.

import { withNewIds } from "./ids.js";

const DRAFT_KEY = "draft.";

const trimmed = (_, value) => (typeof value === "string" ? value.trim() : value);

/** What somebody has typed into a draft; a new id or the kind of the next card is nothing typed. */
const said = ({ id, kind, was, ...typed }) => JSON.stringify(typed, trimmed);

const fresh = (initial) => (typeof initial === "function" ? initial() : JSON.parse(JSON.stringify(initial)));

export class Drafts {
  /** `reactive` and `watch` are Vue's. */
  constructor({ keep, reactive, watch }) {
    Object.assign(this, { _keep: keep, _reactive: reactive, _watch: watch });
    this._drafts = reactive(new Map()); // name -> {value, initial}; who counts them hears of a new one
    this._listeners = [];
    this._fromOtherTab = false;
    keep.onOtherTab((key, value) => this._otherTab(key, value));
  }

  /**
   * The draft of this name, as a reactive object. `initial`: an object, or a function that makes one
   * (with a new id, say). Everybody who asks for the same name gets the same object.
   */
  draft(name, initial = {}) {
    if (this._drafts.has(name)) return this._drafts.get(name).value;
    const kept = this._keep.get(DRAFT_KEY + name);
    const value = this._reactive({ ...fresh(initial), ...kept });
    this._drafts.set(name, { value, initial });
    // A new id must be the same after a reload. What was only read is not written: another tab is typing on.
    if (!kept) this._keep.set(DRAFT_KEY + name, value);
    this._watch(value, () => this._changed(name, value), { deep: true, flush: "sync" });
    this._tell(name, true);
    return value;
  }

  /** Begins anew, after the draft was handed to the outbox or thrown away. */
  clear(name) {
    const known = this._drafts.get(name);
    if (!known) return this._keep.remove(DRAFT_KEY + name);
    const next = fresh(known.initial);
    for (const key of Object.keys(known.value)) if (!(key in next)) delete known.value[key];
    return Object.assign(known.value, next);
  }

  /** Whether nothing was typed into it, or nothing yet since it began with a text to be changed. */
  blank(name) {
    const known = this._drafts.get(name);
    return !known || said(known.value) === (known.value.was ?? said(fresh(known.initial)));
  }

  /** Begins with something that exists, to change it. */
  begin(name, fields) {
    const { value } = this._drafts.get(name);
    Object.assign(value, fields);
    value.was = said(value);
  }

  /** Goes on with what was typed elsewhere. */
  take(name, fields) {
    Object.assign(this._drafts.get(name).value, fields);
  }

  /** Goes on with the same words as something new. */
  renew(name) {
    this.take(name, withNewIds(this._drafts.get(name).value));
  }

  /** As JSON; "" where nothing was typed. */
  text(name) {
    return this.blank(name) ? "" : JSON.stringify(this._drafts.get(name).value);
  }

  id(name) {
    return this._drafts.get(name)?.value.id;
  }

  names() {
    return [...this._drafts.keys()];
  }

  /** Calls back with each change: (name, whether it was asked for just now). */
  listen(listener) {
    this._listeners.push(listener);
  }

  _tell(name, isNew) {
    this._listeners.forEach((listener) => listener(name, isNew));
  }

  /** What came from another tab is not written back: it may have been typed on there meanwhile. */
  _changed(name, value) {
    if (this._fromOtherTab) return;
    this._keep.set(DRAFT_KEY + name, value);
    this._tell(name, false);
  }

  _otherTab(key, value) {
    const known = key.startsWith(DRAFT_KEY) && this._drafts.get(key.slice(DRAFT_KEY.length));
    if (!known || !value || JSON.stringify(known.value) === JSON.stringify(value)) return;
    this._fromOtherTab = true;
    Object.assign(known.value, value);
    this._fromOtherTab = false;
  }
}

// What is being typed. Every change is kept on the device at once, and shared by its tabs.

import { withNewIds } from "./ids.js";

const DRAFT_KEY = "draft.";

const trimmed = (_, value) => (typeof value === "string" ? value.trim() : value);

/** What somebody has typed into a draft; a new id or the kind of the next card is nothing typed. */
const said = ({ id, kind, was, ...typed }) => JSON.stringify(typed, trimmed);

const fresh = (initial) => (typeof initial === "function" ? initial() : JSON.parse(JSON.stringify(initial)));

/** `reactive` and `watch` are Vue's. */
export function createDrafts({ keep, reactive, watch }) {
  const drafts = reactive(new Map()); // name -> {value, initial}; who counts them hears of a new one
  const listeners = [];
  let fromOtherTab = false;
  const tell = (name, isNew) => listeners.forEach((listener) => listener(name, isNew));

  /**
   * The draft of this name, as a reactive object. `initial`: an object, or a function that makes one
   * (with a new id, say). Everybody who asks for the same name gets the same object.
   */
  function draft(name, initial = {}) {
    if (drafts.has(name)) return drafts.get(name).value;
    const kept = keep.get(DRAFT_KEY + name);
    const value = reactive({ ...fresh(initial), ...kept });
    drafts.set(name, { value, initial });
    // A new id must be the same after a reload. What was only read is not written: another tab is typing on.
    if (!kept) keep.set(DRAFT_KEY + name, value);
    watch(value, () => changed(name, value), { deep: true, flush: "sync" });
    tell(name, true);
    return value;
  }

  /** What came from another tab is not written back: it may have been typed on there meanwhile. */
  function changed(name, value) {
    if (fromOtherTab) return;
    keep.set(DRAFT_KEY + name, value);
    tell(name, false);
  }

  /** Begins anew, after the draft was handed to the outbox or thrown away. */
  function clear(name) {
    const known = drafts.get(name);
    if (!known) return keep.remove(DRAFT_KEY + name);
    const next = fresh(known.initial);
    for (const key of Object.keys(known.value)) if (!(key in next)) delete known.value[key];
    return Object.assign(known.value, next);
  }

  /** Whether nothing was typed into it, or nothing yet since it began with a text to be changed. */
  function blank(name) {
    const known = drafts.get(name);
    return !known || said(known.value) === (known.value.was ?? said(fresh(known.initial)));
  }

  /** Begins with something that exists, to change it. */
  function begin(name, fields) {
    const { value } = drafts.get(name);
    Object.assign(value, fields);
    value.was = said(value);
  }

  /** Goes on with what was typed elsewhere. */
  function take(name, fields) {
    Object.assign(drafts.get(name).value, fields);
  }

  /** Goes on with the same words as something new. */
  function renew(name) {
    take(name, withNewIds(drafts.get(name).value));
  }

  /** As JSON; "" where nothing was typed. */
  function text(name) {
    return blank(name) ? "" : JSON.stringify(drafts.get(name).value);
  }

  const id = (name) => drafts.get(name)?.value.id;
  const names = () => [...drafts.keys()];

  /** Calls back with each change: (name, whether it was asked for just now). */
  const listen = (listener) => listeners.push(listener);

  function follow(draft, value) {
    fromOtherTab = true;
    Object.assign(draft, value);
    fromOtherTab = false;
  }

  keep.onOtherTab((key, value) => {
    const known = key.startsWith(DRAFT_KEY) && drafts.get(key.slice(DRAFT_KEY.length));
    if (known && value && JSON.stringify(known.value) !== JSON.stringify(value)) follow(known.value, value);
  });

  return { draft, clear, blank, begin, take, renew, text, id, names, listen };
}

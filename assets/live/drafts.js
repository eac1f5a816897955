// What is being typed. Every change is kept on the device at once, and shared by its tabs.

const DRAFT_KEY = "draft.";

const fresh = (initial) => (typeof initial === "function" ? initial() : JSON.parse(JSON.stringify(initial)));

/** `reactive` and `watch` are Vue's. */
export function createDrafts({ keep, reactive, watch }) {
  const drafts = new Map(); // name -> {value, initial}

  /**
   * The draft of this name, as a reactive object. `initial`: an object, or a function that makes one
   * (with a new id, say). Everybody who asks for the same name gets the same object.
   */
  function draft(name, initial = {}) {
    if (drafts.has(name)) return drafts.get(name).value;
    const value = reactive({ ...fresh(initial), ...keep.get(DRAFT_KEY + name, {}) });
    drafts.set(name, { value, initial });
    keep.set(DRAFT_KEY + name, value); // a new id must be the same after a reload
    watch(value, () => keep.set(DRAFT_KEY + name, value), { deep: true, flush: "sync" });
    return value;
  }

  /** Begins anew, after the draft was handed to the outbox or thrown away. */
  function clear(name) {
    const known = drafts.get(name);
    if (!known) return keep.remove(DRAFT_KEY + name);
    const next = fresh(known.initial);
    for (const key of Object.keys(known.value)) if (!(key in next)) delete known.value[key];
    return Object.assign(known.value, next);
  }

  keep.onOtherTab((key, value) => {
    const known = key.startsWith(DRAFT_KEY) && drafts.get(key.slice(DRAFT_KEY.length));
    if (known && value && JSON.stringify(known.value) !== JSON.stringify(value)) Object.assign(known.value, value);
  });

  return { draft, clear };
}

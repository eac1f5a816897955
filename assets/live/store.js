// What the server said, and nothing else: entities by type and id. One reducer for phone, stage
// and moderator. Vue's `reactive` and `shallowReactive` are given, so that tests need no browser.

import { ENTITY_TYPES, whole } from "./protocol.gen.js";

const asIs = (value) => value;

/** @param {Array<Entity>} entities */
function sortedIn(entities, shallowReactive) {
  const byType = Object.fromEntries(ENTITY_TYPES.map((type) => [type, {}]));
  for (const entity of entities) {
    if (byType[entity.type]) byType[entity.type][entity.id] = whole(entity);
  }
  for (const type of ENTITY_TYPES) byType[type] = shallowReactive(byType[type]);
  return byType;
}

/**
 * `load(path)`: resolves to a Snapshot frame. `onGap()`: something was missed, ask the server again.
 * `state.seq` is what the device holds; `state.ready` turns true with the first whole picture.
 */
export function createStore({ reactive = asIs, shallowReactive = asIs, load, onGap = () => {} }) {
  const state = reactive({
    epoch: "",
    seq: 0,
    ready: false,
    byType: sortedIn([], shallowReactive),
    presence: null,
    you: { participant_id: null, group_id: null, device: null, own: [], withdrawn: [], ballot: {} },
    /** The one workshop of this page, or null before the first snapshot. */
    get workshop() {
      return Object.values(this.byType.workshop)[0] ?? null;
    },
  });
  let loading = null; // {promise}: a snapshot on its way
  let waiting = []; // frames that came meanwhile

  /** Whether what goes was withdrawn, only its event tells: nobody is sent it any more. */
  function noteGone({ name, drops = [] }) {
    const gone = drops.map(([, id]) => id);
    const before = state.you.withdrawn.filter((id) => !gone.includes(id));
    if (gone.length) state.you.withdrawn = name.endsWith("_withdrawn") ? [...before, ...gone] : before;
  }

  function applyChange(change) {
    if (change.seq <= state.seq) return true;
    if (change.seq !== state.seq + 1) return false;
    const { puts = [], drops = [] } = change;
    for (const [type, id] of drops) delete state.byType[type]?.[id];
    for (const entity of puts) {
      if (state.byType[entity.type]) state.byType[entity.type][entity.id] = whole(entity);
    }
    noteGone(change);
    state.seq = change.seq;
    return true;
  }

  function applyDelta(frame) {
    if (!frame.changes.every(applyChange)) onGap();
  }

  function replace(snapshot) {
    state.byType = sortedIn(snapshot.entities, shallowReactive);
    state.epoch = snapshot.epoch;
    state.seq = snapshot.seq;
    state.ready = true;
  }

  /** What is held already leads to now by deltas: then nothing needs to be loaded. */
  function covers(epoch, seq) {
    return state.ready && state.epoch === epoch && state.seq >= seq;
  }

  function catchUp() {
    const frames = waiting;
    waiting = [];
    frames.forEach(apply);
  }

  async function fetchSnapshot(path) {
    const mine = {};
    loading = mine;
    waiting = [];
    mine.promise = (async () => {
      let snapshot = null;
      try {
        snapshot = await load(path);
      } catch {
        // asked again below
      }
      if (loading !== mine) return;
      loading = null;
      if (snapshot) replace(snapshot);
      catchUp();
      if (!snapshot) onGap();
    })();
    return mine.promise;
  }

  function welcome(frame) {
    state.you = frame.you;
    if (frame.snapshot && !covers(frame.epoch, frame.seq)) return fetchSnapshot(frame.snapshot);
    if (state.epoch !== frame.epoch) onGap();
    return undefined;
  }

  const appliers = {
    welcome,
    delta: (frame) => (loading ? void waiting.push(frame) : applyDelta(frame)),
    snapshot: replace,
    refresh: (frame) => (covers(frame.epoch, frame.seq) ? undefined : fetchSnapshot(frame.snapshot)),
    presence: (frame) => void (state.presence = frame),
  };

  /** Returns a promise while a snapshot is being loaded. Frames of other kinds are left alone. */
  function apply(frame) {
    const result = appliers[frame.type]?.(frame);
    return result ?? loading?.promise;
  }

  return { state, apply };
}

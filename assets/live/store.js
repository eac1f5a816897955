// What the server said, and nothing else: entities by type and id. One reducer for phone, stage
// and moderator. Vue's `reactive` and `shallowReactive` are given, so that tests need no browser.

import { ENTITY_TYPES, whole } from "./protocol.gen.js";

/** @import { ByType, Change, Delta, Presence, Sent, Snapshot, ToDevice, Welcome, Workshop, You } from "./protocol.gen.js" */
/** @import { Fetching, Reactive } from "./shapes.js" */

/**
 * @typedef {{epoch: string, seq: number, ready: boolean, byType: ByType, presence: Presence|null,
 *            you: Omit<You, "ready_for"|"drafts"> & {ready_for?: number|null}, readonly workshop: Workshop|null}} State
 */

/** @type {Reactive} */
const asIs = (value) => value;

/** @param {Sent[]} entities @param {Reactive} shallowReactive @returns {ByType} */
function sortedIn(entities, shallowReactive) {
  /** @type {any} */
  const byType = Object.fromEntries(ENTITY_TYPES.map((type) => [type, {}]));
  for (const entity of entities) {
    if (byType[entity.type]) byType[entity.type][entity.id] = whole(entity);
  }
  for (const type of ENTITY_TYPES) byType[type] = shallowReactive(byType[type]);
  return byType;
}

/** @param {Reactive} shallowReactive @returns {State} */
function emptyState(shallowReactive) {
  return {
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
  };
}

/** Holds `state`: `seq` is what the device holds; `ready` turns true with the first whole picture. */
export class Store {
  /**
   * `load(path)`: resolves to a Snapshot frame. `onGap()`: something was missed, ask the server again.
   * @param {{reactive?: Reactive, shallowReactive?: Reactive, load: Fetching, onGap?: () => void}} options
   */
  constructor({ reactive = asIs, shallowReactive = asIs, load, onGap = () => {} }) {
    this._shallowReactive = shallowReactive;
    this._load = load;
    this._onGap = onGap;
    /** @type {State} */
    this.state = reactive(emptyState(shallowReactive));
    /** @type {{promise?: Promise<void>}|null} */
    this._loading = null; // a snapshot on its way
    /** @type {ToDevice[]} */
    this._waiting = []; // frames that came meanwhile
    /** @type {Object<string, (frame: any) => Promise<void>|void>} */
    this._appliers = {
      welcome: (frame) => this._welcome(frame),
      delta: (frame) => (this._loading ? void this._waiting.push(frame) : this._applyDelta(frame)),
      snapshot: (frame) => this._replace(frame),
      refresh: (frame) => (this._covers(frame) ? undefined : this._fetch(frame.snapshot)),
      presence: (frame) => void (this.state.presence = frame),
    };
  }

  /**
   * Returns a promise while a snapshot is being loaded. Frames of other kinds are left alone.
   * @param {ToDevice} frame
   */
  apply(frame) {
    const result = this._appliers[frame.type]?.(frame);
    return result ?? this._loading?.promise;
  }

  /** @param {Delta} frame */
  _applyDelta(frame) {
    if (!frame.changes.every((change) => this._applyChange(change))) this._onGap();
  }

  /** @param {Change} change */
  _applyChange(change) {
    const { state } = this;
    if (change.seq <= state.seq) return true;
    if (change.seq !== state.seq + 1) return false;
    const { puts = [], drops = [] } = change;
    for (const [type, id] of drops) delete state.byType[type]?.[id];
    for (const entity of puts) {
      if (state.byType[entity.type]) state.byType[entity.type][entity.id] = whole(entity);
    }
    this._noteGone(change);
    state.seq = change.seq;
    return true;
  }

  /** Whether what goes was withdrawn, only its event tells: nobody is sent it any more. @param {Change} change */
  _noteGone({ name, drops = [] }) {
    const { you } = this.state;
    const gone = drops.map(([, id]) => id);
    const before = you.withdrawn.filter((id) => !gone.includes(id));
    if (gone.length) you.withdrawn = name.endsWith("_withdrawn") ? [...before, ...gone] : before;
  }

  /** @param {Snapshot} snapshot */
  _replace(snapshot) {
    const { state } = this;
    state.byType = sortedIn(snapshot.entities, this._shallowReactive);
    state.epoch = snapshot.epoch;
    state.seq = snapshot.seq;
    state.ready = true;
  }

  /** @param {Welcome} frame */
  _welcome(frame) {
    this.state.you = frame.you;
    if (frame.snapshot && !this._covers(frame)) return this._fetch(frame.snapshot);
    if (this.state.epoch !== frame.epoch) this._onGap();
    return undefined;
  }

  /**
   * What is held already leads to now by deltas: then nothing needs to be loaded.
   * @param {{epoch: string, seq: number}} frame
   */
  _covers({ epoch, seq }) {
    const { state } = this;
    return state.ready && state.epoch === epoch && state.seq >= seq;
  }

  /** @param {string} path */
  _fetch(path) {
    /** @type {{promise?: Promise<void>}} */
    const mine = {};
    this._loading = mine;
    this._waiting = [];
    mine.promise = this._fetched(path, mine);
    return mine.promise;
  }

  /** @param {string} path @param {Object} mine */
  async _fetched(path, mine) {
    let snapshot = null;
    try {
      snapshot = await this._load(path);
    } catch {
      // asked again below
    }
    if (this._loading !== mine) return;
    this._loading = null;
    if (snapshot) this._replace(snapshot);
    this._catchUp();
    if (!snapshot) this._onGap();
  }

  _catchUp() {
    const frames = this._waiting;
    this._waiting = [];
    frames.forEach((frame) => this.apply(frame));
  }
}

// The device's own cards and goals in their author's wording: the server shows nobody who wrote
// what, and does not send a hidden card even to its author.

/** @import { Keep } from "./keep.js" */
/** @import { Ack, Command, Welcome } from "./protocol.gen.js" */
/** @import { Reactive } from "./shapes.js" */
/** @import { State } from "./store.js" */

/** @typedef {"contribution"|"goal"} OwnType */

/**
 * What a card or goal was when this device last saved it, with the command's fields.
 * @typedef {{id: string, type: OwnType, at: number, epoch: string, seq: number, version?: number,
 *            withdrawn_at?: number} & Object<string, any>} Entry
 */

const MINE_KEY = "mine.";

/** @type {Object<string, OwnType>} */
const SAVED_AS = {
  post_contribution: "contribution",
  edit_contribution: "contribution",
  propose_goal: "goal",
  edit_goal: "goal",
};
const TAKES_BACK = ["withdraw_contribution", "withdraw_goal"];
const TAKES_AGAIN = ["reclaim_contribution", "reclaim_goal"];

export class Mine {
  /** @param {{keep: Keep, state: State, reactive?: Reactive, now?: () => number}} options `state`: the store's */
  constructor({ keep, state, reactive = (value) => value, now = Date.now }) {
    this._keep = keep;
    this._state = state;
    this._now = now;
    /** @type {Object<string, Entry>} */
    this._entries = reactive({});
    this._epoch = "";
    for (const key of keep.keys(MINE_KEY)) this._entries[key.slice(MINE_KEY.length)] = keep.get(key);
    keep.onOtherTab((key, value) => this._otherTab(key, value));
  }

  /** A command of this device is on the server's disk. @param {any} command @param {Ack} ack */
  saved(command, ack) {
    if (TAKES_BACK.includes(command.type)) return this._takenBack(command.id, ack, this._now());
    if (TAKES_AGAIN.includes(command.type)) return this._takenBack(command.id, ack, 0);
    const type = SAVED_AS[command.type];
    if (!type) return undefined;
    const known = this._entries[command.id] ?? { at: this._now() };
    return this._set({ ...known, ...command, type, ...this._last(ack, known) });
  }

  /**
   * The server knows what is ours. What it has lost (an older database was restored) goes here too.
   * @param {Welcome} frame
   */
  welcomed(frame) {
    const own = new Set(frame.you.own);
    this._epoch = frame.epoch;
    for (const entry of Object.values(this._entries)) {
      const known = entry.epoch !== frame.epoch || entry.seq <= frame.seq;
      if (known && !own.has(entry.id)) this._remove(entry.id);
    }
  }

  /** @param {string} id */
  isMine(id) {
    return id in this._entries || this._state.you.own.includes(id);
  }

  /**
   * Own "contribution"s or "goal"s, oldest first: the newest known fields, `entity` (what everybody
   * sees, or null) and `gone`: "hidden" by the moderator, "withdrawn" elsewhere (a neighbour's tablet), or "".
   * @param {OwnType} type
   */
  list(type) {
    const kept = Object.values(this._entries).filter((entry) => entry.type === type);
    const own = this._state.you.own.filter((id) => this._state.byType[type][id]);
    const ids = new Set([...kept.map((entry) => entry.id), ...own]);
    const found = [...ids].map((id) => this._seen(type, id));
    return found.filter((one) => !one.withdrawn).sort((a, b) => a.at - b.at);
  }

  /** @param {OwnType} type @param {string} id @returns {any} */
  _seen(type, id) {
    const { _state: state } = this;
    const entity = state.byType[type][id] ?? null;
    const entry = /** @type {Entry|undefined} */ (this._entries[id]);
    const missing = !entity && state.ready && entry && state.seq >= entry.seq;
    const how = entry?.withdrawn_at || state.you.withdrawn.includes(id) ? "withdrawn" : "hidden";
    const gone = missing || (!entity && entry?.withdrawn_at) ? how : "";
    return { at: entity?.created_at, ...entry, ...entity, id, type, entity, gone };
  }

  /** @param {Ack} ack @param {{version?: number}} known */
  _last(ack, known) {
    return { epoch: this._epoch, seq: ack.seq, version: ack.version ?? known.version };
  }

  /**
   * Kept in its wording: its writer may want it again. What another tablet wrote, we cannot show.
   * @param {string} id @param {Ack} ack @param {number} at 0: not any more
   */
  _takenBack(id, ack, at) {
    const { you } = this._state;
    const known = this._entries[id];
    if (!known) return undefined;
    if (!at) you.withdrawn = you.withdrawn.filter((other) => other !== id);
    return this._set({ ...known, withdrawn_at: at, ...this._last(ack, known) });
  }

  /** @param {Entry} entry */
  _set(entry) {
    this._entries[entry.id] = entry;
    this._keep.set(MINE_KEY + entry.id, entry);
  }

  /** @param {string} id */
  _remove(id) {
    delete this._entries[id];
    this._keep.remove(MINE_KEY + id);
  }

  /** @param {string} key @param {Entry|null} value */
  _otherTab(key, value) {
    if (!key.startsWith(MINE_KEY)) return;
    const id = key.slice(MINE_KEY.length);
    if (value) this._entries[id] = value;
    else delete this._entries[id];
  }
}

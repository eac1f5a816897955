// What was sent and is not yet on the server's disk. Each command is stored before it is sent and
// stays until it is acknowledged; what is refused stays too, so that nothing typed is lost.
//
// One storage key per command: two tabs of one person never overwrite each other's list.
// Sending twice is harmless, because the server answers a known cmd_id with its old acknowledgement. So
// a cmd_id must never stand for two wordings: the second would be called saved, and be nowhere.

import { withNewIds } from "./ids.js";
import { commandIdOf, isNew, subjectOf } from "./sent_as.js";

/** @import { Keep } from "./keep.js" */
/** @import { Ack, Command, Rejected } from "./protocol.gen.js" */
/** @import { Later } from "./shapes.js" */

const ANSWER_MS = 8000;
const AGAIN_MS = [1000, 2000, 4000, 8000, 15000];
const IN_FLIGHT = 10; // so that a phone full of cards stays below the server's rate limit
const EXPIRES_MS = 30000;

const LATE_CODES = ["phase_closed", "workshop_finished", "table_paused"];
const PASSING_CODES = ["rate_limited", "not_saved", "internal", "not_joined"];
const OUTBOX_KEY = "outbox.";

/** @typedef {"sending"|"unsent"|"late"|"refused"} ItemState */
/** @typedef {Object<string, string|number>} Params what a refusal's sentence names */
/**
 * @typedef {{cmd_id: string, command: Command, state: ItemState, code: string|null, params: Params,
 *            at: number}} OutboxItem
 */
/** @typedef {(command: Command) => boolean} Judging */
/** @typedef {{promise: Promise<Ack>, resolve: (value: any) => void, reject: (value: any) => void}} Promised */

export class Outbox {
  /**
   * `items`: the (reactive) list to keep. `send(cmd_id, command)`: returns whether it was handed to
   * the link. `allowed(command)`: whether the server would take it now, as far as we know.
   * `lasting(command)`: kept over a reload; others are forgotten when they could not be sent in 30 s,
   * because a step that runs minutes after the tap surprises the hall. `typed(command)`: kept when refused.
   * `onSaved(command, ack)` runs before the item goes.
   * @param {{keep: Keep, items?: OutboxItem[], send: (cmd_id: string, command: Command) => boolean, now?: () => number,
   *          later?: Later, allowed?: Judging, lasting?: Judging, typed?: Judging,
   *          onSaved?: (command: Command, ack: Ack) => void}} options
   */
  constructor({ keep, items = [], send, now = Date.now, later = (f, ms) => setTimeout(f, ms), ...asked }) {
    const always = () => true;
    this._keep = keep;
    this._send = send;
    this._now = now;
    this._later = later;
    this._allowed = asked.allowed ?? always;
    this._lasting = asked.lasting ?? always;
    this._typed = asked.typed ?? always;
    this._onSaved = asked.onSaved;
    this.items = items;
    /** @type {Map<string, number>} */
    this._sentAt = new Map(); // ms, while an answer is awaited
    /** @type {Map<string, number>} */
    this._retryAt = new Map(); // ms, after a passing refusal
    /** @type {Map<string, number>} */
    this._tries = new Map();
    /** @type {Map<string, Promised>} */
    this._promises = new Map();
    this._online = false;
    /** @type {any} */
    this._timer = null;
    const kept = keep.keys(OUTBOX_KEY).map((key) => keep.get(key));
    items.push(...kept.filter(Boolean).sort((a, b) => a.at - b.at));
    keep.onOtherTab((key, value) => this._otherTab(key, value));
  }

  // --- asking ---

  /** Stores, sends. Resolves with the Ack; rejects with {code, params} when refused or late. @param {Command} command */
  submit(command) {
    const cmd_id = commandIdOf(command);
    const known = this._find(cmd_id);
    if (known && ["late", "refused"].includes(known.state)) this.change(cmd_id, command);
    else if (!known) this._add({ cmd_id, command, state: "unsent", code: null, params: {}, at: this._now() });
    const promise = this._promised(cmd_id);
    this.flush();
    return promise;
  }

  /**
   * Corrects what was refused or late, and tries again. `fields` replace fields of the command.
   * @param {string} cmd_id @param {Object} [fields]
   */
  change(cmd_id, fields = {}) {
    const item = this._find(cmd_id);
    if (!item || !["late", "refused"].includes(item.state)) return;
    item.command = { ...item.command, ...fields };
    this._retryAt.delete(cmd_id);
    this._update(item, "unsent");
    this.flush();
  }

  /** @param {string} cmd_id */
  discard(cmd_id) {
    this._forget(cmd_id);
    this._settle(cmd_id, "reject", { code: "discarded", params: {} });
  }

  /** Late items whose time has come again. */
  release() {
    const due = this.items.filter((item) => item.state === "late" && this._allowed(item.command));
    due.forEach((item) => this.change(item.cmd_id));
  }

  /** The link came or went. With a new link, all that is unanswered is sent again. @param {boolean} isOnline */
  connected(isOnline) {
    this._online = isOnline;
    this._sentAt.clear();
    this._pending().forEach((item) => this._update(item, "unsent", item.code, item.params));
    if (isOnline) this._retryAt.clear();
    this.flush();
  }

  // --- what is kept ---

  /** @param {string} cmd_id */
  _find(cmd_id) {
    return this.items.find((item) => item.cmd_id === cmd_id);
  }

  /** @param {OutboxItem} item */
  _add(item) {
    this._store(item);
    this.items.push(item);
  }

  /** @param {OutboxItem} item */
  _store(item) {
    if (!this._lasting(item.command)) return;
    const { cmd_id, command, state, code, params, at } = item;
    const kept = { cmd_id, command, state: state === "sending" ? "unsent" : state, code, params, at };
    this._keep.set(OUTBOX_KEY + cmd_id, kept);
  }

  /**
   * Another tab may have had the answer: then the stored item is gone, and must not come back.
   * @param {OutboxItem} item @param {ItemState} state @param {string|null} [code] @param {Params} [params]
   */
  _update(item, state, code = null, params = {}) {
    Object.assign(item, { state, code, params });
    if (state === "sending") return;
    if (!this._lasting(item.command) || this._keep.get(OUTBOX_KEY + item.cmd_id)) this._store(item);
  }

  /** @param {string} cmd_id */
  _forget(cmd_id) {
    const index = this.items.findIndex((item) => item.cmd_id === cmd_id);
    if (index >= 0) this.items.splice(index, 1);
    for (const map of [this._sentAt, this._retryAt, this._tries]) map.delete(cmd_id);
    this._keep.remove(OUTBOX_KEY + cmd_id);
  }

  /** @param {string} cmd_id @returns {Promise<Ack>} */
  _promised(cmd_id) {
    const known = this._promises.get(cmd_id);
    if (known) return known.promise;
    const entry = /** @type {Promised} */ ({});
    entry.promise = new Promise((resolve, reject) => Object.assign(entry, { resolve, reject }));
    entry.promise.catch(() => {}); // who does not listen is not shown an error in the console
    this._promises.set(cmd_id, entry);
    return entry.promise;
  }

  /** @param {string} cmd_id @param {"resolve"|"reject"} how @param {any} value */
  _settle(cmd_id, how, value) {
    this._promises.get(cmd_id)?.[how](value);
    this._promises.delete(cmd_id);
  }

  // --- sending ---

  _pending() {
    return this.items.filter((item) => item.state === "sending" || item.state === "unsent");
  }

  /** Sends what may be sent, oldest first, and comes back for the rest. */
  flush() {
    this._pending().forEach((item) => this._overdue(item));
    this._pending().forEach((item) => this._expire(item));
    const waiting = this._pending();
    for (const [index, item] of waiting.entries()) {
      if (!this._online || this._sentAt.size >= IN_FLIGHT) break;
      if (this._mayGo(item, waiting.slice(0, index))) this._dispatch(item);
    }
    if (waiting.length > 0 && this._timer === null) this._timer = this._later(() => this._tick(), 1000);
  }

  _tick() {
    this._timer = null;
    this.flush();
  }

  /** @param {OutboxItem} item @param {OutboxItem[]} earlier */
  _mayGo(item, earlier) {
    if (this._sentAt.has(item.cmd_id) || (this._retryAt.get(item.cmd_id) ?? 0) > this._now()) return false;
    return !earlier.some((other) => subjectOf(other.command) === subjectOf(item.command));
  }

  /** @param {OutboxItem} item */
  _dispatch(item) {
    if (!this._send(item.cmd_id, item.command)) return;
    this._sentAt.set(item.cmd_id, this._now());
    this._retryAt.delete(item.cmd_id);
    if (item.state !== "sending") this._update(item, "sending");
  }

  /** @param {OutboxItem} item */
  _expire(item) {
    if (this._lasting(item.command) || this._now() - item.at < EXPIRES_MS) return;
    this._forget(item.cmd_id);
    this._settle(item.cmd_id, "reject", { code: "not_sent", params: {} });
  }

  /** @param {OutboxItem} item */
  _overdue(item) {
    if (this._now() - (this._sentAt.get(item.cmd_id) ?? this._now()) < ANSWER_MS) return;
    this._sentAt.delete(item.cmd_id);
    this._update(item, "unsent");
  }

  // --- answers ---

  /** @param {Ack|Rejected} frame from the server */
  answer(frame) {
    if (frame.type === "ack") this._acknowledged(frame);
    else this._rejected(frame);
    this.flush();
  }

  /** @param {Ack} ack */
  _acknowledged(ack) {
    const item = this._find(ack.cmd_id);
    if (item) this._onSaved?.(item.command, ack);
    this._forget(ack.cmd_id);
    this._settle(ack.cmd_id, "resolve", ack);
  }

  /** @param {Rejected} frame */
  _rejected(frame) {
    const item = frame.cmd_id && this._find(frame.cmd_id);
    if (!item) return;
    this._sentAt.delete(item.cmd_id);
    if (PASSING_CODES.includes(frame.code)) this._postponed(item, frame);
    else this._refused(item, frame);
  }

  /** @param {OutboxItem} item @param {Rejected} frame */
  _postponed(item, frame) {
    const count = this._tries.get(item.cmd_id) ?? 0;
    this._tries.set(item.cmd_id, count + 1);
    this._retryAt.set(item.cmd_id, this._now() + AGAIN_MS[Math.min(count, AGAIN_MS.length - 1)]);
    this._update(item, "unsent", frame.code, frame.params);
  }

  /** @param {OutboxItem} item @param {Rejected} frame */
  _refused(item, frame) {
    const { code, params } = frame;
    if (code === "exists" && isNew(item.command)) return this._anew(item);
    if (this._typed(item.command)) this._update(item, LATE_CODES.includes(code) ? "late" : "refused", code, params);
    else this._forget(item.cmd_id);
    return this._settle(item.cmd_id, "reject", { code, params });
  }

  /**
   * Its id stands for another wording already: it becomes one more card, and both are kept.
   * @param {OutboxItem} item
   */
  _anew(item) {
    item.command = withNewIds(item.command);
    this._update(item, "unsent");
  }

  // --- other tabs ---

  /** @param {string} key @param {OutboxItem|null} stored */
  _otherTab(key, stored) {
    if (!key.startsWith(OUTBOX_KEY)) return;
    const cmd_id = key.slice(OUTBOX_KEY.length);
    const known = this._find(cmd_id);
    if (stored === null) {
      this._forget(cmd_id);
      this._settle(cmd_id, "resolve", { type: "ack", cmd_id, seq: 0, version: null });
    } else if (!known) this._takeOver(stored);
    else if (["late", "refused"].includes(stored.state) || known.state !== "sending") Object.assign(known, stored);
  }

  /** @param {OutboxItem} stored */
  _takeOver(stored) {
    this.items.push(stored);
    this.items.sort((a, b) => a.at - b.at);
    this._sentAt.set(stored.cmd_id, this._now()); // its own tab sends it; we do if that one falls silent
    this.flush();
  }
}

// What was sent and is not yet on the server's disk. Each command is stored before it is sent and
// stays until it is acknowledged; what is refused stays too, so that nothing typed is lost.
//
// One storage key per command: two tabs of one person never overwrite each other's list.
// Sending twice is harmless, because the server answers a known cmd_id with its old acknowledgement. So
// a cmd_id must never stand for two wordings: the second would be called saved, and be nowhere.

import { digestOf, newCommandId, withNewIds } from "./ids.js";

const ANSWER_MS = 8000;
const AGAIN_MS = [1000, 2000, 4000, 8000, 15000];
const IN_FLIGHT = 10; // so that a phone full of cards stays below the server's rate limit
const EXPIRES_MS = 30000;

const LATE_CODES = ["phase_closed", "workshop_finished", "table_paused"];
const PASSING_CODES = ["rate_limited", "not_saved", "internal", "not_joined"];
const OUTBOX_KEY = "outbox.";

/** What a command is about. Two commands about the same thing are sent one after the other. */
function subjectOf(command) {
  return command.turn ?? command.id ?? command.voting_id ?? command.type;
}

const isNew = (command) => ["post_contribution", "propose_goal"].includes(command.type);

/**
 * What is new is sent under its own id and its wording: two taps, or two tabs, post it once. The language is
 * the page's, not the writer's.
 */
function commandIdOf(command) {
  return isNew(command) ? `new-${command.id}-${digestOf(JSON.stringify({ ...command, language: "" }))}` : newCommandId();
}

/**
 * @typedef {{cmd_id: string, command: Command, state: "sending"|"unsent"|"late"|"refused",
 *            code: string|null, params: Object, at: number}} OutboxItem
 *
 * `items`: the (reactive) list to keep. `send(cmd_id, command)`: returns whether it was handed to
 * the link. `allowed(command)`: whether the server would take it now, as far as we know.
 * `lasting(command)`: kept over a reload; others are forgotten when they could not be sent in 30 s,
 * because a step that runs minutes after the tap surprises the hall. `typed(command)`: kept when refused.
 * `onSaved(command, ack)` runs before the item goes.
 */
export function createOutbox(options) {
  const { keep, items = [], send, allowed = () => true, lasting = () => true, typed = () => true } = options;
  const { onSaved = () => {}, now = Date.now, later = (f, ms) => setTimeout(f, ms) } = options;
  const sentAt = new Map(); // cmd_id -> ms, while an answer is awaited
  const retryAt = new Map(); // cmd_id -> ms, after a passing refusal
  const tries = new Map();
  const promises = new Map(); // cmd_id -> {promise, resolve, reject}
  let online = false;
  let timer = null;

  const find = (cmd_id) => items.find((item) => item.cmd_id === cmd_id);

  function store(item) {
    if (!lasting(item.command)) return;
    const { cmd_id, command, state, code, params, at } = item;
    keep.set(OUTBOX_KEY + cmd_id, { cmd_id, command, state: state === "sending" ? "unsent" : state, code, params, at });
  }

  /** Another tab may have had the answer: then the stored item is gone, and must not come back. */
  function update(item, state, code = null, params = {}) {
    Object.assign(item, { state, code, params });
    if (state !== "sending" && (!lasting(item.command) || keep.get(OUTBOX_KEY + item.cmd_id))) store(item);
  }

  function forget(cmd_id) {
    const index = items.findIndex((item) => item.cmd_id === cmd_id);
    if (index >= 0) items.splice(index, 1);
    for (const map of [sentAt, retryAt, tries]) map.delete(cmd_id);
    keep.remove(OUTBOX_KEY + cmd_id);
  }

  function promised(cmd_id) {
    if (!promises.has(cmd_id)) {
      const entry = {};
      entry.promise = new Promise((resolve, reject) => Object.assign(entry, { resolve, reject }));
      entry.promise.catch(() => {}); // who does not listen is not shown an error in the console
      promises.set(cmd_id, entry);
    }
    return promises.get(cmd_id).promise;
  }

  function settle(cmd_id, how, value) {
    promises.get(cmd_id)?.[how](value);
    promises.delete(cmd_id);
  }

  // --- sending ---

  const pending = () => items.filter((item) => item.state === "sending" || item.state === "unsent");

  function mayGo(item, earlier) {
    if (sentAt.has(item.cmd_id) || (retryAt.get(item.cmd_id) ?? 0) > now()) return false;
    return !earlier.some((other) => subjectOf(other.command) === subjectOf(item.command));
  }

  function dispatch(item) {
    if (!send(item.cmd_id, item.command)) return;
    sentAt.set(item.cmd_id, now());
    retryAt.delete(item.cmd_id);
    if (item.state !== "sending") update(item, "sending");
  }

  function expire(item) {
    if (lasting(item.command) || now() - item.at < EXPIRES_MS) return;
    forget(item.cmd_id);
    settle(item.cmd_id, "reject", { code: "not_sent", params: {} });
  }

  function overdue(item) {
    if (now() - (sentAt.get(item.cmd_id) ?? now()) < ANSWER_MS) return;
    sentAt.delete(item.cmd_id);
    update(item, "unsent");
  }

  /** Sends what may be sent, oldest first, and comes back for the rest. */
  function flush() {
    pending().forEach(overdue);
    pending().forEach(expire);
    const waiting = pending();
    for (const [index, item] of waiting.entries()) {
      if (!online || sentAt.size >= IN_FLIGHT) break;
      if (mayGo(item, waiting.slice(0, index))) dispatch(item);
    }
    if (waiting.length > 0 && timer === null) timer = later(tick, 1000);
  }

  function tick() {
    timer = null;
    flush();
  }

  // --- answers ---

  function acknowledged(ack) {
    const item = find(ack.cmd_id);
    if (item) onSaved(item.command, ack);
    forget(ack.cmd_id);
    settle(ack.cmd_id, "resolve", ack);
  }

  function postponed(item, frame) {
    const count = tries.get(item.cmd_id) ?? 0;
    tries.set(item.cmd_id, count + 1);
    retryAt.set(item.cmd_id, now() + AGAIN_MS[Math.min(count, AGAIN_MS.length - 1)]);
    update(item, "unsent", frame.code, frame.params);
  }

  /** Its id stands for another wording already: it becomes one more card, and both are kept. */
  function anew(item) {
    item.command = withNewIds(item.command);
    update(item, "unsent");
  }

  function refused(item, frame) {
    if (frame.code === "exists" && isNew(item.command)) return anew(item);
    if (typed(item.command)) update(item, LATE_CODES.includes(frame.code) ? "late" : "refused", frame.code, frame.params);
    else forget(item.cmd_id);
    return settle(item.cmd_id, "reject", { code: frame.code, params: frame.params });
  }

  function rejected(frame) {
    const item = frame.cmd_id && find(frame.cmd_id);
    if (!item) return;
    sentAt.delete(item.cmd_id);
    if (PASSING_CODES.includes(frame.code)) postponed(item, frame);
    else refused(item, frame);
  }

  /** Takes an Ack or a Rejected from the server. */
  function answer(frame) {
    if (frame.type === "ack") acknowledged(frame);
    else rejected(frame);
    flush();
  }

  // --- asking ---

  /** Stores, then sends. Resolves with the Ack; rejects with {code, params} when refused or late. */
  function submit(command) {
    const cmd_id = commandIdOf(command);
    const known = find(cmd_id);
    if (known && ["late", "refused"].includes(known.state)) change(cmd_id, command);
    else if (!known) add({ cmd_id, command, state: "unsent", code: null, params: {}, at: now() });
    const promise = promised(cmd_id);
    flush();
    return promise;
  }

  function add(item) {
    store(item);
    items.push(item);
  }

  /** Corrects what was refused or late, and tries again. `fields` replace fields of the command. */
  function change(cmd_id, fields = {}) {
    const item = find(cmd_id);
    if (!item || !["late", "refused"].includes(item.state)) return;
    item.command = { ...item.command, ...fields };
    retryAt.delete(cmd_id);
    update(item, "unsent");
    flush();
  }

  function discard(cmd_id) {
    forget(cmd_id);
    settle(cmd_id, "reject", { code: "discarded", params: {} });
  }

  /** Late items whose time has come again. */
  function release() {
    const due = items.filter((item) => item.state === "late" && allowed(item.command));
    due.forEach((item) => change(item.cmd_id));
  }

  /** The link came or went. With a new link, all that is unanswered is sent again. */
  function connected(isOnline) {
    online = isOnline;
    sentAt.clear();
    pending().forEach((item) => update(item, "unsent", item.code, item.params));
    if (online) retryAt.clear();
    flush();
  }

  // --- other tabs, earlier visits ---

  function takeOver(stored) {
    items.push(stored);
    items.sort((a, b) => a.at - b.at);
    sentAt.set(stored.cmd_id, now()); // its own tab sends it; we do if that one falls silent
    flush();
  }

  function otherTab(key, stored) {
    if (!key.startsWith(OUTBOX_KEY)) return;
    const cmd_id = key.slice(OUTBOX_KEY.length);
    const known = find(cmd_id);
    if (stored === null) {
      forget(cmd_id);
      settle(cmd_id, "resolve", { type: "ack", cmd_id, seq: 0, version: null });
    } else if (!known) takeOver(stored);
    else if (["late", "refused"].includes(stored.state) || known.state !== "sending") Object.assign(known, stored);
  }

  const kept = keep.keys(OUTBOX_KEY).map((key) => keep.get(key)).filter(Boolean);
  items.push(...kept.sort((a, b) => a.at - b.at));
  keep.onOtherTab(otherTab);

  return { items, submit, change, discard, release, answer, connected, flush };
}

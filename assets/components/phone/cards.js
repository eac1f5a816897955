import { entities, mayChange, membership, waitingOf } from "./state.js";

/** @import { OwnType } from "../../live/mine.js" */
/** @import { OutboxItem } from "../../live/outbox.js" */
/** @import { Command, Workshop } from "../../live/protocol.gen.js" */
/** @import { Live } from "../../live/shapes.js" */

/**
 * What was written here, as the page lists it. `item` is what waits for it on this device. Works for cards
 * ("contribution") and goals ("goal").
 * @typedef {{entity: any, state: string, item: OutboxItem|null, own: boolean, at: number}} Listed
 */
/** @typedef {OutboxItem & {command: any}} Waiting */
/** @typedef {Map<string, Listed>} Found */

/** @type {Record<OwnType, Record<"post"|"edit"|"withdraw"|"reclaim", Command["type"]>>} */
const WRITTEN = {
  contribution: {
    post: "post_contribution",
    edit: "edit_contribution",
    withdraw: "withdraw_contribution",
    reclaim: "reclaim_contribution",
  },
  goal: { post: "propose_goal", edit: "edit_goal", withdraw: "withdraw_goal", reclaim: "reclaim_goal" },
};

/** The command types by which things of this type are written. @param {OwnType} type */
export function writingCommands(type) {
  return Object.values(WRITTEN[type]);
}

/**
 * Whether this device took it back in this step, and may still want it again.
 * @param {Live} live @param {OwnType} type @param {Listed} listed
 */
export function isReclaimable(live, type, { entity, state, item }) {
  return state === "withdrawn" && Boolean(item || entity.withdrawn_at) && live.may(WRITTEN[type].reclaim);
}

/** All of this device and its group, newest first. @param {Live} live @param {OwnType} type @returns {Listed[]} */
export function writtenHere(live, type) {
  const { post, edit, withdraw, reclaim } = WRITTEN[type];
  const found = new Map(saved(live, type).map((entry) => [entry.entity.id, entry]));
  for (const item of waitingOf(live, [post])) addPosted(live, found, item);
  for (const item of waitingOf(live, [edit])) addEdited(found, item);
  for (const item of waitingOf(live, [withdraw, reclaim])) addWithdrawn(found, item, item.command.type === withdraw);
  return [...found.values()].sort((a, b) => b.at - a.at);
}

/** @param {Live} live @param {OwnType} type */
function saved(live, type) {
  const since = /** @type {Workshop} */ (live.store.workshop).phase_started_at;
  const shown = live
    .mine(type)
    .filter((one) => one.gone !== "withdrawn" || !one.withdrawn_at || one.withdrawn_at >= since);
  const own = shown.map((one) => listed(one, one.gone || "saved", true));
  const group = membership(live)?.group_id;
  const others = Object.values(entities(live, type)).filter((one) => one.group_id === group && !live.isMine(one.id));
  return [...own, ...others.map((one) => listed(one, "saved", mayChange(live, one)))];
}

/** @param {any} entity @param {string} state @param {boolean} own @returns {Listed} */
function listed(entity, state, own) {
  return { entity, state, own, item: null, at: entity.created_at || entity.at || 0 };
}

/** @param {Live} live @param {Found} found @param {Waiting} item */
function addPosted(live, found, item) {
  const known = found.get(item.command.id);
  const at = item.at + live.now() - Date.now();
  found.set(item.command.id, { entity: item.command, state: item.state, at, ...known, item, own: true });
}

/** @param {Found} found @param {Waiting} item */
function addEdited(found, item) {
  const entry = found.get(item.command.id);
  if (!entry) return;
  const { text, kind = entry.entity.kind, field_id, target_year } = item.command;
  const entity = { ...entry.entity, text, kind, field_id, target_year };
  found.set(entity.id, { ...entry, entity, state: item.state, item });
}

/**
 * The last word counts: what is withdrawn is shown so, at once, and can be taken back.
 * @param {Found} found @param {Waiting} item @param {boolean} isGone
 */
function addWithdrawn(found, item, isGone) {
  const entry = found.get(item.command.id);
  if (!entry) return;
  const state = item.state === "refused" ? "refused" : isGone ? "withdrawn" : "sending";
  found.set(item.command.id, { ...entry, state, item });
}

import { minutesOf } from "../../live/minutes.js";
import { sentenceOf } from "../shared/shared.js";

/** @import { OutboxItem } from "../../live/outbox.js" */
/** @import { ByType, Command, Group } from "../../live/protocol.gen.js" */
/** @import { Identity, Live } from "../../live/shapes.js" */

/**
 * What waits, of some types.
 * @template {Command["type"]} T @typedef {OutboxItem & {command: Extract<Command, {type: T}>}} Waiting
 */
/** @typedef {Pick<Live, "store"|"outbox"|"identity"|"boot"|"isMine"|"isBlank"|"draft">} Read what is read of it */

// What the participant page reads out of the store and the outbox. Nothing here is kept or sent.

/**
 * The commands of some types that wait here, oldest first.
 * @template {Command["type"]} T @param {Pick<Live, "outbox">} live @param {T[]} types @returns {Waiting<T>[]}
 */
export function waitingOf(live, types) {
  return /** @type {any} */ (live.outbox.filter((item) => /** @type {string[]} */ (types).includes(item.command.type)));
}

/**
 * The entities of one type: {id: entity}.
 * @template {keyof ByType} T @param {Pick<Live, "store">} live @param {T} type @returns {ByType[T]}
 */
export function entities(live, type) {
  return live.store.byType[type] || {};
}

/**
 * Where this device sits, or null. A joining on its way counts: nobody waits for it.
 * @param {Read} live @returns {Pick<Identity, "group_id"|"device">|null}
 */
export function membership(live) {
  const joining = waitingOf(live, ["join_workshop"])
    .filter((item) => item.state !== "refused")
    .pop();
  if (joining) return joining.command;
  const known = live.store.you.group_id ? live.store.you : live.identity;
  return known.group_id ? /** @type {any} */ (known) : null;
}

/** The group at which this device sits, or null. @param {Read} live @returns {Group|null} */
export function ownGroup(live) {
  const member = membership(live);
  return (member && entities(live, "group")[member.group_id ?? ""]) || null;
}

/** Whether this device stands for its whole group. @param {Read} live */
export function isGroupTablet(live) {
  const member = membership(live);
  return Boolean(member && member.device === "tablet");
}

/**
 * Groups in their order; before the live channel has told, those that came with the page.
 * @param {Read} live @returns {Group[]}
 */
export function groupsInOrder(live) {
  const known = live.store.ready ? Object.values(entities(live, "group")) : [...(live.boot.groups || [])];
  return known.sort((a, b) => a.number - b.number);
}

/**
 * Whether this device may change a card or goal: its own, and on a tablet what the group's tablets wrote.
 * @param {Read} live @param {{id: string, source?: string|null, group_id?: string|null}} entity
 */
export function mayChange(live, entity) {
  const member = membership(live);
  const shared = isGroupTablet(live) && entity.source === "tablet" && entity.group_id === member?.group_id;
  return shared || live.isMine(entity.id);
}

/**
 * Whether a change of a card or goal is typed in its draft: a second one would take its place.
 * @param {Read} live @param {string} draft @param {"contribution"|"goal"} type
 */
export function isChanging(live, draft, type) {
  const entity = !live.isBlank(draft) && entities(live, type)[live.draft(draft).id];
  return Boolean(entity && mayChange(live, entity));
}

/**
 * Whether what was refused is mended as something new: it was, or there is nothing left to change.
 * @param {OutboxItem} item
 */
export function becomesNew({ command, code }) {
  return ["post_contribution", "propose_goal"].includes(command.type) || code === "withdrawn";
}

// Letters, and our languages that are written with them.
/** @type {[RegExp, string[]][]} */
const SCRIPTS = [
  [/[\u0600-\u06ff]/, ["ar", "fa"]],
  [/[\u0400-\u04ff]/, ["uk", "ru"]],
];

/**
 * The language of a text: that of the page, unless the script says otherwise; then it is not known.
 * @param {string} text @param {string} lang
 */
export function writtenLanguage(text, lang) {
  const fits = SCRIPTS.every(([letters, languages]) => letters.test(text) === languages.includes(lang));
  return fits ? lang.split("-")[0] : "";
}

/**
 * What a state means, said in a sentence. `item`: what waits, or null.
 * @param {string} state @param {OutboxItem|null} item @param {Live["t"]} t
 */
export function stateDetail(state, item, t) {
  if (item && (state === "refused" || item.code === "table_paused")) return sentenceOf(item.code ?? "", item.params, t);
  return state === "unsent" || state === "late" ? t("common.detail." + state) : "";
}

/**
 * Minutes of the timer: null where none runs, 0 when it is over. Never seconds.
 * @param {Pick<Live, "store">} live @param {number} now
 */
export function minutesLeft(live, now) {
  const ends = live.store.workshop && live.store.workshop.timer_ends_at;
  return ends ? minutesOf(ends - now) : null;
}

// Which phase runs, which one is for what, and what the laptop would take now, as far as a device knows. What a phase allows and shows stands in facilitation/phases.py.

import { LATE, PHASES } from "./protocol.gen.js";

/** @import { Drafts } from "./drafts.js" */
/** @import { Identity } from "./shapes.js" */
/** @import { State } from "./store.js" */
/** @import { Workshop } from "./protocol.gen.js" */

/** The row of the phase that runs now, or null before the first snapshot. @param {Workshop|null} workshop */
export function phaseOf(workshop) {
  return (workshop && PHASES.find((phase) => phase.id === workshop.phase)) || null;
}

/**
 * The row of the phase in which participants send commands of this type: the one that runs now, else the first.
 * @param {string} type @param {Workshop|null} workshop
 */
export function phaseFor(type, workshop) {
  return [phaseOf(workshop), ...PHASES].find((phase) => phase?.allows.includes(type));
}

/** @type {Object<string, string>} */
const HANDED_IN_BY = {
  card: "post_contribution",
  edit: "edit_contribution",
  goal: "propose_goal",
  goal_edit: "edit_goal",
};

/**
 * Whether a command holds what somebody typed or marked, which is kept when it is refused.
 * @param {{type: string}} command
 */
export const isTyped = ({ type }) => LATE.includes(type) || type === "cast_ballot";

/** Whether participants may send commands of this type now. @param {Workshop|null} workshop @param {string} type */
export function allowedIn(workshop, type) {
  if (!workshop || workshop.finished) return false;
  return Boolean(phaseOf(workshop)?.allows.includes(type)) || (workshop.late_allowed && LATE.includes(type));
}

/** Whether the table of this device is paused. @param {State} store @param {Identity} identity */
export function isPaused(store, identity) {
  return Boolean(store.byType.group?.[identity.group_id ?? ""]?.paused);
}

/** What of a workshop decides that. @param {Workshop|null} workshop */
export const whatAllows = (workshop) => [workshop?.phase, workshop?.late_allowed, workshop?.finished];

/**
 * How much was typed for a phase that is over, and has not been sent.
 * @param {Drafts} drafts @param {Workshop|null} workshop
 */
export function leftTyped(drafts, workshop) {
  const { allows } = phaseOf(workshop) ?? PHASES[0];
  const over = Object.keys(HANDED_IN_BY).filter((name) => !allows.includes(HANDED_IN_BY[name]));
  return workshop ? over.filter((name) => !drafts.blank(name)).length : 0;
}

// Which step runs, which one is for what, and what the laptop would take now, as far as a device knows. What a kind of
// steps allows and shows stands in facilitation/model/agenda.py.

import { LATE, STEP_KINDS } from "./protocol.gen.js";

/** @import { Drafts } from "./drafts.js" */
/** @import { Identity } from "./shapes.js" */
/** @import { State } from "./store.js" */
/** @import { Step, Workshop } from "./protocol.gen.js" */

/** @typedef {{allows: string[], phone: string, stage: string}} StepKind */
/** @typedef {Step & StepKind} AgendaStep a step, and what its kind allows and shows */

/** @type {Object<string, StepKind>} */
const KINDS = STEP_KINDS;

/** @param {Step} step @returns {AgendaStep} */
const withKind = (step) => ({ ...KINDS[step.kind], ...step });

/** The steps of a workshop. @param {Workshop} workshop */
export const agendaOf = ({ agenda }) => agenda.map(withKind);

/**
 * The step that runs now, or null before the first snapshot.
 * @overload
 * @param {Workshop} workshop
 * @returns {AgendaStep}
 */
/**
 * @overload
 * @param {Workshop|null} workshop
 * @returns {AgendaStep|null}
 */
/** @param {Workshop|null} workshop */
export function stepNow(workshop) {
  return workshop && withKind(workshop.agenda.find((step) => step.id === workshop.phase) ?? workshop.agenda[0]);
}

/**
 * The step in which participants send commands of this type: the one that runs now, else the first; where the agenda
 * has none, one as it would be.
 * @param {string} type @param {Workshop} workshop @returns {AgendaStep}
 */
export function stepFor(type, workshop) {
  const found = [stepNow(workshop), ...agendaOf(workshop)].find((step) => step.allows.includes(type));
  const [kind, row] = Object.entries(STEP_KINDS).find(([, { allows }]) => allows.includes(type)) ?? ["", {}];
  return found ?? /** @type {any} */ ({ id: "", kind, title: "", minutes: 0, question: "", questions_in: {}, ...row });
}

/** What a step is called. @param {Step} step @param {(key: string) => string} t */
export const stepName = (step, t) => step.title || t("common.phase." + step.kind);

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
  return Boolean(stepNow(workshop)?.allows.includes(type)) || (workshop.late_allowed && LATE.includes(type));
}

/** Whether the table of this device is paused. @param {State} store @param {Identity} identity */
export function isPaused(store, identity) {
  return Boolean(store.byType.group?.[identity.group_id ?? ""]?.paused);
}

/** What of a workshop decides that. @param {Workshop|null} workshop */
export const whatAllows = (workshop) => [workshop?.phase, workshop?.late_allowed, workshop?.finished];

/**
 * How much was typed for a step that is over, and has not been sent.
 * @param {Drafts} drafts @param {Workshop|null} workshop
 */
export function leftTyped(drafts, workshop) {
  const allows = stepNow(workshop)?.allows ?? [];
  const over = Object.keys(HANDED_IN_BY).filter((name) => !allows.includes(HANDED_IN_BY[name]));
  return workshop ? over.filter((name) => !drafts.blank(name)).length : 0;
}

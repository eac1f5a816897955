// What the laptop would take now, as far as a device knows.

import { LATE, PHASES } from "./protocol.gen.js";

const HANDED_IN_BY = {
  card: "post_contribution",
  edit: "edit_contribution",
  goal: "propose_goal",
  goal_edit: "edit_goal",
};

/** Whether a command holds what somebody typed or marked, which is kept when it is refused. */
export const isTyped = ({ type }) => LATE.includes(type) || type === "cast_ballot";

/** Whether participants may send commands of this type now. */
export function allowedIn(workshop, type) {
  if (!workshop || workshop.finished) return false;
  const phase = PHASES.find((one) => one.id === workshop.phase);
  return Boolean(phase?.allows.includes(type)) || (workshop.late_allowed && LATE.includes(type));
}

/** What of a workshop decides that. */
export const whatAllows = (workshop) => [workshop?.phase, workshop?.late_allowed, workshop?.finished];

/** How much was typed for a phase that is over, and has not been sent. */
export function leftTyped(drafts, workshop) {
  const { allows } = PHASES.find((one) => one.id === workshop?.phase) ?? PHASES[0];
  const over = Object.keys(HANDED_IN_BY).filter((name) => !allows.includes(HANDED_IN_BY[name]));
  return workshop ? over.filter((name) => !drafts.blank(name)).length : 0;
}

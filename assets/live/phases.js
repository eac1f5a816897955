// Which phase runs, and which one is for what. What a phase allows and shows stands in facilitation/phases.py.

import { PHASES } from "./protocol.gen.js";

/** The row of the phase that runs now, or null before the first snapshot. */
export function phaseOf(workshop) {
  return (workshop && PHASES.find((phase) => phase.id === workshop.phase)) || null;
}

/** The row of the phase in which participants send commands of this type: the one that runs now, else the first. */
export function phaseFor(type, workshop) {
  return [phaseOf(workshop), ...PHASES].find((phase) => phase?.allows.includes(type));
}

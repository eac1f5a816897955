// A printed voting slip that this device holds. It comes with the address that was scanned, or is typed.

import { CODE_ALPHABET, LIMITS } from "./protocol.gen.js";

/** @import { Keep } from "./keep.js" */
/** @import { CastBallot } from "./protocol.gen.js" */
/** @import { Identity, Place } from "./shapes.js" */

const SCANNED_SLIP = new RegExp(`^(/j/\\w+)/v/([${CODE_ALPHABET}]{${LIMITS.slip}})/?$`, "i");

/**
 * A phone that holds one already must not take a neighbour's for its owner's. A tablet's is for the next turn.
 * @param {Identity} identity @param {string} slip
 */
function hold(identity, slip) {
  const another = identity.device !== "tablet" && identity.slip && identity.slip !== slip;
  if (another) identity.scanned = slip;
  else Object.assign(identity, { slip, scanned: null });
}

/**
 * Keeps a scanned slip, and takes it out of the page's address where it survives a reload without.
 * @param {Identity} identity @param {Keep} keep @param {{location: Place, history: History}} page
 */
export function takeSlip(identity, keep, { location, history } = window) {
  const [, page, slip] = SCANNED_SLIP.exec(location.pathname) ?? [];
  if (!slip) return;
  hold(identity, slip.toUpperCase());
  if (keep.set("identity", identity)) history.replaceState(null, "", page);
}

/**
 * Not one that was cast in a turn, or with a slip that is held no longer.
 * @param {CastBallot} ballot @param {Identity} identity
 */
export function isOwnBallot({ turn, slip }, identity) {
  return !turn && (!slip || slip === identity.slip);
}

// The table whose poster was scanned. It comes with the page's address.

/** @import { Keep } from "./keep.js" */
/** @import { Identity, Place } from "./shapes.js" */

const SCANNED_TABLE = /^(\/j\/\w+)\/g\/\d+\/?$/;

/**
 * Takes the table out of the page's address where a reload knows without it where this device sits.
 * @param {Identity} identity @param {Keep} keep @param {{location: Place, history: History}} page
 */
export function leaveScannedTable(identity, keep, { location, history } = window) {
  const [, page] = SCANNED_TABLE.exec(location.pathname) ?? [];
  if (page && keep.set("identity", identity)) history.replaceState(null, "", page);
}

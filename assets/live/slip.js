// A printed voting slip that this device holds. It comes with the address that was scanned, or is typed.

import { LIMITS } from "./protocol.gen.js";

const SCANNED_SLIP = new RegExp(`^(/j/\\w+)/v/([A-HJ-NP-Z2-9]{${LIMITS.slip}})/?$`, "i");

/** Keeps a scanned slip, and takes it out of the page's address where it survives a reload without. */
export function takeSlip(identity, keep, { location, history } = window) {
  const [, page, slip] = SCANNED_SLIP.exec(location.pathname) ?? [];
  if (!slip) return;
  identity.slip = slip.toUpperCase();
  if (keep.set("identity", identity)) history.replaceState(null, "", page);
}

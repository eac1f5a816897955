// Who this device is. Its only secret is a personal code, made here: who types it on another device is the
// same person there. The laptop keeps no code, only what can be computed from it one way.

import { newPersonalCode } from "./ids.js";

/** @import { Keep } from "./keep.js" */
/** @import { Identity, Reactive, Role, Watch } from "./shapes.js" */

const TOKEN_START = "personal-code-";
const WHO = "identity";

/** What a code is in a Hello. @param {string} code */
export function tokenOf(code) {
  return TOKEN_START + code;
}

/** Kept. @param {{keep: Keep, reactive: Reactive, watch: Watch, role: Role}} options @returns {Identity} */
export function createIdentity({ keep, reactive, watch, role }) {
  const nobody = { token: null, code: null, group_id: null, device: "phone", slip: null, scanned: null };
  /** @type {Identity} */
  const identity = reactive({ ...nobody, ...keep.get(WHO, {}) });
  if (role !== "participant") return identity;
  if (!identity.token) {
    identity.code = newPersonalCode();
    identity.token = tokenOf(identity.code);
    keep.set(WHO, identity); // and not what was only read: another tab may be sitting down
  }
  // What another tab changed is not written back: it may have changed again, and two tabs would argue for ever.
  let fromOtherTab = false;
  watch(identity, () => fromOtherTab || keep.set(WHO, identity), { flush: "sync" });
  keep.onOtherTab((key, value) => {
    if (key !== WHO || !value) return;
    fromOtherTab = true;
    Object.assign(identity, value);
    fromOtherTab = false;
  });
  return identity;
}

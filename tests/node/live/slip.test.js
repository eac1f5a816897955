import assert from "node:assert/strict";
import { test } from "node:test";

import { takeSlip } from "../../../assets/live/slip.js";

/** A page at `pathname`. `lasting`: whether what is kept survives a reload; `known`: what the device is and holds. */
function opened(pathname, lasting = true, known = {}) {
  const identity = { slip: null, scanned: null, ...known };
  const shown = [];
  const env = { location: { pathname }, history: { replaceState: (_, __, path) => shown.push(path) } };
  takeSlip(identity, { set: () => lasting }, env);
  return { slip: identity.slip, scanned: identity.scanned, shown };
}

test("a scanned slip is kept and leaves the address", () => {
  assert.deepEqual(opened("/j/KTM4PZ/v/ktm4pz7wq2hj"), { slip: "KTM4PZ7WQ2HJ", scanned: null, shown: ["/j/KTM4PZ"] });
});

test("where nothing is kept, the slip stays in the address, so that a reload finds it", () => {
  assert.deepEqual(opened("/j/KTM4PZ/v/KTM4PZ7WQ2HJ", false), { slip: "KTM4PZ7WQ2HJ", scanned: null, shown: [] });
});

test("what is no slip is left alone", () => {
  for (const path of ["/j/KTM4PZ", "/j/KTM4PZ/g/2", "/j/KTM4PZ/v/SHORT", "/j/KTM4PZ/v/KTM4PZ7WQ2H0"]) {
    assert.deepEqual(opened(path), { slip: null, scanned: null, shown: [] });
  }
});

test("a second slip on a phone is nobody's until somebody says whose it is; a tablet's is for the next turn", () => {
  const second = "/j/KTM4PZ/v/ZZZZ7WQ2HJKT";
  const first = { slip: "KTM4PZ7WQ2HJ", device: "phone" };
  assert.deepEqual(opened(second, true, first), {
    slip: "KTM4PZ7WQ2HJ",
    scanned: "ZZZZ7WQ2HJKT",
    shown: ["/j/KTM4PZ"],
  });
  const again = { ...first, scanned: "ZZZZ7WQ2HJKT" };
  assert.equal(opened("/j/KTM4PZ/v/KTM4PZ7WQ2HJ", true, again).scanned, null);
  assert.equal(opened(second, true, { ...first, device: "tablet" }).slip, "ZZZZ7WQ2HJKT");
});

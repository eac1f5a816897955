import assert from "node:assert/strict";
import { test } from "node:test";

import { takeSlip } from "../../assets/live/slip.js";

/** A page at `pathname`. `lasting`: whether what is kept survives a reload. */
function opened(pathname, lasting = true) {
  const identity = { slip: null };
  const shown = [];
  const env = { location: { pathname }, history: { replaceState: (_, __, path) => shown.push(path) } };
  takeSlip(identity, { set: () => lasting }, env);
  return { slip: identity.slip, shown };
}

test("a scanned slip is kept and leaves the address", () => {
  assert.deepEqual(opened("/j/KTM4PZ/v/ktm4pz7wq2hj"), { slip: "KTM4PZ7WQ2HJ", shown: ["/j/KTM4PZ"] });
});

test("where nothing is kept, the slip stays in the address, so that a reload finds it", () => {
  assert.deepEqual(opened("/j/KTM4PZ/v/KTM4PZ7WQ2HJ", false), { slip: "KTM4PZ7WQ2HJ", shown: [] });
});

test("what is no slip is left alone", () => {
  for (const path of ["/j/KTM4PZ", "/j/KTM4PZ/g/2", "/j/KTM4PZ/v/SHORT", "/j/KTM4PZ/v/KTM4PZ7WQ2H0"]) {
    assert.deepEqual(opened(path), { slip: null, shown: [] });
  }
});

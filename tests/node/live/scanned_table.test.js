import assert from "node:assert/strict";
import { test } from "node:test";

import { leaveScannedTable } from "../../../assets/live/scanned_table.js";

/** What the address becomes. `lasting`: whether what is kept survives a reload. */
function left(pathname, lasting = true) {
  const shown = [];
  const env = { location: { pathname }, history: { replaceState: (_, __, path) => shown.push(path) } };
  leaveScannedTable({ group_id: "table-1" }, { set: () => lasting }, env);
  return shown;
}

test("a scanned table leaves the address, and nothing else does", () => {
  assert.deepEqual(
    [left("/j/KTM4PZ/g/3"), left("/j/KTM4PZ"), left("/j/KTM4PZ/v/KTM4PZ7WQ2HJ")],
    [["/j/KTM4PZ"], [], []],
  );
});

test("where nothing is kept, the table stays in the address, so that a reload finds it", () => {
  assert.deepEqual(left("/j/KTM4PZ/g/3", false), []);
});

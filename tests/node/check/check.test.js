import assert from "node:assert/strict";
import { test } from "node:test";

import { lasted } from "../../../assets/components/check/tests.js";

test("a phone whose clock was set while it was locked still tells how long that was, as the laptop takes it", () => {
  assert.equal(lasted(1_000_000, 1_020_000), 20_000);
  assert.equal(lasted(1_020_000, 1_000_000), 0);
  assert.equal(lasted(0, 9_000_000), 3_600_000);
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { minutesOf } from "../../../assets/live/minutes.js";

const MINUTE = 60000;

test("seven minutes are seven where the laptop's time took a moment to come", () => {
  for (const late of [0, 1, 40, 900]) assert.equal(minutesOf(7 * MINUTE + late), 7);
});

test("a minute that has begun counts, down to its last moment", () => {
  assert.equal(minutesOf(6 * MINUTE + 1500), 7);
  assert.equal(minutesOf(1), 1);
  assert.equal(minutesOf(900), 1);
});

test("what is over is over, however long ago", () => {
  for (const left of [0, -1, -90 * MINUTE]) assert.equal(minutesOf(left), 0);
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { votingNow } from "../../../assets/components/shared/voting.js";

const voting = (id, open, opened_at) => [id, { id, open, opened_at }];
const now = (...votings) => votingNow({ voting: Object.fromEntries(votings) })?.id;

test("the newest voting is the one that is spoken of", () => {
  assert.equal(now(), undefined);
  assert.equal(now(voting("first", false, 1000), voting("second", false, 2000)), "second");
});

test("an open voting goes before all others, also where the laptop's clock was set back", () => {
  assert.equal(now(voting("closed", false, 9000), voting("open", true, 5000)), "open");
});

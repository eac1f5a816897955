import assert from "node:assert/strict";
import { test } from "node:test";

import { STEP_KINDS, LIMITS, make, message } from "../../../assets/live/protocol.gen.js";
import "../../../assets/live/moderator.gen.js";
import { Store } from "../../../assets/live/store.js";
import { golden, settled } from "../helpers.js";

const frames = golden("to_device");
const camel = (type) => type.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());

function without(object, name) {
  const { [name]: _, ...rest } = object;
  return rest;
}

for (const [name, frame] of Object.entries(golden("to_server"))) {
  test(`the constructors make ${name}`, () => {
    const fields = without(frame, "type");
    if (frame.command) fields.command = make[camel(frame.command.type)](without(frame.command, "type"));
    assert.deepEqual(message[frame.type](fields), frame);
  });
}

test("constructors refuse unknown and missing fields", () => {
  assert.throws(() => make.withdrawGoal({ id: "x" }), /withdraw_goal needs version/);
  assert.throws(() => make.undo({ step: 1 }), /undo has no step/);
});

test("phases and limits came along", () => {
  assert.equal(STEP_KINDS.write.phone, "write");
  assert.equal(LIMITS.commands.post_contribution.text, 1000);
  assert.equal("create_dialogue" in LIMITS.commands, false); // on a phone every byte counts
});

test("a story of frames leads to the expected state", async () => {
  const story = golden("story");
  let deliver;
  const load = () => new Promise((resolve) => (deliver = resolve));
  const store = new Store({ load, onGap: () => assert.fail("gap") });
  for (const name of story.frames) {
    if (name === "snapshot") deliver(frames.snapshot);
    else store.apply(frames[name]);
    await settled();
  }
  const { epoch, seq, ready, byType, presence, workshop } = store.state;
  const contributions = Object.fromEntries(Object.values(byType.contribution).map((c) => [c.id, c.text]));
  const counts = { groups: Object.keys(byType.group).length, fields: Object.keys(byType.field).length };
  const found = { epoch, seq, ready, contributions, ...counts, people: presence.people, workshop: workshop.id };
  assert.deepEqual(found, story.expected);
});

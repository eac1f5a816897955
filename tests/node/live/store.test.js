import assert from "node:assert/strict";
import { test } from "node:test";

import { Store } from "../../../assets/live/store.js";
import { golden, settled } from "../helpers.js";

const frames = golden("to_device");

function storeWith(snapshot = frames.snapshot) {
  const asked = [];
  const gaps = [];
  const load = async (path) => (asked.push(path), snapshot instanceof Error ? Promise.reject(snapshot) : snapshot);
  const store = new Store({ load, onGap: () => gaps.push(true) });
  return { asked, gaps, state: store.state, apply: (frame) => store.apply(frame) };
}

test("a gap asks the server and changes nothing", async () => {
  const { state, apply, gaps } = storeWith();
  await apply(frames.welcome_newcomer);
  apply(frames.delta_several);
  assert.equal(state.seq, 40);
  assert.equal(gaps.length, 1);
});

test("another epoch replaces everything", async () => {
  const { state, apply } = storeWith({ ...frames.snapshot_for_moderators, epoch: "0000", seq: 3 });
  await apply(frames.welcome_newcomer);
  await apply({ ...frames.welcome_newcomer, epoch: "0000", seq: 3, snapshot: "/other" });
  assert.deepEqual([state.epoch, state.seq], ["0000", 3]);
  assert.deepEqual(Object.keys(state.byType.goal), []);
});

test("an older snapshot of the same epoch is not loaded again", async () => {
  const { state, apply, asked } = storeWith();
  await apply(frames.welcome_newcomer);
  apply(frames.delta_posted);
  apply(frames.welcome_newcomer);
  assert.equal(asked.length, 1);
  assert.equal(state.seq, 41);
});

test("refresh loads what was missed", async () => {
  const { state, apply } = storeWith({ ...frames.snapshot, seq: 90 });
  await apply(frames.refresh);
  assert.equal(state.seq, 90);
});

test("a snapshot that cannot be loaded is asked for anew", async () => {
  const { state, apply, gaps } = storeWith(new Error("gone"));
  await apply(frames.welcome_newcomer);
  assert.equal(state.ready, false);
  assert.equal(gaps.length, 1);
});

test("presence is the newest one, also while a snapshot loads", async () => {
  const { state, apply } = storeWith();
  apply(frames.welcome_newcomer);
  apply(frames.presence);
  assert.equal(state.presence.people, 3);
  await settled();
  assert.equal(state.presence.people, 3);
});

test("what is not sent of a card is what it has by default", async () => {
  const { state, apply } = storeWith();
  await apply(frames.welcome_newcomer);
  apply(frames.delta_posted);
  const [sent] = frames.delta_posted.changes[0].puts;
  for (const card of [state.byType.contribution[sent.id], ...Object.values(state.byType.contribution)]) {
    const { version, author_id, cluster_id, field_id, hidden, withdrawn, text_version } = card;
    const found = [version, author_id, cluster_id, field_id, hidden, withdrawn, text_version];
    assert.deepEqual(found, [1, null, null, null, null, false, 1]);
  }
  assert.equal("hidden" in sent, false);
});

test("unknown types of entities and frames are left alone", async () => {
  const { state, apply } = storeWith();
  await apply(frames.welcome_newcomer);
  apply({ type: "news" });
  apply({
    type: "delta",
    changes: [{ seq: 41, name: "x", puts: [{ type: "measure", id: "1" }], drops: [["measure", "2"]] }],
  });
  assert.equal(state.seq, 41);
});

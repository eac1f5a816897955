import assert from "node:assert/strict";
import { test } from "node:test";

import { Keep } from "../../../assets/live/keep.js";
import { Mine } from "../../../assets/live/mine.js";
import { make } from "../../../assets/live/protocol.gen.js";
import { Store } from "../../../assets/live/store.js";
import { golden, sharedStorage } from "../helpers.js";

const frames = golden("to_device");
const card = frames.delta_posted.changes[0].puts[0];
const posted = make.postContribution({ id: card.id, kind: card.kind, text: card.text });

/** A device that posted one card, and has seen it appear. */
async function author(shared = sharedStorage()) {
  const { storage, listen } = shared.tab();
  globalThis.window = { addEventListener: (_, f) => listen(f) };
  const store = new Store({ load: async () => frames.snapshot });
  const { state } = store;
  const apply = (frame) => store.apply(frame);
  const mine = new Mine({ keep: new Keep("K7WM4P", storage), state });
  mine.welcomed(frames.welcome_newcomer);
  await apply(frames.welcome_newcomer);
  mine.saved(posted, { seq: 41, version: 1 });
  return { mine, state, apply, shared };
}

const shown = (mine) => mine.list("contribution").map(({ text, gone, version }) => [text, gone, version]);

test("an own card is listed as everybody sees it", async () => {
  const { mine, apply } = await author();
  apply(frames.delta_posted);
  apply(frames.delta_several);
  assert.equal(mine.isMine(card.id), true);
  assert.deepEqual(shown(mine), [[card.text, "", 2]]);
});

test("a card that was saved but is not seen yet is not called hidden", async () => {
  const { mine } = await author();
  assert.deepEqual(shown(mine), [[card.text, "", 1]]);
});

test("a hidden card is shown to its author, in its last wording", async () => {
  const { mine, apply } = await author();
  for (const name of ["delta_posted", "delta_several"]) apply(frames[name]);
  mine.saved(make.editContribution({ id: card.id, version: 2, kind: "challenge", text: "neu" }), {
    seq: 43,
    version: 3,
  });
  apply(frames.delta_hidden);
  assert.deepEqual(shown(mine), [["neu", "hidden", 3]]);
});

test("a card that was withdrawn elsewhere is not said to be hidden", async () => {
  const { mine, state, apply } = await author();
  for (const name of ["delta_posted", "delta_several"]) apply(frames[name]);
  const [change] = frames.delta_hidden.changes;
  apply({ ...frames.delta_hidden, changes: [{ ...change, name: "contribution_withdrawn" }] });
  assert.deepEqual(shown(mine), [[card.text, "withdrawn", 1]]);
  state.you = { ...state.you, withdrawn: [] };
  assert.deepEqual(shown(mine), [[card.text, "hidden", 1]]);
});

test("nor is one that was withdrawn while the phone was away", async () => {
  const { mine, state, apply } = await author();
  for (const name of ["delta_posted", "delta_several", "delta_hidden"]) apply(frames[name]);
  state.you = { ...frames.welcome_back.you, own: [card.id], withdrawn: [card.id] };
  assert.deepEqual(shown(mine), [[card.text, "withdrawn", 1]]);
});

test("a card that was taken back is shown so, and can be wanted again", async () => {
  const { mine, state } = await author();
  mine.saved(make.withdrawContribution({ id: card.id, version: 1 }), { seq: 42, version: 2 });
  assert.deepEqual([shown(mine), mine.isMine(card.id)], [[[card.text, "withdrawn", 2]], true]);
  state.you = { ...state.you, withdrawn: [card.id] };
  mine.saved(make.reclaimContribution({ id: card.id }), { seq: 43, version: 3 });
  assert.deepEqual(state.you.withdrawn, []);
  assert.deepEqual(shown(mine), [[card.text, "", 3]]);
});

test("what an older database does not know goes from the device too", async () => {
  const { mine, shared } = await author();
  mine.welcomed({ ...frames.welcome_back, epoch: "0000", you: { ...frames.welcome_back.you, own: [] } });
  assert.deepEqual(shown(mine), []);
  assert.equal(shared.values.size, 0);
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { Drafts } from "../../../assets/live/drafts.js";
import { digestOf, newCommandId, newId } from "../../../assets/live/ids.js";
import { Keep } from "../../../assets/live/keep.js";
import { readingTab, sharedStorage } from "../helpers.js";

test("ids are random and tell nothing of the device's clock", () => {
  assert.match(newId(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(newId().slice(0, 8), newId().slice(0, 8));
});

test("command ids are what the protocol allows", () => {
  assert.match(newCommandId(), /^[0-9a-zA-Z_-]{22}$/);
});

test("a digest is short, the same everywhere, and another one for another text", () => {
  assert.equal(digestOf("Viele helfen mit."), digestOf("Viele helfen mit."));
  const texts = Array.from({ length: 5000 }, (_, n) => `Karte ${n}`);
  assert.equal(new Set(texts.map(digestOf)).size, texts.length);
  assert.ok(texts.every((text) => /^[0-9a-z]{2,14}$/.test(digestOf(text))));
});

function keepOf(shared) {
  const { storage, listen } = shared.tab();
  globalThis.window = { addEventListener: (_, f) => listen(f) };
  return new Keep("K7WM4P", storage);
}

test("workshops and broken values do not disturb each other", () => {
  const shared = sharedStorage();
  const keep = keepOf(shared);
  keep.set("draft.a", { text: "x" });
  shared.values.set("zr.OTHER2.draft.b", "1");
  shared.values.set("zr.K7WM4P.broken", "{");
  assert.deepEqual(keep.keys("draft."), ["draft.a"]);
  assert.equal(keep.get("broken", "fallback"), "fallback");
});

test("a full storage keeps things in memory", () => {
  const full = () => {
    throw new Error("QuotaExceededError");
  };
  const keep = new Keep("K7WM4P", { getItem: () => null, setItem: full, removeItem: () => {} });
  assert.equal(keep.set("a", 1), false);
  assert.deepEqual([keep.get("a"), keep.keys("")], [1, ["a"]]);
  keep.remove("a");
  assert.equal(keep.get("a"), null);
});

/** Drafts with a `watch` that the test calls, as Vue would at each change. */
function draftsOf(shared) {
  const changed = [];
  const keep = keepOf(shared);
  const drafts = new Drafts({ keep, reactive: (value) => value, watch: (_, f) => changed.push(f) });
  return Object.assign(drafts, { typed: () => changed.forEach((f) => f()) });
}

test("a draft survives a reload with the id it was given", () => {
  const shared = sharedStorage();
  const first = draftsOf(shared);
  const draft = first.draft("card", () => ({ id: newId(), text: "" }));
  draft.text = "halb";
  first.typed();
  assert.deepEqual(
    draftsOf(shared).draft("card", () => ({ id: newId(), text: "" })),
    draft,
  );
});

test("everybody gets the same draft, and a new one after it is cleared", () => {
  const drafts = draftsOf(sharedStorage());
  const draft = drafts.draft("card", () => ({ id: newId(), text: "" }));
  const { id } = draft;
  Object.assign(draft, { text: "x", extra: 1 });
  assert.equal(drafts.draft("card"), draft);
  drafts.clear("card");
  assert.deepEqual(Object.keys(draft), ["id", "text"]);
  assert.notEqual(draft.id, id);
});

test("a tab that is opened writes nothing of a draft that it only read", () => {
  const shared = sharedStorage();
  const blank = () => ({ id: newId(), kind: "", text: "" });
  draftsOf(shared).draft("card", blank);
  const { storage, written } = readingTab(shared);
  const kept = new Keep("K7WM4P", storage);
  new Drafts({ keep: kept, reactive: (value) => value, watch: () => {} }).draft("card", blank);
  assert.deepEqual(written, []);
});

test("two tabs type into one draft", () => {
  const shared = sharedStorage();
  const [one, two] = [draftsOf(shared), draftsOf(shared)];
  const draft = two.draft("card", { text: "" });
  one.draft("card", { text: "" }).text = "halb";
  one.typed();
  assert.equal(draft.text, "halb");
});

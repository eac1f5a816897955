import assert from "node:assert/strict";
import { test } from "node:test";

import { codeInGroups, whoHas } from "../../../assets/live/coming_back.js";
import { createIdentity, tokenOf } from "../../../assets/live/identity.js";
import { newPersonalCode } from "../../../assets/live/ids.js";
import { Keep } from "../../../assets/live/keep.js";
import { typedCode } from "../../../assets/live/typed_code.js";
import { readingTab, sharedStorage } from "../helpers.js";

function identityOf(shared, role = "participant") {
  const { storage, listen } = shared.tab();
  globalThis.window = { addEventListener: (_, f) => listen(f) };
  const changed = [];
  const watch = (_, f, { immediate }) => (changed.push(f), immediate && f());
  const identity = createIdentity({ keep: new Keep("K7WM4P", storage), reactive: (one) => one, watch, role });
  return { identity, changed: () => changed.forEach((f) => f()) };
}

test("a code has twelve characters that nobody mixes up, and no two are alike", () => {
  const codes = Array.from({ length: 200 }, newPersonalCode);
  assert.ok(codes.every((code) => /^[A-HJ-NP-Z2-9]{12}$/.test(code)));
  assert.equal(new Set(codes).size, 200);
  assert.ok(new Set(codes.join("")).size === 32);
});

test("the device stays the same person after a reload", () => {
  const shared = sharedStorage();
  const { identity } = identityOf(shared);
  assert.equal(identity.token, tokenOf(identity.code));
  assert.ok(identity.token.length >= 22 && identity.token.length < 32);
  assert.equal(identityOf(shared).identity.code, identity.code);
});

test("a device from before there were codes keeps its secret", () => {
  const shared = sharedStorage();
  shared.values.set("zr.K7WM4P.identity", JSON.stringify({ token: "AbCdEfGhIjKlMnOpQrStUvWxYz012345", group_id: "g" }));
  const { identity } = identityOf(shared);
  assert.deepEqual([identity.token.slice(0, 4), identity.code, identity.group_id], ["AbCd", null, "g"]);
});

test("a stage and a moderator have no secret", () => {
  const shared = sharedStorage();
  assert.equal(identityOf(shared, "stage").identity.token, null);
  assert.equal(shared.values.size, 0);
});

test("a code that is typed in one tab makes the other tab the same person", () => {
  const shared = sharedStorage();
  const [one, two] = [identityOf(shared), identityOf(shared)];
  Object.assign(one.identity, { code: "KTMXWPRSABCD", token: tokenOf("KTMXWPRSABCD"), group_id: "g" });
  one.changed();
  assert.equal(two.identity.token, tokenOf("KTMXWPRSABCD"));
});

test("a tab that is opened does not write who it read that it is", () => {
  const shared = sharedStorage();
  const { identity } = identityOf(shared);
  const { storage, written } = readingTab(shared);
  const keep = new Keep("K7WM4P", storage);
  const watch = (_, f, { immediate }) => immediate && f();
  assert.equal(createIdentity({ keep, reactive: (one) => one, watch, role: "participant" }).code, identity.code);
  assert.deepEqual(written, []);
});

test("a tab that hears late of a change does not take it back", () => {
  const shared = sharedStorage();
  identityOf(shared);
  const listeners = [];
  globalThis.window = { addEventListener: (_, f) => listeners.push(f) };
  // As Vue does with flush "sync": called at every single change.
  const watch = (_, f) => (sync = f);
  const reactive = (one) => new Proxy(one, { set: (at, key, value) => ((at[key] = value), sync?.(), true) });
  let sync = null;
  createIdentity({ keep: new Keep("K7WM4P", shared.tab().storage), reactive, watch, role: "participant" });
  const key = "zr.K7WM4P.identity";
  const older = JSON.stringify({ ...JSON.parse(shared.values.get(key)), group_id: "before" });
  shared.values.set(key, JSON.stringify({ ...JSON.parse(older), group_id: "now" }));
  listeners.forEach((f) => f({ key, newValue: older }));
  assert.equal(JSON.parse(shared.values.get(key)).group_id, "now");
});

test("a code is understood however it is written", () => {
  const meant = "KTMXWPRS2QLH";
  const typed = [
    "ktmx wprs 2qlh",
    "KTMX-WPRS–2QLH",
    " ktmxwprs20|h ",
    "КТМХ wprs ٢oiН",
    "ｋｔｍｘWPRS2QLH",
    "ktmx.wprs.۲01н",
  ];
  for (const one of typed) assert.equal(typedCode(one), meant, one);
  assert.equal(typedCode("<script>"), "SCRLPT");
  assert.equal(typedCode(""), "");
  assert.deepEqual(codeInGroups(meant), ["KTMX", "WPRS", "2QLH"]);
});

test("the laptop is asked who has a code, in a body and not in an address", async () => {
  const asked = [];
  const answer = (frames) => async (url, options) => (
    asked.push([url, JSON.parse(options.body)]),
    { json: async () => frames }
  );
  const you = { participant_id: "p", group_id: "g" };
  assert.equal(await whoHas("K7WM4P", "KTMXWPRS2QLH", answer([{ type: "presence" }, { type: "welcome", you }])), you);
  assert.equal(asked[0][0], "/live/K7WM4P/poll");
  assert.equal(asked[0][1].hello.token, "personal-code-KTMXWPRS2QLH");
  await assert.rejects(whoHas("K7WM4P", "KTMXWPRS2QLH", answer({ code: "malformed" })));
});

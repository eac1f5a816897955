import assert from "node:assert/strict";
import { test } from "node:test";

import { DraftSync } from "../../../assets/live/draft_sync.js";
import { Drafts } from "../../../assets/live/drafts.js";
import { Keep } from "../../../assets/live/keep.js";
import { createClock, sharedStorage } from "../helpers.js";

const PAUSE = 2000;
const blank = (id) => () => ({ id, kind: "strength", text: "" });
const typed = (id, text) => ({ id, kind: "strength", text });
const welcome = (drafts = {}, own = []) => ({ group_id: "table", own, drafts });

/** A phone: its drafts, its line to the laptop, and a `type` that fills a draft as a person would. */
function phone({ shared = sharedStorage(), clock = createClock(), ask = true } = {}) {
  const there = [];
  const { storage, listen } = shared.tab();
  globalThis.window = { addEventListener: (_, f) => listen(f) };
  const keep = new Keep("K7WM4P", storage);
  const changed = new Map();
  const drafts = new Drafts({ keep, reactive: (one) => one, watch: (value, f) => changed.set(value, f) });
  const sent = [];
  const world = { online: true, may: true, hide: null };
  const sync = new DraftSync({
    drafts,
    keep,
    send: (frame) => world.online && sent.push(frame) > 0,
    may: () => world.may,
    exists: (id) => there.includes(id),
    onHide: (f) => (world.hide = f),
    later: clock.setTimeout,
    stop: clock.clearTimeout,
  });
  const card = ask ? drafts.draft("card", blank("here")) : null;
  const fill = (text, id) => (Object.assign(card, { text }, id ? { id } : {}), changed.get(card)());
  const ack = () => sync.answered({ type: "ack", cmd_id: sent.at(-1).cmd_id });
  const kept = () => sent.map((frame) => frame.command.drafts);
  return { ...world, world, there, sync, drafts, card, fill, ack, sent, kept, clock, shared };
}

test("what is typed goes to the laptop once the fingers rest, and only when it changed", async () => {
  const one = phone();
  one.sync.welcomed(welcome());
  one.fill("hal");
  await one.clock.pass(PAUSE - 1);
  one.fill("halb");
  await one.clock.pass(PAUSE);
  assert.deepEqual(
    one.kept().map((drafts) => JSON.parse(drafts.card).text),
    ["halb"],
  );
  one.ack();
  await one.clock.pass(10 * PAUSE);
  assert.equal(one.sent.length, 1);
});

test("what was handed in is taken away there, too", async () => {
  const one = phone();
  one.sync.welcomed(welcome());
  one.fill("halb");
  await one.clock.pass(PAUSE);
  one.ack();
  one.fill("");
  await one.clock.pass(PAUSE);
  assert.deepEqual(one.kept().at(-1), { card: "" });
});

test("a phone that is locked sends at once what is not there yet", () => {
  const one = phone();
  one.sync.welcomed(welcome());
  one.fill("halb");
  one.world.hide();
  assert.equal(one.sent.length, 1);
  one.world.hide();
  assert.equal(one.sent.length, 1);
});

test("another device goes on with it, whether it asked for the draft already or not", async () => {
  const theirs = JSON.stringify(typed("there", "vom Handy"));
  const early = phone();
  early.sync.welcomed(welcome({ card: theirs }));
  assert.deepEqual([early.card.text, early.card.id], ["vom Handy", "there"]);
  const late = phone({ ask: false });
  late.sync.welcomed(welcome({ card: theirs }));
  const card = late.drafts.draft("card", blank("here"));
  assert.deepEqual([card.text, card.id], ["vom Handy", "there"]);
  await late.clock.pass(PAUSE);
  assert.deepEqual([early.sent, late.sent], [[], []]);
});

test("what was typed here stays, and the laptop learns of it", async () => {
  const one = phone();
  one.fill("hier getippt");
  one.sync.welcomed(welcome({ card: JSON.stringify(typed("there", "anderswo")) }));
  assert.equal(one.card.text, "hier getippt");
  await one.clock.pass(PAUSE);
  assert.equal(JSON.parse(one.kept()[0].card).text, "hier getippt");
});

test("the same card, typed on elsewhere while this phone was away, is taken up", async () => {
  const one = phone();
  one.sync.welcomed(welcome());
  one.fill("Der An");
  await one.clock.pass(PAUSE);
  one.ack();
  one.sync.welcomed(welcome({ card: JSON.stringify(typed("here", "Der Anfang")) }));
  assert.equal(one.card.text, "Der Anfang");
});

test("but not if it was typed on here as well", async () => {
  const one = phone();
  one.sync.welcomed(welcome());
  one.fill("Der An");
  await one.clock.pass(PAUSE);
  one.ack();
  one.fill("Der Anstand");
  one.sync.welcomed(welcome({ card: JSON.stringify(typed("here", "Der Anfang")) }));
  assert.equal(one.card.text, "Der Anstand");
});

test("a card that was sent from another device is a draft no more", async () => {
  const one = phone();
  one.sync.welcomed(welcome());
  one.fill("Schon abgegeben");
  await one.clock.pass(PAUSE);
  one.ack();
  one.sync.welcomed(welcome({}, ["here"]));
  assert.equal(one.card.text, "");
  const two = phone();
  two.sync.welcomed(welcome({ card: JSON.stringify(typed("there", "Schon abgegeben")) }, ["there"]));
  assert.equal(two.card.text, "");
});

test("what was typed on after the card was sent from another device is the next card", async () => {
  for (const told of [
    (one) => (one.there.push("here"), one.sync.heard()),
    (one) => one.sync.welcomed(welcome({}, ["here"])),
  ]) {
    const one = phone();
    one.sync.welcomed(welcome());
    one.fill("Der Bus");
    await one.clock.pass(PAUSE);
    one.ack();
    one.fill("Der Bus und die Bahn");
    told(one);
    assert.equal(one.card.text, "Der Bus und die Bahn");
    assert.notEqual(one.card.id, "here");
  }
});

test("a draft goes as soon as its card comes from another device", async () => {
  const one = phone();
  one.sync.welcomed(welcome());
  one.fill("Der Bus");
  await one.clock.pass(PAUSE);
  one.ack();
  one.there.push("here");
  one.sync.heard();
  assert.equal(one.card.text, "");
});

test("a card being changed is one's own, and its draft stays", () => {
  const one = phone();
  const fields = { id: "mine", version: 1, kind: "strength", text: "Der Bus" };
  const blankEdit = () => ({ id: "", version: 0, kind: "strength", text: "" });
  const edit = one.drafts.draft("edit", blankEdit);
  one.drafts.begin("edit", fields);
  edit.text = "Der Bus fehlt";
  one.sync.welcomed(welcome({}, ["mine"]));
  assert.equal(edit.text, "Der Bus fehlt");
  const theirs = JSON.stringify(edit);
  const two = phone();
  const other = two.drafts.draft("edit", blankEdit);
  two.sync.welcomed(welcome({ edit: theirs }, ["mine"]));
  assert.deepEqual([other.id, other.text, two.drafts.blank("edit")], ["mine", "Der Bus fehlt", false]);
});

test("a laptop that has forgotten the drafts makes nobody lose them", async () => {
  const one = phone();
  one.sync.welcomed(welcome());
  one.fill("halb");
  await one.clock.pass(PAUSE);
  one.ack();
  one.sync.welcomed(welcome());
  assert.equal(one.card.text, "halb");
  await one.clock.pass(PAUSE);
  assert.equal(one.sent.length, 2);
});

test("a card handed in while the phone was away does not come back from the laptop", async () => {
  const one = phone();
  one.sync.welcomed(welcome());
  one.fill("halb");
  await one.clock.pass(PAUSE);
  one.ack();
  const theirs = one.kept()[0];
  one.drafts.clear("card");
  one.fill("", "next");
  one.sync.welcomed(welcome(theirs));
  assert.equal(one.card.text, "");
  await one.clock.pass(PAUSE);
  assert.deepEqual(one.kept().at(-1), { card: "" });
});

test("with another code, what is being typed comes along, and what waited there is not lost either", async () => {
  const one = phone();
  one.sync.welcomed(welcome());
  one.fill("auf diesem Gerät");
  one.sync.become();
  one.sync.welcomed(welcome({ card: JSON.stringify(typed("there", "auf dem anderen")) }));
  assert.equal(one.card.text, "auf dem anderen\nauf diesem Gerät");
  await one.clock.pass(PAUSE);
  assert.equal(JSON.parse(one.kept().at(-1).card).text, "auf dem anderen\nauf diesem Gerät");
});

test("nothing is sent before one sits, and after the workshop; a ballot never", async () => {
  const one = phone();
  one.sync.welcomed({ group_id: null, own: [], drafts: {} });
  one.fill("halb");
  one.drafts.draft("ballot.1", { marks: null });
  await one.clock.pass(PAUSE);
  assert.equal(one.sent.length, 0);
  one.sync.seated("table");
  await one.clock.pass(PAUSE);
  assert.deepEqual(Object.keys(one.kept()[0]), ["card"]);
  one.ack();
  one.world.may = false;
  one.fill("noch mehr");
  await one.clock.pass(PAUSE);
  assert.equal(one.sent.length, 1);
});

test("what the laptop refuses is not asked again and again", async () => {
  const one = phone();
  one.sync.welcomed(welcome());
  one.fill("halb");
  await one.clock.pass(PAUSE);
  assert.equal(one.sync.answered({ type: "rejected", cmd_id: one.sent[0].cmd_id, code: "not_saved" }), true);
  assert.equal(one.sync.answered({ type: "ack", cmd_id: "somebody-elses" }), false);
  await one.clock.pass(10 * PAUSE);
  assert.equal(one.sent.length, 1);
  one.fill("halb fertig");
  await one.clock.pass(PAUSE);
  assert.equal(one.sent.length, 2);
});

test("a card being changed counts as typed only once it reads otherwise", () => {
  const { drafts } = phone();
  const edit = drafts.draft("edit", { id: "", version: 0, kind: "strength", text: "" });
  assert.ok(drafts.blank("edit"));
  drafts.begin("edit", { id: "x", version: 3, kind: "strength", text: "Der Bus" });
  assert.ok(drafts.blank("edit"));
  edit.text = "Der Bus fehlt";
  assert.equal(drafts.blank("edit"), false);
  drafts.clear("edit");
  assert.ok(drafts.blank("edit"));
});

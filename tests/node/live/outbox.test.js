import assert from "node:assert/strict";
import { test } from "node:test";

import { Keep } from "../../../assets/live/keep.js";
import { Outbox } from "../../../assets/live/outbox.js";
import "../../../assets/live/moderator.gen.js";
import { make } from "../../../assets/live/protocol.gen.js";
import { createClock, settled, sharedStorage } from "../helpers.js";

const card = (n, text = "Viele helfen mit.") => make.postContribution({ id: `card-${n}`, kind: "strength", text });
const ack = (cmd_id, seq = 7) => ({ type: "ack", cmd_id, seq, version: 1 });
const rejected = (cmd_id, code) => ({ type: "rejected", cmd_id, code, params: {} });

/** One tab: an outbox on its own or a shared storage, and what it sent. */
function tab({ shared = sharedStorage(), clock = createClock(), ...options } = {}) {
  const { storage, listen } = shared.tab();
  globalThis.window = { addEventListener: (_, f) => listen(f) };
  const sent = [];
  const saved = [];
  let reachable = true;
  const outbox = new Outbox({
    keep: new Keep("K7WM4P", storage),
    send: (cmd_id, command) => reachable && sent.push({ cmd_id, command }) > 0,
    now: clock.now,
    later: clock.setTimeout,
    onSaved: (command, answer) => saved.push([command.id, answer.seq]),
    ...options,
  });
  const cut = () => ((reachable = false), outbox.connected(false));
  const back = () => ((reachable = true), outbox.connected(true));
  return { outbox, sent, saved, clock, shared, cut, back, ids: () => sent.map((one) => one.cmd_id) };
}

/** Under which id a command is sent. */
function idOf(command) {
  const { outbox } = tab();
  outbox.submit(command);
  return outbox.items[0].cmd_id;
}

const states = (outbox) => outbox.items.map((item) => item.state);

test("a card is stored before it is sent, and goes with its acknowledgement", async () => {
  const { outbox, shared, saved, back, ids } = tab();
  const promise = outbox.submit(card(1));
  assert.deepEqual(ids(), []);
  assert.equal(shared.values.size, 1);
  back();
  assert.deepEqual([ids(), states(outbox)], [[idOf(card(1))], ["sending"]]);
  outbox.answer(ack(idOf(card(1))));
  assert.equal((await promise).seq, 7);
  assert.deepEqual([outbox.items, shared.values.size, saved], [[], 0, [["card-1", 7]]]);
});

test("two taps are one card", async () => {
  const { outbox, back, ids } = tab();
  back();
  const first = outbox.submit(card(1));
  assert.equal(outbox.submit(card(1)), first);
  assert.deepEqual(ids(), [idOf(card(1))]);
});

test("two wordings under one id are two cards, whichever comes first, and neither is called saved for the other", async () => {
  const { outbox, back, sent, saved, ids } = tab();
  back();
  outbox.submit(card(1));
  const second = outbox.submit(card(1, "anders"));
  assert.equal(sent.length, 1);
  outbox.answer(ack(sent[0].cmd_id));
  assert.notEqual(sent[1].cmd_id, sent[0].cmd_id);
  outbox.answer(rejected(sent[1].cmd_id, "exists"));
  const { cmd_id, command } = sent[2];
  assert.deepEqual([command.text, command.id === "card-1", ids().length], ["anders", false, 3]);
  outbox.answer(ack(cmd_id, 8));
  assert.equal((await second).seq, 8);
  assert.deepEqual(
    [outbox.items, saved],
    [
      [],
      [
        ["card-1", 7],
        [command.id, 8],
      ],
    ],
  );
});

test("a new id is kept over a reload, so that an acknowledgement that was lost makes no third card", () => {
  const shared = sharedStorage();
  const first = tab({ shared });
  first.back();
  first.outbox.submit(card(1, "anders"));
  first.outbox.answer(rejected(first.ids()[0], "exists"));
  const { back, sent } = tab({ shared });
  back();
  assert.deepEqual(sent, [first.sent[1]]);
});

test("a goal that becomes another one takes no indicator from the first", () => {
  const { outbox, back, sent } = tab();
  back();
  outbox.submit(make.proposeGoal({ id: "goal-1", text: "Wohnen", indicators: [{ id: "row-1", name: "Plätze" }] }));
  outbox.answer(rejected(sent[0].cmd_id, "exists"));
  const { id, indicators } = sent[1].command;
  assert.deepEqual([id === "goal-1", indicators[0].id === "row-1", indicators[0].name], [false, false, "Plätze"]);
});

test("the page's language makes no other card of the same words", () => {
  assert.equal(idOf({ ...card(1), language: "de" }), idOf({ ...card(1), language: "en" }));
  assert.notEqual(idOf(card(1)), idOf({ ...card(1), kind: "weakness" }));
});

test("what is unanswered is sent again, in order, on each new connection", () => {
  const { outbox, cut, back, ids } = tab();
  back();
  outbox.submit(card(1));
  outbox.submit(card(2));
  cut();
  assert.deepEqual(states(outbox), ["unsent", "unsent"]);
  back();
  assert.deepEqual(ids(), [idOf(card(1)), idOf(card(2)), idOf(card(1)), idOf(card(2))]);
});

test("without an answer in 8 seconds it is sent again", async () => {
  const { outbox, clock, back, ids } = tab();
  back();
  outbox.submit(card(1));
  await clock.pass(7000);
  assert.equal(ids().length, 1);
  await clock.pass(3000);
  assert.equal(ids().length, 2);
});

test("after a reload the same command is sent under the same id", () => {
  const shared = sharedStorage();
  tab({ shared }).outbox.submit(card(1));
  const { back, sent } = tab({ shared });
  back();
  assert.deepEqual(sent, [{ cmd_id: idOf(card(1)), command: card(1) }]);
});

test("two changes of one card go one after the other", () => {
  const { outbox, back, ids } = tab();
  back();
  outbox.submit(card(1));
  outbox.submit(make.editContribution({ id: "card-1", version: 1, kind: "strength", text: "Alle." }));
  assert.equal(ids().length, 1);
  outbox.answer(ack(idOf(card(1))));
  assert.equal(ids().length, 2);
});

test("a phone full of cards stays below the rate limit", () => {
  const { outbox, back, ids } = tab();
  for (let n = 0; n < 30; n += 1) outbox.submit(card(n));
  back();
  assert.equal(ids().length, 10);
  outbox.answer(ack(idOf(card(0))));
  assert.equal(ids().length, 11);
});

test("a late card stays on the device and goes when it is let in", async () => {
  let open = false;
  const { outbox, back, ids } = tab({ allowed: () => open });
  back();
  const promise = outbox.submit(card(1));
  outbox.answer(rejected(idOf(card(1)), "phase_closed"));
  await assert.rejects(promise, { code: "phase_closed" });
  outbox.release();
  assert.deepEqual([states(outbox), ids().length], [["late"], 1]);
  open = true;
  outbox.release();
  assert.deepEqual([states(outbox), ids().length], [["sending"], 2]);
});

test("a late card is still there after a reload", () => {
  const shared = sharedStorage();
  const first = tab({ shared });
  first.back();
  first.outbox.submit(card(1));
  first.outbox.answer(rejected(idOf(card(1)), "workshop_finished"));
  assert.deepEqual(states(tab({ shared }).outbox), ["late"]);
});

test("a refused card is kept with its reason, and can be mended or thrown away", async () => {
  const { outbox, back, sent } = tab();
  back();
  outbox.submit(card(1));
  outbox.answer({ ...rejected(idOf(card(1)), "text_too_long"), params: { over: 3 } });
  const { state, code, params } = outbox.items[0];
  assert.deepEqual([state, code, params], ["refused", "text_too_long", { over: 3 }]);
  outbox.change(idOf(card(1)), { text: "kurz" });
  assert.equal(sent[1].command.text, "kurz");
  outbox.discard(idOf(card(1)));
  assert.deepEqual(outbox.items, []);
});

test("a passing refusal is tried again, later and later", async () => {
  const { outbox, clock, back, ids } = tab();
  back();
  outbox.submit(card(1));
  outbox.answer(rejected(idOf(card(1)), "not_saved"));
  assert.deepEqual([states(outbox), outbox.items[0].code], [["unsent"], "not_saved"]);
  await clock.pass(1500);
  outbox.answer(rejected(idOf(card(1)), "rate_limited"));
  assert.equal(ids().length, 2);
  await clock.pass(1500);
  assert.equal(ids().length, 2);
  await clock.pass(1500);
  assert.equal(ids().length, 3);
});

test("a moderator's step that could not be sent does not run minutes later", async () => {
  const { outbox, clock, shared, back, ids } = tab({ lasting: () => false, typed: () => false });
  const promise = outbox.submit(make.goToPhase({ phase: "sort" }));
  assert.equal(shared.values.size, 0);
  await clock.pass(32000);
  await assert.rejects(promise, { code: "not_sent" });
  back();
  assert.deepEqual(ids(), []);
});

test("two tabs agree: what one got acknowledged, the other forgets", async () => {
  const shared = sharedStorage();
  const [one, two] = [tab({ shared }), tab({ shared })];
  one.back();
  one.outbox.submit(card(1));
  assert.deepEqual(states(two.outbox), ["unsent"]);
  one.outbox.answer(ack(idOf(card(1))));
  assert.deepEqual([two.outbox.items, shared.values.size], [[], 0]);
  two.back();
  assert.deepEqual(two.ids(), []);
});

test("a tab that closed has its card sent by the other one", async () => {
  const shared = sharedStorage();
  const clock = createClock();
  const [one, two] = [tab({ shared, clock }), tab({ shared, clock })];
  two.back();
  one.outbox.submit(card(1));
  assert.deepEqual(two.ids(), []);
  await clock.pass(10000);
  assert.deepEqual(two.ids(), [idOf(card(1))]);
});

test("an answer that comes after the other tab's does not bring the card back", async () => {
  const shared = sharedStorage();
  const [one, two] = [tab({ shared }), tab({ shared })];
  one.back();
  const promise = one.outbox.submit(card(1));
  two.back();
  two.outbox.answer(ack(idOf(card(1))));
  one.outbox.answer(rejected(idOf(card(1)), "not_saved"));
  one.cut();
  await promise;
  assert.equal(shared.values.size, 0);
});

test("where storage is forbidden, the card is sent all the same", async () => {
  const forbidden = () => {
    throw new Error("SecurityError");
  };
  const storage = { getItem: forbidden, setItem: forbidden, removeItem: forbidden };
  const sent = [];
  const outbox = new Outbox({ keep: new Keep("K7WM4P", storage), send: (id) => sent.push(id) > 0, later: () => 1 });
  outbox.connected(true);
  const promise = outbox.submit(card(1));
  outbox.answer(ack(idOf(card(1))));
  await promise;
  await settled();
  assert.deepEqual(sent, [idOf(card(1))]);
});

test("turns on one device do not wait for each other, and each is gone with its answer", async () => {
  const { outbox, shared, back, sent } = tab();
  const turn = (secret) => make.castBallot({ voting_id: "v", marks: { goal: 1 }, turn: secret });
  outbox.submit(turn("a-turn-of-anna")).catch(() => {});
  outbox.submit(turn("a-turn-of-ben")).catch(() => {});
  assert.equal(shared.values.size, 2, "until they are on the laptop, the device keeps them");
  back();
  assert.deepEqual(
    sent.map((one) => one.command.turn),
    ["a-turn-of-anna", "a-turn-of-ben"],
  );
  for (const { cmd_id } of [...sent]) outbox.answer(ack(cmd_id));
  assert.deepEqual([outbox.items.length, shared.values.size], [0, 0]);
});

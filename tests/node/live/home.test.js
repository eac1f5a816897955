import assert from "node:assert/strict";
import { test } from "node:test";

import { Home, takeIn } from "../../../assets/live/home.js";
import { Keep } from "../../../assets/live/keep.js";
import { createClock, settled, sharedStorage } from "../helpers.js";

const OLD = "http://192.168.1.20:8080";
const NEW = "http://zielrunde.local:8080";
const HOME = { places: { [NEW]: "new" }, former: [OLD] };

/** One origin: what its browser keeps there, and its address bar. */
function origin(base, hash = "", from = OLD) {
  const { storage } = sharedStorage().tab();
  const head = { metas: [], append: (meta) => head.metas.push(meta) };
  const document = { referrer: from && `${from}/`, head, createElement: () => ({}) };
  const location = { origin: base, pathname: "/j/K7WM4P", search: "", hash, gone: null };
  location.replace = (url) => (location.gone = url);
  const history = { replaceState: (_, __, url) => Object.assign(location, { hash: "", shown: url }) };
  return { keep: new Keep("K7WM4P", storage), location, history, document };
}

/** A page at OLD. `answers`: {base: what answers there}, nothing where it is missing. */
function page({ role = "participant", answers = {}, state = "connecting" } = {}) {
  const clock = createClock();
  const { keep, location, history, document } = origin(OLD);
  const link = { state };
  const asked = [];
  const env = {
    ...clock,
    document,
    location,
    history,
    async fetch(url) {
      const base = new URL(url).origin;
      asked.push(base);
      if (!(base in answers)) throw new Error("network");
      return { json: async () => ({ answer: answers[base] }) };
    },
  };
  let linked = null;
  const watch = (look, told) => ((linked = () => told(look())), linked());
  const boot = { code: "K7WM4P", role, home: { question: "q", places: { [OLD]: "old", [NEW]: "new" } } };
  const home = new Home({ boot, keep, link, reactive: (value) => value, watch, fetchJson: fetched, env });
  async function fetched(path) {
    return path.endsWith("/home")
      ? { question: "r", places: { [OLD]: "o2", "http://10.0.0.5": "n2" } }
      : { stamp: "2" };
  }
  return { clock, keep, location, head: document.head, link, asked, answers, home, changed: () => linked() };
}

test("a phone that lost the laptop moves to where the laptop answers, with all that it keeps", async () => {
  const phone = page({ answers: { [NEW]: "new" } });
  phone.keep.set("identity", { token: "secret" });
  phone.keep.set("outbox.1", { cmd_id: "1" });
  phone.keep.set("transport.participant", "http");
  phone.keep.set("moderator.desk", "not mine");
  await phone.clock.pass(5900);
  assert.equal(phone.asked.length, 0);
  await phone.clock.pass(200);
  assert.ok(phone.location.gone.startsWith(`${NEW}/j/K7WM4P#moved=`));
  assert.deepEqual(phone.head.metas, [{ name: "referrer", content: "origin" }]);

  const there = origin(NEW, new URL(phone.location.gone).hash);
  takeIn(there.keep, HOME, there);
  assert.deepEqual(there.keep.get("identity"), { token: "secret" });
  assert.deepEqual(there.keep.get("outbox.1"), { cmd_id: "1" });
  assert.equal(there.keep.get("transport.participant"), null);
  assert.equal(there.keep.get("moderator.desk"), null);
  assert.deepEqual([there.location.hash, there.location.shown], ["", "/j/K7WM4P"]);
});

test("a stranger at an address of the laptop gets nothing", async () => {
  const phone = page({ answers: { [NEW]: "no idea" } });
  await phone.clock.pass(20000);
  assert.equal(phone.location.gone, null);
  assert.ok(phone.asked.filter((base) => base === NEW).length >= 2);
});

test("who still reaches the laptop here stays, and who is back in time, too", async () => {
  const slow = page({ answers: { [OLD]: "old", [NEW]: "new" } });
  await slow.clock.pass(20000);
  assert.equal(slow.location.gone, null);

  const back = page({ answers: { [NEW]: "new" } });
  await back.clock.pass(5000);
  back.link.state = "online";
  back.changed();
  await back.clock.pass(20000);
  assert.deepEqual([back.location.gone, back.asked], [null, []]);
});

test("a stage moves with empty hands; a moderator is shown the way, for the PIN must be typed there", async () => {
  const stage = page({ role: "stage", answers: { [NEW]: "new" } });
  await stage.clock.pass(7000);
  assert.equal(stage.location.gone, `${NEW}/j/K7WM4P`);
  const moderator = page({ role: "moderator", answers: { [NEW]: "new" } });
  await moderator.clock.pass(7000);
  assert.deepEqual([moderator.location.gone, moderator.home.state.elsewhere], [null, `${NEW}/j/K7WM4P`]);
});

test("a new address is learnt with its answer while the laptop can still say it", async () => {
  const phone = page({ answers: { "http://10.0.0.5": "n2" } });
  await phone.home.heard({ urls: ["http://10.0.0.5", OLD], invite: "2", before: null });
  await phone.clock.pass(7000);
  assert.ok(phone.location.gone.startsWith("http://10.0.0.5/j/K7WM4P#moved="));
});

test("what is newer here is not overwritten, and nothing that came along is lost", () => {
  const here = origin(NEW);
  here.keep.set("draft.card", { text: "neu" });
  here.keep.set("used", 2000);
  here.keep.unpack({ at: 1000, items: { "draft.card": { text: "alt" }, "outbox.7": { cmd_id: "7" } } }, true);
  assert.deepEqual(here.keep.get("draft.card"), { text: "neu" });
  assert.deepEqual(here.keep.get("outbox.7"), { cmd_id: "7" });
});

test("coming back, what was taken along from here is not taken up a second time", () => {
  const here = origin(NEW);
  here.keep.set("outbox.old", { cmd_id: "old" });
  here.keep.set("left", true);
  here.keep.unpack({ at: Date.now(), items: { "draft.card": { text: "neu" } } }, true);
  assert.deepEqual(here.keep.keys("outbox."), []);
  assert.deepEqual(here.keep.get("draft.card"), { text: "neu" });
});

test("a link that somebody sent cannot make one phone another; who comes from a page of ours may", () => {
  const bundle = encodeURIComponent(JSON.stringify({ at: Date.now() + 1e9, items: { identity: { token: "theirs" } } }));
  for (const [from, token] of [
    ["", "mine"],
    ["http://192.168.1.66:8080", "mine"],
    [OLD, "theirs"],
    [NEW, "theirs"],
  ]) {
    const here = origin(NEW, `#moved=${bundle}`, from);
    here.keep.set("identity", { token: "mine" });
    takeIn(here.keep, HOME, here);
    assert.deepEqual([from, here.keep.get("identity").token], [from, token]);
  }
});

test("a link that somebody sent puts no ballot and no card into the hands of who is somebody already", () => {
  const items = { "outbox.x": { cmd_id: "x", command: { type: "cast_ballot" } }, "draft.card": { text: "theirs" } };
  const kept = (identity, from = "") => {
    const bundle = { at: Date.now() + 1e9, items: { ...items, ...(identity && { identity }) } };
    const here = origin(NEW, `#moved=${encodeURIComponent(JSON.stringify(bundle))}`, from);
    here.keep.set("identity", { token: "mine" });
    takeIn(here.keep, HOME, here);
    return [here.keep.get("outbox.x"), here.keep.get("draft.card")];
  };
  assert.deepEqual(kept(null), [null, null]);
  assert.deepEqual(kept({ token: "theirs" }), [null, null]);
  assert.deepEqual(kept({ token: "mine" }), Object.values(items)); // only our own phone knows our secret
});

test("a fragment that is not of our making changes nothing", async () => {
  for (const hash of ["#moved=%7Bbroken", "#moved=null", "#moved=%E0%A4%A", "#step-2"]) {
    const here = origin(NEW, hash);
    here.keep.set("identity", { token: "mine" });
    takeIn(here.keep, HOME, here);
    await settled();
    assert.deepEqual(here.keep.get("identity"), { token: "mine" });
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { Link } from "../../../assets/live/link.js";
import { message } from "../../../assets/live/protocol.gen.js";
import { createClock, fakeFetch, fakeWebSocket, golden, settled } from "../helpers.js";

const { welcome_back: welcome, delta_posted: delta, ack } = golden("to_device");
const submit = golden("to_server").submit_02_post_contribution;

/** A link in a browser whose network the test plays. */
function linked({ prefer = "ws" } = {}) {
  const clock = createClock();
  const WebSocket = fakeWebSocket();
  const http = fakeFetch();
  const frames = [];
  const states = [];
  const kept = { "transport.participant": prefer };
  let wake;
  let seq = 41;
  const env = {
    ...clock,
    WebSocket,
    fetch: http.fetch,
    random: () => 1,
    origin: "http://hall.test",
    onWake: (f) => (wake = f),
  };
  const link = new Link({
    code: "K7WM4P",
    hello: () => message.hello({ protocol: 1, role: "participant", epoch: "9f2c1a7b", seq, language: "de" }),
    onFrame: (frame) => void (frames.push(frame.type), frame.type === "delta" && (seq += 1)),
    onState: ({ state, transport, reason }) => states.push([state, transport, reason]),
    keep: { get: (key, fallback) => kept[key] ?? fallback, set: (key, value) => (kept[key] = value) },
    env,
  });
  const sockets = WebSocket.made;
  const socketOpens = () => (WebSocket.last.open(), WebSocket.last.get(welcome));
  return {
    link,
    clock,
    sockets,
    http,
    frames,
    states,
    kept,
    socketOpens,
    wake: () => wake(),
    last: () => WebSocket.last,
  };
}

const now = (states) => states[states.length - 1].slice(0, 2).join(" ");

test("a WebSocket is opened, greeted, and carries frames both ways", () => {
  const { link, sockets, last, frames, states, socketOpens } = linked();
  assert.equal(sockets[0].url, "ws://hall.test/live/K7WM4P/ws");
  assert.equal(link.send(submit), false);
  socketOpens();
  assert.equal(last().sent[0].type, "hello");
  assert.equal(now(states), "online ws");
  last().get(delta);
  assert.equal(link.send(submit), true);
  assert.deepEqual([frames, last().sent[1]], [["welcome", "delta"], submit]);
});

test("a WebSocket that never opens gives way to HTTP after two seconds", async () => {
  const { clock, sockets, http, states, kept } = linked();
  await clock.pass(1900);
  assert.equal(http.calls.length, 0);
  await clock.pass(200);
  assert.equal(sockets[0].closed, true);
  assert.deepEqual(http.calls[0].body.hello.seq, 0);
  http.calls[0].answer([welcome, delta]);
  await settled();
  assert.deepEqual([now(states), kept["transport.participant"]], ["online http", "http"]);
  await clock.pass(100);
  assert.equal(http.calls[1].body.hello.seq, 42);
});

test("a WebSocket that opens and stays silent gives way too", async () => {
  const { clock, last, http } = linked();
  last().open();
  await clock.pass(5100);
  assert.equal(http.calls.length, 1);
});

test("a browser without WebSockets goes to HTTP", async () => {
  const { clock, last, http } = linked();
  last().drop();
  await clock.pass(1);
  assert.equal(http.calls.length, 1);
});

test("one drop reconnects, two drops in a row lead to HTTP", async () => {
  const { clock, sockets, http, socketOpens, last } = linked();
  socketOpens();
  last().drop();
  await clock.pass(500);
  assert.deepEqual([sockets.length, http.calls.length], [2, 0]);
  socketOpens();
  last().drop();
  await clock.pass(500);
  assert.deepEqual([sockets.length, http.calls.length], [2, 1]);
});

test("drops far apart are no reason to leave WebSockets", async () => {
  const { clock, http, socketOpens, last } = linked();
  for (let n = 0; n < 3; n += 1) {
    socketOpens();
    for (let s = 0; s < 12; s += 1) {
      await clock.pass(3000);
      last().get({ type: "pong" });
    }
    last().drop();
    await clock.pass(500);
  }
  assert.equal(http.calls.length, 0);
});

test("a dead socket is noticed by an unanswered ping", async () => {
  const { clock, sockets, socketOpens, states } = linked();
  socketOpens();
  await clock.pass(10000);
  assert.equal(sockets[0].sent[1].type, "ping");
  await clock.pass(5000);
  assert.equal(sockets[0].closed, true);
  assert.equal(now(states), "connecting ");
});

test("a phone that wakes looks at once whether its socket lives", async () => {
  const { clock, sockets, socketOpens, wake } = linked();
  socketOpens();
  wake();
  assert.equal(sockets[0].sent[1].type, "ping");
  await clock.pass(2600);
  assert.equal(sockets[0].closed, true);
});

test("a socket that was closed without a word is noticed when somebody looks", async () => {
  const { sockets, socketOpens, wake, states } = linked();
  socketOpens();
  sockets[0].readyState = 3;
  wake();
  assert.equal(now(states), "connecting ");
});

test("while nothing can be reached both ways are tried, with growing pauses", async () => {
  const { clock, sockets, http, states, wake, socketOpens } = linked();
  for (let round = 0; round < 4; round += 1) {
    sockets[sockets.length - 1].drop();
    await clock.pass(1);
    http.calls[http.calls.length - 1].fail();
    await settled();
    await clock.pass(round < 3 ? 5000 : 10);
  }
  assert.equal(now(states), "offline ");
  assert.deepEqual([sockets.length, http.calls.length], [4, 4]);
  wake();
  assert.equal(sockets.length, 5);
  socketOpens();
  assert.equal(now(states), "online ws");
});

test("a laptop that was killed and starts again is asked every 600 ms at least", async () => {
  const { clock, sockets, http, socketOpens, last } = linked();
  socketOpens();
  last().drop();
  const tries = [clock.now()];
  while (clock.now() < tries[0] + 2000) {
    const before = sockets.length + http.calls.length;
    await clock.pass(10);
    if (sockets.length + http.calls.length === before) continue;
    tries.push(clock.now());
    if (sockets.length > http.calls.length) last().drop();
    await clock.pass(1);
    http.calls[http.calls.length - 1]?.fail();
  }
  const pauses = tries.slice(1).map((time, i) => time - tries[i]);
  assert.ok(tries.length > 3 && Math.max(...pauses) <= 620, `${pauses}`);
});

test("while HTTP serves, a WebSocket is tried quietly and takes over", async () => {
  const { clock, http, sockets, states, socketOpens, link, kept } = linked({ prefer: "http" });
  assert.equal(sockets.length, 0);
  http.calls[0].answer([welcome]);
  await clock.pass(9000);
  assert.equal(sockets.length, 0);
  await clock.pass(1500);
  assert.equal(now(states), "online http");
  socketOpens();
  assert.equal(now(states), "online ws");
  assert.equal(kept["transport.participant"], "ws");
  assert.equal(http.calls[http.calls.length - 1].signal.aborted, true);
  link.send(submit);
  assert.equal(http.to("submit").length, 0);
});

test("a quiet try that fails disturbs nobody and is repeated a minute later", async () => {
  const { clock, http, sockets, states } = linked({ prefer: "http" });
  http.calls[0].answer([welcome]);
  await clock.pass(13000);
  assert.deepEqual([sockets.length, sockets[0].closed], [1, true]);
  http.calls[http.calls.length - 1].answer([]);
  await clock.pass(25000);
  http.calls[http.calls.length - 1].answer([]);
  await clock.pass(25000);
  http.calls[http.calls.length - 1].answer([]);
  await clock.pass(12000);
  assert.equal(sockets.length, 2);
  assert.deepEqual([...new Set(states.map((s) => s[0]))], ["connecting", "online"]);
});

test("by HTTP, commands keep their order and their answers come back", async () => {
  const { clock, link, http, frames } = linked({ prefer: "http" });
  http.calls[0].answer([welcome]);
  await clock.pass(10);
  link.send(submit);
  link.send({ ...submit, cmd_id: "second-one" });
  const posts = http.to("submit");
  assert.deepEqual(posts.length, 1);
  assert.deepEqual(posts[0].body.submit, submit);
  posts[0].answer(ack);
  await settled();
  assert.equal(http.to("submit")[1].body.submit.cmd_id, "second-one");
  http.to("submit")[1].answer({ type: "rejected", cmd_id: "second-one", code: "rate_limited", params: {} }, 429);
  await settled();
  assert.deepEqual(frames, ["welcome", "ack", "rejected"]);
});

test("by HTTP, a status goes out with a new poll at once", async () => {
  const { clock, link, http, states } = linked({ prefer: "http" });
  http.calls[0].answer([welcome]);
  await clock.pass(10);
  link.send(message.status({ unsent: 3 }));
  await clock.pass(10);
  const polls = http.to("poll");
  assert.deepEqual(polls[polls.length - 1].body.status, { type: "status", unsent: 3 });
  assert.equal(now(states), "online http");
});

test("a poll that brings nothing is not repeated without a pause", async () => {
  const { clock, http } = linked({ prefer: "http" });
  http.calls[0].answer([welcome]);
  await settled();
  for (let n = 0; n < 10; n += 1) {
    http.calls[http.calls.length - 1].answer([]);
    await clock.pass(100);
  }
  assert.ok(http.calls.length <= 4, `${http.calls.length} polls in a second`);
});

test("a role that is not ours is told with its reason", async () => {
  const { clock, last, http, states } = linked();
  last().open();
  last().drop("not_allowed");
  await clock.pass(1);
  http.calls[0].answer({ code: "not_allowed" }, 401);
  await settled();
  assert.deepEqual(states[states.length - 1], ["offline", null, "not_allowed"]);
});

test("an error while a frame is shown does not end the connection", (t) => {
  t.mock.method(console, "error", () => {});
  const { link, last, socketOpens, frames } = linked();
  socketOpens();
  frames.push = () => {
    throw new Error("a component's mistake");
  };
  last().get(delta);
  assert.equal(link.send(submit), true);
});

test("after a gap the link says hello anew", async () => {
  const { clock, link, sockets, socketOpens } = linked();
  socketOpens();
  link.restart();
  await clock.pass(500);
  assert.deepEqual([sockets.length, sockets[0].closed], [2, true]);
});

test("who becomes somebody else before the first greeting is greeted as that", async () => {
  const { link, clock, sockets, frames, states, socketOpens, last } = linked();
  last().open();
  link.restart();
  assert.equal(last().closed, false);
  last().get(welcome);
  assert.deepEqual([frames, last().closed, now(states)], [[], true, "connecting "]);
  await clock.pass(300);
  assert.equal(sockets.length, 2);
  socketOpens();
  assert.deepEqual([frames, now(states)], [["welcome"], "online ws"]);
});

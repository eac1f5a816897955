// Stand-ins for the browser: storage, a clock that is wound by hand, a WebSocket, fetch.

import { readFileSync } from "node:fs";

export function golden(name) {
  return JSON.parse(readFileSync(new URL(`../contract/golden/${name}.json`, import.meta.url), "utf8"));
}

/** localStorage as two tabs share it. `window` gets the storage events of the other tab. */
export function sharedStorage() {
  const values = new Map();
  const tabs = [];
  function tab() {
    const listeners = [];
    tabs.push(listeners);
    const told = (key, newValue) =>
      tabs.filter((other) => other !== listeners).forEach((other) => other.forEach((f) => f({ key, newValue })));
    const methods = {
      getItem: (key) => values.get(key) ?? null,
      setItem(key, value) {
        if (values.get(key) === value) return;
        values.set(key, value);
        told(key, value);
      },
      removeItem(key) {
        if (values.delete(key)) told(key, null);
      },
    };
    const storage = new Proxy(methods, { ownKeys: () => [...values.keys()], getOwnPropertyDescriptor });
    return { storage, listen: (f) => listeners.push(f) };
  }
  return { tab, values };
}

function getOwnPropertyDescriptor() {
  return { enumerable: true, configurable: true };
}

/** The storage of a tab that is only allowed to read: `written` is what it tries to change. */
export function readingTab(shared) {
  const written = [];
  const { storage } = shared.tab();
  const setItem = (...given) => written.push(given);
  return { written, storage: { getItem: storage.getItem, setItem, removeItem: setItem } };
}

/** Timers that only run when told: `clock.pass(ms)`. */
export function createClock(start = 1_000_000) {
  const clock = { time: start, timers: [], id: 0 };
  const at = (f, ms, every) => {
    clock.timers.push({ id: (clock.id += 1), f, due: clock.time + (ms ?? 0), every });
    return clock.id;
  };
  const stop = (id) => (clock.timers = clock.timers.filter((timer) => timer.id !== id));
  clock.setTimeout = (f, ms) => at(f, ms, null);
  clock.setInterval = (f, ms) => at(f, ms, ms);
  clock.clearTimeout = stop;
  clock.clearInterval = stop;
  clock.now = () => clock.time;
  clock.pass = async (ms) => {
    const end = clock.time + ms;
    for (;;) {
      await settled();
      const next = clock.timers.filter((timer) => timer.due <= end).sort((a, b) => a.due - b.due)[0];
      if (!next) break;
      clock.time = Math.max(clock.time, next.due);
      if (next.every) next.due += next.every;
      else stop(next.id);
      next.f();
    }
    clock.time = end;
    await settled();
  };
  return clock;
}

/** Lets promises run that wait for nothing but each other. */
export async function settled() {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
}

/** A WebSocket class whose sockets the test opens, feeds and drops. */
export function fakeWebSocket() {
  return class Fake {
    static made = [];
    static get last() {
      return Fake.made[Fake.made.length - 1];
    }
    constructor(url) {
      Object.assign(this, { url, readyState: 0, sent: [], closed: false });
      Fake.made.push(this);
    }
    send(text) {
      this.sent.push(JSON.parse(text));
    }
    close() {
      this.closed = true;
      this.readyState = 3;
    }
    open() {
      this.readyState = 1;
      this.onopen?.();
    }
    get(frame) {
      this.onmessage?.({ data: JSON.stringify(frame) });
    }
    drop(reason = "") {
      this.readyState = 3;
      this.onclose?.({ reason });
    }
  };
}

/** fetch whose requests the test answers: `calls[n].answer(data)`, `.fail()`. */
export function fakeFetch() {
  const calls = [];
  function fetch(url, { body, signal }) {
    return new Promise((resolve, reject) => {
      const fail = () => reject(new Error("network"));
      signal?.addEventListener("abort", fail);
      const answer = (data, status = 200) => resolve({ status, ok: status === 200, json: async () => data });
      calls.push({ url, body: JSON.parse(body), answer, fail, signal });
    });
  }
  return { fetch, calls, to: (path) => calls.filter((call) => call.url.endsWith(path)) };
}

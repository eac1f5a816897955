// The same messages by plain HTTP: commands one after the other by POST, news by long-polling.
// For halls whose network, and phones whose browser, keeps WebSockets from opening.

/** @import { Ack, Rejected, Status, Submit, ToDevice, ToServer } from "./protocol.gen.js" */
/** @import { Events } from "./shapes.js" */

const WELCOME_LIMIT_MS = 8000;
const POLL_LIMIT_MS = 30000; // the server answers after 20 s at the latest
const SUBMIT_LIMIT_MS = 10000;
const IDLE_MS = 500; // between polls that brought nothing new, so that no fault turns into a flood

/** @param {any} data */
const isAnswer = (data) => data && (data.type === "ack" || data.type === "rejected");

/**
 * Same interface as Socket. `onFrame` may return a promise (a snapshot is being loaded); the next poll waits
 * for it, since it asks for what came after.
 */
export class Polling {
  /** @param {{base: string} & Events} options */
  constructor({ base, hello, onFrame, onClose, env }) {
    this._base = base;
    this._hello = hello;
    this._onFrame = onFrame;
    this._onClose = onClose;
    this._env = env;
    /** @type {Submit[]} */
    this._queue = []; // Submit frames, sent one after the other to keep their order
    this._closed = false;
    this._posting = false;
    /** @type {Status|null} */
    this._status = null;
    /** @type {AbortController|null} */
    this._current = null; // of the poll under way
    this._again = false; // the poll was interrupted by ourselves
    this._loop();
  }

  /** Returns whether the frame was handed over. @param {ToServer} frame */
  send(frame) {
    if (this._closed) return false;
    if (frame.type === "submit") {
      this._queue.push(frame);
      this._drain();
    } else if (frame.type === "status") {
      this._status = frame;
      this.check();
    }
    return true;
  }

  /** Asks anew at once. */
  check() {
    if (!this._current) return;
    this._again = true;
    this._current.abort();
  }

  close() {
    this._closed = true;
    this._current?.abort();
  }

  /** @param {string} reason */
  _end(reason) {
    if (this._closed) return;
    this.close();
    this._onClose(reason);
  }

  /** @param {string} path @param {Object} body @param {number} ms */
  async _post(path, body, ms, controller = new AbortController()) {
    const limit = this._env.setTimeout(() => controller.abort(), ms);
    try {
      const response = await this._env.fetch(this._base + path, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
        signal: controller.signal,
        cache: "no-store",
      });
      return { code: response.status, data: await response.json() };
    } finally {
      this._env.clearTimeout(limit);
    }
  }

  // --- news ---

  async _loop() {
    try {
      await this._turn(true);
      while (!this._closed) await this._turn(false);
    } catch {
      this._end("unreachable");
    }
  }

  /** @param {boolean} first */
  async _turn(first) {
    const before = this._hello().seq;
    try {
      await this._poll(first);
    } catch (error) {
      if (!this._again) throw error;
    }
    const idle = this._hello().seq === before && !this._again;
    this._again = false;
    if (idle && !first) await new Promise((resolve) => this._env.setTimeout(resolve, IDLE_MS));
  }

  /** @param {boolean} first */
  async _poll(first) {
    this._current = new AbortController();
    // Seq 0 is answered with a Welcome at once: it says who we are and that the way is open.
    const hello = first ? { ...this._hello(), epoch: "", seq: 0 } : this._hello();
    const body = this._status ? { hello, status: this._status } : { hello };
    const { code, data } = await this._post("poll", body, first ? WELCOME_LIMIT_MS : POLL_LIMIT_MS, this._current);
    if (code !== 200) return this._end(data.code);
    if (this._closed) return undefined;
    return Promise.all(data.map((/** @type {ToDevice} */ frame) => this._onFrame(frame)));
  }

  // --- commands ---

  async _drain() {
    if (this._posting) return;
    this._posting = true;
    try {
      while (this._queue.length > 0 && !this._closed) await this._submitNext();
    } catch {
      this._end("unreachable");
    }
    this._posting = false;
  }

  async _submitNext() {
    const submit = this._queue.shift();
    const { data } = await this._post("submit", { hello: this._hello(), submit }, SUBMIT_LIMIT_MS);
    if (this._closed) return;
    if (isAnswer(data)) this._onFrame(data);
    else this._end(data.code);
  }
}

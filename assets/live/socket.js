// One WebSocket connection: from opening to its end. Tells when it is dead, never reconnects itself.

import { message } from "./protocol.gen.js";

/** @import { ToDevice, ToServer } from "./protocol.gen.js" */
/** @import { Events } from "./shapes.js" */

const OPEN = 1; // a WebSocket's readyState
const OPEN_MS = 2000; // some phones on plain http connect for ever and never open
const WELCOME_MS = 5000;
const PING_MS = 10000;
const PONG_MS = 5000;
const WAKE_PONG_MS = 2500;

/** A JSON frame, or null where a proxy sent something else. @param {string} text @returns {ToDevice|null} */
function frameOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `onClose` is called once, never from within the constructor. */
export class Socket {
  /** @param {{url: string} & Events} options */
  constructor({ url, hello, onFrame, onClose, env }) {
    this._hello = hello;
    this._onFrame = onFrame;
    this._onClose = onClose;
    this._env = env;
    this._closed = false;
    /** @type {any} */
    this._deadline = null;
    /** @type {any} */
    this._pinging = null;
    /** @type {WebSocket|null} */
    this._socket = null;
    try {
      this._socket = new env.WebSocket(url);
      this._listen(this._socket);
      this._limit(OPEN_MS);
    } catch {
      env.setTimeout(() => this._end("impossible"), 0);
    }
  }

  /** Returns whether the frame was handed over. @param {ToServer} frame */
  send(frame) {
    if (this._closed || this._socket?.readyState !== OPEN) return false;
    this._socket.send(JSON.stringify(frame));
    return true;
  }

  /** Asks for a sign of life. A phone that slept may hold a socket that only looks open. @param {number} [ms] */
  check(ms = WAKE_PONG_MS) {
    if (this.send(message.ping())) this._limit(ms);
    else if (!this._closed && this._socket && this._socket.readyState > OPEN) this._end("closed"); // some close without saying so
  }

  close() {
    const socket = this._socket;
    this._closed = true;
    this._limit(0);
    this._env.clearInterval(this._pinging);
    if (socket) socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
    try {
      socket?.close();
    } catch {
      // it never was open
    }
  }

  /** @param {WebSocket} socket */
  _listen(socket) {
    socket.onopen = () => this._opened();
    socket.onmessage = (event) => this._received(event);
    socket.onclose = (event) => this._end(event?.reason || "closed");
    socket.onerror = () => {}; // a close follows
  }

  /** @param {number} ms */
  _limit(ms) {
    this._env.clearTimeout(this._deadline);
    this._deadline = ms ? this._env.setTimeout(() => this._end("silent"), ms) : null;
  }

  /** @param {string} reason */
  _end(reason) {
    if (this._closed) return;
    this.close();
    this._onClose(reason);
  }

  _opened() {
    this._limit(WELCOME_MS);
    this.send(this._hello());
  }

  /** @param {MessageEvent} event */
  _received(event) {
    const frame = frameOf(event.data);
    if (!frame) return;
    this._limit(0);
    if (frame.type === "welcome" && this._pinging === null)
      this._pinging = this._env.setInterval(() => this.check(PONG_MS), PING_MS);
    if (frame.type !== "pong") this._onFrame(frame);
  }
}

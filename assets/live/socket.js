// One WebSocket connection: from opening to its end. Tells when it is dead, never reconnects itself.

import { message } from "./protocol.gen.js";

const OPEN = 1; // a WebSocket's readyState
const OPEN_MS = 2000; // some phones on plain http connect for ever and never open
const WELCOME_MS = 5000;
const PING_MS = 10000;
const PONG_MS = 5000;
const WAKE_PONG_MS = 2500;

/** A JSON frame, or null where a proxy sent something else. */
function frameOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `onClose` is called once, never from within the constructor. */
export class Socket {
  /** @param {{url: string, hello: () => Hello, onFrame: (frame) => void, onClose: (reason) => void, env}} options */
  constructor({ url, hello, onFrame, onClose, env }) {
    Object.assign(this, { _hello: hello, _onFrame: onFrame, _onClose: onClose, _env: env });
    this._closed = false;
    this._deadline = null;
    this._pinging = null;
    this._socket = null;
    try {
      this._socket = new env.WebSocket(url);
      this._listen(this._socket);
      this._limit(OPEN_MS);
    } catch {
      env.setTimeout(() => this._end("impossible"), 0);
    }
  }

  send(frame) {
    if (this._closed || this._socket.readyState !== OPEN) return false;
    this._socket.send(JSON.stringify(frame));
    return true;
  }

  /** Asks for a sign of life. A phone that slept may hold a socket that only looks open. */
  check(ms = WAKE_PONG_MS) {
    if (this.send(message.ping())) this._limit(ms);
    else if (!this._closed && this._socket.readyState > OPEN) this._end("closed"); // some close without saying so
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

  _listen(socket) {
    socket.onopen = () => this._opened();
    socket.onmessage = (event) => this._received(event);
    socket.onclose = (event) => this._end(event?.reason || "closed");
    socket.onerror = () => {}; // a close follows
  }

  _limit(ms) {
    this._env.clearTimeout(this._deadline);
    this._deadline = ms ? this._env.setTimeout(() => this._end("silent"), ms) : null;
  }

  _end(reason) {
    if (this._closed) return;
    this.close();
    this._onClose(reason);
  }

  _opened() {
    this._limit(WELCOME_MS);
    this.send(this._hello());
  }

  _received(event) {
    const frame = frameOf(event.data);
    if (!frame) return;
    this._limit(0);
    if (frame.type === "welcome" && this._pinging === null)
      this._pinging = this._env.setInterval(() => this.check(PONG_MS), PING_MS);
    if (frame.type !== "pong") this._onFrame(frame);
  }
}

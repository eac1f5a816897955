// The one way to the server. WebSocket first, HTTP where that fails; nobody is asked, nobody notices.

import { Polling } from "./polling.js";
import { Socket } from "./socket.js";

/** @import { Keep } from "./keep.js" */
/** @import { Hello, ToDevice, ToServer } from "./protocol.gen.js" */
/** @import { Connection, Env, LinkState } from "./shapes.js" */

/** @typedef {{kind: "ws"|"http", welcomed: boolean, since: number, connection: Connection}} Transport */
/** @typedef {(transport: Transport, reason: string) => void} OnLost */

// Short ones while a laptop that was killed starts again: who waits long then comes back seconds after it.
const WAIT_MS = [300, 600, 600, 600, 1200, 2500, 5000];
const STEADY_MS = 30000; // a socket that lived so long was no failure
const PROBE_MS = [10000, 60000]; // first and later quiet tries of a WebSocket while HTTP serves

/** What the link needs of a browser; tests bring their own. @returns {Env} */
function browserEnv() {
  return {
    WebSocket: window.WebSocket,
    fetch: (path, how) => window.fetch(path, how),
    setTimeout: (callback, ms) => window.setTimeout(callback, ms),
    clearTimeout: (id) => window.clearTimeout(id),
    setInterval: (callback, ms) => window.setInterval(callback, ms),
    clearInterval: (id) => window.clearInterval(id),
    now: () => Date.now(),
    random: () => Math.random(),
    origin: window.location.origin,
    onWake(wake) {
      window.addEventListener("online", wake);
      window.addEventListener("offline", wake);
      window.addEventListener("pageshow", wake);
      document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake());
    },
  };
}

/**
 * `onState`: `online` with each new connection, so that what is unanswered is sent again.
 * `onFrame(frame)` may return a promise while it loads something.
 */
export class Link {
  /**
   * @param {{code: string, role?: string, hello: () => Hello, onFrame: (frame: ToDevice) => any,
   *          onState: (change: LinkState) => void, keep: Pick<Keep, "get"|"set">, env?: Env}} options
   */
  constructor({ code, role = "participant", hello, onFrame, onState, keep, env = browserEnv() }) {
    this._hello = hello;
    this._onFrame = onFrame;
    this._onState = onState;
    this._keep = keep;
    this._env = env;
    this._path = `/live/${code}/`;
    this._key = `transport.${role}`;
    /** @type {"ws"|"http"} */
    this._prefer = keep.get(this._key, "ws");
    /** @type {Transport|null} */
    this._active = null;
    /** @type {Transport|null} */
    this._probe = null;
    /** @type {any} */
    this._timer = null;
    /** @type {any} */
    this._probeTimer = null;
    this._probes = 0;
    this._failures = 0;
    this._drops = 0;
    this._again = false;
    this._stopped = false;
    env.onWake(() => this._wake());
    onState({ state: "connecting", transport: null, reason: null });
    this._connect();
  }

  /** Returns whether the frame was handed over. @param {ToServer} frame */
  send(frame) {
    return Boolean(this._active?.welcomed && this._active.connection.send(frame));
  }

  /** Says hello anew: after a gap, the server then tells what was missed. */
  restart() {
    if (this._stopped || !this._active) return;
    this._again = !this._active.welcomed; // its hello may be on its way: then as soon as it is answered
    if (this._again) return;
    this._active.connection.close();
    this._active = null;
    this._stopProbing();
    this._timer = this._env.setTimeout(() => this._connect(), this._jittered(WAIT_MS[0]));
  }

  close() {
    this._stopped = true;
    this._env.clearTimeout(this._timer);
    this._stopProbing();
    this._active?.connection.close();
    this._active = null;
  }

  /** The device woke, or its network came or went: do not wait for a timer. */
  _wake() {
    if (this._active?.welcomed) this._active.connection.check();
    else if (!this._active) this._connect();
  }

  // --- connections ---

  _connect() {
    this._env.clearTimeout(this._timer);
    if (this._stopped || this._active) return;
    this._again = false;
    this._active = this._open(this._prefer, (transport, reason) => this._lost(transport, reason));
  }

  /** @param {"ws"|"http"} kind @param {OnLost} onLost */
  _open(kind, onLost) {
    const { _env: env, _hello: hello, _path: path } = this;
    /** @type {any} */
    const transport = { kind, welcomed: false, since: env.now() };
    const events = {
      hello,
      env,
      onFrame: (/** @type {ToDevice} */ frame) => this._received(transport, frame),
      onClose: (/** @type {string} */ reason) => onLost(transport, reason),
    };
    transport.connection =
      kind === "ws"
        ? new Socket({ url: env.origin.replace(/^http/, "ws") + path + "ws", ...events })
        : new Polling({ base: env.origin + path, ...events });
    return transport;
  }

  /** @param {Transport} transport @param {ToDevice} frame */
  _received(transport, frame) {
    if (frame.type === "welcome") this._welcomed(transport);
    if (transport !== this._active) return undefined;
    try {
      return this._onFrame(frame);
    } catch (error) {
      console.error(error); // one frame that could not be shown must not end the connection
      return undefined;
    }
  }

  /** A probe that is welcomed takes over. @param {Transport} transport */
  _welcomed(transport) {
    if (transport === this._probe) {
      this._probe = null;
      this._active?.connection.close();
      this._active = transport;
    }
    if (transport !== this._active || transport.welcomed) return;
    Object.assign(transport, { welcomed: true, since: this._env.now() });
    if (this._again) return this.restart();
    this._failures = 0;
    this._prefer = transport.kind;
    this._keep.set(this._key, this._prefer);
    if (transport.kind === "http") this._probeLater();
    this._onState({ state: "online", transport: transport.kind, reason: null });
  }

  /** @param {Transport} transport @param {string} reason */
  _lost(transport, reason) {
    if (transport !== this._active) return;
    this._active = null;
    this._stopProbing();
    const wait = transport.welcomed ? this._afterDrop(transport) : this._afterFailure(transport);
    const state = this._failures >= 2 ? "offline" : "connecting";
    this._onState({ state, transport: null, reason });
    this._timer = this._env.setTimeout(() => this._connect(), wait);
  }

  /** @param {Transport} transport */
  _afterDrop(transport) {
    const steady = this._env.now() - transport.since >= STEADY_MS;
    if (steady) this._probes = 0;
    this._drops = transport.kind === "ws" && !steady ? this._drops + 1 : 1;
    if (transport.kind === "ws" && this._drops >= 2) this._prefer = "http";
    return this._jittered(WAIT_MS[0]);
  }

  /**
   * A socket that does not open: try HTTP at once. HTTP that fails too: the network is away.
   * @param {Transport} transport
   */
  _afterFailure(transport) {
    this._failures += 1;
    this._prefer = transport.kind === "ws" ? "http" : "ws";
    if (transport.kind === "ws") return 0;
    return this._jittered(WAIT_MS[Math.min(this._failures >> 1, WAIT_MS.length - 1)]);
  }

  /** Between half and all of it, so that a hall does not come back in one instant. @param {number} ms */
  _jittered(ms) {
    return Math.round(ms * (0.5 + this._env.random() / 2));
  }

  // --- a WebSocket tried quietly ---

  _probeLater() {
    this._env.clearTimeout(this._probeTimer);
    const wait = PROBE_MS[Math.min(this._probes, PROBE_MS.length - 1)];
    this._probeTimer = this._env.setTimeout(() => this._tryWebSocket(), wait);
    this._probes += 1;
  }

  _tryWebSocket() {
    if (this._stopped || this._active?.kind !== "http" || this._probe) return;
    this._probe = this._open("ws", (transport) => {
      if (transport !== this._probe) return this._lost(transport, "closed");
      this._probe = null;
      this._probeLater();
    });
  }

  _stopProbing() {
    this._env.clearTimeout(this._probeTimer);
    this._probe?.connection.close();
    this._probe = null;
  }
}

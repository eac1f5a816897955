// The one way to the server. WebSocket first, HTTP where that fails; nobody is asked, nobody notices.

import { openSocket } from "./socket.js";
import { openPolling } from "./polling.js";

const WAIT_MS = [300, 600, 1200, 2500, 5000];
const STEADY_MS = 30000; // a socket that lived so long was no failure
const PROBE_MS = [10000, 60000]; // first and later quiet tries of a WebSocket while HTTP serves

/** What the link needs of a browser; tests bring their own. */
export function browserEnv() {
  return {
    WebSocket: window.WebSocket,
    fetch: (...args) => window.fetch(...args),
    setTimeout: (...args) => window.setTimeout(...args),
    clearTimeout: (id) => window.clearTimeout(id),
    setInterval: (...args) => window.setInterval(...args),
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
 * `onState({state: "connecting"|"online"|"offline", transport: "ws"|"http"|null, reason})`;
 * `online` with each new connection, so that what is unanswered is sent again.
 * `onFrame(frame)` may return a promise while it loads something.
 */
export function createLink({ code, role = "participant", hello, onFrame, onState, keep, env = browserEnv() }) {
  const path = `/live/${code}/`;
  const key = `transport.${role}`;
  let prefer = keep.get(key, "ws");
  let active = null; // {kind, connection, welcomed, since}
  let probe = null;
  let timer = null;
  let probeTimer = null;
  let probes = 0;
  let failures = 0;
  let drops = 0;
  let again = false;
  let stopped = false;

  function open(kind, onLost) {
    const transport = { kind, welcomed: false, since: env.now() };
    const events = {
      hello,
      env,
      onFrame: (frame) => received(transport, frame),
      onClose: (reason) => onLost(transport, reason),
    };
    transport.connection =
      kind === "ws"
        ? openSocket({ url: env.origin.replace(/^http/, "ws") + path + "ws", ...events })
        : openPolling({ base: env.origin + path, ...events });
    return transport;
  }

  function received(transport, frame) {
    if (frame.type === "welcome") welcomed(transport);
    if (transport !== active) return undefined;
    try {
      return onFrame(frame);
    } catch (error) {
      console.error(error); // one frame that could not be shown must not end the connection
      return undefined;
    }
  }

  /** A probe that is welcomed takes over. */
  function welcomed(transport) {
    if (transport === probe) {
      probe = null;
      active?.connection.close();
      active = transport;
    }
    if (transport !== active || transport.welcomed) return;
    Object.assign(transport, { welcomed: true, since: env.now() });
    if (again) return restart();
    failures = 0;
    prefer = transport.kind;
    keep.set(key, prefer);
    if (transport.kind === "http") probeLater();
    onState({ state: "online", transport: transport.kind, reason: null });
  }

  function connect() {
    env.clearTimeout(timer);
    if (stopped || active) return;
    again = false;
    active = open(prefer, lost);
  }

  function lost(transport, reason) {
    if (transport !== active) return;
    active = null;
    stopProbing();
    const wait = transport.welcomed ? afterDrop(transport) : afterFailure(transport);
    const state = failures >= 2 ? "offline" : "connecting";
    onState({ state, transport: null, reason });
    timer = env.setTimeout(connect, wait);
  }

  function afterDrop(transport) {
    const steady = env.now() - transport.since >= STEADY_MS;
    if (steady) probes = 0;
    drops = transport.kind === "ws" && !steady ? drops + 1 : 1;
    if (transport.kind === "ws" && drops >= 2) prefer = "http";
    return jittered(WAIT_MS[0]);
  }

  /** A socket that does not open: try HTTP at once. HTTP that fails too: the network is away. */
  function afterFailure(transport) {
    failures += 1;
    prefer = transport.kind === "ws" ? "http" : "ws";
    if (transport.kind === "ws") return 0;
    return jittered(WAIT_MS[Math.min(failures >> 1, WAIT_MS.length - 1)]);
  }

  /** Between half and all of it, so that a hall does not come back in one instant. */
  function jittered(ms) {
    return Math.round(ms * (0.5 + env.random() / 2));
  }

  // --- a WebSocket tried quietly ---

  function probeLater() {
    env.clearTimeout(probeTimer);
    probeTimer = env.setTimeout(tryWebSocket, PROBE_MS[Math.min(probes, PROBE_MS.length - 1)]);
    probes += 1;
  }

  function tryWebSocket() {
    if (stopped || active?.kind !== "http" || probe) return;
    probe = open("ws", (transport) => {
      if (transport !== probe) return lost(transport, "closed");
      probe = null;
      probeLater();
    });
  }

  function stopProbing() {
    env.clearTimeout(probeTimer);
    probe?.connection.close();
    probe = null;
  }

  // --- for others ---

  /** The device woke, or its network came or went: do not wait for a timer. */
  function wake() {
    if (active?.welcomed) active.connection.check();
    else if (!active) connect();
  }

  /** Says hello anew: after a gap, the server then tells what was missed. */
  function restart() {
    if (stopped || !active) return;
    again = !active.welcomed; // its hello may be on its way: then as soon as it is answered
    if (again) return;
    active.connection.close();
    active = null;
    stopProbing();
    timer = env.setTimeout(connect, jittered(WAIT_MS[0]));
  }

  /** Returns whether the frame was handed over. */
  function send(frame) {
    return Boolean(active?.welcomed) && active.connection.send(frame);
  }

  function close() {
    stopped = true;
    env.clearTimeout(timer);
    stopProbing();
    active?.connection.close();
    active = null;
  }

  env.onWake(wake);
  onState({ state: "connecting", transport: null, reason: null });
  connect();
  return { send, restart, close };
}

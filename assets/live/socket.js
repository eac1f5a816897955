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

/**
 * @param {{url: string, hello: () => Hello, onFrame: (frame) => void, onClose: (reason) => void, env}} options
 * `onClose` is called once, never from within this call.
 */
export function openSocket({ url, hello, onFrame, onClose, env }) {
  let socket = null;
  let closed = false;
  let deadline = null;
  let pinging = null;

  function limit(ms) {
    env.clearTimeout(deadline);
    deadline = ms ? env.setTimeout(() => end("silent"), ms) : null;
  }

  function end(reason) {
    if (closed) return;
    close();
    onClose(reason);
  }

  function close() {
    closed = true;
    limit(0);
    env.clearInterval(pinging);
    if (socket) socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
    try {
      socket?.close();
    } catch {
      // it never was open
    }
  }

  function send(frame) {
    if (closed || socket.readyState !== OPEN) return false;
    socket.send(JSON.stringify(frame));
    return true;
  }

  /** Asks for a sign of life. A phone that slept may hold a socket that only looks open. */
  function check(ms = WAKE_PONG_MS) {
    if (send(message.ping())) limit(ms);
    else if (!closed && socket.readyState > OPEN) end("closed"); // some close without saying so
  }

  function opened() {
    limit(WELCOME_MS);
    send(hello());
  }

  function received(event) {
    const frame = frameOf(event.data);
    if (!frame) return;
    limit(0);
    if (frame.type === "welcome" && pinging === null) pinging = env.setInterval(() => check(PONG_MS), PING_MS);
    if (frame.type !== "pong") onFrame(frame);
  }

  try {
    socket = new env.WebSocket(url);
    socket.onopen = opened;
    socket.onmessage = received;
    socket.onclose = (event) => end(event?.reason || "closed");
    socket.onerror = () => {}; // a close follows
    limit(OPEN_MS);
  } catch {
    env.setTimeout(() => end("impossible"), 0);
  }

  return { send, check, close };
}

// The same messages by plain HTTP: commands one after the other by POST, news by long-polling.
// For halls whose network, and phones whose browser, keeps WebSockets from opening.

const WELCOME_LIMIT_MS = 8000;
const POLL_LIMIT_MS = 30000; // the server answers after 20 s at the latest
const SUBMIT_LIMIT_MS = 10000;
const IDLE_MS = 500; // between polls that brought nothing new, so that no fault turns into a flood

const isAnswer = (data) => data && (data.type === "ack" || data.type === "rejected");

/**
 * Same interface as openSocket. `onFrame` may return a promise (a snapshot is being loaded); the next poll waits
 * for it, since it asks for what came after.
 */
export function openPolling({ base, hello, onFrame, onClose, env }) {
  const queue = []; // Submit frames, sent one after the other to keep their order
  let closed = false;
  let posting = false;
  let status = null;
  let current = null; // AbortController of the poll under way
  let again = false; // the poll was interrupted by ourselves

  async function post(path, body, ms, controller = new AbortController()) {
    const limit = env.setTimeout(() => controller.abort(), ms);
    try {
      const response = await env.fetch(base + path, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
        signal: controller.signal,
        cache: "no-store",
      });
      return { code: response.status, data: await response.json() };
    } finally {
      env.clearTimeout(limit);
    }
  }

  function end(reason) {
    if (closed) return;
    close();
    onClose(reason);
  }

  function close() {
    closed = true;
    current?.abort();
  }

  // --- news ---

  async function poll(first) {
    current = new AbortController();
    // Seq 0 is answered with a Welcome at once: it says who we are and that the way is open.
    const greeting = first ? { ...hello(), epoch: "", seq: 0 } : hello();
    const body = status ? { hello: greeting, status } : { hello: greeting };
    const { code, data } = await post("poll", body, first ? WELCOME_LIMIT_MS : POLL_LIMIT_MS, current);
    if (code !== 200) return end(data.code);
    if (closed) return undefined;
    return Promise.all(data.map(onFrame));
  }

  async function turn(first) {
    const before = hello().seq;
    try {
      await poll(first);
    } catch (error) {
      if (!again) throw error;
    }
    const idle = hello().seq === before && !again;
    again = false;
    if (idle && !first) await new Promise((resolve) => env.setTimeout(resolve, IDLE_MS));
  }

  async function loop() {
    try {
      await turn(true);
      while (!closed) await turn(false);
    } catch {
      end("unreachable");
    }
  }

  function interrupt() {
    if (!current) return;
    again = true;
    current.abort();
  }

  // --- commands ---

  async function drain() {
    if (posting) return;
    posting = true;
    try {
      while (queue.length > 0 && !closed) await submitNext();
    } catch {
      end("unreachable");
    }
    posting = false;
  }

  async function submitNext() {
    const submit = queue.shift();
    const { data } = await post("submit", { hello: hello(), submit }, SUBMIT_LIMIT_MS);
    if (closed) return;
    if (isAnswer(data)) onFrame(data);
    else end(data.code);
  }

  function send(frame) {
    if (closed) return false;
    if (frame.type === "submit") {
      queue.push(frame);
      drain();
    } else if (frame.type === "status") {
      status = frame;
      interrupt();
    }
    return true;
  }

  loop();
  return { send, check: interrupt, close };
}

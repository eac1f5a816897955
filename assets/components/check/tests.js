// What the check page tries. Each test answers, whatever the phone does.

const ECHO_OPEN_MS = 2000; // as long as the live channel waits before it takes HTTP
const ECHO_LATE_MS = 10000;
const ECHO_BACK_MS = 2500;
const ECHOES = 3;
const HTTP_AGAIN_MS = 500;
const LONGEST_MS = 3600000;

/** @typedef {[RegExp, string][]} Names */

/** @type {Names} */
const BROWSERS = [
  [/Edg(?:A|iOS)?\/(\d+)/, "Edge"],
  [/SamsungBrowser\/(\d+)/, "Samsung"],
  [/(?:FxiOS|Firefox)\/(\d+)/, "Firefox"],
  [/(?:CriOS|Chrome)\/(\d+)/, "Chrome"],
  [/Version\/(\d+(?:\.\d+)?).*Safari/, "Safari"],
];
/** @type {Names} */
const SYSTEMS = [
  [/iPhone|iPad/, "iOS"],
  [/Android (\d+)/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];
// A page inside of another app, which forgets what it kept as soon as that app closes it.
const INSIDE_AN_APP = /FBAN|FBAV|Instagram|MicroMessenger|Line\/|; wv\)/;

/** "Safari 26.1, iOS": enough to find a pattern among phones, too little to find a person. @param {string} agent */
export function browserName(agent) {
  const named = (/** @type {Names} */ list) => {
    const all = list.map(([pattern, name]) => /** @type {any[]} */ ([agent.match(pattern), name]));
    const found = all.find(([match]) => match);
    return found ? [found[1], found[0][1]].filter(Boolean).join(" ") : "?";
  };
  return `${named(BROWSERS)}, ${named(SYSTEMS)}${INSIDE_AN_APP.test(agent) ? ", App" : ""}`;
}

export function storageWorks() {
  try {
    window.localStorage.setItem("zr.check", "1");
    window.localStorage.removeItem("zr.check");
    return true;
  } catch {
    return false;
  }
}

export function cookiesWork() {
  document.cookie = "zr_check=1; SameSite=Lax; path=/";
  const works = document.cookie.includes("zr_check=1");
  document.cookie = "zr_check=; max-age=0; path=/";
  return works;
}

/** @param {number[]} numbers */
const middle = (numbers) => Math.round(numbers.sort((a, b) => a - b)[numbers.length >> 1]);

/** There and back in ms, and how far this phone's clock is from the laptop's. `patient`: until it works. */
export async function httpDelay(patient = false) {
  const times = [];
  let clock = 0;
  while (times.length < ECHOES) {
    try {
      const start = performance.now();
      const { now } = await (await fetch("/check/now", { cache: "no-store" })).json();
      times.push(performance.now() - start);
      clock = Math.round(Date.now() - now);
    } catch {
      if (!patient) return { ms: null, clock: 0 };
      await new Promise((resolve) => setTimeout(resolve, HTTP_AGAIN_MS));
    }
  }
  return { ms: middle(times), clock };
}

/**
 * How many ms ago that was, as the laptop takes it: a phone that slept may wake up with another time of day.
 * @param {number} since @param {number} [now]
 */
export function lasted(since, now = Date.now()) {
  return Math.min(LONGEST_MS, Math.max(0, now - since));
}

/** A WebSocket that is kept open, so that one sees whether it outlives a locked screen. */
export function echoSocket() {
  /** @type {WebSocket|null} */
  let socket = null;
  try {
    socket = new WebSocket(location.origin.replace(/^http/, "ws") + "/check/ws");
  } catch {
    // forbidden here
  }

  /** The event, or null when it does not come in time. @param {string} name @param {number} ms */
  function event(name, ms) {
    return new Promise((resolve) => {
      if (!socket) return resolve(null);
      setTimeout(() => resolve(null), ms);
      for (const end of ["close", "error"]) socket.addEventListener(end, () => resolve(null), { once: true });
      return socket.addEventListener(name, resolve, { once: true });
    });
  }

  async function echo() {
    const start = performance.now();
    if (socket?.readyState !== 1) return null;
    socket.send("?");
    return (await event("message", ECHO_BACK_MS)) && performance.now() - start;
  }

  /** There and back in ms; null where no WebSocket opens in time, or none answers. */
  async function delay(late = false) {
    if (socket?.readyState !== 1 && !(await event("open", late ? ECHO_LATE_MS : ECHO_OPEN_MS))) return null;
    /** @type {any[]} */
    const times = [];
    while (times.length < ECHOES) times.push(await echo());
    return times.includes(null) ? null : middle(times);
  }

  return { delay, lives: async () => (await echo()) !== null };
}

// Where the laptop is. A phone that has lost it asks at the laptop's other addresses and moves there by
// itself, with all that it keeps: a browser keeps things apart for each address.

const SEEK_AFTER_MS = 6000; // shorter losses heal by themselves
const SEEK_ANSWER_MS = 3000;
const SEEK_AGAIN_MS = 5000;
const MOVED_HASH = "#moved=";

/** What the page needs of a browser to move; tests bring their own. */
export function movingEnv() {
  return {
    document: window.document,
    location: window.location,
    history: window.history,
    fetch: (...args) => window.fetch(...args),
    setTimeout: (...args) => window.setTimeout(...args),
    clearTimeout: (id) => window.clearTimeout(id),
  };
}

/**
 * What came along from another address, before anything is read, and out of the page's address at once.
 * Anybody can make such a link; only one that was followed on a page of ours may overwrite something.
 */
export function takeIn(keep, home, { document, location, history } = movingEnv()) {
  if (location.hash.startsWith(MOVED_HASH)) {
    const carried = location.hash.slice(MOVED_HASH.length);
    const ours = [...Object.keys(home?.places || {}), ...(home?.former || [])];
    const trusted = ours.some((base) => document.referrer === base + "/");
    history.replaceState(null, "", location.pathname + location.search);
    try {
      keep.unpack(JSON.parse(decodeURIComponent(carried)), trusted);
    } catch {
      // not of our making
    }
  }
  keep.remove("left");
  keep.set("used", Date.now());
}

/**
 * `state`: {invite: what gets people in; for moderators: before: what the codes named before, warned: what else
 * has happened to the laptop, elsewhere: a new address of it}. `boot.home`: {question, places: {base: the laptop's answer there}}.
 */
export function createHome({ boot, keep, link, reactive, watch, fetchJson, env = movingEnv() }) {
  const { code, role } = boot;
  const state = reactive({ invite: boot.invite || null, before: null, warned: [], elsewhere: null });
  let { question, places } = boot.home || { places: {} };
  let timer = null;

  /** The laptop says where it is. What cannot be fetched now is fetched after the next welcome. */
  async function heard({ urls, invite, before, warned = [] }) {
    Object.assign(state, { before, warned });
    try {
      if (state.invite && state.invite.stamp !== invite) state.invite = await fetchJson(`/stage/${code}/invitation`);
      if (urls.some((base) => !(base in places))) ({ question, places } = await fetchJson(`/j/${code}/home`));
    } catch {
      // as above
    }
  }

  /** What answers there: the laptop's proof, or null. */
  async function answerAt(base) {
    const controller = new AbortController();
    const limit = env.setTimeout(() => controller.abort(), SEEK_ANSWER_MS);
    try {
      const asked = `${base}/here?question=${question}`;
      const found = await env.fetch(asked, { signal: controller.signal, cache: "no-store", credentials: "omit" });
      return (await found.json()).answer || "";
    } catch {
      return null;
    } finally {
      env.clearTimeout(limit);
    }
  }

  async function look() {
    const here = env.location.origin;
    const others = Object.keys(places).filter((base) => base !== here);
    const [own, ...answers] = await Promise.all([here, ...others].map(answerAt));
    const base = others.find((other, i) => answers[i] === places[other]);
    if (link.state === "online") return;
    if (base && own === null) move(base);
    env.clearTimeout(timer); // lost again while we looked: one search is enough
    timer = env.setTimeout(look, SEEK_AGAIN_MS);
  }

  /** In the fragment, which no browser sends to any server. */
  function move(base) {
    const { pathname, search } = env.location;
    if (role === "moderator") return void (state.elsewhere = base + pathname);
    const carried = role === "participant" ? MOVED_HASH + encodeURIComponent(JSON.stringify(keep.pack())) : "";
    if (carried) sayWhereFrom();
    return env.location.replace(base + pathname + search + carried);
  }

  function sayWhereFrom() {
    keep.set("left", true);
    const meta = env.document.createElement("meta");
    Object.assign(meta, { name: "referrer", content: "origin" });
    env.document.head.append(meta);
  }

  watch(
    () => link.state === "online",
    (online) => {
      env.clearTimeout(timer);
      if (online) state.elsewhere = null;
      else timer = env.setTimeout(look, SEEK_AFTER_MS);
    },
    { immediate: true },
  );

  return { state, heard, close: () => env.clearTimeout(timer) };
}

// Where the laptop is. A phone that has lost it asks at the laptop's other addresses and moves there by
// itself, with all that it keeps: a browser keeps things apart for each address.

/** @import { Keep } from "./keep.js" */
/** @import { Addresses } from "./protocol.gen.js" */
/** @import { Boot, Fetch, Fetching, Invite, Known, Later, LinkState, Place, Reactive, Stop, Watch } from "./shapes.js" */

/**
 * @typedef {{document: Document, location: Place, history: History, fetch: Fetch, setTimeout: Later,
 *            clearTimeout: Stop}} MovingEnv
 */

const SEEK_AFTER_MS = 6000; // shorter losses heal by themselves
const SEEK_ANSWER_MS = 3000;
const SEEK_AGAIN_MS = 5000;
const MOVED_HASH = "#moved=";

/** What the page needs of a browser to move; tests bring their own. @returns {MovingEnv} */
function movingEnv() {
  return {
    document: window.document,
    location: window.location,
    history: window.history,
    fetch: (path, how) => window.fetch(path, how),
    setTimeout: (callback, ms) => window.setTimeout(callback, ms),
    clearTimeout: (id) => window.clearTimeout(id),
  };
}

/**
 * What came along from another address, before anything is read, and out of the page's address at once.
 * Anybody can make such a link; only one that was followed on a page of ours may overwrite something.
 * @param {Keep} keep @param {Known|null} [home] @param {Pick<MovingEnv, "document"|"location"|"history">} [env]
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

/** Looks for the laptop once it is lost. */
export class Home {
  /**
   * @param {{boot: Boot, keep: Keep, link: Pick<LinkState, "state">, reactive: Reactive, watch: Watch,
   *          fetchJson: Fetching, env?: MovingEnv}} options
   */
  constructor({ boot, keep, link, reactive, watch, fetchJson, env = movingEnv() }) {
    this._boot = boot;
    this._keep = keep;
    this._link = link;
    this._fetchJson = fetchJson;
    this._env = env;
    /**
     * For moderators: before: what the codes named before, warned: what else has happened to the laptop,
     * elsewhere: a new address of it.
     * @type {{invite: Invite|null, before: string|null, warned: string[], elsewhere: string|null}}
     */
    this.state = reactive({ invite: boot.invite || null, before: null, warned: [], elsewhere: null });
    /** @type {Known} */
    this._known = boot.home || { places: {} };
    /** @type {any} */
    this._timer = null;
    watch(
      () => link.state === "online",
      (online) => this._linked(online),
      { immediate: true },
    );
  }

  /**
   * The laptop says where it is. What cannot be fetched now is fetched after the next welcome.
   * @param {Addresses} frame
   */
  async heard({ urls, invite, before, warned = [] }) {
    const { _boot: boot, state } = this;
    Object.assign(state, { before, warned });
    try {
      if (state.invite && state.invite.stamp !== invite)
        state.invite = await this._fetchJson(`/stage/${boot.code}/invitation`);
      if (urls.some((base) => !(base in this._known.places)))
        this._known = await this._fetchJson(`/j/${boot.code}/home`);
    } catch {
      // as above
    }
  }

  close() {
    this._env.clearTimeout(this._timer);
  }

  /** @param {boolean} online */
  _linked(online) {
    this.close();
    if (online) this.state.elsewhere = null;
    else this._lookAfter(SEEK_AFTER_MS);
  }

  /** @param {number} ms */
  _lookAfter(ms) {
    this._timer = this._env.setTimeout(() => this._look(), ms);
  }

  async _look() {
    const { places } = this._known;
    const here = this._env.location.origin;
    const others = Object.keys(places).filter((base) => base !== here);
    const [own, ...answers] = await Promise.all([here, ...others].map((base) => this._answerAt(base)));
    const base = others.find((other, i) => answers[i] === this._known.places[other]);
    if (this._link.state === "online") return;
    if (base && own === null) this._move(base);
    this.close(); // lost again while we looked: one search is enough
    this._lookAfter(SEEK_AGAIN_MS);
  }

  /** What answers there: the laptop's proof, or null. @param {string} base @returns {Promise<string|null>} */
  async _answerAt(base) {
    const controller = new AbortController();
    const limit = this._env.setTimeout(() => controller.abort(), SEEK_ANSWER_MS);
    try {
      const asked = `${base}/here?question=${this._known.question}`;
      /** @type {RequestInit} */
      const how = { signal: controller.signal, cache: "no-store", credentials: "omit" };
      const found = await this._env.fetch(asked, how);
      return (await found.json()).answer || "";
    } catch {
      return null;
    } finally {
      this._env.clearTimeout(limit);
    }
  }

  /** In the fragment, which no browser sends to any server. @param {string} base */
  _move(base) {
    const { role } = this._boot;
    const { pathname, search } = this._env.location;
    if (role === "moderator") return void (this.state.elsewhere = base + pathname);
    const carried = role === "participant" ? MOVED_HASH + encodeURIComponent(JSON.stringify(this._keep.pack())) : "";
    if (carried) this._sayWhereFrom();
    return this._env.location.replace(base + pathname + search + carried);
  }

  _sayWhereFrom() {
    this._keep.set("left", true);
    const meta = this._env.document.createElement("meta");
    Object.assign(meta, { name: "referrer", content: "origin" });
    this._env.document.head.append(meta);
  }
}

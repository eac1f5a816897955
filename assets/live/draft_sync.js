// What is being typed is kept on the laptop too, so that the same person goes on with it on another device.
//
// The device's own draft wins, unless it is empty, or an older state of the very same card. Nothing that
// was typed is thrown away because the laptop does not have it: only what was sent meanwhile is, as it was.
// What was typed on since is another card, for the first one's id is used up.

import { newCommandId } from "./ids.js";
import { DRAFTS, make, message } from "./protocol.gen.js";

/** @import { Drafts, Draft } from "./drafts.js" */
/** @import { Keep } from "./keep.js" */
/** @import { Ack, Rejected, ToDevice, ToServer, You } from "./protocol.gen.js" */
/** @import { Later, Stop } from "./shapes.js" */

/** @typedef {Object<string, string>} Kept by name a draft as JSON */

const PAUSE_MS = 2000; // after the last key
const DRAFT_CHARACTERS = 20000;
const BEGIN_NEW = ["card", "goal"];
const KEPT_KEY = "kept_drafts";

/** @param {string|undefined} text */
const idIn = (text) => (text ? JSON.parse(text).id : null);

/** Two texts that were both typed, as one: neither may be lost. @param {Draft} theirs @param {Draft} mine */
function bothTexts(theirs, mine) {
  return theirs.text && mine.text ? { ...theirs, text: `${theirs.text}\n${mine.text}` } : mine;
}

/** Calls back when the page goes out of sight. @param {() => void} listener */
export function onHide(listener) {
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && listener());
}

export class DraftSync {
  /**
   * `send(frame)`: whether it was handed over. `may()`: whether the laptop would take drafts now.
   * `exists(id)`: whether a card or goal with this id is there. `onHide(f)`: calls f when the page goes
   * out of sight, as when the phone is locked.
   * @param {{drafts: Drafts, keep: Keep, send: (frame: ToServer) => boolean, may: () => boolean,
   *          exists?: (id: string) => boolean, onHide?: (listener: () => void) => void,
   *          later?: Later, stop?: Stop}} options
   */
  constructor({ drafts, keep, send, may, exists = (_) => false, onHide = (_) => {}, ...clock }) {
    const { later = (f, ms) => setTimeout(f, ms), stop = (id) => clearTimeout(id) } = clock;
    this._drafts = drafts;
    this._keep = keep;
    this._send = send;
    this._may = may;
    this._exists = exists;
    this._later = later;
    this._stop = stop;
    this._before = this._kept(); // what the laptop had when we last spoke to it
    /** @type {string[]} */
    this._own = [];
    this._greeted = false;
    this._other = false; // somebody else's code was typed here: what is being typed comes along
    /** @type {{cmd_id: string, news: Kept}|null} */
    this._waiting = null;
    /** @type {any} */
    this._timer = null;
    drafts.listen((name, isNew) => this._typed(name, isNew));
    onHide(() => this._push());
  }

  /** @param {Pick<You, "group_id"|"own"|"drafts">} you */
  welcomed(you) {
    this._waiting = null;
    if (!you.group_id) return;
    this._before = this._kept();
    this._own = you.own;
    this._greeted = true;
    this._keep.set(KEPT_KEY, you.drafts);
    this._names().forEach((name) => this._settle(name));
    this._other = false;
    this._soon();
  }

  /** The laptop told of something new: perhaps of a card that is still a draft here, and was sent elsewhere. */
  heard() {
    if (!this._greeted) return;
    this._before = this._kept();
    const sent = BEGIN_NEW.filter((name) => this._isSent(name, this._drafts.id(name)));
    sent.forEach((name) => this._used(name));
  }

  /** A newcomer sat down: nothing of theirs is on the laptop yet. @param {string} group_id */
  seated(group_id) {
    if (!this._greeted) this.welcomed({ group_id, own: [], drafts: {} });
  }

  /**
   * Returns whether the Ack or Rejected was meant for us. What is refused waits for the next change.
   * @param {{type: string, cmd_id?: string|null}} frame
   */
  answered(frame) {
    if (!this._waiting || frame.cmd_id !== this._waiting.cmd_id) return false;
    const all = Object.entries({ ...this._kept(), ...this._waiting.news }).filter(([, text]) => text);
    if (frame.type === "ack") this._keep.set(KEPT_KEY, Object.fromEntries(all));
    this._waiting = null;
    if (frame.type === "ack" && Object.keys(this._changes()).length) this._soon();
    return true;
  }

  /** This device is somebody else from now on. */
  become() {
    this._keep.remove(KEPT_KEY);
    this._waiting = null;
    this._greeted = false;
    this._other = true;
  }

  /** What the laptop has, as far as we know. @returns {Kept} */
  _kept() {
    return this._keep.get(KEPT_KEY, {});
  }

  _names() {
    return this._drafts.names().filter((name) => DRAFTS.includes(name));
  }

  /**
   * Whether a new card or goal is one already; what is being changed always is.
   * @param {string} name @param {string|undefined} id
   */
  _isSent(name, id) {
    return BEGIN_NEW.includes(name) && id !== undefined && (this._own.includes(id) || this._exists(id));
  }

  /** Its card is there: what was typed before goes, what was typed since becomes the next card. @param {string} name */
  _used(name) {
    const mine = this._drafts.text(name);
    return mine && mine !== this._before[name] ? this._drafts.renew(name) : this._drafts.clear(name);
  }

  /** What the laptop has for this draft, laid beside what is here. @param {string} name */
  _settle(name) {
    const { _before: before, _drafts: drafts } = this;
    const theirs = this._kept()[name];
    const mine = drafts.text(name);
    if (this._isSent(name, drafts.id(name))) return this._used(name); // from another device
    if (!theirs || theirs === mine || this._isSent(name, idIn(theirs))) return undefined;
    const wasHere = idIn(before[name]) === idIn(theirs);
    if (mine ? wasHere && mine === before[name] : !wasHere) return drafts.take(name, JSON.parse(theirs));
    if (mine && this._other) return drafts.take(name, bothTexts(JSON.parse(theirs), JSON.parse(mine)));
    return undefined;
  }

  /** @param {string} name @param {boolean} isNew */
  _typed(name, isNew) {
    if (!DRAFTS.includes(name)) return;
    if (isNew && this._greeted) this._settle(name);
    this._soon();
  }

  _soon() {
    this._stop(this._timer);
    this._timer = this._later(() => this._push(), PAUSE_MS);
  }

  _push() {
    this._stop(this._timer);
    this._timer = null;
    if (this._waiting || !this._greeted || !this._may()) return;
    const news = this._changes();
    if (!Object.keys(news).length) return;
    const cmd_id = newCommandId();
    const command = make.keepDrafts({ drafts: news });
    if (this._send(message.submit({ cmd_id, command }))) this._waiting = { cmd_id, news };
  }

  /** @returns {Kept} */
  _changes() {
    const known = this._kept();
    const here = this._names().map((name) => [name, this._drafts.text(name)]);
    const news = here.filter(([name, text]) => text !== (known[name] ?? ""));
    return Object.fromEntries(news.filter(([, text]) => text.length <= DRAFT_CHARACTERS));
  }
}

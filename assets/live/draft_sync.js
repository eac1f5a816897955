// What is being typed is kept on the laptop too, so that the same person goes on with it on another device.
//
// The device's own draft wins, unless it is empty, or an older state of the very same card. Nothing that
// was typed is thrown away because the laptop does not have it: only what was sent meanwhile is, as it was.
// What was typed on since is another card, for the first one's id is used up.

import { newCommandId } from "./ids.js";
import { DRAFTS, make, message } from "./protocol.gen.js";

const PAUSE_MS = 2000; // after the last key
const DRAFT_CHARACTERS = 20000;
const BEGIN_NEW = ["card", "goal"];
const KEPT_KEY = "kept_drafts";

const idIn = (text) => (text ? JSON.parse(text).id : null);

/** Two texts that were both typed, as one: neither may be lost. */
function bothTexts(theirs, mine) {
  return theirs.text && mine.text ? { ...theirs, text: `${theirs.text}\n${mine.text}` } : mine;
}

export class DraftSync {
  /**
   * `drafts`: Drafts. `send(frame)`: whether it was handed over. `may()`: whether the laptop would take
   * drafts now. `exists(id)`: whether a card or goal with this id is there. `onHide(f)`: calls f when the page goes
   * out of sight, as when the phone is locked.
   */
  constructor({ drafts, keep, send, may, exists = () => false, onHide = () => {}, ...clock }) {
    const { later = (f, ms) => setTimeout(f, ms), stop = (id) => clearTimeout(id) } = clock;
    Object.assign(this, { _drafts: drafts, _keep: keep, _send: send, _may: may, _exists: exists });
    Object.assign(this, { _later: later, _stop: stop });
    this._before = this._kept(); // what the laptop had when we last spoke to it
    this._own = [];
    this._greeted = false;
    this._other = false; // somebody else's code was typed here: what is being typed comes along
    this._waiting = null; // {cmd_id, news}
    this._timer = null;
    drafts.listen((name, isNew) => this._typed(name, isNew));
    onHide(() => this._push());
  }

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

  /** A newcomer sat down: nothing of theirs is on the laptop yet. */
  seated(group_id) {
    if (!this._greeted) this.welcomed({ group_id, own: [], drafts: {} });
  }

  /** Returns whether the Ack or Rejected was meant for us. What is refused waits for the next change. */
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

  /** Name -> what the laptop has, as far as we know. */
  _kept() {
    return this._keep.get(KEPT_KEY, {});
  }

  _names() {
    return this._drafts.names().filter((name) => DRAFTS.includes(name));
  }

  /** Whether a new card or goal is one already; what is being changed always is. */
  _isSent(name, id) {
    return BEGIN_NEW.includes(name) && (this._own.includes(id) || this._exists(id));
  }

  /** Its card is there: what was typed before goes, what was typed since becomes the next card. */
  _used(name) {
    const mine = this._drafts.text(name);
    return mine && mine !== this._before[name] ? this._drafts.renew(name) : this._drafts.clear(name);
  }

  /** What the laptop has for this draft, laid beside what is here. */
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

  _changes() {
    const known = this._kept();
    const here = this._names().map((name) => [name, this._drafts.text(name)]);
    const news = here.filter(([name, text]) => text !== (known[name] ?? ""));
    return Object.fromEntries(news.filter(([, text]) => text.length <= DRAFT_CHARACTERS));
  }
}

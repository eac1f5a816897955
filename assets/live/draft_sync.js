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

/**
 * `drafts`: of createDrafts. `send(frame)`: whether it was handed over. `may()`: whether the laptop would take
 * drafts now. `exists(id)`: whether a card or goal with this id is there. `onHide(f)`: calls f when the page goes
 * out of sight, as when the phone is locked.
 */
export function createDraftSync(options) {
  const { drafts, keep, send, may, exists = () => false, onHide = () => {} } = options;
  const { later = setTimeout, stop = clearTimeout } = options;
  const kept = () => keep.get(KEPT_KEY, {}); // name -> what the laptop has, as far as we know
  let before = kept(); // what it had when we last spoke to it
  let own = [];
  let greeted = false;
  let other = false; // somebody else's code was typed here: what is being typed comes along
  let waiting = null; // {cmd_id, changes}
  let timer = null;

  /** Whether a new card or goal is one already; what is being changed always is. */
  const isSent = (name, id) => BEGIN_NEW.includes(name) && (own.includes(id) || exists(id));

  /** Its card is there: what was typed before goes, what was typed since becomes the next card. */
  function used(name) {
    const mine = drafts.text(name);
    return mine && mine !== before[name] ? drafts.renew(name) : drafts.clear(name);
  }

  /** What the laptop has for this draft, laid beside what is here. */
  function settle(name) {
    const theirs = kept()[name];
    const mine = drafts.text(name);
    if (isSent(name, drafts.id(name))) return used(name); // from another device
    if (!theirs || theirs === mine || isSent(name, idIn(theirs))) return undefined;
    const wasHere = idIn(before[name]) === idIn(theirs);
    if (mine ? wasHere && mine === before[name] : !wasHere) return drafts.take(name, JSON.parse(theirs));
    if (mine && other) return drafts.take(name, bothTexts(JSON.parse(theirs), JSON.parse(mine)));
    return undefined;
  }

  function welcomed(you) {
    waiting = null;
    if (!you.group_id) return;
    before = kept();
    own = you.own;
    greeted = true;
    keep.set(KEPT_KEY, you.drafts);
    drafts.names().filter((name) => DRAFTS.includes(name)).forEach(settle);
    other = false;
    soon();
  }

  /** The laptop told of something new: perhaps of a card that is still a draft here, and was sent elsewhere. */
  function heard() {
    if (!greeted) return;
    before = kept();
    BEGIN_NEW.filter((name) => isSent(name, drafts.id(name))).forEach(used);
  }

  /** A newcomer sat down: nothing of theirs is on the laptop yet. */
  function seated(group_id) {
    if (!greeted) welcomed({ group_id, own: [], drafts: {} });
  }

  function changes() {
    const known = kept();
    const here = drafts.names().filter((name) => DRAFTS.includes(name));
    const news = here.map((name) => [name, drafts.text(name)]).filter(([name, text]) => text !== (known[name] ?? ""));
    return Object.fromEntries(news.filter(([, text]) => text.length <= DRAFT_CHARACTERS));
  }

  function push() {
    stop(timer);
    timer = null;
    if (waiting || !greeted || !may()) return;
    const news = changes();
    if (!Object.keys(news).length) return;
    const cmd_id = newCommandId();
    if (send(message.submit({ cmd_id, command: make.keepDrafts({ drafts: news }) }))) waiting = { cmd_id, news };
  }

  function soon() {
    stop(timer);
    timer = later(push, PAUSE_MS);
  }

  /** Returns whether the Ack or Rejected was meant for us. What is refused waits for the next change. */
  function answered(frame) {
    if (!waiting || frame.cmd_id !== waiting.cmd_id) return false;
    const all = Object.entries({ ...kept(), ...waiting.news }).filter(([, text]) => text);
    if (frame.type === "ack") keep.set(KEPT_KEY, Object.fromEntries(all));
    waiting = null;
    if (frame.type === "ack" && Object.keys(changes()).length) soon();
    return true;
  }

  /** This device is somebody else from now on. */
  function become() {
    keep.remove(KEPT_KEY);
    waiting = null;
    greeted = false;
    other = true;
  }

  drafts.listen((name, isNew) => {
    if (!DRAFTS.includes(name)) return;
    if (isNew && greeted) settle(name);
    soon();
  });
  onHide(push);

  return { welcomed, heard, seated, answered, become };
}

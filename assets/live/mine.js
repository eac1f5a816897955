// The device's own cards and goals in their author's wording: the server shows nobody who wrote
// what, and does not send a hidden card even to its author.

const MINE_KEY = "mine.";

const SAVED_AS = {
  post_contribution: "contribution",
  edit_contribution: "contribution",
  propose_goal: "goal",
  edit_goal: "goal",
};
const TAKES_BACK = ["withdraw_contribution", "withdraw_goal"];
const TAKES_AGAIN = ["reclaim_contribution", "reclaim_goal"];

/** `state`: the store's. */
export function createMine({ keep, state, reactive = (value) => value, now = Date.now }) {
  const entries = reactive({});
  let epoch = "";
  for (const key of keep.keys(MINE_KEY)) entries[key.slice(MINE_KEY.length)] = keep.get(key);

  function set(entry) {
    entries[entry.id] = entry;
    keep.set(MINE_KEY + entry.id, entry);
  }

  function remove(id) {
    delete entries[id];
    keep.remove(MINE_KEY + id);
  }

  /** Kept in its wording: its writer may want it again. What another tablet wrote, we cannot show. */
  function takenBack(id, ack, at = now()) {
    const known = entries[id];
    if (!known) return undefined;
    if (!at) state.you.withdrawn = state.you.withdrawn.filter((other) => other !== id);
    return set({ ...known, withdrawn_at: at, epoch, seq: ack.seq, version: ack.version ?? known.version });
  }

  /** A command of this device is on the server's disk. */
  function saved(command, ack) {
    if (TAKES_BACK.includes(command.type)) return takenBack(command.id, ack);
    if (TAKES_AGAIN.includes(command.type)) return takenBack(command.id, ack, 0);
    const type = SAVED_AS[command.type];
    if (!type) return undefined;
    const known = entries[command.id] ?? { at: now() };
    return set({ ...known, ...command, type, epoch, seq: ack.seq, version: ack.version ?? known.version });
  }

  /** The server knows what is ours. What it has lost (an older database was restored) goes here too. */
  function welcomed(frame) {
    const own = new Set(frame.you.own);
    epoch = frame.epoch;
    for (const entry of Object.values(entries)) {
      const known = entry.epoch !== epoch || entry.seq <= frame.seq;
      if (known && !own.has(entry.id)) remove(entry.id);
    }
  }

  function isMine(id) {
    return id in entries || state.you.own.includes(id);
  }

  function seen(type, id) {
    const entity = state.byType[type][id] ?? null;
    const entry = entries[id];
    const missing = !entity && state.ready && Boolean(entry) && state.seq >= entry.seq;
    const how = entry?.withdrawn_at || state.you.withdrawn.includes(id) ? "withdrawn" : "hidden";
    return { at: entity?.created_at, ...entry, ...entity, id, type, entity, gone: missing || (!entity && entry?.withdrawn_at) ? how : "" };
  }

  /**
   * Own "contribution"s or "goal"s, oldest first: the newest known fields, `entity` (what everybody
   * sees, or null) and `gone`: "hidden" by the moderator, "withdrawn" elsewhere (a neighbour's tablet), or "".
   */
  function list(type) {
    const kept = Object.values(entries).filter((entry) => entry.type === type);
    const ids = [...kept.map((entry) => entry.id), ...state.you.own.filter((id) => state.byType[type][id])];
    const found = [...new Set(ids)].map((id) => seen(type, id));
    return found.filter((one) => !one.withdrawn).sort((a, b) => a.at - b.at);
  }

  keep.onOtherTab((key, value) => {
    if (!key.startsWith(MINE_KEY)) return;
    const id = key.slice(MINE_KEY.length);
    if (value) entries[id] = value;
    else delete entries[id];
  });

  return { saved, welcomed, isMine, list };
}

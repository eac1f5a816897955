// Joins link, store, outbox, drafts and texts into the one object that components work with.

import { effectScope, getCurrentScope, reactive, shallowReactive, watch } from "vue";
import { createDrafts } from "./drafts.js";
import { createDraftSync } from "./draft_sync.js";
import { createHome, takeIn } from "./home.js";
import { createIdentity, tokenOf } from "./identity.js";
import { newId } from "./ids.js";
import { createKeep } from "./keep.js";
import { createLink } from "./link.js";
import { createMine } from "./mine.js";
import { createOutbox } from "./outbox.js";
import { LATE, PHASES, PROTOCOL_VERSION, REFUSALS, make, message } from "./protocol.gen.js";
import { leaveScannedTable } from "./scanned_table.js";
import { takeSlip } from "./slip.js";
import { createStore } from "./store.js";
import { createTexts } from "./texts.js";

const FETCH_MS = 15000;
const SNAPSHOT_TRIES = 3;
const STATUS_MS = 1000; // what is sent within a second was never waiting
const HANDED_IN_BY = {
  card: "post_contribution",
  edit: "edit_contribution",
  goal: "propose_goal",
  goal_edit: "edit_goal",
};

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function fetchJson(path) {
  const controller = new AbortController();
  const limit = setTimeout(() => controller.abort(), FETCH_MS);
  try {
    const response = await fetch(path, { signal: controller.signal });
    if (!response.ok) throw new Error(`${response.status} ${path}`);
    return await response.json();
  } finally {
    clearTimeout(limit);
  }
}

async function fetchPatiently(path) {
  for (let left = SNAPSHOT_TRIES - 1; left > 0; left -= 1) {
    try {
      return await fetchJson(path);
    } catch {
      await pause(500);
    }
  }
  return fetchJson(path);
}

/** Whether participants may send commands of this type now. */
function allowedIn(workshop, type) {
  if (!workshop || workshop.finished) return false;
  const phase = PHASES.find((one) => one.id === workshop.phase);
  return Boolean(phase?.allows.includes(type)) || (workshop.late_allowed && LATE.includes(type));
}

function onHide(listener) {
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && listener());
}

/** How much was typed for a phase that is over, and has not been sent. */
function leftTyped(drafts, workshop) {
  const { allows } = PHASES.find((one) => one.id === workshop?.phase) ?? PHASES[0];
  const over = Object.keys(HANDED_IN_BY).filter((name) => !allows.includes(HANDED_IN_BY[name]));
  return workshop ? over.filter((name) => !drafts.blank(name)).length : 0;
}

/** Keeps the moderator informed of what still waits on this device. `left()`: typed, but in no outbox. */
function createStatus(outbox, send, left) {
  let told = 0;
  let timer = null;
  const count = () => outbox.items.filter((item) => item.state !== "refused").length + left();

  function tell() {
    timer = null;
    const unsent = count();
    if (unsent !== told && send(message.status({ unsent }))) told = unsent;
  }

  function soon() {
    timer = timer ?? setTimeout(tell, STATUS_MS);
  }

  watch(count, soon);
  return {
    reconnected() {
      told = 0;
      soon();
    },
  };
}

/**
 * @param {{code: string, role: "participant"|"moderator"|"stage", lang: string, texts: Object}} boot
 * @returns live: see the members at the end.
 */
export function connect(boot) {
  return effectScope(true).run(() => connected(boot));
}

function connected(boot) {
  const { code, role } = boot;
  // A moderator who tries the participants' page in the same browser is two people.
  const keep = createKeep(role === "participant" ? code : `${code}.${role}`);
  if (role === "participant") takeIn(keep, boot.home);
  const texts = createTexts({ boot, keep, reactive, fetchJson });
  const identity = createIdentity({ keep, reactive, watch, role });
  if (role === "participant") takeSlip(identity, keep);
  const linkState = reactive({ state: "connecting", transport: null, reason: null, outdated: false });
  let offset = 0;
  let early = []; // acknowledgements of what the store does not hold yet
  let link = null; // createLink calls back before it returns
  const page = newId(); // stages and moderators have no secret: those who poll are told apart by this
  const home = createHome({ boot, keep, link: linkState, reactive, watch, fetchJson });
  const send = (frame) => Boolean(link?.send(frame));
  const now = () => Date.now() + offset;

  const { state, apply } = createStore({
    reactive,
    shallowReactive,
    load: fetchPatiently,
    onGap: () => link?.restart(),
  });
  const mine = createMine({ keep, state, reactive, now });
  // A component that is the first to ask for a draft must not take its watcher along when it goes.
  const scope = getCurrentScope();
  const drafts = createDrafts({ keep, reactive, watch: (...args) => scope.run(() => watch(...args)) });
  const typed = (command) => LATE.includes(command.type) || command.type === "cast_ballot";
  const seat = reactive({ refusal: null, group_id: "" }); // the last that was asked for
  const isPaused = () => Boolean(state.byType.group?.[identity.group_id]?.paused);
  const waitsForTable = ({ type }) => isPaused() && LATE.includes(type) && !type.startsWith("withdraw");
  const mayAsk = (command) => role !== "participant" || (allowedIn(state.workshop, command.type) && !waitsForTable(command));
  const outbox = createOutbox({
    keep,
    items: reactive([]),
    send: (cmd_id, command) => send(message.submit({ cmd_id, command })),
    allowed: mayAsk,
    typed: (command) => role === "participant" && typed(command),
    lasting: (command) => role === "participant" || LATE.includes(command.type),
    onSaved,
  });
  const status = role === "participant" ? createStatus(outbox, send, () => leftTyped(drafts, state.workshop)) : null;
  const mayKeep = () => mayAsk({ type: "keep_drafts" });
  const exists = (id) => id in state.byType.contribution || id in state.byType.goal;
  const sync = role === "participant" ? createDraftSync({ drafts, keep, send, may: mayKeep, exists, onHide }) : null;

  /** Not one that was cast in a turn, or with a slip that is held no longer. */
  const isOwnBallot = ({ turn, slip }) => !turn && (!slip || slip === identity.slip);

  /** What the server says of us only with the next Welcome. */
  function onSaved(command, ack) {
    const { you } = state;
    if (role === "participant") mine.saved(command, ack);
    if (command.type === "cast_ballot" && isOwnBallot(command)) you.ballot[command.voting_id] = command.marks;
    if (command.type === "signal_ready") you.ready_for = command.ready_for;
    if (command.type !== "join_workshop") return;
    const { group_id, device } = command;
    Object.assign(identity, { group_id, device });
    Object.assign(you, { group_id, device });
    sync?.seated(group_id);
  }

  function onWelcome(frame) {
    offset = frame.now - Date.now();
    linkState.outdated = frame.protocol !== PROTOCOL_VERSION;
    if (role !== "participant") return;
    mine.welcomed(frame);
    sync.welcomed(frame.you);
    if (frame.you.group_id) Object.assign(identity, { group_id: frame.you.group_id, device: frame.you.device });
  }

  /** The server forgot us (an older database was restored): sit down again where we sat. */
  function rejoin() {
    if (!state.ready || state.you.group_id || !identity.group_id) return;
    if (outbox.items.some((item) => item.command.type === "join_workshop")) return;
    if (state.byType.group[identity.group_id]) join(identity);
    else identity.group_id = null;
  }

  /**
   * From now on this device is the person with this code, as `you` says. What was not sent comes along, also
   * what is being typed; only a seat that was asked for goes.
   */
  function become(code, { group_id, device }) {
    const seats = outbox.items.filter((item) => item.command.type === "join_workshop");
    seats.forEach((item) => outbox.discard(item.cmd_id));
    Object.assign(identity, { code, token: tokenOf(code), group_id, device });
  }

  /** An acknowledgement waits for its change, so that a card never is nowhere between the two. */
  function onAck(frame) {
    if (frame.seq <= state.seq) outbox.answer(frame);
    else early.push(frame);
  }

  function releaseAcks() {
    const waiting = early;
    early = [];
    waiting.forEach(onAck);
  }

  function onFrame(frame) {
    if (sync?.answered(frame)) return undefined;
    if (frame.type === "ack") return onAck(frame);
    if (frame.type === "rejected") return outbox.answer(frame);
    if (frame.type === "addresses") return void home.heard(frame);
    if (frame.type === "welcome") onWelcome(frame);
    return apply(frame);
  }

  function onState(change) {
    Object.assign(linkState, change);
    outbox.connected(change.state === "online");
    if (change.state !== "online") return;
    status?.reconnected();
    texts.retry();
  }

  function hello() {
    const known = { epoch: state.epoch, seq: state.seq, language: texts.state.lang };
    const { token, slip = null } = identity;
    return message.hello({ protocol: PROTOCOL_VERSION, role, token: token ?? page, slip, ...known });
  }

  /** Votes with this printed slip from now on; the laptop says what was voted with it before. */
  function holdSlip(slip) {
    Object.assign(identity, { slip, scanned: null });
    state.you.ballot = {};
    link.restart();
  }

  /** Takes a seat, or changes it. Resolves with the Ack. @param {{group_id: string, device: Device}} seat */
  function join({ group_id, device = "phone" }) {
    Object.assign(seat, { refusal: null, group_id });
    const wish = outbox.submit(make.joinWorkshop({ group_id, device, language: texts.state.lang }));
    wish.catch((refusal) => REFUSALS.includes(refusal.code) && (seat.refusal = refusal));
    return wish;
  }

  /** Another person's code was typed, here or in another tab. */
  function isSomebodyElse() {
    sync?.become();
    link?.restart();
  }

  watch(() => identity.token, isSomebodyElse, { flush: "sync" });
  watch(() => state.seq, releaseAcks, { flush: "sync" });
  watch(() => state.seq, () => sync?.heard(), { flush: "sync" });
  watch(() => [state.workshop?.phase, state.workshop?.late_allowed, state.workshop?.finished, isPaused()], outbox.release);
  watch(() => [state.ready, state.you, state.epoch], rejoin);
  link = createLink({ code, role, hello, onFrame, onState, keep });
  outbox.connected(linkState.state === "online");

  return {
    boot,
    store: state,
    link: linkState,
    outbox: outbox.items,
    identity,
    submit: outbox.submit,
    change: outbox.change,
    discard: outbox.discard,
    draft: drafts.draft,
    clearDraft: drafts.clear,
    beginDraft: drafts.begin,
    isBlank: drafts.blank,
    become,
    join,
    seat,
    holdSlip,
    /** Of a stage: in how many pages it shows what it shows. */
    tellPages: (pages) => send(message.status({ pages })),
    leaveScannedTable: () => leaveScannedTable(identity, keep),
    isMine: mine.isMine,
    mine: mine.list,
    may: (type) => mayAsk({ type }),
    now,
    t: texts.t,
    n: texts.n,
    texts: texts.state,
    setLanguage: texts.setLanguage,
    home: home.state,
    close() {
      home.close();
      link.close();
    },
    get ready() {
      return state.ready;
    },
  };
}

// Joins link, store, outbox, drafts and texts into the one object that components work with.

import { effectScope, getCurrentScope, reactive, shallowReactive, watch } from "vue";
import { DraftSync } from "./draft_sync.js";
import { Drafts } from "./drafts.js";
import { fetchJson, fetchPatiently } from "./fetching.js";
import { Home, takeIn } from "./home.js";
import { createIdentity, tokenOf } from "./identity.js";
import { newId } from "./ids.js";
import { Keep } from "./keep.js";
import { Link } from "./link.js";
import { Mine } from "./mine.js";
import { Outbox } from "./outbox.js";
import { allowedIn, isTyped, leftTyped, whatAllows } from "./phases.js";
import { LATE, PROTOCOL_VERSION, REFUSALS, make, message } from "./protocol.gen.js";
import { leaveScannedTable } from "./scanned_table.js";
import { takeSlip } from "./slip.js";
import { Store } from "./store.js";
import { Texts } from "./texts.js";
import { UnsentCount } from "./unsent_count.js";

function onHide(listener) {
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && listener());
}

/** What `connect` gives. Members without an underscore are what components work with. */
class Live {
  /** @param {{code: string, role: "participant"|"moderator"|"stage", lang: string, texts: Object}} boot */
  constructor(boot) {
    const { code, role } = boot;
    const isParticipant = role === "participant";
    // A moderator who tries the participants' page in the same browser is two people.
    const keep = new Keep(isParticipant ? code : `${code}.${role}`);
    Object.assign(this, { boot, _keep: keep, _isParticipant: isParticipant });
    if (isParticipant) takeIn(keep, boot.home);
    this._speak(new Texts({ boot, keep, reactive, fetchJson }));
    this.identity = createIdentity({ keep, reactive, watch, role });
    if (isParticipant) takeSlip(this.identity, keep);
    this.link = reactive({ state: "connecting", transport: null, reason: null, outdated: false });
    this._home = new Home({ boot, keep, link: this.link, reactive, watch, fetchJson });
    this.home = this._home.state;
    this.seat = reactive({ refusal: null, group_id: "" }); // the last that was asked for
    this._offset = 0;
    this._early = []; // acknowledgements of what the store does not hold yet
    this._page = newId(); // stages and moderators have no secret: those who poll are told apart by this
    this._hold();
    if (isParticipant) this._report();
    this._follow();
    this._connect();
  }

  now() {
    return Date.now() + this._offset;
  }

  may(type) {
    return this._mayAsk({ type });
  }

  isMine(id) {
    return this._mine.isMine(id);
  }

  mine(type) {
    return this._mine.list(type);
  }

  /** Of a stage: in how many pages it shows what it shows. */
  tellPages(pages) {
    return this._send(message.status({ pages }));
  }

  leaveScannedTable() {
    leaveScannedTable(this.identity, this._keep);
  }

  close() {
    this._home.close();
    this._link.close();
  }

  // --- commands and drafts ---

  submit(command) {
    return this._outbox.submit(command);
  }

  change(cmd_id, fields) {
    this._outbox.change(cmd_id, fields);
  }

  discard(cmd_id) {
    this._outbox.discard(cmd_id);
  }

  draft(name, initial) {
    return this._drafts.draft(name, initial);
  }

  clearDraft(name) {
    return this._drafts.clear(name);
  }

  beginDraft(name, fields) {
    this._drafts.begin(name, fields);
  }

  isBlank(name) {
    return this._drafts.blank(name);
  }

  /** Takes a seat, or changes it. Resolves with the Ack. @param {{group_id: string, device: Device}} seat */
  join({ group_id, device = "phone" }) {
    Object.assign(this.seat, { refusal: null, group_id });
    const wish = this.submit(make.joinWorkshop({ group_id, device, language: this.texts.lang }));
    wish.catch((refusal) => REFUSALS.includes(refusal.code) && (this.seat.refusal = refusal));
    return wish;
  }

  /**
   * From now on this device is the person with this code, as `you` says. What was not sent comes along, also
   * what is being typed; only a seat that was asked for goes.
   */
  become(code, { group_id, device }) {
    const seats = this.outbox.filter((item) => item.command.type === "join_workshop");
    seats.forEach((item) => this.discard(item.cmd_id));
    Object.assign(this.identity, { code, token: tokenOf(code), group_id, device });
  }

  /** Votes with this printed slip from now on; the laptop says what was voted with it before. */
  holdSlip(slip) {
    Object.assign(this.identity, { slip, scanned: null });
    this.store.you.ballot = {};
    this._link.restart();
  }

  // --- how it is put together ---

  _speak(texts) {
    const { t, n, setLanguage, state } = texts;
    Object.assign(this, { _texts: texts, texts: state, t, n, setLanguage });
  }

  _hold() {
    const { _keep: keep, _isParticipant: isParticipant } = this;
    this._store = new Store({ reactive, shallowReactive, load: fetchPatiently, onGap: () => this._link?.restart() });
    this.store = this._store.state;
    this._mine = new Mine({ keep, state: this.store, reactive, now: () => this.now() });
    // A component that is the first to ask for a draft must not take its watcher along when it goes.
    const scope = getCurrentScope();
    this._drafts = new Drafts({ keep, reactive, watch: (...args) => scope.run(() => watch(...args)) });
    this._outbox = new Outbox({
      keep,
      items: reactive([]),
      send: (cmd_id, command) => this._send(message.submit({ cmd_id, command })),
      allowed: (command) => this._mayAsk(command),
      typed: (command) => isParticipant && isTyped(command),
      lasting: (command) => isParticipant || LATE.includes(command.type),
      onSaved: (command, ack) => this._saved(command, ack),
    });
    this.outbox = this._outbox.items;
  }

  /** What the laptop is told of a participant's device beside commands. */
  _report() {
    const { _drafts: drafts, _keep: keep, store } = this;
    const send = (frame) => this._send(frame);
    this._unsent = new UnsentCount({ items: this.outbox, left: () => leftTyped(drafts, store.workshop), send });
    const exists = (id) => id in store.byType.contribution || id in store.byType.goal;
    this._sync = new DraftSync({ drafts, keep, send, may: () => this.may("keep_drafts"), exists, onHide });
  }

  _follow() {
    const { store, identity } = this;
    const now = { flush: "sync" };
    const seq = () => store.seq;
    const allowed = () => [...whatAllows(store.workshop), this._isPaused()];
    watch(() => identity.token, this._isSomebodyElse.bind(this), now);
    watch(seq, () => this._releaseAcks(), now);
    watch(seq, () => this._sync?.heard(), now);
    watch(allowed, () => this._outbox.release());
    watch(() => [store.ready, store.you, store.epoch], this._rejoin.bind(this));
  }

  _connect() {
    const { code, role } = this.boot;
    this._link = new Link({
      code,
      role,
      hello: () => this._hello(),
      onFrame: (frame) => this._received(frame),
      onState: (change) => this._linked(change),
      keep: this._keep,
    });
    this._outbox.connected(this.link.state === "online");
  }

  _isPaused() {
    return Boolean(this.store.byType.group?.[this.identity.group_id]?.paused);
  }

  _mayAsk({ type }) {
    if (!this._isParticipant) return true;
    const waitsForTable = this._isPaused() && LATE.includes(type) && !type.startsWith("withdraw");
    return allowedIn(this.store.workshop, type) && !waitsForTable;
  }

  _send(frame) {
    return Boolean(this._link?.send(frame));
  }

  _hello() {
    const { boot, identity, store, texts } = this;
    const { token, slip = null } = identity;
    const known = { epoch: store.epoch, seq: store.seq, language: texts.lang };
    return message.hello({ protocol: PROTOCOL_VERSION, role: boot.role, token: token ?? this._page, slip, ...known });
  }

  // --- answers ---

  /** What the server says of us only with the next Welcome. */
  _saved(command, ack) {
    const { you } = this.store;
    if (this._isParticipant) this._mine.saved(command, ack);
    if (command.type === "cast_ballot" && this._isOwnBallot(command)) you.ballot[command.voting_id] = command.marks;
    if (command.type === "signal_ready") you.ready_for = command.ready_for;
    if (command.type !== "join_workshop") return;
    const { group_id, device } = command;
    Object.assign(this.identity, { group_id, device });
    Object.assign(you, { group_id, device });
    this._sync?.seated(group_id);
  }

  /** Not one that was cast in a turn, or with a slip that is held no longer. */
  _isOwnBallot({ turn, slip }) {
    return !turn && (!slip || slip === this.identity.slip);
  }

  _received(frame) {
    if (this._sync?.answered(frame)) return undefined;
    if (frame.type === "ack") return this._acknowledged(frame);
    if (frame.type === "rejected") return this._outbox.answer(frame);
    if (frame.type === "addresses") return void this._home.heard(frame);
    if (frame.type === "welcome") this._welcomed(frame);
    return this._store.apply(frame);
  }

  /** An acknowledgement waits for its change, so that a card never is nowhere between the two. */
  _acknowledged(frame) {
    if (frame.seq <= this.store.seq) this._outbox.answer(frame);
    else this._early.push(frame);
  }

  _releaseAcks() {
    const waiting = this._early;
    this._early = [];
    waiting.forEach((frame) => this._acknowledged(frame));
  }

  _welcomed(frame) {
    const { you } = frame;
    this._offset = frame.now - Date.now();
    this.link.outdated = frame.protocol !== PROTOCOL_VERSION;
    if (!this._isParticipant) return;
    this._mine.welcomed(frame);
    this._sync.welcomed(you);
    if (you.group_id) Object.assign(this.identity, { group_id: you.group_id, device: you.device });
  }

  /** The server forgot us (an older database was restored): sit down again where we sat. */
  _rejoin() {
    const { identity, store } = this;
    if (!store.ready || store.you.group_id || !identity.group_id) return;
    if (this.outbox.some((item) => item.command.type === "join_workshop")) return;
    if (store.byType.group[identity.group_id]) this.join(identity);
    else identity.group_id = null;
  }

  _linked(change) {
    Object.assign(this.link, change);
    this._outbox.connected(change.state === "online");
    if (change.state !== "online") return;
    this._unsent?.reconnected();
    this._texts.retry();
  }

  /** Another person's code was typed, here or in another tab. */
  _isSomebodyElse() {
    this._sync?.become();
    this._link?.restart();
  }
}

/** Connects a page: {code, role, lang, texts ...} -> Live. */
export function connect(boot) {
  return effectScope(true).run(() => new Live(boot));
}

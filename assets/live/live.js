// Joins link, store, outbox, drafts and texts into the one object that components work with.

import { effectScope, getCurrentScope, reactive, shallowReactive, watch } from "vue";
import { DraftSync, onHide } from "./draft_sync.js";
import { Drafts } from "./drafts.js";
import { fetchJson, fetchPatiently } from "./fetching.js";
import { Home, takeIn } from "./home.js";
import { createIdentity, tokenOf } from "./identity.js";
import { newId } from "./ids.js";
import { Keep } from "./keep.js";
import { Link } from "./link.js";
import { Mine } from "./mine.js";
import { Outbox } from "./outbox.js";
import { allowedIn, isPaused, isTyped, leftTyped, whatAllows } from "./agenda.js";
import { LATE, PROTOCOL_VERSION, REFUSALS, make, message } from "./protocol.gen.js";
import { leaveScannedTable } from "./scanned_table.js";
import { isOwnBallot, takeSlip } from "./slip.js";
import { Store } from "./store.js";
import { Texts } from "./texts.js";
import { UnsentCount } from "./unsent_count.js";

/** @import { Draft } from "./drafts.js" */
/** @import { OwnType } from "./mine.js" */
/** @import { Ack, Command, Rejected, ToDevice, ToServer, Welcome } from "./protocol.gen.js" */
/** @import { Boot, Identity, LinkState, Seat } from "./shapes.js" */
/** @import { EffectScope, WatchOptions } from "vue" */

/** What `connect` gives. Members without an underscore are what components work with. */
class Live {
  /** @param {Boot} boot */
  constructor(boot) {
    const { code, role } = boot;
    const isParticipant = role === "participant";
    // A moderator who tries the participants' page in the same browser is two people.
    const keep = new Keep(isParticipant ? code : `${code}.${role}`);
    this.boot = boot;
    this._keep = keep;
    this._isParticipant = isParticipant;
    if (isParticipant) takeIn(keep, boot.home);
    this._texts = new Texts({ boot, keep, reactive, fetchJson });
    this.texts = this._texts.state;
    this.t = this._texts.t;
    this.n = this._texts.n;
    this.setLanguage = this._texts.setLanguage;
    this.identity = createIdentity({ keep, reactive, watch, role });
    if (isParticipant) takeSlip(this.identity, keep);
    /** @type {LinkState & {outdated: boolean}} */
    this.link = reactive({ state: "connecting", transport: null, reason: null, outdated: false });
    this._home = new Home({ boot, keep, link: this.link, reactive, watch, fetchJson });
    this.home = this._home.state;
    /** @type {{refusal: Pick<Rejected, "code"|"params">|null, group_id: string}} the last that was asked for */
    this.seat = reactive({ refusal: null, group_id: "" });
    this._offset = 0;
    this._early = /** @type {Ack[]} */ ([]); // acknowledgements of what the store does not hold yet
    this._page = newId(); // stages and moderators have no secret: those who poll are told apart by this
    this._store = new Store({ reactive, shallowReactive, load: fetchPatiently, onGap: () => this._link?.restart() });
    this.store = this._store.state;
    this._mine = new Mine({ keep, state: this.store, reactive, now: () => this.now() });
    this._drafts = this._newDrafts();
    this._outbox = this._newOutbox();
    this.outbox = this._outbox.items;
    if (isParticipant) this._report();
    this._follow();
    this._connect();
  }

  now() {
    return Date.now() + this._offset;
  }

  may(/** @type {string} */ type) {
    return this._mayAsk({ type });
  }

  isMine(/** @type {string} */ id) {
    return this._mine.isMine(id);
  }

  mine(/** @type {OwnType} */ type) {
    return this._mine.list(type);
  }

  /** Of a stage: in how many pages it shows what it shows. @param {number} pages */
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

  submit(/** @type {Command} */ command) {
    return this._outbox.submit(command);
  }

  change(/** @type {string} */ cmd_id, /** @type {Object} */ fields = {}) {
    this._outbox.change(cmd_id, fields);
  }

  discard(/** @type {string} */ cmd_id) {
    this._outbox.discard(cmd_id);
  }

  draft(/** @type {string} */ name, /** @type {Object|(() => Object)} */ initial = {}) {
    return this._drafts.draft(name, initial);
  }

  clearDraft(/** @type {string} */ name) {
    return this._drafts.clear(name);
  }

  beginDraft(/** @type {string} */ name, /** @type {Draft} */ fields) {
    this._drafts.begin(name, fields);
  }

  isBlank(/** @type {string} */ name) {
    return this._drafts.blank(name);
  }

  /** Takes a seat, or changes it. Resolves with the Ack. @param {Seat} seat */
  join({ group_id, device = "phone" }) {
    Object.assign(this.seat, { refusal: null, group_id });
    const joining = this.submit(make.joinWorkshop({ group_id, device, language: this.texts.lang }));
    joining.catch((refusal) => REFUSALS.includes(refusal.code) && (this.seat.refusal = refusal));
    return joining;
  }

  /**
   * From now on this device is the person with this code, as `you` says. What was not sent comes along, also
   * what is being typed; only a seat that was asked for goes.
   * @param {string} code @param {Pick<Identity, "group_id"|"device">} you
   */
  become(code, { group_id, device }) {
    const seats = this.outbox.filter((item) => item.command.type === "join_workshop");
    seats.forEach((item) => this.discard(item.cmd_id));
    Object.assign(this.identity, { code, token: tokenOf(code), group_id, device });
  }

  /** Votes with this printed slip from now on; the laptop says what was voted with it before. @param {string} slip */
  holdSlip(slip) {
    Object.assign(this.identity, { slip, scanned: null });
    this.store.you.ballot = {};
    this._link.restart();
  }

  // --- how it is put together ---

  /** A component that is the first to ask for a draft must not take its watcher along when it goes. */
  _newDrafts() {
    const scope = /** @type {EffectScope} */ (getCurrentScope());
    return new Drafts({ keep: this._keep, reactive, watch: (of, told, how) => scope.run(() => watch(of, told, how)) });
  }

  _newOutbox() {
    const { _keep: keep, _isParticipant: isParticipant } = this;
    return new Outbox({
      keep,
      items: reactive([]),
      send: (cmd_id, command) => this._send(message.submit({ cmd_id, command })),
      allowed: (command) => this._mayAsk(command),
      typed: (command) => isParticipant && isTyped(command),
      lasting: (command) => isParticipant || LATE.includes(command.type),
      onSaved: (command, ack) => this._saved(command, ack),
    });
  }

  /** What the laptop is told of a participant's device beside commands. */
  _report() {
    const { _drafts: drafts, _keep: keep, store } = this;
    const send = (/** @type {ToServer} */ frame) => this._send(frame);
    this._unsent = new UnsentCount({ items: this.outbox, left: () => leftTyped(drafts, store.workshop), send });
    const exists = (/** @type {string} */ id) => id in store.byType.contribution || id in store.byType.goal;
    this._sync = new DraftSync({ drafts, keep, send, may: () => this.may("keep_drafts"), exists, onHide });
  }

  _follow() {
    const { store, identity } = this;
    const now = /** @type {WatchOptions} */ ({ flush: "sync" });
    const seq = () => store.seq;
    const allowed = () => [...whatAllows(store.workshop), isPaused(store, identity)];
    watch(() => identity.token, this._isSomebodyElse.bind(this), now);
    watch(seq, () => this._releaseAcks(), now);
    watch(seq, () => this._sync?.heard(), now);
    watch(allowed, () => this._outbox.release());
    watch(() => [store.ready, store.you, store.epoch], this._rejoin.bind(this));
  }

  _connect() {
    const { code, role } = this.boot;
    /** @type {Link} */
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

  _mayAsk(/** @type {{type: string}} */ { type }) {
    if (!this._isParticipant) return true;
    const waitsForTable = isPaused(this.store, this.identity) && LATE.includes(type) && !type.startsWith("withdraw");
    return allowedIn(this.store.workshop, type) && !waitsForTable;
  }

  _send(/** @type {ToServer} */ frame) {
    return Boolean(this._link?.send(frame));
  }

  _hello() {
    const { boot, identity, store, texts } = this;
    const { token, slip = null } = identity;
    const known = { epoch: store.epoch, seq: store.seq, language: texts.lang };
    return message.hello({ protocol: PROTOCOL_VERSION, role: boot.role, token: token ?? this._page, slip, ...known });
  }

  // --- answers ---

  /** What the server says of us only with the next Welcome. @param {Command} command @param {Ack} ack */
  _saved(command, ack) {
    const { you } = this.store;
    if (this._isParticipant) this._mine.saved(command, ack);
    if (command.type === "cast_ballot" && isOwnBallot(command, this.identity))
      you.ballot[command.voting_id] = command.marks;
    if (command.type === "signal_ready") you.ready_for = command.ready_for;
    if (command.type !== "join_workshop") return;
    const { group_id, device } = command;
    Object.assign(this.identity, { group_id, device });
    Object.assign(you, { group_id, device });
    this._sync?.seated(group_id);
  }

  _received(/** @type {ToDevice} */ frame) {
    if (this._sync?.answered(frame)) return undefined;
    if (frame.type === "ack") return this._acknowledged(frame);
    if (frame.type === "rejected") return this._outbox.answer(frame);
    if (frame.type === "addresses") return void this._home.heard(frame);
    if (frame.type === "welcome") this._welcomed(frame);
    return this._store.apply(frame);
  }

  /** An acknowledgement waits for its change, so that a card never is nowhere between the two. @param {Ack} frame */
  _acknowledged(frame) {
    if (frame.seq <= this.store.seq) this._outbox.answer(frame);
    else this._early.push(frame);
  }

  _releaseAcks() {
    const waiting = this._early;
    this._early = [];
    waiting.forEach((frame) => this._acknowledged(frame));
  }

  _welcomed(/** @type {Welcome} */ frame) {
    const { you } = frame;
    this._offset = frame.now - Date.now();
    this.link.outdated = frame.protocol !== PROTOCOL_VERSION;
    if (!this._isParticipant) return;
    this._mine.welcomed(frame);
    this._sync?.welcomed(you);
    if (you.group_id) Object.assign(this.identity, { group_id: you.group_id, device: you.device });
  }

  /** The server forgot us (an older database was restored): sit down again where we sat. */
  _rejoin() {
    const { identity, store } = this;
    if (!store.ready || store.you.group_id || !identity.group_id) return;
    if (this.outbox.some((item) => item.command.type === "join_workshop")) return;
    if (store.byType.group[identity.group_id]) this.join(/** @type {Seat} */ (identity));
    else identity.group_id = null;
  }

  _linked(/** @type {LinkState} */ change) {
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

/** Connects a page: {code, role, lang, texts ...} -> Live. @param {Boot} boot */
export function connect(boot) {
  return /** @type {Live} */ (effectScope(true).run(() => new Live(boot)));
}

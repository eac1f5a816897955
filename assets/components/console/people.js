import { Icon, groupName } from "../shared/shared.js";
import { readyTables } from "../shared/ready.js";
import { stepNow } from "../../live/agenda.js";
import { make } from "../../live/protocol.gen.js";
import { ConsoleDialog, MoreDots, openMenu } from "./dialog.js";

/** @import { Live } from "../../live/shapes.js" */
/** @import { Group, GroupPresence, ByType } from "../../live/protocol.gen.js" */
/** @import { ConsoleComponent } from "./shapes.js" */

/** @typedef {{group: Group|undefined, count: number}} Waiting what a table has not sent yet */

const MOST_SEATS = 12;

const NOBODY = { phones: 0, tablets: 0, unsent: 0, ready: 0, table_ready: false, silent: 0, gone: 0 };

/**
 * What is to be said of a table, or of all: only what there is. Counts; nobody is named.
 * @param {Pick<GroupPresence, "ready"|"silent"|"gone">} here @param {Live["t"]} t
 */
function attendanceWords({ ready, silent, gone }, t) {
  const told = [
    ready && t("console.ready_here", {}, ready),
    silent && t("console.silent", {}, silent),
    gone && t("console.gone", {}, gone),
  ];
  return told.filter(Boolean).join(" · ");
}

/** One table: who is connected, how many cards, and in words what is missing. @type {ConsoleComponent} */
const ConsoleTable = {
  components: { Icon, MoreDots },
  props: {
    group: { type: Object, required: true },
    cards: { type: Number, required: true },
    goals: { type: Number, required: true },
  },
  computed: {
    here() {
      return this.live.store.presence?.groups?.[this.group.id] || NOBODY;
    },
    name() {
      return groupName(this.group, this.t);
    },
    free() {
      const taken = this.here.phones + this.here.tablets;
      return this.here.tablets ? 0 : Math.max(0, Math.min(MOST_SEATS, this.group.seats) - taken);
    },
    words() {
      return this.t("console.devices", {
        phones: this.here.phones,
        tablets: this.here.tablets,
        seats: this.group.seats,
      });
    },
    told() {
      return [this.wrote, attendanceWords(this.here, this.t)].filter(Boolean).join(" · ");
    },
    wrote() {
      const { allows } = stepNow(this.live.store.workshop);
      if (allows.includes("propose_goal")) return this.t("common.goals", {}, this.goals);
      return allows.includes("post_contribution") && !this.cards
        ? this.t("console.no_cards")
        : this.t("common.cards", {}, this.cards);
    },
  },
  methods: {
    /** @param {boolean} paused */
    pause(paused) {
      const said = this.t(paused ? "console.said.table_paused" : "console.said.table_resumed", { table: this.name });
      return this.desk.act(make.pauseGroup({ id: this.group.id, paused }), said);
    },
    /** @param {Event} event */
    menu(event) {
      const item = {
        label: this.t("console.table_pause"),
        icon: "lock",
        hint: this.t("console.table_pause_hint"),
        run: () => this.pause(true),
      };
      openMenu(this.desk, event, this.name, [item]);
    },
  },
  template: /* html */ `<li>
    <Typed tag="b" :text="name" :lang="name === group.name ? '' : live.texts.lang" />
    <button type="button" class="con-icon" aria-haspopup="menu" :aria-label="t('console.table_menu', {table: name})" @click="menu"><MoreDots /></button>
    <p class="con-told"><span class="con-dots" role="img" :aria-label="words" :title="words">
      <Icon v-for="n in here.tablets" :key="'t' + n" name="tablet" /><i v-for="n in here.phones" :key="n"></i><i v-for="n in free" :key="-n" class="free"></i></span>
      <Icon v-if="here.table_ready" name="check" /><span class="con-words">{{ told }}</span></p>
    <p v-if="group.paused" class="con-told con-paused"><Icon name="lock" />{{ t('console.table_paused') }}
      <button type="button" class="text-button" @click="pause(false)">{{ t('console.table_resume') }}</button></p>
    <p v-if="here.unsent" class="con-unsent"><Icon name="device" />{{ t('console.unsent_here', {}, here.unsent) }}</p>
  </li>`,
};

/** Cards that a closed round left on the devices: said, counted, and let in with one button. @type {ConsoleComponent} */
const ConsoleLate = {
  components: { Icon },
  data: () => ({ stopped: "" }), // the step in which letting in was ended here just now: one press lets in again
  computed: {
    workshop() {
      return this.live.store.workshop;
    },
    tables() {
      const waiting = Object.entries(this.live.store.presence?.groups || {}).filter(([, here]) => here.unsent);
      return waiting.map(([id, here]) => ({ group: this.live.store.byType.group?.[id], count: here.unsent }));
    },
    unsent() {
      return this.tables.reduce((/** @type {number} */ sum, /** @type {Waiting} */ { count }) => sum + count, 0);
    },
    step() {
      return this.workshop.phase + this.workshop.phase_started_at;
    },
    writing() {
      const { allows } = stepNow(this.workshop);
      return allows.includes("post_contribution") || allows.includes("propose_goal");
    },
    words() {
      const names = this.tables.map((/** @type {Waiting} */ { group }) => groupName(group, this.t)).filter(Boolean);
      const tables = names.length > 3 ? this.t("console.several_tables", { n: names.length }) : names.join(", ");
      return this.t("console.unsent", { tables }, this.unsent);
    },
  },
  methods: {
    /** @param {boolean} allowed */
    allow(allowed) {
      this.stopped = allowed ? "" : this.step;
      this.desk.act(make.allowLate({ allowed }), this.t(allowed ? "console.late_allowed" : "console.late_closed"));
    },
  },
  template: /* html */ `<div v-if="unsent || workshop.late_allowed || stopped === step" class="notice con-late">
    <Icon name="device" />
    <div><p role="status">{{ unsent ? words : '' }} {{ workshop.late_allowed ? t('console.late_allowed') : stopped === step ? t('console.late_closed') : '' }}</p>
      <button v-if="workshop.late_allowed" type="button" class="button" @click="allow(false)">{{ t('console.late_stop') }}</button>
      <button v-else-if="!writing" type="button" class="button" @click="allow(true)">{{ t('console.late_accept') }}</button></div>
  </div>`,
};

/** Who is in the hall, table by table, and how further people and devices get in. @type {ConsoleComponent} */
export const ConsolePeople = {
  components: { ConsoleTable, ConsoleLate, Icon },
  computed: {
    people() {
      return this.live.store.presence?.people || 0;
    },
    /** What laptops changed and nobody has chosen yet. What was taken away since needs no choice. */
    differences() {
      const { byType } = this.live.store;
      const there = Object.values(byType.difference || {}).filter(
        ({ of_type, of_id }) => byType[/** @type {keyof ByType} */ (of_type)]?.[of_id],
      );
      return new Set(there.map(({ of_id, part }) => `${of_id} ${part}`)).size; // as `pairs` in Python
    },
    /** All tables together; that of the step which waits for "ready" first. */
    told() {
      const tables = Object.values(this.live.store.presence?.groups || {});
      const sum = (/** @type {"silent"|"gone"} */ name) => tables.reduce((total, here) => total + (here[name] || 0), 0);
      const { ready, tables: taken } = readyTables(this.live.store.presence);
      const asked = stepNow(this.live.store.workshop).allows.includes("signal_ready");
      const first = asked && taken ? [this.t("console.tables_ready", { ready }, taken)] : [];
      return [...first, attendanceWords({ ready: 0, silent: sum("silent"), gone: sum("gone") }, this.t)]
        .filter(Boolean)
        .join(" · ");
    },
  },
  methods: {
    /** @param {boolean} closed */
    door(closed) {
      this.desk.act(
        make.closeDoor({ closed }),
        this.t(closed ? "console.said.door_closed" : "console.said.door_opened"),
      );
    },
    /** @param {Group} group */
    cardsOf(group) {
      return (this.desk.board.perGroup[group.id] || []).length;
    },
    /** @param {Group} group */
    goalsOf(group) {
      return Object.values(this.live.store.byType.goal || {}).filter(
        (goal) => goal.group_id === group.id && !goal.withdrawn,
      ).length;
    },
  },
  template: /* html */ `<section class="con-people" aria-labelledby="con-people-title">
    <div class="con-heading"><h2 id="con-people-title">{{ t('console.people') }}</h2><b>{{ people ? t('common.devices', {}, people) : t('console.nobody_here') }}</b></div>
    <p v-if="differences" class="con-told"><Icon name="warning" /><a class="con-link" :href="desk.urls.differences">{{ t('console.differences', {n: differences}) }}</a></p>
    <p v-if="told" class="con-told">{{ told }}</p>
    <ConsoleLate />
    <ul class="plain con-tables"><ConsoleTable v-for="group in desk.groups" :key="group.id" :group="group" :cards="cardsOf(group)" :goals="goalsOf(group)" /></ul>
    <div class="con-join"><p>{{ t('console.code') }} <b class="con-code" dir="ltr">{{ desk.boot.code }}</b><br><span dir="ltr">{{ live.home.invite.short_address }}</span></p>
      <button type="button" class="button" @click="desk.open('join')">{{ t('console.join_open') }}</button></div>
    <div class="con-door"><button type="button" class="text-button" @click="desk.open('pin')">{{ t('console.pin') }}</button></div>
    <div class="con-door"><p v-if="live.store.workshop.door_closed" class="con-told"><Icon name="lock" />{{ t('console.door_closed') }}</p>
      <button type="button" class="text-button" @click="door(!live.store.workshop.door_closed)">{{ t(live.store.workshop.door_closed ? 'console.door_open' : 'console.door_close') }}</button></div>
  </section>`,
};

/**
 * How to get in: the code as a picture, as letters and as an address. Nothing here lets anybody lead.
 * @type {ConsoleComponent}
 */
export const ConsoleJoin = {
  components: { ConsoleDialog },
  template: /* html */ `<ConsoleDialog :title="t('console.join')" @done="desk.close()">
    <div class="con-join-sheet">
      <div class="con-qr" role="img" :aria-label="t('console.qr', {url: live.home.invite.join_url})" v-html="live.home.invite.join_qr"></div>
      <dl><dt>{{ t('console.code') }}</dt><dd class="con-code" dir="ltr">{{ desk.boot.code }}</dd>
        <dt>{{ t('console.address') }}</dt><dd dir="ltr">{{ live.home.invite.short_address }}</dd><dd dir="ltr"><a class="con-link" :href="live.home.invite.join_url" target="_blank">{{ live.home.invite.join_url }}</a></dd></dl>
    </div>
    <template #foot><button class="button filled">{{ t('common.close') }}</button></template>
  </ConsoleDialog>`,
};

/**
 * The PIN for a second moderator, on demand only: whoever sees this dialog by chance must not read it. Asked for
 * then, because somebody may have renewed it since.
 * @type {ConsoleComponent}
 */
export const ConsolePin = {
  components: { ConsoleDialog },
  data: () => ({ pin: "" }),
  methods: {
    async show() {
      const answer = await fetch("/m/pin").catch(() => null); // that the laptop is away, the header says
      if (answer?.ok) ({ pin: this.pin } = await answer.json());
    },
  },
  template: /* html */ `<ConsoleDialog :title="t('console.pin')" @done="desk.close()">
    <p>{{ t('console.pin_text', {address: live.home.invite.short_address}) }}</p>
    <p v-if="pin" class="con-code con-pin" dir="ltr" role="status">{{ pin }}</p>
    <template v-else><p class="con-hint">{{ t('console.pin_hint') }}</p>
      <p><button type="button" class="button" @click="show">{{ t('console.pin_show') }}</button></p></template>
    <template #foot><button class="button filled">{{ t('common.close') }}</button></template>
  </ConsoleDialog>`,
};

import { Icon, TableSeats, groupName, sentenceOf } from "../shared/shared.js";
import { Named } from "../shared/wording.js";
import { WithTable, isLong } from "./table.js";
import { groupsInOrder, membership } from "./state.js";

/** @import { Group } from "../../live/protocol.gen.js" */
/** @import { Component, Identity } from "../../live/shapes.js" */

const LONG_NAME = 12;
const TABLET_WIDTH = 700;

/** The languages, each in its own script. `short`: on the smallest screens as a list that opens. @type {Component} */
export const LanguageChoice = {
  components: { Icon },
  props: { short: Boolean },
  emits: ["chosen"],
  computed: {
    now() {
      return this.live.texts.lang;
    },
  },
  methods: {
    /** @param {string} code */
    choose(code) {
      this.live.setLanguage(code);
      this.$emit("chosen");
    },
  },
  template: /* html */ `<div class="languages" :class="{short}" role="group" :aria-label="t('common.language')">
    <button v-for="[code, name] in live.boot.languages" :key="code" type="button" class="button" :lang="code"
      dir="auto"
      :aria-pressed="code === now" @click="choose(code)"><Icon v-if="code === now"
        name="check" />{{ name }}</button>
    <span v-if="short" class="language-select"><Icon name="globe" /><select class="input" :value="now" :aria-label="t('common.language')"
      @change="choose($event.target.value)"><option v-for="[code, name] in live.boot.languages" :key="code" :value="code"
      :lang="code">{{ name }}</option></select></span>
  </div>`,
};

/** The tables with their chairs. `modelValue`: id of the chosen group. @type {Component} */
const TableChoice = {
  components: { Icon, TableSeats, WithTable },
  props: { modelValue: { type: String, default: "" } },
  emits: ["update:modelValue"],
  computed: {
    tables() {
      return groupsInOrder(this.live).map((group) => ({
        group,
        name: groupName(group, this.t),
        ...this.here(group),
      }));
    },
    /** Names that need a line to themselves. */
    long() {
      return this.tables.some((/** @type {{name: string}} */ { name }) => name.length > LONG_NAME);
    },
  },
  methods: {
    isLong,
    /** @param {Group} group */
    here(group) {
      const { phones = 0, tablets = 0 } = (this.live.store.presence && this.live.store.presence.groups[group.id]) || {};
      if (group.id === (membership(this.live) || {}).group_id)
        return { taken: Math.max(1, phones), words: this.t("phone.your_table") };
      const taken = tablets ? Math.max(group.seats, phones) : phones;
      const words = tablets
        ? this.t("phone.tablet_here")
        : phones
          ? this.t("phone.here", {}, phones)
          : this.t("phone.free");
      return { taken, words };
    },
  },
  template: /* html */ `<div class="tables" :class="{long}" role="radiogroup" :aria-label="t('phone.which_table')">
    <label v-for="{ group, name, taken, words } in tables" :key="group.id" class="table"
      :class="{chosen: group.id === modelValue}">
      <input type="radio" class="unseen" name="table" :value="group.id" :checked="group.id === modelValue"
        @change="$emit('update:modelValue', group.id)">
      <TableSeats :number="group.number" :seats="group.seats" :taken="taken" />
      <span class="table-words" :class="{long: isLong(name)}"><b dir="auto"><WithTable :text="name" :group="group" /></b><span>{{ words }}</span></span>
      <Icon v-if="group.id === modelValue" name="check" />
    </label>
  </div>`,
};

/**
 * Joining, or changing the table. `scanned`: number of the table whose poster was scanned just now, or null.
 * Emits `done` when that is on its way.
 * @type {Component}
 */
export const JoinScreen = {
  components: { Icon, LanguageChoice, Named, TableChoice, WithTable },
  props: { changing: Boolean, scanned: Number },
  emits: ["code", "done"],
  data() {
    const now = /** @type {Partial<Identity>} */ (membership(this.live) || {});
    const tablet = Math.min(window.innerWidth, window.innerHeight) >= TABLET_WIDTH;
    return {
      group_id: this.changing ? "" : this.live.seat.group_id,
      current: now.group_id || "",
      device: now.device || (tablet ? "tablet" : "phone"),
    };
  },
  computed: {
    boot() {
      return this.live.boot;
    },
    where() {
      return [this.boot.workshop.title, this.boot.workshop.place].filter(Boolean).join(" · ");
    },
    ownLanguage() {
      return this.boot.workshop.language;
    },
    groups() {
      return groupsInOrder(this.live);
    },
    preselected() {
      const asked = this.groups.find((/** @type {Group} */ group) => group.number === this.scanned);
      return asked ? asked.id : this.current;
    },
    chosen() {
      return this.groups.find((/** @type {Group} */ group) => group.id === (this.group_id || this.preselected));
    },
    /** Why a seat was not given last time. This screen was away meanwhile. */
    refusal() {
      const { refusal } = this.live.seat;
      return refusal ? sentenceOf(refusal.code, refusal.params, this.t) : "";
    },
    long() {
      return Boolean(this.chosen) && isLong(this.chosen.name);
    },
    label() {
      return this.chosen
        ? this.t("phone.join_at", { group: groupName(this.chosen, this.t) })
        : this.t("phone.choose_table");
    },
  },
  methods: {
    join() {
      if (!this.chosen) return;
      this.live.join({ group_id: this.chosen.id, device: this.device }).catch(() => {});
      this.$emit("done");
    },
  },
  template: /* html */ `<form class="join" @submit.prevent="join">
    <template v-if="!changing">
      <p class="kicker"><Named :text="where" :lang="ownLanguage" /></p>
      <h1 tabindex="-1">{{ t('phone.welcome') }}</h1>
      <h2>{{ t('phone.your_language') }}</h2>
      <LanguageChoice short />
    </template>
    <component :is="changing ? 'h1' : 'h2'">{{ t('phone.which_table') }}</component>
    <TableChoice v-if="groups.length" :model-value="chosen ? chosen.id : ''"
      @update:model-value="group_id = $event" />
    <p v-else class="empty">{{ t('common.link.connecting') }}</p>
    <h2>{{ t('phone.which_device') }}</h2>
    <div class="devices" role="radiogroup" :aria-label="t('phone.which_device')">
      <label v-for="kind in ['phone', 'tablet']" :key="kind" class="table" :class="{chosen: kind === device}">
        <input type="radio" class="unseen" name="device" :value="kind" v-model="device">
        <Icon :name="kind === 'phone' ? 'device' : 'tablet'" />
        <span class="table-words"><b>{{ t('phone.device.' + kind) }}</b>
          <span>{{ t('phone.device_hint.' + kind) }}</span></span>
        <Icon v-if="kind === device" name="check" />
      </label>
    </div>
    <button v-if="!changing && device === 'phone'" type="button" class="text-button have-code"
      @click="$emit('code')">{{ t('phone.have_code') }}</button>
    <a v-if="!changing" class="text-button have-code" :href="'/j/' + boot.code + '/accessibility'">{{ t('phone.accessibility') }}</a>
    <div class="foot">
      <p v-if="refusal" class="notice" role="alert"><Icon name="warning" />{{ refusal }}</p>
      <p v-else class="promise"><Icon name="lock" />{{ t('phone.no_name') }}</p>
      <button class="button filled big" :class="{long}" :aria-disabled="!chosen"><WithTable :text="label" :group="chosen" /></button>
    </div>
  </form>`,
};

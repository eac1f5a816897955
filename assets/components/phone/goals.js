import { newId } from "../../live/ids.js";
import { make } from "../../live/protocol.gen.js";
import { StateLine, groupName } from "../shared/shared.js";
import { Named, Wordings } from "../shared/wording.js";
import { AskedHeading, SpeakCard } from "./speech.js";
import { isReclaimable, writtenHere } from "./cards.js";
import { GoalForm, blankGoal, typedGoal } from "./goal_form.js";
import { ReadyToggle } from "./ready.js";
import { shownNumber } from "../shared/numbers.js";
import { WithTable } from "./table.js";
import { becomesNew, entities, isChanging, isGroupTablet, ownGroup, stateDetail, writtenLanguage } from "./state.js";

/** @import { Indicator } from "../../live/protocol.gen.js" */
/** @import { OutboxItem } from "../../live/outbox.js" */
/** @import { Listed, Waiting } from "./cards.js" */
/** @import { Component, Live, ReadyComponent } from "../../live/shapes.js" */
/** @import { SoundGoal } from "./goal_form.js" */

/** Hands in the goal of the draft, and begins the next one. @param {Live} live @param {SoundGoal} fields */
export function handInGoal(live, fields) {
  live.submit(make.proposeGoal({ ...fields, language: writtenLanguage(fields.text, live.texts.lang) })).catch(() => {});
  live.clearDraft("goal");
}

/** Hands in a changed goal. @param {Live} live @param {SoundGoal} fields @param {number} version */
export function handInGoalEdit(live, fields, version) {
  live.submit(make.editGoal({ ...fields, version })).catch(() => {});
  live.clearDraft("goal_edit");
}

/** A goal's indicators in their order: those that wait here, else the stored ones; those that were written here
 * where the goal itself is not shown to us (it is hidden, or on its way).
 * @param {Live} live @param {{entity: any, item: Waiting|null}} entry
 */
function indicatorsOf(live, entry) {
  if (entry.item && entry.item.command.indicators) return entry.item.command.indicators;
  const { id, indicators = [] } = entry.entity;
  if (!entities(live, "goal")[id]) return indicators;
  const stored = Object.values(entities(live, "indicator")).filter((one) => one.goal_id === id);
  return stored.sort((a, b) => a.position - b.position);
}

/** A goal to read: field and year, wording, indicators, state. Slot: buttons. @type {Component} */
export const GoalView = {
  components: { Named, SpeakCard, StateLine, Wordings },
  props: { entry: { type: Object, required: true } },
  computed: {
    goal() {
      return this.entry.entity;
    },
    field() {
      const field = entities(this.live, "field")[this.goal.field_id];
      return field ? field.name : this.t("common.unassigned");
    },
    indicators() {
      return indicatorsOf(this.live, this.entry).map((/** @type {Indicator} */ one) => ({
        name: one.name,
        id: one.id,
        way: this.way(one),
        source: one.source,
      }));
    },
    detail() {
      if (this.entry.state === "hidden") return this.t("phone.hidden_detail");
      return stateDetail(this.entry.state, this.entry.item, this.t);
    },
  },
  methods: {
    /**
     * A draft's value is what was typed, which need not be a number yet. A year alone is no value.
     * @param {string|number|null} value @param {string|number|null} year @param {string} unit
     */
    point(value, year, unit) {
      const number = typeof value === "string" ? value : shownNumber(value, this.live.texts.lang);
      const words = [number, unit, year && `(${year})`].filter(Boolean).join(" ");
      return number && "\u2068" + words + "\u2069"; // keeps its order inside an Arabic sentence
    },
    /** @param {Pick<Indicator, "base_value"|"base_year"|"target_value"|"target_year"|"unit">} indicator */
    way({ base_value, base_year, target_value, target_year, unit }) {
      const target = this.point(target_value, target_year, unit);
      const base = this.point(base_value, base_year, target ? "" : unit);
      if (base && target) return this.t("common.from_to", { base, target });
      return target ? this.t("phone.to", { target }) : base;
    },
  },
  template: /* html */ `<article class="card goal" :data-state="entry.own ? entry.state : null">
    <p class="kicker"><Named :text="field" :lang="goal.field_id ? live.store.workshop.language : null" />
      <span>{{ t('phone.until', { year: goal.target_year }) }}</span><SpeakCard :of="goal" /></p>
    <Wordings :of="goal" />
    <ul v-if="indicators.length" class="plain indicators">
      <li v-for="one in indicators" :key="one.id"><b dir="auto" :lang="one.name && goal.language || null">{{ one.name || t('common.indicator') }}</b>
        <span v-if="one.way">{{ one.way }}</span><span v-if="one.source"
          class="hint">{{ t('phone.from_source', { source: one.source }) }}</span></li>
    </ul>
    <div v-if="entry.own" class="card-foot"><StateLine :state="entry.state" :detail="detail" />
      <span class="card-actions"><slot /></span></div>
  </article>`,
};

/**
 * The goals phase: one goal to write, and below (or beside) the goals of this device and its group.
 * @type {ReadyComponent}
 */
export const GoalsScreen = {
  components: { AskedHeading, GoalForm, GoalView, ReadyToggle, WithTable },
  data() {
    const year = this.live.store.workshop.target_year;
    return {
      draft: this.live.draft("goal", () => blankGoal(year)),
      edit: this.live.draft("goal_edit", () => blankGoal(year)),
      last: "",
    };
  },
  computed: {
    entries() {
      return writtenHere(this.live, "goal");
    },
    tablet() {
      return isGroupTablet(this.live);
    },
    editing() {
      return (
        this.edit.id !== "" && this.entries.some((/** @type {Listed} */ entry) => entry.entity.id === this.edit.id)
      );
    },
    /** Whether the goal that was handed in last is on the laptop: said on the sheet until the next is begun. */
    saved() {
      return (
        !this.editing &&
        this.entries.some((/** @type {Listed} */ entry) => entry.entity.id === this.last && entry.state === "saved")
      );
    },
    changing() {
      return isChanging(this.live, "goal_edit", "goal");
    },
    changeable() {
      return this.live.may("edit_goal") && !this.changing;
    },
    heading() {
      return this.tablet || this.entries.some((/** @type {Listed} */ entry) => !entry.own)
        ? this.t("phone.goals_of", { group: groupName(ownGroup(this.live), this.t) })
        : this.t("phone.your_goals");
    },
  },
  watch: {
    /** @param {boolean} now */
    editing(now) {
      if (now) this.$nextTick(() => this.$refs.form.bringUp());
    },
  },
  methods: {
    /** @param {SoundGoal} fields */
    send(fields) {
      if (this.editing) return handInGoalEdit(this.live, fields, this.edit.version);
      this.last = fields.id;
      return handInGoal(this.live, fields);
    },
    /** @param {{entity: any, item: Waiting|null}} entry */
    start(entry) {
      const version = (entities(this.live, "goal")[entry.entity.id] || entry.entity).version;
      const goal = { ...entry.entity, version };
      this.live.beginDraft("goal_edit", typedGoal(goal, indicatorsOf(this.live, entry), this.live.texts.lang));
    },
    stop() {
      this.live.clearDraft("goal_edit");
    },
    /** @param {Listed} entry */
    isReclaimable(entry) {
      return isReclaimable(this.live, "goal", entry);
    },
    /** @param {Listed} entry */
    reclaim({ entity }) {
      this.live.submit(make.reclaimGoal({ id: entity.id })).catch(() => {});
    },
    withdraw() {
      const { id, version } = this.edit;
      this.live.submit(make.withdrawGoal({ id, version })).catch(() => {});
      this.stop();
    },
    /** Two texts do not go into one draft: first what is typed there. @param {{item: OutboxItem}} entry */
    isMendable({ item }) {
      return becomesNew(item) ? this.live.isBlank("goal") : !this.changing;
    },
    /** @param {Listed & {item: Waiting}} entry */
    retry(entry) {
      const { command, cmd_id } = entry.item;
      this.live.discard(cmd_id);
      if (!becomesNew(entry.item)) return this.start(entry);
      return Object.assign(this.draft, typedGoal(command, command.indicators, this.live.texts.lang), { id: newId() });
    },
  },
  template: /* html */ `<div class="split">
    <section class="side">
      <AskedHeading />
      <p v-if="tablet" class="hint scribe">{{ t('phone.scribe') }}</p>
      <GoalForm ref="form" :key="editing" :class="{editing}" :draft="editing ? edit : draft" :saved="saved"
        :heading="t(editing ? 'phone.change_goal' : 'phone.our_goal')" @send="send"><template v-if="editing" #default>
        <button class="button filled big">{{ t('phone.save_change') }}</button>
        <div class="row changing"><button type="button" class="button" @click="stop">{{ t('common.cancel') }}</button>
          <button type="button" class="text-button" @click="withdraw">{{ t('phone.withdraw_goal') }}</button></div></template></GoalForm>
      <ReadyToggle v-if="!editing" />
    </section>
    <section class="beside"><div class="list">
      <div class="list-head"><h2><WithTable :text="heading" /></h2></div>
      <p v-if="!entries.length" class="empty">{{ t('phone.no_goals') }}</p>
      <ul class="plain cards">
        <li v-for="entry in entries" :key="entry.entity.id">
          <GoalView :entry="entry" :class="{held: editing && edit.id === entry.entity.id}">
            <button v-if="entry.state === 'refused' && isMendable(entry)" type="button" class="text-button"
              @click="retry(entry)">{{ t('common.edit') }}</button>
            <button v-else-if="isReclaimable(entry)" type="button" class="text-button"
              @click="reclaim(entry)">{{ t('common.undo') }}<span class="unseen">: {{ t('phone.withdraw_goal') }}</span></button>
            <button v-else-if="entry.own && entry.state === 'saved' && changeable && edit.id !== entry.entity.id" type="button"
              class="text-button"
              @click="start(entry)">{{ t('common.edit') }}<span
                class="unseen">: {{ entry.entity.text }}</span></button>
          </GoalView>
        </li>
      </ul>
    </div></section>
  </div>`,
};

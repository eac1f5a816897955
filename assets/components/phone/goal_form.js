import { LIMITS } from "../../live/protocol.gen.js";
import { newId } from "../../live/ids.js";
import { keepLengths } from "../../live/lengths.js";
import { characters, cleanLine, cleanText } from "../../live/typed.js";
import { Icon } from "../shared/shared.js";
import { inOrder } from "../shared/focus.js";
import { GrowingText, KeptLine } from "./composer.js";
import { NumberQuestion, editedNumber, isPercent, isTwofold, typedNumber, typedWhole } from "../shared/numbers.js";
import { entities } from "./state.js";

/** @import { EditGoal, FieldOfAction, Goal, IndicatorDraft, ProposeGoal } from "../../live/protocol.gen.js" */
/** @import { Component, This } from "../../live/shapes.js" */

/** @typedef {Record<keyof IndicatorDraft, string>} TypedIndicator */
/**
 * @typedef {{id: string, version: number, text: string, field_id: string, target_year: string, cluster_ids: string[],
 *            indicators: TypedIndicator[]}} TypedGoal
 */
/** @typedef {ReturnType<typeof goalFields>} GoalFields */
/** @typedef {GoalFields & {indicators: IndicatorDraft[]}} SoundGoal one without trouble */

/** A goal as it is typed: years and numbers are text until they are sent. @param {number} year @returns {TypedGoal} */
export function blankGoal(year) {
  return {
    id: newId(),
    version: 0,
    text: "",
    field_id: "",
    target_year: String(year),
    cluster_ids: [],
    indicators: [],
  };
}

/** @returns {TypedIndicator} */
function blankIndicator() {
  return {
    id: newId(),
    name: "",
    unit: "",
    base_value: "",
    base_year: "",
    target_value: "",
    target_year: "",
    source: "",
  };
}

/**
 * A goal that exists, ready to be typed into.
 * @param {Goal|EditGoal|ProposeGoal & {version?: undefined}} goal @param {IndicatorDraft[]} indicators @param {string} lang
 */
export function typedGoal(goal, indicators, lang) {
  const { id, version, text, field_id, cluster_ids = [] } = goal;
  const rows = indicators.map((one) => ({
    ...blankIndicator(),
    id: one.id,
    name: one.name,
    unit: one.unit || "",
    source: one.source || "",
    base_value: editedNumber(one.base_value, lang),
    target_value: editedNumber(one.target_value, lang),
    base_year: String(one.base_year || ""),
    target_year: String(one.target_year || ""),
  }));
  return {
    id,
    version,
    text,
    field_id: field_id || "",
    cluster_ids,
    target_year: String(goal.target_year || ""),
    indicators: rows,
  };
}

// They come with each new indicator: neither says that somebody has written something.
const GIVEN_WITH_INDICATOR = ["id", "target_year"];

/**
 * What a draft means, as fields of a command. Indicators that nobody has written in are left out.
 * @param {TypedGoal} draft @param {string} lang
 */
export function goalFields(draft, lang) {
  // undefined: it may be two numbers, and must be asked about.
  /** @param {string} text */
  const number = (text) => (isTwofold(text, lang) ? undefined : typedNumber(text, lang));
  const written = draft.indicators.filter((row) =>
    Object.entries(row).some(([key, value]) => !GIVEN_WITH_INDICATOR.includes(key) && cleanText(value)),
  );
  const indicators = written.map((row) => ({
    id: row.id,
    name: cleanLine(row.name),
    unit: cleanLine(row.unit) || (isPercent(row.base_value + row.target_value) ? "%" : ""),
    source: cleanLine(row.source),
    base_value: number(row.base_value),
    base_year: typedWhole(row.base_year),
    target_value: number(row.target_value),
    target_year: typedWhole(row.target_year),
  }));
  return {
    id: draft.id,
    text: cleanText(draft.text),
    field_id: draft.field_id || null,
    cluster_ids: draft.cluster_ids,
    target_year: typedWhole(draft.target_year),
    indicators,
  };
}

/** @param {number|null} value */
function isYear(value) {
  return value === null || (Number.isInteger(value) && value >= LIMITS.years.first && value <= LIMITS.years.last);
}

/** The key of what cannot be sent, or "": no text, no number. Never about how good the goal is. @param {GoalFields} fields */
export function goalTrouble(fields) {
  if (!characters(fields.text)) return "phone.empty_goal";
  const years = [fields.target_year, ...fields.indicators.flatMap((row) => [row.base_year, row.target_year])];
  if (!years.every(isYear)) return "phone.not_a_year";
  const values = fields.indicators.flatMap((row) => [row.base_value, row.target_value]);
  if (values.includes(undefined)) return "common.number.choose";
  if (values.some(Number.isNaN)) return "phone.not_a_number";
  if (!fields.indicators.every((row) => row.name)) return "phone.indicator_name_missing";
  return values.some((value) => Math.abs(/** @type {number} */ (value)) > LIMITS.indicatorValue)
    ? "common.value_too_large"
    : "";
}

/** One indicator: what is counted, from where to where. @type {Component} */
const IndicatorFields = {
  components: { NumberQuestion },
  props: { row: { type: Object, required: true }, number: { type: Number, required: true } },
  emits: ["remove"],
  setup: () => ({ limits: LIMITS.indicator }),
  template: /* html */ `<fieldset class="indicator"><legend>{{ t('common.indicator') }} {{ number }}</legend>
    <label class="field"><span>{{ t('phone.indicator_name') }}</span>
      <input class="input" dir="auto" v-model="row.name" :data-most="limits.name"
        :placeholder="t('phone.indicator_example')"></label>
    <div class="pair">
      <label class="field"><span>{{ t('phone.base_value') }}</span><input class="input" inputmode="decimal"
        maxlength="25" v-model="row.base_value"></label>
      <label class="field"><span>{{ t('phone.in_year') }}</span><input class="input" inputmode="numeric"
        maxlength="4" v-model="row.base_year"></label>
      <NumberQuestion v-model="row.base_value" class="words" />
      <label class="field"><span>{{ t('phone.target_value') }}</span><input class="input" inputmode="decimal"
        maxlength="25" v-model="row.target_value"></label>
      <label class="field"><span>{{ t('phone.in_year') }}</span><input class="input" inputmode="numeric"
        maxlength="4" v-model="row.target_year"></label>
      <NumberQuestion v-model="row.target_value" class="words" />
      <label class="field words"><span>{{ t('phone.unit') }}</span>
        <input class="input" dir="auto" v-model="row.unit" :data-most="limits.unit"
          :placeholder="t('phone.unit_example')"></label>
      <label class="field words"><span>{{ t('phone.source') }}</span>
        <input class="input" dir="auto" v-model="row.source" :data-most="limits.source"
          :placeholder="t('phone.source_example')"></label>
    </div>
    <button type="button" class="text-button"
      @click="$emit('remove')">{{ t('phone.remove_indicator') }}</button>
  </fieldset>`,
};

// Once, when this half of the page has come.
if (typeof document !== "undefined") keepLengths(document);

/**
 * A goal being written. `draft`: of `blankGoal`, kept at once. Emits `send` with fields that can be sent.
 * @type {Component}
 */
export const GoalForm = {
  components: { GrowingText, Icon, IndicatorFields, KeptLine },
  props: { draft: { type: Object, required: true }, heading: { type: String, required: true }, saved: Boolean },
  emits: ["send"],
  setup: () => ({ mostIndicators: LIMITS.indicators }),
  data: () => ({ trouble: "" }),
  computed: {
    fields() {
      return inOrder(entities(this.live, "field"));
    },
    /** A field that was removed meanwhile would be refused again and again. */
    isFieldGone() {
      return (
        this.draft.field_id !== "" &&
        !this.fields.some((/** @type {FieldOfAction} */ field) => field.id === this.draft.field_id)
      );
    },
    left() {
      return LIMITS.goalText - characters(this.draft.text);
    },
    complaint() {
      if (this.left < 0) return this.t("phone.too_long", {}, -this.left);
      return this.trouble && this.t(this.trouble);
    },
  },
  watch: {
    isFieldGone: {
      immediate: true,
      /** @this {This} @param {boolean} gone */
      handler(gone) {
        if (gone) this.draft.field_id = "";
      },
    },
    draft: {
      deep: true,
      /** @this {This} */
      handler() {
        this.trouble = "";
      },
    },
  },
  methods: {
    add() {
      const year = this.draft.target_year;
      this.draft.indicators.push({ ...blankIndicator(), target_year: year });
    },
    send() {
      const fields = goalFields(this.draft, this.live.texts.lang);
      this.trouble = goalTrouble(fields);
      if (!this.trouble && this.left >= 0) this.$emit("send", fields);
      else if (this.left < 0 || this.trouble === "phone.empty_goal") this.focus();
    },
    focus() {
      this.$refs.text.focus();
    },
    bringUp() {
      this.focus();
      this.$el.scrollIntoView();
    },
    /**
     * Enter in a small field must not hand in a goal that is half written.
     * @param {Event & {target: HTMLElement}} event
     */
    stayInForm(event) {
      if (event.target.tagName === "INPUT") event.preventDefault();
    },
  },
  template: /* html */ `<form class="goal-form" @submit.prevent="send" @keydown.enter="stayInForm">
    <div class="sheet" @click.self="focus">
      <label class="sheet-heading" :for="'goal-' + draft.id">{{ heading }}</label>
      <GrowingText ref="text" v-model="draft.text" :id="'goal-' + draft.id" :invalid="left < 0 || trouble === 'phone.empty_goal'"
        :describedby="'wrong-' + draft.id" @send="send" />
      <KeptLine class="sheet-foot" :spare="[t('phone.goal_hint') + ' ' + t('phone.characters_left', {}, 99)]">
        <p class="sheet-hints"><span v-if="saved && !draft.text" class="sent"><Icon
          name="saved" />{{ t('common.state.saved') }}</span><span v-else>{{ t('phone.goal_hint') }}</span>
          <span v-if="left >= 0 && left < 100">{{ t('phone.characters_left', {}, left) }}</span></p></KeptLine>
    </div>
    <div class="pair">
      <label class="field"><span>{{ t('common.field_of_action') }}</span>
        <select class="input" v-model="draft.field_id"><option value="">{{ t('phone.no_field') }}</option>
          <option v-for="field in fields" :key="field.id" :lang="live.store.workshop.language"
            :value="field.id">{{ field.name }}</option></select></label>
      <label class="field"><span>{{ t('common.target_year') }}</span>
        <input class="input" inputmode="numeric" maxlength="4" v-model="draft.target_year"></label>
    </div>
    <IndicatorFields v-for="(row, i) in draft.indicators" :key="row.id" :row="row" :number="i + 1"
      @remove="draft.indicators.splice(i, 1)" />
    <button v-if="draft.indicators.length < mostIndicators" type="button" class="button wide" @click="add">
      <Icon name="plus" />{{ t('phone.add_indicator') }}</button>
    <KeptLine :spare="[t('phone.empty_goal'), t('phone.not_a_number')]"><p class="complaint" role="status"
      :id="'wrong-' + draft.id"><template v-if="complaint"><Icon name="warning" />{{ complaint }}</template></p></KeptLine>
    <slot><button class="button filled big">{{ t('phone.send_goal') }}</button></slot>
  </form>`,
};

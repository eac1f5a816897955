import { Icon } from "../shared/shared.js";
import { NumberQuestion, editedNumber, isPercent, isTwofold, typedNumber, typedWhole } from "../shared/numbers.js";
import { LIMITS, make } from "../../live/protocol.gen.js";
import { newId } from "../../live/ids.js";
import { cleanLine, cleanText } from "../../live/typed.js";
import { ConsoleDialog } from "./dialog.js";
import { ConsoleCounter, ConsoleOrigin, lettersLeft } from "./forms.js";
import { ConsoleMeanwhile, changingMixin, draftOfChange } from "./draft.js";
import { consoleIndicators, goalWords } from "./goals.js";
import { inOrder } from "../shared/focus.js";

/** @import { ConsoleComponent } from "./shapes.js" */

const NO_INDICATOR = {
  name: "",
  unit: "",
  base_value: "",
  base_year: "",
  target_value: "",
  target_year: "",
  source: "",
};
const INDICATOR_VALUES = ["base_value", "target_value"];
const INDICATOR_YEARS = ["base_year", "target_year"];

const isYear = (year) => year >= LIMITS.years.first && year <= LIMITS.years.last;

/** An indicator as the server wants it; what is no number or year is NaN. Numbers are text while they are typed. */
function typedIndicator(indicator, lang) {
  const values = INDICATOR_VALUES.map((name) => [name, typedNumber(indicator[name] ?? "", lang)]);
  const years = INDICATOR_YEARS.map((name) => [name, typedWhole(indicator[name] ?? "")]);
  const percent = isPercent(`${indicator.base_value}${indicator.target_value}`) ? "%" : "";
  const words = { name: cleanLine(indicator.name), unit: cleanLine(indicator.unit) || percent };
  return { ...indicator, ...words, ...Object.fromEntries([...values, ...years]) };
}

function draftOf(live, goal) {
  const own = consoleIndicators(live, goal.id).map((one) => ({
    id: one.id,
    ...Object.fromEntries(Object.keys(NO_INDICATOR).map((name) => [name, one[name] ?? ""])),
    ...Object.fromEntries(INDICATOR_VALUES.map((name) => [name, editedNumber(one[name], live.texts.lang)])),
  }));
  const { id, version, text, field_id, cluster_ids, target_year } = goal;
  return {
    id,
    version,
    text,
    field_id,
    cluster_ids: [...cluster_ids],
    target_year,
    indicators: own,
    words: goalWords(live, goal),
  };
}

/** One indicator: what is counted, from where to where, and who counts it. @type {ConsoleComponent} */
const ConsoleIndicator = {
  components: { Icon, NumberQuestion },
  props: { indicator: { type: Object, required: true }, number: Number },
  emits: ["gone"],
  setup: () => ({ values: INDICATOR_VALUES, limits: LIMITS.indicator }),
  template: /* html */ `<fieldset class="con-indicator"><legend class="label">{{ t('common.indicator') }} {{ number }}</legend>
    <button type="button" class="con-icon" :aria-label="t('console.goal.remove_indicator', {number})" @click="$emit('gone')"><Icon name="close" /></button>
    <label class="field wide"><span>{{ t('console.goal.counted') }}</span><input v-model="indicator.name" class="input" :data-most="limits.name" dir="auto" required></label>
    <label class="field"><span>{{ t('console.goal.unit') }}</span><input v-model="indicator.unit" class="input" :data-most="limits.unit" dir="auto"></label>
    <label class="field"><span>{{ t('console.goal.base_value') }}</span><input v-model="indicator.base_value" class="input" inputmode="decimal" maxlength="25"></label>
    <label class="field"><span>{{ t('console.goal.base_year') }}</span><input v-model="indicator.base_year" class="input" inputmode="numeric" maxlength="5"></label>
    <label class="field"><span>{{ t('console.goal.target_value') }}</span><input v-model="indicator.target_value" class="input" inputmode="decimal" maxlength="25"></label>
    <label class="field"><span>{{ t('console.goal.target_year') }}</span><input v-model="indicator.target_year" class="input" inputmode="numeric" maxlength="5"></label>
    <NumberQuestion v-for="name in values" :key="name" v-model="indicator[name]" class="wide" />
    <label class="field wide"><span>{{ t('console.goal.source') }}</span><input v-model="indicator.source" class="input" :data-most="limits.source" dir="auto"></label>
  </fieldset>`,
};

/** A goal for others, or a goal changed: sentence, field, year, indicators. @type {ConsoleComponent} */
export const ConsoleGoalForm = {
  components: { ConsoleDialog, ConsoleIndicator, ConsoleCounter, ConsoleMeanwhile, ConsoleOrigin, Icon },
  mixins: [changingMixin],
  props: { goal: Object },
  data: () => ({ draftName: "desk.goal_edit" }),
  created() {
    const blank = {
      id: newId(),
      text: "",
      field_id: null,
      cluster_ids: [],
      target_year: this.year,
      indicators: [],
      group_id: null,
      source: "moderator",
    };
    const changes = this.goal && draftOf(this.live, this.goal);
    this.draft = changes ? draftOfChange(this.live, this.draftName, changes) : this.live.draft("desk.goal", blank);
  },
  computed: {
    stored() {
      const goal = this.live.store.byType.goal[this.goal.id] || this.goal;
      return { version: goal.version, words: goalWords(this.live, goal) };
    },
    year() {
      return this.live.store.workshop.target_year;
    },
    ownYear() {
      return typedWhole(this.draft.target_year ?? "");
    },
    /** What the question names, while a year is being typed. */
    yearMeant() {
      return isYear(this.ownYear) ? this.ownYear : this.year;
    },
    fields() {
      return inOrder(this.live.store.byType.field);
    },
    clusters() {
      return inOrder(this.live.store.byType.cluster);
    },
    limit: () => LIMITS.goalText,
    years: () => LIMITS.years,
    typed() {
      return this.draft.indicators.map((one) => typedIndicator(one, this.live.texts.lang));
    },
    /** The key of what keeps the indicators from being saved, or "". */
    trouble() {
      const texts = this.draft.indicators.flatMap((one) => INDICATOR_VALUES.map((name) => one[name] ?? ""));
      const values = this.typed.flatMap((one) => INDICATOR_VALUES.map((name) => one[name]));
      const years = this.typed.flatMap((one) => INDICATOR_YEARS.map((name) => one[name]));
      if (texts.some((text) => isTwofold(text, this.live.texts.lang))) return "common.number.choose";
      if (values.some(Number.isNaN)) return "console.goal.not_a_number";
      if (!years.every((year) => year === null || isYear(year))) return "console.goal.not_a_year";
      return values.some((value) => Math.abs(value) > LIMITS.indicatorValue) ? "common.value_too_large" : "";
    },
    more() {
      return this.draft.indicators.length < LIMITS.indicators;
    },
    /** What a reader would ask next. It advises and never refuses. */
    advice() {
      const { field_id, indicators } = this.draft;
      const asks = [
        [!field_id, "field"],
        [!indicators.length, "indicator"],
        [indicators.length && !this.typed.some((one) => Number.isFinite(one.target_value)), "target"],
      ];
      return asks.filter(([missing]) => missing).map(([, name]) => this.t("console.advice." + name));
    },
  },
  methods: {
    add() {
      this.draft.indicators.push({ id: newId(), ...NO_INDICATOR, target_year: this.draft.target_year });
    },
    /** What was removed meanwhile is not shown here, so nobody could choose it away. Of a goal that exists, the laptop knows. */
    links() {
      const { field_id, cluster_ids } = this.draft;
      const { field = {}, cluster = {} } = this.live.store.byType;
      const left = this.goal ? cluster_ids : cluster_ids.filter((id) => id in cluster);
      return { field_id: field_id in field ? field_id : null, cluster_ids: left };
    },
    command() {
      const { id, text, group_id, source } = this.draft;
      const shared = { id, text, ...this.links(), target_year: this.ownYear, indicators: this.typed };
      return this.goal
        ? make.editGoal({ ...shared, version: this.seenVersion() })
        : make.proposeGoal({ ...shared, group_id, source });
    },
    async done() {
      if (this.trouble) return undefined;
      if (this.saving || !cleanText(this.draft.text) || lettersLeft(this.draft.text, this.limit) < 0)
        return this.$refs.text.focus();
      const said = this.t("console.said.goal");
      if (this.goal) return this.saveChange(this.command(), said);
      if (!(await this.save(this.command(), said))) return undefined;
      Object.assign(this.draft, { id: newId(), text: "", cluster_ids: [], indicators: [] });
      return this.desk.close();
    },
  },
  template: /* html */ `<ConsoleDialog :title="t(goal ? 'console.edit_goal' : 'console.write_goal')" wide @done="done">
    <label class="field"><span>{{ t('console.goal.text', {year: yearMeant}) }}</span>
      <textarea ref="text" v-model="draft.text" class="input" rows="3" dir="auto" :lang="goal?.language || null" required></textarea></label>
    <ConsoleCounter :text="draft.text" :limit="limit" />
    <ConsoleMeanwhile :words="meanwhile" />
    <div class="con-two"><label class="field"><span>{{ t('common.field_of_action') }}</span>
        <select v-model="draft.field_id" class="input"><option :value="null">{{ t('common.unassigned') }}</option><option v-for="field in fields" :key="field.id" :value="field.id">{{ field.name }}</option></select></label>
      <label class="field"><span>{{ t('common.target_year') }}</span><input v-model="draft.target_year" class="input" inputmode="numeric" :data-from="years.first" :data-to="years.last"></label></div>
    <details v-if="clusters.length" class="con-details"><summary>{{ t('console.goal.clusters', {}, links().cluster_ids.length) }}</summary>
      <div class="con-checks"><label v-for="cluster in clusters" :key="cluster.id"><input v-model="draft.cluster_ids" type="checkbox" :value="cluster.id"><Typed :text="desk.clusterName(cluster)" :lang="cluster.name ? '' : live.texts.lang" /></label></div></details>
    <ConsoleIndicator v-for="(indicator, i) in draft.indicators" :key="indicator.id" :indicator="indicator" :number="i + 1" @gone="draft.indicators.splice(i, 1)" />
    <p v-if="trouble" class="notice" role="alert"><Icon name="warning" />{{ t(trouble) }}</p>
    <p v-if="more"><button type="button" class="button" @click="add"><Icon name="plus" />{{ t('console.goal.add_indicator') }}</button></p>
    <ConsoleOrigin v-if="!goal" :draft="draft" />
    <ul v-if="advice.length" class="plain con-advice"><li v-for="words in advice" :key="words">{{ words }}</li></ul>
    <template #foot><button type="button" class="button" @click="desk.close()">{{ t('common.cancel') }}</button>
      <button class="button filled" :disabled="saving">{{ t(saving ? 'common.state.sending' : goal ? 'common.save' : 'console.post_goal') }}</button></template>
  </ConsoleDialog>`,
};

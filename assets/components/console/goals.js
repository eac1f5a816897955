import { Icon } from "../shared/shared.js";
import { make } from "../../live/protocol.gen.js";
import { MoreDots, openMenu } from "./dialog.js";
import { shortText } from "./desk.js";
import { hideDevice } from "./moves.js";
import { Wordings } from "../shared/wording.js";

/** @import { Goal, Indicator } from "../../live/protocol.gen.js" */
/** @import { Live } from "../../live/shapes.js" */
/** @import { ConsoleComponent } from "./shapes.js" */

/** Indicators of one goal, in their order. @param {Live} live @param {string} goalId */
export function consoleIndicators(live, goalId) {
  const own = Object.values(live.store.byType.indicator).filter((one) => one.goal_id === goalId);
  return own.sort((a, b) => a.position - b.position);
}

/** "12 Kurse (2024) → 40 Kurse (2030)", as far as it is known. @param {Indicator} indicator @param {Live} live */
function indicatorValues({ base_value: base, base_year, target_value: target, target_year, unit }, live) {
  // Isolated, so that a number keeps its order beside a unit in Arabic.
  /** @param {number} value @param {number|null} year @param {string} [unit] */
  const at = (value, year, unit) =>
    "\u2068" + [live.n(value), unit, year && `(${year})`].filter(Boolean).join(" ") + "\u2069";
  if (target === null) return base === null ? "" : at(base, base_year, unit);
  const goal = at(target, target_year, unit);
  return base === null ? goal : live.t("common.from_to", { base: at(base, base_year), target: goal });
}

/** The sentence of a goal, and below it its indicators, a line each. @param {Live} live @param {Goal} goal */
export function goalWords(live, goal) {
  const own = consoleIndicators(live, goal.id);
  return [goal.text, ...own.map((one) => [one.name, indicatorValues(one, live)].filter(Boolean).join(": "))].join("\n");
}

/** One goal with its indicators, and a menu for what can be done with it. @type {ConsoleComponent} */
const ConsoleGoal = {
  components: { Icon, MoreDots, Wordings },
  props: { goal: { type: Object, required: true } },
  computed: {
    away() {
      return this.goal.hidden !== null || this.goal.withdrawn;
    },
    why() {
      if (this.goal.withdrawn) return this.t("console.withdrawn");
      return this.goal.hidden
        ? this.t("common.hidden_because", { reason: this.goal.hidden })
        : this.t("common.state.hidden");
    },
    indicators() {
      return consoleIndicators(this.live, this.goal.id);
    },
    field() {
      return this.live.store.byType.field[this.goal.field_id]?.name || this.t("common.unassigned");
    },
    name() {
      return this.t("console.goal_menu", { text: shortText(this.goal.text) });
    },
    voted() {
      return this.desk.voting?.option_ids.includes(this.goal.id);
    },
  },
  methods: {
    /** @param {Indicator} indicator */
    values(indicator) {
      return indicatorValues(indicator, this.live);
    },
    /** @param {Event} event */
    menu(event) {
      const { id, version, hidden } = this.goal;
      /** @param {string} label @param {string} icon @param {() => any} run */
      const entry = (label, icon, run) => ({ label: this.t(label), icon, run });
      const back = () =>
        this.desk.act(make.restoreGoal({ id, withdrawn: hidden === null }), this.t("console.said.restored"));
      const items = this.away
        ? [entry(hidden === null ? "console.bring_back" : "console.show_to_all", "undo", back)]
        : [
            entry("console.edit_goal", "pencil", () => this.desk.open("goal", { goal: this.goal })),
            entry("console.translate", "translate", () => this.desk.open("translate", { entity: this.goal })),
            entry("console.hide", "eye-off", () => this.desk.open("hide", { entity: this.goal })),
            ...hideDevice(this.desk, this.live, this.goal),
            entry("console.withdraw", "close", () =>
              this.desk.act(make.withdrawGoal({ id, version }), this.t("console.said.withdrawn")),
            ),
          ];
      openMenu(this.desk, event, this.name, items);
    },
  },
  template: /* html */ `<article class="con-goal" :data-away="away || null">
    <div class="con-line"><Wordings class="con-goal-text" :of="goal" />
      <button type="button" class="con-icon" aria-haspopup="menu" :aria-label="name" @click="menu"><MoreDots /></button></div>
    <p class="con-small"><Typed tag="b" :text="field" :lang="goal.field_id ? '' : live.texts.lang" /><span v-if="goal.group_id" dir="auto">{{ desk.groupOf(goal) }}</span><span>{{ t('common.target_year') }} {{ goal.target_year }}</span><span v-if="voted"><Icon name="lock" />{{ t('console.being_voted') }}</span></p>
    <ul v-if="indicators.length" class="plain con-indicators"><li v-for="one in indicators" :key="one.id"><Typed tag="b" :text="one.name" :lang="goal.language" /> <span dir="auto">{{ values(one) }}</span>
      <small v-if="one.source" dir="auto">{{ t('console.goal.source_is', {source: one.source}) }}</small></li></ul>
    <p v-else-if="!away" class="con-hint">{{ t('console.goal.no_indicator') }}</p>
    <p v-if="away" class="con-hint"><Icon name="eye-off" />{{ why }}</p>
  </article>`,
};

/** All goals, the newest first; those taken from the wall at the end. @type {ConsoleComponent} */
export const ConsoleGoals = {
  components: { ConsoleGoal },
  computed: {
    goals() {
      /** @param {Goal} goal */
      const away = (goal) => (goal.hidden !== null || goal.withdrawn ? 1 : 0);
      return Object.values(this.live.store.byType.goal).sort(
        (a, b) => away(a) - away(b) || b.created_at - a.created_at,
      );
    },
  },
  template: /* html */ `<div class="con-goals"><ConsoleGoal v-for="goal in goals" :key="goal.id" :goal="goal" />
    <p v-if="!goals.length" class="con-empty">{{ t('console.empty.goals') }}</p></div>`,
};

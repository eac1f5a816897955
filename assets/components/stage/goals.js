import { StageEmpty, StageHead, StageTimer } from "./parts.js";
import { Divided, Wordings } from "../shared/wording.js";
import { StageSaid, stageAsked, stagePlace } from "./second.js";
import { StageFlow } from "./flow.js";
import { stageSize } from "./size.js";
import { stageGoalItems } from "./data.js";

/** @import { Component } from "../../live/shapes.js" */

const STAGE_LONG_GOAL = 300; // letters: it is printed small, so that all of it stands there

// A number with its unit keeps its order inside an Arabic sentence.
const STAGE_ISOLATED = ["\u2068", "\u2069"];

/**
 * A goal with its field and, in short, how one will notice that it is reached. `item`: of stageGoalItems.
 * @type {Component}
 */
export const StageGoal = {
  components: { Divided, StageSaid, Wordings },
  props: { item: { type: Object, required: true } },
  computed: {
    long() {
      return this.item.goal.text.length > STAGE_LONG_GOAL / stageSize() ** 2;
    },
  },
  methods: {
    value(number, year, unit) {
      if (number === null || number === undefined) return "";
      const words = [this.n(number), unit, year && "(" + year + ")"].filter(Boolean).join(" ");
      return STAGE_ISOLATED[0] + words + STAGE_ISOLATED[1];
    },
    base(indicator) {
      return this.value(indicator.base_value, indicator.base_year, indicator.unit);
    },
    /** How it is to change, as StageSaid says it; null where it has no target. */
    course(indicator) {
      const target = this.value(indicator.target_value, indicator.target_year, indicator.unit);
      const base = this.value(indicator.base_value, indicator.base_year, target ? "" : indicator.unit);
      if (base && target) return { of: "common.from_to", params: { base, target } };
      return target ? { of: "stage.to", params: { target } } : null;
    },
  },
  template: /* html */ `<article class="stage-goal" :class="{long}">
    <p v-if="item.field" class="stage-field" v-bind="live.written(item.field.name)"><Divided :text="item.field.name" /></p>
    <Wordings :of="item.goal" tag="h2" />
    <ul v-if="item.indicators.length" class="plain"><li v-for="indicator in item.indicators" :key="indicator.id" dir="auto">
      <bdi v-bind="live.written(indicator.name, item.goal.language || undefined)">{{ indicator.name }}</bdi><template v-if="course(indicator)">: <b><StageSaid v-bind="course(indicator)" beside /></b></template>
      <template v-else-if="base(indicator)">: <b>{{ base(indicator) }}</b></template></li></ul>
  </article>`,
};

/** All goals; also before and during a vote, to be read aloud. @type {Component} */
export const StageGoals = {
  components: { StageEmpty, StageFlow, StageGoal, StageHead, StageTimer },
  data: () => ({ page: { index: 0, total: 0 } }),
  computed: {
    items() {
      return stageGoalItems(this.live.store.byType);
    },
    asked() {
      return stageAsked(this.live, this.second, "goals");
    },
    aside() {
      const count = this.items.length;
      return stagePlace(this.page) || (count ? { of: "common.goals", count } : null);
    },
  },
  template: /* html */ `<section class="stage-goals">
    <StageHead :asked="asked" :aside="aside" />
    <StageEmpty v-if="!items.length" of="stage.no_goals" />
    <StageFlow v-else class="stage-wall" :items="items" :most="2" @page="page = $event">
      <template #item="{ item }"><StageGoal :item="item" /></template>
    </StageFlow>
    <footer class="stage-foot"><StageTimer writing /></footer>
  </section>`,
};

import { StageAsked, StageEmpty, StageHead, StageTiles, StageTimer } from "./parts.js";
import { Icon } from "../shared/shared.js";
import { StageFlow } from "./flow.js";
import { StageGoal } from "./goals.js";
import { StageSaid, stageBeside, stagePlace, stageVotingAsked } from "./second.js";
import { stageGoalItems } from "./data.js";
import { votingNow } from "../shared/voting.js";

/** @import { Component } from "../../live/shapes.js" */

const STAGE_LONG = 140; // letters: a longer question may take five lines of the smallest size

/**
 * What is voted on, to be read aloud; the moderator turns the pages. `only`: the options, else all goals.
 * @type {Component}
 */
const StageOptions = {
  components: { StageFlow, StageGoal },
  props: { only: { type: Array, default: null } },
  emits: ["page"],
  computed: {
    items() {
      const items = stageGoalItems(this.live.store.byType);
      return this.only ? items.filter(({ key }) => this.only.includes(key)) : items;
    },
  },
  template: /* html */ `<StageFlow class="stage-wall" :items="items" :most="2" @page="$emit('page', $event)">
    <template #item="{ item }"><StageGoal :item="item" /></template></StageFlow>`,
};

/**
 * Before a vote: the goals. While it is open: how many ballots are cast, and nothing about what is on them.
 * @type {Component}
 */
export const StageVoting = {
  components: { Icon, StageAsked, StageEmpty, StageHead, StageOptions, StageSaid, StageTiles, StageTimer },
  setup: () => ({ sizes: [10, 9, 8, 7, 6, 5, 4.2, 3.4] }),
  data: () => ({ page: { index: 0, total: 0 } }),
  computed: {
    voting() {
      return votingNow(this.live.store.byType);
    },
    goals() {
      return stageGoalItems(this.live.store.byType).length > 0;
    },
    soon() {
      return stageBeside(this.live, this.second, "stage.no_voting");
    },
    aside() {
      return stagePlace(this.page);
    },
    asked() {
      return stageVotingAsked(this.live, this.second, this.voting);
    },
    long() {
      const { first, second } = this.asked;
      return Math.max(first.text.length, second?.text.length || 0) > STAGE_LONG;
    },
    rules() {
      const { points: count, max_per_option: max } = this.voting.rules;
      if (max >= count) return { of: "stage.points_each", count };
      return { of: "stage.points_each_at_most", params: { max }, count };
    },
    secret() {
      return [...(this.voting.slips_only ? ["stage.slips_only"] : []), "common.secret", "common.result_later"];
    },
    cast() {
      const { presence, byType } = this.live.store;
      if (!this.voting.open) return ((byType.result || {})[this.voting.id] || {}).ballots || 0;
      return ((presence || {}).ballots || {})[this.voting.id] || 0;
    },
    people() {
      return (this.live.store.presence || {}).people || 0;
    },
    /** Only where every device stands for one person is it known how many ballots are to come. */
    known() {
      const groups = Object.values((this.live.store.presence || {}).groups || {});
      const shared = groups.some((here) => here.tablets);
      return this.voting.open && !this.voting.slips_only && !shared && this.people > 0 && this.cast <= this.people;
    },
    expected() {
      return this.known ? this.people : this.cast;
    },
    /** Where nobody knows how many are to come, what is voted on fills the wall. */
    reads() {
      return this.voting.open && !this.known;
    },
    slips() {
      return Array.from({ length: this.expected }, (_, i) => ({ id: i, cast: i < this.cast }));
    },
    words() {
      return { of: this.known ? "stage.ballots_cast" : "stage.ballots", count: this.expected };
    },
  },
  template: /* html */ `<section class="stage-voting" :class="{reads: !voting || reads}">
    <template v-if="!voting"><StageHead :asked="soon" :aside="aside" />
      <StageOptions v-if="goals" @page="page = $event" /><StageEmpty v-else of="stage.no_goals" /></template>
    <template v-else>
      <div class="stage-ask" :class="{long, double: asked.second}"><StageAsked :asked="asked" :sizes="sizes" />
        <p v-if="voting.open" class="stage-rules"><StageSaid v-bind="rules" beside /></p></div>
      <p class="stage-cast"><b>{{ n(cast) }}</b><StageSaid v-bind="words" /><StageSaid v-if="reads && aside" v-bind="aside" beside class="stage-at" /></p>
      <StageOptions v-if="reads" :only="voting.option_ids" @page="page = $event" />
      <StageTiles v-else :items="slips" :ratio="1.45" :gap="1.3" :largest="12" :smallest="0.8" v-slot="{ item }">
        <i :key="item.id" class="stage-slip" :class="{cast: item.cast}"></i></StageTiles>
      <footer class="stage-foot">
        <p v-if="voting.open"><Icon name="lock" /><StageSaid :of="secret" /></p>
        <p v-else><Icon name="lock" /><StageSaid of="stage.voting_closed" /></p>
        <StageTimer v-if="voting.open" /></footer>
    </template>
  </section>`,
};

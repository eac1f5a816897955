import { StageEmpty, StageHead } from "./parts.js";
import { Divided, Wordings } from "../shared/wording.js";
import { StageSaid, stageAsked, stagePlace, stageVotingAsked } from "./second.js";
import { RESULT_PICTURES, nothingFirst, tiedRanks, turnoutOf } from "../shared/results.js";
import { channelsSaid, paperSaid } from "../shared/channels.js";
import { StageFlow } from "./flow.js";
import { stageResult } from "./data.js";

/** @import { Component } from "../../live/shapes.js" */

const STAGE_FILL = 4000;
const STAGE_MOST_DOTS = 150;

/** What the hall chose: places with ties as ties, dots in tens, points. @type {Component} */
export const StageResult = {
  components: { Divided, StageEmpty, StageFlow, StageHead, StageSaid, Wordings },
  data: () => ({ page: { index: 0, total: 0 }, filling: true }),
  computed: {
    store() {
      return this.live.store;
    },
    found() {
      return stageResult(this.store.byType);
    },
    result() {
      return this.found && this.found.result;
    },
    /** Why no place is shown: the key of a sentence, or "". */
    nothing() {
      return this.result ? nothingFirst(this.result) : this.unknown;
    },
    /** Where nothing came first, the phase's heading would say that something did: then what was asked. */
    asked() {
      if (this.result && this.nothing) return stageVotingAsked(this.live, this.second, this.found.voting);
      return stageAsked(this.live, this.second, "result");
    },
    unknown() {
      const open = Object.values(this.store.byType.voting || {}).some((voting) => voting.open);
      return open ? "stage.still_voting" : "stage.no_result";
    },
    aside() {
      return this.nothing ? null : stagePlace(this.page);
    },
    most() {
      return Math.max(1, ...this.result.rows.map((row) => row.value));
    },
    // Hundreds of dots cannot be counted by eye: then each stands for ten.
    worth() {
      return this.most > STAGE_MOST_DOTS ? 10 : 1;
    },
    dotSize() {
      const share = Math.min(1, 50 / (this.most / this.worth));
      return "max(0.9vh, min(" + 1.8 * share + "vh, " + share + "vw))";
    },
    items() {
      return this.result.rows.map((row, i) => ({
        ...this.wording(row),
        key: row.option_id,
        group: "",
        paper: paperSaid(row),
        row,
        i,
      }));
    },
    turnout() {
      return turnoutOf(this.result);
    },
    picture() {
      return RESULT_PICTURES[this.found.voting.rules.mode];
    },
    /** Ranks that several share. */
    tied() {
      return tiedRanks(this.result);
    },
    byChannel() {
      return channelsSaid(this.result);
    },
  },
  mounted() {
    this.filled = setTimeout(() => (this.filling = false), STAGE_FILL + 500);
  },
  beforeUnmount() {
    clearTimeout(this.filled);
  },
  methods: {
    wording(row) {
      const goal = (this.store.byType.goal || {})[row.option_id];
      if (!goal) return { goal: null, field: "" };
      const field = (this.store.byType.field || {})[goal.field_id];
      return { goal, field: field ? field.name : "" };
    },
    delay(i) {
      return { fontSize: this.dotSize, animationDelay: Math.min(i * 600, STAGE_FILL - 600) + "ms" };
    },
  },
  template: /* html */ `<section class="stage-result" :class="{ties: !nothing && tied.size}">
    <StageHead :asked="asked" :aside="aside" :column="nothing ? '' : 'stage.points'" />
    <StageEmpty v-if="nothing" :of="nothing" />
    <StageFlow v-else :items="items" @page="page = $event">
        <template #item="{ item }"><article class="stage-row" :class="{first: item.row.rank === 1 && item.row.value}">
          <p class="stage-rank">{{ t('common.rank', { rank: item.row.rank }) }}<small v-if="tied.has(item.row.rank)"><StageSaid of="common.tie" /></small></p>
          <div class="stage-option"><Wordings v-if="item.goal" :of="item.goal" v-slot="{ words }"><span><Divided :text="words.text" :lang="words.lang" /></span></Wordings>
            <p v-else class="wordings wording"><StageSaid of="stage.hidden_goal" /></p>
            <p v-if="item.field || item.paper" class="stage-field"><bdi v-bind="live.written(item.field)"><Divided :text="item.field" /></bdi><template v-if="item.paper"> {{ item.field ? '·' : '' }} <StageSaid v-bind="item.paper" beside /></template></p></div>
          <p class="stage-points">{{ n(item.row.value) }}</p>
          <component :is="picture" class="stage-dots" :class="{filling}" :style="delay(item.i)" :filled="Math.round(item.row.value / worth)" tens />
        </article></template>
    </StageFlow>
    <footer v-if="result && result.ballots" class="stage-foot"><p><StageSaid v-bind="turnout" /><StageSaid v-if="byChannel" v-bind="byChannel" /><StageSaid v-if="worth > 1" of="stage.worth_ten" /></p>
      <p><StageSaid of="common.opinion_poll" /></p></footer>
  </section>`,
};

import { StageEmpty, StageHead } from "./stage_parts.js";
import { DotRow } from "./shared.js";
import { Wordings } from "./shared_wording.js";
import { StageSaid, stageAsked } from "./stage_second.js";
import { paperWords, waysWords } from "./shared_ways.js";
import { StageFlow } from "./stage_flow.js";
import { stageResult } from "./stage_data.js";

const STAGE_FILL = 4000;
const STAGE_MOST_DOTS = 150;

/** What the hall chose: places with ties as ties, dots in tens, points. */
export const StageResult = {
  components: { DotRow, StageEmpty, StageFlow, StageHead, StageSaid, Wordings },
  data: () => ({ page: { index: 0, total: 0 }, filling: true }),
  computed: {
    store() {
      return this.live.store;
    },
    asked() {
      return stageAsked(this.live, this.second, "result");
    },
    result() {
      const found = stageResult(this.store.byType);
      return found && found.result;
    },
    empty() {
      const open = Object.values(this.store.byType.voting || {}).some((voting) => voting.open);
      return open ? "stage.still_voting" : "stage.no_result";
    },
    aside() {
      const { index, total } = this.page;
      if (!this.result) return "";
      return total > 1 ? this.t("stage.page", { page: index + 1, pages: total }) : "";
    },
    most() {
      return Math.max(1, ...this.result.rows.map((row) => row.points));
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
      return this.result.rows.map((row, i) => ({ ...this.wording(row), key: row.option_id, group: "", paper: paperWords(row, this.live), row, i }));
    },
    turnout() {
      const { ballots, points_given: given, points_available: available } = this.result;
      return { of: "common.turnout", params: { given, available }, count: ballots };
    },
    /** Ranks that several share. */
    tied() {
      const ranks = this.result.rows.map((row) => row.rank);
      return new Set(ranks.filter((rank, i) => ranks.indexOf(rank) !== i));
    },
    ways() {
      return waysWords(this.result, this.live);
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
      if (!goal) return { goal: { text: this.t("stage.hidden_goal") }, field: "" };
      const field = (this.store.byType.field || {})[goal.field_id];
      return { goal, field: field ? field.name : "" };
    },
    delay(i) {
      return { fontSize: this.dotSize, animationDelay: Math.min(i * 600, STAGE_FILL - 600) + "ms" };
    },
  },
  template: `<section class="stage-result" :class="{ties: result && tied.size}">
    <StageHead :asked="asked" :aside="aside" :column="result ? 'stage.points' : ''" />
    <StageEmpty v-if="!result" :of="empty" />
    <template v-else>
      <StageFlow :items="items" @page="page = $event">
        <template #item="{ item }"><article class="stage-row" :class="{first: item.row.rank === 1 && item.row.points}">
          <p class="stage-rank">{{ t('common.rank', { rank: item.row.rank }) }}<small v-if="tied.has(item.row.rank)"><StageSaid of="common.tie" /></small></p>
          <div class="stage-option"><Wordings :of="item.goal" v-slot="{ text }"><span>{{ text }}</span></Wordings>
            <p v-if="item.field || item.paper" class="stage-field"><bdi>{{ item.field }}</bdi><template v-if="item.paper"> {{ item.field ? '·' : '' }} {{ item.paper }}</template></p></div>
          <p class="stage-points">{{ n(item.row.points) }}</p>
          <DotRow class="stage-dots" :class="{filling}" :style="delay(item.i)" :filled="Math.round(item.row.points / worth)" tens />
        </article></template>
      </StageFlow>
      <footer class="stage-foot"><p><StageSaid v-bind="turnout" /><span v-if="ways">{{ ways }}</span><StageSaid v-if="worth > 1" of="stage.worth_ten" /></p>
        <p><StageSaid of="common.opinion_poll" /></p></footer>
    </template>
  </section>`,
};

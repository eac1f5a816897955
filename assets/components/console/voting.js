import { Icon } from "../shared/shared.js";
import { RESULT_PICTURES, nothingFirst, turnoutOf } from "../shared/results.js";
import { SHARED_CHANNELS, channelWords, paperWords } from "../shared/channels.js";
import { make } from "../../live/protocol.gen.js";
import { stepFor, stepName } from "../../live/agenda.js";
import { ConsoleVotingForm } from "./voting_form.js";

/** @import { Goal, ResultRow } from "../../live/protocol.gen.js" */
/** @import { ConsoleComponent } from "./shapes.js" */

const MOST_DOTS_DRAWN = 100;

/** While it is open: how many ballots, and nothing else. @type {ConsoleComponent} */
const ConsoleOpenVoting = {
  components: { Icon },
  props: { voting: { type: Object, required: true } },
  computed: {
    ballots() {
      return this.live.store.presence?.ballots?.[this.voting.id] || 0;
    },
    /** What to compare the ballots with: the people who were expected, and the devices that are there. */
    people() {
      const { workshop, presence } = this.live.store;
      const here = this.t("console.voting.here", { devices: this.t("common.devices", {}, presence?.people || 0) });
      const expected = workshop.expected ? this.t("console.voting.expected", {}, workshop.expected) + ", " : "";
      return expected + here;
    },
    /** The step in which people's devices show the voting. */
    step() {
      return stepFor("cast_ballot", this.live.store.workshop);
    },
    called() {
      return stepName(this.step, this.t);
    },
    /** More ballots from people's own devices than devices that were here at once: how many were expected says nothing. */
    tooMany() {
      const { presence } = this.live.store;
      const shared = SHARED_CHANNELS.reduce(
        (sum, channel) => sum + (presence?.by_channel?.[this.voting.id]?.[channel] || 0),
        0,
      );
      const most = presence?.most_here?.[this.voting.id] ?? Infinity;
      return !this.voting.slips_only && this.ballots - shared > most
        ? { ballots: this.n(this.ballots - shared), most: this.n(most) }
        : null;
    },
    byChannel() {
      const counts = this.live.store.presence?.by_channel?.[this.voting.id] || {};
      const found = SHARED_CHANNELS.filter((channel) => counts[channel]);
      return found.map((channel) => this.t("common.channel." + channel, { n: this.n(counts[channel]) })).join(" · ");
    },
  },
  methods: {
    paper() {
      this.desk.open("paper", { voting: this.voting });
    },
    close() {
      const { t } = this;
      const text = t("console.voting.close_text", {
        ballots: t("common.ballots", {}, this.ballots),
        people: this.people,
      });
      const run = async () => {
        const ack = await this.desk.act(make.closeVoting({ id: this.voting.id }), t("console.said.voting_closed"));
        if (ack) this.live.clearDraft("desk.paper"); // the last ballot from paper is not to be kept here
      };
      this.desk.confirm(t("console.voting.close"), text, t("console.voting.close"), run);
    },
  },
  template: /* html */ `<section class="con-paper" aria-labelledby="con-open-title"><h2 id="con-open-title"><span class="marked">{{ t('console.voting.running') }}</span></h2>
    <Typed tag="p" class="con-question" :text="voting.question" />
    <p class="con-ballots" role="status"><b>{{ n(ballots) }}</b> {{ t('console.voting.ballots_of', {people}, ballots) }}</p>
    <p class="con-row"><button type="button" class="button" :class="desk.toVote ? 'filled' : 'strong'" @click="close"><Icon name="lock" />{{ t('console.voting.close') }}</button>
      <button type="button" class="button" @click="paper"><Icon name="pencil" />{{ t('console.paper.enter') }}</button></p>
    <p v-if="tooMany" class="notice" role="status"><Icon name="warning" />{{ t('console.voting.too_many', tooMany) }}</p>
    <p v-if="byChannel" class="con-by-channel">{{ t('console.voting.of_them', {channels: byChannel}) }}</p>
    <p v-if="voting.slips_only" class="con-hint">{{ t('console.voting.slips_now') }}</p>
    <p class="con-hint">{{ t('common.points_each', {points: voting.rules.points, max: voting.rules.max_per_option}) }} {{ t('common.result_later') }}</p>
    <p v-if="step.id !== live.store.workshop.phase" class="notice"><Icon name="warning" />{{ t('console.voting.phase_hint', {phase: called}) }}</p>
  </section>`,
};

/** The result of a closed voting. Equal points share a rank, and it is said. @type {ConsoleComponent} */
const ConsoleResult = {
  props: { voting: { type: Object, required: true }, open: Boolean },
  computed: {
    result() {
      return this.live.store.byType.result[this.voting.id];
    },
    rows() {
      const rows = this.result?.rows || [];
      return rows.map((/** @type {ResultRow} */ row) => ({
        ...row,
        goal: this.live.store.byType.goal[row.option_id],
        tie: rows.filter((/** @type {ResultRow} */ other) => other.rank === row.rank).length > 1,
      }));
    },
    /** Nothing of who chose what where few people voted. */
    few() {
      return this.rows.some((/** @type {ResultRow} */ row) => row.voters === null);
    },
    drawn() {
      return (this.rows[0]?.value || 0) <= MOST_DOTS_DRAWN;
    },
    picture() {
      return RESULT_PICTURES[this.voting.rules.mode];
    },
    when() {
      return this.voting.closed_at ? this.desk.clock(this.voting.closed_at) : "";
    },
    turnout() {
      const { of, params, count } = turnoutOf(this.result);
      return this.t(of, params, count);
    },
    nothing() {
      return this.result ? nothingFirst(this.result) : "";
    },
    byChannel() {
      return channelWords(this.result, this.live);
    },
  },
  methods: {
    /** @param {ResultRow} row */
    paper(row) {
      return paperWords(row, this.live);
    },
    /** @param {ResultRow & {goal?: Goal}} row */
    field(row) {
      return this.live.store.byType.field[/** @type {string} */ (row.goal?.field_id)]?.name || "";
    },
  },
  template: /* html */ `<details class="con-paper con-result" :open="open"><summary><Typed tag="h2" :text="voting.question" /><small>{{ t('console.voting.closed_at', {time: when}) }}</small></summary>
    <p v-if="nothing" class="con-hint">{{ t(nothing) }}</p>
    <table v-else-if="result"><thead><tr><th scope="col">{{ t('console.voting.rank') }}</th><th scope="col">{{ t('console.voting.goal') }}</th><th v-if="!few" scope="col">{{ t('console.voting.voters') }}</th><th scope="col">{{ t('console.voting.got') }}</th></tr></thead>
      <tbody><tr v-for="row in rows" :key="row.option_id"><td>{{ t('common.rank', {rank: row.rank}) }} <small v-if="row.tie">{{ t('console.voting.tie') }}</small></td>
        <td><Typed :class="{marked: row.rank === 1 && row.value}" :text="row.goal?.text || t('console.voting.gone')" :lang="row.goal ? row.goal.language : live.texts.lang" /> <Typed tag="small" :text="field(row)" /> <small v-if="row.detail.paper">{{ paper(row) }}</small><component :is="picture" v-if="drawn" :filled="row.value" tens /></td>
        <td v-if="!few">{{ n(row.voters) }}</td><td><b>{{ n(row.value) }}</b></td></tr></tbody></table>
    <p v-if="few" class="con-hint">{{ t('console.voting.few') }}</p>
    <p v-if="result" class="con-hint">{{ turnout }}<template v-if="byChannel"> · {{ byChannel }}</template> · {{ t('common.opinion_poll') }}</p>
  </details>`,
};

/**
 * Votings: the open one, or the form for the next; below it those that are closed, the latest first.
 * @type {ConsoleComponent}
 */
export const ConsoleVoting = {
  components: { ConsoleVotingForm, ConsoleOpenVoting, ConsoleResult },
  computed: {
    closed() {
      const all = Object.values(this.live.store.byType.voting).filter((voting) => !voting.open);
      return all.sort((a, b) => /** @type {number} */ (b.closed_at) - /** @type {number} */ (a.closed_at));
    },
    goals() {
      const all = Object.values(this.live.store.byType.goal).filter((goal) => goal.hidden === null && !goal.withdrawn);
      return all.sort((a, b) => a.created_at - b.created_at);
    },
  },
  template: /* html */ `<div class="con-votings">
    <ConsoleOpenVoting v-if="desk.voting" :voting="desk.voting" />
    <ConsoleResult v-for="(voting, i) in closed" :key="voting.id" :voting="voting" :open="i === 0" />
    <ConsoleVotingForm v-if="!desk.voting" :goals="goals" :again="closed.length > 0" />
  </div>`,
};

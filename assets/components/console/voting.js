import { Icon } from "../shared/shared.js";
import { languageName, stepQuestion } from "../shared/wording.js";
import { RESULT_PICTURES, nothingFirst, turnoutOf } from "../shared/results.js";
import { SHARED_CHANNELS, channelWords, paperWords } from "../shared/channels.js";
import { LIMITS, make } from "../../live/protocol.gen.js";
import { stepFor, stepName } from "../../live/agenda.js";
import { newId } from "../../live/ids.js";
import { cleanText } from "../../live/typed.js";
import { typedWhole } from "../shared/numbers.js";
import { checkingMixin } from "./check.js";
import { savingMixin } from "./draft.js";
import { ConsoleCounter, lettersLeft } from "./forms.js";

/** @import { DotRulesDraft } from "../../live/protocol.gen.js" */
/** @import { ConsoleComponent } from "./shapes.js" */

const MOST_DOTS_DRAWN = 100;

/** Half of the options, rounded up, at least 1 and at most 10: as the server proposes. */
function usualPoints(options) {
  return Math.max(1, Math.min(10, Math.ceil(options / 2)));
}

/** What is voted on, with which question and how many dots. @type {ConsoleComponent} */
const ConsoleVotingForm = {
  components: { ConsoleCounter, Icon },
  mixins: [savingMixin, checkingMixin],
  props: { goals: { type: Array, required: true }, again: Boolean },
  created() {
    this.draft = this.live.draft("desk.voting", {
      id: newId(),
      question: this.usualQuestion(),
      asked_in: {},
      without: [],
      points: null,
      max: 2,
      slips: false,
    });
    if (this.opened()) this.begin();
  },
  computed: {
    /** How many slips were printed that still count. */
    printed() {
      return Object.values(this.live.store.byType.slips || {}).reduce((sum, sheet) => sum + sheet.count, 0);
    },
    chosen() {
      return this.goals.filter((goal) => !this.draft.without.includes(goal.id));
    },
    usual() {
      return usualPoints(this.chosen.length);
    },
    limit: () => LIMITS.questionText,
    /** The step whose question is asked. */
    step() {
      return stepFor("cast_ballot", this.live.store.workshop);
    },
    /** The hall's other languages, each with what it calls itself. */
    others() {
      const { language, languages } = this.live.store.workshop;
      return languages.filter((code) => code !== language).map((code) => [code, languageName(this.live, code)]);
    },
  },
  methods: {
    /** The voting of this draft was opened, and its yes never came: the page was closed first, or it is another tab's. */
    opened() {
      return this.draft.id in this.live.store.byType.voting;
    },
    begin() {
      Object.assign(this.draft, { id: newId(), question: this.usualQuestion(), asked_in: {}, points: null, max: 2 });
    },
    usualQuestion() {
      const { workshop } = this.live.store;
      const t = (key) => this.live.boot.vote_questions[workshop.language] || this.t(key);
      return stepQuestion(workshop, this.step, { lang: workshop.language, t }).text;
    },
    /** The question in another language: as typed here; else the usual one, as long as the question is the usual one. */
    askedIn(code) {
      const { question, questions_in } = this.step;
      const usual = questions_in[code] || (question ? "" : this.live.boot.vote_questions[code]) || "";
      return this.draft.asked_in[code] ?? (this.draft.question === this.usualQuestion() ? usual : "");
    },
    questionsIn() {
      const codes = this.live.boot.languages.map(([code]) => code);
      const { language, languages } = this.live.store.workshop;
      const asked = [...new Set([...codes, ...languages])]
        .filter((code) => code !== language)
        .map((code) => [code, cleanText(this.askedIn(code))]);
      return Object.fromEntries(asked.filter(([, text]) => text));
    },
    field(goal) {
      return this.live.store.byType.field[goal.field_id]?.name || "";
    },
    pick(id, on) {
      this.draft.without = this.draft.without.filter((other) => other !== id);
      if (!on) this.draft.without.push(id);
    },
    async open() {
      if (this.opened()) this.draft.id = newId();
      const { id, question, points, max } = this.draft;
      if (!this.chosen.length || lettersLeft(question, this.limit) < 0) return;
      const option_ids = this.chosen.map((goal) => goal.id);
      const questions_in = this.questionsIn();
      if (Object.values(questions_in).some((text) => lettersLeft(text, this.limit) < 0)) return;
      /** @type {DotRulesDraft} */
      const rules = {
        mode: "dots",
        points: typedWhole(points ?? ""),
        max_per_option: /** @type {number} */ (typedWhole(max)),
      };
      const command = make.openVoting({
        id,
        rules,
        question,
        questions_in,
        option_ids,
        slips_only: Boolean(this.draft.slips && this.printed),
      });
      if (!(await this.save(command, this.t("console.said.voting_opened")))) return;
      this.begin();
      /** @type {HTMLElement} */ (document.getElementById("con-board")).scrollTo(0, 0); // the voting stands above its form and what was voted before
    },
  },
  template: `<form class="con-paper" novalidate @submit.prevent="isRight($event.target) && open()">
    <h2>{{ t(again ? 'console.voting.again' : 'console.voting.prepare') }}</h2>
    <p v-if="!goals.length" class="con-hint">{{ t('console.voting.no_goals') }}</p>
    <template v-else>
      <label class="field"><span>{{ t('console.voting.question') }}</span><input v-model="draft.question" class="input" dir="auto" required></label>
      <ConsoleCounter v-if="draft.question.length > 200" :text="draft.question" :limit="limit" />
      <label v-for="[code, name] in others" :key="code" class="field"><span>{{ t('console.voting.question') }} · <bdi :lang="code">{{ name }}</bdi></span>
        <input class="input" dir="auto" :lang="code" :data-most="limit" :value="askedIn(code)" @input="draft.asked_in[code] = $event.target.value"></label>
      <fieldset class="con-checks"><legend class="label">{{ t('console.voting.goals', {n: chosen.length, all: goals.length}) }}</legend>
        <label v-for="goal in goals" :key="goal.id"><input type="checkbox" :checked="!draft.without.includes(goal.id)" @change="pick(goal.id, $event.target.checked)">
          <Typed class="wording" :text="goal.text" :lang="goal.language" /><Typed tag="small" :text="field(goal)" /></label></fieldset>
      <div class="con-two"><label class="field"><span>{{ t('console.voting.points') }}</span><input v-model="draft.points" class="input" inputmode="numeric" data-from="1" data-to="1000" :placeholder="usual">
          <span class="hint">{{ t('console.voting.points_hint', {n: usual}) }}</span></label>
        <label class="field"><span>{{ t('console.voting.max') }}</span><input v-model="draft.max" class="input" inputmode="numeric" data-from="1" data-to="1000" required></label></div>
      <div class="con-checks"><label><input v-model="draft.slips" type="checkbox" :disabled="!printed">
        <span>{{ t('console.voting.slips_only') }} <small>{{ printed ? t('console.voting.slips_printed', {}, printed) : t('console.voting.slips_none') }}</small></span></label>
        <a class="con-link" :href="desk.urls.slips" target="_blank">{{ t('console.voting.slips_print') }}</a></div>
      <p v-if="wrong" :id="wrongId" class="notice" role="alert"><Icon name="warning" />{{ wrong }}</p>
      <p class="con-row con-do"><button class="button" :class="desk.toVote ? 'filled' : 'strong'" :disabled="saving || !chosen.length">{{ t('console.voting.open') }}</button><span class="con-hint">{{ t('console.voting.open_hint') }}</span></p>
    </template>
  </form>`,
};

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
    /** More ballots from people's own devices than devices that were here at once, or people who were expected. */
    tooMany() {
      const { presence, workshop } = this.live.store;
      const shared = SHARED_CHANNELS.reduce(
        (sum, channel) => sum + (presence?.by_channel?.[this.voting.id]?.[channel] || 0),
        0,
      );
      const most = Math.max(presence?.most_here?.[this.voting.id] ?? Infinity, workshop.expected || 0);
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
  template: `<section class="con-paper" aria-labelledby="con-open-title"><h2 id="con-open-title"><span class="marked">{{ t('console.voting.running') }}</span></h2>
    <Typed tag="p" class="con-question" :text="voting.question" />
    <p class="con-ballots" role="status"><b>{{ n(ballots) }}</b> {{ t('console.voting.ballots_of', {people}, ballots) }}</p>
    <p v-if="tooMany" class="notice" role="status"><Icon name="warning" />{{ t('console.voting.too_many', tooMany) }}</p>
    <p v-if="byChannel" class="con-by-channel">{{ t('console.voting.of_them', {channels: byChannel}) }}</p>
    <p v-if="voting.slips_only" class="con-hint">{{ t('console.voting.slips_now') }}</p>
    <p class="con-hint">{{ t('common.points_each', {points: voting.rules.points, max: voting.rules.max_per_option}) }} {{ t('common.result_later') }}</p>
    <p v-if="step.id !== live.store.workshop.phase" class="notice"><Icon name="warning" />{{ t('console.voting.phase_hint', {phase: called}) }}</p>
    <p class="con-row"><button type="button" class="button" :class="desk.toVote ? 'filled' : 'strong'" @click="close"><Icon name="lock" />{{ t('console.voting.close') }}</button>
      <button type="button" class="button" @click="paper"><Icon name="pencil" />{{ t('console.paper.enter') }}</button></p>
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
      return rows.map((row) => ({
        ...row,
        goal: this.live.store.byType.goal[row.option_id],
        tie: rows.filter((other) => other.rank === row.rank).length > 1,
      }));
    },
    /** Nothing of who chose what where few people voted. */
    few() {
      return this.rows.some((row) => row.voters === null);
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
    paper(row) {
      return paperWords(row, this.live);
    },
    field(row) {
      return this.live.store.byType.field[row.goal?.field_id]?.name || "";
    },
  },
  template: `<details class="con-paper con-result" :open="open"><summary><Typed tag="h2" :text="voting.question" /><small>{{ t('console.voting.closed_at', {time: when}) }}</small></summary>
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
  template: `<div class="con-votings">
    <ConsoleOpenVoting v-if="desk.voting" :voting="desk.voting" />
    <ConsoleResult v-for="(voting, i) in closed" :key="voting.id" :voting="voting" :open="i === 0" />
    <ConsoleVotingForm v-if="!desk.voting" :goals="goals" :again="closed.length > 0" />
  </div>`,
};

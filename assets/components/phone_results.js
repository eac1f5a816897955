import { DotRow, Icon, phaseQuestion } from "./shared.js";
import { entities } from "./phone_state.js";

const DOTS_DRAWN = 60;
const ROWS_AT_ONCE = 20;

/** One result: goals by points, equal points share a rank. */
export const ResultList = {
  components: { DotRow },
  props: { result: { type: Object, required: true } },
  data: () => ({ all: false }),
  setup: () => ({ dotsDrawn: DOTS_DRAWN }),
  computed: {
    rows() {
      const shown = this.all ? this.result.rows : this.result.rows.slice(0, ROWS_AT_ONCE);
      return shown.map((row) => ({ ...row, ...this.goalOf(row.option_id) }));
    },
    more() {
      return this.result.rows.length - this.rows.length;
    },
    turnout() {
      const { ballots, points_given: given, points_available: available } = this.result;
      return this.t("common.turnout", { ballots, given, available }, ballots);
    },
  },
  methods: {
    goalOf(id) {
      const goal = entities(this.live, "goal")[id];
      if (!goal) return { text: this.t("phone.goal_gone"), language: "", field: "" };
      return {
        text: goal.text,
        language: goal.language,
        field: (entities(this.live, "field")[goal.field_id] || {}).name || "",
      };
    },
  },
  template: `<ol class="plain results">
      <li v-for="row in rows" :key="row.option_id">
        <span class="rank">{{ t('common.rank', { rank: row.rank }) }}</span>
        <p><span class="kicker" dir="auto">{{ row.field }}</span>
          <span class="wording option-text" dir="auto" :lang="row.language || null"><span
            :class="{marked: row.rank === 1 && row.points}">{{ row.text }}</span></span>
          <DotRow v-if="row.points && row.points <= dotsDrawn" :filled="row.points" tens /></p>
        <span class="points-sum"><b>{{ n(row.points) }}</b><span
          class="unseen">{{ t('common.points', {}, row.points) }}</span></span>
      </li>
    </ol>
    <button v-if="more" type="button" class="text-button"
      @click="all = true">{{ t('common.show_more', {}, more) }}</button>
    <p class="turnout"><span>{{ turnout }}</span><span>{{ t('common.opinion_poll') }}</span></p>`,
};

/** The end: what was found, and the document to take home. */
export const ResultsScreen = {
  components: { Icon, ResultList },
  computed: {
    heading() {
      return phaseQuestion(this.live.store.workshop, "results", this.t);
    },
    results() {
      const votings = entities(this.live, "voting");
      const found = Object.values(entities(this.live, "result")).map((result) => ({
        result,
        voting: votings[result.id] || {},
      }));
      return found.sort((a, b) => b.voting.opened_at - a.voting.opened_at);
    },
    document() {
      return `/j/${this.live.boot.code}/document.pdf`;
    },
  },
  template: `<section class="page results-page">
    <h1 class="question wording" tabindex="-1" dir="auto">{{ heading }}</h1>
    <p v-if="!results.length" class="empty">{{ t('phone.no_result') }}</p>
    <section v-for="{ result, voting } in results" :key="result.id">
      <h2 v-if="results.length > 1" class="wording" dir="auto">{{ voting.question }}</h2>
      <ResultList :result="result" />
    </section>
    <a class="button filled big" :href="document" download><Icon
      name="download" />{{ t('common.document') }}</a>
    <p class="lead">{{ t('phone.thanks') }}</p>
  </section>`,
};

import { stepName, stepNow } from "../../live/agenda.js";
import { Icon } from "../shared/shared.js";
import { votingQuestion } from "../shared/questions.js";
import { Divided, Named, Wordings, languageName } from "../shared/wording.js";
import { AskedHeading, SpeakCard } from "./speech.js";
import { RESULT_PICTURES, nothingFirst, tiedRanks, turnoutOf } from "../shared/results.js";
import { channelWords, paperWords } from "../shared/channels.js";
import { entities } from "./state.js";

/** @import { ResultRow, Voting, VotingResult } from "../../live/protocol.gen.js" */
/** @import { Component, ReadyComponent } from "../../live/shapes.js" */

const DOTS_DRAWN = 60;
const ROWS_AT_ONCE = 20;

/** One result: goals by points, equal points share a rank. @type {Component} */
const ResultList = {
  components: { Divided, Named, SpeakCard, Wordings },
  props: { result: { type: Object, required: true }, mode: { type: String, required: true } },
  data: () => ({ all: false }),
  setup: () => ({ dotsDrawn: DOTS_DRAWN }),
  computed: {
    rows() {
      const shown = this.all ? this.result.rows : this.result.rows.slice(0, ROWS_AT_ONCE);
      return shown.map((/** @type {ResultRow} */ row) => ({ ...row, ...this.goalOf(row.option_id) }));
    },
    tied() {
      return tiedRanks(this.result);
    },
    more() {
      return this.result.rows.length - this.rows.length;
    },
    turnout() {
      const { of, params, count } = turnoutOf(this.result);
      return this.t(of, params, count);
    },
    picture() {
      return RESULT_PICTURES[this.mode];
    },
    byChannel() {
      return channelWords(this.result, this.live);
    },
    nothing() {
      return nothingFirst(this.result);
    },
  },
  methods: {
    /** @param {ResultRow} row */
    paper(row) {
      return paperWords(row, this.live);
    },
    /** @param {string} id */
    goalOf(id) {
      const goal = entities(this.live, "goal")[id];
      if (!goal) return { goal: { text: this.t("phone.goal_gone"), language: this.live.texts.lang }, field: "" };
      return {
        goal,
        field: (entities(this.live, "field")[/** @type {string} */ (goal.field_id)] || {}).name || "",
      };
    },
  },
  template: /* html */ `<p v-if="nothing" class="empty">{{ t(nothing) }}</p>
    <ol v-else class="plain results">
      <li v-for="row in rows" :key="row.option_id">
        <span class="rank">{{ t('common.rank', { rank: row.rank }) }}</span>
        <div class="option"><p class="kicker"><Named :text="row.field" :lang="live.store.workshop.language" /><span
          v-if="tied.has(row.rank)" class="tie">{{ t('common.tie') }}</span><SpeakCard :of="row.goal" /></p>
          <Wordings :of="row.goal" v-slot="{ words }"><span
            :class="{marked: row.rank === 1 && row.value}"><Divided :text="words.text" :lang="words.lang" /></span></Wordings>
          <component :is="picture" v-if="row.value && row.value <= dotsDrawn" :filled="row.value" tens />
          <p v-if="row.detail.paper" class="hint">{{ paper(row) }}</p></div>
        <span class="points-sum"><b aria-hidden="true">{{ n(row.value) }}</b><span
          class="unseen">{{ t('common.points', {}, row.value) }}</span></span>
      </li>
    </ol>
    <button v-if="more && !nothing" type="button" class="text-button"
      @click="all = true">{{ t('common.show_more', {}, more) }}</button>
    <p class="turnout"><span>{{ turnout }}</span><span v-if="byChannel">{{ byChannel }}</span><span>{{ t('common.opinion_poll') }}</span></p>`,
};

/** The end: what was found, and the document to take home. @type {ReadyComponent} */
export const ResultsScreen = {
  components: { AskedHeading, Icon, ResultList },
  computed: {
    results() {
      const votings = entities(this.live, "voting");
      const found = Object.values(entities(this.live, "result")).map((result) => ({
        result,
        voting: votings[result.id],
      }));
      return found.sort((a, b) => b.voting.opened_at - a.voting.opened_at);
    },
    /** "That is what we start with" is only asked where something came first. */
    found() {
      return (
        !this.results.length ||
        this.results.some((/** @type {{result: VotingResult}} */ { result }) => !nothingFirst(result))
      );
    },
    here() {
      return stepName(stepNow(this.live.store.workshop), this.t);
    },
    /** What the document's language calls itself, where it is not the reader's. */
    documentIn() {
      const { document_language: code } = this.live.boot;
      return this.live.texts.lang.split("-")[0] === code ? "" : languageName(this.live, code);
    },
    document() {
      return `/j/${this.live.boot.code}/document.pdf`;
    },
  },
  methods: {
    /** @param {Voting} voting */
    question(voting) {
      return votingQuestion(voting, this.live.store.workshop, this.live.texts.lang);
    },
  },
  template: /* html */ `<section class="page results-page">
    <AskedHeading v-if="found" />
    <h1 v-else tabindex="-1">{{ here }}</h1>
    <p v-if="!results.length" class="empty">{{ t('phone.no_result') }}</p>
    <section v-for="{ result, voting } in results" :key="result.id">
      <h2 v-if="results.length > 1" class="wording" dir="auto" :lang="question(voting).lang">{{
        question(voting).text }}</h2>
      <ResultList :result="result" :mode="voting.rules.mode" />
    </section>
    <a class="button filled big" :href="document" download><Icon
      name="download" />{{ t('common.document') }}</a>
    <p v-if="documentIn" class="hint">{{ t('phone.document_in', { language: documentIn }) }}</p>
    <p class="lead">{{ t('phone.thanks') }}</p>
  </section>`,
};

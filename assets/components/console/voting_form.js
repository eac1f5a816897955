import { Icon } from "../shared/shared.js";
import { codesOf, stepQuestion, votingQuestion } from "../shared/questions.js";
import { usualPoints } from "../shared/voting.js";
import { languageName } from "../shared/wording.js";
import { MOST_POINTS } from "../../live/moderator.gen.js";
import { LIMITS, make } from "../../live/protocol.gen.js";
import { stepFor } from "../../live/agenda.js";
import { directionOf } from "../../live/texts.js";
import { newId } from "../../live/ids.js";
import { cleanText } from "../../live/typed.js";
import { typedWhole } from "../shared/numbers.js";
import { checkingMixin } from "./check.js";
import { savingMixin } from "./draft.js";
import { ConsoleCounter, lettersLeft } from "./forms.js";

/** @import { DotRulesDraft } from "../../live/protocol.gen.js" */
/** @import { ConsoleComponent } from "./shapes.js" */

/** What is voted on, with which question and how many dots. @type {ConsoleComponent} */
export const ConsoleVotingForm = {
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
    most: () => MOST_POINTS,
    /** The step whose question is asked. */
    step() {
      return stepFor("cast_ballot", this.live.store.workshop);
    },
    /** The hall's other languages: what each calls itself, and what is asked in it where its field is left empty. */
    others() {
      const { language, languages } = this.live.store.workshop;
      return languages
        .filter((code) => code !== language)
        .map((code) => ({ code, name: languageName(this.live, code), grey: this.asked(code, code) }));
    },
    /** Their phones show a question that they cannot read. */
    unasked() {
      return this.others.filter(({ code }) => !codesOf(code).includes(this.asked(code).lang)).map(({ name }) => name);
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
    /** What a phone will ask, as it asks itself. `without`: as if nothing were typed for this language. */
    asked(code, without = "") {
      const questions_in = { ...this.questionsIn(), [without]: "" };
      return votingQuestion({ question: this.draft.question, questions_in }, this.live.store.workshop, code);
    },
    directionOf,
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
  template: /* html */ `<form class="con-paper" novalidate @submit.prevent="isRight($event.target) && open()">
    <h2>{{ t(again ? 'console.voting.again' : 'console.voting.prepare') }}</h2>
    <p v-if="!goals.length" class="con-hint">{{ t('console.voting.no_goals') }}</p>
    <template v-else>
      <div class="con-row con-do"><button class="button" :class="desk.toVote ? 'filled' : 'strong'" :disabled="saving || !chosen.length">{{ t('console.voting.open') }}</button>
        <p v-if="wrong" :id="wrongId" class="notice" role="alert"><Icon name="warning" />{{ wrong }}</p><p v-else class="con-hint">{{ t('console.voting.open_hint') }}</p></div>
      <label class="field"><span>{{ t('console.voting.question') }}</span><input v-model="draft.question" class="input" dir="auto" required></label>
      <ConsoleCounter v-if="draft.question.length > 200" :text="draft.question" :limit="limit" />
      <label v-for="{code, name, grey} in others" :key="code" class="field"><span>{{ t('console.voting.question') }} · <bdi :lang="code">{{ name }}</bdi></span>
        <input class="input" :dir="askedIn(code) ? 'auto' : directionOf(grey.lang)" :lang="askedIn(code) ? code : grey.lang" :placeholder="grey.text" :data-most="limit" :value="askedIn(code)" @input="draft.asked_in[code] = $event.target.value"></label>
      <p v-if="unasked.length && draft.question" class="notice" role="status"><Icon name="warning" />{{ t('console.voting.unasked', {languages: unasked.join(', ')}) }}</p>
      <fieldset class="con-checks"><legend class="label">{{ t('console.voting.goals', {n: chosen.length, all: goals.length}) }}</legend>
        <label v-for="goal in goals" :key="goal.id"><input type="checkbox" :checked="!draft.without.includes(goal.id)" @change="pick(goal.id, $event.target.checked)">
          <Typed class="wording" :text="goal.text" :lang="goal.language" /><Typed tag="small" :text="field(goal)" /></label></fieldset>
      <div class="con-two"><label class="field"><span>{{ t('console.voting.points') }}</span><input v-model="draft.points" class="input" inputmode="numeric" data-from="1" :data-to="most" :placeholder="usual">
          <span class="hint">{{ t('console.voting.points_hint', {n: usual}) }}</span></label>
        <label class="field"><span>{{ t('console.voting.max') }}</span><input v-model="draft.max" class="input" inputmode="numeric" data-from="1" :data-to="most" required></label></div>
      <div class="con-checks"><label><input v-model="draft.slips" type="checkbox" :disabled="!printed">
        <span>{{ t('console.voting.slips_only') }} <small>{{ printed ? t('console.voting.slips_printed', {}, printed) : t('console.voting.slips_none') }}</small></span></label>
        <a class="con-link" :href="desk.urls.slips" target="_blank">{{ t('console.voting.slips_print') }}</a></div>
    </template>
  </form>`,
};

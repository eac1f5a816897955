import { Icon } from "../shared/shared.js";
import { ConsoleTimer } from "./timer.js";
import { agendaOf, stepName } from "../../live/agenda.js";
import { TAB_OF_KIND } from "../../live/moderator.gen.js";
import { make } from "../../live/protocol.gen.js";

/** @import { AgendaStep } from "../../live/agenda.js" */
/** @import { ConsoleComponent } from "./shapes.js" */

const AGENDA_MINUTE = 60000;
const LONGEST = 12 * 60;
const SAME_PRESS = 500; // ms
// What participants can do in a step that lets them send this.
/** @type {Object<string, string>} */
const WORDS_OF = {
  post_contribution: "console.next.write",
  propose_goal: "console.next.goals",
  cast_ballot: "console.phase.can_vote",
};

/**
 * The steps with the current one marked, the timer, one step back, and the one filled button forward.
 * @type {ConsoleComponent}
 */
export const ConsoleAgenda = {
  components: { Icon, ConsoleTimer },
  data: () => ({ pressed: { way: "", at: -SAME_PRESS } }),
  computed: {
    workshop() {
      return this.live.store.workshop;
    },
    steps() {
      return agendaOf(this.workshop);
    },
    at() {
      return this.steps.findIndex((/** @type {AgendaStep} */ step) => step.id === this.workshop.phase);
    },
    next() {
      return this.steps[this.at + 1] || null;
    },
    before() {
      return this.steps[this.at - 1] || null;
    },
    running() {
      const minutes = Math.floor((this.desk.now - this.workshop.phase_started_at) / AGENDA_MINUTE);
      if (minutes > LONGEST) return "";
      return minutes < 1 ? this.t("console.phase.just_started") : this.t("console.phase.running", {}, minutes);
    },
    /** Clock times: the current step's start, and when the later ones come if each takes what is proposed. */
    times() {
      const { phase_started_at: started } = this.workshop;
      if (this.desk.now - started > LONGEST * AGENDA_MINUTE) return {};
      const times = { [this.workshop.phase]: started };
      let end = Math.max(
        this.workshop.timer_ends_at || started + this.steps[this.at].minutes * AGENDA_MINUTE,
        this.desk.now,
      );
      for (const step of this.steps.slice(this.at + 1)) {
        times[step.id] = Math.round(end / (5 * AGENDA_MINUTE)) * 5 * AGENDA_MINUTE;
        end += step.minutes * AGENDA_MINUTE;
      }
      return times;
    },
  },
  methods: {
    /** @param {AgendaStep} step */
    name(step) {
      return stepName(step, this.t);
    },
    /**
     * A double click, or a key that is held, is one step: under the second click lies already the one after.
     * @param {string} way @param {AgendaStep} step
     */
    step(way, step) {
      const before = this.pressed;
      this.pressed = { way, at: performance.now() };
      if (way !== before.way || this.pressed.at - before.at >= SAME_PRESS) this.go(step);
    },
    /** To a neighbour at once; whatever else the hall would not expect is asked first. @param {AgendaStep} step */
    go(step) {
      const by = this.steps.indexOf(step) - this.at;
      if (!by) return undefined;
      const voting = this.desk.voting && !step.allows.includes("cast_ballot");
      if (Math.abs(by) === 1 && !voting) return this.start(step);
      const title = this.t(
        voting ? "console.phase.voting_open" : by < 0 ? "console.phase.far_back" : "console.phase.far_on",
        { phase: this.name(step) },
      );
      const action = this.t(by < 0 ? "console.phase.back" : "console.phase.go", { phase: this.name(step) });
      const ends = voting ? [this.t("console.phase.voting_open_text")] : [];
      return this.desk.confirm(title, [...ends, ...this.meant(step)].join(" "), action, () => this.start(step));
    },
    /**
     * What a step means for everybody: who comes along, what they can do there, what becomes of what they type.
     * @param {AgendaStep} step
     */
    meant({ allows }) {
      const can =
        WORDS_OF[/** @type {string} */ (Object.keys(WORDS_OF).find((type) => allows.includes(type)))] ||
        "console.phase.can_read";
      const typing = this.steps[this.at].allows.includes("signal_ready") && !allows.includes("signal_ready");
      return [this.desk.connected(), this.t(can), ...(typing ? [this.t("console.phase.typed_stays")] : [])];
    },
    /** @param {AgendaStep} step */
    async start(step) {
      const ack = await this.desk.act(
        make.goToPhase({ phase: step.id }),
        this.t("console.said.phase", { phase: this.name(step) }),
      );
      if (ack && TAB_OF_KIND[/** @type {keyof typeof TAB_OF_KIND} */ (step.kind)])
        this.desk.view.tab = TAB_OF_KIND[/** @type {keyof typeof TAB_OF_KIND} */ (step.kind)];
    },
    /** @param {boolean} finished */
    finish(finished) {
      const run = () =>
        this.desk.act(
          make.finishWorkshop({ finished }),
          this.t(finished ? "console.finished" : "console.said.reopened"),
        );
      if (!finished) return run();
      this.desk.confirm(
        this.t("console.finish"),
        this.desk.connected() + " " + this.t("console.finish_text"),
        this.t("console.finish"),
        run,
      );
    },
  },
  template: /* html */ `<nav class="con-agenda" :aria-label="t('console.agenda')">
    <h2>{{ t('console.agenda') }}</h2>
    <ol class="plain con-phases">
      <li v-for="(one, i) in steps" :key="one.id" :class="{now: i === at, past: i < at}">
        <button type="button" :aria-current="i === at ? 'step' : null" @click="go(one)">
          <time>{{ times[one.id] ? desk.clock(times[one.id]) : '' }}<small v-if="i > at && times[one.id]">{{ t('console.phase.planned') }}</small></time>
          <span><span :class="{marked: i === at}">{{ name(one) }}</span></span>
          <template v-if="i < at"><Icon name="saved" /><span class="unseen">{{ t('console.phase.done') }}</span></template>
        </button>
        <div v-if="i === at" class="con-now"><p v-if="running">{{ running }}</p><ConsoleTimer :proposed="one.minutes" /></div>
      </li>
    </ol>
    <div class="con-steps">
      <button v-if="before" type="button" class="text-button con-back" @click="step('back', before)">{{ t('console.phase.back', {phase: name(before)}) }}</button>
      <template v-if="next">
        <button type="button" class="button con-next" :class="{filled: !desk.toVote}" @click="step('next', next)">
          <span><small>{{ t('common.next') }}</small><b>{{ name(next) }}</b></span><Icon name="arrow" /></button>
        <p class="con-hint">{{ t('console.next.' + next.kind) }}</p>
      </template>
      <template v-else>
        <a class="button filled con-next" :href="desk.urls.exports">
          <span><small>{{ t('common.next') }}</small><b>{{ t('console.link.documents') }}</b></span><Icon name="arrow" /></a>
        <p v-if="workshop.finished" class="con-hint">{{ t('console.finished') }}
          <button type="button" class="text-button" @click="finish(false)">{{ t('console.reopen') }}</button></p>
        <button v-else type="button" class="button" @click="finish(true)">{{ t('console.finish') }}</button>
      </template>
    </div>
  </nav>`,
};

import { Icon } from "../shared/shared.js";
import { checkingMixin } from "./check.js";
import { typedWhole } from "../shared/numbers.js";
import { minutesOf } from "../../live/minutes.js";
import { LONGEST_TIMER } from "../../live/moderator.gen.js";
import { make } from "../../live/protocol.gen.js";

/** @import { ConsoleComponent } from "./shapes.js" */

const TIMER_MINUTE = 60000;

/**
 * Starts, lengthens and stops the time of a phase. Whole minutes only: nobody is chased by seconds.
 * @type {ConsoleComponent}
 */
export const ConsoleTimer = {
  components: { Icon },
  mixins: [checkingMixin],
  props: { proposed: { type: Number, default: 15 } },
  setup: () => ({ longest: LONGEST_TIMER }),
  data() {
    return { minutes: this.proposed, ended: 0 }; // ended: until when the time would run that was ended here just now
  },
  watch: {
    /** @param {number} minutes */
    proposed(minutes) {
      this.minutes = minutes;
    },
    /** @param {number|null} ends */
    ends(ends) {
      if (ends) this.ended = 0;
    },
  },
  computed: {
    ends() {
      return this.live.store.workshop.timer_ends_at;
    },
    left() {
      return this.until(this.ends);
    },
    words() {
      return this.left > 0
        ? this.t("common.minutes_left", {}, minutesOf(this.left * TIMER_MINUTE))
        : this.t("console.timer.over");
    },
  },
  methods: {
    /** @param {number|null} minutes @param {string} said */
    set(minutes, said) {
      this.desk.now = this.live.now();
      return this.desk.act(make.setTimer({ minutes }), said);
    },
    /** @param {number} moment */
    until(moment) {
      return Math.max(0, moment - Math.max(this.desk.now, this.live.now())) / TIMER_MINUTE;
    },
    start() {
      const minutes = typedWhole(this.minutes) ?? this.proposed;
      this.set(minutes, this.t("console.said.timer", {}, minutes));
    },
    longer() {
      this.desk.step(() => this.set(Math.min(LONGEST_TIMER, this.left + 5), this.t("console.said.longer")));
    },
    end() {
      this.ended = this.ends;
      this.set(null, this.t("console.said.timer_stopped"));
    },
    /** As if nobody had ended it. */
    resume() {
      this.set(this.until(this.ended), this.t("console.said.timer_resumed"));
    },
    /** @param {number} by */
    step(by) {
      const now = typedWhole(this.minutes);
      if (Number.isNaN(now)) return this.isRight(this.$refs.form);
      this.minutes = Math.min(LONGEST_TIMER, Math.max(1, (now ?? this.proposed) + by));
    },
  },
  template: /* html */ `<div class="con-timer" role="group" :aria-label="t('console.timer')">
    <template v-if="ends">
      <p class="con-time" role="status"><Icon name="clock" />{{ words }}</p>
      <span class="con-row"><button type="button" class="button" @click="longer">{{ t('console.timer.longer') }}</button>
      <button type="button" class="button" @click="end">{{ t('console.timer.stop') }}</button></span>
    </template>
    <template v-else>
      <p class="con-hint">{{ t('console.timer.idle') }}</p>
      <form ref="form" class="con-timer" novalidate @submit.prevent="isRight($event.target) && start()"><span class="con-stepper"><button type="button" :aria-label="t('console.timer.less')" @click="step(-5)"><Icon name="minus" /></button>
        <label><span class="unseen">{{ t('console.timer.minutes') }}</span><input v-model="minutes" inputmode="numeric" data-from="1" :data-to="longest" autocomplete="off"><span aria-hidden="true">{{ t('console.timer.unit') }}</span></label>
        <button type="button" :aria-label="t('console.timer.more')" @click="step(5)"><Icon name="plus" /></button></span>
      <button class="button">{{ t('console.timer.start') }}</button></form>
      <button v-if="until(ended)" type="button" class="button" @click="resume"><Icon name="undo" />{{ t('console.timer.resume') }}</button>
      <p v-if="wrong" :id="wrongId" class="notice" role="alert"><Icon name="warning" />{{ wrong }}</p>
    </template>
  </div>`,
};

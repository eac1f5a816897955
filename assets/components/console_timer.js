import { Icon } from "./shared.js";
import { make } from "../live/protocol.gen.js";

const TIMER_MINUTE = 60000;

/** Starts, lengthens and stops the time of a phase. Whole minutes only: nobody is chased by seconds. */
export const ConsoleTimer = {
  components: { Icon },
  props: { proposed: { type: Number, default: 15 } },
  data() {
    return { minutes: this.proposed };
  },
  watch: {
    proposed(minutes) {
      this.minutes = minutes;
    },
  },
  computed: {
    ends() {
      return this.live.store.workshop.timer_ends_at;
    },
    left() {
      return Math.max(0, this.ends - Math.max(this.desk.now, this.live.now())) / TIMER_MINUTE;
    },
    words() {
      return this.left > 0 ? this.t("common.minutes_left", {}, Math.ceil(this.left)) : this.t("console.timer.over");
    },
  },
  methods: {
    set(minutes, said) {
      this.desk.now = this.live.now();
      this.desk.act(make.setTimer({ minutes }), said);
    },
    start() {
      const minutes = Math.min(600, Math.max(1, Math.round(this.minutes) || this.proposed));
      this.set(minutes, this.t("console.said.timer", {}, minutes));
    },
    longer() {
      this.set(Math.min(600, this.left + 5), this.t("console.said.longer"));
    },
    step(by) {
      this.minutes = Math.min(600, Math.max(1, (Math.round(this.minutes) || this.proposed) + by));
    },
  },
  template: `<div class="con-timer" role="group" :aria-label="t('console.timer')">
    <template v-if="ends">
      <p class="con-time" role="status"><Icon name="clock" />{{ words }}</p>
      <span class="con-row"><button type="button" class="button" @click="longer">{{ t('console.timer.longer') }}</button>
      <button type="button" class="button" @click="set(null, t('console.said.timer_stopped'))">{{ t('console.timer.stop') }}</button></span>
    </template>
    <template v-else>
      <p class="con-hint">{{ t('console.timer.idle') }}</p>
      <span class="con-stepper"><button type="button" :aria-label="t('console.timer.less')" @click="step(-5)"><Icon name="minus" /></button>
        <label><span class="unseen">{{ t('console.timer.minutes') }}</span><input v-model.number="minutes" type="number" min="1" max="600" inputmode="numeric" @keydown.enter="start"><span aria-hidden="true">{{ t('console.timer.unit') }}</span></label>
        <button type="button" :aria-label="t('console.timer.more')" @click="step(5)"><Icon name="plus" /></button></span>
      <button type="button" class="button" @click="start">{{ t('console.timer.start') }}</button>
    </template>
  </div>`,
};

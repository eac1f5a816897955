import { minutesLeft } from "./state.js";

/** @import { OutboxItem } from "../../live/outbox.js" */
/** @import { Component } from "../../live/shapes.js" */

const LOOK_AT_TIMER_MS = 5000;
const TOLD_MINUTES = [5, 1, 0];
const TELL_THEMSELVES = ["join_workshop", "signal_ready"];
const STUCK = ["late", "refused"];

/**
 * What a screen reader says by itself of what happens: one voice for the whole page, so that nothing is
 * said twice. What is not sent yet and what a field wants say their own lines beside themselves.
 * @type {Component}
 */
export const Announcer = {
  data: () => ({ said: "", times: 0, now: 0 }),
  created() {
    this.clock = setInterval(() => (this.now = this.live.now()), LOOK_AT_TIMER_MS);
  },
  beforeUnmount() {
    clearInterval(this.clock);
  },
  computed: {
    minutes() {
      return minutesLeft(this.live, Math.max(this.now, this.live.now()));
    },
    items() {
      return this.live.outbox.filter((item) => !TELL_THEMSELVES.includes(item.command.type));
    },
    stuck() {
      return this.items.filter((/** @type {OutboxItem} */ item) => STUCK.includes(item.state));
    },
    /** How many are on their way, and how many will stay here. */
    outcome() {
      return [this.items.length - this.stuck.length, this.stuck.length];
    },
  },
  watch: {
    /** @param {number|null} now @param {number|null} before */
    minutes(now, before) {
      const set = before === null || /** @type {number} */ (now) > before;
      if (now !== null && (set || TOLD_MINUTES.includes(now)))
        this.say(now ? this.t("common.minutes_left", {}, now) : this.t("common.time_over"));
    },
    /** @param {string} state @param {string} before */
    "live.link.state"(state, before) {
      if (state === "online" && before === "offline") this.say(this.t("phone.back_online"));
    },
    /** @param {number[]} now @param {number[]} before */
    outcome([saving, stuck], [savingBefore, stuckBefore]) {
      if (stuck > stuckBefore) this.say(this.t("common.state." + this.stuck[this.stuck.length - 1].state));
      else if (!saving && savingBefore && stuck === stuckBefore) this.say(this.t("common.state.saved"));
    },
  },
  methods: {
    /** The same words once more are news, too: so they are a new element. @param {string} words */
    say(words) {
      this.said = words;
      this.times += 1;
    },
  },
  template: /* html */ `<p class="unseen" role="status"><span :key="times">{{ said }}</span></p>`,
};

import { LIMITS, make } from "../../live/protocol.gen.js";
import { newTurnSecret } from "../../live/ids.js";
import { Icon, StateLine, TableSeats, sentenceOf } from "../shared/shared.js";
import { SlipEntry } from "./slip.js";
import { isGroupTablet, ownGroup, waitingOf } from "./state.js";

/** @import { OutboxItem } from "../../live/outbox.js" */
/** @import { CastBallot, Voting } from "../../live/protocol.gen.js" */
/** @import { Component, Live } from "../../live/shapes.js" */

// One device, several people, one after the other. Marks live in memory until they are cast and are
// never shown again: not to the next person, not after a reload, not while they wait for the network.
// Each turn has a secret of its own, which goes with the ballot and is forgotten once it is saved.

/**
 * What this device remembers of its turns: how many, and whether it is in a neighbour's hands.
 * @param {Live} live @param {Voting} voting
 */
export function turnsOf(live, voting) {
  return live.draft("turns." + voting.id, { count: 0, handed: false });
}

/**
 * A cast turn's ballot that the server would not take: a sentence and what can be done, never its marks.
 * @type {Component}
 */
const RefusedTurn = {
  components: { Icon, SlipEntry },
  props: { item: { type: Object, required: true } },
  emits: ["gone"],
  computed: {
    sentence() {
      return sentenceOf(this.item.code, this.item.params, this.t);
    },
    slip() {
      return this.item.code.startsWith("slip_");
    },
  },
  template: /* html */ `<div class="notice"><Icon name="warning" /><div>
    <p role="status"><b>{{ t('phone.turn_refused') }}</b> {{ sentence }}</p>
    <SlipEntry v-if="slip" :label="t('phone.slip_again')" @done="live.change(item.cmd_id, { slip: $event })" />
    <button type="button" class="text-button" @click="$emit('gone')">{{ t('phone.turn_discard') }}</button>
  </div></div>`,
};

/**
 * The next person's turn: start, ballot, pass on. Slot: the ballot, given `cast` and `leave`. Emits `back`
 * when a phone returns to its owner.
 * @type {Component}
 */
export const TurnScreen = {
  components: { Icon, RefusedTurn, SlipEntry, StateLine, TableSeats },
  props: { voting: { type: Object, required: true } },
  emits: ["back"],
  data() {
    return { step: "start", slip: "", turns: turnsOf(this.live, this.voting) };
  },
  computed: {
    tablet() {
      return isGroupTablet(this.live);
    },
    group() {
      return ownGroup(this.live);
    },
    most() {
      return this.tablet ? (this.group ? this.group.seats : 0) + LIMITS.turns.spare : LIMITS.turns.phone;
    },
    over() {
      return !this.voting.slips_only && this.turns.count >= this.most;
    },
    sent() {
      return waitingOf(this.live, ["cast_ballot"]).filter((item) => item.command.turn);
    },
    refused() {
      return this.sent.filter((/** @type {OutboxItem} */ item) => item.state === "refused");
    },
    state() {
      const waiting = this.sent.filter((/** @type {OutboxItem} */ item) => item.state !== "refused");
      if (!waiting.length) return this.refused.length ? "" : "saved";
      return waiting.some((/** @type {OutboxItem} */ item) => item.state === "unsent") ? "unsent" : "sending";
    },
    detail() {
      return this.state === "unsent" ? this.t("phone.ballot_stays") : "";
    },
  },
  watch: {
    step() {
      if (this.step === "ballot") this.stay();
      else this.letGo();
    },
  },
  created() {
    window.addEventListener("popstate", this.stay);
  },
  beforeUnmount() {
    window.removeEventListener("popstate", this.stay);
    this.letGo();
  },
  methods: {
    /** The device's own "back" is no way out of a ballot: its marks are kept nowhere and would be gone. */
    stay() {
      if (this.step === "ballot" && !history.state) history.pushState({ turn: true }, "");
    },
    letGo() {
      if (history.state?.turn) history.back();
    },
    /** @param {string} step */
    go(step) {
      this.step = step;
      this.$nextTick(() => {
        window.scrollTo(0, 0);
        const heading = this.$el.querySelector("h1");
        if (heading) heading.focus({ preventScroll: true });
      });
    },
    /** @param {string} slip */
    begin(slip) {
      this.slip = slip;
      this.go("ballot");
    },
    /** A slip that was scanned on this device is for the turn at hand, and for that alone. */
    scanned() {
      const { identity } = this.live;
      const slip = this.tablet ? identity.slip : identity.scanned;
      if (slip) Object.assign(identity, this.tablet ? { slip: null } : { scanned: null });
      return slip || "";
    },
    back() {
      this.scanned();
      this.$emit("back");
    },
    start() {
      if (!this.voting.slips_only) return this.begin("");
      const slip = this.scanned();
      return slip ? this.begin(slip) : this.go("slip");
    },
    leave() {
      this.slip = "";
      this.go("start");
    },
    /** @param {Pick<CastBallot, "marks"|"blank">} ballot */
    cast({ marks, blank }) {
      const way = { turn: newTurnSecret(), slip: this.voting.slips_only ? this.slip : null };
      this.live.submit(make.castBallot({ voting_id: this.voting.id, marks, blank, ...way })).catch(() => {});
      this.turns.count += 1;
      this.slip = "";
      this.go("passed");
    },
    /** @param {OutboxItem} item */
    forget(item) {
      this.live.discard(item.cmd_id);
      this.turns.count -= 1;
    },
  },
  template: /* html */ `<div class="turn">
    <slot v-if="step === 'ballot'" :cast="cast" :leave="leave" />
    <section v-else class="page wait">
      <template v-if="step === 'passed'">
        <h1 class="question" tabindex="-1">{{ t('phone.turn_done') }}</h1>
        <p class="lead">{{ t(tablet ? 'phone.turn_pass' : 'phone.turn_return') }}</p>
        <StateLine v-if="state" :state="state" :detail="detail" role="status" />
      </template>
      <template v-else>
        <h1 class="question" tabindex="-1">{{ t(tablet ? 'phone.turn_next' : 'phone.turn_guest') }}</h1>
        <p class="lead">{{ t('phone.turn_alone') }}</p>
      </template>
      <TableSeats v-if="tablet && group && step !== 'slip'" class="own-table" :number="group.number" :seats="group.seats"
        :taken="turns.count" dashed />
      <p v-if="turns.count" class="turn-count">{{ t('phone.turns_here', {}, turns.count) }}</p>
      <RefusedTurn v-for="item in refused" :key="item.cmd_id" :item="item" @gone="forget(item)" />
      <div class="foot">
        <template v-if="step === 'passed'">
          <button v-if="!tablet" type="button" class="button filled big"
            @click="back">{{ t('phone.turn_back') }}</button>
          <button type="button" class="button big" :class="{filled: tablet && !refused.length}"
            @click="go('start')">{{ t('phone.turn_another') }}</button>
        </template>
        <template v-else>
          <p v-if="over" class="notice" role="status"><Icon
            name="warning" /><span>{{ t('refused.too_many_turns', { max: most }) }}</span></p>
          <SlipEntry v-else-if="step === 'slip'" :label="t('phone.turn_begin')" @done="begin" />
          <button v-else type="button" class="button filled big" @click="start">{{ t('phone.turn_begin') }}</button>
          <button v-if="!tablet" type="button" class="button big"
            @click="back">{{ t('phone.turn_back') }}</button>
        </template>
      </div>
    </section>
  </div>`,
};

import { make } from "../../live/protocol.gen.js";
import { DotRow, Icon, StateLine, sentenceOf } from "../shared/shared.js";
import { votingNow } from "../shared/voting.js";
import { votingQuestion } from "../shared/questions.js";
import { Named, Wordings } from "../shared/wording.js";
import { KeptLine } from "./composer.js";
import { AskedHeading, SpeakCard } from "./speech.js";
import { SlipEntry, slipEnd } from "./slip.js";
import { TurnScreen, turnsOf } from "./turns.js";
import { entities, isGroupTablet, stateDetail, waitingOf } from "./state.js";

/** @import { Component, ReadyComponent } from "../../live/shapes.js" */

const MOST_DRAWN = 10; // more dots than these are a number
const MOST_IN_STEPPER = 3;
const SEARCHED_FROM = 15;

/** Minus, dots, plus. `limit`: most dots on this goal; `canAdd`: whether one is left. @type {Component} */
const DotStepper = {
  components: { DotRow, Icon },
  props: {
    points: { type: Number, required: true },
    limit: { type: Number, required: true },
    canAdd: Boolean,
    name: String,
  },
  emits: ["change"],
  computed: {
    drawn() {
      return this.limit <= MOST_IN_STEPPER;
    },
  },
  methods: {
    give(points, allowed) {
      if (allowed) this.$emit("change", points);
    },
  },
  template: /* html */ `<div class="stepper" role="group" :aria-label="name">
    <button type="button" :aria-label="t('phone.take_dot')" :aria-disabled="points === 0"
      @click="give(points - 1, points > 0)"><Icon name="minus" /></button>
    <span class="given"><DotRow v-if="drawn" :filled="points" :free="limit - points" />
      <template v-else><DotRow :filled="points ? 1 : 0" :free="points ? 0 : 1" /><b
        aria-hidden="true">{{ points }}</b></template>
      <span class="unseen" role="status">{{ t('common.points', {}, points) }}</span></span>
    <button type="button" :aria-label="t('phone.give_dot')" :aria-disabled="!canAdd"
      @click="$emit('change', points + 1)"><Icon name="plus" /></button>
  </div>`,
};

/**
 * The ballot of dots on goals: secret, changeable until the vote is closed. In a `turn` on a shared device it
 * is changeable until it is cast, and kept nowhere: it is only emitted. Slot: what else can be done.
 * @type {ReadyComponent}
 */
const DotBallot = {
  components: { AskedHeading, DotRow, DotStepper, Icon, KeptLine, Named, SpeakCard, StateLine, Wordings },
  props: { voting: { type: Object, required: true }, turn: Boolean },
  emits: ["cast"],
  data() {
    const draft = this.turn ? { marks: null } : this.live.draft(draftName(this.live, this.voting), { marks: null });
    return { draft, search: "", full: false };
  },
  computed: {
    waiting() {
      return this.turn ? null : ownBallotWaiting(this.live, this.voting);
    },
    cast() {
      if (this.turn) return null;
      return this.waiting ? this.waiting.command.marks : this.live.store.you.ballot[this.voting.id];
    },
    marks() {
      return this.draft.marks || this.cast || {};
    },
    used() {
      return Object.values(this.marks).reduce((sum, points) => sum + points, 0);
    },
    left() {
      return this.voting.rules.points - this.used;
    },
    asked() {
      return votingQuestion(this.voting, this.live.store.workshop, this.live.texts.lang);
    },
    drawn() {
      return this.voting.rules.points <= MOST_DRAWN;
    },
    perOption() {
      return Math.min(this.voting.rules.max_per_option, this.voting.rules.points);
    },
    options() {
      const goals = entities(this.live, "goal");
      const fields = entities(this.live, "field");
      return this.voting.option_ids
        .map((id) => goals[id])
        .filter(Boolean)
        .map((goal) => ({ goal, field: (fields[goal.field_id] || {}).name || "" }));
    },
    shown() {
      const words = this.search.trim().toLocaleLowerCase();
      return words
        ? this.options.filter(({ goal, field }) => `${field} ${goal.text}`.toLocaleLowerCase().includes(words))
        : this.options;
    },
    searchable() {
      return this.options.length > SEARCHED_FROM;
    },
    changed() {
      return !this.cast || JSON.stringify(sorted(this.cast)) !== JSON.stringify(sorted(this.marks));
    },
    state() {
      return this.waiting ? this.waiting.state : "saved";
    },
    detail() {
      return this.state === "unsent" ? this.t("phone.ballot_stays") : stateDetail(this.state, this.waiting, this.t);
    },
    sendLabel() {
      if (!this.used) return this.t("phone.send_blank");
      return this.t(this.cast ? "phone.send_changed_ballot" : "phone.send_ballot");
    },
  },
  methods: {
    give(id, points) {
      this.full = points > (this.marks[id] || 0) && this.left < 1;
      if (this.full || points > this.perOption) return;
      this.draft.marks = { ...this.marks, [id]: points };
    },
    send() {
      const marks = Object.fromEntries(sorted(this.marks));
      const blank = !this.used;
      this.full = false; // what was complained about is settled
      if (this.turn) return this.$emit("cast", { marks, blank });
      const slip = slipHeld(this.live, this.voting);
      if (this.waiting && this.waiting.state === "refused") this.live.discard(this.waiting.cmd_id);
      this.live.submit(make.castBallot({ voting_id: this.voting.id, marks, blank, slip })).catch(() => {});
      this.draft.marks = null;
    },
  },
  template: /* html */ `<section class="vote">
    <div class="page vote-head">
      <AskedHeading :asked="asked" />
    </div>
    <div class="purse"><KeptLine class="page" :spare="[t('phone.no_dots')]"><div class="purse-row">
      <p role="status">
        <b>{{ full ? t('phone.no_dots') : t('phone.dots_left', { points: voting.rules.points }, left) }}</b></p>
      <span v-if="drawn && !full" class="purse-dots"><DotRow :free="used" /><DotRow :filled="left" /></span>
    </div></KeptLine></div>
    <div class="page">
      <p v-if="perOption < voting.rules.points" class="hint">{{ t('phone.most_per_goal', {}, perOption) }}</p>
      <label v-if="searchable" class="field search"><span>{{ t('phone.search_goal') }}</span><input
        class="input" type="search" dir="auto" v-model="search"></label>
      <ul class="plain options">
        <li v-for="{ goal, field } in shown" :key="goal.id">
          <div class="option"><p class="kicker"><Named :text="field" :lang="live.store.workshop.language" /><SpeakCard :of="goal" /></p>
            <Wordings :of="goal" /></div>
          <DotStepper :points="marks[goal.id] || 0" :limit="perOption" :name="goal.text"
            :can-add="(marks[goal.id] || 0) < perOption && left > 0" @change="give(goal.id, $event)" />
        </li>
      </ul>
      <slot />
    </div>
    <div class="cast"><div class="page">
      <StateLine v-if="!changed" class="ballot-state" :state="state" :detail="detail" />
      <button v-if="changed || state === 'refused'" type="button" class="button big" :class="{filled: used}" @click="send">{{ sendLabel }}</button>
      <p class="promise"><Icon name="lock" />{{ t(turn ? 'phone.turn_final' : 'phone.secret') }}</p>
    </div></div>
  </section>`,
};

/** The ballot forms, by mode: `voting`, `turn`, emits cast. To add a mode, add its form. */
const BALLOTS = { dots: DotBallot };

/** What a person fills in where this is voted. @type {Component} */
const VoteScreen = {
  props: { voting: { type: Object, required: true }, turn: Boolean },
  emits: ["cast"],
  computed: {
    ballot: ({ voting }) => BALLOTS[voting.rules.mode],
  },
  template: /* html */ `<component :is="ballot" :voting="voting" :turn="turn" @cast="$emit('cast', $event)"><slot /></component>`,
};

function sorted(marks) {
  return Object.entries(marks)
    .filter(([, points]) => points)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The slip with which this device votes, or null where none is asked for. */
function slipHeld(live, voting) {
  return voting.slips_only ? live.identity.slip : null;
}

/** Marks that are not cast belong to their slip: who votes here with another one must not find them. */
function draftName(live, voting) {
  const slip = slipHeld(live, voting);
  return "ballot." + voting.id + (slip ? "." + slipEnd(slip) : "");
}

/** This device's own ballot on its way, or null. Ballots of turns are nobody's any more. */
function ownBallotWaiting(live, voting) {
  const slip = slipHeld(live, voting);
  const mine = ({ command }) => command.voting_id === voting.id && !command.turn && (command.slip ?? null) === slip;
  return waitingOf(live, ["cast_ballot"]).filter(mine).pop() || null;
}

/**
 * One's own ballot on one's own device, with a slip where the voting asks for one, and a turn to offer.
 * @type {Component}
 */
const OwnVote = {
  components: { Icon, SlipEntry, VoteScreen },
  props: { voting: { type: Object, required: true } },
  emits: ["hand"],
  data: () => ({ typing: false }),
  computed: {
    slip() {
      return slipHeld(this.live, this.voting);
    },
    scanned() {
      return this.voting.slips_only ? this.live.identity.scanned : null;
    },
    refused() {
      const waiting = ownBallotWaiting(this.live, this.voting);
      return waiting && waiting.state === "refused" && /** @type {string} */ (waiting.code).startsWith("slip_")
        ? waiting
        : null;
    },
    needsSlip() {
      return this.voting.slips_only && (this.typing || !this.slip || Boolean(this.refused));
    },
    wrong() {
      return this.refused ? sentenceOf(this.refused.code, this.refused.params, this.t) : "";
    },
    end() {
      return slipEnd(this.slip || "");
    },
    /** Keeps its order inside an Arabic sentence. */
    scannedEnd() {
      return `\u2066… ${slipEnd(this.scanned)}\u2069`;
    },
  },
  methods: {
    hold(slip) {
      const { refused } = this;
      this.typing = false;
      this.live.holdSlip(slip);
      if (refused) this.live.change(refused.cmd_id, { slip });
    },
  },
  template: /* html */ `<section v-if="scanned" class="page wait">
      <h1 class="question" tabindex="-1">{{ t('phone.slip_whose', { end: scannedEnd }) }}</h1>
      <p class="lead">{{ t('phone.slip_second') }}</p>
      <button type="button" class="button filled big" @click="$emit('hand')"><Icon name="people" />{{ t('phone.turn_guest') }}</button>
      <button type="button" class="button big" @click="hold(scanned)">{{ t('phone.slip_mine') }}</button>
    </section>
    <section v-else-if="needsSlip" class="page wait">
      <h1 class="question" tabindex="-1">{{ t('phone.slip_title') }}</h1>
      <SlipEntry :label="t('common.next')" :wrong="wrong" @done="hold" />
      <button type="button" class="text-button" @click="$emit('hand')">{{ t('phone.turn_guest') }}</button>
    </section>
    <VoteScreen v-else :key="slip" :voting="voting">
      <p v-if="slip" class="hand-over">{{ t('phone.slip_held') }} <b dir="ltr">… {{ end }}</b>
        <button type="button" class="text-button" @click="typing = true">{{ t('phone.slip_other') }}</button></p>
      <p class="hand-over"><button type="button" class="text-button" @click="$emit('hand')"><Icon
        name="people" />{{ t('phone.turn_guest') }}</button></p>
    </VoteScreen>`,
};

/** Voting, before it: waiting, and after it: the result comes for all together. @type {Component} */
export const VotePhase = {
  components: { Icon, OwnVote, TurnScreen, VoteScreen },
  computed: {
    voting() {
      return votingNow(this.live.store.byType);
    },
    took() {
      return this.voting && this.live.store.you.ballot[this.voting.id];
    },
    open() {
      return Boolean(this.voting && this.voting.open);
    },
    inTurns() {
      return isGroupTablet(this.live) || turnsOf(this.live, this.voting).handed;
    },
  },
  methods: {
    hand(handed) {
      turnsOf(this.live, this.voting).handed = handed;
      this.$nextTick(() => window.scrollTo(0, 0));
    },
  },
  template: /* html */ `<TurnScreen v-if="open && inTurns" :key="voting.id" :voting="voting" @back="hand(false)"
      v-slot="{ cast, leave }"><VoteScreen turn :voting="voting" @cast="cast"><p class="hand-over">
        <button type="button" class="text-button" @click="leave">{{ t('phone.turn_leave') }}</button></p></VoteScreen></TurnScreen>
    <OwnVote v-else-if="open" :key="voting.id" :voting="voting" @hand="hand(true)" />
    <section v-else class="page wait">
      <h1 class="question" tabindex="-1">{{ t(voting ? 'phone.vote_closed' : 'phone.vote_soon') }}</h1>
      <p class="lead">{{ t(voting ? 'phone.result_soon' : 'phone.vote_soon_hint') }}</p>
      <p v-if="took" class="state"><Icon name="saved" />{{ t('phone.ballot_counts') }}</p>
    </section>`,
};

import { make } from "../live/protocol.gen.js";
import { DotRow, Icon, StateLine } from "./shared.js";
import { Wordings, votingQuestion } from "./shared_wording.js";
import { AskedHeading, SpeakCard } from "./phone_speech.js";
import { entities, isGroupTablet, stateDetail, waitingOf } from "./phone_state.js";

const MOST_DRAWN = 10; // more dots than these are a number
const MOST_IN_STEPPER = 3;
const SEARCHED_FROM = 15;

/** The newest voting, or null. */
export function latestVoting(live) {
  return Object.values(entities(live, "voting")).sort((a, b) => b.opened_at - a.opened_at)[0] || null;
}

/** Minus, dots, plus. `limit`: most dots on this goal; `canAdd`: whether one is left. */
export const DotStepper = {
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
  template: `<div class="stepper" role="group" :aria-label="name">
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

/** The ballot: dots on goals, secret, changeable until the vote is closed. */
export const VoteScreen = {
  components: { AskedHeading, DotRow, DotStepper, Icon, SpeakCard, StateLine, Wordings },
  props: { voting: { type: Object, required: true } },
  data() {
    return { draft: this.live.draft("ballot." + this.voting.id, { marks: null }), search: "", full: false };
  },
  computed: {
    waiting() {
      return waitingOf(this.live, ["cast_ballot"])
        .filter((item) => item.command.voting_id === this.voting.id)
        .pop();
    },
    cast() {
      return this.waiting ? this.waiting.command.marks : this.live.store.you.ballot[this.voting.id];
    },
    marks() {
      return this.draft.marks || this.cast || {};
    },
    used() {
      return Object.values(this.marks).reduce((sum, points) => sum + points, 0);
    },
    left() {
      return this.voting.points - this.used;
    },
    asked() {
      return votingQuestion(this.voting, this.live.store.workshop, this.live.texts.lang);
    },
    drawn() {
      return this.voting.points <= MOST_DRAWN;
    },
    perOption() {
      return Math.min(this.voting.max_per_option, this.voting.points);
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
        ? this.options.filter(({ goal, field }) =>
            `${field} ${goal.text}`.toLocaleLowerCase().includes(words),
          )
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
      return this.state === "unsent"
        ? this.t("phone.ballot_stays")
        : stateDetail(this.state, this.waiting, this.t);
    },
    tablet() {
      return isGroupTablet(this.live);
    },
  },
  methods: {
    give(id, points) {
      this.full = points > (this.marks[id] || 0) && this.left < 1;
      if (this.full || points > this.perOption) return;
      this.draft.marks = { ...this.marks, [id]: points };
    },
    send() {
      if (this.waiting && this.waiting.state === "refused") this.live.discard(this.waiting.cmd_id);
      this.live
        .submit(make.castBallot({ voting_id: this.voting.id, marks: Object.fromEntries(sorted(this.marks)) }))
        .catch(() => {});
      this.draft.marks = null;
    },
  },
  template: `<section class="vote">
    <div class="page vote-head">
      <AskedHeading :asked="asked" />
    </div>
    <div class="purse"><div class="page">
      <p role="status">
        <b>{{ full ? t('phone.no_dots') : t('phone.dots_left', { points: voting.points }, left) }}</b></p>
      <span v-if="drawn && !full" class="purse-dots"><DotRow :free="used" /><DotRow :filled="left" /></span>
    </div></div>
    <div class="page">
      <p v-if="perOption < voting.points" class="hint">{{ t('phone.most_per_goal', {}, perOption) }}</p>
      <label v-if="searchable" class="field search"><span>{{ t('phone.search_goal') }}</span><input
        class="input" type="search" dir="auto" v-model="search"></label>
      <ul class="plain options">
        <li v-for="{ goal, field } in shown" :key="goal.id">
          <div class="option"><p class="kicker"><bdi>{{ field }}</bdi><SpeakCard :of="goal" /></p>
            <Wordings :of="goal" /></div>
          <DotStepper :points="marks[goal.id] || 0" :limit="perOption" :name="goal.text"
            :can-add="(marks[goal.id] || 0) < perOption && left > 0" @change="give(goal.id, $event)" />
        </li>
      </ul>
    </div>
    <div class="cast"><div class="page">
      <StateLine v-if="!changed" class="ballot-state" :state="state" :detail="detail" />
      <button v-if="changed || state === 'refused'" type="button" class="button filled big" @click="send">
        {{ t(cast ? 'phone.send_changed_ballot' : 'phone.send_ballot') }}</button>
      <p class="promise"><Icon name="lock" />{{ t(tablet ? 'phone.ballot_per_device' : 'phone.secret') }}</p>
    </div></div>
  </section>`,
};

function sorted(marks) {
  return Object.entries(marks)
    .filter(([, points]) => points)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Voting, before it: waiting, and after it: the result comes for all together. */
export const VotePhase = {
  components: { Icon, VoteScreen },
  computed: {
    voting() {
      return latestVoting(this.live);
    },
    took() {
      return this.voting && this.live.store.you.ballot[this.voting.id];
    },
  },
  template: `<VoteScreen v-if="voting && voting.open" :key="voting.id" :voting="voting" />
    <section v-else class="page wait">
      <h1 class="question" tabindex="-1">{{ t(voting ? 'phone.vote_closed' : 'phone.vote_soon') }}</h1>
      <p class="lead">{{ t(voting ? 'phone.result_soon' : 'phone.vote_soon_hint') }}</p>
      <p v-if="took" class="state"><Icon name="saved" />{{ t('phone.ballot_counts') }}</p>
    </section>`,
};

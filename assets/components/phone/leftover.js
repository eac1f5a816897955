import { newId } from "../../live/ids.js";
import { LIMITS } from "../../live/protocol.gen.js";
import { Icon } from "../shared/shared.js";
import { CardView } from "../shared/card.js";
import { writingCommands } from "./cards.js";
import { CardComposer, KeptLine } from "./composer.js";
import { GoalView, handInGoal, handInGoalEdit } from "./goals.js";
import { GoalForm, blankGoal, goalFields, goalTrouble, typedGoal } from "./goal_form.js";
import { blankEdit, handInEdit } from "./list.js";
import { characters } from "../../live/typed.js";
import { becomesNew, entities, stateDetail, waitingOf } from "./state.js";
import { blankCard, handInCard } from "./write.js";

/** @import { OwnType } from "../../live/mine.js" */
/** @import { OutboxItem } from "../../live/outbox.js" */
/** @import { Component, Live, ReadyComponent } from "../../live/shapes.js" */
/** @import { SoundGoal } from "./goal_form.js" */

// Drafts, the screen on which they are written, the words over and under them, and the command that hands them in.
const LEFT_DRAFTS = {
  card: { phone: "write", heading: "phone.your_card", words: "phone.send_card", command: "post_contribution" },
  edit: { phone: "write", heading: "phone.change_card", words: "phone.save_change", command: "edit_contribution" },
  goal: { phone: "goals", heading: "phone.our_goal", words: "phone.send_goal", command: "propose_goal" },
  goal_edit: { phone: "goals", heading: "phone.change_goal", words: "phone.save_change", command: "edit_goal" },
};

/** What waits: a ballot's command has no text. @param {Live} live @param {OwnType} type */
function waitingTexts(live, type) {
  return waitingOf(live, writingCommands(type)).filter((/** @type {any} */ item) => item.command.text);
}

/** The draft into which a refused command goes back. @param {OutboxItem} item */
function leftDraftOf(item) {
  const [name] = /** @type {[string, Object]} */ (
    Object.entries(LEFT_DRAFTS).find(([, { command }]) => command === item.command.type)
  );
  return (becomesNew(item) && { edit: "card", goal_edit: "goal" }[name]) || name;
}

/** What can be done with a draft that is left. @type {Component} */
const LeftButtons = {
  props: { words: { type: String, required: true }, filled: Boolean, mending: Boolean },
  emits: ["hand-in", "mend", "throw-away"],
  template: /* html */ `<div class="row">
    <button type="button" class="button" :class="{filled}" @click="$emit('hand-in')">{{ t(words) }}</button>
    <button v-if="!mending" type="button" class="button" @click="$emit('mend')">{{ t('common.edit') }}</button>
    <button type="button" class="button" @click="$emit('throw-away')">{{ t('phone.throw_away') }}</button></div>`,
};

/**
 * What is still on this device when its phase is over: typed but not handed in, or handed in too late.
 * @type {ReadyComponent}
 */
export const LeftOver = {
  components: { CardComposer, CardView, GoalForm, GoalView, Icon, KeptLine, LeftButtons },
  props: { phone: { type: String, required: true } },
  emits: ["count"],
  data() {
    const { live } = this;
    const goal = () => blankGoal(live.store.workshop.target_year);
    return {
      mending: "",
      drafts: {
        card: live.draft("card", blankCard),
        edit: live.draft("edit", blankEdit),
        goal: live.draft("goal", goal),
        goal_edit: live.draft("goal_edit", goal),
      },
    };
  },
  computed: {
    typed() {
      const isHere = ([name, { phone }]) => phone !== this.phone && (name === this.mending || !this.live.isBlank(name));
      return Object.entries(LEFT_DRAFTS)
        .filter(isHere)
        .map(([name, { phone, heading, words }]) => ({
          name,
          heading,
          words,
          isCard: phone === "write",
          entry: { entity: this.drafts[name], state: "unsent", item: { command: this.drafts[name] }, own: true },
        }));
    },
    limit() {
      return this.live.store.workshop.card_limit;
    },
    /** The moderator lets in what comes late: one tap is enough now. */
    letIn() {
      return this.typed.length > 0 && this.live.store.workshop.late_allowed;
    },
    waiting() {
      const cards = this.phone === "write" ? [] : waitingTexts(this.live, "contribution");
      const goals = this.phone === "goals" ? [] : waitingTexts(this.live, "goal");
      const listed = (isCard) => (item) => ({ isCard, item, entity: item.command, state: item.state, own: true });
      return [...cards.map(listed(true)), ...goals.map(listed(false))];
    },
    ballots() {
      const open = (item) => (entities(this.live, "voting")[item.command.voting_id] || {}).open;
      const lost = (item) => ["late", "refused"].includes(item.state) && !open(item);
      return waitingOf(this.live, ["cast_ballot"]).filter(lost);
    },
    count() {
      return this.typed.length + this.waiting.length + this.ballots.length;
    },
  },
  watch: {
    count: {
      immediate: true,
      handler(count) {
        this.$emit("count", count);
      },
    },
    phone() {
      this.mending = "";
    },
  },
  methods: {
    detail(item) {
      return stateDetail(item.state, item, this.t);
    },
    isSound(name) {
      const length = characters(this.drafts[name].text);
      if (LEFT_DRAFTS[name].phone === "write")
        return length > 0 && length <= this.limit && this.drafts[name].kind !== "";
      return length <= LIMITS.goalText && !goalTrouble(goalFields(this.drafts[name], this.live.texts.lang));
    },
    /** Hands in what can be handed in; of what cannot, its form says why. */
    handIn(name) {
      if (!this.isSound(name)) return this.mend(name, (form) => form.send());
      this.mending = "";
      return this.submit(name, this.drafts[name]);
    },
    submit(name, draft) {
      if (name === "card") return handInCard(this.live, draft);
      if (name === "edit") return handInEdit(this.live, draft);
      const fields = /** @type {SoundGoal} */ (goalFields(draft, this.live.texts.lang));
      return name === "goal" ? handInGoal(this.live, fields) : handInGoalEdit(this.live, fields, draft.version);
    },
    mend(name, then = (form) => form.focus()) {
      this.mending = name;
      this.$nextTick(() => (this.$refs.form || []).forEach((form) => then(form)));
    },
    throwAway(name) {
      this.mending = "";
      this.live.clearDraft(name);
    },
    /** Two texts do not go into one draft: first what is typed there. */
    canMend(item) {
      return this.live.isBlank(leftDraftOf(item));
    },
    takeBack(item) {
      const name = leftDraftOf(item);
      this.live.discard(item.cmd_id);
      Object.assign(this.drafts[name], this.typedAgain(name, item.command));
      this.mend(name);
    },
    typedAgain(name, command) {
      const { id, kind, text, indicators = [] } = command;
      if (name === "card") return { kind, text };
      if (name === "goal") return { ...typedGoal(command, indicators, this.live.texts.lang), id: newId() };
      const { version } = entities(this.live, name === "edit" ? "contribution" : "goal")[id] || command;
      const changed = name === "edit" ? { id, kind, text } : typedGoal(command, indicators, this.live.texts.lang);
      return { ...changed, version, was: "" }; // so that it counts as typed
    },
  },
  template: /* html */ `<section v-if="count" class="page leftover">
    <KeptLine :spare="[t('phone.still_here'), t('phone.late_open')]">
      <h2 tabindex="-1">{{ t(letIn ? 'phone.late_open' : 'phone.still_here') }}</h2></KeptLine>
    <ul class="plain cards">
      <li v-for="{ name, heading, words, isCard, entry } in typed" :key="name">
        <CardComposer v-if="isCard && mending === name" ref="form" :draft="entry.entity" :limit="limit" :heading="t(heading)"
          @send="handIn(name)" />
        <GoalForm v-else-if="mending === name" ref="form" :draft="entry.entity" :heading="t(heading)" @send="handIn(name)">
          <LeftButtons mending :words="words" :filled="letIn" @hand-in="handIn(name)" @throw-away="throwAway(name)" /></GoalForm>
        <CardView v-else-if="isCard" :card="entry.entity" state="unsent" :detail="t('common.detail.unsent')" />
        <GoalView v-else :entry="entry" />
        <LeftButtons v-if="isCard || mending !== name" :mending="mending === name" :words="words" :filled="letIn"
          @hand-in="handIn(name)" @mend="mend(name)" @throw-away="throwAway(name)" />
      </li>
      <li v-for="entry in waiting" :key="entry.item.cmd_id">
        <CardView v-if="entry.isCard" :card="entry.entity" :state="entry.state" :detail="detail(entry.item)" />
        <GoalView v-else :entry="entry" />
        <div v-if="entry.state === 'refused'" class="row">
          <button v-if="canMend(entry.item)" type="button" class="button" @click="takeBack(entry.item)">{{ t('common.edit') }}</button>
          <button type="button" class="button" @click="live.discard(entry.item.cmd_id)">{{ t('phone.throw_away') }}</button></div>
      </li>
      <li v-for="item in ballots" :key="item.cmd_id" class="notice"><Icon name="warning" />
        <span>{{ t('phone.ballot_late') }}</span>
        <button type="button" class="text-button"
          @click="live.discard(item.cmd_id)">{{ t('common.close') }}</button></li>
    </ul>
  </section>`,
};

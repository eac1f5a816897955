import { Icon } from "./shared.js";
import { CardView } from "./shared_card.js";
import { writingCommands } from "./phone_cards.js";
import { GoalView, handInGoal } from "./phone_goals.js";
import { blankGoal, goalFields } from "./phone_goal_form.js";
import { characters, entities, stateDetail, waitingOf } from "./phone_state.js";
import { blankCard, handInCard } from "./phone_write.js";

/** What is still on this device when its phase is over: typed but not handed in, or handed in too late. */
export const LeftOver = {
  components: { CardView, GoalView, Icon },
  props: { phone: { type: String, required: true } },
  data() {
    const year = this.live.store.workshop.target_year;
    return { card: this.live.draft("card", blankCard), goal: this.live.draft("goal", () => blankGoal(year)) };
  },
  computed: {
    cardLeft() {
      return this.phone !== "write" && characters(this.card.text) > 0;
    },
    goalLeft() {
      return this.phone !== "goals" && characters(this.goal.text) > 0;
    },
    cards() {
      return this.phone === "write"
        ? []
        : waitingOf(this.live, writingCommands("contribution")).filter((item) => item.command.text);
    },
    goals() {
      const items =
        this.phone === "goals"
          ? []
          : waitingOf(this.live, writingCommands("goal")).filter((item) => item.command.text);
      return items.map((item) => ({ entity: item.command, state: item.state, item, own: true }));
    },
    ballots() {
      const open = (item) => (entities(this.live, "voting")[item.command.voting_id] || {}).open;
      const lost = (item) => ["late", "refused"].includes(item.state) && !open(item);
      return waitingOf(this.live, ["cast_ballot"]).filter(lost);
    },
    any() {
      return this.cardLeft || this.goalLeft || this.cards.length || this.goals.length || this.ballots.length;
    },
  },
  methods: {
    detail(item) {
      return stateDetail(item.state, item, this.t);
    },
    sendCard() {
      handInCard(this.live, this.card);
    },
    sendGoal() {
      handInGoal(this.live, goalFields(this.goal, this.live.texts.lang));
    },
  },
  template: `<section v-if="any" class="page leftover">
    <h2>{{ t('phone.still_here') }}</h2>
    <ul class="plain cards">
      <li v-if="cardLeft"><CardView :card="card" state="unsent" :detail="t('common.detail.unsent')"><template
        #actions>
        <button type="button" class="text-button"
          @click="sendCard">{{ t('phone.send_card') }}</button></template></CardView></li>
      <li v-if="goalLeft"><GoalView :entry="{ entity: goal, state: 'unsent', item: null, own: true }">
        <button type="button" class="text-button"
          @click="sendGoal">{{ t('phone.send_goal') }}</button></GoalView></li>
      <li v-for="item in cards" :key="item.cmd_id"><CardView :card="item.command" :state="item.state"
        :detail="detail(item)" /></li>
      <li v-for="entry in goals" :key="entry.item.cmd_id"><GoalView :entry="entry" /></li>
      <li v-for="item in ballots" :key="item.cmd_id" class="notice"><Icon name="warning" />
        <span>{{ t('phone.ballot_late') }}</span>
        <button type="button" class="text-button"
          @click="live.discard(item.cmd_id)">{{ t('common.close') }}</button></li>
    </ul>
  </section>`,
};

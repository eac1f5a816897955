import { Icon } from "./shared.js";
import { CardView } from "./shared_card.js";
import { writingCommands } from "./phone_cards.js";
import { GoalView, handInGoal, handInGoalEdit } from "./phone_goals.js";
import { blankGoal, goalFields } from "./phone_goal_form.js";
import { blankEdit, handInEdit } from "./phone_list.js";
import { entities, stateDetail, waitingOf } from "./phone_state.js";
import { blankCard, handInCard } from "./phone_write.js";

// Drafts, the screen on which they are written, and the words on the button that hands them in.
const LEFT_DRAFTS = {
  card: { phone: "write", words: "phone.send_card" },
  edit: { phone: "write", words: "phone.save_change" },
  goal: { phone: "goals", words: "phone.send_goal" },
  goal_edit: { phone: "goals", words: "phone.save_change" },
};

/** What is still on this device when its phase is over: typed but not handed in, or handed in too late. */
export const LeftOver = {
  components: { CardView, GoalView, Icon },
  props: { phone: { type: String, required: true } },
  data() {
    const { draft, store } = this.live;
    const goal = () => blankGoal(store.workshop.target_year);
    return {
      drafts: {
        card: draft("card", blankCard),
        edit: draft("edit", blankEdit),
        goal: draft("goal", goal),
        goal_edit: draft("goal_edit", goal),
      },
    };
  },
  computed: {
    typed() {
      const left = Object.entries(LEFT_DRAFTS).filter(([name, { phone }]) => phone !== this.phone && !this.live.isBlank(name));
      return left.map(([name, { phone, words }]) => ({
        name,
        words,
        isCard: phone === "write",
        entry: { entity: this.drafts[name], state: "unsent", item: null, own: true },
      }));
    },
    /** The moderator lets in what comes late: one tap is enough now. */
    letIn() {
      return this.typed.length > 0 && this.live.store.workshop.late_allowed;
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
      return this.typed.length || this.cards.length || this.goals.length || this.ballots.length;
    },
  },
  methods: {
    detail(item) {
      return stateDetail(item.state, item, this.t);
    },
    handIn(name) {
      const draft = this.drafts[name];
      if (name === "card") return handInCard(this.live, draft);
      if (name === "edit") return handInEdit(this.live, draft);
      const fields = goalFields(draft, this.live.texts.lang);
      return name === "goal" ? handInGoal(this.live, fields) : handInGoalEdit(this.live, fields, draft.version);
    },
  },
  template: `<section v-if="any" class="page leftover">
    <h2>{{ t('phone.still_here') }}</h2>
    <p v-if="letIn" class="notice" role="status"><Icon name="clock" /><span>{{ t('phone.late_open') }}</span></p>
    <ul class="plain cards">
      <li v-for="{ name, words, isCard, entry } in typed" :key="name">
        <CardView v-if="isCard" :card="entry.entity" state="unsent" :detail="t('common.detail.unsent')" />
        <GoalView v-else :entry="entry" />
        <div class="row"><button type="button" class="button" :class="{filled: letIn}"
            @click="handIn(name)">{{ t(words) }}</button>
          <button type="button" class="button" @click="live.clearDraft(name)">{{ t('phone.throw_away') }}</button></div>
      </li>
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

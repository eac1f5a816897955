import { Icon } from "../shared/shared.js";
import { make } from "../../live/protocol.gen.js";
import { newId } from "../../live/ids.js";
import { ConsoleDialog } from "./dialog.js";
import { savingMixin } from "./draft.js";
import { shortText } from "./desk.js";
import { typedWhole } from "../shared/numbers.js";

/** @import { Ballot } from "../../live/protocol.gen.js" */
/** @import { ConsoleComponent } from "./shapes.js" */

/** @param {string} voting_id */
const blankPaper = (voting_id) => ({
  voting_id,
  id: newId(),
  marks: {},
  last: null,
  corrects: null,
  removed: null,
  aside: {},
});

/**
 * Ballots from paper, one after the other. What is typed here counts like any other, and is told apart.
 * @type {ConsoleComponent}
 */
export const ConsolePaper = {
  components: { ConsoleDialog, Icon },
  props: { voting: { type: Object, required: true } },
  mixins: [savingMixin],
  data: () => ({ said: "" }),
  created() {
    this.draft = this.live.draft("desk.paper", blankPaper(this.voting.id));
    if (this.draft.voting_id !== this.voting.id) Object.assign(this.draft, blankPaper(this.voting.id));
    this.giveUpCorrecting();
  },
  computed: {
    options() {
      return this.voting.option_ids.map((/** @type {string} */ id) => this.live.store.byType.goal[id]).filter(Boolean);
    },
    marks() {
      const read = Object.entries(this.draft.marks).map(
        ([id, points]) => /** @type {[string, number]} */ ([id, typedWhole(points)]),
      );
      return Object.fromEntries(read.filter(([, points]) => points > 0));
    },
    used() {
      return Object.values(this.marks).reduce((sum, points) => sum + points, 0);
    },
    left() {
      return this.voting.rules.points - this.used;
    },
    count() {
      return this.live.store.presence?.by_channel?.[this.voting.id]?.paper || 0;
    },
    most() {
      const { points, max_per_option } = this.voting.rules;
      return Math.min(max_per_option, points);
    },
    label() {
      if (this.saving) return this.t("common.state.sending");
      return this.t(this.used ? "console.paper.save" : "console.paper.save_blank");
    },
  },
  methods: {
    /** Else the next paper would go onto the ballot that was to be corrected when the dialog was closed. */
    giveUpCorrecting() {
      const { corrects } = this.draft;
      if (corrects)
        Object.assign(this.draft, { ...blankPaper(this.voting.id), marks: this.draft.aside, last: corrects });
    },
    first() {
      this.$nextTick(() => this.$el.querySelector?.(".con-paper-marks input")?.select());
    },
    /** @param {Pick<Ballot, "marks">} ballot */
    words({ marks }) {
      const goals = this.live.store.byType.goal;
      const given = Object.entries(marks).map(([id, points]) => `${shortText(goals[id]?.text || "")} (${points})`);
      return given.join(", ") || this.t("console.paper.blank");
    },
    async done() {
      if (this.left < 0) return;
      const { id } = this.draft;
      const marks = { ...this.marks };
      const command = make.enterPaperBallot({ id, voting_id: this.voting.id, marks, blank: !this.used });
      if (!(await this.save(command, this.t("console.paper.saved")))) return;
      Object.assign(this.draft, { ...blankPaper(this.voting.id), marks: this.draft.aside, last: { id, marks } });
      this.said = this.t("console.paper.saved");
      this.first();
    },
    /** What was already typed of the next one waits aside. */
    correct() {
      if (this.saving) return; // what is just saved would lie aside, and count twice
      const { id, marks } = this.draft.last;
      Object.assign(this.draft, {
        id,
        marks: { ...marks },
        last: null,
        corrects: { id, marks },
        aside: { ...this.draft.marks },
      });
      this.said = "";
      this.first();
    },
    async remove() {
      const { last } = this.draft;
      const command = make.removePaperBallot({ id: last.id, voting_id: this.voting.id });
      if (!(await this.save(command, this.t("console.paper.removed")))) return;
      Object.assign(this.draft, { last: null, removed: last });
      this.said = this.t("console.paper.removed");
    },
    /** What was taken out by mistake counts again, as it was. */
    async putBack() {
      const { removed } = this.draft;
      const { id, marks } = removed;
      const command = make.enterPaperBallot({
        id,
        voting_id: this.voting.id,
        marks,
        blank: !Object.keys(marks).length,
      });
      if (!(await this.save(command, this.t("console.paper.put_back")))) return;
      Object.assign(this.draft, { last: removed, removed: null });
      this.said = this.t("console.paper.put_back");
    },
  },
  template: /* html */ `<ConsoleDialog :title="t('console.paper.title')" @done="done">
    <p class="con-hint">{{ t('common.points_each', {points: n(voting.rules.points), max: n(voting.rules.max_per_option)}) }} <span v-if="voting.slips_only">{{ t('console.paper.slips') }}</span></p>
    <p class="con-row"><b>{{ t('console.paper.sum', {used: n(used), points: n(voting.rules.points)}) }}</b><span>{{ t('console.paper.count', {}, count) }}</span><span role="status">{{ left < 0 ? t('refused.too_many_points', {points: voting.rules.points}) : said }}</span></p>
    <div class="con-paper-marks"><label v-for="goal in options" :key="goal.id"><Typed class="wording" :text="goal.text" :lang="goal.language" />
      <input v-model="draft.marks[goal.id]" :readonly="saving" class="input" inputmode="numeric" data-from="0" :data-to="most" placeholder="0"></label></div>
    <div v-if="draft.last" class="con-paper-last"><p>{{ t('console.paper.last') }} <span dir="auto">{{ words(draft.last) }}</span></p>
      <p class="con-row"><button type="button" class="button" :disabled="saving" @click="correct">{{ t('console.paper.correct') }}</button><button type="button" class="button" :disabled="saving" @click="remove">{{ t('console.paper.remove') }}</button></p></div>
    <div v-else-if="draft.removed" class="con-paper-last"><p>{{ t('console.paper.taken_out') }} <span dir="auto">{{ words(draft.removed) }}</span></p>
      <p class="con-row"><button type="button" class="button" :disabled="saving" @click="putBack"><Icon name="undo" />{{ t('console.paper.put_in') }}</button></p></div>
    <template #foot><button type="button" class="button" @click="desk.close()">{{ t('common.close') }}</button>
      <button class="button filled" :disabled="saving || left < 0">{{ label }}</button></template>
  </ConsoleDialog>`,
};

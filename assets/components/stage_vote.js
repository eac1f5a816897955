import { StageAsked, StageEmpty, StageTiles, StageTimer } from "./stage_parts.js";
import { Icon } from "./shared.js";
import { stageVotingAsked } from "./stage_second.js";
import { votingNow } from "./shared_voting.js";

/** How many ballots are cast, and nothing about what is on them. */
export const StageVoting = {
  components: { Icon, StageAsked, StageEmpty, StageTiles, StageTimer },
  setup: () => ({ sizes: [10, 9, 8, 7, 6, 5, 4.2, 3.4] }),
  computed: {
    voting() {
      return votingNow(this.live.store.byType);
    },
    asked() {
      return stageVotingAsked(this.live, this.second, this.voting);
    },
    rules() {
      const { points, max_per_option: max } = this.voting;
      if (max >= points) return this.t("stage.points_each", { count: points });
      return this.t("stage.points_each_at_most", { count: points, max });
    },
    cast() {
      const { presence, byType } = this.live.store;
      if (!this.voting.open) return ((byType.result || {})[this.voting.id] || {}).ballots || 0;
      return ((presence || {}).ballots || {})[this.voting.id] || 0;
    },
    people() {
      return (this.live.store.presence || {}).people || 0;
    },
    /** Only where every device stands for one person is it known how many ballots are to come. */
    known() {
      const groups = Object.values((this.live.store.presence || {}).groups || {});
      const shared = groups.some((here) => here.tablets);
      return this.voting.open && !this.voting.slips_only && !shared && this.cast < this.people;
    },
    expected() {
      return this.known ? this.people : this.cast;
    },
    slips() {
      return Array.from({ length: this.expected }, (_, i) => ({ id: i, cast: i < this.cast }));
    },
    words() {
      return this.t(this.known ? "stage.ballots_cast" : "stage.ballots", { count: this.expected });
    },
  },
  template: `<section class="stage-voting">
    <StageEmpty v-if="!voting" :text="t('stage.no_voting')" />
    <template v-else>
      <div class="stage-ask"><p v-if="voting.open">{{ rules }}</p>
        <StageAsked :asked="asked" :sizes="sizes" /></div>
      <p class="stage-cast"><b>{{ n(cast) }}</b><span>{{ words }}</span></p>
      <StageTiles :items="slips" :ratio="1.45" :gap="1.3" :largest="5.4" :smallest="0.8" v-slot="{ item }">
        <i :key="item.id" class="stage-slip" :class="{cast: item.cast}"></i></StageTiles>
      <footer class="stage-foot">
        <p v-if="voting.open"><Icon name="lock" />{{ voting.slips_only ? t('stage.slips_only') : '' }} {{ t('common.secret') }} {{ t('common.result_later') }}</p>
        <p v-else><Icon name="lock" />{{ t('stage.voting_closed') }}</p>
        <StageTimer v-if="voting.open" /></footer>
    </template>
  </section>`,
};

import { StageAsked, StageEmpty, StageTiles, StageTimer } from "./stage_parts.js";
import { Icon } from "./shared.js";
import { stageVoting } from "./stage_data.js";
import { stageVotingAsked } from "./stage_second.js";

/** How many ballots are cast, and nothing about what is on them. */
export const StageVoting = {
  components: { Icon, StageAsked, StageEmpty, StageTiles, StageTimer },
  setup: () => ({ sizes: [10, 9, 8, 7, 6, 5, 4.2, 3.4, 2.8] }),
  computed: {
    voting() {
      return stageVoting(this.live.store.byType);
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
    expected() {
      const people = (this.live.store.presence || {}).people || 0;
      return this.voting.open ? Math.max(people, this.cast) : this.cast;
    },
    slips() {
      return Array.from({ length: this.expected }, (_, i) => ({ id: i, cast: i < this.cast }));
    },
    words() {
      return this.t("stage.ballots_cast", { count: this.expected });
    },
  },
  template: `<section class="stage-voting">
    <StageEmpty v-if="!voting" :text="t('stage.no_voting')" />
    <template v-else>
      <div class="stage-ask"><p v-if="voting.open">{{ rules }}</p>
        <StageAsked :asked="asked" :sizes="sizes" /></div>
      <p class="stage-cast"><b>{{ n(cast) }}</b><span>{{ voting.open ? words : t('stage.ballots', { count: cast }) }}</span></p>
      <StageTiles :items="slips" :ratio="1.45" :gap="1.3" :largest="5.4" :smallest="0.8" v-slot="{ item }">
        <i :key="item.id" class="stage-slip" :class="{cast: item.cast}"></i></StageTiles>
      <footer class="stage-foot">
        <p v-if="voting.open"><Icon name="lock" /><template v-if="voting.slips_only">{{ t('stage.slips_only') }} </template>{{ t('common.secret') }} {{ t('common.result_later') }}</p>
        <p v-else><Icon name="lock" />{{ t('stage.voting_closed') }}</p>
        <StageTimer v-if="voting.open" /></footer>
    </template>
  </section>`,
};

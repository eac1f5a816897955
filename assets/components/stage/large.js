import { CardView } from "../shared/card.js";
import { StageBoard } from "./board.js";
import { StageFlow } from "./flow.js";
import { StageName, StageSaid, stagePlace } from "./second.js";
import { vStageFit } from "./parts.js";
import { KindCounts, KindMark, Pin } from "../shared/shared.js";
import { countKinds, fieldOf, inOrder, onTheWall } from "../shared/focus.js";
import { Divided, Wordings } from "../shared/wording.js";

/** @import { Component, ReadyComponent } from "../../live/shapes.js" */

// While it fades out, the moderator has sent something else already.
/** @type {ReadyComponent} */
const largeMixin = {
  data() {
    return { id: this.live.store.workshop.stage_of };
  },
  methods: {
    of(type) {
      return (this.live.store.byType[type] || {})[this.id] || null;
    },
    nameOf(type, id) {
      return ((this.live.store.byType[type] || {})[id] || {}).name || "";
    },
  },
};

/** One field alone, with its clusters and cards. @type {Component} */
export const StageField = {
  components: { StageBoard },
  mixins: [largeMixin],
  template: /* html */ `<StageBoard :only="id" />`,
};

const STAGE_FEW_CARDS = 6; // they are printed larger than on the board

/** One cluster alone, while the hall looks for its heading. @type {Component} */
export const StageCluster = {
  components: { CardView, Divided, KindCounts, Pin, StageFlow, StageName, StageSaid },
  directives: { fit: vStageFit },
  mixins: [largeMixin],
  setup: () => ({ sizes: [7, 6, 5.2, 4.6, 4] }),
  data: () => ({ page: { index: 0, total: 0 } }),
  computed: {
    cluster() {
      return this.of("cluster");
    },
    field() {
      return this.cluster ? this.nameOf("field", this.cluster.field_id) : "";
    },
    cards() {
      return inOrder(onTheWall(this.live.store.byType.contribution)).filter((card) => card.cluster_id === this.id);
    },
    counts() {
      return countKinds(this.cards);
    },
    items() {
      return this.cards.map((card) => ({ key: card.id, group: "", card }));
    },
    few() {
      return this.cards.length <= STAGE_FEW_CARDS;
    },
    aside() {
      return stagePlace(this.page);
    },
  },
  template: /* html */ `<section class="stage-large-cluster" :class="{few}"><template v-if="cluster">
    <header class="stage-heading heading-strip"><Pin /><h1 v-fit="sizes" v-bind="live.written(cluster.name)"><StageName :name="cluster.name" of="common.nameless" /></h1>
      <p><span v-if="field" class="stage-field"><bdi v-bind="live.written(field)"><Divided :text="field" /></bdi></span><KindCounts :counts="counts" /><StageSaid v-if="aside" v-bind="aside" beside /></p></header>
    <StageFlow class="stage-wall" :items="items" :most="2" @page="page = $event">
      <template #item="{ item }"><CardView :card="item.card" compact /></template></StageFlow>
  </template></section>`,
};

/** One card alone, to be read aloud. @type {Component} */
export const StageCard = {
  components: { Divided, KindMark, StageSaid, Wordings },
  directives: { fit: vStageFit },
  mixins: [largeMixin],
  setup: () => ({ sizes: [11.5, 10.4, 9.2, 8, 7, 6, 5.2, 4.6, 4, 3.4] }),
  computed: {
    card() {
      return this.of("contribution");
    },
    where() {
      const { field, cluster } = this.live.store.byType;
      const name = (field[fieldOf(this.card, cluster)] || {}).name;
      return [name, this.nameOf("cluster", this.card.cluster_id)].filter(Boolean);
    },
  },
  template: /* html */ `<section class="stage-large-card"><article v-if="card" class="card" :data-kind="card.kind">
    <p class="stage-kind"><KindMark :kind="card.kind" /><StageSaid :of="'common.kind.' + card.kind" /></p>
    <Wordings :of="card" v-fit="sizes" />
    <p v-if="where.length" class="stage-where"><template v-for="(name, i) in where" :key="name">{{ i ? ' · ' : '' }}<bdi v-bind="live.written(name)"><Divided :text="name" /></bdi></template></p>
  </article></section>`,
};
